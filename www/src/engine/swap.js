/**
 * The swap test of an explanation: the rival's pictures as they are, with the heaviest piece pasted in, and
 * with the leading set of pieces pasted in. What the model said of the rival's pictures is kept, because all
 * explanations against the same rival share it.
 *
 * @import { Judgement } from "./types.js"
 * @import { Channel } from "./channel.js"
 *
 * @typedef {object} Means  What the test needs of the engine.
 * @property {Channel} studio
 * @property {(classIndex: number, count: number) => Promise<Uint8Array>} rivals  Pictures of the rival that no
 *   explanation shows, at most so many; there may be none.
 * @property {(pictures: Uint8Array, options: { signal?: AbortSignal }) => Promise<Float32Array[]>} ask
 *
 * @typedef {{ classIndex: number, rivalIndex: number, scale: string, kernelWidth: number | null }} View
 */
import { Memo } from "./memo.js";

/** Pictures of the rival; the thresholds of the verdict are fitted for so many. */
const PICTURES = 24;
/** Rivals whose pictures are kept: 3.6 MB each. */
const KEPT = 4;

export class SwapTests {
  #means;
  /** @type {Memo<number, { pictures: Uint8Array, logits: Float32Array }>} */
  #rivals = new Memo(KEPT);

  /** @param {Means} means */
  constructor(means) {
    this.#means = means;
  }

  /**
   * @param {string} run  Name of the evaluations.
   * @param {View} view
   * @param {AbortSignal} [signal]
   * @returns {Promise<Judgement>}
   */
  async judge(run, view, signal) {
    const { studio } = this.#means;
    const { pictures, logits } = await this.#rival(view.rivalIndex);
    signal?.throwIfAborted();
    /** @type {{ top: number[], set: number[] }} */
    const { top, set } = await studio.call("places", [run, view]);
    const alone = await this.#pasted(run, top, pictures, signal);
    const isSame = top.length === set.length;
    const together = isSame ? alone : await this.#pasted(run, set, pictures, signal);
    return studio.call("judge", [run, view, logits, alone, together]);
  }

  /**
   * @param {string} run
   * @param {number[]} pieces
   * @param {Uint8Array} pictures
   * @param {AbortSignal} [signal]
   */
  async #pasted(run, pieces, pictures, signal) {
    if (pieces.length === 0 || pictures.length === 0) return new Float32Array();
    const pasted = await this.#means.studio.call("paste", [run, Uint16Array.from(pieces), pictures]);
    return joined(await this.#means.ask(pasted, { signal }));
  }

  /** @param {number} character */
  #rival(character) {
    return this.#rivals.get(character, async () => {
      const pictures = await this.#means.rivals(character, PICTURES);
      return { pictures, logits: joined(pictures.length === 0 ? [] : await this.#means.ask(pictures, {})) };
    });
  }
}

/** @param {Float32Array[]} rows */
function joined(rows) {
  const all = new Float32Array(rows.reduce((sum, row) => sum + row.length, 0));
  let at = 0;
  for (const row of rows) {
    all.set(row, at);
    at += row.length;
  }
  return all;
}
