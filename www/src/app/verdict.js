/**
 * The one sentence above the explanation, from facts at hand: how far the run is, why it
 * stopped, and which of the strongest pieces may still change places.
 *
 * @import { Explanation } from "../engine/types.js"
 * @import { RunState } from "./explainer.js"
 * @import { Texts } from "../texts/text.js"
 *
 * @typedef {object} Verdict
 * @property {"run" | "ok" | "warn" | "bad"} tone
 * @property {string} strong  The finding.
 * @property {string} rest    What follows from it.
 * @property {"again" | "more" | null} action  What may help: run again, or with more tries.
 */
import { BUDGETS } from "./settings.js";
import { TOP, isTopSettled, openRanks } from "./ranking.js";

/**
 * @param {{ run: RunState, explanation: Explanation | null }} state
 * @param {Texts["verdict"]} words
 * @returns {Verdict | null}  Null while there is nothing to say.
 */
export function verdict({ run, explanation }, words) {
  switch (run) {
    case "idle":
      return null;
    case "running":
      return { tone: "run", ...running(explanation, words), action: null };
    case "cancelled":
      return {
        tone: "warn",
        strong: words.cancelled(explanation?.done ?? 0),
        rest: explanation ? words.cancelledRest : "",
        action: "again",
      };
    case "failed":
      return { tone: "bad", strong: words.failed, rest: words.failedRest, action: "again" };
    case "steady":
      return explanation && steady(explanation, words);
  }
}

/**
 * @param {Explanation | null} explanation
 * @param {Texts["verdict"]} words
 */
function running(explanation, words) {
  if (!explanation) return { strong: words.begin, rest: words.beginRest };
  if (!isTopSettled(explanation)) return { strong: words.first, rest: words.firstRest };
  return { strong: words.emerging, rest: order(explanation, words) };
}

/**
 * @param {Explanation} explanation
 * @param {Texts["verdict"]} words
 * @returns {Verdict}
 */
function steady(explanation, words) {
  if (explanation.stoppedBecause === "precise") {
    return { tone: "ok", strong: words.precise, rest: order(explanation, words), action: null };
  }
  if (explanation.stoppedBecause === "separated" || isTopSettled(explanation)) {
    return { tone: "ok", strong: words.settled, rest: order(explanation, words), action: null };
  }
  const canGoOn = explanation.planned < BUDGETS[BUDGETS.length - 1];
  return {
    tone: "warn",
    strong: words.open,
    rest: words.openRest,
    action: canGoOn ? "more" : null,
  };
}

/**
 * @param {Explanation} explanation
 * @param {Texts["verdict"]} words
 */
function order(explanation, words) {
  const open = openRanks(explanation);
  if (open.length === 0) return words.orderSettled;
  if (open.length === 1 && open[0][0] === 1 && open[0][1] >= Math.min(TOP, explanation.weights.length)) {
    return words.orderOpen;
  }
  return words.orderOpenBetween(open);
}

/**
 * The next larger budget, for "more tries".
 *
 * @param {number} evaluations
 */
export function nextBudget(evaluations) {
  return BUDGETS.find((budget) => budget > evaluations) ?? evaluations;
}
