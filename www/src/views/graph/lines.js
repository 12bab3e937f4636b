/**
 * What the lines of the graph say: from which likeness on there are some, and what a group has in common.
 *
 * @import { CharacterSet, Likeness } from "../../engine/likeness.js"
 * @import { Trait } from "./state.js"
 */

/** Lines at most when they are chosen by a threshold. */
export const MOST_LINES = 10_000;

/**
 * Least and most thresholds that make sense.
 *
 * @param {CharacterSet} set
 * @param {boolean} isPictures
 * @returns {Promise<[number, number]>}
 */
export async function thresholdsOf(set, isPictures) {
  const triples = await set.pairs(isPictures, MOST_LINES);
  if (triples.length === 0) return [0, 1];
  const least = Math.max(0.05, triples[triples.length - 1]);
  return [Math.ceil(least * 100) / 100, Math.max(0.06, Math.floor(triples[2] * 100) / 100)];
}

/**
 * The trait that marks each group best; null where there is none.
 *
 * @param {Likeness} likeness
 * @param {Uint32Array} groups
 * @param {Trait[][]} traits  Per node.
 * @returns {Promise<(Trait | null)[]>}
 */
export async function traitsOfGroups(likeness, groups, traits) {
  /** @type {Map<string, number>} */
  const numbers = new Map();
  /** @type {Trait[]} */
  const all = [];
  const features = traits.map((list) =>
    list.map((trait) => {
      const key = `${trait.kind}/${trait.label}`;
      const known = numbers.get(key) ?? all.push(trait) - 1;
      numbers.set(key, known);
      return known;
    }),
  );
  const marks = await likeness.shared(groups, features);
  return Array.from(marks, (mark) => (mark < 0 ? null : all[mark]));
}
