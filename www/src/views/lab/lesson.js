/**
 * A lesson in looking at the wrong thing, done for real: two sisters are drawn, a head is trained on the
 * pictures, measured on new ones, and asked why. Numbers and pictures are the same as in `examples/lab`.
 *
 * @import { Engine } from "../../engine/engine.js"
 * @import { Explanation, OpenedPicture, Pieces, Sketch } from "../../engine/types.js"
 *
 * @typedef {{ who: number, seed: number, snow: boolean, closer: boolean }} Shot   `who`: 0 is the snowy one.
 * @typedef {{ swap: boolean, add: boolean, crop: boolean }} Repair
 * @typedef {{ signal: AbortSignal, onProgress: (share: number) => void }} Hooks
 *
 * @typedef {object} Measured  Of new pictures, how many are right.
 * @property {number} learnedFrom    Pictures.
 * @property {number} seconds        That training took.
 * @property {[number, number]} like   Of each sister, at the places that were learned.
 * @property {number} swapped        Of both, with the places swapped.
 * @property {number} each           Pictures of each sister.
 *
 * @typedef {object} Seen  The other sister in the snow.
 * @property {OpenedPicture} picture
 * @property {number} answer         Who it is taken for: 0 or 1.
 * @property {[number, number]} chances
 *
 * @typedef {object} Why
 * @property {Pieces} pieces
 * @property {Explanation} explanation
 * @property {number | null} background  Share of the evidence that lies on it.
 */
import { DEFAULT_SETTINGS } from "../../app/settings.js";
import { Memo } from "../../engine/memo.js";
import { drawnFile } from "../../engine/raster.js";

/** Pictures of each sister to learn from, and as many of each kind to measure on. */
export const PICTURES = 20;
/** Pictures of the snowy sister elsewhere that a repair adds. */
const ADDED = 10;
/** Seeds of a lesson: learned from, measured on, added. */
const LESSON = 10_000;
const MEASURED = 1000;
const NEW = 2000;
/** Side of drawings, and of the one that is explained. */
const SIDE = 256;
const EXPLAINED = 512;
/** Pictures of each sister that stand for it. */
const FACES = 4;
/** Pictures asked about at a time. */
const TURN = 8;
const SETTINGS = { folds: 5, balanced: true, seed: 0, faces: FACES, c: [10] };

export class Lesson {
  #engine;
  #pair;
  #first;
  /** Embeddings by picture. @type {Map<string, Float32Array>} */
  #rows = new Map();
  /** Files by picture. @type {Memo<string, Blob>} */
  #files = new Memo();
  #taught = 0;

  /**
   * @param {Engine} engine  For this lesson alone.
   * @param {number} pair    Of sisters.
   * @param {string[]} names
   */
  constructor(engine, pair, names) {
    this.#engine = engine;
    this.#pair = pair;
    this.#first = pair * LESSON;
    this.names = names;
  }

  /**
   * @param {Engine} engine
   * @param {number} pair
   */
  static async begin(engine, pair) {
    return new Lesson(engine, pair, await engine.asks.sisterNames(pair));
  }

  /** Ends its workers. */
  end() {
    return this.#engine.end();
  }

  /**
   * Addresses of the first pictures that are learned from.
   *
   * @param {number} who
   * @param {number} count
   */
  async strip(who, count) {
    const shots = this.#learned({ swap: false, add: false, crop: false }).filter((shot) => shot.who === who);
    const files = await Promise.all(shots.slice(0, count).map((shot) => this.#file(shot)));
    return files.map((file) => URL.createObjectURL(file));
  }

  /**
   * Addresses of a few pictures that a repair adds.
   *
   * @param {Repair} repair
   * @param {number} count
   */
  async added(repair, count) {
    const before = new Set(this.#learned({ swap: false, add: false, crop: false }).map(keyOf));
    const shots = this.#learned(repair).filter((shot) => !before.has(keyOf(shot)));
    const step = Math.max(1, Math.floor(shots.length / count));
    const some = shots.filter((_, i) => i % step === 0).slice(0, count);
    const files = await Promise.all(some.map((shot) => this.#file(shot)));
    return files.map((file) => URL.createObjectURL(file));
  }

  /**
   * Trains a head on the pictures, uses it, and measures it on new ones.
   *
   * @param {Repair} repair
   * @param {Hooks} hooks
   * @returns {Promise<Measured>}
   */
  async learn(repair, { signal, onProgress }) {
    const shots = this.#learned(repair);
    const all = 4 * PICTURES;
    const planned = shots.length + all;
    await this.#embed(shots, { signal, onProgress: (share) => onProgress((share * shots.length) / planned) });
    const started = performance.now();
    const trained = await this.#train(shots, signal);
    const seconds = (performance.now() - started) / 1000;
    this.#taught += 1;
    await this.#engine.use(
      {
        kind: "taught",
        id: `lab-${this.#taught}`,
        name: this.names.join(", "),
        head: trained.head,
        classes: await this.#classes(shots, trained.faces),
      },
      signal,
    );
    let done = 0;
    const right = async (/** @type {Shot[]} */ asked) => {
      const rows = await this.#ask(asked, "evaluate", {
        signal,
        onProgress: (share) => onProgress((shots.length + done + share * asked.length) / planned),
      });
      done += asked.length;
      return rows.filter((row, i) => Number(row[1] > row[0]) === asked[i].who).length;
    };
    return {
      learnedFrom: shots.length,
      seconds,
      like: [await right(this.#new(0, true)), await right(this.#new(1, false))],
      swapped: (await right(this.#new(0, false))) + (await right(this.#new(1, true))),
      each: PICTURES,
    };
  }

  /** The other sister steps into the snow. @returns {Promise<Seen>} */
  async see() {
    const engine = this.#engine;
    const sketch = await this.#explained();
    const file = await drawnFile(await engine.asks.sketch(sketch), EXPLAINED);
    const picture = await engine.openPicture(file);
    const { candidates } = await engine.classify(picture);
    const chance = (/** @type {number} */ who) =>
      candidates.find(({ index }) => index === who)?.probability ?? 0;
    return { picture, answer: candidates[0].index, chances: [chance(0), chance(1)] };
  }

  /**
   * Why it is taken for whom it is taken.
   *
   * @param {Seen} seen
   * @param {"contrastive" | "mean"} fill
   * @param {Hooks} hooks
   * @returns {Promise<Why>}
   */
  async why({ picture, answer }, fill, { signal, onProgress }) {
    /** @type {Pieces | null} */
    let pieces = null;
    const question = {
      picture,
      classIndex: answer,
      rivalIndex: 1 - answer,
      model: this.#engine.model.id,
      settings: { ...DEFAULT_SETTINGS, fill },
    };
    const { run, explanation } = await this.#engine.explainBeside(question, {
      signal,
      onPieces: (found) => (pieces = found),
      onUpdate: ({ done, planned }) => onProgress(done / planned),
    });
    signal.throwIfAborted();
    const background = await this.#engine.asks.shareOnBackground(run, picture, await this.#explained());
    return { pieces: /** @type {Pieces} */ (/** @type {unknown} */ (pieces)), explanation, background };
  }

  /** What is learned from. @param {Repair} repair @returns {Shot[]} */
  #learned({ swap, add, crop }) {
    /** @type {Shot[]} */
    const shots = [];
    for (const who of [0, 1]) {
      for (let seed = this.#first; seed < this.#first + PICTURES; seed += 1) {
        const usual = { who, seed, snow: who === 0, closer: false };
        shots.push(usual);
        if (swap) shots.push({ ...usual, snow: !usual.snow });
        if (crop) shots.push({ ...usual, closer: true });
      }
    }
    for (let i = 0; add && i < ADDED; i += 1) {
      shots.push({ who: 0, seed: this.#first + NEW + i, snow: false, closer: false });
    }
    return shots;
  }

  /** New pictures of a sister. @param {number} who @param {boolean} snow @returns {Shot[]} */
  #new(who, snow) {
    return Array.from({ length: PICTURES }, (_, i) => ({
      who,
      seed: this.#first + MEASURED + i,
      snow,
      closer: false,
    }));
  }

  /** @returns {Promise<Sketch>} */
  #explained() {
    return this.#engine.asks.sister(this.#pair, {
      who: 1,
      seed: this.#first + MEASURED,
      snow: true,
      closer: false,
    });
  }

  /** @param {Shot} shot */
  #file(shot) {
    const { asks } = this.#engine;
    return this.#files.get(keyOf(shot), async () => {
      const sketch = await asks.sister(this.#pair, shot);
      return drawnFile(await asks.sketch(sketch), SIDE);
    });
  }

  /**
   * @param {Shot[]} shots
   * @param {"evaluate" | "embed"} method
   * @param {Hooks} hooks
   */
  async #ask(shots, method, { signal, onProgress }) {
    /** @type {Float32Array[]} */
    const rows = [];
    for (let first = 0; first < shots.length; first += TURN) {
      signal.throwIfAborted();
      const some = shots.slice(first, first + TURN);
      /** @type {Uint8Array[]} */
      const pixels = [];
      for (const shot of some) pixels.push(await this.#engine.pixelsOf(await this.#file(shot)));
      const rgb = new Uint8Array(await new Blob(/** @type {BlobPart[]} */ (pixels)).arrayBuffer());
      rows.push(...(await this.#engine.ask(rgb, { method, signal })));
      onProgress(rows.length / shots.length);
    }
    return rows;
  }

  /**
   * @param {Shot[]} shots
   * @param {Hooks} hooks
   */
  async #embed(shots, hooks) {
    const open = shots.filter((shot) => !this.#rows.has(keyOf(shot)));
    const rows = await this.#ask(open, "embed", hooks);
    open.forEach((shot, i) => this.#rows.set(keyOf(shot), rows[i]));
  }

  /**
   * @param {Shot[]} shots
   * @param {AbortSignal} signal
   */
  #train(shots, signal) {
    const found = shots.map((shot) => /** @type {Float32Array} */ (this.#rows.get(keyOf(shot))));
    const rows = new Float32Array(found.length * found[0].length);
    found.forEach((row, i) => rows.set(row, i * row.length));
    const labels = Uint32Array.from(shots, ({ who }) => who);
    const lesson = { names: this.names, labels, sources: new Uint32Array(), rows };
    return this.#engine.teaching.train(lesson, SETTINGS, { signal });
  }

  /**
   * Pictures of each sister, those that stand for her first.
   *
   * @param {Shot[]} shots
   * @param {number[][]} faces
   */
  #classes(shots, faces) {
    return Promise.all(
      this.names.map(async (name, who) => {
        const rest = shots.map((_, row) => row).filter((row) => shots[row].who === who);
        const order = [...faces[who], ...rest.filter((row) => !faces[who].includes(row))];
        return { name, pictures: await Promise.all(order.map((row) => this.#file(shots[row]))) };
      }),
    );
  }
}

/** @param {Shot} shot */
function keyOf({ who, seed, snow, closer }) {
  return `${who} ${seed} ${snow} ${closer}`;
}
