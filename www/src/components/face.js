/**
 * The face of a character, cut from the atlas.
 *
 * @import { Atlas } from "../engine/types.js"
 */
import { html } from "lit";
import { cssVars } from "./css-vars.js";

/**
 * @param {Atlas | null} atlas
 * @param {number} index  Class index; its place in the atlas, row by row.
 * @param {string} [more]  More classes.
 */
export function face(atlas, index, more = "") {
  if (!atlas) return html`<span class="face ${more}" aria-hidden="true"></span>`;
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
