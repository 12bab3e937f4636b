/**
 * The one sentence on why two are alike, from what the tries say: whether the strongest pieces are told apart
 * from the others. A piece is worth what its loss costs in likeness, so there is no rival to test against.
 *
 * @import { Explanation } from "../../engine/types.js"
 * @import { RunState } from "../../app/explainer.js"
 *
 * @typedef {object} Finding
 * @property {"ok" | "warn" | "bad"} tone
 * @property {string} strong
 * @property {string} rest
 * @property {"again" | "more" | null} action
 */
import { Z95, isTopSettled, rank } from "../../app/ranking.js";
import { BUDGETS } from "../../app/settings.js";
import { text } from "../../texts/text.js";

/**
 * @param {RunState} run
 * @param {Explanation | null} explanation
 * @returns {Finding | null}
 */
export function finding(run, explanation) {
  const words = text().graph.findings;
  switch (run) {
    case "cancelled":
      return { tone: "warn", ...words.cancelled(explanation?.done ?? 0), action: "again" };
    case "failed":
      return { tone: "bad", ...words.failed, action: "again" };
    case "steady":
      return explanation && ofSteady(explanation);
    default:
      return null;
  }
}

/** @param {Explanation} explanation @returns {Finding} */
function ofSteady(explanation) {
  const words = text().graph.findings;
  const { weights, standardErrors, planned, stoppedBecause } = explanation;
  const canGoOn = planned < BUDGETS[BUDGETS.length - 1];
  const strongest = rank(weights)[0];
  if (Math.abs(weights[strongest]) <= Z95 * standardErrors[strongest]) {
    return { tone: "bad", ...words.noise, action: canGoOn ? "more" : null };
  }
  const isSettled =
    stoppedBecause === "separated" || stoppedBecause === "precise" || isTopSettled(explanation);
  return isSettled
    ? { tone: "ok", ...words.settled, action: null }
    : { tone: "warn", ...words.open, action: canGoOn ? "more" : null };
}
