/**
 * Why two are alike: one explanation per picture of the pair, one after the other. Kept by pair, so that
 * coming back shows them at once.
 *
 * @import { CharacterSet } from "../../engine/likeness.js"
 * @import { Engine } from "../../engine/engine.js"
 * @import { Explanation, Judgement, OpenedPicture, Pieces, Settings } from "../../engine/types.js"
 * @import { RunState } from "../../app/explainer.js"
 *
 * @typedef {object} Asked
 * @property {string} name       Of the picture's character, or of the picture.
 * @property {string} otherName
 * @property {string} key        What picture it is.
 * @property {() => Promise<OpenedPicture>} open
 * @property {number} own        Its character; the other one for pictures of nobody in the set.
 * @property {number} other
 *
 * @typedef {object} Side
 * @property {Asked} asked
 * @property {RunState} run
 * @property {OpenedPicture | null} picture
 * @property {Pieces | null} pieces
 * @property {Explanation | null} explanation
 * @property {Judgement | null} judgement   Whether it may be believed; null until that is known.
 *
 * @typedef {object} WhyState
 * @property {string | null} key
 * @property {Side[]} sides
 */
import { Store } from "../../app/store.js";
import { nextBudget } from "../../app/verdict.js";
import { Memo } from "../../engine/memo.js";

/** Pairs whose explanations are kept. */
const KEPT = 24;

/** @extends {Store<WhyState>} */
export class WhyStore extends Store {
  #engine;
  #settings;
  #onError;
  /** @type {AbortController | null} */
  #controller = null;
  /** @type {Memo<string, OpenedPicture>} */
  #opened = new Memo();
  /** @type {Map<string, Side[]>} */
  #kept = new Map();
  #budget = 0;
  /** @type {{ set: CharacterSet, asked: Asked[] } | null} */
  #last = null;

  /**
   * @param {() => Engine} engine
   * @param {() => Settings} settings
   * @param {(error: unknown) => void} onError
   */
  constructor(engine, settings, onError) {
    super({ key: null, sides: [] });
    this.#engine = engine;
    this.#settings = settings;
    this.#onError = onError;
  }

  /**
   * @param {CharacterSet} set
   * @param {Asked[]} asked
   */
  show(set, asked) {
    const key = [set.id, ...asked.map(({ key, other }) => `${key}>${other}`)].join("|");
    if (key === this.state.key) return;
    this.#stop();
    this.#last = { set, asked };
    this.#budget = this.#settings().evaluations;
    const kept = this.#kept.get(key);
    if (kept) {
      this.set({ key, sides: kept });
      return;
    }
    this.set({
      key,
      sides: asked.map((asked) => ({
        asked,
        run: "running",
        picture: null,
        pieces: null,
        explanation: null,
        judgement: null,
      })),
    });
    void this.#run(key, set, asked);
  }

  /** Nobody is asked about any more. */
  clear() {
    this.#stop();
    this.set({ key: null, sides: [] });
  }

  cancel() {
    this.#controller?.abort();
  }

  /** Once more, or with the next larger budget. @param {boolean} isMore */
  again(isMore) {
    if (!this.#last || !this.state.key) return;
    const { set, asked } = this.#last;
    this.#stop();
    if (isMore) this.#budget = nextBudget(this.#budget);
    this.set({ sides: this.state.sides.map((side) => ({ ...side, run: "running", judgement: null })) });
    void this.#run(this.state.key, set, asked);
  }

  get nextBudget() {
    return nextBudget(this.#budget);
  }

  #stop() {
    this.#controller?.abort();
    this.#controller = null;
  }

  /**
   * @param {string} key
   * @param {CharacterSet} set
   * @param {Asked[]} asked
   */
  async #run(key, set, asked) {
    const controller = new AbortController();
    this.#controller = controller;
    const isOld = () => this.#controller !== controller;
    const { likeness } = this.#engine();
    const settings = { ...this.#settings(), evaluations: this.#budget };
    try {
      // Both pictures are on show before the first is explained.
      const pictures = await Promise.all(asked.map((one) => this.#open(one)));
      if (isOld()) return;
      pictures.forEach((picture, i) => this.#side(i, { picture }));
      for (const [i, { own, other }] of asked.entries()) {
        const question = { picture: pictures[i], own, other, settings };
        const { explanation, judge } = await likeness.explain(set, question, {
          signal: controller.signal,
          onPieces: (pieces) => !isOld() && this.#side(i, { pieces }),
          onUpdate: (explanation) => !isOld() && this.#side(i, { explanation }),
        });
        if (isOld()) return;
        const run = explanation.stoppedBecause === "cancelled" ? "cancelled" : "steady";
        this.#side(i, { explanation, run });
        if (run === "cancelled") continue;
        const judgement = await judge();
        if (isOld()) return;
        this.#side(i, { judgement });
      }
      if (this.state.sides.every(({ run }) => run === "steady")) this.#keep(key);
    } catch (error) {
      if (isOld()) return;
      this.set({
        sides: this.state.sides.map((side) => (side.run === "running" ? { ...side, run: "failed" } : side)),
      });
      this.#onError(error);
    }
  }

  /** @param {string} key */
  #keep(key) {
    this.#kept.delete(key);
    this.#kept.set(key, this.state.sides);
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > KEPT) this.#kept.delete(oldest);
  }

  /** @param {Asked} asked */
  #open({ key, open }) {
    return this.#opened.get(key, open);
  }

  /**
   * @param {number} index
   * @param {Partial<Side>} change
   */
  #side(index, change) {
    this.set({ sides: this.state.sides.map((side, i) => (i === index ? { ...side, ...change } : side)) });
  }
}
