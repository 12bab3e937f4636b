/**
 * The engine: the page's one way to the model. Loads the program and the model, opens and classifies
 * pictures, and explains answers on a pool of workers.
 *
 * @import { Answer, Atlas, Candidate, Explanation, ExplainHooks, GalleryCharacter, Judgement, LoadProgress,
 *   OpenedPicture, PictureSource, Question, Rect, Settings } from "./types.js"
 * @import { AskOptions } from "./ask-pictures.js"
 *
 * @typedef {{ logits: number[], probabilities: number[], known: boolean, seconds: number }} Classification
 *
 * @typedef {object} Manifest  The part of manifest.json that the page reads.
 * @property {{ path: string, bytes: number }} backbone
 * @property {{ path: string, bytes: number }} head
 * @property {{ width: number, height: number }} input
 * @property {{ file: { path: string }, columns: number, rows: number, size: number }} atlas
 * @property {{ name: string, pictures: { path: string }[] }[]} classes
 * @property {{ path: string }} [likeness]
 */
import { askPictures } from "./ask-pictures.js";
import { Asks } from "./asks.js";
import { Channel } from "./channel.js";
import { download } from "./download.js";
import { drawn } from "./drawn.js";
import { EngineError } from "./errors.js";
import { Likeness, noGallery } from "./likeness.js";
import { loadManifest, loadModel, loadProgram } from "./load.js";
import { ExplanationRun } from "./run.js";
import { Pool } from "./pool.js";
import { suggestedWorkers } from "./suggested-workers.js";
import { SwapTests } from "./swap.js";

export { EngineError };

export class Engine {
  #base;
  #studio;
  #pool;
  #swaps;
  /** Reference pictures once fetched, by address. @type {Map<string, Promise<Uint8Array>>} */
  #files = new Map();
  /** Logits of classified pictures, by id. @type {Map<number, Promise<Classification>>} */
  #classified = new Map();
  /** @type {ExplanationRun | null} */
  #last = null;
  /** Questions beside LIME, and pictures changed or drawn. @type {Asks} */
  asks;
  /** @type {GalleryCharacter[]} */
  gallery;
  /** @type {Atlas} */
  atlas;
  /** Size of the pictures that the model takes. @type {{ width: number, height: number }} */
  input;

  /**
   * @param {URL} base  Folder of the page.
   * @param {Manifest} manifest
   * @param {Channel} studio
   * @param {Pool} pool
   * @param {{ module: WebAssembly.Module, manifest: string }} program  For workers to come.
   */
  constructor(base, manifest, studio, pool, program) {
    this.#base = base;
    this.#studio = studio;
    this.#pool = pool;
    this.asks = new Asks(studio, pool);
    this.#swaps = new SwapTests({
      studio,
      draw: (character, seeds) => this.draw(character, seeds),
      ask: (pictures, options) => this.ask(pictures, options),
    });
    this.input = { width: manifest.input.width, height: manifest.input.height };
    const address = (/** @type {string} */ path) => new URL(`models/${path}`, base).href;
    this.gallery = manifest.classes.map(({ name, pictures }, index) => ({
      index,
      name,
      pictures: pictures.map(({ path }) => address(path)),
    }));
    /** Who is like whom. */
    this.likeness = new Likeness({
      ...program,
      names: manifest.classes.map(({ name }) => name),
      each: manifest.classes.map(({ pictures }) => pictures.length),
      start: (name) => new Channel(new URL(`workers/${name}.js`, base), name),
      file: async () => {
        if (!manifest.likeness) throw noGallery("the manifest names no likeness file");
        return download(new URL(`models/${manifest.likeness.path}`, base));
      },
      input: (id) => studio.call("input", [id]),
      ask: (pictures, options) => this.ask(pictures, options),
      explain: (question, row, hooks) =>
        new ExplanationRun(studio, pool, question, row).start(hooks, (reference) =>
          this.#file(this.gallery[reference.class].pictures[reference.picture]),
        ),
    });
    const { file, columns, rows, size } = manifest.atlas;
    this.atlas = { url: address(file.path), columns, rows, size };
  }

  /**
   * Loads everything and starts the first worker; the others start with the first explanation, so that they
   * do not keep the first answer waiting.
   *
   * @param {object} options
   * @param {URL | string} options.base  Folder of the page.
   * @param {(progress: LoadProgress) => void} [options.onProgress]
   * @param {number} [options.workers]  Instead of what the machine suggests.
   * @param {number | null} [options.rows]  What `onRows` was told here before: not measured again.
   * @param {(rows: number) => void} [options.onRows]  How many rows the matrix kernel had best take together.
   */
  static async start({
    base,
    onProgress = () => {},
    workers = suggestedWorkers(),
    rows = null,
    onRows = () => {},
  }) {
    const folder = new URL("./", base);
    const described = loadManifest(folder);
    const program = loadProgram(folder, onProgress);
    const model = described.then(({ manifest }) => loadModel(folder, manifest, onProgress));

    const studio = new Channel(new URL("workers/studio.js", folder), "studio");
    let known = rows;
    const pool = new Pool(workers, async (index) => {
      const channel = new Channel(new URL("workers/evaluate.js", folder), `evaluate ${index}`);
      try {
        // The first worker measures while the model is on its way.
        const found = await channel.call("start", [await program, known]);
        if (known === null) onRows((known = found));
        const [{ text }, files] = await Promise.all([described, model]);
        onProgress({ stage: "starting", loaded: 0, total: 1 });
        await channel.call("load", [{ manifest: text, ...files }, known]);
      } catch (error) {
        channel.kill("it could not start");
        throw error;
      }
      return channel;
    });
    const begun = Promise.all([program, described]).then(([module, { text }]) =>
      studio.call("start", [module, text]),
    );
    // Whoever waits for these hears of a failure, later.
    for (const promise of [described, program, model, begun]) promise.catch(() => {});
    try {
      const [{ manifest, text }, module] = await Promise.all([described, program, begun, pool.ready()]);
      onProgress({ stage: "ready", loaded: 1, total: 1 });
      return new Engine(folder, manifest, studio, pool, { module, manifest: text });
    } catch (error) {
      studio.kill("another part could not start");
      void pool.end();
      throw error;
    }
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
   * Opens a gallery picture or a file of one's own. The part in use is the centred square.
   *
   * @param {Blob | { character: number, picture: number }} source
   * @returns {Promise<OpenedPicture>}
   */
  async openPicture(source) {
    if (source instanceof Blob) {
      const bytes = new Uint8Array(await source.arrayBuffer());
      const opened = await this.#studio.call("open", [bytes], [bytes.buffer]);
      const name = source instanceof File ? source.name : "";
      return this.#describe(opened, { kind: "own", name }, null);
    }
    const { character, picture } = source;
    const url = this.gallery[character].pictures[picture];
    const opened = await this.#studio.call("open", [await this.#file(url)]);
    return this.#describe(opened, { kind: "gallery", character, picture }, url);
  }

  /**
   * Another part of an opened picture.
   *
   * @param {OpenedPicture} picture
   * @param {Rect} rect
   * @returns {Promise<OpenedPicture>}
   */
  async cropPicture(picture, rect) {
    const opened = await this.#studio.call("crop", [picture.id, rect]);
    return this.#describe(opened, picture.source, null, picture.whole.url);
  }

  /**
   * @param {OpenedPicture} picture
   * @returns {Promise<Answer>}
   */
  async classify(picture) {
    const { logits, probabilities, known, seconds } = await this.#classification(picture);
    /** @type {Candidate[]} */
    const candidates = this.gallery.map(({ index, name }) => ({
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
    return run.start(hooks, (reference) => this.#reference(reference));
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
    const explanation = await run.start(hooks, (reference) => this.#reference(reference));
    return { run, explanation };
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
    this.#classified.set(picture.id, Promise.resolve(known));
    return saved;
  }

  /** @param {Question} question */
  async #runOf(question) {
    const { logits } = await this.#classification(question.picture);
    if (question.settings.cut === "parts") await this.asks.partsOf(question.picture);
    return new ExplanationRun(this.#studio, this.#pool, question, logits);
  }

  /** @param {{ class: number, picture: number }} reference */
  #reference(reference) {
    return this.#file(this.gallery[reference.class].pictures[reference.picture]);
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
    return askPictures(this.#pool, this.input, pictures, options);
  }

  /**
   * Pixels of a picture file at the model's input size, height × width × 3 bytes; the picture is not kept.
   *
   * @param {Blob} file
   * @returns {Promise<Uint8Array>}
   */
  async pixelsOf(file) {
    const bytes = new Uint8Array(await file.arrayBuffer());
    const { id } = await this.#studio.call("open", [bytes], [bytes.buffer]);
    try {
      return await this.#studio.call("input", [id]);
    } finally {
      await this.#studio.call("close", [id]);
    }
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

  /** Ends all workers. */
  async end() {
    this.#studio.kill("the page ended it");
    this.likeness.end();
    await this.#pool.end();
  }

  /**
   * What the model says of a picture; asked once.
   *
   * @param {OpenedPicture} picture
   * @returns {Promise<Classification>}
   */
  #classification({ id }) {
    const known = this.#classified.get(id);
    if (known) return known;
    const asked = this.#studio.call("input", [id]).then(async (rgb) => {
      const started = performance.now();
      const said = await this.#pool.call("classify", [rgb]);
      return { ...said, seconds: (performance.now() - started) / 1000 };
    });
    this.#classified.set(id, asked);
    asked.catch(() => this.#classified.delete(id));
    return asked;
  }

  /**
   * What the page is told of a picture that the studio opened.
   *
   * @param {{ id: number, width: number, height: number, sha256: string, crop: Rect, whole: { width: number, height: number } }} opened
   * @param {PictureSource} source
   * @param {string | null} url  Of a file that any browser shows as it is.
   * @param {string | null} [wholeUrl]
   * @returns {Promise<OpenedPicture>}
   */
  async #describe(opened, source, url, wholeUrl = url) {
    const isWhole = opened.crop.width === opened.whole.width && opened.crop.height === opened.whole.height;
    const whole = wholeUrl ?? (await this.#preview(opened.id, true));
    const part = isWhole ? whole : await this.#preview(opened.id, false);
    return { ...opened, source, url: part, whole: { ...opened.whole, url: whole } };
  }

  /**
   * @param {number} id
   * @param {boolean} whole
   */
  async #preview(id, whole) {
    const png = await this.#studio.call("preview", [id, whole]);
    return URL.createObjectURL(new Blob([png], { type: "image/png" }));
  }

  /** @param {string} url */
  #file(url) {
    const known = this.#files.get(url);
    if (known) return known;
    const file = download(new URL(url, this.#base));
    this.#files.set(url, file);
    file.catch(() => this.#files.delete(url));
    return file;
  }
}

/** @param {string} method */
function nothingAsked(method) {
  return new EngineError({
    code: "nothing-asked",
    message: "There is nothing to show yet.",
    details: `${method} came before explain`,
  });
}
