/**
 * Layouts, step by step on their worker.
 *
 * @import { Channel } from "../../engine/channel.js"
 * @import { CharacterSet } from "../../engine/likeness.js"
 */
import { RADIUS } from "./map.js";

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
 * @param {boolean} options.isShownGrowing
 * @param {(places: ArrayLike<number>, share: number, shown?: number) => void} options.onPlaces
 * @param {(share: number) => void} options.onProgress
 */
export async function layOut({ kind, worker, set, count, triples, isOld, isShownGrowing, onPlaces, onProgress }) {
  if (kind === "plane") {
    const plane = await set.plane();
    if (!isOld()) onPlaces(plane.subarray(0, 2 * count), 1, plane[2 * count]);
    return;
  }
  const tell = (/** @type {ArrayLike<number>} */ places, /** @type {number} */ share) => {
    if (isShownGrowing) onPlaces(places, share);
    else onProgress(share);
  };
  if (kind === "neighbours") {
    await worker.call("mapBegin", [await set.nearest(true, 15)]);
    for (;;) {
      const { places, done } = await worker.call("mapStep", [MAP_STEP]);
      if (isOld()) return;
      if (done >= 1) {
        onPlaces(places, 1);
        return;
      }
      tell(places, done);
    }
  }
  await worker.call("begin", [count, triples]);
  const rounds = ROUNDS.find(({ most }) => count <= most)?.rounds ?? 300;
  for (let done = 0; done < rounds; done += STEP) {
    const places = await worker.call("step", [STEP]);
    if (isOld()) return;
    tell(places, (done + STEP) / (rounds + STEP));
  }
  const places = await worker.call("spread", [RADIUS]);
  if (!isOld()) onPlaces(places, 1);
}
