/**
 * Evaluation workers: each is started, then loads the network of a model.
 *
 * @import { Inspected, LoadProgress, NetworkFacts } from "./types.js"
 * @import { ModelFiles } from "./load.js"
 * @import { ModelSource } from "./model-in-use.js"
 *
 * @typedef {object} Means
 * @property {URL} folder                        Of the page.
 * @property {Promise<WebAssembly.Module>} program
 * @property {string} manifest
 * @property {Promise<ModelFiles>} model         The shipped files.
 * @property {(progress: LoadProgress) => void} onProgress
 * @property {number | null} rows
 * @property {(rows: number) => void} onRows
 */
import { Channel } from "./channel.js";
import { EngineError } from "./errors.js";

/** Larger files do not fit into a worker beside what is built of them. */
export const MOST_BYTES = 256 * 1024 * 1024;
/** Milliseconds after which a network that is still not loaded is given up. */
const PATIENCE = 180_000;

export class WorkerStarter {
  #means;
  /** How many rows the matrix kernel takes together here, once measured. @type {number | null} */
  #rows;
  #count = 0;

  /** @param {Means} means */
  constructor(means) {
    this.#means = means;
    this.#rows = means.rows;
  }

  /**
   * A worker with the network of a model.
   *
   * @param {ModelSource} source
   * @param {AbortSignal} [signal]
   * @returns {Promise<{ channel: Channel, facts: NetworkFacts }>}
   */
  async start(source, signal) {
    const { manifest, model, onProgress } = this.#means;
    const { channel, value } = await this.#started(signal, async (channel) => {
      const files = await model;
      onProgress({ stage: "starting", loaded: 0, total: 1 });
      return this.#within(channel, "load", networkOf(source, manifest, files));
    }).catch((error) => {
      throw source.kind === "foreign" ? tooMuch(error, source.file) : error;
    });
    return { channel, facts: value };
  }

  /**
   * A worker that has looked into a model file: it can be asked to `tryOut` pictures.
   *
   * @param {Uint8Array} file
   * @param {AbortSignal} [signal]
   * @returns {Promise<{ channel: Channel, found: Inspected }>}
   */
  async inspect(file, signal) {
    const { channel, value } = await this.#started(signal, (channel) =>
      this.#within(channel, "inspect", file),
    ).catch((error) => {
      throw tooMuch(error, file);
    });
    return { channel, found: value };
  }

  /**
   * A worker with the program, once it has done something. When that fails, it is ended.
   *
   * @param {AbortSignal | undefined} signal
   * @param {(channel: Channel) => Promise<any>} act
   */
  async #started(signal, act) {
    const { folder, program, onRows } = this.#means;
    this.#count += 1;
    const channel = new Channel(new URL("workers/evaluate.js", folder), `evaluate ${this.#count}`);
    const end = () => channel.kill("it is not wanted any more");
    signal?.addEventListener("abort", end);
    try {
      signal?.throwIfAborted();
      // The first worker measures while the model is on its way.
      const found = await channel.call("start", [await program, this.#rows]);
      if (this.#rows === null) onRows((this.#rows = found));
      return { channel, value: await act(channel) };
    } catch (error) {
      channel.kill("it could not start");
      signal?.throwIfAborted();
      throw error;
    } finally {
      signal?.removeEventListener("abort", end);
    }
  }

  /**
   * @param {Channel} channel
   * @param {string} method
   * @param {unknown} what
   */
  async #within(channel, method, what) {
    const end = () => channel.kill(`${method} took more than ${PATIENCE} ms`);
    const timer = setTimeout(end, PATIENCE);
    try {
      return await channel.call(method, [what, this.#rows]);
    } finally {
      clearTimeout(timer);
    }
  }
}

/**
 * @param {ModelSource} source
 * @param {string} manifest
 * @param {ModelFiles} files
 */
function networkOf(source, manifest, { backbone, head }) {
  if (source.kind === "foreign") return { kind: source.kind, file: source.file, options: source.options };
  if (source.kind === "taught") return { kind: source.kind, manifest, backbone, head: source.head };
  return { kind: source.kind, manifest, backbone, head };
}

/**
 * A file of a person's own may ask more of a worker than there is; such a worker dies or its program stops.
 *
 * @param {unknown} error
 * @param {Uint8Array} file
 */
function tooMuch(error, file) {
  if (error instanceof DOMException && error.name === "AbortError") return error;
  const isSaid = error instanceof EngineError && !["worker-dead", "trap", "unexpected"].includes(error.code);
  if (isSaid) return error;
  return new EngineError({
    code: "model-file",
    message:
      "This model could not be loaded: the program stopped over it. It may be damaged, or need more memory than a page has.",
    details: `${file.length} bytes\n${error instanceof EngineError ? error.details : String(error)}`,
  });
}
