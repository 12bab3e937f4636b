/** How precise lime's weights and ours are, against many more evaluations of the same question. */
import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { ROOT } from "../tests/e2e/support.mjs";

const CLASS = "Orimaya";
/** Evaluations of ours that are looked at: whole blocks. */
const COUNTS = [64, 128, 192, 256, 320, 384, 448, 512];
const SEEDS = 2;
const REFERENCE = 16_384;

/**
 * @param {object} tools
 * @param {(program: string, args: string[], options: object) => Promise<{ stdout: string }>} tools.run
 * @param {(...args: string[]) => Promise<string>} tools.python
 * @param {string} tools.work  Folder with `picture.png` and the network.
 * @param {string} kernel      Width of the kernel, or "flat".
 */
export async function precision({ run, python, work }, kernel) {
  const fileOf = (/** @type {number} */ evaluations) =>
    path.join(work, `explained-${evaluations}-${kernel}.json`);
  /** @param {number} evaluations @param {string[]} more */
  const explained = async (evaluations, more) => {
    const json = fileOf(evaluations);
    const same = ["--class", CLASS, "--fill", "mean", "--scale", "log-odds", "--to-the-end"];
    const width = kernel === "flat" ? [] : ["--kernel-width", kernel];
    const args = [
      "run",
      "--release",
      "--quiet",
      "--example",
      "explain",
      "--",
      path.join(work, "picture.png"),
    ];
    const asked = [...same, ...width, "--evaluations", String(evaluations), ...more, "--json", json];
    await run("cargo", [...args, ...asked], { cwd: ROOT, maxBuffer: 1 << 26 });
    return JSON.parse(await readFile(json, "utf8"));
  };
  // The reference takes minutes and is the same each time.
  const reference = existsSync(fileOf(REFERENCE))
    ? JSON.parse(await readFile(fileOf(REFERENCE), "utf8"))
    : await explained(REFERENCE, ["--design", "bernoulli", "--seed", "999"]);
  if (reference.logits.length !== REFERENCE) throw new Error("the reference stopped early");
  const truth = reference.surrogate.weights;
  const labels = path.join(work, "labels.json");
  await writeFile(labels, JSON.stringify(reference.segmentation.labels));
  const lime = JSON.parse(await python("benches/python/peers.py", "lime", work, labels, CLASS, kernel));
  const limeError = mean(lime.weights.map((/** @type {number[]} */ weights) => error(weights, truth)));
  const ours = [];
  for (const evaluations of COUNTS) {
    const errors = [];
    for (let seed = 0; seed < SEEDS; seed += 1) {
      const found = await explained(evaluations, ["--seed", String(seed)]);
      errors.push(error(found.surrogate.weights, truth));
    }
    ours.push({ evaluations, error: mean(errors) });
  }
  const needed = ours.find((found) => found.error <= limeError)?.evaluations ?? null;
  return { default: lime.default, alike: lime.alike, limeError, ours, needed, superpixels: truth.length };
}

/** Length of the difference over the length of the truth. @param {number[]} found @param {number[]} truth */
function error(found, truth) {
  const length = (/** @type {number[]} */ values) => Math.hypot(...values);
  return length(found.map((value, i) => value - truth[i])) / length(truth);
}

/** @param {number[]} values */
function mean(values) {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
