import assert from "node:assert/strict";
import { test } from "node:test";
import { Explainer } from "../src/app/explainer.js";
import { DEFAULT_SETTINGS } from "../src/app/settings.js";

/** @import { Explanation, ExplainHooks, Judgement, Question, Settings } from "../src/engine/types.js" */

const PIECES = {
  count: 2,
  width: 10,
  height: 10,
  paths: ["M0 0z", "M1 1z"],
  areas: [0.5, 0.5],
  centres: /** @type {[number, number][]} */ ([
    [1, 1],
    [5, 5],
  ]),
  neighbours: [[1], [0]],
};

/**
 * @param {Partial<Settings>} [settings]
 * @param {number} [rivalIndex]
 * @returns {Question}
 */
function question(settings = {}, rivalIndex = 1) {
  const square = { x: 0, y: 0, width: 10, height: 10 };
  return {
    picture: {
      id: 1,
      source: { kind: "own", name: "a.png" },
      width: 10,
      height: 10,
      sha256: "ab",
      url: "",
      crop: square,
      whole: { width: 10, height: 10, url: "" },
    },
    classIndex: 0,
    rivalIndex,
    model: "gallery",
    settings: { ...DEFAULT_SETTINGS, ...settings },
  };
}

/** An engine under the test's control: explanations go on when told to. */
class Bench {
  /** @type {string[]} */
  calls = [];
  /** @type {{ question: Question, hooks: ExplainHooks, end: (e: Explanation) => void }[]} */
  runs = [];
  /** @type {unknown[]} */
  errors = [];
  explainer = new Explainer(
    /** @type {import("../src/app/explainer.js").ExplainingEngine} */ (this),
    () => {},
    (error) => this.errors.push(error),
  );

  /**
   * @param {Question} asked
   * @param {ExplainHooks} hooks
   * @returns {Promise<Explanation>}
   */
  explain(asked, hooks) {
    this.calls.push(`explain ${asked.rivalIndex}`);
    return new Promise((end) => {
      this.runs.push({ question: asked, hooks, end });
      hooks.signal?.addEventListener("abort", () => end(this.answer(asked.settings, "cancelled")));
    });
  }

  /** @param {Pick<Settings, "scale" | "kernelWidth">} solution */
  async resolve(solution) {
    this.calls.push(`resolve ${solution.scale}`);
    return this.answer(solution, "budget");
  }

  /** @returns {Promise<Judgement>} */
  async judge() {
    return { level: "believe", reasons: ["top-carries"], z1: 9, pictures: 24, top: null, set: null };
  }

  /**
   * @param {Pick<Settings, "scale" | "kernelWidth">} solution
   * @param {Explanation["stoppedBecause"]} stoppedBecause
   * @returns {Explanation}
   */
  answer({ scale, kernelWidth }, stoppedBecause) {
    return {
      classIndex: 0,
      rivalIndex: 1,
      scale,
      kernelWidth,
      done: 256,
      planned: 256,
      secondsLeft: null,
      finished: stoppedBecause !== null,
      stoppedBecause,
      weights: [1, -1],
      standardErrors: [0.1, 0.1],
      referenceErrors: null,
      intercept: 0,
      fidelity: 1,
      localPrediction: 0,
      prediction: 0,
      seconds: 1,
    };
  }

  /** Lets the newest run make its pieces and come to its end. */
  async finish() {
    const run = this.runs.at(-1);
    assert.ok(run);
    run.hooks.onPieces?.(PIECES);
    run.end(this.answer(run.question.settings, "budget"));
    await turn();
  }
}

const turn = () => new Promise((resolve) => setTimeout(resolve, 0));

test("a finished question comes back without the engine", async () => {
  const bench = new Bench();
  bench.explainer.show(question());
  await turn();
  await bench.finish();
  bench.explainer.show(question({}, 2));
  await turn();
  await bench.finish();
  bench.explainer.show(question());
  assert.equal(bench.explainer.state.run, "steady");
  assert.deepEqual(bench.calls, ["explain 1", "explain 2"]);
});

test("another scale of the last question only solves again", async () => {
  const bench = new Bench();
  bench.explainer.show(question());
  await turn();
  await bench.finish();
  bench.explainer.show(question({ scale: "log-odds" }));
  await turn();
  assert.equal(bench.explainer.state.explanation?.scale, "log-odds");
  assert.deepEqual(bench.calls, ["explain 1", "resolve log-odds"]);
});

test("another scale of an older question runs it again, for the engine knows only the last", async () => {
  const bench = new Bench();
  bench.explainer.show(question());
  await turn();
  await bench.finish();
  bench.explainer.show(question({}, 2));
  await turn();
  await bench.finish();
  bench.explainer.show(question({ scale: "log-odds" }, 1));
  await turn();
  assert.deepEqual(bench.calls, ["explain 1", "explain 2", "explain 1"]);
});

test("another scale in the middle of a run acts at once and to the end", async () => {
  const bench = new Bench();
  bench.explainer.show(question());
  await turn();
  const [run] = bench.runs;
  run.hooks.onPieces?.(PIECES);
  run.hooks.onUpdate?.(bench.answer(run.question.settings, null));
  bench.explainer.show(question({ scale: "probability" }));
  await turn();
  assert.equal(bench.explainer.state.explanation?.scale, "probability");
  run.hooks.onUpdate?.(bench.answer(run.question.settings, null));
  await turn();
  assert.equal(bench.explainer.state.explanation?.scale, "probability");
  run.end(bench.answer(run.question.settings, "budget"));
  await turn();
  assert.equal(bench.explainer.state.run, "steady");
  assert.equal(bench.explainer.state.explanation?.scale, "probability");
  assert.equal(bench.runs.length, 1);
});

test("a new question cancels the run before it and drops its late answers", async () => {
  const bench = new Bench();
  bench.explainer.show(question());
  await turn();
  const [first] = bench.runs;
  bench.explainer.show(question({}, 2));
  await turn();
  assert.equal(first.hooks.signal?.aborted, true);
  first.hooks.onUpdate?.(bench.answer(first.question.settings, null));
  assert.equal(bench.explainer.state.explanation, null);
  await bench.finish();
  assert.equal(bench.explainer.state.question?.rivalIndex, 2);
  assert.equal(bench.explainer.state.run, "steady");
});

test("a cancelled run is not kept and can be started again", async () => {
  const bench = new Bench();
  bench.explainer.show(question());
  await turn();
  bench.runs[0].hooks.onPieces?.(PIECES);
  bench.explainer.cancel();
  await turn();
  assert.equal(bench.explainer.state.run, "cancelled");
  bench.explainer.again();
  await turn();
  await bench.finish();
  assert.equal(bench.explainer.state.run, "steady");
  assert.deepEqual(bench.calls, ["explain 1", "explain 1"]);
  assert.deepEqual(bench.errors, []);
});
