/** The worker that teaches: trains heads on embeddings, writes and reads files of heads. It has no network. */
import { Teacher, exportOnnx, headInfo, importOnnx, initSync } from "#pkg/moelens.js";
import { handOver, serve } from "../channel.js";

/** @type {Teacher | null} */
let teacher = null;

/** The teacher that `take` made. */
function taken() {
  if (!teacher) throw new Error("nothing was taken to learn from");
  return teacher;
}

serve({
  /** @param {WebAssembly.Module} module */
  start: (module) => {
    initSync({ module });
  },

  /**
   * @param {string[]} names
   * @param {Uint32Array} labels
   * @param {Uint32Array} sources
   * @param {Float32Array} rows
   */
  take(names, labels, sources, rows) {
    teacher?.free();
    teacher = null;
    teacher = new Teacher(names, labels, sources, rows);
  },

  /** @param {unknown} settings */
  begin: (settings) => taken().begin(settings),
  step: () => taken().step(),
  finish: () => taken().finish(),
  head: () => taken().head(),
  /** @param {number} share */
  curve: (share) => taken().curve(share),
  /** @param {unknown} settings */
  beginAudit: (settings) => taken().beginAudit(settings),
  stepAudit: () => taken().stepAudit(),
  /** @param {Float32Array} rows */
  judgeAudit: (rows) => taken().judgeAudit(rows),
  /** @param {number} count */
  faces: (count) => taken().faces(count),

  /**
   * @param {string} manifest
   * @param {Uint8Array} backbone
   * @param {Uint8Array} head
   */
  exportOnnx(manifest, backbone, head) {
    const file = exportOnnx(manifest, backbone, head);
    return handOver(file, [file.buffer]);
  },

  /**
   * @param {string} manifest
   * @param {Uint8Array} file
   */
  importOnnx: (manifest, file) => importOnnx(manifest, file),
  /** @param {Uint8Array} head */
  headInfo: (head) => headInfo(head),
});
