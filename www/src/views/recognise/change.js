/** `<moe-change>`: what would change its mind? Three ways to ask, as tabs. */
import { html } from "lit";
import { text } from "../../texts/text.js";
import { FindingsCard } from "./card.js";
import "./knob-tab.js";
import "./redraw-tab.js";
import "./region-tab.js";

const TABS = /** @type {const} */ (["region", "knob", "redraw"]);

class Change extends FindingsCard {
  static properties = { ...FindingsCard.properties, tab: { state: true } };

  constructor() {
    super();
    /** @type {typeof TABS[number]} */
    this.tab = "region";
  }

  /** The artist can draw the gallery's characters only. */
  get #tabs() {
    const { model, picture } = this.state;
    const isDrawn = model?.kind === "gallery" || picture?.source.kind === "gallery";
    return TABS.filter((tab) => tab !== "redraw" || isDrawn);
  }

  render() {
    const words = text().more.change;
    const { session, findings } = this;
    const tabs = this.#tabs;
    const tab = tabs.includes(this.tab) ? this.tab : tabs[0];
    return html`<div class="tabs" role="tablist" aria-label=${words.ways} @keydown=${this.#step}>
        ${tabs.map(
          (name) =>
            html`<button
              type="button"
              role="tab"
              id="tab-${name}"
              aria-controls="change-panel"
              aria-selected=${name === tab}
              tabindex=${name === tab ? 0 : -1}
              data-test="tab-${name}"
              @click=${() => (this.tab = name)}
            >
              ${words.tabs[name]}
            </button>`,
        )}
      </div>
      <div class="panel" role="tabpanel" id="change-panel" aria-labelledby="tab-${tab}">
        ${
          tab === "region"
            ? html`<moe-region-tab .session=${session} .findings=${findings}></moe-region-tab>`
            : tab === "knob"
              ? html`<moe-knob-tab .session=${session} .findings=${findings}></moe-knob-tab>`
              : html`<moe-redraw-tab .session=${session} .findings=${findings}></moe-redraw-tab>`
        }
      </div>`;
  }

  /** @param {KeyboardEvent} event */
  #step(event) {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!by) return;
    event.preventDefault();
    const tabs = this.#tabs;
    this.tab = tabs[(tabs.indexOf(this.tab) + by + tabs.length) % tabs.length];
    void this.updateComplete.then(() =>
      /** @type {HTMLElement | null} */ (this.querySelector(`#tab-${this.tab}`))?.focus(),
    );
  }
}

customElements.define("moe-change", Change);
