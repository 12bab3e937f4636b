/** How the bytes of program and model are shown as one sum. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { LoadingSum } from "../src/app/loading.js";

/** @typedef {import("../src/engine/types.js").LoadProgress} LoadProgress */

/** @param {LoadProgress[]} news */
function shares(news) {
  const sum = new LoadingSum();
  return news.map((progress) => {
    const { loaded, total } = sum.take(progress);
    return total > 0 ? loaded / total : null;
  });
}

test("whichever comes first and however soon, the share never goes back", () => {
  const program = [0, 1, 3].map((loaded) => ({ stage: /** @type {const} */ ("program"), loaded, total: 3 }));
  const model = [0, 2, 5].map((loaded) => ({ stage: /** @type {const} */ ("model"), loaded, total: 5 }));
  const [p0, p1, p2] = program;
  const [m0, m1, m2] = model;
  for (const order of [
    [...program, ...model],
    [...model, ...program],
    [p0, m0, p1, m1, m2, p2],
  ]) {
    const known = shares(order).filter((share) => share !== null);
    assert.ok(known.length >= 3);
    assert.deepEqual(
      known,
      [...known].sort((a, b) => a - b),
    );
    assert.equal(known[known.length - 1], 1);
  }
});

test("a size that is not told leaves the share open, and the bytes are counted", () => {
  const sum = new LoadingSum();
  sum.take({ stage: "program", loaded: 2, total: 0 });
  assert.deepEqual(sum.take({ stage: "model", loaded: 3, total: 5 }), {
    stage: "model",
    loaded: 5,
    total: 0,
  });
});

test("the stages without bytes are told as they are", () => {
  const ready = /** @type {const} */ ({ stage: "ready", loaded: 1, total: 1 });
  assert.equal(new LoadingSum().take(ready), ready);
});
