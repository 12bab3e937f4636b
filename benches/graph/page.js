/** What the bench measures: the same graph drawn by our map and by vis-network, while it is moved. */
import { Channel } from "../../www/src/engine/channel.js";
import { Network } from "vis-network/standalone/esm/vis-network.js";
import { GraphMap } from "../../www/src/views/graph/map.js";
import { facesOf } from "../../www/src/views/graph/faces.js";

const FRAMES = 120;
const MOST_SECONDS = 20;

/** Nodes on a sunflower's spiral, each joined with those near it: `lines` lines in all. */
function made(count, lines) {
  const places = new Float32Array(2 * count);
  for (let i = 0; i < count; i += 1) {
    const angle = i * Math.PI * (3 - Math.sqrt(5));
    places[2 * i] = 30 * Math.sqrt(i + 0.5) * Math.cos(angle);
    places[2 * i + 1] = 30 * Math.sqrt(i + 0.5) * Math.sin(angle);
  }
  const triples = [];
  // Differences of Fibonacci numbers are neighbours on the spiral.
  for (const step of [21, 34, 55, 13, 89, 8, 144, 233]) {
    for (let i = 0; i + step < count && triples.length < 3 * lines; i += 1) triples.push(i, i + step, 0.5);
  }
  return { places, triples: Float32Array.from(triples) };
}

/** Milliseconds between frames while `move` is called before each. */
async function framesOf(move) {
  const times = [];
  const started = performance.now();
  let last = await new Promise(requestAnimationFrame);
  while (times.length < FRAMES && performance.now() - started < 1000 * MOST_SECONDS) {
    move(times.length);
    const now = await new Promise(requestAnimationFrame);
    times.push(now - last);
    last = now;
  }
  return times;
}

const settle = (seconds) => new Promise((resolve) => setTimeout(resolve, 1000 * seconds));

globalThis.bench = {
  /** Seconds that the view's layout takes in its worker, by forces and without overlaps. */
  async layout({ count, lines, rounds }) {
    const { triples } = made(count, lines);
    const worker = new Channel(new URL("layout.js", document.baseURI), "layout");
    await worker.call("groups", [2, new Float32Array([0, 1, 1])]);
    const started = performance.now();
    await worker.call("begin", [count, triples]);
    let places = new Float32Array();
    for (let done = 0; done < rounds; done += 20) places = await worker.call("step", [20]);
    await worker.call("spread", [places, 0.36]);
    const seconds = (performance.now() - started) / 1000;
    worker.kill("done");
    return seconds;
  },

  async ours({ count, lines, atlas }) {
    const { places, triples } = made(count, lines);
    const faces = await facesOf(atlas, atlas.columns * atlas.rows);
    const map = new GraphMap(document.getElementById("ours"), { hover() {}, click() {} });
    const indices = Array.from({ length: count }, (_, i) => i);
    map.draw({
      labels: indices.map((i) => `Node ${i}`),
      images: indices.map((i) => faces[i % faces.length]),
      groups: indices.map((i) => i % 10),
      triples,
      lineColour: () => null,
      guests: new Set(),
      areRound: true,
    });
    map.move(places, true);
    await settle(3);
    const times = await framesOf((i) => map.pan(0.004 * (i % 40 < 20 ? 1 : -1), 0, true));
    map.end();
    return { times, lines: triples.length / 3 };
  },

  async peer({ count, lines, atlas }) {
    const { places, triples } = made(count, lines);
    const faces = await facesOf(atlas, atlas.columns * atlas.rows);
    const nodes = Array.from({ length: count }, (_, i) => ({
      id: i,
      x: places[2 * i],
      y: places[2 * i + 1],
      shape: "circularImage",
      image: faces[i % faces.length],
      size: 12,
    }));
    const edges = Array.from({ length: triples.length / 3 }, (_, i) => ({
      id: i,
      from: triples[3 * i],
      to: triples[3 * i + 1],
    }));
    const network = new Network(
      document.getElementById("peer"),
      { nodes, edges },
      { physics: false, edges: { smooth: false }, layout: { improvedLayout: false } },
    );
    network.fit({ animation: false });
    await settle(3);
    const { x, y } = network.getViewPosition();
    const times = await framesOf((i) => {
      const to = i % 40 < 20 ? i % 40 : 40 - (i % 40);
      network.moveTo({ position: { x: x + 8 * to, y }, animation: false });
    });
    network.destroy();
    return { times, lines: edges.length };
  },
};
