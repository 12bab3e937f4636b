/**
 * What the weights and their errors allow one to say about the order of the pieces.
 *
 * @import { Explanation } from "../engine/types.js"
 */

/** How many of the strongest pieces carry a number. */
export const TOP = 5;

/** Two-sided 95 % quantile of the normal distribution. */
export const Z95 = 1.959964;

/**
 * Orders made so far: one explanation is asked for its order many times.
 *
 * @type {WeakMap<readonly number[], readonly number[]>}
 */
const orders = new WeakMap();

/**
 * Pieces from the heaviest to the lightest by absolute weight; equal ones in order of index.
 *
 * @param {readonly number[]} weights  Not changed afterwards.
 * @returns {readonly number[]}
 */
export function rank(weights) {
  let order = orders.get(weights);
  if (!order) {
    order = weights
      .map((_, index) => index)
      .sort((a, b) => Math.abs(weights[b]) - Math.abs(weights[a]) || a - b);
    orders.set(weights, order);
  }
  return order;
}

/**
 * Strength of the ink per piece, 0 to 1: (|weight| / largest)^0.7.
 *
 * @param {readonly number[]} weights
 * @returns {number[]}
 */
export function strengths(weights) {
  const largest = weights.reduce((most, weight) => Math.max(most, Math.abs(weight)), 0);
  if (largest === 0) return weights.map(() => 0);
  return weights.map((weight) => (Math.abs(weight) / largest) ** 0.7);
}

/**
 * Whether piece `a` outweighs piece `b` at 95 %, by the errors of both.
 *
 * @param {Explanation} explanation
 * @param {number} a
 * @param {number} b
 */
function outweighs(explanation, a, b) {
  const { weights, standardErrors } = explanation;
  const gap = Math.abs(weights[a]) - Math.abs(weights[b]);
  return gap > Z95 * Math.hypot(standardErrors[a], standardErrors[b]);
}

/**
 * Whether the set of the strongest pieces is settled: each outweighs every piece outside it.
 *
 * @param {Explanation} explanation
 * @param {number} [count]
 */
export function isTopSettled(explanation, count = TOP) {
  const order = rank(explanation.weights);
  const top = order.slice(0, count);
  const rest = order.slice(count);
  return top.every((a) => rest.every((b) => outweighs(explanation, a, b)));
}

/**
 * Runs of neighbouring ranks that may still change places, as [first, last], counted from 1.
 * Ranks beyond `count` are not looked at.
 *
 * @param {Explanation} explanation
 * @param {number} [count]
 * @returns {[number, number][]}
 */
export function openRanks(explanation, count = TOP) {
  const order = rank(explanation.weights).slice(0, count);
  /** @type {[number, number][]} */
  const runs = [];
  for (let i = 0; i + 1 < order.length; i++) {
    if (outweighs(explanation, order[i], order[i + 1])) continue;
    const last = runs.at(-1);
    if (last && last[1] === i + 1) last[1] = i + 2;
    else runs.push([i + 1, i + 2]);
  }
  return runs;
}

/**
 * Whether a weight differs from nothing by more than twice its error.
 *
 * @param {Explanation} explanation
 * @param {number} piece
 */
export function isClear(explanation, piece) {
  return Math.abs(explanation.weights[piece]) > Z95 * explanation.standardErrors[piece];
}

/**
 * The pieces that the view shows: the `shown` heaviest, of the sign asked for, never a zero.
 *
 * @param {readonly number[]} weights
 * @param {{ shown: number, sign: "both" | "for" | "against" }} view
 * @returns {Set<number>}
 */
export function visiblePieces(weights, view) {
  return new Set(
    rank(weights)
      .slice(0, view.shown)
      .filter((piece) => {
        if (view.sign === "for") return weights[piece] > 0;
        if (view.sign === "against") return weights[piece] < 0;
        return weights[piece] !== 0;
      }),
  );
}
