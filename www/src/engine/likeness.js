/**
 * Who is like whom: sets of characters, their lines and layouts, and why two are alike. Works in two
 * workers of its own, which are started when the first set is asked for.
 *
 * @import { Explanation, ExplainHooks, Judgement, OpenedPicture, Settings } from "./types.js"
 * @import { ExplanationRun } from "./run.js"
 *
 * @typedef {object} Pair
 * @property {number} similarity
 * @property {number} share       Of the other pairs, the share that is less alike.
 * @property {[number, number, number][]} pictures  The most alike: one of each, how alike.
 *
 * @typedef {object} Placed  Where a picture would be that is not in the set.
 * @property {[number, number][]} pictures    The most alike, with how alike.
 * @property {[number, number][]} characters
 * @property {[number, number]} plane
 *
 * @typedef {object} Tools  What the engine lends.
 * @property {(name: string) => import("./channel.js").Channel} start   A worker by its file's name.
 * @property {() => Promise<Uint8Array>} file                   The gallery's file.
 * @property {(pictures: Uint8Array, options: object) => Promise<Float32Array[]>} ask
 * @property {(id: number) => Promise<Uint8Array>} input        Pixels of an opened picture.
 * @property {(question: any, row: number[], hooks: ExplainHooks) => Promise<ExplanationRun>} explain  Its
 *   tries are made then.
 * @property {(characters: number[]) => Promise<Uint8Array>} draw  A new drawing of each gallery character.
 * @property {import("./channel.js").Channel} studio
 * @property {WebAssembly.Module} module
 * @property {string} manifest   Its text.
 * @property {string[]} names    Of the gallery's characters.
 * @property {number[]} each     Pictures of each.
 */
import { EngineError } from "./errors.js";
import { Memo } from "./memo.js";
import { SwapTests } from "./swap.js";

/** Pictures compared between two looks at the clock. */
const ROWS = 128;
/** Pictures whose pixels are held at a time while they are embedded. */
const BATCH = 32;
/** Pairs whose strangers are kept: 3.6 MB each. */
const KEPT_TESTS = 4;

export class Likeness {
  #tools;
  #sets = 0;
  /** @type {Promise<import("./channel.js").Channel> | null} */
  #graph = null;
  /** @type {import("./channel.js").Channel | null} */
  #layout = null;
  /** @type {Promise<CharacterSet> | null} */
  #gallery = null;
  /** Embeddings by picture. @type {Memo<number, Float32Array>} */
  #embedded = new Memo();
  /** The test of each pair, by set, own and other. @type {Memo<string, SwapTests>} */
  #tests = new Memo(KEPT_TESTS);

  /** @param {Tools} tools */
  constructor(tools) {
    this.#tools = tools;
  }

  /** The gallery's set; made once. @returns {Promise<CharacterSet>} */
  gallery() {
    this.#gallery ??= this.#makeGallery();
    this.#gallery.catch(() => (this.#gallery = null));
    return this.#gallery;
  }

  async #makeGallery() {
    const { names, each, manifest } = this.#tools;
    const [graph, file] = await Promise.all([this.#worker(), this.#tools.file()]);
    const id = ++this.#sets;
    const known = await graph.call("gallery", [id, file, manifest], [file.buffer]);
    const groups = each.flatMap((count, character) => new Array(count).fill(character));
    return new CharacterSet(this, graph, { id, isGallery: true, names, groups, ...known });
  }

  /**
   * A set of a person's own characters.
   *
   * @param {string[]} names
   * @param {number[]} groups            The character of each picture.
   * @param {Float32Array[]} embeddings  One per picture.
   */
  async own(names, groups, embeddings) {
    const graph = await this.#worker();
    const dimension = embeddings[0]?.length ?? 0;
    const flat = new Float32Array(embeddings.length * dimension);
    embeddings.forEach((row, i) => flat.set(row, i * dimension));
    const id = ++this.#sets;
    const known = await graph.call("own", [id, flat, dimension, Uint32Array.from(groups), names.length]);
    return new CharacterSet(this, graph, { id, isGallery: false, names, groups, ...known });
  }

  /**
   * The model's list of numbers for an opened picture; asked once.
   *
   * @param {OpenedPicture} picture
   */
  embed({ id }) {
    return this.#embedded.get(id, async () => {
      const rgb = await this.#tools.input(id);
      const [row] = await this.#tools.ask(rgb, { method: "embed" });
      return row;
    });
  }

  /**
   * The same for many pictures, on all workers.
   *
   * @param {number} count
   * @param {(index: number) => Promise<Uint8Array>} pixels  At the model's input size.
   * @param {{ signal?: AbortSignal, onProgress?: (done: number) => void }} [options]
   */
  async embedAll(count, pixels, { signal, onProgress } = {}) {
    /** @type {Float32Array[]} */
    const rows = [];
    for (let first = 0; first < count; first += BATCH) {
      signal?.throwIfAborted();
      /** @type {Uint8Array[]} */
      const parts = [];
      for (let i = first; i < Math.min(count, first + BATCH); i += 1) parts.push(await pixels(i));
      const rgb = new Uint8Array(await new Blob(/** @type {BlobPart[]} */ (parts)).arrayBuffer());
      const progress = (/** @type {number} */ done) => onProgress?.(first + done);
      rows.push(...(await this.#tools.ask(rgb, { method: "embed", signal, onProgress: progress })));
    }
    return rows;
  }

  /** What the gallery's characters are known by. @returns {Promise<{ kind: string, label: string }[][]>} */
  async traits() {
    return (await this.#worker()).call("traits", [this.#tools.names]);
  }

  /**
   * Per group the feature that marks it best, −1 where there is none.
   *
   * @param {Uint32Array} groups
   * @param {number[][]} features
   * @returns {Promise<Int32Array>}
   */
  async shared(groups, features) {
    const count = groups.reduce((most, group) => Math.max(most, group + 1), 0);
    return (await this.#worker()).call("shared", [groups, count, features]);
  }

  /** The worker for layouts: a caller is to use it for one layout at a time. */
  get layout() {
    if (!this.#layout || this.#layout.isDead) this.#layout = this.#tools.start("layout");
    return this.#layout;
  }

  /**
   * Why a picture is like a character.
   *
   * @param {CharacterSet} set
   * @param {{ picture: OpenedPicture, own: number, other: number, settings: Settings }} question
   * @param {ExplainHooks} [hooks]
   * @returns {Promise<{ explanation: Explanation, judge: (signal?: AbortSignal) => Promise<Judgement> }>}
   */
  async explain(set, { picture, own, other, settings }, hooks = {}) {
    const row = await set.likenessOf(await this.embed(picture));
    const question = {
      picture,
      classIndex: other,
      rivalIndex: own,
      settings: { ...settings, fill: "others", scale: "similarity" },
      likeness: {
        set: set.id,
        names: set.names,
        avoid: set.isGallery ? [own, other] : [],
        rows: set.likeness,
      },
    };
    const run = await this.#tools.explain(question, row, hooks);
    const explanation = await run.solve(run.view);
    const judge = async (/** @type {AbortSignal | undefined} */ signal) =>
      (await this.#test(set, own, other)).judge(run.name, run.view, signal);
    return { explanation, judge };
  }

  /**
   * The swap test of a likeness: pieces are pasted into pictures of strangers.
   *
   * @param {CharacterSet} set
   * @param {number} own
   * @param {number} other
   */
  #test(set, own, other) {
    return this.#tests.get(`${set.id}/${own}/${other}`, async () => {
      const { studio, draw, ask } = this.#tools;
      const avoid = set.isGallery ? [own, other] : [];
      return new SwapTests({
        studio,
        rivals: (_, count) => draw(this.#strangers(count, avoid)),
        ask: async (pictures, options) => {
          const rows = await ask(pictures, { ...options, method: "embed" });
          return Promise.all(rows.map(async (row) => Float32Array.from(await set.likenessOf(row))));
        },
      });
    });
  }

  /**
   * Gallery characters, spread over all.
   *
   * @param {number} count
   * @param {number[]} avoid
   */
  #strangers(count, avoid) {
    const others = this.#tools.names.map((_, i) => i).filter((i) => !avoid.includes(i));
    return Array.from(
      { length: Math.min(count, others.length) },
      (_, i) => others[Math.floor((i * others.length) / count)],
    );
  }

  /** Forgets what the model said of pictures, because another one is in use. */
  forget() {
    this.#embedded.clear();
    this.#tests.clear();
  }

  /** Ends both workers. */
  end() {
    this.#layout?.kill("the page ended it");
    void this.#graph?.then((graph) => graph.kill("the page ended it"));
  }

  #worker() {
    this.#graph ??= (async () => {
      const channel = this.#tools.start("graph");
      await channel.call("start", [this.#tools.module]);
      return channel;
    })();
    this.#graph.catch(() => (this.#graph = null));
    return this.#graph;
  }
}

/** Characters with their pictures, compared. */
export class CharacterSet {
  #graph;
  /** @type {Promise<void> | null} */
  #compared = null;

  /**
   * @param {Likeness} likeness
   * @param {import("./channel.js").Channel} graph
   * @param {{ id: number, isGallery: boolean, names: string[], groups: number[], likeness: Float32Array,
   *   heldOut: number, mixedUp: Uint16Array, chances: Float32Array }} known
   */
  constructor(likeness, graph, known) {
    this.owner = likeness;
    this.#graph = graph;
    this.id = known.id;
    this.isGallery = known.isGallery;
    this.names = known.names;
    /** The character of each picture. */
    this.groups = known.groups;
    /** For the evaluation workers. */
    this.likeness = known.likeness;
    /** Held-out pictures of each character; 0 where none were tried. */
    this.heldOut = known.heldOut;
    this.mixedUp = known.mixedUp;
    this.chances = known.chances;
  }

  /**
   * Compares all pictures, in steps; done once.
   *
   * @param {(share: number) => void} [onProgress]
   */
  compare(onProgress) {
    this.#compared ??= (async () => {
      for (;;) {
        const share = await this.#graph.call("compare", [this.id, ROWS]);
        onProgress?.(share);
        if (share >= 1) return;
      }
    })();
    return this.#compared;
  }

  /**
   * Lines between mutual nearest neighbours, as triples: first, second, how alike.
   *
   * @param {boolean} pictures
   * @param {number} k
   * @returns {Promise<Float32Array>}
   */
  mutual(pictures, k) {
    return this.#graph.call("mutual", [this.id, pictures, k]);
  }

  /**
   * @param {boolean} pictures
   * @param {number} threshold
   * @returns {Promise<Float32Array>}
   */
  atLeast(pictures, threshold) {
    return this.#graph.call("atLeast", [this.id, pictures, threshold]);
  }

  /**
   * The most alike pairs in order, as triples.
   *
   * @param {boolean} pictures
   * @param {number} count
   * @returns {Promise<Float32Array>}
   */
  pairs(pictures, count) {
    return this.#graph.call("pairs", [this.id, pictures, count]);
  }

  /**
   * @param {boolean} pictures
   * @param {number} count
   * @returns {Promise<Float32Array>}  Neighbours per point, then number and similarity of each.
   */
  nearest(pictures, count) {
    return this.#graph.call("nearest", [this.id, pictures, count]);
  }

  /**
   * How alike two are, and the share of the other pairs that is less alike.
   *
   * @param {boolean} pictures
   * @param {number} a
   * @param {number} b
   * @returns {Promise<[number, number]>}
   */
  alike(pictures, a, b) {
    return this.#graph.call("alike", [this.id, pictures, a, b]);
  }

  /** @param {number} a @param {number} b @returns {Promise<Pair>} */
  pair(a, b) {
    return this.#graph.call("pair", [this.id, a, b]);
  }

  /** Places of the pictures on the plane, x and y each; then the share it shows. @returns {Promise<Float64Array>} */
  plane() {
    return this.#graph.call("plane", [this.id]);
  }

  /** @param {Float32Array} embedding @param {number} count @returns {Promise<Placed>} */
  place(embedding, count) {
    return this.#graph.call("place", [this.id, embedding, count]);
  }

  /** @param {Float32Array} embedding @returns {Promise<number[]>} */
  async likenessOf(embedding) {
    return Array.from(await this.#graph.call("likenessOf", [this.id, embedding]));
  }

  /** Of how many held-out pictures of both, one was taken for the other; null where none were tried. */
  mixUps(/** @type {number} */ a, /** @type {number} */ b) {
    if (this.heldOut === 0) return null;
    const n = this.names.length;
    return {
      count: this.mixedUp[a * n + b] + this.mixedUp[b * n + a],
      of: 2 * this.heldOut,
      chance: (this.chances[a * n + b] + this.chances[b * n + a]) / 2,
    };
  }
}

/** @param {string} details */
export function noGallery(details) {
  return new EngineError({
    code: "gallery",
    message:
      "What is known of the gallery is missing. Reload the page; if that does not help, the files on the server are incomplete.",
    details,
  });
}
