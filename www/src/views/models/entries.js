/**
 * The usual ways in which pixel values enter a network.
 *
 * @import { Inspected, NetworkOptions } from "../../engine/types.js"
 *
 * @typedef {typeof ENTRIES[number]} EntryName
 * @typedef {Pick<NetworkOptions, "mean" | "deviation">} Entry
 */

export const ENTRIES = /** @type {const} */ (["bytes", "unit", "signed", "imagenet", "own"]);

/** @type {Record<Exclude<EntryName, "own">, Entry>} */
const USUAL = {
  bytes: { mean: [0, 0, 0], deviation: [1, 1, 1] },
  unit: { mean: [0, 0, 0], deviation: [255, 255, 255] },
  signed: { mean: [127.5, 127.5, 127.5], deviation: [127.5, 127.5, 127.5] },
  imagenet: { mean: [123.675, 116.28, 103.53], deviation: [58.395, 57.12, 57.375] },
};

/**
 * @param {EntryName} name
 * @param {{ mean: string, deviation: string }} own  One number or three, in units of 0 to 255.
 * @returns {Entry}
 */
export function entryOf(name, own) {
  return name === "own" ? { mean: numbers(own.mean), deviation: numbers(own.deviation) } : USUAL[name];
}

/** Which of the usual ways a file asks for. @param {Inspected} found @returns {EntryName} */
export function usualEntry({ mean, deviation }) {
  const isLike = (/** @type {Entry} */ entry) =>
    [0, 1, 2].every((c) => near(entry.mean[c], mean[c]) && near(entry.deviation[c], deviation[c]));
  const found = Object.entries(USUAL).find(([, entry]) => isLike(entry));
  return found ? /** @type {EntryName} */ (found[0]) : "own";
}

/** Whether all are numbers, and no deviation is 0. @param {Entry} entry */
export function isSound({ mean, deviation }) {
  return mean.every(Number.isFinite) && deviation.every((d) => Number.isFinite(d) && d !== 0);
}

/** @param {number} a @param {number} b */
function near(a, b) {
  return Math.abs(a - b) < 1e-3;
}

/** @param {string} words @returns {[number, number, number]} */
function numbers(words) {
  const list = words
    .split(/[\s,;]+/)
    .filter((word) => word !== "")
    .map(Number);
  const [r, g, b] = list.length === 1 ? [list[0], list[0], list[0]] : list;
  return list.length === 1 || list.length === 3 ? [r, g, b] : [NaN, NaN, NaN];
}
