/**
 * One explanation at a time: runs a question, re-solves it, cancels it, and keeps what is
 * finished. The engine's `resolve` speaks about the last question only, so this module knows
 * which question that is.
 *
 * @import { Explanation, ExplainHooks, Judgement, Pieces, Question, Settings } from "../engine/types.js"
 *
 * @typedef {"idle" | "running" | "steady" | "cancelled" | "failed"} RunState
 *
 * @typedef {object} ExplainerState
 * @property {RunState} run
 * @property {Question | null} question
 * @property {Pieces | null} pieces
 * @property {Explanation | null} explanation
 * @property {Judgement | null} judgement   Whether it may be believed; null until that is known.
 *
 * @typedef {object} ExplainingEngine  The part of the engine that is used here.
 * @property {(question: Question, hooks: ExplainHooks) => Promise<Explanation>} explain
 * @property {(solution: Pick<Settings, "scale" | "kernelWidth">) => Promise<Explanation>} resolve
 * @property {(signal?: AbortSignal) => Promise<Judgement>} judge
 */
import { KeptExplanations, questionKey } from "./kept.js";
import { solutionKey } from "./settings.js";

const KEPT_QUESTIONS = 32;
/** Milliseconds that a control stands still before what it shows is tested: a test wants all processors. */
const SETTLING = 250;

export class Explainer {
  /** @type {ExplainerState} */
  state = { run: "idle", question: null, pieces: null, explanation: null, judgement: null };

  #engine;
  #onChange;
  #onError;
  #kept = new KeptExplanations(KEPT_QUESTIONS);
  /** @type {AbortController | null} */
  #controller = null;
  /** Settles when the engine is free again. */
  #running = Promise.resolve();
  /** @type {string | null} */
  #engineKey = null;
  /** Whether the engine's last question came to an end of its own. */
  #lastRunFinished = false;
  #resolving = false;
  /** @type {AbortController | null} */
  #judging = null;

  /**
   * @param {ExplainingEngine} engine
   * @param {(state: ExplainerState) => void} onChange
   * @param {(error: unknown) => void} onError
   */
  constructor(engine, onChange, onError) {
    this.#engine = engine;
    this.#onChange = onChange;
    this.#onError = onError;
  }

  /**
   * Shows the explanation of a question: a kept one, a new solution of the last one, or a run.
   *
   * @param {Question} question
   */
  show(question) {
    const key = questionKey(question);
    const kept = this.#kept.find(question);
    if (kept) {
      this.#stop();
      this.#set({ run: "steady", question, ...kept });
      return;
    }
    const current = this.state.question && questionKey(this.state.question);
    const { run } = this.state;
    if (key === current && key === this.#engineKey && (run === "running" || run === "cancelled")) {
      this.#set({ question });
      if (this.state.explanation) this.#solve();
      return;
    }
    if (key === this.#engineKey && this.#controller === null && this.#lastRunFinished) {
      this.#set({ question, run: "steady" });
      this.#solve();
      return;
    }
    this.#start(question, key);
  }

  /** Runs the question of the moment again from the start. */
  again() {
    const { question } = this.state;
    if (!question) return;
    this.#kept.forget(question);
    this.#start(question, questionKey(question));
  }

  /** Cancels a run; what is there stays. */
  cancel() {
    this.#controller?.abort();
  }

  /** Stops a run and empties the view, before another picture is opened. */
  clear() {
    this.#stop();
    this.#set({ run: "idle", question: null, pieces: null, explanation: null, judgement: null });
  }

  /** Resolves when the engine runs nothing for this explainer any more. */
  whenFree() {
    return this.#running;
  }

  #stop() {
    this.#judging?.abort();
    this.#controller?.abort();
    this.#controller = null;
  }

  /**
   * @param {Question} question
   * @param {string} key
   */
  #start(question, key) {
    this.#stop();
    const controller = new AbortController();
    this.#controller = controller;
    this.#lastRunFinished = false;
    const samePieces = this.state.question && sameCut(this.state.question, question);
    this.#set({
      run: "running",
      question,
      pieces: samePieces ? this.state.pieces : null,
      explanation: null,
      judgement: null,
    });
    this.#running = this.#running.then(() => this.#run(question, key, controller));
  }

  /**
   * @param {Question} question
   * @param {string} key
   * @param {AbortController} controller
   */
  async #run(question, key, controller) {
    const isCurrent = () => this.#controller === controller;
    if (!isCurrent()) return;
    this.#engineKey = key;
    try {
      const last = await this.#engine.explain(question, {
        signal: controller.signal,
        onPieces: (pieces) => {
          if (isCurrent()) this.#set({ pieces });
        },
        onUpdate: (explanation) => {
          if (isCurrent()) this.#take(explanation);
        },
      });
      if (!isCurrent()) return;
      this.#controller = null;
      const cancelled = last.stoppedBecause === "cancelled";
      this.#lastRunFinished = !cancelled;
      this.#set({ run: cancelled ? "cancelled" : "steady" });
      this.#take(last);
    } catch (error) {
      if (!isCurrent()) return;
      this.#controller = null;
      this.#engineKey = null;
      this.#set({ run: controller.signal.aborted ? "cancelled" : "failed" });
      if (!controller.signal.aborted) this.#onError(error);
    }
  }

  /**
   * Shows a solution if it is the one asked for, else asks for that one.
   *
   * @param {Explanation} explanation
   * @param {number} [pause]  Milliseconds until it is tested.
   */
  #take(explanation, pause = 0) {
    const { question, run } = this.state;
    if (!question) return;
    if (solutionKey(explanation) !== solutionKey(question.settings)) {
      this.#solve();
      return;
    }
    this.#set({ explanation, judgement: null });
    if (run === "steady") void this.#judge(pause);
  }

  /**
   * Tests the explanation on show, behind whatever still runs.
   *
   * @param {number} pause  Milliseconds before it begins.
   */
  async #judge(pause) {
    const { question, explanation, pieces } = this.state;
    const isCurrent = () => this.state.explanation === explanation && this.state.run === "steady";
    this.#judging?.abort();
    const judging = new AbortController();
    this.#judging = judging;
    try {
      if (pause > 0) await new Promise((resolve) => setTimeout(resolve, pause));
      if (judging.signal.aborted || !isCurrent()) return;
      const judgement = await this.#engine.judge(judging.signal);
      if (!isCurrent() || !question || !explanation || !pieces) return;
      this.#kept.keep(question, pieces, explanation, judgement);
      this.#set({ judgement });
    } catch (error) {
      if (isCurrent() && !judging.signal.aborted) this.#onError(error);
    }
  }

  /** Asks for the solution that the settings want; one request at a time. */
  async #solve() {
    const { question } = this.state;
    if (!question || this.#resolving) return;
    const key = questionKey(question);
    const { scale, kernelWidth } = question.settings;
    this.#judging?.abort();
    this.#resolving = true;
    try {
      const explanation = await this.#engine.resolve({ scale, kernelWidth });
      this.#resolving = false;
      const now = this.state.question;
      if (now && questionKey(now) === key && this.#engineKey === key) {
        this.#take({ ...explanation, scale, kernelWidth }, SETTLING);
      }
    } catch (error) {
      this.#resolving = false;
      this.#onError(error);
    }
  }

  /** @param {Partial<ExplainerState>} change */
  #set(change) {
    this.state = { ...this.state, ...change };
    this.#onChange(this.state);
  }
}

/**
 * Whether two questions cut the same picture into the same pieces.
 *
 * @param {Question} a
 * @param {Question} b
 */
function sameCut(a, b) {
  return (
    a.picture.id === b.picture.id &&
    a.settings.cut === b.settings.cut &&
    a.settings.segments === b.settings.segments &&
    a.settings.compactness === b.settings.compactness
  );
}
