/** The pool of workers: the same bits for any number of them, and a killed one is survived. */
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import { desk, untilExplained, watchedContext } from "./support.mjs";

const at = desk();

/**
 * Explains the first picture on so many processors and returns a hash of all logits in order.
 *
 * @param {number} processors
 * @param {(page: import("playwright-core").Page) => Promise<void>} [disturb]  While it runs.
 */
async function logitsOn(processors, disturb) {
  const { context, strangers } = await watchedContext(at.browser, at.server.url);
  await context.addInitScript((count) => {
    Object.defineProperty(navigator, "hardwareConcurrency", { get: () => count });
    const ranges = new Map();
    const evaluators = [];
    Object.assign(globalThis, { seen: { ranges, evaluators } });
    globalThis.Worker = class extends Worker {
      constructor(url, options) {
        super(url, options);
        if (!options.name.startsWith("evaluate")) return;
        evaluators.push(this);
        const asked = new Map();
        const post = this.postMessage.bind(this);
        this.postMessage = (message, transfer) => {
          if (message.method === "evaluate") asked.set(message.id, message.args[0]);
          post(message, transfer);
        };
        this.addEventListener("message", ({ data }) => {
          if (asked.has(data.id) && data.value) ranges.set(asked.get(data.id), data.value.slice());
        });
      }
    };
  }, processors);
  const page = await context.newPage();
  await page.goto(at.server.url);
  if (disturb) await disturb(page);
  await untilExplained(page);
  const { workers, bytes } = await page.evaluate(() => {
    const { ranges, evaluators } = /** @type {any} */ (globalThis).seen;
    const rows = [...ranges].sort(([a], [b]) => a - b).flatMap(([, values]) => [...values]);
    return { workers: evaluators.length, bytes: [...new Uint8Array(new Float32Array(rows).buffer)] };
  });
  const pieces = await page
    .locator("[data-test=piece]")
    .evaluateAll((all) => all.map((piece) => piece.getAttribute("aria-label")));
  await context.close();
  assert.deepEqual(strangers, []);
  assert.equal(bytes.length, 256 * 100 * 4, "logits of all evaluations");
  return { workers, hash: createHash("sha256").update(Buffer.from(bytes)).digest("hex"), pieces };
}

test("1, 2, 3 and 7 workers give the same bits", async () => {
  const alone = await logitsOn(1);
  assert.equal(alone.workers, 1);
  for (const processors of [2, 3, 7]) {
    const { workers, hash, pieces } = await logitsOn(processors);
    assert.equal(workers, processors);
    assert.equal(hash, alone.hash, `${processors} workers`);
    assert.deepEqual(pieces, alone.pieces);
  }
});

test("a worker killed in the middle is replaced, and nothing changes", async () => {
  const undisturbed = await logitsOn(2);
  const disturbed = await logitsOn(2, async (page) => {
    await page.waitForFunction(
      () => Number(document.querySelector("[data-test=explanation]")?.getAttribute("data-done")) >= 64,
      undefined,
      { timeout: 120_000 },
    );
    await page.evaluate(() => /** @type {any} */ (globalThis).seen.evaluators[0].terminate());
  });
  assert.equal(disturbed.workers, 3, "one more was started");
  assert.equal(disturbed.hash, undisturbed.hash);
  assert.deepEqual(disturbed.pieces, undisturbed.pieces);
});
