/**
 * Projects as ZIP files: a description, the head, and a folder of pictures per character. A ZIP without a
 * description is a plain folder of folders.
 *
 * @import { Outcome, Project } from "../../app/projects.js"
 * @import { Incoming } from "./incoming.js"
 * @import { TeachStore } from "./store.js"
 *
 * @typedef {object} Description
 * @property {1} format
 * @property {string} name
 * @property {{ folder: string, name: string }[]} characters
 * @property {string[]} variants
 * @property {boolean} balanced
 * @property {Record<string, number>} effects
 * @property {Outcome | null} outcome
 */
import { Zip, ZipPassThrough } from "fflate";
import { newId } from "../../app/new-id.js";
import { free } from "./store.js";

const DESCRIPTION = "moelens-project.json";
const HEAD = "head.safetensors";
/** What no file system takes in a name. */
const FORBIDDEN = /[\\/:*?"<>|\u0000-\u001f]/g;

/**
 * Everything of the project on show.
 *
 * @param {TeachStore} store
 * @param {(done: number, planned: number) => void} onProgress
 * @returns {Promise<Blob>}
 */
export async function projectZip(store, onProgress) {
  const project = /** @type {Project} */ (store.state.project);
  /** @type {Blob[]} */
  const parts = [];
  /** @type {unknown} */
  let failure = null;
  const zip = new Zip((error, bytes) => {
    if (error) failure = error;
    else parts.push(new Blob([/** @type {BlobPart} */ (bytes)]));
  });
  const put = (/** @type {string} */ path, /** @type {Uint8Array} */ bytes) => {
    // Pictures are compressed already.
    const entry = new ZipPassThrough(path);
    zip.add(entry);
    entry.push(bytes, true);
    if (failure) throw failure;
  };
  /** @type {string[]} */
  const folders = [];
  for (const { name } of project.characters) {
    folders.push(free(name.replace(FORBIDDEN, "_").trim() || "_", folders));
  }
  /** @type {Description} */
  const description = {
    format: 1,
    name: project.name,
    characters: project.characters.map(({ name }, i) => ({ folder: folders[i], name })),
    variants: project.variants,
    balanced: project.balanced,
    effects: project.effects,
    outcome: project.outcome,
  };
  put(DESCRIPTION, new TextEncoder().encode(`${JSON.stringify(description, null, 1)}\n`));
  if (project.head) put(HEAD, project.head);
  let done = 0;
  for (const [i, { id }] of project.characters.entries()) {
    /** @type {string[]} */
    const taken = [];
    for (const { name, file } of store.picturesOf(id)) {
      const safe = free(name.replace(FORBIDDEN, "_"), taken);
      taken.push(safe);
      put(`${folders[i]}/${safe}`, new Uint8Array(await file.arrayBuffer()));
      done += 1;
      onProgress(done, store.state.pictures.length);
    }
  }
  zip.end();
  if (failure) throw failure;
  return new Blob(parts, { type: "application/zip" });
}

/** A ZIP that is being read: a project when its first file describes one. */
export class Opening {
  #store;
  #file;
  /** @type {Map<string, string> | null} */
  #names = null;

  /**
   * @param {TeachStore} store
   * @param {string} file  Its name.
   */
  constructor(store, file) {
    this.#store = store;
    this.#file = file;
  }

  /**
   * Whether a file of the ZIP is no picture but a part of the project.
   *
   * @param {string} path
   * @param {File} file
   */
  async takes(path, file) {
    if (path === DESCRIPTION && !this.#names) {
      await this.#begin(readDescription(await file.text()));
      return true;
    }
    if (path === HEAD && this.#names) {
      const head = new Uint8Array(await file.arrayBuffer());
      const { names } = await (await this.#store.engine()).teaching.headInfo(head);
      const outcome = this.#store.state.project?.outcome ?? null;
      const isSame = outcome === null || names.join("\n") === outcome.names.join("\n");
      await this.#store.change(isSame ? { head, known: names } : { head, known: names, outcome: null });
      return true;
    }
    return false;
  }

  /** @param {Incoming} incoming @returns {Incoming} */
  placed({ file, folder }) {
    return { file, folder: (folder !== null && this.#names?.get(folder)) || folder };
  }

  /** An outcome without its head says nothing. */
  async close() {
    const { project } = this.#store.state;
    if (this.#names && project?.outcome && !project.head) await this.#store.change({ outcome: null });
  }

  /** @param {Description | null} description */
  async #begin(description) {
    if (!description) return;
    const taken = this.#store.state.projects.map(({ name }) => name);
    this.#names = new Map(description.characters.map(({ folder, name }) => [folder, name]));
    await this.#store.create({
      name: free(description.name || this.#file.replace(/\.zip$/i, ""), taken),
      characters: description.characters.map(({ name }) => ({ id: newId(), name })),
      variants: description.variants,
      balanced: description.balanced,
      effects: description.effects,
      outcome: description.outcome,
    });
  }
}

/**
 * A description that can be believed, or null.
 *
 * @param {string} json
 * @returns {Description | null}
 */
export function readDescription(json) {
  /** @type {any} */
  let found;
  try {
    found = JSON.parse(json);
  } catch {
    return null;
  }
  const isText = (/** @type {unknown} */ value) => typeof value === "string" && value.length < 1000;
  const isSound =
    found?.format === 1 &&
    isText(found.name) &&
    Array.isArray(found.characters) &&
    found.characters.every((/** @type {any} */ one) => isText(one?.folder) && isText(one?.name)) &&
    Array.isArray(found.variants) &&
    found.variants.every(isText);
  if (!isSound) return null;
  const { name, characters, variants } = found;
  const effects = Object.entries(found.effects ?? {}).filter(([, value]) => typeof value === "number");
  return {
    format: 1,
    name,
    characters,
    variants,
    balanced: found.balanced === true,
    effects: Object.fromEntries(effects),
    outcome: isOutcome(found.outcome)
      ? { ...found.outcome, balanced: found.outcome.balanced === true }
      : null,
  };
}

/** Whether a value has the form of an outcome, with numbers that belong together. @param {any} outcome */
function isOutcome(outcome) {
  const { names, order, faces, measured, curve, variants } = outcome ?? {};
  const isTexts = (/** @type {any} */ list) =>
    Array.isArray(list) && list.every((one) => typeof one === "string");
  if (!isTexts(names) || !isTexts(variants) || !Array.isArray(order) || !Array.isArray(curve)) return false;
  const count = names.length;
  const isClass = (/** @type {any} */ n) => Number.isInteger(n) && n >= 0 && n < count;
  return (
    Array.isArray(faces) &&
    faces.length === count &&
    faces.every(isTexts) &&
    order.every((/** @type {any} */ pair) => typeof pair?.[0] === "string" && isClass(pair?.[1])) &&
    measured?.confusion?.length === count * count &&
    measured?.decided?.length === order.length &&
    measured.decided.every(isClass) &&
    ["pictures", "right", "topFive", "folds", "calibrationError"].every((key) =>
      Number.isFinite(measured[key]),
    ) &&
    measured.interval?.length === 2 &&
    measured.interval.every(Number.isFinite) &&
    [measured.reliability, measured.doubts, measured.mixedUp].every(Array.isArray) &&
    measured.mixedUp.every((/** @type {any} */ pair) => isClass(pair?.[0]) && isClass(pair?.[1])) &&
    measured.doubts.every((/** @type {any} */ one) => isClass(one?.decided) && one?.row < order.length)
  );
}
