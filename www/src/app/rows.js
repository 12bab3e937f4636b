/**
 * How many rows the network's matrix kernel takes together here: measured once, remembered for as long
 * as the browser stays the same. It changes speed, never answers.
 */
import { recall, remember } from "./storage.js";

const NAME = "rows";

/** @returns {number | null} */
export function recallRows() {
  const [rows, browser] = recall(NAME)?.split("|") ?? [];
  return browser === navigator.userAgent && Number(rows) > 0 ? Number(rows) : null;
}

/** @param {number} rows */
export function rememberRows(rows) {
  remember(NAME, `${rows}|${navigator.userAgent}`);
}
