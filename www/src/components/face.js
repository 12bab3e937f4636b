/**
 * The face of a character: cut from the atlas, or a picture of its own.
 *
 * @import { Faces } from "../engine/types.js"
 */
import { html } from "lit";
import { cssVars } from "./css-vars.js";

/**
 * @param {Faces | null} faces
 * @param {number} index  Class index; its place in the atlas, row by row.
 * @param {string} [more]  More classes.
 */
export function face(faces, index, more = "") {
  if (!faces) return html`<span class="face ${more}" aria-hidden="true"></span>`;
  if ("urls" in faces) return ownFace(faces.urls[index] ?? null, more);
  const atlas = faces;
  const column = index % atlas.columns;
  const row = Math.floor(index / atlas.columns);
  const along = (/** @type {number} */ at, /** @type {number} */ count) =>
    count > 1 ? `${(100 * at) / (count - 1)}%` : "0%";
  return html`<span
    class="face ${more}"
    aria-hidden="true"
    ${cssVars({
      "background-image": `url("${atlas.url}")`,
      "background-position": `${along(column, atlas.columns)} ${along(row, atlas.rows)}`,
      "background-size": `${100 * atlas.columns}% ${100 * atlas.rows}%`,
    })}
  ></span>`;
}

/**
 * @param {string | null} url
 * @param {string} more
 */
function ownFace(url, more) {
  if (url === null) return html`<span class="face is-nobody ${more}" aria-hidden="true"></span>`;
  return html`<span
    class="face ${more}"
    aria-hidden="true"
    ${cssVars({ "background-image": `url("${url}")`, "background-size": "cover", "background-position": "center" })}
  ></span>`;
}
