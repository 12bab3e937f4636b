/**
 * Layouts, step by step on their worker.
 *
 * @import { Channel } from "../../engine/channel.js"
 * @import { CharacterSet } from "../../engine/likeness.js"
 */

/** A node's radius, as a share of the distance between neighbours if all stood evenly. */
const RADIUS = 0.36;
/** Rounds of ForceAtlas2 by the number of nodes: larger graphs settle in fewer, each of which costs more. */
const ROUNDS = [
  { most: 300, rounds: 600 },
  { most: 1000, rounds: 400 },
  { most: Infinity, rounds: 300 },
];
const STEP = 20;
const MAP_STEP = 10;

/** Whether a person asked for less motion. */
export function isStill() {
  return matchMedia("(prefers-reduced-motion: reduce)").matches;
}

/**
 * @param {object} options
 * @param {"lines" | "neighbours" | "plane"} options.kind
 * @param {Channel} options.worker
 * @param {CharacterSet} options.set
 * @param {number} options.count
 * @param {Float32Array} options.triples
 * @param {() => boolean} options.isOld
 * @param {(places: ArrayLike<number>, shown?: number) => void} options.onPlaces  Once, at the end.
 * @param {(share: number) => void} options.onProgress
 */
export async function layOut({ kind, worker, set, count, triples, isOld, onPlaces, onProgress }) {
  if (kind === "plane") {
    const plane = await set.plane();
    if (!isOld()) onPlaces(plane.subarray(0, 2 * count), plane[2 * count]);
    return;
  }
  if (kind === "neighbours") {
    await worker.call("mapBegin", [await set.nearest(true, 15)]);
    for (;;) {
      const { places, done } = await worker.call("mapStep", [MAP_STEP]);
      if (isOld()) return;
      if (done >= 1) {
        const spread = await worker.call("spread", [places, RADIUS]);
        if (!isOld()) onPlaces(spread);
        return;
      }
      onProgress(done);
    }
  }
  await worker.call("begin", [count, triples]);
  const rounds = ROUNDS.find(({ most }) => count <= most)?.rounds ?? 300;
  let places = new Float32Array();
  for (let done = 0; done < rounds; done += STEP) {
    places = await worker.call("step", [STEP]);
    if (isOld()) return;
    onProgress((done + STEP) / (rounds + STEP));
  }
  const spread = await worker.call("spread", [places, RADIUS]);
  if (!isOld()) onPlaces(spread);
}
