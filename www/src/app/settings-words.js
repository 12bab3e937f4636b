/**
 * Settings as a person reads them, for what is taken along.
 *
 * @import { Settings } from "../engine/types.js"
 */
import { text } from "../texts/text.js";

/** @param {Settings} settings @returns {[string, string | number][]}  What each is called, and what it is. */
export function settingRows({
  cut,
  segments,
  compactness,
  fill,
  kernelWidth,
  scale,
  design,
  evaluations,
  seed,
}) {
  const words = text().settings;
  /** @type {(names: Record<string, string>, key: string) => string | undefined} */
  const named = (names, key) => (Object.hasOwn(names, key) ? names[key] : undefined);
  return [
    [words.cut, named(words.cuts, cut) ?? words.cuts.hand],
    [words.segments, words.segmentsValue(segments)],
    [words.compactness, compactness],
    [words.fill, named(words.fills, fill) ?? `${words.fills.colour} ${fill}`],
    [words.kernel, kernelWidth ?? words.kernelFlat],
    [words.scale, words.scales[scale]],
    [words.design, words.designs[design]],
    [words.evaluations, words.evaluationsValue(String(evaluations))],
    [words.seed, seed],
  ];
}
