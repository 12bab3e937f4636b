/**
 * The sharper heat map: made while the heat map is on show and its explanation is steady, ended when something
 * else is shown. Until it is there, and when it was cancelled, the heat of the one cut stands.
 *
 * @import { HeatMap } from "../engine/types.js"
 * @import { Session } from "./session.js"
 * @import { SessionState } from "./session-state.js"
 *
 * @typedef {object} HeatState
 * @property {string} key          Of the question and the way it is looked at.
 * @property {"making" | "made" | "stopped"} stage
 * @property {number} done         Tries.
 * @property {number} planned
 * @property {HeatMap | null} map
 */
import { questionKey } from "./kept.js";
import { solutionKey } from "./settings.js";

export class Sharper {
  #session;
  /** @type {AbortController | null} */
  #controller = null;

  /** @param {Session} session */
  constructor(session) {
    this.#session = session;
    session.subscribe((state) => this.#follow(state));
  }

  /** The map on show, when it is about what is on show. @returns {HeatMap | null} */
  get map() {
    const { heat, view } = this.#session.state;
    return heat?.map && view.mode === "heat" && heat.key === this.#key ? heat.map : null;
  }

  /** Key of what a map would be about; null where none can be made: other pieces were asked for by hand. */
  get #key() {
    const { question } = this.#session;
    if (!question || question.settings.cut !== "slic") return null;
    return `${questionKey(question)}|${solutionKey(question.settings)}`;
  }

  /** @param {SessionState} state */
  #follow({ view, run, judgement, heat }) {
    const key = this.#key;
    // The verdict goes first: it says whether the map is worth a look.
    const isWanted = key !== null && view.mode === "heat" && run === "steady" && judgement !== null;
    if (heat?.stage === "making" && (!isWanted || heat.key !== key)) {
      this.#controller?.abort();
      this.#controller = null;
      this.#session.set({ heat: null });
    } else if (isWanted && heat?.key !== key) {
      this.make();
    }
  }

  /** Makes the map of what is on show. */
  make() {
    const { engine, question } = this.#session;
    const key = this.#key;
    if (!engine || !question || key === null) return;
    const controller = new AbortController();
    this.#controller = controller;
    const { signal } = controller;
    const set = (/** @type {Partial<HeatState>} */ change) => {
      const { heat } = this.#session.state;
      if (heat && this.#controller === controller) this.#session.set({ heat: { ...heat, ...change } });
    };
    const onProgress = (/** @type {number} */ done, /** @type {number} */ planned) => set({ done, planned });
    this.#session.set({ heat: { key, stage: "making", done: 0, planned: 0, map: null } });
    engine.heat(question, { signal, onProgress }).then(
      (map) => set({ stage: "made", map }),
      (error) => {
        set({ stage: "stopped" });
        if (!signal.aborted) this.#session.report(error);
      },
    );
  }

  /** Stops a map that is being made; the heat of the one cut stays. */
  cancel() {
    this.#controller?.abort();
    const { heat } = this.#session.state;
    if (heat) this.#session.set({ heat: { ...heat, stage: "stopped" } });
    this.#controller = null;
  }
}
