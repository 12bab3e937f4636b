/**
 * The worker that gives graphs a form: groups (Louvain), places by forces (ForceAtlas2, then no overlaps)
 * and by neighbours (UMAP). Everything starts from fixed places and a fixed seed, so that the same graph
 * always looks the same.
 */
import { UndirectedGraph } from "graphology";
import louvain from "graphology-communities-louvain";
import forceAtlas2 from "graphology-layout-forceatlas2";
import FORCE_DEFAULTS from "graphology-layout-forceatlas2/defaults.js";
import { graphToByteArrays } from "graphology-layout-forceatlas2/helpers.js";
import iterate from "graphology-layout-forceatlas2/iterate.js";
import noverlap from "graphology-layout-noverlap";
import { UMAP } from "umap-js";
import { handOver, serve } from "../channel.js";

/** Numbers per node in ForceAtlas2's array; the first two are its place. */
const PER_NODE = 10;
/** Similarities below this pull no less: a line is a line. */
const LEAST_PULL = 0.05;

/** @type {{ nodes: Float32Array, edges: Float32Array, settings: object } | null} */
let forces = null;
/** @type {{ umap: UMAP, epochs: number, done: number } | null} */
let map = null;

/**
 * @param {number} count
 * @param {Float32Array} triples  Lines: first, second, how alike.
 * @param {Float32Array} [places]
 */
function toGraph(count, triples, places) {
  const graph = new UndirectedGraph();
  for (let i = 0; i < count; i += 1) {
    graph.addNode(String(i), { x: places?.[2 * i] ?? 0, y: places?.[2 * i + 1] ?? 0, size: 1 });
  }
  for (let i = 0; i < triples.length; i += 3) {
    const weight = Math.max(LEAST_PULL, triples[i + 2]);
    graph.addEdge(String(triples[i]), String(triples[i + 1]), { weight });
  }
  return graph;
}

/** Mulberry32: a small generator with a seed. @param {number} seed */
function seeded(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** Places on a sunflower's spiral: none two alike, none far out. @param {number} count */
function spiral(count) {
  const places = new Float32Array(2 * count);
  for (let i = 0; i < count; i += 1) {
    const angle = i * Math.PI * (3 - Math.sqrt(5));
    const radius = 10 * Math.sqrt(i + 0.5);
    places[2 * i] = radius * Math.cos(angle);
    places[2 * i + 1] = radius * Math.sin(angle);
  }
  return places;
}

serve({
  /**
   * A group per node, the largest group first; groups of equal size by their first member.
   *
   * @param {number} count
   * @param {Float32Array} triples
   */
  groups(count, triples) {
    const found = louvain(toGraph(count, triples), { rng: seeded(1), randomWalk: false });
    const groups = Uint32Array.from({ length: count }, (_, i) => found[String(i)]);
    /** @type {Map<number, { size: number, first: number }>} */
    const sizes = new Map();
    groups.forEach((group, i) => {
      const known = sizes.get(group);
      sizes.set(group, { size: (known?.size ?? 0) + 1, first: known?.first ?? i });
    });
    const order = [...sizes].sort(([, a], [, b]) => b.size - a.size || a.first - b.first);
    const rank = new Map(order.map(([group], at) => [group, at]));
    return groups.map((group) => rank.get(group) ?? 0);
  },

  /**
   * Begins a layout by forces.
   *
   * @param {number} count
   * @param {Float32Array} triples
   * @param {Float32Array} [places]  To start from; a spiral when there are none.
   */
  begin(count, triples, places = spiral(count)) {
    const graph = toGraph(count, triples, places);
    const { nodes, edges } = graphToByteArrays(
      graph,
      (/** @type {unknown} */ _, /** @type {any} */ attributes) => attributes.weight,
    );
    const inferred = forceAtlas2.inferSettings(count);
    // Barnes and Hut's shortcut pays from a few hundred nodes on.
    const settings = { ...FORCE_DEFAULTS, ...inferred, gravity: 0.1, barnesHutOptimize: count > 500 };
    forces = { nodes, edges, settings };
  },

  /**
   * Goes on for so many rounds and gives the places: x and y per node.
   *
   * @param {number} rounds
   */
  step(rounds) {
    if (!forces) throw new Error("step came before begin");
    for (let i = 0; i < rounds; i += 1) iterate(forces.settings, forces.nodes, forces.edges);
    const places = read(forces);
    return handOver(places, [places.buffer]);
  },

  /**
   * Moves nodes apart that lie over each other, and gives the places.
   *
   * @param {Float32Array} places
   * @param {number} share  A node's radius, as a share of the distance between neighbours if all stood evenly.
   */
  spread(places, share) {
    const count = places.length / 2;
    const [width, height] = extent(places);
    const radius = share * Math.sqrt((width * height) / Math.max(1, count));
    const graph = toGraph(count, new Float32Array(), places);
    graph.updateEachNodeAttributes((_, attributes) => ({ ...attributes, size: radius }));
    noverlap.assign(graph, {
      maxIterations: 400,
      settings: { margin: radius * 0.1, ratio: 1, expansion: 1.05 },
    });
    const spread = new Float32Array(places.length);
    graph.forEachNode((node, { x, y }) => {
      spread[2 * Number(node)] = x;
      spread[2 * Number(node) + 1] = y;
    });
    return handOver(spread, [spread.buffer]);
  },

  /**
   * Begins a map by neighbours.
   *
   * @param {Float32Array} nearest  Neighbours per point, then number and similarity of each, row by row.
   */
  mapBegin(nearest) {
    const each = nearest[0];
    const count = (nearest.length - 1) / (2 * each);
    /** @type {number[][]} */
    const indices = [];
    /** @type {number[][]} */
    const distances = [];
    for (let i = 0; i < count; i += 1) {
      // A point is its own nearest neighbour, as UMAP counts.
      indices.push([i]);
      distances.push([0]);
      for (let k = 0; k < each; k += 1) {
        const at = 1 + 2 * (i * each + k);
        indices[i].push(nearest[at]);
        distances[i].push(Math.max(0, 1 - nearest[at + 1]));
      }
    }
    const umap = new UMAP({ nComponents: 2, nNeighbors: each + 1, minDist: 0.3, random: seeded(1) });
    umap.setPrecomputedKNN(indices, distances);
    const epochs = umap.initializeFit(indices.map((_, i) => [i]));
    map = { umap, epochs, done: 0 };
    return epochs;
  },

  /**
   * Goes on for so many rounds. @param {number} rounds
   */
  mapStep(rounds) {
    if (!map) throw new Error("mapStep came before mapBegin");
    for (let i = 0; i < rounds && map.done < map.epochs; i += 1) map.done = map.umap.step();
    const places = Float32Array.from(map.umap.getEmbedding().flat());
    return handOver({ places, done: map.done / map.epochs }, [places.buffer]);
  },
});

/** @param {{ nodes: Float32Array }} forces */
function read({ nodes }) {
  const count = nodes.length / PER_NODE;
  const places = new Float32Array(2 * count);
  for (let i = 0; i < count; i += 1) {
    places[2 * i] = nodes[i * PER_NODE];
    places[2 * i + 1] = nodes[i * PER_NODE + 1];
  }
  return places;
}

/** @param {Float32Array} places */
function extent(places) {
  let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity];
  for (let i = 0; i < places.length; i += 2) {
    left = Math.min(left, places[i]);
    right = Math.max(right, places[i]);
    top = Math.min(top, places[i + 1]);
    bottom = Math.max(bottom, places[i + 1]);
  }
  return [Math.max(1, right - left), Math.max(1, bottom - top)];
}
