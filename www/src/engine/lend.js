/**
 * What the engine lends to its parts that have workers of their own: its pool, its pictures, its files.
 *
 * @import { Manifest } from "./types.js"
 * @import { Engine } from "./engine.js"
 * @import { Pool } from "./pool.js"
 * @import { Reference } from "./run.js"
 *
 * @typedef {object} Lent
 * @property {Engine} engine
 * @property {Channel} studio
 * @property {Pool} pool
 * @property {{ module: WebAssembly.Module, manifest: string }} program
 * @property {URL} base  Folder of the page.
 */
import { Channel } from "./channel.js";
import { download } from "./download.js";
import { unseenOfEach } from "./drawn.js";
import { Likeness, noGallery } from "./likeness.js";
import { ExplanationRun } from "./run.js";
import { Teaching } from "./teaching.js";

/** @param {URL} base */
const starter = (base) => (/** @type {string} */ name) =>
  new Channel(new URL(`workers/${name}.js`, base), name);

/**
 * @param {Lent} lent
 * @param {Manifest} manifest
 * @param {(reference: Reference) => Promise<Uint8Array>} fetchReference
 */
export function lendToLikeness({ engine, studio, pool, program, base }, manifest, fetchReference) {
  return new Likeness({
    ...program,
    studio,
    names: manifest.classes.map(({ name }) => name),
    each: manifest.classes.map(({ pictures }) => pictures.length),
    start: starter(base),
    file: async () => {
      if (!manifest.likeness) throw noGallery("the manifest names no likeness file");
      return download(new URL(`models/${manifest.likeness.path}`, base));
    },
    input: (id) => studio.call("input", [id]),
    ask: (pictures, options) => engine.ask(pictures, options),
    explain: async (question, row, hooks) => {
      const run = new ExplanationRun(studio, pool, question, row);
      await run.start(hooks, fetchReference);
      return run;
    },
    draw: (characters) => unseenOfEach(studio, characters),
  });
}

/**
 * @param {Lent} lent
 * @param {Manifest} manifest
 * @param {() => Pool} beside  Workers with the shipped network.
 */
export function lendToTeaching({ engine, pool, program, base }, manifest, beside) {
  return new Teaching({
    ...program,
    // A foreign network in use says nothing of the shipped one's embeddings.
    pool: () => (engine.model.hasShippedBackbone ? { pool, isOwn: false } : { pool: beside(), isOwn: true }),
    start: starter(base),
    backbone: () => download(new URL(`models/${manifest.backbone.path}`, base)),
  });
}
