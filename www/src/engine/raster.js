/**
 * SVG to pixels, by the browser.
 *
 * @param {string} svg   Complete in itself: no address of anything else.
 * @param {number} side  Pixels per side.
 * @returns {Promise<Uint8ClampedArray>}  RGBA over white, row-major.
 */
export async function rasterise(svg, side) {
  const canvas = await painted(svg, side);
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  return context.getImageData(0, 0, side, side).data;
}

/**
 * SVG to a picture file, by the browser.
 *
 * @param {string} svg
 * @param {number} side
 * @returns {Promise<Blob>}  PNG.
 */
export async function drawnFile(svg, side) {
  const canvas = await painted(svg, side);
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("the canvas gave no picture"))));
  });
}

/**
 * @param {string} svg
 * @param {number} side
 */
async function painted(svg, side) {
  const url = URL.createObjectURL(new Blob([svg], { type: "image/svg+xml" }));
  try {
    const image = new Image(side, side);
    image.src = url;
    await image.decode();
    const canvas = document.createElement("canvas");
    canvas.width = side;
    canvas.height = side;
    const context = canvas.getContext("2d", { willReadFrequently: true });
    if (!context) throw new Error("this browser gives no canvas");
    context.fillStyle = "#fff";
    context.fillRect(0, 0, side, side);
    context.drawImage(image, 0, 0, side, side);
    return canvas;
  } finally {
    URL.revokeObjectURL(url);
  }
}
