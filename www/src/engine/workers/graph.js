/** The worker that knows who is like whom: sets of characters with their pictures. It has no model. */
import { Graph, galleryTraits, initSync, sharedFeatures } from "#pkg/moelens.js";
import { serve } from "../channel.js";

/** By number. @type {Map<number, Graph>} */
const sets = new Map();

/** @param {number} id */
function set(id) {
  const found = sets.get(id);
  if (!found) throw new Error(`there is no set ${id}`);
  return found;
}

serve({
  /** @param {WebAssembly.Module} module */
  start: (module) => {
    initSync({ module });
  },

  /**
   * @param {number} id
   * @param {Uint8Array} file
   * @param {string} manifest
   */
  gallery(id, file, manifest) {
    const graph = Graph.gallery(file, manifest);
    sets.set(id, graph);
    return {
      likeness: graph.likeness(),
      heldOut: graph.heldOut(),
      mixedUp: graph.mixedUp(),
      chances: graph.chances(),
    };
  },

  /**
   * @param {number} id
   * @param {Float32Array} embeddings
   * @param {number} dimension
   * @param {Uint32Array} groups
   * @param {number} characters
   */
  own(id, embeddings, dimension, groups, characters) {
    const graph = new Graph(embeddings, dimension, groups, characters);
    sets.set(id, graph);
    return {
      likeness: graph.likeness(),
      heldOut: 0,
      mixedUp: new Uint16Array(),
      chances: new Float32Array(),
    };
  },

  /** @param {number} id */
  forget(id) {
    sets.get(id)?.free();
    sets.delete(id);
  },

  /** @param {number} id @param {number} rows */
  compare: (id, rows) => set(id).compare(rows),
  /** @param {number} id @param {boolean} pictures @param {number} k */
  mutual: (id, pictures, k) => set(id).mutual(pictures, k),
  /** @param {number} id @param {boolean} pictures @param {number} threshold */
  atLeast: (id, pictures, threshold) => set(id).atLeast(pictures, threshold),
  /** @param {number} id @param {boolean} pictures @param {number} count */
  pairs: (id, pictures, count) => set(id).pairs(pictures, count),
  /** @param {number} id @param {boolean} pictures @param {number} count */
  nearest: (id, pictures, count) => set(id).nearest(pictures, count),
  /** @param {number} id @param {boolean} pictures @param {number} a @param {number} b */
  alike: (id, pictures, a, b) => set(id).alike(pictures, a, b),
  /** @param {number} id @param {number} a @param {number} b */
  pair: (id, a, b) => set(id).pair(a, b),
  /** @param {number} id */
  plane: (id) => set(id).plane(),
  /** @param {number} id @param {Float32Array} embedding @param {number} count */
  place: (id, embedding, count) => set(id).place(embedding, count),
  /** @param {number} id @param {Float32Array} embedding */
  likenessOf: (id, embedding) => set(id).likenessOf(embedding),

  /** @param {string[]} names */
  traits: (names) => galleryTraits(names),
  /** @param {Uint32Array} groups @param {number} count @param {number[][]} features */
  shared: (groups, count, features) => sharedFeatures(groups, count, features),
});
