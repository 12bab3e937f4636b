/** `<moe-theme>`: switches between light and dark. */
import { LitElement, html } from "lit";
import { chooseTheme, currentTheme } from "../app/theme.js";
import { text } from "../texts/text.js";
import { icon } from "./icons.js";

class ThemeButton extends LitElement {
  #watcher = new MutationObserver(() => this.requestUpdate());

  createRenderRoot() {
    this.replaceChildren();
    return this;
  }

  connectedCallback() {
    super.connectedCallback();
    this.#watcher.observe(document.documentElement, { attributeFilter: ["data-theme"] });
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#watcher.disconnect();
  }

  render() {
    const isDark = currentTheme() === "dark";
    const words = text().page;
    return html`<button
      class="btn quiet icon-only"
      type="button"
      data-test="theme"
      aria-label=${isDark ? words.themeIsDark : words.themeIsLight}
      @click=${() => chooseTheme(isDark ? "light" : "dark")}
    >
      ${icon(isDark ? "moon" : "sun")}
    </button>`;
  }
}

customElements.define("moe-theme", ThemeButton);
