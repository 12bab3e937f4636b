/**
 * What can be turned about a picture, and the answers while it is.
 *
 * @import { Session } from "../../app/session.js"
 * @import { Engine } from "../../engine/engine.js"
 * @import { OpenedPicture } from "../../engine/types.js"
 *
 * @typedef {"brightness" | "contrast" | "saturation" | "hue" | "blur" | "rotation" | "zoom" | "background"} Knob
 *
 * @typedef {object} Turned
 * @property {Knob} knob
 * @property {readonly number[]} values   Along the axis; places of a background count from 0.
 * @property {readonly string[]} labels   Of places; empty for numbers.
 * @property {number[][][]} logits        Per picture and value, a logit per class.
 * @property {Uint8Array[]} pictures      Per value the first picture, at the model's input size.
 * @property {number} neutral             Place of the value that changes nothing; −1 for places.
 * @property {boolean} isRegion
 */
import { joined } from "../../engine/asks.js";

/** Values of each knob; one of them changes nothing. */
export const KNOBS = Object.freeze({
  brightness: { values: [0.25, 0.4, 0.55, 0.7, 0.85, 1, 1.15, 1.3, 1.5, 1.75, 2], neutral: 5 },
  contrast: { values: [0.1, 0.25, 0.4, 0.6, 0.8, 1, 1.25, 1.5, 1.75, 2], neutral: 5 },
  saturation: { values: [0, 0.2, 0.4, 0.6, 0.8, 1, 1.25, 1.5, 1.75, 2], neutral: 5 },
  hue: { values: [-180, -150, -120, -90, -60, -30, 0, 30, 60, 90, 120, 150, 180], neutral: 6 },
  blur: { values: [0, 5, 10, 15, 20, 30, 40, 55, 70], neutral: 0 },
  rotation: { values: [-60, -45, -30, -20, -10, 0, 10, 20, 30, 45, 60], neutral: 5 },
  zoom: { values: [0.5, 0.65, 0.8, 0.9, 1, 1.15, 1.3, 1.5, 1.75, 2], neutral: 4 },
});

/** Knobs that act on a region too. */
export const LOCAL = new Set(["brightness", "contrast", "saturation", "hue", "blur"]);

/**
 * Turns a knob on the picture and, for the gallery, on the other pictures of the character (unless only a
 * region changes), and asks the model about all of them.
 *
 * @param {Engine} engine
 * @param {Session["question"] & {}} question
 * @param {Exclude<Knob, "background">} knob
 * @param {number[]} region  Pieces; empty for the whole picture.
 * @param {{ signal: AbortSignal, onProgress: (done: number, planned: number) => void }} hooks
 * @returns {Promise<Turned>}
 */
export async function turn(engine, question, knob, region, hooks) {
  const { picture, settings } = question;
  const { values, neutral } = KNOBS[knob];
  const pieces = LOCAL.has(knob) ? region : [];
  const { source } = picture;
  const people = source.kind === "class" ? engine.model.classes : engine.gallery;
  const others =
    source.kind !== "own" && pieces.length === 0
      ? people[source.character].pictures.map((_, i) => i).filter((i) => i !== source.picture)
      : [];
  const lists = [await engine.asks.adjusted(picture, knob, values, { settings, pieces })];
  for (const other of others) {
    hooks.signal.throwIfAborted();
    const drawn = /** @type {Exclude<OpenedPicture["source"], { kind: "own" }>} */ (source);
    const opened = await engine.openPicture({ ...drawn, picture: other });
    lists.push(await engine.asks.adjusted(opened, knob, values, { settings, pieces: [] }));
    await engine.closePicture(opened);
  }
  const logits = await answers(engine, lists, values.length, hooks);
  const isRegion = pieces.length > 0;
  return { knob, values, labels: [], logits, pictures: parted(lists[0], values.length), neutral, isRegion };
}

/**
 * The same drawings at other places; for the gallery only.
 *
 * @param {Engine} engine
 * @param {number} character
 * @param {number} picture  The one that is shown; the others follow it.
 * @param {{ signal: AbortSignal, onProgress: (done: number, planned: number) => void }} hooks
 * @returns {Promise<Turned>}
 */
export async function moveAbout(engine, character, picture, hooks) {
  const count = engine.gallery[character].pictures.length;
  const order = [picture, ...Array.from({ length: count }, (_, i) => i).filter((i) => i !== picture)];
  /** @type {string[]} */
  let labels = [];
  /** @type {Uint8Array[]} */
  const lists = [];
  for (const one of order) {
    hooks.signal.throwIfAborted();
    const edits = await engine.asks.edits(await engine.asks.drawn(character, one));
    const places = edits.filter(({ about }) => about === "background");
    labels = places.map(({ label }) => label);
    const drawn = await Promise.all(places.map((place) => engine.asks.pixels(place)));
    lists.push(joined(drawn));
  }
  const logits = await answers(engine, lists, labels.length, hooks);
  return {
    knob: "background",
    values: labels.map((_, i) => i),
    labels,
    logits,
    pictures: parted(lists[0], labels.length),
    neutral: -1,
    isRegion: false,
  };
}

/**
 * @param {Engine} engine
 * @param {Uint8Array[]} lists  Per picture, its values one behind the other.
 * @param {number} count
 * @param {{ signal: AbortSignal, onProgress: (done: number, planned: number) => void }} hooks
 */
async function answers(engine, lists, count, hooks) {
  const all = joined(lists);
  const rows = await engine.ask(all, hooks);
  return lists.map((_, i) => rows.slice(i * count, (i + 1) * count).map((row) => Array.from(row)));
}

/**
 * @param {Uint8Array} all
 * @param {number} count
 */
function parted(all, count) {
  const size = all.length / count;
  return Array.from({ length: count }, (_, i) => all.subarray(i * size, (i + 1) * size));
}

/**
 * A class's chance or log-odds from logits.
 *
 * @param {readonly number[]} logits
 * @param {number} index
 * @param {"chance" | "odds"} scale
 */
export function valueOf(logits, index, scale) {
  const others = logits.filter((_, i) => i !== index);
  const most = Math.max(...others);
  const rest = most + Math.log(others.reduce((sum, logit) => sum + Math.exp(logit - most), 0));
  const odds = logits[index] - rest;
  return scale === "odds" ? odds : 1 / (1 + Math.exp(-odds));
}
