/**
 * The engine: the page's one way to the model. Loads the program and the model, opens and classifies
 * pictures, and explains answers on a pool of workers.
 *
 * @import { Answer, Atlas, Candidate, Explanation, ExplainHooks, GalleryCharacter, HeatMap, Judgement,
 *   Manifest, OpenedPicture, Question, Rect, Settings } from "./types.js"
 * @import { AskOptions } from "./ask-pictures.js"
 * @import { ModelSource } from "./model-in-use.js"
 *
 * @typedef {{ logits: number[], probabilities: number[], known: boolean, seconds: number }} Classification
 */
import { askPictures } from "./ask-pictures.js";
import { Asks } from "./asks.js";
import { Channel } from "./channel.js";
import { ClassPictures } from "./class-pictures.js";
import { drawn, unseen } from "./drawn.js";
import { EngineError, nothingAsked } from "./errors.js";
import { Figures } from "./figures.js";
import { lendToLikeness, lendToTeaching } from "./lend.js";
import { galleryOf } from "./load.js";
import { Memo } from "./memo.js";
import { ModelInUse } from "./model-in-use.js";
import { cropPicture, openPicture, pixelsOf } from "./pictures.js";
import { ExplanationRun } from "./run.js";
import { Pool } from "./pool.js";
import { WorkerStarter } from "./start-worker.js";
import { sharperHeat } from "./sharper.js";
import { SwapTests } from "./swap.js";

export { EngineError };

export class Engine {
  #studio;
  #pool;
  #starter;
  #swaps;
  #shipped;
  /** What another engine beside this one starts from. */
  #origin;
  /** Logits of classified pictures, by id. @type {Memo<number, Classification>} */
  #classified = new Memo();
  /** @type {ExplanationRun | null} */
  #last = null;
  /** Questions beside LIME, and pictures changed or drawn. @type {Asks} */
  asks;
  /** What the page comes with, whatever model is in use. @type {GalleryCharacter[]} */
  gallery;
  /** @type {Atlas} */
  atlas;
  /** Whose answers are given and explained. @type {ModelInUse} */
  model;
  /** Pictures of its classes. @type {ClassPictures} */
  pictures;

  /**
   * @param {URL} base  Folder of the page.
   * @param {Manifest} manifest
   * @param {Channel} studio
   * @param {Pool} pool
   * @param {WorkerStarter} starter
   * @param {{ module: WebAssembly.Module, manifest: string }} program  For workers to come.
   */
  constructor(base, manifest, studio, pool, starter, program) {
    this.#studio = studio;
    this.#pool = pool;
    this.#starter = starter;
    this.#origin = { base, manifest, program };
    this.asks = new Asks(studio, pool);
    /** Figures of pictures, and their backgrounds. */
    this.figures = new Figures(studio, this.asks, manifest);
    ({ gallery: this.gallery, atlas: this.atlas } = galleryOf(manifest, base));
    this.#shipped = ModelInUse.gallery(this.gallery, this.atlas);
    this.#shipped.take({ ...manifest.input, embedding: manifest.embedding });
    this.model = this.#shipped;
    this.pictures = new ClassPictures(pool, this.model);
    this.#swaps = this.#newSwaps();
    const lent = { engine: this, studio, pool, program, base };
    /** Who is like whom. */
    this.likeness = lendToLikeness(lent, manifest, (reference) => this.pictures.pixels(reference));
    this.teaching = lendToTeaching(lent, manifest, () => this.#beside());
  }

  /**
   * Puts another model in the place of the one in use. Pictures that are open stay open. When it cannot be
   * loaded, everything stays as it was.
   *
   * @param {ModelSource} source
   * @param {AbortSignal} [signal]
   */
  async use(source, signal) {
    const next = source.kind === "gallery" ? this.#shipped : ModelInUse.of(source);
    try {
      const first = await this.#starter.start(source, signal);
      next.take(first.facts);
      const hash = async (/** @type {Uint8Array} */ bytes) => this.#studio.call("sha256", [bytes]);
      const facts = next === this.#shipped ? null : await next.describe(first.facts, hash);
      await this.#pool.exchange(
        first.channel,
        async () => (await this.#starter.start(source)).channel,
        first.facts.milliseconds,
        () => this.#studio.call("use", [facts]),
      );
    } catch (error) {
      if (next !== this.#shipped) next.release();
      throw error;
    }
    const before = this.model;
    this.model = next;
    this.#classified.clear();
    this.pictures = new ClassPictures(this.#pool, next);
    this.#last = null;
    this.#swaps = this.#newSwaps();
    this.likeness.forget();
    if (before !== this.#shipped && before !== next) before.release();
  }

  /**
   * Looks into a model file, beside the model in use. Whoever asks ends the worker.
   *
   * @param {Uint8Array} file
   * @param {AbortSignal} [signal]
   */
  inspect(file, signal) {
    return this.#starter.inspect(file, signal);
  }

  /**
   * Pixels of an opened picture at any size, height × width × 3 bytes.
   *
   * @param {OpenedPicture} picture
   * @param {{ width: number, height: number }} size
   * @returns {Promise<Uint8Array>}
   */
  pixelsAt({ id }, { width, height }) {
    return this.#studio.call("inputAt", [id, width, height]);
  }

  #newSwaps() {
    return new SwapTests({
      studio: this.#studio,
      rivals: (index, count) => unseen(this.#studio, this.model, index, count),
      ask: (pictures, options) => this.ask(pictures, options),
    });
  }

  /** Workers with the shipped network, beside those of another one. */
  #beside() {
    return new Pool(this.#pool.size, async () => (await this.#starter.start({ kind: "gallery" })).channel);
  }

  /** Number of evaluation workers. */
  get workers() {
    return this.#pool.size;
  }

  /** Bytes that each evaluation worker holds. @returns {Promise<number[]>} */
  memory() {
    return this.#pool.ofEach("memory");
  }

  /**
   * Opens a picture of the gallery or of a class of the model in use, or a file of one's own. The part in
   * use is the centred square.
   *
   * @param {Blob | { kind?: "gallery" | "class", character: number, picture: number }} source
   * @returns {Promise<OpenedPicture>}
   */
  async openPicture(source) {
    if (source instanceof Blob) {
      const bytes = new Uint8Array(await source.arrayBuffer());
      const name = source instanceof File ? source.name : "";
      return openPicture(this.#studio, bytes, { kind: "own", name }, null);
    }
    const { kind = "gallery", character, picture } = source;
    if (kind === "class") {
      const bytes = await this.pictures.bytes({ class: character, picture });
      return openPicture(this.#studio, bytes, { kind, character, picture }, null);
    }
    const url = this.gallery[character].pictures[picture];
    return openPicture(this.#studio, await this.pictures.file(url), { kind, character, picture }, url);
  }

  /**
   * Another part of an opened picture.
   *
   * @param {OpenedPicture} picture
   * @param {Rect} rect
   * @returns {Promise<OpenedPicture>}
   */
  cropPicture(picture, rect) {
    return cropPicture(this.#studio, picture, rect);
  }

  /**
   * @param {OpenedPicture} picture
   * @returns {Promise<Answer>}
   */
  async classify(picture) {
    const { logits, probabilities, known, seconds } = await this.#classification(picture);
    /** @type {Candidate[]} */
    const candidates = this.model.classes.map(({ index, name }) => ({
      index,
      name,
      probability: probabilities[index],
      logit: logits[index],
    }));
    candidates.sort((a, b) => b.logit - a.logit || a.index - b.index);
    return { candidates, known, seconds };
  }

  /**
   * Explains "why A rather than B?". Evaluations that were made before for the same picture, pieces,
   * fill, references, design and seed are used again.
   *
   * @param {Question} question
   * @param {ExplainHooks} [hooks]
   * @returns {Promise<Explanation>}
   */
  async explain(question, hooks = {}) {
    const run = await this.#runOf(question);
    this.#last = run;
    return run.start(hooks, (reference) => this.pictures.pixels(reference));
  }

  /**
   * Explains a question without becoming the last one that `resolve` speaks of. Its run can be asked
   * further by `asks`; made before, it is there at once.
   *
   * @param {Question} question
   * @param {ExplainHooks} [hooks]
   * @returns {Promise<{ run: ExplanationRun, explanation: Explanation }>}
   */
  async explainBeside(question, hooks = {}) {
    const run = await this.#runOf(question);
    const explanation = await run.start(hooks, (reference) => this.pictures.pixels(reference));
    return { run, explanation };
  }

  /**
   * What each pixel of a question's picture is worth, from more than one way of cutting it.
   *
   * @param {Question} question
   * @param {{ signal?: AbortSignal, onProgress?: (done: number, planned: number) => void }} [hooks]
   * @returns {Promise<HeatMap>}
   */
  heat(question, hooks) {
    const explain = (/** @type {Question} */ asked, /** @type {ExplainHooks} */ more) =>
      this.explainBeside(asked, more);
    return sharperHeat({ studio: this.#studio, explain }, question, hooks);
  }

  /**
   * Takes a saved explanation of an opened picture: its evaluations, pieces and answer, so that showing it
   * runs no model.
   *
   * @param {OpenedPicture} picture
   * @param {string} json
   * @returns {Promise<{ classIndex: number, rivalIndex: number, settings: Settings }>}
   */
  async loadSaved(picture, json) {
    const { logits, probabilities, ...saved } = await this.#studio.call("loadReport", [picture.id, json]);
    const known = { logits, probabilities, known: true, seconds: 0 };
    this.#classified.put(picture.id, Promise.resolve(known));
    return saved;
  }

  /** @param {Question} question */
  async #runOf(question) {
    const { logits } = await this.#classification(question.picture);
    this.pictures.expect(question);
    if (question.settings.cut === "parts") await this.asks.partsOf(question.picture);
    return new ExplanationRun(this.#studio, this.#pool, question, logits);
  }

  /**
   * The last question on another scale or with another kernel width; runs no model.
   *
   * @param {Pick<Settings, "scale" | "kernelWidth">} view
   * @returns {Promise<Explanation>}
   */
  async resolve(view) {
    if (!this.#last) throw nothingAsked("resolve");
    return this.#last.solve(view);
  }

  /**
   * Whether the last question's explanation may be believed, as it is looked at now.
   *
   * @param {AbortSignal} [signal]
   * @returns {Promise<Judgement>}
   */
  async judge(signal) {
    if (!this.#last) throw nothingAsked("judge");
    return this.#swaps.judge(this.#last.name, this.#last.view, signal);
  }

  /**
   * Drawings of a gallery character that are new to the model, at its input size, one behind the other.
   *
   * @param {number} character
   * @param {number[]} seeds  One per drawing.
   * @returns {Promise<Uint8Array>}
   */
  draw(character, seeds) {
    return drawn(this.#studio, character, seeds);
  }

  /**
   * What the model says of any pictures: a row of logits, or of numbers of the embedding, for each.
   *
   * @param {Uint8Array} pictures  Of the model's input size, one behind the other, height × width × 3 bytes.
   * @param {AskOptions} [options]
   * @returns {Promise<Float32Array[]>}
   */
  ask(pictures, options) {
    return askPictures(this.#pool, this.model.input, pictures, options);
  }

  /**
   * SHA-256 of a file's bytes, which are handed over.
   *
   * @param {Uint8Array} bytes
   * @returns {Promise<string>}
   */
  sha256(bytes) {
    return this.#studio.call("sha256", [bytes], [bytes.buffer]);
  }

  /**
   * Pixels of a picture at the model's input size, height × width × 3 bytes; the picture is not kept.
   *
   * @param {Blob | { kind?: "gallery" | "class", character: number, picture: number }} source
   * @returns {Promise<Uint8Array>}
   */
  async pixelsOf(source) {
    if (source instanceof Blob) return pixelsOf(this.#studio, new Uint8Array(await source.arrayBuffer()));
    const { kind = "gallery", character, picture } = source;
    const people = kind === "class" ? this.model.classes : this.gallery;
    return pixelsOf(this.#studio, await this.pictures.file(people[character].pictures[picture]));
  }

  /**
   * Forgets an opened picture and all that was made of it.
   *
   * @param {OpenedPicture} picture
   */
  async closePicture({ id }) {
    this.#classified.delete(id);
    await this.#studio.call("close", [id]);
  }

  /**
   * Another engine with workers and pictures of its own: what is asked of it changes nothing here. Whoever
   * asks ends it.
   */
  async beside() {
    const { base, manifest, program } = this.#origin;
    const studio = new Channel(new URL("workers/studio.js", base), "studio beside");
    const pool = this.#beside();
    try {
      await Promise.all([studio.call("start", [program.module, program.manifest]), pool.ready()]);
    } catch (error) {
      studio.kill("another part could not start");
      void pool.end();
      throw error;
    }
    return new Engine(base, manifest, studio, pool, this.#starter, program);
  }

  /** Ends all workers. */
  async end() {
    this.#studio.kill("the page ended it");
    this.likeness.end();
    this.teaching.end();
    await this.#pool.end();
  }

  /**
   * What the model says of a picture; asked once.
   *
   * @param {OpenedPicture} picture
   * @returns {Promise<Classification>}
   */
  #classification({ id }) {
    return this.#classified.get(id, async () => {
      const rgb = await this.#studio.call("input", [id]);
      const started = performance.now();
      const said = await this.#pool.call("classify", [rgb]);
      return { ...said, seconds: (performance.now() - started) / 1000 };
    });
  }
}
