/**
 * What the address of the page says: picture, question, settings and view. Of settings and view
 * only what differs from the defaults is written. Whatever cannot be read is ignored.
 *
 * @import { Settings } from "../engine/types.js"
 * @import { View } from "./settings.js"
 *
 * @typedef {object} Place
 * @property {string | null} character  Name of a gallery character.
 * @property {number} picture           Which of its pictures, from 0.
 * @property {string | null} classname  Whom to explain; null is the answer itself.
 * @property {string | null} rival      Rather than whom; null is the runner-up.
 * @property {Settings} settings
 * @property {View} view
 */
import {
  CUTS,
  DEFAULT_SETTINGS,
  DEFAULT_VIEW,
  DESIGNS,
  MODES,
  RANGES,
  SCALES,
  SIGNS,
  isFill,
} from "./settings.js";

/**
 * @param {string} query  The address from the question mark on.
 * @returns {Place}
 */
export function readPlace(query) {
  const words = new URLSearchParams(query);
  /** @type {Settings} */
  const settings = { ...DEFAULT_SETTINGS };
  /** @type {View} */
  const view = { ...DEFAULT_VIEW };

  settings.cut = oneOf(words.get("cut"), CUTS) ?? settings.cut;
  settings.segments = integer(words.get("pieces"), RANGES.segments) ?? settings.segments;
  settings.compactness = integer(words.get("compactness"), RANGES.compactness) ?? settings.compactness;
  const fill = words.get("fill");
  if (fill && isFill(fill)) settings.fill = fill;
  const kernel = Number(words.get("kernel"));
  if (kernel >= RANGES.kernelWidth.least && kernel <= RANGES.kernelWidth.most) {
    settings.kernelWidth = kernel;
  }
  settings.scale = oneOf(words.get("scale"), SCALES) ?? settings.scale;
  settings.design = oneOf(words.get("design"), DESIGNS) ?? settings.design;
  settings.evaluations = integer(words.get("tries"), { least: 64, most: 2048 }) ?? settings.evaluations;
  settings.seed = integer(words.get("seed"), RANGES.seed) ?? settings.seed;

  view.mode = oneOf(words.get("view"), MODES) ?? view.mode;
  view.sign = oneOf(words.get("sign"), SIGNS) ?? view.sign;
  view.shown = integer(words.get("shown"), RANGES.shown) ?? view.shown;

  return {
    character: words.get("character"),
    picture: (integer(words.get("picture"), { least: 1, most: 99 }) ?? 1) - 1,
    classname: words.get("class"),
    rival: words.get("rival"),
    settings,
    view,
  };
}

/**
 * @param {Place} place
 * @returns {string}  The query with its question mark, or the empty string.
 */
export function writePlace(place) {
  const words = new URLSearchParams();
  const { settings, view } = place;
  /** @type {(name: string, value: string | number | null, usual: string | number | null) => void} */
  const say = (name, value, usual) => {
    if (value !== null && value !== usual) words.set(name, String(value));
  };
  say("character", place.character, null);
  if (place.character !== null) say("picture", place.picture + 1, 1);
  say("class", place.classname, null);
  say("rival", place.rival, null);
  // Pieces made by hand are not in the address.
  if (oneOf(settings.cut, CUTS)) say("cut", settings.cut, DEFAULT_SETTINGS.cut);
  say("pieces", settings.segments, DEFAULT_SETTINGS.segments);
  say("compactness", settings.compactness, DEFAULT_SETTINGS.compactness);
  say("fill", settings.fill, DEFAULT_SETTINGS.fill);
  say("kernel", settings.kernelWidth, DEFAULT_SETTINGS.kernelWidth);
  say("scale", settings.scale, DEFAULT_SETTINGS.scale);
  say("design", settings.design, DEFAULT_SETTINGS.design);
  say("tries", settings.evaluations, DEFAULT_SETTINGS.evaluations);
  say("seed", settings.seed, DEFAULT_SETTINGS.seed);
  say("view", view.mode, DEFAULT_VIEW.mode);
  say("sign", view.sign, DEFAULT_VIEW.sign);
  say("shown", view.shown, DEFAULT_VIEW.shown);
  const query = words.toString();
  return query === "" ? "" : `?${query}`;
}

/**
 * @param {string | null} word
 * @param {{ least: number, most: number }} range
 * @returns {number | null}
 */
function integer(word, range) {
  if (word === null || !/^\d+$/.test(word)) return null;
  const value = Number(word);
  return value >= range.least && value <= range.most ? value : null;
}

/**
 * @template {string} T
 * @param {string | null} word
 * @param {readonly T[]} choices
 * @returns {T | null}
 */
function oneOf(word, choices) {
  return choices.find((choice) => choice === word) ?? null;
}
