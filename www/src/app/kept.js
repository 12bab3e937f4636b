/**
 * Explanations made on this visit, kept so that going back to a question is instant. A question
 * has one set of evaluations and several solutions: one per scale and kernel width.
 *
 * @import { Explanation, Judgement, Pieces, Question } from "../engine/types.js"
 */
import { evaluationKey, solutionKey } from "./settings.js";

/** @typedef {{ explanation: Explanation, judgement: Judgement }} Solution */

/**
 * What makes two questions need the same evaluations.
 *
 * @param {Question} question
 */
export function questionKey(question) {
  const { picture, classIndex, rivalIndex, model, settings } = question;
  const { x, y, width, height } = picture.crop;
  return [
    model,
    picture.sha256,
    `${x},${y},${width},${height}`,
    `${classIndex}-${rivalIndex}`,
    evaluationKey(settings),
  ].join("|");
}

export class KeptExplanations {
  /** @type {Map<string, { pieces: Pieces, solutions: Map<string, Solution> }>} */
  #questions = new Map();
  #limit;

  /** @param {number} limit  Questions to keep; the one unused for longest goes first. */
  constructor(limit) {
    this.#limit = limit;
  }

  /**
   * @param {Question} question
   * @param {Pieces} pieces
   * @param {Explanation} explanation  Finished and not cancelled.
   * @param {Judgement} judgement
   */
  keep(question, pieces, explanation, judgement) {
    const key = questionKey(question);
    const entry = this.#questions.get(key) ?? { pieces, solutions: new Map() };
    entry.solutions.set(solutionKey(explanation), { explanation, judgement });
    this.#questions.delete(key);
    this.#questions.set(key, entry);
    if (this.#questions.size > this.#limit) {
      const [oldest] = this.#questions.keys();
      this.#questions.delete(oldest);
    }
  }

  /**
   * @param {Question} question
   * @returns {({ pieces: Pieces } & Solution) | null}
   */
  find(question) {
    const key = questionKey(question);
    const entry = this.#questions.get(key);
    const solution = entry?.solutions.get(solutionKey(question.settings));
    if (!entry || !solution) return null;
    this.#questions.delete(key);
    this.#questions.set(key, entry);
    return { pieces: entry.pieces, ...solution };
  }

  /** @param {Question} question */
  forget(question) {
    this.#questions.delete(questionKey(question));
  }
}
