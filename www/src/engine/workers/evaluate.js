/**
 * A worker with a model: classifies, and evaluates ranges of perturbed pictures.
 *
 * @import { Inspected, NetworkFacts, NetworkOptions } from "../types.js"
 *
 * @typedef {{ kind: "gallery" | "taught", manifest: string, backbone: Uint8Array, head: Uint8Array }
 *   | { kind: "foreign", file: Uint8Array, options: NetworkOptions }} Network
 */
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
   * @param {Network} network
   * @param {number} rows
   * @returns {NetworkFacts}
   */
  load(network, rows) {
    if (network.kind === "foreign") {
      evaluator = Evaluator.foreign(network.file, network.options, rows);
    } else {
      const { kind, manifest, backbone, head } = network;
      evaluator =
        kind === "taught"
          ? Evaluator.taught(manifest, backbone, head, rows)
          : new Evaluator(manifest, backbone, head, rows);
    }
    /** @type {Omit<NetworkFacts, "milliseconds">} */
    const facts = evaluator.facts();
    const started = performance.now();
    // The shipped network's speed is known well enough.
    if (network.kind === "foreign") evaluator.classify(new Uint8Array(3 * facts.width * facts.height));
    return { ...facts, milliseconds: performance.now() - started };
  },

  /**
   * Looks into a model file of a person's own.
   *
   * @param {Uint8Array} file
   * @param {number} rows
   * @returns {Inspected}
   */
  inspect(file, rows) {
    evaluator = Evaluator.inspect(file, rows);
    return evaluator.inspected();
  },

  /**
   * What an inspected model says of a picture when pixel values enter it so.
   *
   * @param {Uint8Array} rgb
   * @param {NetworkOptions} options
   * @returns {number[]}  A chance per class.
   */
  tryOut(rgb, options) {
    evaluator.enterAs(options);
    return evaluator.classify(rgb).probabilities;
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

  /** Pixels of a picture file at the model's input size. @param {Uint8Array} file */
  opened(file) {
    const rgb = evaluator.opened(file);
    return handOver(rgb, [rgb.buffer]);
  },

  /**
   * The embedding of a picture file, then of its variants.
   *
   * @param {Uint8Array} file
   * @param {string[]} variants
   */
  look(file, variants) {
    const rows = evaluator.look(file, variants);
    return handOver(rows, [rows.buffer]);
  },

  /**
   * The embedding of a picture file's figure on the background of another.
   *
   * @param {Uint8Array} file
   * @param {Uint8Array} figure
   * @param {Uint8Array} other
   * @param {Uint8Array} otherFigure
   */
  lookOnGround(file, figure, other, otherFigure) {
    const row = evaluator.lookOnGround(file, figure, other, otherFigure);
    return handOver(row, [row.buffer]);
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
