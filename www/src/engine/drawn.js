/**
 * Pictures that no explanation shows, at the model's input size, one behind the other.
 *
 * @import { Channel } from "./channel.js"
 * @import { ModelInUse } from "./model-in-use.js"
 */
import { DRAWN_SIDE, joined } from "./asks.js";
import { pixelsOf } from "./pictures.js";
import { rasterise } from "./raster.js";

/** Seeds of drawings that test explanations; no other drawing is made of them. */
const FIRST_SEED = 4_000_000;

/**
 * Drawings of a gallery character that are new to the model.
 *
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

/**
 * A drawing of each of these gallery characters that is new to the model.
 *
 * @param {Channel} studio
 * @param {number[]} characters
 */
export async function unseenOfEach(studio, characters) {
  return joined(await Promise.all(characters.map((character) => drawn(studio, character, [FIRST_SEED]))));
}

/**
 * Pictures of a class that are there to test explanations: drawn for the gallery's model, else those that the
 * model came with; there may be none.
 *
 * @param {Channel} studio
 * @param {ModelInUse} model
 * @param {number} index
 * @param {number} count  At most.
 */
export async function unseen(studio, model, index, count) {
  if (model.kind === "gallery") {
    const seeds = Array.from({ length: count }, (_, i) => FIRST_SEED + i);
    return drawn(studio, index, seeds);
  }
  /** @type {Uint8Array[]} */
  const pixels = [];
  for (const file of model.spare(index).slice(0, count)) {
    pixels.push(await pixelsOf(studio, new Uint8Array(await file.arrayBuffer())));
  }
  return joined(pixels);
}
