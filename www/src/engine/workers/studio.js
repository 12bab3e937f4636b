/**
 * The worker that holds pictures and explanations: decodes, cuts into pieces, keeps evaluations, solves.
 * It has no model, so it answers at once while the evaluation workers are busy.
 *
 * @import { Rect, Settings } from "../types.js"
 */
import { Studio, initSync } from "#pkg/moelens.js";
import { handOver, serve } from "../channel.js";

/** @type {Studio} */
let studio;

serve({
  /**
   * @param {WebAssembly.Module} module
   * @param {string} manifest
   */
  start(module, manifest) {
    initSync({ module });
    studio = new Studio(manifest);
  },

  /** @param {Uint8Array} bytes */
  open: (bytes) => studio.open(bytes),

  /**
   * @param {number} id
   * @param {Rect} rect
   */
  crop: (id, { x, y, width, height }) => studio.crop(id, x, y, width, height),

  /** PNG bytes of the whole picture or the part in use, small enough to show. */
  preview(/** @type {number} */ id, /** @type {boolean} */ whole) {
    const png = studio.preview(id, whole);
    return handOver(png, [png.buffer]);
  },

  /** @param {number} id */
  input(id) {
    const rgb = studio.input(id);
    return handOver(rgb, [rgb.buffer]);
  },

  /** @param {number} id */
  close: (id) => studio.close(id),

  /** @param {unknown} question */
  prepare: (question) => studio.prepare(question),

  /**
   * @param {string} run
   * @param {Uint8Array[]} references  Files of the pictures that `prepare` asked for.
   */
  begin: (run, references) => studio.begin(run, references),

  /**
   * @param {string} run
   * @param {number} first
   * @param {Float32Array} rows
   */
  insert: (run, first, rows) => studio.insert(run, first, rows),

  /**
   * @param {string} run
   * @param {{ classIndex: number, rivalIndex: number } & Pick<Settings, "scale" | "kernelWidth">} view
   */
  solve: (run, view) => studio.solve(run, view),

  /**
   * @param {number} character
   * @param {number} seed
   */
  draw: (character, seed) => studio.draw(character, seed),

  /**
   * @param {Uint8Array} rgba
   * @param {number} side
   */
  fit(rgba, side) {
    const rgb = studio.fit(rgba, side, side);
    return handOver(rgb, [rgb.buffer]);
  },

  /**
   * @param {string} run
   * @param {unknown} view
   */
  places: (run, view) => studio.places(run, view),

  /**
   * @param {string} run
   * @param {Uint16Array} pieces
   * @param {Uint8Array} rivals
   */
  paste(run, pieces, rivals) {
    const rgb = studio.paste(run, pieces, rivals);
    return handOver(rgb, [rgb.buffer]);
  },

  /**
   * @param {string} run
   * @param {unknown} view
   * @param {Float32Array} before
   * @param {Float32Array} top
   * @param {Float32Array} set
   */
  judge: (run, view, before, top, set) => studio.judge(run, view, before, top, set),
});
