/**
 * Rows of numbers on their way into the store, some at a time: what is written survives a reload.
 *
 * @import { StoredRow } from "../../app/projects.js"
 * @import { TeachStore } from "./store.js"
 */

/** Rows that are written together. */
const TOGETHER = 32;

export class RowKeeper {
  #kept;
  /** @type {StoredRow[]} */
  #rows = [];
  /** @type {Promise<void>[]} */
  #written = [];

  /** @param {TeachStore["kept"]} kept */
  constructor(kept) {
    this.#kept = kept;
  }

  /** @param {StoredRow[]} rows */
  put(...rows) {
    this.#rows.push(...rows);
    if (this.#rows.length >= TOGETHER) this.#write();
  }

  /** Resolves when everything is written. */
  async end() {
    this.#write();
    await Promise.all(this.#written);
  }

  #write() {
    if (this.#rows.length > 0) this.#written.push(this.#kept.putRows(this.#rows));
    this.#rows = [];
  }
}
