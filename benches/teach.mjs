/**
 * How long teaching takes after the pictures were looked at, in one worker of headless Chromium:
 * `node benches/teach.mjs [characters] [pictures of each]` on the built page.
 *
 * Embeddings are made of the gallery's: around the mean of each character's four pictures, with differences
 * of pictures of the same character as noise. So they have the shape of real ones, and no drawing is needed.
 */
import { launchChromium, serve, untilExplained, watchedContext } from "../tests/e2e/support.mjs";

const characters = Number(process.argv[2] ?? 100);
const each = Number(process.argv[3] ?? 60);
const server = await serve();
const browser = await launchChromium();
const { context } = await watchedContext(browser, server.url);
const page = await context.newPage();
await page.goto(server.url);
// The page explains its first picture by itself; that is over before the clock starts.
await untilExplained(page);
await page.locator("[data-test=verdict][data-level]").waitFor({ timeout: 120_000 });
const found = await page.evaluate(
  async ({ characters, each }) => {
    const file = await (await fetch("models/likeness.safetensors")).arrayBuffer();
    const view = new DataView(file);
    const length = Number(view.getBigUint64(0, true));
    const head = JSON.parse(new TextDecoder().decode(new Uint8Array(file, 8, length)));
    const [count, dimension] = head.embeddings.shape;
    const start = 8 + length + head.embeddings.data_offsets[0];
    const known = new Float32Array(count * dimension);
    for (let i = 0; i < known.length; i += 1) known[i] = half(view.getUint16(start + 2 * i, true));

    let seed = 1;
    const random = () => (seed = (seed * 1664525 + 1013904223) >>> 0) / 2 ** 32;
    const rows = new Float32Array(characters * each * dimension);
    const labels = new Uint32Array(characters * each);
    for (let row = 0; row < characters * each; row += 1) {
      const character = Math.floor(row / each);
      labels[row] = character;
      const to = rows.subarray(row * dimension, (row + 1) * dimension);
      add(to, 4 * (character % 100), 0.25, 4);
      for (let k = 0; k < 12; k += 1) {
        const first = 4 * Math.floor((random() * count) / 4);
        const size = 0.6 * (random() + random() + random() - 1.5);
        add(to, first + Math.floor(random() * 4), size, 1);
        add(to, first + Math.floor(random() * 4), -size, 1);
      }
      to.forEach((x, i) => (to[i] = Math.max(0, x)));
    }
    const { engine } = /** @type {any} */ (document.querySelector("moe-drop")).session;
    const names = Array.from({ length: characters }, (_, i) => `character ${i}`);
    /** @type {number[]} */
    const steps = [];
    const began = performance.now();
    const { measured } = await engine.teaching.train(
      { names, labels, sources: new Uint32Array(), rows },
      { folds: 5, balanced: false, seed: 0, faces: 8 },
      { onProgress: () => steps.push((performance.now() - began) / 1000) },
    );
    return { seconds: (performance.now() - began) / 1000, steps, measured };

    /** @param {Float32Array} to @param {number} first @param {number} size @param {number} some */
    function add(to, first, size, some) {
      for (let p = first; p < first + some; p += 1) {
        for (let i = 0; i < dimension; i += 1) to[i] += size * known[p * dimension + i];
      }
    }

    /** @param {number} bits */
    function half(bits) {
      const [exponent, fraction] = [(bits >> 10) & 31, bits & 1023];
      return exponent === 0 ? fraction * 2 ** -24 : (1 + fraction / 1024) * 2 ** (exponent - 15);
    }
  },
  { characters, each },
);
const { seconds, steps, measured } = found;
console.log(`${characters} characters, ${each} pictures each: taught in ${seconds.toFixed(1)} s`);
console.log(`progress at ${steps.map((s) => s.toFixed(1)).join(", ")} s`);
console.log(`${measured.right} of ${measured.pictures} right, C = ${measured.c}`);
await browser.close();
await server.stop();
