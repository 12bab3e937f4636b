/**
 * The worker that fetches the model and fetches and compiles the program, so that the page can be used and drawn
 * meanwhile. It tells how much has come.
 *
 * @import { LoadProgress, Manifest } from "../types.js"
 */
import { handOver, serve, tell } from "../channel.js";
import { loadModel, loadProgram } from "../load.js";

/** Milliseconds between two pieces of news of one file: each is a frame, while all processors compile. */
const PACE = 150;

serve({
  /** @param {string} folder  Of the page. @returns {Promise<WebAssembly.Module>} */
  program: (folder) => loadProgram(new URL(folder), paced()),

  /**
   * @param {string} folder  Of the page.
   * @param {Manifest} manifest
   */
  async model(folder, manifest) {
    const files = await loadModel(new URL(folder), manifest, paced());
    return handOver(files, [files.backbone.buffer, files.head.buffer]);
  },
});

/** Tells of progress now and then, and of the end. */
function paced() {
  let last = -Infinity;
  return (/** @type {LoadProgress} */ progress) => {
    const now = performance.now();
    if (now - last < PACE && progress.loaded !== progress.total) return;
    last = now;
    tell(progress);
  };
}
