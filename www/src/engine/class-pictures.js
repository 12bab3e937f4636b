/**
 * Pictures of the classes of a model: their files, and their pixels at the model's input size.
 *
 * @import { Question } from "./types.js"
 * @import { ModelInUse } from "./model-in-use.js"
 * @import { Pool } from "./pool.js"
 * @import { Reference } from "./run.js"
 */
import { Memo } from "./memo.js";

/** Pictures that are kept as pixels, 150 KB each. */
const MOST_PIXELS = 64;
/** Pictures of a rival that are all looked at, and so opened before it is known which. */
const FEW = 4;

export class ClassPictures {
  #pool;
  #model;
  /** By address. @type {Memo<string, Uint8Array>} */
  #files = new Memo();
  /** By address. @type {Memo<string, Uint8Array>} */
  #pixels = new Memo(MOST_PIXELS);

  /**
   * @param {Pool} pool  Of the model.
   * @param {ModelInUse} model
   */
  constructor(pool, model) {
    this.#pool = pool;
    this.#model = model;
  }

  /** The bytes of a file that the model names. @param {string} url */
  file(url) {
    return this.#files.get(url, () => this.#model.file(url));
  }

  /** The bytes of a picture of a class. @param {Reference} reference */
  bytes(reference) {
    return this.file(this.#address(reference));
  }

  /**
   * The pixels of a picture of a class, height × width × 3 bytes. The evaluation workers make them: they wait
   * while the studio cuts.
   *
   * @param {Reference} reference
   * @returns {Promise<Uint8Array>}
   */
  pixels(reference) {
    const url = this.#address(reference);
    return this.#pixels.get(url, async () => this.#pool.call("opened", [await this.file(url)]));
  }

  /** Begins to open the pictures that a question will ask for. @param {Pick<Question, "rivalIndex" | "settings">} question */
  expect({ rivalIndex, settings }) {
    const { pictures } = this.#model.classes[rivalIndex];
    if (settings.fill !== "contrastive" || pictures.length > FEW) return;
    pictures.forEach((_, picture) => {
      this.pixels({ class: rivalIndex, picture }).catch(() => {}); // heard of when it is asked for
    });
  }

  /** @param {Reference} reference */
  #address({ class: index, picture }) {
    return this.#model.classes[index].pictures[picture];
  }
}
