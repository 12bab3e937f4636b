/**
 * What a person taught, kept in the browser: projects with their characters, pictures and what the network
 * says of each, and trained heads. Files and numbers live in IndexedDB, so that a reload loses nothing and
 * never are all pictures in memory.
 *
 * @import { CurvePoint, Measured } from "../engine/teaching-types.js"
 * @import { Audit } from "../views/teach/audit/types.js"
 * @import { DBSchema, IDBPDatabase } from "idb"
 *
 * @typedef {{ id: string, name: string }} Taught   A character of a project.
 *
 * @typedef {object} Outcome   Of a training.
 * @property {string[]} names       Of the characters, in the order of the head's classes.
 * @property {[string, number][]} order   SHA-256 and class of each measured picture.
 * @property {string[][]} faces     SHA-256 of the pictures that stand for each character.
 * @property {string[]} variants    That were trained on too.
 * @property {boolean} balanced     Every character counted alike, however many pictures it has.
 * @property {Measured} measured
 * @property {CurvePoint[]} curve
 * @property {number} seconds
 *
 * @typedef {object} Project
 * @property {string} id
 * @property {string} name
 * @property {number} made          Milliseconds since 1970.
 * @property {Taught[]} characters
 * @property {string[]} variants    That are switched on.
 * @property {boolean} balanced     Every character is to count alike.
 * @property {Record<string, number>} effects   What each variant changes in the share that is right.
 * @property {Outcome | null} outcome
 * @property {Uint8Array | null} head
 * @property {string[] | null} known   Names of the head's classes, in their order.
 * @property {string[]} checked      SHA-256 of pictures whose label the person found right.
 * @property {Audit | null} [audit]  Of the head.
 * @property {boolean} isDeleted    Gone at the next start, unless the person takes it back.
 *
 * @typedef {object} StoredPicture
 * @property {string} project
 * @property {string} sha256
 * @property {string} character     Its id.
 * @property {string} name          Of the file.
 * @property {Blob} file
 * @property {string | null} why    Why it cannot be used, once that is known.
 * @property {Uint8Array | null} [figure]  Painted by the person: a byte per pixel at the network's input size, 1
 *   on the figure.
 *
 * @typedef {object} StoredRow
 * @property {string} project
 * @property {string} sha256
 * @property {string} kind          "plain", a variant, or a background (`groundKind`).
 * @property {Float32Array} row
 *
 * @typedef {DBSchema & {
 *   projects: { key: string, value: Project },
 *   pictures: { key: [string, string], value: StoredPicture },
 *   rows: { key: [string, string, string], value: StoredRow },
 * }} Schema
 */
import { openDB } from "idb";

const NAME = "moelens";
const VERSION = 1;

export class Projects {
  #db;

  /** @param {IDBPDatabase<Schema>} db */
  constructor(db) {
    this.#db = db;
  }

  /**
   * Opens the store; what was deleted before is cleared away.
   *
   * @param {() => void} onLost  The browser has deleted or closed it.
   */
  static async open(onLost = () => {}) {
    /** @type {IDBPDatabase<Schema>} */
    const db = await openDB(NAME, VERSION, {
      upgrade(made) {
        made.createObjectStore("projects", { keyPath: "id" });
        made.createObjectStore("pictures", { keyPath: ["project", "sha256"] });
        made.createObjectStore("rows", { keyPath: ["project", "sha256", "kind"] });
      },
      terminated: onLost,
    });
    const projects = new Projects(db);
    await projects.#purge();
    return projects;
  }

  async #purge() {
    for (const { id, isDeleted } of await this.#db.getAll("projects")) {
      if (!isDeleted) continue;
      const tx = this.#db.transaction(["projects", "pictures", "rows"], "readwrite");
      await Promise.all([
        tx.objectStore("projects").delete(id),
        tx.objectStore("pictures").delete(within(id)),
        tx.objectStore("rows").delete(within(id)),
        tx.done,
      ]);
    }
  }

  /** All that are not deleted, the oldest first. */
  async list() {
    const all = await this.#db.getAll("projects");
    return all.filter(({ isDeleted }) => !isDeleted).sort((a, b) => a.made - b.made);
  }

  /** @param {string} id */
  get(id) {
    return this.#db.get("projects", id);
  }

  /** @param {Project} project */
  async put(project) {
    await this.#db.put("projects", project);
  }

  /** @param {string} id */
  pictures(id) {
    return this.#db.getAll("pictures", within(id));
  }

  /**
   * @param {string} id
   * @param {string} sha256
   */
  picture(id, sha256) {
    return this.#db.get("pictures", [id, sha256]);
  }

  /** @param {StoredPicture[]} pictures */
  async putPictures(pictures) {
    const tx = this.#db.transaction("pictures", "readwrite");
    await Promise.all([...pictures.map((picture) => tx.store.put(picture)), tx.done]);
  }

  /**
   * Takes pictures out; what is known of them goes too.
   *
   * @param {string} id
   * @param {string[]} shas
   */
  async removePictures(id, shas) {
    const tx = this.#db.transaction(["pictures", "rows"], "readwrite");
    const gone = shas.flatMap((sha) => [
      tx.objectStore("pictures").delete([id, sha]),
      tx.objectStore("rows").delete(IDBKeyRange.bound([id, sha], [id, sha, []])),
    ]);
    await Promise.all([...gone, tx.done]);
  }

  /** @param {StoredRow[]} rows */
  async putRows(rows) {
    const tx = this.#db.transaction("rows", "readwrite");
    await Promise.all([...rows.map((row) => tx.store.put(row)), tx.done]);
  }

  /**
   * Which rows are there: `sha256/kind`.
   *
   * @param {string} id
   * @returns {Promise<Set<string>>}
   */
  async rowKeys(id) {
    const keys = await this.#db.getAllKeys("rows", within(id));
    return new Set(keys.map(([, sha, kind]) => `${sha}/${kind}`));
  }

  /**
   * What the network says of a picture, or of a variant of it.
   *
   * @param {string} id
   * @param {string | string[]} kind   For all pictures, or for each.
   * @param {string[]} shas
   * @returns {Promise<(Float32Array | undefined)[]>}
   */
  async rows(id, kind, shas) {
    const tx = this.#db.transaction("rows");
    const found = await Promise.all(
      shas.map((sha, i) => tx.store.get([id, sha, typeof kind === "string" ? kind : kind[i]])),
    );
    return found.map((entry) => entry?.row);
  }

  /**
   * Forgets what the network says of a picture's figure on other backgrounds, and of others on its own.
   *
   * @param {string} id
   * @param {string} sha256
   */
  async forgetGrounds(id, sha256) {
    const tx = this.#db.transaction("rows", "readwrite");
    const keys = await tx.store.getAllKeys(within(id));
    const gone = keys.filter(
      ([, sha, kind]) => kind === groundKind(sha256) || (sha === sha256 && kind.startsWith(GROUND)),
    );
    await Promise.all([...gone.map((key) => tx.store.delete(key)), tx.done]);
  }
}

const GROUND = "ground ";

/** The kind of rows on a picture's background. @param {string} sha256 */
export function groundKind(sha256) {
  return GROUND + sha256.slice(0, 16);
}

/** Keys that begin with a project. @param {string} id */
function within(id) {
  return IDBKeyRange.bound([id], [id, []]);
}
