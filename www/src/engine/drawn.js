/**
 * Drawings of a gallery character that are new to the model, at its input size, one behind the other.
 *
 * @import { Channel } from "./channel.js"
 */
import { DRAWN_SIDE } from "./asks.js";
import { rasterise } from "./raster.js";

/**
 * @param {Channel} studio
 * @param {number} character
 * @param {number[]} seeds  One per drawing.
 * @returns {Promise<Uint8Array>}
 */
export async function drawn(studio, character, seeds) {
  const drawings = seeds.map(async (seed) => {
    /** @type {string | undefined} */
    const svg = await studio.call("draw", [character, seed]);
    if (!svg) throw new Error(`character ${character} is not in the gallery`);
    const rgba = await rasterise(svg, DRAWN_SIDE);
    return studio.call("fit", [rgba, DRAWN_SIDE], [rgba.buffer]);
  });
  return new Uint8Array(await new Blob(await Promise.all(drawings)).arrayBuffer());
}
