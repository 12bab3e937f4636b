/**
 * A small world in one dimension: a bent curve, tries near a point, and the line that they give. The same sums
 * as the explanation's, with one piece instead of many.
 */

/** Where the picture stands. */
export const HERE = 0.72;

/** The model's answer when a share of the picture shows, 0 to 1. @param {number} x */
export function curve(x) {
  return 1 / (1 + Math.exp(-14 * (x - 0.62))) - 0.12 * Math.sin(9 * x);
}

/**
 * Tries: places drawn evenly from 0 to 1 by a small generator (mulberry32), so that a seed always draws the
 * same.
 *
 * @param {number} count
 * @param {number} seed
 * @returns {{ x: number, y: number }[]}
 */
export function tries(count, seed) {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  return Array.from({ length: count }, () => {
    const x = next();
    return { x, y: curve(x) };
  });
}

/**
 * How much a try counts.
 *
 * @param {number} x
 * @param {number} width  Of the kernel; Infinity counts all alike.
 */
export function weight(x, width) {
  return Number.isFinite(width) ? Math.exp(-((x - HERE) ** 2) / (2 * width * width)) : 1;
}

/**
 * The weighted least-squares line.
 *
 * @param {readonly { x: number, y: number }[]} points
 * @param {number} width
 * @returns {{ slope: number, intercept: number }}
 */
export function fit(points, width) {
  const weights = points.map(({ x }) => weight(x, width));
  const total = weights.reduce((sum, w) => sum + w, 0);
  const mean = (/** @type {"x" | "y"} */ axis) =>
    points.reduce((sum, point, i) => sum + weights[i] * point[axis], 0) / total;
  const [mx, my] = [mean("x"), mean("y")];
  let xx = 1e-9;
  let xy = 0;
  points.forEach(({ x, y }, i) => {
    xx += weights[i] * (x - mx) ** 2;
    xy += weights[i] * (x - mx) * (y - my);
  });
  const slope = xy / xx;
  return { slope, intercept: my - slope * mx };
}
