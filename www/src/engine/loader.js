/**
 * The page's end of the worker that loads program and model.
 *
 * @import { LoadProgress, Manifest } from "./types.js"
 * @import { ModelFiles } from "./load.js"
 */
import { Channel } from "./channel.js";

export class Loader {
  #folder;
  #channel;
  /** Told how much has come. @type {(progress: LoadProgress) => void} */
  onProgress = () => {};

  /** @param {URL} folder  Of the page. */
  constructor(folder) {
    this.#folder = folder;
    this.#channel = new Channel(new URL("workers/load.js", folder), "load", (progress) =>
      this.onProgress(progress),
    );
  }

  /** Once so, it is of no use. */
  get isDead() {
    return this.#channel.isDead;
  }

  /** @returns {Promise<WebAssembly.Module>} */
  program() {
    return this.#channel.call("program", [this.#folder.href]);
  }

  /**
   * @param {Manifest} manifest
   * @returns {Promise<ModelFiles>}
   */
  model(manifest) {
    return this.#channel.call("model", [this.#folder.href, manifest]);
  }

  end() {
    this.#channel.kill("everything is loaded");
  }
}
