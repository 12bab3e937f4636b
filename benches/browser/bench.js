/**
 * Times variants of the forward pass in turn, on one thread and on several workers, and SLIC. The driver
 * (`../engines.mjs`) opens this page and calls what is on `globalThis.bench`.
 *
 * @typedef {object} Variant
 * @property {string} name
 * @property {"fused" | "stock" | "onnxruntime-web"} kind
 * @property {string} model   Address of an ONNX file with an open batch.
 * @property {number} side
 * @property {number} batch   Pictures in one run.
 * @property {string} [pkg]   Folder of the wasm-bindgen output.
 * @property {number} [rows]  Of a tile; what is measured unless said.
 */

import { pictures, planar } from "./pictures.js";

/** Runs that only let the engine optimise its code. */
const WARM_UP = 2;
/** Pictures between two looks at the clock at least: Firefox's counts whole milliseconds. */
const TOGETHER = 4;

globalThis.bench = { forward, workers, superpixels, tileHeights: () => [...rows.values()] };

/**
 * Milliseconds a picture of each variant, all variants in turn in every round, and the first logits of each.
 *
 * @param {Variant[]} variants
 * @param {number} rounds
 */
async function forward(variants, rounds) {
  const runs = [];
  for (const variant of variants) runs.push(await prepare(variant));
  const times = variants.map(() => []);
  const logits = variants.map(() => []);
  for (let round = 0; round < rounds + WARM_UP; round += 1) {
    for (const [i, { batch }] of variants.entries()) {
      const calls = Math.ceil(TOGETHER / batch);
      const started = performance.now();
      let rows = await runs[i]();
      for (let call = 1; call < calls; call += 1) rows = await runs[i]();
      const took = (performance.now() - started) / (calls * batch);
      if (round >= WARM_UP) times[i].push(took);
      logits[i] = [...rows.slice(0, 1000)];
    }
  }
  return { times, logits };
}

/**
 * A function that runs a variant once.
 *
 * @param {Variant} variant
 * @returns {Promise<() => Promise<Float32Array>>}
 */
async function prepare({ kind, model, side, batch, rows: told, pkg = "pkg" }) {
  const file = new Uint8Array(await (await fetch(model)).arrayBuffer());
  const pixels = pictures(side, batch);
  if (kind === "onnxruntime-web") {
    const ort = await import("./ort/ort.wasm.min.mjs");
    ort.env.wasm.numThreads = 1;
    ort.env.wasm.wasmPaths = new URL("./ort/", location.href).href;
    const session = await ort.InferenceSession.create(file, {
      executionProviders: ["wasm"],
      graphOptimizationLevel: "all",
    });
    const input = new ort.Tensor("float32", planar(pixels, side, batch), [batch, 3, side, side]);
    return async () => (await session.run({ input }, ["logits"])).logits.data;
  }
  const wasm = await import(`./${pkg}/moelens.js`);
  await wasm.default();
  const network = new wasm.Network(file, kind === "fused", told ?? rowsOf(wasm, pkg));
  return async () => network.run(pixels);
}

/** @type {Map<string, number>} */
const rows = new Map();

/** The tile height that is measured once per program. */
function rowsOf(wasm, pkg) {
  if (!rows.has(pkg)) rows.set(pkg, wasm.fastestRows());
  return rows.get(pkg);
}

/**
 * Pictures a second of so many workers together, each with one picture at a time of its own share.
 *
 * @param {Variant} variant
 * @param {number[]} counts
 * @param {number} pictures
 * @param {number} rounds
 */
async function workers(variant, counts, pictures, rounds) {
  const most = Math.max(...counts);
  const pool = await Promise.all(
    Array.from({ length: most }, async () => {
      const worker = new Worker("worker.js", { type: "module" });
      await ask(worker, { ...variant, start: true });
      return worker;
    }),
  );
  const rates = counts.map(() => []);
  for (let round = 0; round < rounds + 1; round += 1) {
    for (const [i, count] of counts.entries()) {
      const started = performance.now();
      const share = pictures / count / variant.batch;
      await Promise.all(pool.slice(0, count).map((worker) => ask(worker, { runs: share })));
      if (round > 0) rates[i].push((1000 * pictures) / (performance.now() - started));
    }
  }
  for (const worker of pool) worker.terminate();
  return rates;
}

function ask(worker, message) {
  return new Promise((resolve, reject) => {
    worker.onmessage = ({ data }) => resolve(data);
    worker.onerror = (event) => reject(new Error(event.message));
    worker.postMessage(message);
  });
}

/**
 * Milliseconds of SLIC on a picture file.
 *
 * @param {string} file
 * @param {number} segments
 * @param {number} rounds
 * @param {string} [pkg]
 */
async function superpixels(file, segments, rounds, pkg = "pkg") {
  const bitmap = await createImageBitmap(await (await fetch(file)).blob());
  const { width, height } = bitmap;
  const context = new OffscreenCanvas(width, height).getContext("2d");
  context.drawImage(bitmap, 0, 0);
  const { data } = context.getImageData(0, 0, width, height);
  const rgb = new Uint8Array(width * height * 3).map((_, i) => data[Math.floor(i / 3) * 4 + (i % 3)]);
  const wasm = await import(`./${pkg}/moelens.js`);
  await wasm.default();
  const times = [];
  for (let round = 0; round < rounds + WARM_UP; round += 1) {
    const started = performance.now();
    wasm.superpixels(rgb, width, segments);
    if (round >= WARM_UP) times.push(performance.now() - started);
  }
  return times;
}
