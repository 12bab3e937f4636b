/**
 * Base of the page's elements: light DOM with the global style sheets, and one session whose
 * every change renders anew. What stands inside the element before (the static shell) is
 * replaced by the first render.
 *
 * @import { Session } from "../app/session.js"
 */
import { LitElement } from "lit";

export class PageElement extends LitElement {
  /** @type {import("lit").PropertyDeclarations} */
  static properties = { session: { attribute: false } };

  constructor() {
    super();
    /** @type {Session} */
    this.session = /** @type {any} */ (undefined);
  }

  /** @type {(() => void) | null} */
  #unsubscribe = null;
  /** @type {Session | null} */
  #subscribed = null;

  createRenderRoot() {
    this.replaceChildren();
    return this;
  }

  /** Nothing is rendered before the session is there. */
  shouldUpdate() {
    return this.session !== undefined;
  }

  /** @param {import("lit").PropertyValues} [_changed] */
  willUpdate(_changed) {
    if (this.#subscribed !== this.session) this.#subscribe();
  }

  connectedCallback() {
    super.connectedCallback();
    if (this.session) this.#subscribe();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#unsubscribe?.();
    this.#unsubscribe = null;
    this.#subscribed = null;
  }

  #subscribe() {
    this.#unsubscribe?.();
    this.#subscribed = this.session;
    this.#unsubscribe = this.session.subscribe(() => this.requestUpdate());
  }

  get state() {
    return this.session.state;
  }
}
