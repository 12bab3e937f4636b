import assert from "node:assert/strict";
import { test } from "node:test";
import { isTopSettled, openRanks, rank, strengths, visiblePieces } from "../src/app/ranking.js";

/**
 * @param {number[]} weights
 * @param {number} error
 * @returns {import("../src/engine/types.js").Explanation}
 */
function explanation(weights, error) {
  return {
    classIndex: 0,
    rivalIndex: 1,
    scale: "difference",
    kernelWidth: null,
    done: 64,
    planned: 256,
    secondsLeft: null,
    finished: false,
    stoppedBecause: null,
    weights,
    standardErrors: weights.map(() => error),
    referenceErrors: null,
    intercept: 0,
    fidelity: 1,
    localPrediction: 0,
    prediction: 0,
    seconds: 1,
  };
}

test("pieces rank by absolute weight, ties by index", () => {
  assert.deepEqual(rank([0.5, -2, 0.5, 1]), [1, 3, 0, 2]);
});

test("the strongest ink is 1, a zero stays 0, the sign does not matter", () => {
  const inks = strengths([1, -2, 0]);
  assert.equal(inks[1], 1);
  assert.equal(inks[2], 0);
  assert.ok(Math.abs(inks[0] - 0.5 ** 0.7) < 1e-12);
  assert.deepEqual(strengths([0, 0]), [0, 0]);
});

test("the top is settled only if each of it outweighs each of the rest", () => {
  const weights = [6, 5, 4, 3, 2, 0.5, 0.1];
  assert.equal(isTopSettled(explanation(weights, 0.1)), true);
  // 2 against 0.5 with an error of 0.6 each: 1.5 < 1.96 * 0.85.
  assert.equal(isTopSettled(explanation(weights, 0.6)), false);
});

test("open ranks join into runs", () => {
  assert.deepEqual(openRanks(explanation([9, 7, 3, 2.9, 2.8, 0], 0.2)), [[3, 5]]);
  assert.deepEqual(openRanks(explanation([9, 8.9, 3, 2.9, 1, 0], 0.2)), [
    [1, 2],
    [3, 4],
  ]);
  assert.deepEqual(openRanks(explanation([9, 7, 5, 3, 1], 0.1)), []);
});

test("the view shows the heaviest of the sign asked for", () => {
  const weights = [3, -2, 1, -0.5, 0];
  assert.deepEqual([...visiblePieces(weights, { shown: 3, sign: "both" })], [0, 1, 2]);
  assert.deepEqual([...visiblePieces(weights, { shown: 3, sign: "for" })], [0, 2]);
  assert.deepEqual([...visiblePieces(weights, { shown: 5, sign: "against" })], [1, 3]);
});
