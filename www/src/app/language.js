/** English or Japanese: what the browser prefers until a person chooses, which is then remembered. */
import { recall, remember } from "./storage.js";

/** @import { Language } from "../texts/text.js" */

/** Their names, each in its own language. @type {Record<Language, string>} */
export const LANGUAGES = { en: "English", ja: "日本語" };

/**
 * The language to begin with.
 *
 * @param {string | null} remembered
 * @param {readonly string[]} preferred  Language tags, the favourite first.
 * @returns {Language}
 */
export function languageFrom(remembered, preferred) {
  if (isLanguage(remembered)) return remembered;
  const primary = preferred.map((tag) => tag.toLowerCase().split("-")[0]);
  return primary.find(isLanguage) ?? "en";
}

/** @returns {Language} */
export function firstLanguage() {
  return languageFrom(recall("language"), navigator.languages);
}

/** @param {Language} language */
export function rememberLanguage(language) {
  remember("language", language);
}

/**
 * @param {string | null} word
 * @returns {word is Language}
 */
function isLanguage(word) {
  return word !== null && Object.hasOwn(LANGUAGES, word);
}
