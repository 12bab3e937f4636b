/**
 * Figures and backgrounds: where the figure of a picture is, figures on other backgrounds, and where the
 * evidence of an explanation lies.
 *
 * @import { Channel } from "./channel.js"
 * @import { ExplanationRun } from "./run.js"
 * @import { Manifest } from "./types.js"
 * @import { Asks } from "./asks.js"
 *
 * @typedef {object} Audited
 * @property {number | null} background  Share of the evidence for the class that lies on it; null when nothing
 *   speaks for the class.
 * @property {number} area               The background's share of the picture.
 * @property {number[]} weights
 * @property {number[]} numbers          How each piece looks and where it lies, row by row.
 *
 * @typedef {{ bytes: Uint8Array, figure: Uint8Array }} Cutout   A picture file, and a byte per pixel of it at the
 *   network's input size, 1 on the figure; without bytes the figure is estimated.
 */
import { rasterise } from "./raster.js";

export class Figures {
  #studio;
  #asks;
  /** Class and number of each picture of the gallery, by the hash of its file. @type {Map<string, [number, number]>} */
  #drawn = new Map();

  /**
   * @param {Channel} studio
   * @param {Asks} asks
   * @param {Manifest} manifest
   */
  constructor(studio, asks, { input, classes }) {
    this.#studio = studio;
    this.#asks = asks;
    /** Size that figures are given at. */
    this.size = input;
    classes.forEach(({ pictures }, index) => {
      pictures.forEach(({ sha256 }, number) => this.#drawn.set(sha256, [index, number]));
    });
  }

  /**
   * The figure of a picture of the gallery, known to the pixel; null for any other picture.
   *
   * @param {string} sha256
   * @returns {Promise<Uint8Array | null>}
   */
  async known(sha256) {
    const found = this.#drawn.get(sha256);
    if (!found) return null;
    const mask = await this.#asks.sketch(await this.#asks.drawn(...found), true);
    const rgba = await rasterise(mask, this.size.width);
    return this.#studio.call("drawnFigure", [new Uint8Array(rgba.buffer)]);
  }

  /**
   * The estimated figure of a picture file.
   *
   * @param {Uint8Array} bytes
   * @returns {Promise<Uint8Array>}
   */
  estimated(bytes) {
    return this.#studio.call("figureOf", [bytes, this.size.width, this.size.height]);
  }

  /**
   * The figure of one picture on the background of another, as the network sees it.
   *
   * @param {Cutout} picture
   * @param {Cutout} other
   * @returns {Promise<Blob>}  A PNG.
   */
  async onGround(picture, other) {
    const { width, height } = this.size;
    const png = await this.#studio.call("onGround", [
      picture.bytes,
      picture.figure,
      other.bytes,
      other.figure,
      width,
      height,
    ]);
    return new Blob([png], { type: "image/png" });
  }

  /**
   * Where the evidence of a run lies.
   *
   * @param {ExplanationRun} run
   * @param {Uint8Array} figure  Of its picture.
   * @returns {Promise<Audited>}
   */
  audited(run, figure) {
    return this.#studio.call("audited", [run.name, run.view, figure]);
  }

  /**
   * A small PNG of the explanation over its picture.
   *
   * @param {ExplanationRun} run
   * @returns {Promise<Blob>}
   */
  async shownOver(run) {
    const png = await this.#studio.call("shownOver", [run.name, run.view]);
    return new Blob([png], { type: "image/png" });
  }

  /**
   * Which few of several explained pictures to look at to know the model, and the share of what it looks at that
   * each adds to those before it.
   *
   * @param {readonly Pick<Audited, "weights" | "numbers">[]} explained
   * @param {number} count  Pictures at most.
   * @returns {Promise<{ pictures: number[], coverage: number[] }>}
   */
  pick(explained, count) {
    const pictures = explained.flatMap(({ weights }, i) => weights.map(() => i));
    return this.#studio.call("pickPictures", [
      Float32Array.from(explained.flatMap(({ numbers }) => numbers)),
      Float64Array.from(explained.flatMap(({ weights }) => weights)),
      Uint32Array.from(pictures),
      count,
    ]);
  }
}
