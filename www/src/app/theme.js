/** Light and dark: the system's choice until a person makes one, which is then remembered. */
import { recall, remember } from "./storage.js";

/** @typedef {"light" | "dark"} Theme */

/** @returns {Theme} */
export function currentTheme() {
  const { theme } = document.documentElement.dataset;
  if (theme === "light" || theme === "dark") return theme;
  return matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
}

/** Applies the remembered theme; runs before the first paint. */
export function applyRememberedTheme() {
  const theme = recall("theme");
  if (theme === "light" || theme === "dark") apply(theme);
}

/** @param {Theme} theme */
export function chooseTheme(theme) {
  apply(theme);
  remember("theme", theme);
}

/** @param {Theme} theme */
function apply(theme) {
  document.documentElement.dataset.theme = theme;
}
