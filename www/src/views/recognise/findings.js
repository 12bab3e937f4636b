/**
 * What is found out about a finished explanation beyond its weights: other methods, curves, shares of parts,
 * changed pictures. One long task at a time; another question empties everything.
 *
 * @import { Session } from "../../app/session.js"
 * @import { SessionState } from "../../app/session-state.js"
 * @import { Engine } from "../../engine/engine.js"
 * @import { ExplanationRun } from "../../engine/run.js"
 * @import { PieceShares, Question, Removed } from "../../engine/types.js"
 *
 * @typedef {"removal" | "methods" | "parts" | "region" | "knob" | "flip"} Task
 *
 * @typedef {object} Methods   Values per piece, on the scale of the explanation.
 * @property {{ name: "lime" | "shap" | "off" | "alone", values: readonly number[],
 *   agreement: { correlation: number | null, top: number, of: number } }[]} all  The first is LIME itself.
 * @property {{ all: number, none: number }} ends   What Kernel SHAP's values add up to, from to.
 *
 * @typedef {object} FindingsState
 * @property {string | null} key      Of the question that all this is about.
 * @property {{ task: Task, done: number, planned: number } | null} busy
 * @property {{ widths: number[], pieces: number, weights: Float64Array } | null} kernel
 * @property {{ removed: Removed, order: number[] } | null} removal
 * @property {Methods | null} methods
 * @property {(PieceShares & { names: string[] }) | null} parts
 * @property {number[]} region      Pieces chosen to ask about.
 */
import { questionKey } from "../../app/kept.js";
import { fillFor } from "../../app/question.js";
import { rank } from "../../app/ranking.js";
import { Store } from "../../app/store.js";

/** Kernel widths of the chart; the last one is flat. */
export const WIDTHS = [0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.6, 0.7, 0.8, 0.9, 1, NaN];
/** Evaluations for Kernel SHAP. */
const SHAP_EVALUATIONS = 256;

/** @extends {Store<FindingsState>} */
export class Findings extends Store {
  #session;
  /** @type {AbortController | null} */
  #controller = null;
  /** @type {{ key: string, run: Promise<ExplanationRun> } | null} */
  #run = null;

  /** @param {Session} session */
  constructor(session) {
    super({ key: null, busy: null, kernel: null, removal: null, methods: null, parts: null, region: [] });
    this.#session = session;
    session.subscribe((state) => this.#follow(state));
    this.#follow(session.state);
  }

  /** @param {SessionState} state */
  #follow(state) {
    const { question } = this.#session;
    const key = question && state.run === "steady" ? keyOf(question) : null;
    if (key === this.state.key) return;
    // While a run is under way the old findings stay; they go once there is something new to find.
    if (key === null && state.run !== "idle" && state.run !== "running") return;
    this.cancel();
    this.set({ key, kernel: null, removal: null, methods: null, parts: null, region: [] });
    if (key !== null) void this.#findKernel(key);
  }

  /** @returns {Engine} */
  get engine() {
    const { engine } = this.#session;
    if (!engine) throw new Error("findings come after the engine");
    return engine;
  }

  /** The run of the question on show, for asks about it. */
  async run() {
    const { question } = this.#session;
    if (!question) throw new Error("there is no question");
    const key = keyOf(question);
    if (this.#run?.key !== key) {
      const run = this.engine.explainBeside(question).then((beside) => beside.run);
      this.#run = { key, run };
      run.catch(() => (this.#run = null));
    }
    return this.#run.run;
  }

  /** Stops what is under way. */
  cancel() {
    this.#controller?.abort();
    this.#controller = null;
    if (this.state.busy) this.set({ busy: null });
  }

  /**
   * Does one long task: tells its progress, can be cancelled, and drops its result when the question has
   * changed meanwhile.
   *
   * @template T
   * @param {Task} task
   * @param {(hooks: { signal: AbortSignal, onProgress: (done: number, planned: number) => void }) => Promise<T>} work
   * @returns {Promise<T | null>}  Null when cancelled or failed.
   */
  async perform(task, work) {
    this.cancel();
    const controller = new AbortController();
    this.#controller = controller;
    const { signal } = controller;
    this.set({ busy: { task, done: 0, planned: 0 } });
    try {
      const found = await work({
        signal,
        onProgress: (done, planned) => {
          if (!signal.aborted) this.set({ busy: { task, done, planned } });
        },
      });
      return signal.aborted ? null : found;
    } catch (error) {
      if (!signal.aborted) this.#session.report(error);
      return null;
    } finally {
      if (this.#controller === controller) {
        this.#controller = null;
        this.set({ busy: null });
      }
    }
  }

  /** @param {string} key */
  async #findKernel(key) {
    try {
      const { pieces, weights } = await this.engine.asks.kernelPath(await this.run(), WIDTHS);
      if (this.state.key === key) this.set({ kernel: { widths: WIDTHS, pieces, weights } });
    } catch (error) {
      if (this.state.key === key) this.#session.report(error);
    }
  }

  /** Takes pieces away and puts them back, the strongest first. */
  async findRemoval() {
    const { explanation } = this.#session.state;
    if (!explanation) return;
    const order = removalOrder(explanation.weights);
    const removed = await this.perform("removal", async (hooks) =>
      this.engine.asks.about(await this.run(), { kind: "removal", order, reference: 0 }, hooks),
    );
    if (removed) this.set({ removal: { removed, order } });
  }

  /** Asks the other methods about the same pieces. */
  async findMethods() {
    const { explanation } = this.#session.state;
    if (!explanation) return;
    const lime = explanation.weights;
    const found = await this.perform("methods", async ({ signal, onProgress }) => {
      const run = await this.run();
      const { asks } = this.engine;
      const rows = 2 * lime.length * Math.max(1, run.references.length) + run.references.length;
      const planned = SHAP_EVALUATIONS + rows;
      const shap = await asks.about(
        run,
        { kind: "shap", evaluations: SHAP_EVALUATIONS },
        { signal, onProgress: (done) => onProgress(done, planned) },
      );
      const { off, alone } = await asks.about(
        run,
        { kind: "occlusion" },
        { signal, onProgress: (done) => onProgress(SHAP_EVALUATIONS + done, planned) },
      );
      const list = /** @type {const} */ ([
        ["lime", lime],
        ["shap", shap.values],
        ["off", off],
        ["alone", alone],
      ]);
      const all = await Promise.all(
        list.map(async ([name, values]) => ({
          name,
          values,
          agreement: await asks.agreement(lime, values),
        })),
      );
      return { all, ends: { all: shap.all, none: shap.none } };
    });
    if (found) this.set({ methods: found });
  }

  /** Explains the picture by its drawn parts. */
  async findParts() {
    const { question } = this.#session;
    if (!question || question.picture.source.kind !== "gallery") return;
    const found = await this.perform("parts", async ({ signal, onProgress }) => {
      const { asks } = this.engine;
      const names = await asks.partsOf(question.picture);
      const references = Math.max(1, this.engine.model.classes[question.rivalIndex].pictures.length);
      const block = 2 * 2 ** Math.ceil(Math.log2(names.length + 1));
      /** @type {Question} */
      const byParts = {
        ...question,
        settings: {
          ...question.settings,
          cut: "parts",
          design: "hadamard",
          fill: fillFor("contrastive", this.engine.model, question),
          kernelWidth: null,
          evaluations: references * block,
        },
      };
      const { run } = await this.engine.explainBeside(byParts, {
        signal,
        onUpdate: ({ done, planned }) => onProgress(done, planned),
      });
      signal.throwIfAborted();
      return { names, ...(await asks.pieceShares(run)) };
    });
    if (found) this.set({ parts: found });
  }
}

/**
 * Pieces that speak for the class first, by falling weight; those that speak against come last.
 *
 * @param {readonly number[]} weights
 */
export function removalOrder(weights) {
  return weights.map((_, piece) => piece).sort((a, b) => weights[b] - weights[a] || a - b);
}

/**
 * Whether the strongest pieces of two sets of weights are the same.
 *
 * @param {readonly number[]} a
 * @param {readonly number[]} b
 * @param {number} count
 */
export function sharedTop(a, b, count) {
  const top = new Set(rank(a).slice(0, count));
  return rank(b)
    .slice(0, count)
    .filter((piece) => top.has(piece)).length;
}

/** @param {Question} question */
function keyOf(question) {
  return `${questionKey(question)}|${question.settings.scale}`;
}
