/**
 * The worker that holds pictures and explanations: decodes, cuts into pieces, keeps evaluations, solves.
 * It has no model, so it answers at once while the evaluation workers are busy.
 *
 * @import { Rect, Settings } from "../types.js"
 */
import {
  Studio,
  drawnFigure,
  figureOf,
  fingerprint,
  initSync,
  onGround,
  pickPictures,
  sisterNames,
  sisterPicture,
} from "#pkg/moelens.js";
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

  /** @param {unknown} facts  Of the model to use; null for the shipped one. */
  use: (facts) => studio.useModel(facts),

  /** @param {Uint8Array} bytes */
  sha256: (bytes) => fingerprint(bytes),

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

  /**
   * @param {number} id
   * @param {number} width
   * @param {number} height
   */
  inputAt(id, width, height) {
    const rgb = studio.inputAt(id, width, height);
    return handOver(rgb, [rgb.buffer]);
  },

  /** @param {number} id */
  close: (id) => studio.close(id),

  /** @param {unknown} question */
  prepare: (question) => studio.prepare(question),

  /**
   * @param {string} run
   * @param {Uint8Array[]} references  Pixels of the pictures that `prepare` asked for.
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
   * @param {string[]} runs
   * @param {unknown} view
   * @param {number} width
   * @param {number} height
   */
  heat(runs, view, width, height) {
    const values = studio.heat(runs, view, width, height);
    return handOver(values, [values.buffer]);
  },

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
   * @param {unknown} ask
   */
  ask: (run, ask) => studio.ask(run, ask),

  /**
   * @param {string} run
   * @param {unknown} ask
   * @param {unknown} view
   * @param {Float32Array} logits
   */
  answer: (run, ask, view, logits) => studio.answer(run, ask, view, logits),

  /**
   * @param {string} run
   * @param {unknown} ask
   * @param {number} row
   */
  composed(run, ask, row) {
    const rgba = studio.composed(run, ask, row);
    return handOver(rgba, [rgba.buffer]);
  },

  /**
   * @param {string} run
   * @param {unknown} view
   * @param {number[]} widths
   */
  kernelPath: (run, view, widths) => studio.kernel_path(run, view, Float64Array.from(widths)),

  /**
   * @param {number[]} a
   * @param {number[]} b
   */
  agreement: (a, b) => studio.agreement(Float64Array.from(a), Float64Array.from(b)),

  /**
   * @param {string} run
   * @param {unknown} view
   */
  pieceShares: (run, view) => studio.piece_shares(run, view),

  /**
   * @param {number} id
   * @param {string} knob
   * @param {number[]} values
   * @param {unknown} cutting
   * @param {number[]} pieces
   */
  adjusted(id, knob, values, cutting, pieces) {
    const rgb = studio.adjusted(id, knob, Float64Array.from(values), cutting, Uint16Array.from(pieces));
    return handOver(rgb, [rgb.buffer]);
  },

  /**
   * @param {number} character
   * @param {number} picture
   */
  drawn: (character, picture) => studio.drawn(character, picture),

  /**
   * @param {unknown} character
   * @param {unknown} variation
   * @param {boolean} parts
   */
  sketch: (character, variation, parts) => studio.sketch(character, variation, parts),

  /**
   * @param {unknown} character
   * @param {unknown} variation
   */
  edits: (character, variation) => studio.edits(character, variation),

  /** @param {number} pair */
  sisterNames: (pair) => sisterNames(pair),

  /**
   * @param {number} pair
   * @param {number} who
   * @param {number} seed
   * @param {boolean} snow
   * @param {boolean} closer
   */
  sisterPicture: (pair, who, seed, snow, closer) => sisterPicture(pair, who, seed, snow, closer),

  /**
   * @param {string} run
   * @param {unknown} view
   * @param {Uint8Array} rgba
   */
  shareOnBackground: (run, view, rgba) => studio.shareOnBackground(run, view, rgba) ?? null,

  /** @param {Uint8Array} rgba  Of a part mask. */
  drawnFigure: (rgba) => drawnFigure(rgba),

  /**
   * @param {Uint8Array} file
   * @param {number} width
   * @param {number} height
   */
  figureOf: (file, width, height) => figureOf(file, width, height),

  /**
   * @param {Uint8Array} file
   * @param {Uint8Array} figure
   * @param {Uint8Array} other
   * @param {Uint8Array} otherFigure
   * @param {number} width
   * @param {number} height
   */
  onGround: (file, figure, other, otherFigure, width, height) =>
    onGround(file, figure, other, otherFigure, width, height),

  /**
   * @param {string} run
   * @param {unknown} view
   * @param {Uint8Array} figure
   */
  audited: (run, view, figure) => studio.audited(run, view, figure),

  /**
   * @param {string} run
   * @param {unknown} view
   */
  shownOver: (run, view) => studio.shownOver(run, view),

  /**
   * @param {Float32Array} numbers
   * @param {Float64Array} weights
   * @param {Uint32Array} pictures
   * @param {number} count
   */
  pickPictures: (numbers, weights, pictures, count) => pickPictures(numbers, weights, pictures, count),

  /** @param {number} id */
  workingSize: (id) => Array.from(studio.working_size(id)),

  /**
   * @param {number} id
   * @param {Uint8Array} rgba
   */
  setParts: (id, rgba) => studio.set_parts(id, rgba),

  /**
   * @param {number} id
   * @param {unknown} cutting
   */
  cutPieces: (id, cutting) => studio.cut_pieces(id, cutting),

  /**
   * @param {number} id
   * @param {unknown} cutting
   * @param {unknown} change
   */
  changePieces: (id, cutting, change) => studio.change_pieces(id, cutting, change),

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

  /**
   * @param {string} run
   * @param {unknown} view
   * @param {unknown} times
   */
  report: (run, view, times) => studio.report(run, view, times),

  /** @param {string} json */
  peekReport: (json) => studio.peek_report(json),

  /**
   * @param {number} id
   * @param {string} json
   */
  loadReport: (id, json) => studio.load_report(id, json),
});
