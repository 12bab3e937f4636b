/**
 * Questions beside LIME about the pieces of a finished explanation, and pictures changed or drawn.
 * Each takes a signal and tells its progress; what is asked of the model goes through the one pool.
 *
 * @import { Channel } from "./channel.js"
 * @import { Pool } from "./pool.js"
 * @import { ExplanationRun } from "./run.js"
 * @import { Ask, Answers, Change, Cutting, Edit, HandCut, OpenedPicture, Pieces, PieceShares, Sketch, Settings }
 *   from "./types.js"
 *
 * @typedef {{ signal?: AbortSignal, onProgress?: (done: number, planned: number) => void }} Hooks
 */
import { EngineError } from "./errors.js";
import { Memo } from "./memo.js";
import { RANGE } from "./pool.js";
import { rasterise } from "./raster.js";

/** Side of drawings before they are fitted, the same as that of the gallery's pictures. */
export const DRAWN_SIDE = 256;

export class Asks {
  #studio;
  #pool;
  /** Parts of drawings, by picture. @type {Memo<number, string[]>} */
  #parts = new Memo();

  /**
   * @param {Channel} studio
   * @param {Pool} pool
   */
  constructor(studio, pool) {
    this.#studio = studio;
    this.#pool = pool;
  }

  /**
   * Asks the model about masks of a run and answers the question.
   *
   * @template {Ask["kind"]} K
   * @param {ExplanationRun} run
   * @param {Extract<Ask, { kind: K }>} ask
   * @param {Hooks} [hooks]
   * @returns {Promise<Answers[K]>}
   */
  async about(run, ask, { signal, onProgress } = {}) {
    const name = run.name;
    const { count, masks, references } = await this.#studio.call("ask", [name, ask]);
    const payload = await run.payload();
    signal?.throwIfAborted();
    /** @type {Float32Array | null} */
    let logits = null;
    let done = 0;
    await this.#pool.run({
      payload: { ...payload, masks, masksReferences: references },
      first: 0,
      planned: count,
      isOver: () => signal?.aborted ?? false,
      onRange: (first, rows) => {
        const evaluated = Math.min(RANGE, count - first);
        const classes = rows.length / evaluated;
        logits ??= new Float32Array(count * classes);
        logits.set(rows, first * classes);
        done += evaluated;
        onProgress?.(done, count);
      },
    });
    signal?.throwIfAborted();
    return this.#studio.call("answer", [name, ask, run.view, logits ?? new Float32Array()]);
  }

  /**
   * The picture that the model saw for a row of a question.
   *
   * @param {ExplanationRun} run
   * @param {Ask} ask
   * @param {number} row
   * @returns {Promise<Uint8ClampedArray>}  R G B A at the model's input size.
   */
  async composed(run, ask, row) {
    await run.payload();
    const rgba = await this.#studio.call("composed", [run.name, ask, row]);
    return new Uint8ClampedArray(rgba.buffer);
  }

  /**
   * Weights for each kernel width; NaN is a flat kernel. Runs no model.
   *
   * @param {ExplanationRun} run
   * @param {number[]} widths
   * @returns {Promise<{ pieces: number, weights: Float64Array }>}  Row-major, a row per width.
   */
  async kernelPath(run, widths) {
    const weights = await this.#studio.call("kernelPath", [run.name, run.view, widths]);
    return { pieces: weights.length / widths.length, weights };
  }

  /**
   * @param {readonly number[]} a
   * @param {readonly number[]} b
   * @returns {Promise<{ correlation: number | null, top: number, of: number }>}
   */
  agreement(a, b) {
    return this.#studio.call("agreement", [a, b]);
  }

  /**
   * @param {ExplanationRun} run
   * @returns {Promise<PieceShares>}
   */
  pieceShares(run) {
    return this.#studio.call("pieceShares", [run.name, run.view]);
  }

  /**
   * The explanation as JSON, in the form of the command `explain --json`.
   *
   * @param {ExplanationRun} run
   * @param {number} seconds  That the evaluations took.
   * @returns {Promise<string>}
   */
  report(run, seconds) {
    return this.#studio.call("report", [run.name, run.view, { evaluate: seconds }]);
  }

  /**
   * What picture a saved explanation is about.
   *
   * @param {string} json
   * @returns {Promise<{ sha256: string, character: number | null, picture: number | null, sameModel: boolean }>}
   */
  peekReport(json) {
    return this.#studio.call("peekReport", [json]);
  }

  /**
   * The picture with one thing turned, at the model's input size, one per value.
   *
   * @param {OpenedPicture} picture
   * @param {string} knob
   * @param {number[]} values
   * @param {{ settings: Settings, pieces: number[] }} region  No pieces: the whole picture.
   * @returns {Promise<Uint8Array>}
   */
  adjusted({ id }, knob, values, { settings, pieces }) {
    return this.#studio.call("adjusted", [id, knob, values, cutting(settings), pieces]);
  }

  /**
   * What drew a gallery picture.
   *
   * @param {number} character
   * @param {number} picture
   * @returns {Promise<Sketch>}
   */
  drawn(character, picture) {
    return this.#studio.call("drawn", [character, picture]);
  }

  /**
   * An SVG of a drawing, or of its parts in flat colours.
   *
   * @param {Sketch} sketch
   * @param {boolean} [parts]
   * @returns {Promise<string>}
   */
  sketch({ character, variation }, parts = false) {
    return this.#studio.call("sketch", [character, variation, parts]);
  }

  /**
   * A drawing's pixels at the model's input size.
   *
   * @param {Sketch} sketch
   * @returns {Promise<Uint8Array>}
   */
  async pixels(sketch) {
    const rgba = await rasterise(await this.sketch(sketch), DRAWN_SIDE);
    return this.#studio.call("fit", [rgba, DRAWN_SIDE], [rgba.buffer]);
  }

  /** Names of a pair of sisters, the one in the snow first. @param {number} pair @returns {Promise<string[]>} */
  sisterNames(pair) {
    return this.#studio.call("sisterNames", [pair]);
  }

  /**
   * One of a pair of sisters, for the bias lab.
   *
   * @param {number} pair
   * @param {{ who: number, seed: number, snow: boolean, closer: boolean }} shot  `who`: 0 or 1.
   * @returns {Promise<Sketch>}
   */
  sister(pair, { who, seed, snow, closer }) {
    return this.#studio.call("sisterPicture", [pair, who, seed, snow, closer]);
  }

  /**
   * How much of the evidence for the class lies on the background of a drawing; null when nothing speaks for
   * the class.
   *
   * @param {ExplanationRun} run
   * @param {OpenedPicture} picture
   * @param {Sketch} sketch  What the picture shows.
   * @returns {Promise<number | null>}
   */
  async shareOnBackground(run, { id }, sketch) {
    const [side] = await this.#studio.call("workingSize", [id]);
    const rgba = await rasterise(await this.sketch(sketch, true), side);
    return this.#studio.call("shareOnBackground", [run.name, run.view, new Uint8Array(rgba.buffer)]);
  }

  /**
   * @param {Sketch} sketch
   * @returns {Promise<Edit[]>}
   */
  edits({ character, variation }) {
    return this.#studio.call("edits", [character, variation]);
  }

  /**
   * The parts of a gallery picture, in the order of the pieces of the cut "parts", which is there from then on.
   *
   * @param {OpenedPicture} picture
   * @returns {Promise<string[]>}
   */
  partsOf(picture) {
    return this.#parts.get(picture.id, () => this.#findParts(picture));
  }

  /** @param {OpenedPicture} picture */
  async #findParts({ id, source }) {
    if (source.kind !== "gallery") {
      throw new EngineError({
        code: "no-parts",
        message: "The parts are known of the gallery\u2019s drawings only. Cut this picture another way.",
        details: "",
      });
    }
    const mask = await this.sketch(await this.drawn(source.character, source.picture), true);
    const [side] = await this.#studio.call("workingSize", [id]);
    const rgba = await rasterise(mask, side);
    return this.#studio.call("setParts", [id, new Uint8Array(rgba.buffer)]);
  }

  /**
   * @param {OpenedPicture} picture
   * @param {Settings} settings
   * @returns {Promise<Pieces>}
   */
  pieces({ id }, settings) {
    return this.#studio.call("cutPieces", [id, cutting(settings)]);
  }

  /**
   * @param {OpenedPicture} picture
   * @param {Settings} settings
   * @param {Change} change
   * @returns {Promise<HandCut>}
   */
  changePieces({ id }, settings, change) {
    return this.#studio.call("changePieces", [id, cutting(settings), change]);
  }
}

/**
 * @param {Settings} settings
 * @returns {Cutting}
 */
function cutting({ cut, segments, compactness }) {
  return { cut, segments, compactness };
}

/**
 * Byte arrays, one behind the other.
 *
 * @param {readonly Uint8Array[]} list
 */
export function joined(list) {
  const all = new Uint8Array(list.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const bytes of list) {
    all.set(bytes, at);
    at += bytes.length;
  }
  return all;
}
