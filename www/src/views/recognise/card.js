/** Base of the cards below the picture: as the page's elements, and they follow the findings too. */
import { PageElement } from "../../components/page-element.js";

/** @import { Findings } from "./findings.js" */

export class FindingsCard extends PageElement {
  /** @type {import("lit").PropertyDeclarations} */
  static properties = { ...PageElement.properties, findings: { attribute: false } };

  constructor() {
    super();
    /** @type {Findings} */
    this.findings = /** @type {any} */ (undefined);
  }

  /** @type {(() => void) | null} */
  #leave = null;

  shouldUpdate() {
    return super.shouldUpdate() && this.findings !== undefined;
  }

  /** @param {import("lit").PropertyValues} changed */
  willUpdate(changed) {
    super.willUpdate(changed);
    if (changed.has("findings")) {
      this.#leave?.();
      this.#leave = this.findings.subscribe(() => this.requestUpdate());
    }
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#leave?.();
    this.#leave = null;
  }
}
