/**
 * The question that a state asks: "why A rather than B?"
 *
 * @import { Question } from "../engine/types.js"
 * @import { ModelInUse } from "../engine/model-in-use.js"
 * @import { SessionState } from "./session-state.js"
 * @import { Place } from "./address.js"
 */

/** What is shown where pieces are hidden when there are no pictures of the rival. */
const STAND_IN = "blur";

/**
 * @param {SessionState} state
 * @returns {Question | null}
 */
export function questionOf(state) {
  const { picture, answer, model, settings } = state;
  if (!picture || !answer || !model) return null;
  const { candidates } = answer;
  const classIndex = state.chosenClass ?? candidates[0].index;
  const runnerUp = candidates.find(({ index }) => index !== classIndex);
  const rivalIndex =
    state.chosenRival !== null && state.chosenRival !== classIndex
      ? state.chosenRival
      : (runnerUp?.index ?? classIndex);
  const fill = fillFor(settings.fill, model, { classIndex, rivalIndex });
  return { picture, classIndex, rivalIndex, model: model.id, settings: { ...settings, fill } };
}

/**
 * The fill that a model allows: without pictures of whom it shows, the blurred picture stands in.
 *
 * @param {string} fill
 * @param {Pick<ModelInUse, "classes" | "hasPictures">} model
 * @param {{ classIndex: number, rivalIndex: number }} question
 */
export function fillFor(fill, model, { classIndex, rivalIndex }) {
  const isThere =
    fill === "contrastive"
      ? model.hasPictures(rivalIndex)
      : fill !== "others" ||
        model.classes.some(({ index }) => index !== classIndex && model.hasPictures(index));
  return isThere ? fill : STAND_IN;
}

/**
 * Whether the question's fill is another one than was wanted.
 *
 * @param {SessionState} state
 */
export function standsIn(state) {
  const question = questionOf(state);
  return question !== null && question.settings.fill !== state.settings.fill;
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
  // Other models are of this browser only: an address cannot name their classes.
  const isShipped = state.model?.kind === "gallery";
  const inGallery = isShipped && source?.kind === "gallery" ? source : null;
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

/**
 * What an address means: a picture of the gallery, and classes of the model that the page comes with.
 *
 * @param {Place} place
 * @param {Pick<SessionState, "gallery" | "model">} state
 */
export function meant(place, { gallery, model }) {
  const find = (/** @type {string | null} */ name) => gallery.find((character) => character.name === name);
  const { index, pictures } = find(place.character) ?? gallery[0];
  const isShipped = model?.kind === "gallery";
  const among = (/** @type {string | null} */ name) => (isShipped ? (find(name)?.index ?? null) : null);
  return {
    character: index,
    picture: pictures[place.picture] ? place.picture : 0,
    chosenClass: among(place.classname),
    chosenRival: among(place.rival),
  };
}
