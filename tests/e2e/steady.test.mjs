/** While the page loads and explains, what a person looks at stays where it is. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { desk, untilExplained } from "./support.mjs";

const at = desk();
/** Sum of layout shifts that still counts as good (https://web.dev/articles/cls). */
const MOST = 0.1;

for (const [look, options] of /** @type {const} */ ([
  ["a desktop", { viewport: { width: 1280, height: 800 } }],
  ["a phone", { viewport: { width: 412, height: 823 }, hasTouch: true, isMobile: true }],
  ["a phone, in Japanese", { viewport: { width: 390, height: 844 }, isMobile: true, locale: "ja" }],
])) {
  test(`nothing jumps on ${look}`, () =>
    at.watched(async (page) => {
      await page.addInitScript(() => {
        const shifts = /** @type {any[]} */ (/** @type {any} */ (globalThis).shifts = []);
        new PerformanceObserver((list) => {
          for (const entry of /** @type {any[]} */ (list.getEntries())) {
            const moved = entry.sources.map(
              (/** @type {any} */ { node, previousRect, currentRect }) =>
                `${node?.nodeName} ${node?.className} ${previousRect.y} to ${currentRect.y}`,
            );
            shifts.push({ value: entry.value, moved });
          }
        }).observe({ type: "layout-shift", buffered: true });
      });
      await page.goto(at.server.url);
      await untilExplained(page);
      await page.locator("[data-test=verdict][data-level]").first().waitFor();
      const shifts = await page.evaluate(() => /** @type {any} */ (globalThis).shifts);
      const sum = shifts.reduce((/** @type {number} */ all, /** @type {any} */ { value }) => all + value, 0);
      assert.ok(sum <= MOST, `${sum}: ${JSON.stringify(shifts, null, 1)}`);
    }, options));
}
