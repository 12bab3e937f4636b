/** A worker with a model: classifies, and evaluates ranges of perturbed pictures. */
import { Evaluator, fastestRows, initSync } from "#pkg/moelens.js";
import { handOver, serve } from "../channel.js";

/** @type {Evaluator} */
let evaluator;
/** @type {WebAssembly.Memory} */
let memory;

serve({
  /**
   * @param {WebAssembly.Module} module
   * @param {number | null} rows  What another worker of this browser returned here.
   * @returns {number}  How many rows the matrix kernel had best take together.
   */
  start(module, rows) {
    ({ memory } = initSync({ module }));
    return rows ?? fastestRows();
  },

  /**
   * @param {{ manifest: string, backbone: Uint8Array, head: Uint8Array }} files
   * @param {number} rows
   */
  load({ manifest, backbone, head }, rows) {
    evaluator = new Evaluator(manifest, backbone, head, rows);
  },

  /** Bytes that the program holds; never gets less. */
  memory: () => memory.buffer.byteLength,

  /** @param {Uint8Array} rgb */
  classify: (rgb) => evaluator.classify(rgb),

  /**
   * @param {{ plan: unknown, rgb: Uint8Array, labels: Uint16Array, references: Uint8Array,
   *   likeness?: Float32Array, masks?: Uint8Array, masksReferences?: Uint32Array } | { pictures: Uint8Array }} payload
   */
  begin(payload) {
    if ("pictures" in payload) {
      evaluator.beginPictures(payload.pictures);
      return;
    }
    const { plan, rgb, labels, references, likeness, masks, masksReferences } = payload;
    evaluator.begin(plan, rgb, labels, references);
    if (likeness) evaluator.beginLikeness(likeness);
    if (masks && masksReferences) evaluator.beginMasks(masks, masksReferences);
  },

  /**
   * @param {number} first
   * @param {number} count
   */
  evaluate(first, count) {
    const rows = evaluator.evaluate(first, count);
    return handOver(rows, [rows.buffer]);
  },

  /**
   * @param {number} first
   * @param {number} count
   */
  embed(first, count) {
    const rows = evaluator.embed(first, count);
    return handOver(rows, [rows.buffer]);
  },
});
