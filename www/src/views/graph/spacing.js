/** How a layout fills its plane. */

/** The share of nodes that may touch a neighbour. */
const TOUCHING = 0.1;

/**
 * The distance to the nearest neighbour that all but a few nodes have.
 *
 * @param {ArrayLike<number>} places
 */
export function apartOf(places) {
  const count = places.length / 2;
  const step = Math.max(1, Math.floor(count / 400));
  const distances = [];
  for (let i = 0; i < count; i += step) {
    let nearest = Infinity;
    for (let j = 0; j < count; j += 1) {
      if (j === i) continue;
      const [x, y] = [places[2 * j] - places[2 * i], places[2 * j + 1] - places[2 * i + 1]];
      nearest = Math.min(nearest, x * x + y * y);
    }
    distances.push(Math.sqrt(nearest));
  }
  distances.sort((a, b) => a - b);
  return distances[Math.floor(TOUCHING * distances.length)] ?? 0;
}

/** @param {ArrayLike<number>} places @returns {{ x: [number, number], y: [number, number] }} */
export function extentOf(places) {
  /** @type {[number, number]} */
  const x = [Infinity, -Infinity];
  /** @type {[number, number]} */
  const y = [Infinity, -Infinity];
  for (let i = 0; i < places.length; i += 2) {
    x[0] = Math.min(x[0], places[i]);
    x[1] = Math.max(x[1], places[i]);
    y[0] = Math.min(y[0], places[i + 1]);
    y[1] = Math.max(y[1], places[i + 1]);
  }
  return { x, y };
}
