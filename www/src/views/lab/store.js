/**
 * How far a person is in the bias lab.
 *
 * @import { Session } from "../../app/session.js"
 * @import { Measured, Repair, Seen, Why } from "./lesson.js"
 *
 * @typedef {object} Round   One head: what it does, and why.
 * @property {Measured} measured
 * @property {Seen} seen
 * @property {Why} why
 *
 * @typedef {object} LabState
 * @property {number} step            1 to 5.
 * @property {string[]} names         The snowy sister first; empty before they are drawn.
 * @property {string[][]} strips      Some pictures of each.
 * @property {{ what: "draw" | "train" | "why" | "again", share: number } | null} busy
 * @property {Measured | null} measured
 * @property {Seen | null} seen
 * @property {Why | null} why
 * @property {Why | null} mean        The same with each piece's own mean colour where it is hidden.
 * @property {Repair} repair
 * @property {string[]} added         Some pictures that the repair adds.
 * @property {Round | null} after     The head that learned from the repaired pictures.
 */
import { Store } from "../../app/store.js";
import { Lesson } from "./lesson.js";

/** Pictures of each sister on show. */
const SHOWN = 6;
/** Pairs of sisters. */
const PAIRS = 10;

/** @returns {LabState} */
function beginning() {
  return {
    step: 1,
    names: [],
    strips: [],
    busy: null,
    measured: null,
    seen: null,
    why: null,
    mean: null,
    repair: { swap: true, add: false, crop: false },
    added: [],
    after: null,
  };
}

/** @extends {Store<LabState>} */
export class LabStore extends Store {
  #session;
  /** @type {Promise<Lesson> | null} */
  #lesson = null;
  /** @type {AbortController | null} */
  #controller = null;
  #pair = 0;

  /** @param {Session} session */
  constructor(session) {
    super(beginning());
    this.#session = session;
  }

  /** Draws the sisters; once. */
  async meet() {
    if (this.state.names.length > 0 || this.state.busy) return;
    await this.#do("draw", async (lesson) => {
      const strips = await Promise.all([lesson.strip(0, SHOWN), lesson.strip(1, SHOWN)]);
      this.set({ names: lesson.names, strips });
    });
  }

  /** Begins anew with the next pair. */
  async others() {
    this.cancel();
    this.#end();
    this.#pair = (this.#pair + 1) % PAIRS;
    this.set(beginning());
    await this.meet();
  }

  async train() {
    this.set({ step: 2 });
    if (this.state.measured) return;
    await this.#do("train", async (lesson, hooks) => {
      const measured = await lesson.learn({ swap: false, add: false, crop: false }, hooks);
      this.set({ measured, seen: await lesson.see() });
    });
  }

  /** @param {number} step */
  go(step) {
    if (step <= this.reach) this.set({ step });
  }

  /** The last step that can be shown. */
  get reach() {
    const { names, seen, why } = this.state;
    return why ? 5 : seen ? 4 : names.length > 0 ? 2 : 1;
  }

  async look() {
    this.set({ step: 4 });
    if (this.state.why) return;
    await this.#do("why", async (lesson, { signal, onProgress }) => {
      const seen = /** @type {Seen} */ (this.state.seen);
      const half = (/** @type {number} */ from) => (/** @type {number} */ share) =>
        onProgress(from + share / 2);
      const why = await lesson.why(seen, "contrastive", { signal, onProgress: half(0) });
      this.set({ why });
      this.set({ mean: await lesson.why(seen, "mean", { signal, onProgress: half(0.5) }) });
    });
  }

  /** @param {Partial<Repair>} change */
  choose(change) {
    this.set({ repair: { ...this.state.repair, ...change } });
  }

  /** Learns again from the repaired pictures. */
  async again() {
    const { repair } = this.state;
    this.set({ after: null, added: [] });
    await this.#do("again", async (lesson, { signal, onProgress }) => {
      this.set({ added: await lesson.added(repair, SHOWN) });
      const measured = await lesson.learn(repair, { signal, onProgress: (share) => onProgress(share / 2) });
      const seen = await lesson.see();
      const why = await lesson.why(seen, "contrastive", {
        signal,
        onProgress: (share) => onProgress(0.5 + share / 2),
      });
      this.set({ after: { measured, seen, why } });
    });
  }

  cancel() {
    this.#controller?.abort();
  }

  /**
   * One task at a time, with progress, to be cancelled.
   *
   * @param {NonNullable<LabState["busy"]>["what"]} what
   * @param {(lesson: Lesson, hooks: import("./lesson.js").Hooks) => Promise<void>} work
   */
  async #do(what, work) {
    this.cancel();
    const controller = new AbortController();
    this.#controller = controller;
    const { signal } = controller;
    this.set({ busy: { what, share: 0 } });
    try {
      const lesson = await this.#begun();
      await work(lesson, {
        signal,
        onProgress: (share) => {
          if (!signal.aborted) this.set({ busy: { what, share } });
        },
      });
    } catch (error) {
      if (!signal.aborted) this.#session.report(error);
    } finally {
      if (this.#controller === controller) this.set({ busy: null });
    }
  }

  #begun() {
    const { engine } = this.#session;
    if (!engine) throw new Error("the engine is not there yet");
    this.#lesson ??= engine.beside().then((beside) => Lesson.begin(beside, this.#pair));
    const lesson = this.#lesson;
    lesson.catch(() => (this.#lesson = null));
    return lesson;
  }

  #end() {
    void this.#lesson?.then((lesson) => lesson.end());
    this.#lesson = null;
  }
}
