/** A worker with a model: classifies, and evaluates ranges of perturbed pictures. */
import { Evaluator, initSync } from "#pkg/moelens.js";
import { handOver, serve } from "../channel.js";

/** @type {Evaluator} */
let evaluator;

serve({
  /**
   * @param {WebAssembly.Module} module
   * @param {{ manifest: string, backbone: Uint8Array, head: Uint8Array }} files
   */
  start(module, { manifest, backbone, head }) {
    initSync({ module });
    evaluator = new Evaluator(manifest, backbone, head);
  },

  /** @param {Uint8Array} rgb */
  classify: (rgb) => evaluator.classify(rgb),

  /**
   * @param {{ plan: unknown, rgb: Uint8Array, labels: Uint16Array, references: Uint8Array,
   *   masks?: Uint8Array, masksReferences?: Uint32Array } | { pictures: Uint8Array }} payload
   */
  begin(payload) {
    if ("pictures" in payload) {
      evaluator.beginPictures(payload.pictures);
      return;
    }
    const { plan, rgb, labels, references, masks, masksReferences } = payload;
    evaluator.begin(plan, rgb, labels, references);
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
