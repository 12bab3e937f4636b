/**
 * How long a turned control takes to show, on the built page in headless Chromium: `node benches/solve.mjs`.
 * An explanation of 100 pieces and 2,048 tries is made once; then the kernel width moves step by step, and each
 * step is timed from the input event to the first frame that shows other weights, from the request to the worker's
 * answer, and, on as many numbers made up, in the wasm alone (in node, whose engine is Chromium's).
 */
import { readFile } from "node:fs/promises";
import os from "node:os";
import { Evaluated, initSync } from "../pkg/moelens.js";
import { launchChromium, serve, untilExplained, watchedContext } from "../tests/e2e/support.mjs";

const STEPS = 40;
initSync({ module: await readFile("pkg/moelens_bg.wasm") });
const server = await serve();
const browser = await launchChromium();
const { context } = await watchedContext(browser, server.url);
const page = await context.newPage();
// Each answer of the studio worker, timed from its request.
await page.addInitScript(() => {
  const post = Worker.prototype.postMessage;
  /** @type {any} */ (globalThis).solved = [];
  Worker.prototype.postMessage = function (message, ...rest) {
    if (message?.method === "solve") {
      const sent = performance.now();
      const heard = (/** @type {MessageEvent} */ { data }) => {
        if (data?.id !== message.id) return;
        this.removeEventListener("message", heard);
        /** @type {any} */ (globalThis).solved.push(performance.now() - sent);
      };
      this.addEventListener("message", heard);
    }
    return Reflect.apply(post, this, [message, ...rest]);
  };
});
await page.goto(`${server.url}?pieces=100&tries=2048`);
await untilExplained(page);
await page.locator("[data-test=verdict][data-level]").waitFor({ timeout: 120_000 });
const pieces = await page.locator("[data-test=piece]").count();
await page.locator("[data-test=settings-open]").click();
const shown = await page.evaluate(async (steps) => {
  const slider = /** @type {HTMLInputElement} */ (document.querySelector("[data-test=set-kernel]"));
  const weights = () =>
    [...document.querySelectorAll("[data-test=piece]")]
      .map((piece) => piece.getAttribute("data-weight"))
      .join();
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  const times = [];
  /** @type {any} */ (globalThis).solved.length = 0;
  for (let step = 0; step < steps; step += 1) {
    await frame();
    const before = weights();
    const started = performance.now();
    slider.value = String(step % Number(slider.max));
    slider.dispatchEvent(new Event("input", { bubbles: true }));
    while (weights() === before && performance.now() - started < 2000) await frame();
    times.push(performance.now() - started);
  }
  return times;
}, STEPS);
const solved = await page.evaluate(() => /** @type {any} */ (globalThis).solved);
console.log(
  `${pieces} pieces, 2,048 tries, ${STEPS} steps of the kernel width; load ${os.loadavg()[0].toFixed(1)}`,
);
console.log(`solved in the worker and back: ${middle(solved)} ms`);
console.log(`input to the frame that shows it: ${middle(shown)} ms`);
const evaluated = new Evaluated(100, 2048);
const alone = [];
for (let i = 0; i < 42; i += 1) {
  const started = performance.now();
  evaluated.solve(0.1 + 0.05 * (i % 16));
  if (i >= 2) alone.push(performance.now() - started);
}
console.log(`solved in wasm alone: ${middle(alone)} ms`);
await browser.close();
await server.stop();

/** Median and largest. @param {number[]} values */
function middle(values) {
  const sorted = values.toSorted((a, b) => a - b);
  return `${sorted[sorted.length >> 1].toFixed(1)} (at most ${sorted[sorted.length - 1].toFixed(1)})`;
}
