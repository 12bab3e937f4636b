/**
 * A sharper heat map: the picture cut in three more ways, each asked about with a quarter of the tries, and the
 * mean of what every pixel is worth.
 *
 * @import { ExplainHooks, Explanation, HeatMap, Question } from "./types.js"
 * @import { Channel } from "./channel.js"
 * @import { ExplanationRun } from "./run.js"
 *
 * @typedef {object} Means  What the map needs of the engine.
 * @property {Channel} studio
 * @property {(question: Question, hooks: ExplainHooks) =>
 *   Promise<{ run: ExplanationRun, explanation: Explanation }>} explain
 */

/** Ways of cutting beside the usual one. */
const MORE_CUTS = 3;
/** Seeds are whole numbers below this. */
const SEEDS = 2 ** 32;

/**
 * How many tries each further cut gets: a quarter of the question's, at least one whole block of its design.
 *
 * @param {Question["settings"]} settings
 */
export function triesOfACut({ evaluations, segments }) {
  const block = 2 * 2 ** Math.ceil(Math.log2(segments + 1));
  return Math.max(64, block, evaluations / 4);
}

/**
 * @param {Means} means
 * @param {Question} question  Its picture must be cut by SLIC.
 * @param {{ signal?: AbortSignal, onProgress?: (done: number, planned: number) => void }} [hooks]
 * @returns {Promise<HeatMap>}
 */
export async function sharperHeat({ studio, explain }, question, { signal, onProgress } = {}) {
  const { settings } = question;
  const { run, explanation } = await explain(question, { signal });
  signal?.throwIfAborted();
  const evaluations = triesOfACut(settings);
  const planned = MORE_CUTS * evaluations;
  const runs = [run.name];
  for (let cut = 1; cut <= MORE_CUTS; cut += 1) {
    const before = (cut - 1) * evaluations;
    onProgress?.(before, planned);
    const other = {
      ...settings,
      cut: `shifted-${cut}`,
      evaluations,
      seed: (settings.seed + cut) % SEEDS,
    };
    const onUpdate = (/** @type {Explanation} */ { done }) => onProgress?.(before + done, planned);
    const { run: made } = await explain({ ...question, settings: other }, { signal, onUpdate });
    signal?.throwIfAborted();
    runs.push(made.name);
  }
  const [width, height] = await studio.call("workingSize", [question.picture.id]);
  const values = await studio.call("heat", [runs, run.view, width, height]);
  return { values, width, height, tries: explanation.done + planned, cuts: runs.length };
}
