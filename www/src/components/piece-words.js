/**
 * What is said about one piece: title, weight with its error, and what that means.
 *
 * @import { Session } from "../app/session.js"
 */
import * as format from "../app/format.js";
import { nameOf } from "../app/question.js";
import { Z95, isClear, rank } from "../app/ranking.js";
import { text } from "../texts/text.js";

/**
 * The piece a person points at, holds, or, failing both, the strongest one.
 *
 * @param {Session} session
 * @returns {number | null}
 */
export function currentPiece(session) {
  const { explanation, pointed, held } = session.state;
  if (!explanation) return null;
  return pointed ?? held ?? rank(explanation.weights)[0] ?? null;
}

/**
 * @param {Session} session
 * @param {number | null} [piece]
 */
export function reading(session, piece = currentPiece(session)) {
  const { question, state } = session;
  const { explanation, pieces } = state;
  if (!explanation || !question || !pieces || piece === null || piece >= explanation.weights.length) {
    return null;
  }
  const words = text().piece;
  const { language } = text();
  const { scale } = explanation;
  const weight = explanation.weights[piece];
  const place = rank(explanation.weights).indexOf(piece) + 1;
  const across = explanation.referenceErrors?.[piece] ?? null;
  const a = nameOf(state, question.classIndex);
  const b = nameOf(state, question.rivalIndex);
  const value = (scale === "probability" ? words.readingPoints : words.reading)(
    format.weight(weight, scale, language),
    format.error(Z95 * explanation.standardErrors[piece], scale, language),
  );
  const toOther = scale === "difference" ? text().stage.speaksFor(b) : text().stage.speaksAgainst(a);
  const direction = weight < 0 ? toOther : text().stage.speaksFor(a);
  return {
    piece,
    place,
    title: words.ranked(place),
    value,
    side: weight < 0 ? "against" : "for",
    direction,
    label: words.label(place, value, direction),
    across: across === null ? null : `± ${format.error(Z95 * across, scale, language)}`,
    share: format.share(pieces.areas[piece], language),
    isClear: isClear(explanation, piece),
    meaning: meaning(weight, scale, a, b, question.settings.fill),
  };
}

/**
 * @param {number} weight
 * @param {import("../engine/types.js").Explanation["scale"]} scale
 * @param {string} a
 * @param {string} b
 * @param {string} fill
 */
function meaning(weight, scale, a, b, fill) {
  const words = text().piece.meaning;
  const amount = format.error(weight, scale, text().language);
  const withUnit = scale === "probability" ? words.points(amount) : amount;
  return fill === "contrastive"
    ? words.contrastive(withUnit, a, b, weight >= 0)
    : words.hidden(withUnit, a, weight >= 0);
}
