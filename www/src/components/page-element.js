/**
 * Base of the page's elements: light DOM with the global style sheets, and one session whose
 * every change renders anew. What stands inside the element before (the static shell) is
 * replaced by the first render.
 *
 * @import { Session } from "../app/session.js"
 * @import { SessionState } from "../app/session-state.js"
 */
import { LitElement } from "lit";
import { nextTask } from "../app/next-task.js";

export class PageElement extends LitElement {
  /** @type {import("lit").PropertyDeclarations} */
  static properties = { session: { attribute: false } };

  /**
   * What of the state it shows: nothing else renders it anew. Null: all of it.
   *
   * @type {readonly (keyof SessionState)[] | null}
   */
  static reads = null;

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
    return this;
  }

  /**
   * Changes are rendered in slices of time, so that many elements together do not hold up input. One inside
   * another is there with it.
   */
  async scheduleUpdate() {
    if (this.hasUpdated || this.dataset.part !== undefined) await nextTask();
    super.scheduleUpdate();
  }

  /** Nothing is rendered before the session is there. */
  shouldUpdate() {
    return this.session !== undefined;
  }

  /** @param {import("lit").PropertyValues} [_changed] */
  willUpdate(_changed) {
    if (this.#subscribed !== this.session) this.#subscribe();
  }

  /** @param {import("lit").PropertyValues} changed */
  update(changed) {
    if (!this.hasUpdated) this.replaceChildren();
    super.update(changed);
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
    const { reads } = /** @type {typeof PageElement} */ (this.constructor);
    this.#unsubscribe = this.session.subscribe((state, before) => {
      if (!reads || reads.some((key) => state[key] !== before[key])) this.requestUpdate();
    });
  }

  get state() {
    return this.session.state;
  }
}
