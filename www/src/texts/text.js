/**
 * The catalogue of texts in use. Everything a person reads comes from here. English is always there; another
 * language is a chunk of its own that is fetched when it is chosen.
 *
 * @typedef {typeof import("./en.js").en} Texts
 * @typedef {"en" | "ja"} Language
 */
import { en } from "./en.js";

/** How each language is fetched. @type {Record<Language, () => Promise<Texts>>} */
const CATALOGUES = {
  en: async () => en,
  ja: async () => (await import("./ja.js")).ja,
};

/** @type {Texts} */
let current = en;
/** @type {Set<() => void>} */
const listeners = new Set();
/** Counts choices; a catalogue that comes late is dropped. */
let request = 0;

/** @returns {Texts} */
export function text() {
  return current;
}

/**
 * Fetches a language's catalogue and puts it into use.
 *
 * @param {Language} language
 * @throws When it cannot be fetched; the texts stay as they are.
 */
export async function useLanguage(language) {
  const mine = ++request;
  const catalogue = await CATALOGUES[language]();
  if (mine !== request || catalogue === current) return;
  current = catalogue;
  for (const listener of listeners) listener();
}

/**
 * @param {() => void} listener  Told whenever another language is in use.
 * @returns {() => void}  Ends the subscription.
 */
export function onLanguage(listener) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
