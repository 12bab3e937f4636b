/**
 * The question that a state asks: "why A rather than B?"
 *
 * @import { Question } from "../engine/types.js"
 * @import { SessionState } from "./session.js"
 * @import { Place } from "./address.js"
 */

/**
 * @param {SessionState} state
 * @returns {Question | null}
 */
export function questionOf(state) {
  const { picture, answer, settings } = state;
  if (!picture || !answer) return null;
  const { candidates } = answer;
  const classIndex = state.chosenClass ?? candidates[0].index;
  const runnerUp = candidates.find(({ index }) => index !== classIndex);
  const rivalIndex =
    state.chosenRival !== null && state.chosenRival !== classIndex
      ? state.chosenRival
      : (runnerUp?.index ?? classIndex);
  return { picture, classIndex, rivalIndex, settings };
}

/**
 * The name of a class.
 *
 * @param {SessionState} state
 * @param {number} index
 */
export function nameOf(state, index) {
  return state.answer?.candidates.find((candidate) => candidate.index === index)?.name ?? "";
}

/**
 * The names in the question, for texts.
 *
 * @param {SessionState} state
 */
export function namesOf(state) {
  const question = questionOf(state);
  return {
    name: question ? nameOf(state, question.classIndex) : "",
    rival: question ? nameOf(state, question.rivalIndex) : "",
  };
}

/**
 * What the address should say about a state.
 *
 * @param {SessionState} state
 * @returns {Place}
 */
export function placeOf(state) {
  const source = state.picture?.source;
  const inGallery = source?.kind === "gallery" ? source : null;
  const name = (/** @type {number | null} */ index) =>
    index === null || !inGallery ? null : nameOf(state, index) || null;
  return {
    character: inGallery
      ? (state.gallery.find(({ index }) => index === inGallery.character)?.name ?? null)
      : null,
    picture: inGallery?.picture ?? 0,
    classname: name(state.chosenClass),
    rival: name(state.chosenRival),
    settings: state.settings,
    view: state.view,
  };
}
