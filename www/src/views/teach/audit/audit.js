/**
 * Does a taught model go by the background? Figures are put on other backgrounds, heads judge them that have seen
 * neither, and the evidence of the taught head is looked up.
 *
 * @import { Engine } from "../../../engine/engine.js"
 * @import { Audited } from "../../../engine/figures.js"
 * @import { Exchange, Lesson, Suspicion } from "../../../engine/teaching-types.js"
 * @import { StoredPicture } from "../../../app/projects.js"
 * @import { TeachStore } from "../store.js"
 * @import { Audit, Example, Explained, Tried } from "./types.js"
 */
import { DEFAULT_SETTINGS } from "../../../app/settings.js";
import { modelId } from "../../../app/taught.js";
import { FOLDS, SEED, cancellable, counter, lessonOf, look } from "../learning.js";
import { cutoutOf, wholeFigureOf } from "./figures.js";

/** Figures of each character that are put on other backgrounds, at most. */
const EXCHANGES = 12;
/** Evaluations of each explanation: the share on the background needs no fine picture. */
const EVALUATIONS = 128;
/** Characters of which examples are shown, and examples of each. */
const SHOWN = 6;
const EXAMPLES = 4;
/** Pictures that are picked to look at. */
const PICKED = 6;
/** Pictures of each character that hidden pieces may show. */
const REFERENCES = 8;

/**
 * @param {TeachStore} store
 * @param {number} each  Pictures of each character that are explained.
 */
export function audit(store, each) {
  return cancellable(store, async (engine, signal) => {
    const { project } = store.state;
    const outcome = project?.outcome;
    if (!project?.head || !outcome) return;
    const began = performance.now();
    await look(store, engine, outcome.variants, signal);
    const { lesson, order } = await lessonOf(store, outcome.variants);
    const { ranked, tried } = await exchange(store, engine, lesson, order, signal);
    /** @type {Audit} */
    let found = {
      names: lesson.names,
      seconds: 0,
      ranked,
      tried,
      examples: await examplesOf(store, engine, ranked, tried),
      explained: [],
      pick: { pictures: [], coverage: [] },
      isWhole: false,
    };
    const keep = (/** @type {Partial<Audit>} */ more) => {
      found = { ...found, ...more, seconds: (performance.now() - began) / 1000 };
      return store.change({ audit: found });
    };
    await keep({});
    await explainAll(store, engine, order, found, { each, signal, keep });
  });
}

/**
 * @param {TeachStore} store
 * @param {Engine} engine
 * @param {Lesson} lesson
 * @param {[string, number][]} order
 * @param {AbortSignal} signal
 * @returns {Promise<{ ranked: Suspicion[], tried: Tried[] }>}
 */
async function exchange(store, engine, lesson, order, signal) {
  const { balanced, measured } = /** @type {import("../../../app/projects.js").Outcome} */ (
    store.state.project?.outcome
  );
  const dimension = lesson.rows.length / lesson.labels.length;
  const settings = { c: measured.c, folds: FOLDS, balanced, seed: SEED, each: EXCHANGES };
  const judged = await engine.teaching.audit(
    lesson,
    settings,
    async (exchanges) => {
      const pairs = exchanges.flatMap(([figure, same, other]) => [
        [figure, same],
        [figure, other],
      ]);
      const rows = new Float32Array(pairs.length * dimension).fill(NaN);
      const tell = counter(store, "swap", signal);
      let done = 0;
      tell(done, pairs.length);
      await engine.teaching.lookOnGrounds(
        pairs.length,
        async (index) => {
          const [figure, ground] = pairs[index].map((row) => picture(store, order[row][0]));
          return [await cutoutOf(engine, figure), await cutoutOf(engine, ground)];
        },
        {
          signal,
          onRows: (index, [row]) => {
            rows.set(row, index * dimension);
            tell((done += 1), pairs.length);
          },
          onBroken: () => tell((done += 1), pairs.length),
        },
      );
      return rows;
    },
    { signal, onProgress: counter(store, "heads", signal) },
  );
  const tried = judged.exchanges.flatMap((/** @type {Exchange} */ [figure, , other], i) => {
    const [onSame, onOther] = judged.answers[i];
    if (onSame >= lesson.names.length) return [];
    const [[sha, of], [ground, onto]] = [order[figure], order[other]];
    return [{ figure: sha, ground, of, onto, onSame, onOther }];
  });
  return { ranked: judged.ranked, tried };
}

/**
 * Pictures of what gave the first characters away: their figures that were lost elsewhere, and others that were
 * lured.
 *
 * @param {TeachStore} store
 * @param {Engine} engine
 * @param {Suspicion[]} ranked
 * @param {Tried[]} tried
 */
async function examplesOf(store, engine, ranked, tried) {
  /** @type {Example[]} */
  const examples = [];
  for (const { class: label } of ranked.slice(0, SHOWN)) {
    const told = tried.filter((one) => speaksAgainst(one, label)).slice(0, EXAMPLES);
    for (const one of told) {
      if (examples.some(({ figure, ground }) => figure === one.figure && ground === one.ground)) continue;
      const [figure, ground] = [picture(store, one.figure), picture(store, one.ground)];
      const shown = await engine.figures.onGround(
        await cutoutOf(engine, figure),
        await cutoutOf(engine, ground),
      );
      examples.push({ ...one, shown });
    }
  }
  return examples;
}

/**
 * Whether an exchange speaks for a character's background deciding.
 *
 * @param {Tried} tried
 * @param {number} label
 */
export function speaksAgainst({ of, onto, onSame, onOther }, label) {
  const isLost = of === label && onSame === label && onOther !== label;
  const isLured = onto === label && onSame !== label && onOther === label;
  return isLost || isLured;
}

/**
 * Explains pictures of each character, the most suspicious first, and picks those to look at.
 *
 * @param {TeachStore} store
 * @param {Engine} engine
 * @param {[string, number][]} order
 * @param {Audit} found
 * @param {{ each: number, signal: AbortSignal, keep: (more: Partial<Audit>) => Promise<void> }} options
 */
async function explainAll(store, engine, order, { names, ranked }, { each, signal, keep }) {
  const of = names.map((_, label) => order.filter(([, own]) => own === label).map(([sha]) => sha));
  const planned = of.reduce((sum, own) => sum + Math.min(each, own.length), 0);
  const tell = counter(store, "explain", signal);
  tell(0, planned);
  const beside = await engine.beside();
  try {
    await beside.use(await sourceOf(store, of, names), signal);
    /** @type {Explained[]} */
    const explained = [];
    /** @type {Audited[]} */
    const evidence = [];
    for (const { class: label } of ranked) {
      for (const sha of of[label].slice(0, each)) {
        signal.throwIfAborted();
        const { told, audited } = await explainOne(beside, picture(store, sha), label, signal);
        explained.push(told);
        evidence.push(audited);
        tell(explained.length, planned);
      }
      await keep({ explained: [...explained], pick: await beside.figures.pick(evidence, PICKED) });
    }
    await keep({ isWhole: true });
  } finally {
    void beside.end();
  }
}

/**
 * The taught head, with pictures for hidden pieces to show.
 *
 * @param {TeachStore} store
 * @param {string[][]} of   Pictures of each character.
 * @param {string[]} names
 * @returns {Promise<import("../../../engine/model-in-use.js").TaughtModel>}
 */
async function sourceOf(store, of, names) {
  const { id, name, head, outcome } = /** @type {import("../../../app/projects.js").Project} */ (
    store.state.project
  );
  const classes = names.map((name, label) => {
    const faces = outcome?.faces[label] ?? [];
    const shas = [...new Set([...faces, ...of[label]])].slice(0, REFERENCES);
    return { name, pictures: shas.flatMap((sha) => store.picture(sha)?.file ?? []) };
  });
  if (!head) throw new Error("there is no head to explain");
  return { kind: "taught", id: `${modelId(id)} audit`, name, head, classes };
}

/**
 * Why is it this character rather than the nearest other one?
 *
 * @param {Engine} engine
 * @param {StoredPicture} stored
 * @param {number} label
 * @param {AbortSignal} signal
 * @returns {Promise<{ told: Explained, audited: Audited }>}
 */
async function explainOne(engine, stored, label, signal) {
  const opened = await engine.openPicture(stored.file);
  try {
    const { candidates } = await engine.classify(opened);
    const rival = candidates.find(({ index }) => index !== label)?.index ?? label;
    const settings = { ...DEFAULT_SETTINGS, evaluations: EVALUATIONS };
    const { run } = await engine.explainBeside(
      { picture: opened, classIndex: label, rivalIndex: rival, model: engine.model.id, settings },
      { signal },
    );
    signal.throwIfAborted();
    const { source, figure } = await wholeFigureOf(engine, stored);
    const audited = await engine.figures.audited(run, figure);
    const { background, area } = audited;
    const shown = await engine.figures.shownOver(run);
    const told = { sha256: stored.sha256, label, rival, background, area, figure: source, shown };
    return { told, audited };
  } finally {
    await engine.closePicture(opened);
    for (const url of new Set([opened.url, opened.whole.url])) URL.revokeObjectURL(url);
  }
}

/**
 * @param {TeachStore} store
 * @param {string} sha256
 */
function picture(store, sha256) {
  const found = store.picture(sha256);
  if (!found) throw new Error(`picture ${sha256} is gone`);
  return found;
}

/**
 * The mean share of a character's evidence that lies on the background, and the background's mean share of its
 * pictures; null when nothing was explained or spoke for it.
 *
 * @param {Audit} audit
 * @param {number} label
 */
export function evidenceOf({ explained }, label) {
  const own = explained.filter((one) => one.label === label && one.background !== null);
  if (own.length === 0) return null;
  const mean = (/** @type {(one: Explained) => number} */ of) =>
    own.reduce((sum, one) => sum + of(one), 0) / own.length;
  return { background: mean(({ background }) => background ?? 0), area: mean(({ area }) => area) };
}
