/**
 * The catalogue of texts in use. Everything a person reads comes from here.
 *
 * @typedef {typeof import("./en.js").en} Texts
 */
import { en } from "./en.js";

/** @returns {Texts} */
export function text() {
  return en;
}
