/**
 * Looking at pictures, training, and what is measured afterwards.
 *
 * @import { Engine } from "../../engine/engine.js"
 * @import { Lesson } from "../../engine/teaching-types.js"
 * @import { TeachStore, Busy } from "./store.js"
 */
import { text } from "../../texts/text.js";
import { GROUND, groundKinds, lookOnGrounds } from "./grounds.js";
import { RowKeeper } from "./row-keeper.js";

/** The same pictures give the same folds and the same head. */
export const SEED = 0;
export const FOLDS = 5;
/** Pictures that stand for a character: the face, and what contrastive fill shows. */
const FACES = 8;
/** Shares of the pictures that the learning curve tries; the last point is known from the training. */
const SHARES = [0.25, 0.5, 0.75];
/** Pictures times characters up to which the curve is made by itself after a training. */
const QUICK = 30_000;

/** Milliseconds between two words on how far it is. */
const CALM = 150;

/** Ways to vary a picture. */
export const VARIANTS = /** @type {const} */ (["mirror", "turn", "crop", "light", GROUND]);

/**
 * Looks at what was not looked at yet, trains, measures, keeps.
 *
 * @param {TeachStore} store
 */
export function teach(store) {
  return cancellable(store, async (engine, signal) => {
    const { project } = store.state;
    if (!project) return;
    const { variants, balanced } = project;
    await look(store, engine, variants, signal);
    const began = performance.now();
    const { lesson, order } = await lessonOf(store, variants);
    const { names } = lesson;
    const { measured, head, faces } = await engine.teaching.train(lesson, settings(balanced), {
      signal,
      onProgress: counter(store, "train", signal),
    });
    const seconds = (performance.now() - began) / 1000;
    const shas = faces.map((rows) => rows.map((row) => order[row][0]));
    const outcome = { names, order, faces: shas, variants, balanced, measured, curve: [], seconds };
    await store.change({ outcome, head, known: names, audit: null });
    store.set({ cell: null });
    if (measured.pictures * names.length <= QUICK) await curve(store, engine, signal);
  });
}

/** The learning curve of the last training. @param {TeachStore} store */
export function learningCurve(store) {
  return cancellable(store, async (engine, signal) => {
    const { project } = store.state;
    if (!project?.outcome) return;
    // The worker may have been ended since: it makes the folds again.
    const { variants } = project.outcome;
    await look(store, engine, variants, signal);
    const { lesson } = await lessonOf(store, variants);
    await engine.teaching.train(lesson, settings(project.outcome.balanced, [project.outcome.measured.c]), {
      signal,
      onProgress: counter(store, "curve", signal),
    });
    await curve(store, engine, signal);
  });
}

/**
 * @param {TeachStore} store
 * @param {Engine} engine
 * @param {AbortSignal} signal
 */
async function curve(store, engine, signal) {
  const outcome = store.state.project?.outcome;
  if (!outcome) return;
  const tell = counter(store, "curve", signal);
  tell(0, SHARES.length);
  const right = outcome.names.map((_, label) => rightOf(outcome.measured.confusion, label));
  const { pictures, folds } = outcome.measured;
  const whole = {
    perClass: (pictures * (folds - 1)) / folds / outcome.names.length,
    right,
    count: pictures,
  };
  /** @type {typeof outcome.curve} */
  const points = [];
  await engine.teaching.curve(
    SHARES,
    (point) => {
      points.push(point);
      tell(points.length, SHARES.length);
    },
    signal,
  );
  await store.change({ outcome: { ...outcome, curve: [...points, whole] } });
}

/** @param {number[]} confusion @param {number} label */
function rightOf(confusion, label) {
  return confusion[label * Math.sqrt(confusion.length) + label];
}

/**
 * What each way to vary pictures changes in the share that is right, measured at the strength that the last
 * training chose.
 *
 * @param {TeachStore} store
 */
export function measureVariants(store) {
  return cancellable(store, async (engine, signal) => {
    const outcome = store.state.project?.outcome;
    if (!outcome) return;
    await look(store, engine, [...VARIANTS], signal);
    const tell = counter(store, "effects", signal);
    /** @type {[string[], number][]} */
    const found = [];
    for (const variants of [[], ...VARIANTS.map((name) => [name])]) {
      const { lesson } = await lessonOf(store, variants);
      const { measured } = await engine.teaching.train(
        lesson,
        settings(outcome.balanced, [outcome.measured.c]),
        {
          signal,
          onProgress: (done, planned) => tell(found.length * planned + done, (VARIANTS.length + 1) * planned),
        },
      );
      found.push([variants, measured.right / measured.pictures]);
    }
    const [[, plain], ...others] = found;
    await store.change({
      effects: Object.fromEntries(others.map(([[name], share]) => [name, share - plain])),
    });
  });
}

/** @param {boolean} balanced @param {number[]} [c] */
function settings(balanced, c) {
  return { folds: FOLDS, balanced, seed: SEED, faces: FACES, ...(c ? { c } : {}) };
}

/**
 * Looks at every picture that is not known yet. Files that are no pictures are put on the list.
 *
 * @param {TeachStore} store
 * @param {Engine} engine
 * @param {string[]} variants
 * @param {AbortSignal} signal
 */
export async function look(store, engine, variants, signal) {
  await lookAtFiles(
    store,
    engine,
    variants.filter((kind) => kind !== GROUND),
    signal,
  );
  if (variants.includes(GROUND)) {
    await lookOnGrounds(store, engine, signal, counter(store, "grounds", signal));
  }
}

/**
 * @param {TeachStore} store
 * @param {Engine} engine
 * @param {string[]} variants
 * @param {AbortSignal} signal
 */
async function lookAtFiles(store, engine, variants, signal) {
  const project = store.state.project?.id ?? "";
  const known = await store.kept.rowKeys(project);
  const kinds = ["plain", ...variants];
  const missing = store.characters
    .flatMap(({ id }) => store.usable(id))
    .map((picture) => ({
      picture,
      kinds: kinds.filter((kind) => !known.has(`${picture.sha256}/${kind}`)),
    }))
    .filter((one) => one.kinds.length > 0);
  if (missing.length === 0) return;
  const tell = counter(store, "look", signal);
  tell(0, missing.length);
  let done = 0;
  const rows = new RowKeeper(store.kept);
  try {
    await engine.teaching.look(
      missing.map(({ picture, kinds }) => ({
        file: picture.file,
        variants: kinds.filter((kind) => kind !== "plain"),
      })),
      {
        signal,
        onRows: (index, [plain, ...others]) => {
          const { picture, kinds } = missing[index];
          const { sha256 } = picture;
          rows.put({ project, sha256, kind: "plain", row: plain });
          const varied = kinds.filter((kind) => kind !== "plain");
          rows.put(...varied.map((kind, i) => ({ project, sha256, kind, row: others[i] })));
          tell((done += 1), missing.length);
        },
        onBroken: (index, error) => {
          markBroken(store, missing[index].picture.sha256, error);
          tell((done += 1), missing.length);
        },
      },
    );
  } finally {
    await rows.end();
  }
}

/**
 * @param {TeachStore} store
 * @param {string} sha256
 * @param {unknown} error
 */
function markBroken(store, sha256, error) {
  const picture = store.picture(sha256);
  if (!picture) return;
  const why = error instanceof Error ? error.message : String(error);
  const broken = { ...picture, why };
  const words = text().teach.left;
  store.set({
    pictures: store.state.pictures.map((one) => (one.sha256 === sha256 ? broken : one)),
    leftOut: [...store.state.leftOut, { name: picture.name, why: words.broken(why), sha256 }],
  });
  void store.kept.putPictures([broken]);
}

/**
 * What there is to learn from, of the pictures that were looked at.
 *
 * @param {TeachStore} store
 * @param {string[]} variants
 * @returns {Promise<{ lesson: Lesson, order: [string, number][] }>}
 */
export async function lessonOf(store, variants) {
  const project = store.state.project?.id ?? "";
  const { names, order: all } = store.lessonOrder();
  const shas = all.map(([sha]) => sha);
  const kinds = ["plain", ...variants].map((kind) => (kind === GROUND ? groundKinds(all) : kind));
  const found = await Promise.all(kinds.map((kind) => store.kept.rows(project, kind, shas)));
  const known = all.map((_, i) => i).filter((i) => found.every((rows) => rows[i]));
  const order = known.map((i) => all[i]);
  const dimension = found[0][known[0]]?.length ?? 0;
  const rows = new Float32Array(kinds.length * order.length * dimension);
  let at = 0;
  for (const list of found) {
    for (const i of known) {
      rows.set(list[i] ?? [], at);
      at += dimension;
    }
  }
  const labels = kinds.flatMap(() => order.map(([, label]) => label));
  const sources = variants.flatMap(() => order.map((_, row) => row));
  const lesson = { names, labels: Uint32Array.from(labels), sources: Uint32Array.from(sources), rows };
  return { lesson, order };
}

/**
 * Work that can be cancelled; what is done by then is kept.
 *
 * @param {TeachStore} store
 * @param {(engine: Engine, signal: AbortSignal) => Promise<void>} work
 */
export function cancellable(store, work) {
  return store.inTurn(async () => {
    const controller = new AbortController();
    cancels.set(controller.signal, () => controller.abort());
    try {
      await work(await store.engine(), controller.signal);
    } catch (error) {
      if (!controller.signal.aborted) throw error;
      store.session.say(text().teach.cancelled);
    } finally {
      store.set({ busy: null });
    }
  });
}

/** How to cancel, by signal. @type {WeakMap<AbortSignal, () => void>} */
const cancels = new WeakMap();

/**
 * Tells how far something is, with the time left.
 *
 * @param {TeachStore} store
 * @param {Busy["what"]} what
 * @param {AbortSignal} signal
 * @returns {(done: number, planned: number) => void}
 */
export function counter(store, what, signal) {
  const began = performance.now();
  let told = -Infinity;
  return (done, planned) => {
    const now = performance.now();
    if (signal.aborted || (now < told + CALM && done < planned)) return;
    told = now;
    const each = done > 0 ? (performance.now() - began) / 1000 / done : null;
    const secondsLeft = each === null ? null : each * (planned - done);
    store.set({ busy: { what, done, planned, secondsLeft, cancel: cancels.get(signal) ?? null } });
  };
}
