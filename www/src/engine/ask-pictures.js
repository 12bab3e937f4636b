/**
 * What the model says of any pictures: a row of logits, or of numbers of the embedding, for each.
 *
 * @import { Pool } from "./pool.js"
 *
 * @typedef {object} AskOptions
 * @property {"evaluate" | "embed"} [method]  Logits, unless said.
 * @property {AbortSignal} [signal]
 * @property {(done: number, planned: number) => void} [onProgress]
 */
import { RANGE } from "./pool.js";

/**
 * @param {Pool} pool
 * @param {{ width: number, height: number }} input  Size of a picture.
 * @param {Uint8Array} pictures  One behind the other, height × width × 3 bytes each.
 * @param {AskOptions} [options]
 * @returns {Promise<Float32Array[]>}
 */
export async function askPictures(pool, { width, height }, pictures, { method, signal, onProgress } = {}) {
  const planned = pictures.length / (width * height * 3);
  /** @type {Float32Array[]} */
  const rows = new Array(planned);
  let done = 0;
  await pool.run({
    payload: { pictures },
    first: 0,
    planned,
    method,
    isOver: () => signal?.aborted ?? false,
    onRange: (first, values) => {
      const count = Math.min(RANGE, planned - first);
      const length = values.length / count;
      for (let i = 0; i < count; i += 1) rows[first + i] = values.slice(i * length, (i + 1) * length);
      done += count;
      onProgress?.(done, planned);
    },
  });
  signal?.throwIfAborted();
  return rows;
}
