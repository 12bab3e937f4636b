/**
 * The picture with its pieces in two inks, small and to be looked at only.
 *
 * @import { OpenedPicture, Pieces } from "../engine/types.js"
 */
import { html, svg } from "lit";
import { strengths } from "../app/ranking.js";
import { cssVars } from "./css-vars.js";

/**
 * @param {OpenedPicture} picture
 * @param {Pieces} pieces
 * @param {readonly number[]} weights
 * @param {string} label
 */
export function miniPieces(picture, pieces, weights, label) {
  const { width, height } = pieces;
  const inks = strengths(weights);
  return html`<div class="view" data-view="overlay" ${cssVars({ "--ratio": width / height })}>
    <svg viewBox="0 0 ${width} ${height}" role="img" aria-label=${label}>
      <image class="pic" href=${picture.url} width=${width} height=${height} preserveAspectRatio="none" />
      ${pieces.paths.map(
        (path, piece) =>
          svg`<path
            class="cell still ${weights[piece] > 0 ? "p" : weights[piece] < 0 ? "n" : ""}"
            d=${path}
            fill-rule="evenodd"
            ${cssVars({ "--w": inks[piece].toFixed(3) })}
          ></path>`,
      )}
      <path class="edge" d=${pieces.paths.join("")}></path>
    </svg>
  </div>`;
}
