/**
 * How long a person waits, on the built page in headless Chromium: `node benches/page.mjs [clicks] [more]`.
 * From a click on a gallery picture to the first coloured picture and to the steady one, the memory of the
 * workers before and after so many more explanations (100), and the sizes of what is loaded.
 */
import { readFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { brotliCompressSync } from "node:zlib";
import { ROOT, launchChromium, serve, untilExplained, watchedContext } from "../tests/e2e/support.mjs";
import { median, timeClick } from "./clicks.mjs";

const clicks = Number(process.argv[2] ?? 5);
const more = Number(process.argv[3] ?? 100);
const server = await serve();
const browser = await launchChromium();
const { context } = await watchedContext(browser, server.url);
const page = await context.newPage();

const opened = performance.now();
await page.goto(server.url);
await page.locator("[data-test=answer-name]").waitFor({ timeout: 120_000 });
const answered = performance.now();
await untilExplained(page);
console.log(`page opened to first answer: ${seconds(answered - opened)} s`);

const first = [];
const steady = [];
for (let i = 0; i < clicks; i += 1) {
  const times = await timeClick(page, 10 + 7 * i);
  first.push(times.first);
  steady.push(times.steady);
}
const workers = Math.min(os.cpus().length, 16);
console.log(`click to first picture: ${seconds(median(first))} s (median of ${clicks}, ${workers} workers)`);
console.log(`click to steady (256 evaluations): ${seconds(median(steady))} s`);
const before = await memory();
await page.goto(`${server.url}?tries=64`);
await untilExplained(page);
const fresh = await memory();
for (let i = 0; i < more; i += 1) await timeClick(page, 1 + (i % 90));
const after = await memory();
console.log(`memory of the evaluation workers after ${clicks} explanations of 256 tries: ${before}`);
console.log(`after 1 of 64 tries: ${fresh}; after ${more} more: ${after}`);
await browser.close();
await server.stop();

for (const file of ["pkg/moelens_bg.wasm", "models/efficientnet-lite0-224.onnx", "models/head.safetensors"]) {
  const bytes = await readFile(path.join(ROOT, "dist", file));
  console.log(`${file}: ${bytes.length} bytes, Brotli ${brotliCompressSync(bytes).length}`);
}

/** What each worker's program holds; it never gets less. */
async function memory() {
  /** @type {number[]} */
  const all = await page.evaluate(() =>
    /** @type {any} */ (document.querySelector("moe-stage")).session.engine.memory(),
  );
  return all.map(mega).join(", ");
}

/** @param {number} bytes */
function mega(bytes) {
  return `${(bytes / 2 ** 20).toFixed(0)} MiB`;
}

/** @param {number} milliseconds */
function seconds(milliseconds) {
  return (milliseconds / 1000).toFixed(2);
}
