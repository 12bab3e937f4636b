/**
 * The one sentence above the explanation. While it runs: how far it is. Then what the swap test says of it
 * (the rules are in the core, `explain/trust.rs`), and which of the strongest pieces may change places.
 *
 * @import { Explanation, Judgement } from "../engine/types.js"
 * @import { RunState } from "./explainer.js"
 * @import { Texts } from "../texts/text.js"
 *
 * @typedef {object} Verdict
 * @property {"run" | "ok" | "warn" | "bad"} tone
 * @property {string} strong  The finding.
 * @property {string} rest    What follows from it.
 * @property {"again" | "more" | null} action  What may help: run again, or with more tries.
 *
 * @typedef {{ name: string, rival: string }} Names  Of the class and of its rival.
 */
import { BUDGETS } from "./settings.js";
import { TOP, isTopSettled, openRanks } from "./ranking.js";

/**
 * @param {{ run: RunState, explanation: Explanation | null, judgement: Judgement | null }} state
 * @param {Names} names
 * @param {Texts["verdict"]} words
 * @param {boolean} [standsIn]  Hidden pieces show something else than was wanted, for want of pictures.
 * @returns {Verdict | null}  Null while there is nothing to say.
 */
export function verdict({ run, explanation, judgement }, names, words, standsIn = false) {
  switch (run) {
    case "idle":
      return null;
    case "running":
      return { tone: "run", ...running(explanation, names, words), action: null };
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
      if (!explanation) return null;
      if (!judgement) {
        return { tone: "run", strong: words.testing, rest: words.testingRest(names), action: null };
      }
      return judged(explanation, judgement, names, words, standsIn);
  }
}

/**
 * @param {Explanation | null} explanation
 * @param {Names} names
 * @param {Texts["verdict"]} words
 */
function running(explanation, names, words) {
  if (!explanation) return { strong: words.begin, rest: words.beginRest };
  if (!isTopSettled(explanation)) return { strong: words.first, rest: words.firstRest };
  return { strong: words.emerging, rest: order(explanation, names, words) };
}

/**
 * @param {Explanation} explanation
 * @param {Judgement} judgement
 * @param {Names} names
 * @param {Texts["verdict"]} words
 * @param {boolean} standsIn
 * @returns {Verdict}
 */
function judged(explanation, { level, reasons, set, pictures }, names, words, standsIn) {
  const [reason] = reasons;
  const size = set?.pieces.length ?? 1;
  const { strong, rest } = words.judged[reason](names, size);
  const care = reasons.includes("few-pictures") ? words.fewPictures(pictures, names) : "";
  const places = level === "believe" ? order(explanation, names, words) : "";
  const canGoOn = explanation.planned < BUDGETS[BUDGETS.length - 1];
  const helps = reason === "within-noise" || reason === "unclear";
  return {
    tone: /** @type {const} */ ({ believe: "ok", "not-settled": "warn", "do-not-trust": "bad" })[level],
    strong,
    rest: [rest, standsIn ? words.standIn(names) : "", care, places]
      .filter((words) => words !== "")
      .join(" "),
    action: helps && canGoOn ? "more" : null,
  };
}

/**
 * Which of the strongest pieces may change places: with other pictures of the rival where their spread is
 * known (the larger of the two errors), else with more tries.
 *
 * @param {Explanation} explanation
 * @param {Names} names
 * @param {Texts["verdict"]} words
 */
function order(explanation, names, words) {
  const { referenceErrors } = explanation;
  const open = openRanks(referenceErrors ? { ...explanation, standardErrors: referenceErrors } : explanation);
  if (open.length === 0) return words.orderSettled;
  const all = open.length === 1 && open[0][0] === 1;
  if (all && open[0][1] >= Math.min(TOP, explanation.weights.length)) {
    return referenceErrors ? words.orderOpenReferences(names) : words.orderOpen;
  }
  return referenceErrors ? words.orderOpenBetweenReferences(open, names) : words.orderOpenBetween(open);
}

/**
 * The next larger budget, for "more tries".
 *
 * @param {number} evaluations
 */
export function nextBudget(evaluations) {
  return BUDGETS.find((budget) => budget > evaluations) ?? evaluations;
}
