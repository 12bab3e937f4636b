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

  render() {
    const words = text().more.change;
    const { session, findings, tab } = this;
    return html`<div class="tabs" role="tablist" aria-label=${words.ways} @keydown=${this.#step}>
        ${TABS.map(
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
    this.tab = TABS[(TABS.indexOf(this.tab) + by + TABS.length) % TABS.length];
    void this.updateComplete.then(() =>
      /** @type {HTMLElement | null} */ (this.querySelector(`#tab-${this.tab}`))?.focus(),
    );
  }
}

customElements.define("moe-change", Change);
