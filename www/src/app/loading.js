/**
 * Program and model come side by side: their bytes are shown as one sum.
 *
 * @import { LoadProgress } from "../engine/types.js"
 */
export class LoadingSum {
  /** What came so far. @type {Partial<Record<"program" | "model", LoadProgress>>} */
  #bytes = {};

  /**
   * @param {LoadProgress} progress
   * @returns {LoadProgress}
   */
  take(progress) {
    if (progress.stage !== "program" && progress.stage !== "model") return progress;
    this.#bytes[progress.stage] = progress;
    const parts = Object.values(this.#bytes);
    // With one of the two alone the sum would be complete, and then shrink.
    const isKnown = parts.length === 2 && parts.every(({ total }) => total > 0);
    return {
      stage: "model",
      loaded: parts.reduce((sum, { loaded }) => sum + loaded, 0),
      total: isKnown ? parts.reduce((sum, { total }) => sum + total, 0) : 0,
    };
  }
}
