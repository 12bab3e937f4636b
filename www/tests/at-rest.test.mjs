/** When the page's thread counts as at rest. */
import assert from "node:assert/strict";
import { afterEach, mock, test } from "node:test";
import { atRest } from "../src/engine/at-rest.js";

afterEach(() => {
  mock.timers.reset();
  Reflect.deleteProperty(globalThis, "requestIdleCallback");
});

/**
 * A browser whose idle periods are as long as said, the last one for ever.
 *
 * @param {number[]} periods  Milliseconds.
 * @returns {{ asked: number[] }}  The time-outs that it was given.
 */
function browser(periods) {
  /** @type {number[]} */
  const asked = [];
  Reflect.set(
    globalThis,
    "requestIdleCallback",
    (/** @type {any} */ done, /** @type {any} */ { timeout }) => {
      const left = periods.length > 1 ? periods.shift() : periods[0];
      asked.push(timeout);
      queueMicrotask(() => done({ didTimeout: false, timeRemaining: () => left }));
    },
  );
  return { asked };
}

test("two calm periods in a row are rest", async () => {
  const { asked } = browser([49, 3, 49, 49, 49]);
  await atRest();
  assert.equal(asked.length, 4);
  assert.ok(asked.every((timeout) => timeout > 0 && timeout <= 600));
});

test("a thread that never rests is not waited for", async () => {
  let now = 0;
  const clock = mock.method(performance, "now", () => (now += 50));
  const { asked } = browser([0]);
  await atRest();
  clock.mock.restore();
  assert.equal(asked.length, 11);
});

test("a browser that does not tell is given a moment", async () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  let isOver = false;
  const rest = atRest().then(() => (isOver = true));
  mock.timers.tick(149);
  await null;
  assert.equal(isOver, false);
  mock.timers.tick(1);
  await rest;
  assert.equal(isOver, true);
});
