/**
 * Runs in the head, before the first paint, so that neither theme nor language flashes. Where the page will
 * not speak the language of its static words, these wait unseen (frame.css) for the catalogue, which is
 * fetched beside the page's script.
 */
import { firstLanguage } from "./app/language.js";
import { followTheme } from "./app/theme.js";

/** Milliseconds: English words are better than none. */
const LONGEST_WAIT = 3000;

followTheme();

const root = document.documentElement;
// The static picture is the one that an address without a character begins with.
root.toggleAttribute("data-elsewhere", new URLSearchParams(location.search).has("character"));
const language = firstLanguage();
const catalogue = document.currentScript?.dataset[language];
if (language !== root.lang) {
  root.lang = language;
  root.toggleAttribute("data-words-come", true);
  setTimeout(() => root.toggleAttribute("data-words-come", false), LONGEST_WAIT);
}
if (catalogue) {
  const link = document.createElement("link");
  link.rel = "modulepreload";
  link.href = catalogue;
  document.head.append(link);
}
