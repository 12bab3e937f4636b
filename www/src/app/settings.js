/**
 * Settings of an explanation and of its view: defaults, ranges, and which of them run the model.
 *
 * @import { Settings } from "../engine/types.js"
 *
 * @typedef {object} View
 * @property {"overlay" | "heat" | "only"} mode
 * @property {"both" | "for" | "against"} sign
 * @property {number} shown  How many of the heaviest pieces are coloured.
 */

/** @type {Readonly<Settings>} */
export const DEFAULT_SETTINGS = Object.freeze({
  cut: "slic",
  segments: 31,
  compactness: 10,
  fill: "contrastive",
  kernelWidth: null,
  scale: "difference",
  design: "hadamard",
  evaluations: 256,
  seed: 0,
});

/** @type {Readonly<View>} */
export const DEFAULT_VIEW = Object.freeze({ mode: "overlay", sign: "both", shown: 12 });

/** How a picture is cut by itself; pieces made by hand have names of their own. */
export const CUTS = /** @type {const} */ (["slic", "grid", "parts"]);
export const FILLS = /** @type {const} */ (["contrastive", "others", "grey", "blur", "mean", "picture-mean"]);
export const SCALES = /** @type {const} */ (["difference", "log-odds", "probability"]);
export const DESIGNS = /** @type {const} */ (["hadamard", "bernoulli"]);
export const MODES = /** @type {const} */ (["overlay", "heat", "only"]);
export const SIGNS = /** @type {const} */ (["both", "for", "against"]);
/** Budgets on the slider: powers of two, so that whole blocks are used. */
export const BUDGETS = /** @type {const} */ ([64, 128, 256, 512, 1024, 2048]);

export const RANGES = Object.freeze({
  segments: { least: 8, most: 127 },
  compactness: { least: 1, most: 100 },
  kernelWidth: { least: 0.1, most: 1, step: 0.05 },
  seed: { least: 0, most: 2 ** 32 - 1 },
  shown: { least: 1, most: 127 },
});

/**
 * Whether two settings need the same evaluations; scale and kernel width need none.
 *
 * @param {Settings} a
 * @param {Settings} b
 */
export function sameEvaluations(a, b) {
  return evaluationKey(a) === evaluationKey(b);
}

/**
 * Whether two settings cut a picture alike.
 *
 * @param {Settings} a
 * @param {Settings} b
 */
export function sameCutting(a, b) {
  return a.cut === b.cut && a.segments === b.segments && a.compactness === b.compactness;
}

/**
 * The settings that decide which evaluations are made, as a string.
 *
 * @param {Settings} settings
 */
export function evaluationKey(settings) {
  const { cut, segments, compactness, fill, design, evaluations, seed } = settings;
  return [cut, segments, compactness, fill, design, evaluations, seed].join("/");
}

/**
 * The settings that only decide how evaluations are weighed, as a string.
 *
 * @param {{ scale: string, kernelWidth: number | null }} settings
 */
export function solutionKey(settings) {
  return `${settings.scale}/${settings.kernelWidth?.toFixed(3) ?? "flat"}`;
}

/** @param {string} fill */
export function isFill(fill) {
  return /** @type {readonly string[]} */ (FILLS).includes(fill) || /^#[0-9a-f]{6}$/.test(fill);
}
