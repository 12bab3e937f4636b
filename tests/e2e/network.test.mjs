/** A network that is slow, breaks off, or goes away: progress in bytes, going on, words, and no half cache. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { badNetwork } from "./bad-network.mjs";
import { desk, untilExplained, untilKept, watchedContext } from "./support.mjs";

const at = desk();
const MB = 1e6;

/** @typedef {import("playwright-core").Page} Page */
/** @typedef {import("./bad-network.mjs").Fault} Fault */

/**
 * A visit through a bad network that asks nobody else.
 *
 * @param {(request: { path: string, range: string | undefined }) => Fault} faultOf
 * @param {(page: Page, url: string) => Promise<void>} visit
 */
async function through(faultOf, visit) {
  const network = await badNetwork(at.server.url, faultOf);
  const { context, strangers } = await watchedContext(at.browser, network.url);
  try {
    await visit(await context.newPage(), `${network.url}?tries=64`);
    assert.deepEqual(strangers, [], "requests off the page's own origin");
  } finally {
    await context.close();
    await network.stop();
  }
}

test("a slow network: bytes that have come are counted, then the picture is explained", () =>
  through(
    ({ path }) => (path.endsWith(".onnx") ? { bytesPerSecond: 2 * MB } : {}),
    async (page, url) => {
      await page.goto(url);
      const seen = new Set();
      const bar = page.locator("[data-test=loading][data-stage=model] [role=progressbar]");
      await bar.waitFor({ timeout: 60_000 });
      const all = Number(await bar.getAttribute("aria-valuemax"));
      while ((await bar.count()) > 0) {
        const now = await bar.getAttribute("aria-valuenow").catch(() => null);
        if (now !== null) seen.add(Number(now));
        await page.waitForTimeout(50);
      }
      assert.ok(all > 0);
      assert.ok(seen.size >= 5, `only ${[...seen]} of ${all} were shown`);
      assert.deepEqual(
        [...seen],
        [...seen].sort((a, b) => a - b),
        "it never goes back",
      );
      await untilExplained(page);
    },
  ));

test("a connection that breaks three times: the model goes on where it was, the program begins anew", () => {
  /** @type {(string | undefined)[]} */
  const ranges = [];
  let programs = 0;
  return through(
    ({ path, range }) => {
      if (path.endsWith(".wasm")) return (programs += 1) === 1 ? { breaksAfter: MB } : {};
      if (!path.endsWith(".onnx")) return {};
      ranges.push(range);
      return ranges.length <= 3 ? { breaksAfter: MB } : {};
    },
    async (page, url) => {
      await page.goto(url);
      await untilExplained(page);
      // What comes after the fourth is for the cache.
      assert.ok(ranges.length >= 4);
      assert.equal(ranges[0], undefined);
      // The browser asks once more by itself where a connection ends before its answer is read.
      const again = ranges.slice(1, 4).filter((range) => range !== undefined);
      const starts = again.map((range) => Number(/^bytes=(\d+)-$/.exec(range)?.[1]));
      assert.ok(starts.length >= 2, `${ranges}`);
      assert.deepEqual(
        starts,
        [...starts].sort((a, b) => a - b),
      );
      assert.ok(starts[0] > 0 && starts[starts.length - 1] <= 3 * MB, `${starts}`);
      assert.ok(programs >= 2);
    },
  );
});

test("a network that goes away: said in words, and trying again is enough", () => {
  let isThere = false;
  return through(
    ({ path }) => (isThere || !path.endsWith(".onnx") ? {} : { breaksAfter: 0 }),
    async (page, url) => {
      await page.goto(url);
      const message = page.locator("moe-messages");
      await message
        .locator("[data-test=error-message]")
        .filter({ hasText: "could not be loaded" })
        .waitFor({ timeout: 60_000 });
      isThere = true;
      await message.getByRole("button", { name: "Try again" }).click();
      await untilExplained(page);
    },
  );
});

test("a cache that is written by half is no cache, and is completed at the next visit", () => {
  let kept = 0;
  let isThere = false;
  let isReady = false;
  return through(
    () => {
      if (!isReady || isThere) return {};
      kept += 1;
      return kept > 40 ? { breaksAfter: 0 } : {};
    },
    async (page, url) => {
      await page.exposeFunction("isReady", () => (isReady = true));
      await page.addInitScript(() => {
        const { register } = ServiceWorkerContainer.prototype;
        ServiceWorkerContainer.prototype.register = async function (...rest) {
          await /** @type {any} */ (globalThis).isReady();
          return Reflect.apply(register, this, rest);
        };
      });
      await page.goto(url);
      await untilExplained(page);
      const isRegistered = () =>
        page.evaluate(async () => (await navigator.serviceWorker.getRegistration()) !== undefined);
      await until(async () => kept > 40 && !(await isRegistered()));
      assert.ok((await filesKept(page)) > 0, "the cache is written by half");

      isThere = true;
      await page.reload();
      await untilExplained(page);
      await untilKept(page);
      await page.context().setOffline(true);
      await page.reload();
      await untilExplained(page);
    },
  );
});

test("files that are lost from the cache are asked for again, and kept again", () =>
  through(
    () => ({}),
    async (page, url) => {
      await page.goto(url);
      await untilExplained(page);
      await untilKept(page);
      const all = await filesKept(page);
      const lost = await page.evaluate(async () => {
        const [name] = await caches.keys();
        const cache = await caches.open(name);
        const keys = await cache.keys();
        const half = keys.filter(({ url }, i) => i % 2 === 0 || /[.]onnx|[.]wasm|index[.]html/.test(url));
        await Promise.all(half.map((key) => cache.delete(key)));
        return half.length;
      });
      assert.equal(await filesKept(page), all - lost);
      await page.reload();
      await untilExplained(page);
      await until(async () => (await filesKept(page)) === all);
      await page.context().setOffline(true);
      await page.reload();
      await untilExplained(page);
    },
  ));

/** @param {() => Promise<boolean>} isSo */
async function until(isSo) {
  const end = Date.now() + 90_000;
  while (!(await isSo())) {
    assert.ok(Date.now() < end, `this never came true: ${isSo}`);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

/** How many files the caches hold. @param {Page} page */
const filesKept = (page) =>
  page.evaluate(async () => {
    let count = 0;
    for (const name of await caches.keys()) count += (await (await caches.open(name)).keys()).length;
    return count;
  });
