/**
 * A heat map as a picture in the two inks, to be laid over the pale picture.
 *
 * @import { HeatMap } from "../engine/types.js"
 * @import { View } from "../app/settings.js"
 */
import { INK_AGAINST, INK_FOR } from "../app/inks.js";
import { rank, strengths } from "../app/ranking.js";

/**
 * Pixels of a heat map: R G B of the ink, opacity by strength. Pixels that are worth less than the last of the
 * pieces shown, or of the sign not shown, are clear.
 *
 * @param {HeatMap} map
 * @param {readonly number[]} weights  Of the pieces of the usual cut.
 * @param {Pick<View, "sign" | "shown">} view
 * @returns {Uint8ClampedArray<ArrayBuffer>}
 */
export function heatPixels({ values, width, height }, weights, { sign, shown }) {
  const rgba = new Uint8ClampedArray(4 * width * height);
  const last = shown < weights.length ? Math.abs(weights[rank(weights)[shown - 1]]) : 0;
  const inks = strengths(Array.from(values));
  values.forEach((value, i) => {
    const isHidden = value === 0 || (sign === "for" && value < 0) || (sign === "against" && value > 0);
    if (isHidden || Math.abs(value) < last) return;
    rgba.set(value > 0 ? INK_FOR : INK_AGAINST, 4 * i);
    rgba[4 * i + 3] = 255 * (0.08 + 0.92 * inks[i]);
  });
  return rgba;
}

/**
 * @param {Parameters<typeof heatPixels>} shown
 * @returns {HTMLCanvasElement}
 */
export function heatCanvas(...shown) {
  const [{ width, height }] = shown;
  const canvas = document.createElement("canvas");
  canvas.width = width;
  canvas.height = height;
  canvas.getContext("2d")?.putImageData(new ImageData(heatPixels(...shown), width, height), 0, 0);
  return canvas;
}
