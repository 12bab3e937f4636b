/**
 * Faces as round pictures of their own, cut from the atlas: the drawing takes an address per node.
 *
 * @import { Atlas } from "../../engine/types.js"
 */

/**
 * @param {Atlas} atlas
 * @param {number} count
 * @returns {Promise<string[]>}
 */
export async function facesOf({ url, columns, size }, count) {
  const atlas = await createImageBitmap(await (await fetch(url)).blob());
  const canvas = new OffscreenCanvas(size, size);
  const context = /** @type {OffscreenCanvasRenderingContext2D} */ (canvas.getContext("2d"));
  context.beginPath();
  context.arc(size / 2, size / 2, size / 2, 0, 2 * Math.PI);
  context.clip();
  /** @type {string[]} */
  const faces = [];
  for (let i = 0; i < count; i += 1) {
    const [x, y] = [(i % columns) * size, Math.floor(i / columns) * size];
    context.clearRect(0, 0, size, size);
    context.drawImage(atlas, x, y, size, size, 0, 0, size, size);
    faces.push(URL.createObjectURL(await canvas.convertToBlob({ type: "image/webp", quality: 0.9 })));
  }
  atlas.close();
  return faces;
}
