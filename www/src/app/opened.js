/**
 * What an opened picture allows, and what it leaves behind.
 *
 * @import { OpenedPicture } from "../engine/types.js"
 */
import { DEFAULT_SETTINGS } from "./settings.js";

/**
 * The way to cut that a picture allows: parts are known of drawings only, pieces made by hand belong to one
 * picture.
 *
 * @param {string} cut
 * @param {OpenedPicture} picture
 */
export function cutFor(cut, picture) {
  if (cut === "grid") return cut;
  return cut === "parts" && picture.source.kind === "gallery" ? cut : DEFAULT_SETTINGS.cut;
}

/**
 * Gives back the memory of a picture's copies that the next picture does not show.
 *
 * @param {OpenedPicture | null} old
 * @param {OpenedPicture} next
 */
export function release(old, next) {
  if (!old) return;
  const kept = [next.url, next.whole.url];
  for (const url of new Set([old.url, old.whole.url])) {
    if (url.startsWith("blob:") && !kept.includes(url)) URL.revokeObjectURL(url);
  }
}

/**
 * The same picture, of nobody that the model knows.
 *
 * @param {OpenedPicture} picture
 * @returns {OpenedPicture}
 */
export function asOwn(picture) {
  return { ...picture, source: { kind: "own", name: "" } };
}
