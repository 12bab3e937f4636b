/** `<moe-language>`: switches to the other language. */
import { LitElement, html } from "lit";
import { LANGUAGES, rememberLanguage } from "../app/language.js";
import { text, useLanguage } from "../texts/text.js";

/** @import { Session } from "../app/session.js" */
/** @import { Language } from "../texts/text.js" */

class LanguageButton extends LitElement {
  /** @type {import("lit").PropertyDeclarations} */
  static properties = { session: { attribute: false } };

  constructor() {
    super();
    /** @type {Session | null} */
    this.session = null;
  }

  createRenderRoot() {
    this.replaceChildren();
    return this;
  }

  render() {
    const names = /** @type {[Language, string][]} */ (Object.entries(LANGUAGES));
    return names
      .filter(([language]) => language !== text().language)
      .map(
        ([language, name]) =>
          html`<button
            class="btn quiet"
            type="button"
            lang=${language}
            data-test="language"
            @click=${() => this.#choose(language)}
          >
            ${name}
          </button>`,
      );
  }

  /** @param {Language} language */
  async #choose(language) {
    try {
      await useLanguage(language);
      rememberLanguage(language);
    } catch (error) {
      this.session?.report(error);
    }
  }
}

customElements.define("moe-language", LanguageButton);
