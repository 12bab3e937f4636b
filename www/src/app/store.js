/**
 * A plain observable: one state object, replaced in part, and listeners told once per change.
 *
 * @template {object} T
 */
export class Store {
  /** @type {Set<(state: T, before: T) => void>} */
  #listeners = new Set();

  /** @param {T} state */
  constructor(state) {
    /** @type {Readonly<T>} */
    this.state = state;
  }

  /** @param {Partial<T>} change */
  set(change) {
    const before = this.state;
    this.state = { ...before, ...change };
    for (const listener of this.#listeners) listener(this.state, before);
  }

  /**
   * @param {(state: T, before: T) => void} listener
   * @returns {() => void}  Ends the subscription.
   */
  subscribe(listener) {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
