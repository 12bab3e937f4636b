/**
 * What the files that the engine needs are, and how each is fetched: the program, which is compiled while it
 * comes, and the model.
 *
 * @import { Atlas, GalleryCharacter, LoadProgress } from "./types.js"
 * @import { Manifest } from "./types.js"
 *
 * @typedef {object} ModelFiles
 * @property {Uint8Array} backbone
 * @property {Uint8Array} head
 */
import { countedFetch, download } from "./download.js";
import { EngineError } from "./errors.js";

/**
 * @param {URL} folder  Of the page.
 * @returns {Promise<{ text: string, manifest: Manifest }>}
 */
export async function loadManifest(folder) {
  const text = new TextDecoder().decode(await download(new URL("models/manifest.json", folder)));
  return { text, manifest: JSON.parse(text) };
}

/**
 * The characters and their faces, which are there before the model is.
 *
 * @param {Manifest} manifest
 * @param {URL} folder  Of the page.
 * @returns {{ gallery: GalleryCharacter[], atlas: Atlas }}
 */
export function galleryOf({ classes, atlas }, folder) {
  const address = (/** @type {string} */ path) => new URL(`models/${path}`, folder).href;
  const { file, columns, rows, size } = atlas;
  return {
    gallery: classes.map(({ name, pictures }, index) => ({
      index,
      name,
      pictures: pictures.map(({ path }) => address(path)),
    })),
    atlas: { url: address(file.path), columns, rows, size },
  };
}

/**
 * @param {URL} folder
 * @param {Manifest} manifest
 * @param {(progress: LoadProgress) => void} onProgress
 * @returns {Promise<ModelFiles>}
 */
export async function loadModel(folder, { backbone, head }, onProgress) {
  const total = backbone.bytes + head.bytes;
  const parts = [0, 0];
  const report = (/** @type {number} */ part) => (/** @type {number} */ loaded) => {
    parts[part] = loaded;
    onProgress({ stage: "model", loaded: parts[0] + parts[1], total });
  };
  const [backboneBytes, headBytes] = await Promise.all([
    download(new URL(`models/${backbone.path}`, folder), report(0)),
    download(new URL(`models/${head.path}`, folder), report(1)),
  ]);
  return { backbone: backboneBytes, head: headBytes };
}

/**
 * @param {URL} folder
 * @param {(progress: LoadProgress) => void} onProgress
 * @returns {Promise<WebAssembly.Module>}
 */
export async function loadProgram(folder, onProgress) {
  const url = new URL("pkg/moelens_bg.wasm", folder);
  const report = (/** @type {number} */ loaded, /** @type {number} */ total) =>
    onProgress({ stage: "program", loaded, total });
  try {
    return await WebAssembly.compileStreaming(await countedFetch(url, report));
  } catch {
    // A connection that broke, or a host that sends the program as another type than application/wasm.
  }
  const bytes = await download(url, report);
  try {
    return await WebAssembly.compile(bytes);
  } catch (error) {
    throw new EngineError({
      code: "program",
      message: "This browser cannot run the program. A current Chrome, Edge, Firefox or Safari can.",
      details: String(error),
    });
  }
}
