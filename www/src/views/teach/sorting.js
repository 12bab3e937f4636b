/**
 * Pictures come in and are put in order: added, moved, taken out, characters named.
 *
 * @import { StoredPicture } from "../../app/projects.js"
 * @import { Incoming } from "./incoming.js"
 * @import { TeachStore } from "./store.js"
 */
import { newId } from "../../app/new-id.js";
import { EngineError } from "../../engine/errors.js";
import { text } from "../../texts/text.js";
import { isZip, ofZip, unzip } from "./incoming.js";
import { Opening } from "./project-zip.js";
import { free } from "./store.js";

/** Pictures that are shown and written together. */
const TOGETHER = 24;
const ENDINGS = /\.(png|jpe?g|webp|gif|bmp)$/i;

/**
 * Adds files. Those of a folder become pictures of the character of its name; others go to `target`, or to a
 * new character.
 *
 * @param {TeachStore} store
 * @param {Incoming[]} incoming
 * @param {string | null} [target]  A character's id.
 */
export function add(store, incoming, target = null) {
  return store.inTurn(async () => {
    const engine = await store.engine();
    let isOver = false;
    const cancel = () => (isOver = true);
    let read = 0;
    const tell = () =>
      store.set({
        busy: { what: "read", done: read, planned: incoming.length, secondsLeft: null, cancel },
      });
    tell();
    const intake = new Intake(store, (bytes) => engine.sha256(bytes), target);
    for (const { file, folder } of incoming) {
      if (isOver) break;
      if (isZip(file)) {
        const opening = new Opening(store, file.name);
        await unzip(file, async (path, inside) => {
          if (isOver || (await opening.takes(path, inside))) return;
          await intake.take(opening.placed(ofZip(path, inside)));
        }).catch((error) => store.session.report(unreadable(file, error)));
        await opening.close();
      } else {
        await intake.take({ file, folder });
      }
      read += 1;
      tell();
    }
    await intake.flush();
    store.set({ busy: null });
  });
}

/**
 * What is said of a ZIP that cannot be read to its end; what came out of it before is kept.
 *
 * @param {File} file
 * @param {unknown} error
 */
function unreadable({ name }, error) {
  if (error instanceof EngineError) return error;
  return new EngineError({ code: "zip", message: text().teach.left.zip(name), details: String(error) });
}

/** Files one by one, written a few at a time. */
class Intake {
  #store;
  #hash;
  #target;
  /** @type {StoredPicture[]} */
  #waiting = [];

  /**
   * @param {TeachStore} store
   * @param {(bytes: Uint8Array) => Promise<string>} hash
   * @param {string | null} target
   */
  constructor(store, hash, target) {
    this.#store = store;
    this.#hash = hash;
    this.#target = target;
  }

  /** @param {Incoming} incoming */
  async take({ file, folder }) {
    const store = this.#store;
    const words = text().teach.left;
    if (!file.type.startsWith("image/") && !ENDINGS.test(file.name)) {
      this.#leaveOut(file.name, words.noPicture);
      return;
    }
    const sha256 = await this.#hash(new Uint8Array(await file.arrayBuffer()));
    const twin = store.picture(sha256) ?? this.#waiting.find((one) => one.sha256 === sha256);
    if (twin) {
      const whose = store.characters.find(({ id }) => id === twin.character);
      this.#leaveOut(file.name, words.twice(twin.name, whose?.name ?? ""));
      return;
    }
    if (!store.state.project) await store.create();
    const character = await this.#characterFor(folder);
    const project = store.state.project?.id ?? "";
    this.#waiting.push({ project, sha256, character, name: file.name, file, why: null });
    if (this.#waiting.length >= TOGETHER) await this.flush();
  }

  /** Shows and writes what waits. */
  async flush() {
    const some = this.#waiting;
    this.#waiting = [];
    if (some.length === 0) return;
    const store = this.#store;
    store.set({ pictures: [...store.state.pictures, ...some] });
    await store.kept.putPictures(some);
  }

  /** @param {string | null} folder */
  async #characterFor(folder) {
    const store = this.#store;
    const has = (/** @type {string | null} */ id) => store.characters.some((one) => one.id === id);
    if (folder === null) {
      const target = this.#target ?? store.state.target;
      if (target && has(target)) return target;
      const id = await addCharacter(store);
      this.#target = id;
      return id;
    }
    const known = store.characters.find(({ name }) => name === folder);
    return known ? known.id : addCharacter(store, folder);
  }

  /**
   * @param {string} name
   * @param {string} why
   */
  #leaveOut(name, why) {
    const { leftOut } = this.#store.state;
    this.#store.set({ leftOut: [...leftOut, { name, why, sha256: null }] });
  }
}

/**
 * @param {TeachStore} store
 * @param {string} [name]
 */
export async function addCharacter(store, name) {
  if (!store.state.project) await store.create();
  const names = store.characters.map((one) => one.name);
  const one = { id: newId(), name: name ?? free(text().teach.newCharacter, names) };
  await store.change({ characters: [...store.characters, one] });
  store.set({ target: one.id });
  return one.id;
}

/**
 * Another name; that of another character joins the two.
 *
 * @param {TeachStore} store
 * @param {string} id
 * @param {string} name
 */
export function renameCharacter(store, id, name) {
  return store.atOnce(async () => {
    const wanted = name.trim();
    const own = store.characters.find((one) => one.id === id);
    if (!own || wanted === "" || wanted === own.name) return;
    const twin = store.characters.find((one) => one.name === wanted);
    if (!twin) {
      const characters = store.characters.map((one) => (one.id === id ? { id, name: wanted } : one));
      await store.change({ characters });
      return;
    }
    const shas = store.picturesOf(id).map(({ sha256 }) => sha256);
    await reassign(store, shas, twin.id);
    await store.change({ characters: store.characters.filter((one) => one.id !== id) });
    store.session.say(text().teach.joined(wanted));
  });
}

/**
 * Takes a character out with its pictures; undone by the message.
 *
 * @param {TeachStore} store
 * @param {string} id
 */
export function removeCharacter(store, id) {
  return store.atOnce(async () => {
    const before = store.characters;
    const own = before.find((one) => one.id === id);
    if (!own) return;
    const pictures = store.picturesOf(id);
    await takeOut(store, pictures);
    await store.change({ characters: before.filter((one) => one.id !== id) });
    offerUndo(store, text().teach.removed(own.name), async () => {
      if (!store.characters.some((one) => one.id === id)) {
        await store.change({ characters: [...store.characters, own] });
      }
      await putBack(store, pictures);
    });
  });
}

/**
 * @param {TeachStore} store
 * @param {string} sha256
 */
export function removePicture(store, sha256) {
  return store.atOnce(async () => {
    const picture = store.picture(sha256);
    if (!picture) return;
    await takeOut(store, [picture]);
    offerUndo(store, text().teach.removed(picture.name), () => putBack(store, [picture]));
  });
}

/**
 * @param {TeachStore} store
 * @param {string} sha256
 * @param {string} character
 */
export function movePicture(store, sha256, character) {
  return store.atOnce(() => reassign(store, [sha256], character));
}

/**
 * @param {TeachStore} store
 * @param {string[]} shas
 * @param {string} character
 */
async function reassign(store, shas, character) {
  const moved = store.state.pictures
    .filter(({ sha256 }) => shas.includes(sha256))
    .map((picture) => ({ ...picture, character }));
  const by = new Map(moved.map((picture) => [picture.sha256, picture]));
  store.set({ pictures: store.state.pictures.map((picture) => by.get(picture.sha256) ?? picture) });
  await store.kept.putPictures(moved);
}

/**
 * @param {TeachStore} store
 * @param {StoredPicture[]} pictures
 */
async function takeOut(store, pictures) {
  const gone = new Set(pictures.map(({ sha256 }) => sha256));
  store.set({
    pictures: store.state.pictures.filter(({ sha256 }) => !gone.has(sha256)),
    leftOut: store.state.leftOut.filter(({ sha256 }) => sha256 === null || !gone.has(sha256)),
    open: null,
  });
  await store.kept.removePictures(store.state.project?.id ?? "", [...gone]);
}

/**
 * @param {TeachStore} store
 * @param {StoredPicture[]} pictures
 */
async function putBack(store, pictures) {
  const missing = pictures.filter(({ sha256 }) => !store.picture(sha256));
  if (missing.some(({ project }) => project !== store.state.project?.id)) return;
  store.set({ pictures: [...store.state.pictures, ...missing] });
  await store.kept.putPictures(missing);
}

/**
 * @param {TeachStore} store
 * @param {string} message
 * @param {() => Promise<void>} undo
 */
function offerUndo(store, message, undo) {
  store.session.say(message, { label: text().teach.undo, act: () => void store.atOnce(undo) });
}
