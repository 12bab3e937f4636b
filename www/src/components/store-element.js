/** Base of parts of a view: light DOM, and one store whose every change renders anew. */
import { LitElement } from "lit";

/**
 * @template {{ state: object, subscribe: (changed: () => void) => () => void }} S
 */
export class StoreElement extends LitElement {
  /** @type {import("lit").PropertyDeclarations} */
  static properties = { store: { attribute: false } };

  /** @type {(() => void)[]} */
  #ends = [];

  constructor() {
    super();
    /** @type {S} */
    this.store = /** @type {any} */ (undefined);
  }

  createRenderRoot() {
    return this;
  }

  connectedCallback() {
    super.connectedCallback();
    this.#follow();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#ends.forEach((end) => end());
    this.#ends = [];
  }

  shouldUpdate() {
    return this.store !== undefined;
  }

  /** @param {import("lit").PropertyValues} changed */
  willUpdate(changed) {
    if (changed.has("store")) this.#follow();
  }

  #follow() {
    this.#ends.forEach((end) => end());
    this.#ends = this.store ? [this.store.subscribe(() => this.requestUpdate())] : [];
  }

  /** @returns {S["state"]} */
  get state() {
    return this.store.state;
  }
}
