/**
 * A model file that a worker has looked into, and what the model says of a picture.
 *
 * @import { Channel } from "../../engine/channel.js"
 * @import { Engine } from "../../engine/engine.js"
 * @import { Inspected, NetworkOptions, OpenedPicture } from "../../engine/types.js"
 */
import { EngineError } from "../../engine/errors.js";
import { MOST_BYTES } from "../../engine/start-worker.js";
import { text } from "../../texts/text.js";

/** Likeliest classes that are kept of an answer. */
const KEPT = 3;

export class Inspection {
  #engine;
  #channel;
  /** One after another: the worker changes how pixel values enter before it answers. */
  #free = Promise.resolve();
  /** The likeliest classes by name of the entry. @type {Map<string, { index: number, chance: number }[]>} */
  said = new Map();

  /**
   * @param {Engine} engine
   * @param {Uint8Array} bytes
   * @param {Channel} channel
   * @param {Inspected} found
   */
  constructor(engine, bytes, channel, found) {
    this.#engine = engine;
    this.#channel = channel;
    this.bytes = bytes;
    this.found = found;
  }

  /**
   * @param {Engine} engine
   * @param {Uint8Array} bytes
   * @param {AbortSignal} signal
   */
  static async of(engine, bytes, signal) {
    const { channel, found } = await engine.inspect(bytes, signal);
    return new Inspection(engine, bytes, channel, found);
  }

  /**
   * @param {string} name
   * @param {OpenedPicture} picture
   * @param {NetworkOptions} options
   */
  tryOut(name, picture, options) {
    const done = this.#free.then(async () => {
      const rgb = await this.#engine.pixelsAt(picture, this.found);
      /** @type {number[]} */
      const chances = await this.#channel.call("tryOut", [rgb, options]);
      const all = chances.map((chance, index) => ({ index, chance }));
      this.said.set(name, all.sort((a, b) => b.chance - a.chance).slice(0, KEPT));
    });
    this.#free = done.catch(() => {});
    return done;
  }

  end() {
    this.#channel.kill("the file was looked into");
  }
}

/**
 * The bytes of a model file, unless there are too many.
 *
 * @param {File} file
 */
export async function readModelFile(file) {
  if (file.size > MOST_BYTES) {
    throw new EngineError({
      code: "model-file",
      message: text().models.tooLarge(megabytes(file.size), megabytes(MOST_BYTES)),
      details: `${file.size} bytes`,
    });
  }
  try {
    return new Uint8Array(await file.arrayBuffer());
  } catch (error) {
    throw new EngineError({
      code: "model-file",
      message: text().models.unreadable,
      details: String(error),
    });
  }
}

/** @param {number} bytes */
function megabytes(bytes) {
  return String(Math.round(bytes / 1024 / 1024));
}
