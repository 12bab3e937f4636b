/**
 * The static page in the language in use. The build writes the English words into it and marks where they
 * stand: `data-text` for what an element says, `data-text-NAME` for what its attribute NAME says.
 */
import { text } from "../texts/text.js";

/** Attributes that hold words. */
const ATTRIBUTES = ["aria-label", "content"];

export function translateShell() {
  const root = document.documentElement;
  const words = text();
  root.lang = words.language;
  for (const element of document.querySelectorAll("[data-text]")) {
    const said = lookUp(words, element.getAttribute("data-text"));
    // Words that stand there already need no new layout.
    if (element.textContent !== said) element.textContent = said;
  }
  for (const name of ATTRIBUTES) {
    for (const element of document.querySelectorAll(`[data-text-${name}]`)) {
      element.setAttribute(name, lookUp(words, element.getAttribute(`data-text-${name}`)));
    }
  }
  root.toggleAttribute("data-words-come", false);
}

/**
 * @param {object} words
 * @param {string | null} place  Keys with dots between them.
 * @returns {string}
 */
function lookUp(words, place) {
  /** @type {any} */
  let value = words;
  for (const key of (place ?? "").split(".")) value = value?.[key];
  return String(value);
}
