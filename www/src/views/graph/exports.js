/**
 * The graph as files: CSV, GEXF, JSON, SVG. Plain functions of the store; colours and places come with it.
 *
 * @import { GraphStore } from "./store.js"
 */
import { UndirectedGraph } from "graphology";
import { write } from "graphology-gexf/browser";
import { text } from "../../texts/text.js";

/** Side of an exported drawing, in its own units. */
const SIDE = 1200;
const MARGIN = 70;
/** Side of a face in an exported drawing, in pixels. */
const FACE = 96;
/** Nodes up to which faces are drawn into an SVG: more would make a file of many megabytes. */
const MOST_FACES = 1000;

/** @param {(string | number)[]} cells */
function row(cells) {
  const safe = cells.map((cell) => {
    const words = String(cell);
    return /[",\n\r]/.test(words) ? `"${words.replaceAll('"', '""')}"` : words;
  });
  return `${safe.join(",")}\r\n`;
}

/** @param {GraphStore} store @param {number} group */
function groupName(store, group) {
  return store.groupNames[group] ?? text().graph.group(group + 1);
}

/** Everybody: name, group, and the nearest with how alike. @param {GraphStore} store */
export function nodesCsv(store) {
  const { groups } = store.state;
  const nearest = Array.from({ length: store.nearestOf(0).length }, (_, i) => [
    `nearest ${i + 1}`,
    `likeness ${i + 1}`,
  ]);
  let csv = row(["name", "group", ...nearest.flat()]);
  for (let node = 0; node < store.count; node += 1) {
    const cells = store
      .nearestOf(node)
      .flatMap(([other, similarity]) => [store.nameOf(other), similarity.toFixed(4)]);
    csv += row([store.nameOf(node), groupName(store, groups[node]), ...cells]);
  }
  return csv;
}

/**
 * The lines, and for characters of the gallery their mix-ups.
 *
 * @param {GraphStore} store
 */
export function linesCsv(store) {
  const { triples, people } = store.state;
  let csv = row(["first", "second", "likeness", "mixed up", "held-out pictures", "mean chance of the other"]);
  for (let i = 0; i < triples.length; i += 3) {
    const [a, b, similarity] = [triples[i], triples[i + 1], triples[i + 2]];
    const mix = store.isPictures ? null : (people?.set.mixUps(a, b) ?? null);
    const more = mix ? [mix.count, mix.of, mix.chance.toFixed(6)] : ["", "", ""];
    csv += row([store.nameOf(a), store.nameOf(b), similarity.toFixed(4), ...more]);
  }
  return csv;
}

/** The graph with names, groups, places and likenesses. @param {GraphStore} store */
function toGraph(store) {
  const { groups, places, triples, people } = store.state;
  const graph = new UndirectedGraph();
  for (let node = 0; node < store.count; node += 1) {
    graph.addNode(String(node), {
      label: store.nameOf(node),
      group: groupName(store, groups[node]),
      x: places?.[2 * node] ?? 0,
      y: places?.[2 * node + 1] ?? 0,
    });
  }
  for (let i = 0; i < triples.length; i += 3) {
    const [a, b, likeness] = [triples[i], triples[i + 1], triples[i + 2]];
    const chance = store.isPictures ? undefined : people?.set.mixUps(a, b)?.chance;
    const attributes = { weight: likeness, ...(chance === undefined ? {} : { chance }) };
    graph.addUndirectedEdgeWithKey(`${a}-${b}`, String(a), String(b), attributes);
  }
  return graph;
}

/** @param {GraphStore} store */
export function gexf(store) {
  return write(toGraph(store), {
    formatNode: (_, { label, x, y, group }) => ({ label, attributes: { group }, viz: { x, y } }),
    formatEdge: (_, { weight, chance }) => ({ weight, attributes: chance === undefined ? {} : { chance } }),
  });
}

/** Graphology's own form, with how it was made. @param {GraphStore} store */
export function json(store) {
  const { by, k, threshold, layout } = store.state;
  const lines = by === "nearest" ? { mutualNearestNeighbours: k } : { likenessAtLeast: threshold };
  const about = {
    likeness: "cosine of centred L2-normalised embeddings",
    lines,
    layout: store.isPictures ? layout : "lines",
  };
  return `${JSON.stringify({ about, ...toGraph(store).export() }, null, 1)}\n`;
}

/**
 * The drawing as it stands, with faces inside.
 *
 * @param {GraphStore} store
 * @param {{ colourOf: (node: number) => string, lineColourOf: (a: number, b: number) => string, surface: string, ink: string }} colours
 */
export async function svg(store, { colourOf, lineColourOf, surface, ink }) {
  const { places, triples } = store.state;
  if (!places) return "";
  const count = store.count;
  const at = fit(places, count);
  const radius = Math.min(30, 0.28 * Math.sqrt(SIDE ** 2 / count));
  const images =
    count <= MOST_FACES
      ? await Promise.all(Array.from({ length: count }, (_, i) => inline(store.imageOf(i))))
      : [];
  const lines = [];
  for (let i = 0; i < triples.length; i += 3) {
    const [from, to] = [at(triples[i]), at(triples[i + 1])];
    const width = (0.8 + 2.4 * Math.max(0, triples[i + 2])).toFixed(2);
    const colour = lineColourOf(triples[i], triples[i + 1]);
    lines.push(
      `<line x1="${from.x}" y1="${from.y}" x2="${to.x}" y2="${to.y}" stroke="${colour}" stroke-width="${width}"/>`,
    );
  }
  const nodes = Array.from({ length: count }, (_, node) => {
    const { x, y } = at(node);
    const name = escape(store.nameOf(node));
    const face = images[node]
      ? `<image href="${images[node]}" x="${-radius}" y="${-radius}" width="${2 * radius}" height="${2 * radius}" clip-path="url(#disc)"/>`
      : "";
    const label = count <= 150 ? `<text y="${(radius + 15).toFixed(1)}">${name}</text>` : "";
    return `<g transform="translate(${x} ${y})"><title>${name}</title><circle r="${(radius * 1.13).toFixed(2)}" fill="${colourOf(node)}"/>${face}${label}</g>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${SIDE} ${SIDE}" font-family="sans-serif" font-size="13" font-weight="600" text-anchor="middle" fill="${ink}"><defs><clipPath id="disc"><circle r="${radius}"/></clipPath></defs><rect width="${SIDE}" height="${SIDE}" fill="${surface}"/><g>${lines.join("")}</g><g>${nodes.join("")}</g></svg>\n`;
}

/** @param {ArrayLike<number>} places @param {number} count */
function fit(places, count) {
  let [left, right, low, high] = [Infinity, -Infinity, Infinity, -Infinity];
  for (let i = 0; i < count; i += 1) {
    left = Math.min(left, places[2 * i]);
    right = Math.max(right, places[2 * i]);
    low = Math.min(low, places[2 * i + 1]);
    high = Math.max(high, places[2 * i + 1]);
  }
  const scale = (SIDE - 2 * MARGIN) / Math.max(1e-9, right - left, high - low);
  const middle = [(left + right) / 2, (low + high) / 2];
  return (/** @type {number} */ node) => ({
    x: Number((SIDE / 2 + scale * (places[2 * node] - middle[0])).toFixed(2)),
    // The drawing's y grows upwards.
    y: Number((SIDE / 2 - scale * (places[2 * node + 1] - middle[1])).toFixed(2)),
  });
}

/** A picture as an address that holds its bytes, small. @param {string} url */
async function inline(url) {
  const image = new Image();
  image.src = url;
  await image.decode();
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [FACE, FACE];
  canvas.getContext("2d")?.drawImage(image, 0, 0, FACE, FACE);
  return canvas.toDataURL("image/webp", 0.85);
}

/** @param {string} words */
function escape(words) {
  return words
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
