/** The sharper heat map: how many tries each cut gets, which pixels are inked, and when it is made. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { INK_AGAINST, INK_FOR } from "../src/app/inks.js";
import { DEFAULT_SETTINGS } from "../src/app/settings.js";
import { heatPixels } from "../src/components/heat-image.js";
import { sharperHeat, triesOfACut } from "../src/engine/sharper.js";

test("a further cut gets a quarter of the tries, and never less than a block of its design", () => {
  const tries = (/** @type {number} */ evaluations, /** @type {number} */ segments) =>
    triesOfACut({ ...DEFAULT_SETTINGS, evaluations, segments });
  assert.equal(tries(256, 31), 64);
  assert.equal(tries(2048, 31), 512);
  assert.equal(tries(64, 15), 64);
  assert.equal(tries(256, 127), 256);
});

test("pixels take the ink of their side, by strength, and what the view hides is clear", () => {
  const map = { values: Float32Array.of(4, -2, 1, 0), width: 2, height: 2, cuts: 4, tries: 448 };
  const weights = [3, -2, 0.5];
  const of = (/** @type {"both" | "for" | "against"} */ sign, shown = 3) => {
    const rgba = heatPixels(map, weights, { sign, shown });
    return [0, 1, 2, 3].map((i) => [...rgba.slice(4 * i, 4 * i + 4)]);
  };
  const [first, second, third, none] = of("both");
  assert.deepEqual(first, [...INK_FOR, 255]);
  assert.deepEqual(second.slice(0, 3), [...INK_AGAINST]);
  assert.ok(second[3] < 255 && second[3] > third[3] && third[3] > 0);
  assert.deepEqual(none, [0, 0, 0, 0]);
  assert.deepEqual(
    of("for").map(([, , , alpha]) => alpha > 0),
    [true, false, true, false],
  );
  assert.deepEqual(
    of("both", 2).map(([, , , alpha]) => alpha > 0),
    [true, true, false, false],
  );
});

/** An engine that writes down what it is asked. */
function recorder() {
  /** @type {any[]} */
  const asked = [];
  const explain = async (/** @type {any} */ question, /** @type {any} */ hooks) => {
    asked.push(question.settings);
    hooks.onUpdate?.({ done: 32 });
    const { evaluations } = question.settings;
    return { run: { name: `run ${asked.length}`, view: "view" }, explanation: { done: evaluations } };
  };
  const studio = {
    call: async (/** @type {string} */ method, /** @type {any[]} */ args) =>
      method === "workingSize" ? [3, 2] : { method, args },
  };
  return { asked, means: /** @type {any} */ ({ explain, studio }) };
}

test("the map is made of the question's own tries and of three more cuts", async () => {
  const { asked, means } = recorder();
  /** @type {any} */
  const question = { picture: { id: 7 }, settings: { ...DEFAULT_SETTINGS, seed: 2 ** 32 - 1 } };
  /** @type {number[][]} */
  const seen = [];
  const map = /** @type {any} */ (
    await sharperHeat(means, question, { onProgress: (...progress) => seen.push(progress) })
  );
  assert.deepEqual(
    asked.map(({ cut, evaluations, seed }) => [cut, evaluations, seed]),
    [
      ["slic", 256, 2 ** 32 - 1],
      ["shifted-1", 64, 0],
      ["shifted-2", 64, 1],
      ["shifted-3", 64, 2],
    ],
  );
  assert.deepEqual(map.values.args, [["run 1", "run 2", "run 3", "run 4"], "view", 3, 2]);
  assert.equal(map.tries, 448);
  assert.deepEqual(seen.at(-1), [160, 192]);
});

test("a map that is not wanted any more asks nothing more", async () => {
  const { asked, means } = recorder();
  const controller = new AbortController();
  /** @type {any} */
  const question = { picture: { id: 7 }, settings: DEFAULT_SETTINGS };
  const made = sharperHeat(means, question, {
    signal: controller.signal,
    onProgress: () => controller.abort(),
  });
  await assert.rejects(made, { name: "AbortError" });
  assert.equal(asked.length, 2);
});
