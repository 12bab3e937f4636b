/**
 * Models that a person brought, kept in the browser so that a reload loses none.
 *
 * @import { ForeignModel, KnownClass } from "../engine/model-in-use.js"
 * @import { NetworkOptions } from "../engine/types.js"
 * @import { Session } from "./session.js"
 * @import { DBSchema, IDBPDatabase } from "idb"
 *
 * @typedef {object} BroughtModel
 * @property {string} id
 * @property {string} name
 * @property {number} made          Milliseconds since 1970.
 * @property {Blob} file
 * @property {NetworkOptions} options
 * @property {KnownClass[]} classes
 *
 * @typedef {DBSchema & { models: { key: string, value: BroughtModel } }} Schema
 */
import { text } from "../texts/text.js";
import { recall, remember } from "./storage.js";

/** A store of its own: that of the projects stays as it is. */
const NAME = "moelens-models";
const VERSION = 1;
/** Remembered, so that a page without any opens no store at its start. */
const FLAG = "brought";

/** @returns {Promise<IDBPDatabase<Schema>>} */
async function open() {
  const { openDB } = await import("idb");
  return openDB(NAME, VERSION, {
    upgrade: (made) => void made.createObjectStore("models", { keyPath: "id" }),
  });
}

/**
 * Keeps a model that is offered already. A browser that has no room for it keeps it as long as the page.
 *
 * @param {Session} session
 * @param {ForeignModel} model
 */
export async function keepBrought(session, { id, name, file, options, classes }) {
  try {
    const blob = new Blob([/** @type {BlobPart} */ (file)]);
    const kept = { id, name, made: Date.now(), file: blob, options, classes };
    const db = await open();
    await db.put("models", kept);
    remember(FLAG, "yes");
    offerBrought(session, db, kept);
  } catch {
    session.say(text().models.notKept(name));
  }
}

/**
 * @param {Session} session
 * @param {IDBPDatabase<Schema>} db
 * @param {BroughtModel} kept
 */
function offerBrought(session, db, { id, name, classes }) {
  session.models.offer({
    id,
    kind: "foreign",
    name,
    classes: classes.length,
    source: async () => {
      const found = await db.get("models", id);
      if (!found) throw new Error(`the model ${id} is gone`);
      const { options, classes } = found;
      const file = new Uint8Array(await found.file.arrayBuffer());
      return { kind: "foreign", id, name, file, options, classes };
    },
    forget: async () => {
      const found = await db.get("models", id);
      await db.delete("models", id);
      return async () => {
        if (!found) return;
        await db.put("models", found);
        offerBrought(session, db, found);
      };
    },
  });
}

/**
 * Offers every model that was brought in this browser, once the engine is there, and uses what was in use last.
 *
 * @param {Session} session
 */
export function followBrought(session) {
  session.subscribe((state, before) => {
    if (state.engine !== "ready" || before.engine === "ready" || recall(FLAG) === null) return;
    void offerAll(session).catch((error) => session.report(error));
  });
}

/** @param {Session} session */
async function offerAll(session) {
  // What is used first is remembered as the last: read before.
  const last = recall("model");
  const db = await open();
  const all = await db.getAll("models");
  for (const kept of all.sort((a, b) => a.made - b.made)) offerBrought(session, db, kept);
  if (last && all.some(({ id }) => id === last)) await session.models.use(last);
}
