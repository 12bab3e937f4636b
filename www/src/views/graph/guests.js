/**
 * Where pictures that are not of a set stand among those that are.
 *
 * @import { Placed } from "../../engine/likeness.js"
 */

/** How much nearer neighbours count for more. */
const POWER = 4;

/**
 * On the plane of principal components a picture has a place of its own; elsewhere it stands at the mean of
 * its nearest neighbours, weighted by how alike they are (as UMAP places new points before it moves them).
 *
 * @param {Float32Array} places  x and y of the set's nodes.
 * @param {Placed[]} guests
 * @param {"plane" | "pictures" | "characters"} by
 * @returns {Float32Array}
 */
export function guestPlaces(places, guests, by) {
  const found = new Float32Array(2 * guests.length);
  guests.forEach((guest, i) => {
    const [x, y] = by === "plane" ? guest.plane : meanOf(places, guest[by]);
    found[2 * i] = x;
    found[2 * i + 1] = y;
  });
  return found;
}

/**
 * @param {Float32Array} places
 * @param {[number, number][]} neighbours
 * @returns {[number, number]}
 */
function meanOf(places, neighbours) {
  let [x, y, total] = [0, 0, 0];
  for (const [node, similarity] of neighbours) {
    const weight = Math.max(1e-6, similarity) ** POWER;
    x += weight * places[2 * node];
    y += weight * places[2 * node + 1];
    total += weight;
  }
  return total > 0 ? [x / total, y / total] : [0, 0];
}
