/** Light and dark: the system's choice until a person makes one, which is then remembered. */
import { recall, remember } from "./storage.js";

/** @typedef {"light" | "dark"} Theme */

/** @returns {Theme} */
export function currentTheme() {
  return document.documentElement.dataset.theme === "dark" ? "dark" : "light";
}

/** Applies the remembered theme, or the system's for as long as none is; runs before the first paint. */
export function followTheme() {
  const system = matchMedia("(prefers-color-scheme: dark)");
  const follow = () => apply(remembered() ?? (system.matches ? "dark" : "light"));
  system.addEventListener("change", follow);
  follow();
}

/** @param {Theme} theme */
export function chooseTheme(theme) {
  apply(theme);
  remember("theme", theme);
}

/** @returns {Theme | null} */
function remembered() {
  const theme = recall("theme");
  return theme === "light" || theme === "dark" ? theme : null;
}

/** @param {Theme} theme */
function apply(theme) {
  document.documentElement.dataset.theme = theme;
}
