/**
 * The engine's start: the manifest, which says what can be chosen, then program and model side by side, for the
 * studio and a first evaluation worker.
 *
 * @import { Atlas, GalleryCharacter, LoadProgress } from "./types.js"
 */
import { atRest } from "./at-rest.js";
import { Channel } from "./channel.js";
import { Engine } from "./engine.js";
import { galleryOf, loadManifest } from "./load.js";
import { Loader } from "./loader.js";
import { Pool } from "./pool.js";
import { WorkerStarter } from "./start-worker.js";
import { suggestedWorkers } from "./suggested-workers.js";

/** So many processors are few. */
const FEW = 4;

/** Kept when a start fails: it knows what has come, and goes on from there. @type {Loader | null} */
let loader = null;

/**
 * Loads everything and starts the first worker; the others start with the first explanation, so that they
 * do not keep the first answer waiting.
 *
 * @param {object} options
 * @param {URL | string} options.base  Folder of the page.
 * @param {(progress: LoadProgress) => void} [options.onProgress]
 * @param {(found: { gallery: GalleryCharacter[], atlas: Atlas }) => void} [options.onGallery]  Who can be
 *   chosen, as soon as that is known.
 * @param {number} [options.workers]  Instead of what the machine suggests.
 * @param {number | null} [options.rows]  What `onRows` was told here before: not measured again.
 * @param {(rows: number) => void} [options.onRows]  How many rows the matrix kernel had best take together.
 */
export async function startEngine({
  base,
  onProgress = () => {},
  onGallery = () => {},
  workers = suggestedWorkers(),
  rows = null,
  onRows = () => {},
}) {
  const folder = new URL("./", base);
  const { manifest, text } = await loadManifest(folder);
  onGallery(galleryOf(manifest, folder));
  // Compiling takes all processors, and the scripts of the workers some: the gallery is drawn first where they are few.
  if ((navigator.hardwareConcurrency || FEW) <= FEW) await atRest();

  const loading = loader && !loader.isDead ? loader : new Loader(folder);
  loader = loading;
  loading.onProgress = onProgress;
  const program = loading.program();
  const model = loading.model(manifest);
  const studio = new Channel(new URL("workers/studio.js", folder), "studio");
  const starter = new WorkerStarter({ folder, program, manifest: text, model, onProgress, rows, onRows });
  const pool = new Pool(workers, async () => (await starter.start({ kind: "gallery" })).channel);
  const begun = program.then((module) => studio.call("start", [module, text]));
  // Whoever waits for these hears of a failure, later.
  for (const promise of [program, model, begun]) promise.catch(() => {});
  try {
    const [module] = await Promise.all([program, begun, pool.ready()]);
    onProgress({ stage: "ready", loaded: 1, total: 1 });
    loading.end();
    loader = null;
    return new Engine(folder, manifest, studio, pool, starter, { module, manifest: text });
  } catch (error) {
    studio.kill("another part could not start");
    void pool.end();
    throw error;
  }
}
