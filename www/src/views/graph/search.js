/** `<moe-graph-search>`: find a node by name, with completion (a combobox after the ARIA practices). */
import { html, nothing } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { text } from "../../texts/text.js";
import { StoreElement } from "../../components/store-element.js";

const MOST = 8;

/** @extends {StoreElement<import("./store.js").GraphStore>} */
class Search extends StoreElement {
  static properties = {
    ...StoreElement.properties,
    words: { state: true },
    active: { state: true },
    isOpen: { state: true },
  };

  constructor() {
    super();
    this.words = "";
    this.active = 0;
    this.isOpen = false;
  }

  get #matches() {
    const wanted = this.words.trim().toLowerCase();
    if (wanted === "") return [];
    const count = this.store.count + this.state.guests.length;
    const all = Array.from({ length: count }, (_, node) => ({ node, name: this.store.nameOf(node) }));
    const starts = (/** @type {string} */ name) => (name.toLowerCase().startsWith(wanted) ? 0 : 1);
    return all
      .filter(({ name }) => name.toLowerCase().includes(wanted))
      .sort((a, b) => starts(a.name) - starts(b.name) || a.node - b.node)
      .slice(0, MOST);
  }

  render() {
    const words = text().graph;
    const matches = this.isOpen ? this.#matches : [];
    const isShown = matches.length > 0;
    return html`<div class="find">
      <input
        class="input"
        type="search"
        role="combobox"
        autocomplete="off"
        placeholder=${words.find}
        aria-label=${words.find}
        aria-expanded=${isShown}
        aria-controls="graph-found"
        aria-autocomplete="list"
        aria-activedescendant=${isShown ? `graph-found-${this.active}` : nothing}
        data-test="graph-search"
        .value=${this.words}
        @input=${(/** @type {Event} */ event) => {
          this.words = /** @type {HTMLInputElement} */ (event.currentTarget).value;
          this.active = 0;
          this.isOpen = true;
        }}
        @keydown=${this.#onKey}
        @blur=${() => (this.isOpen = false)}
      />
      <ul class="found" id="graph-found" role="listbox" aria-label=${words.find} ?hidden=${!isShown}>
        ${repeat(
          matches,
          ({ node }) => node,
          ({ node, name }, i) =>
            html`<li
              id="graph-found-${i}"
              role="option"
              aria-selected=${i === this.active}
              data-test="found"
              @pointerdown=${(/** @type {Event} */ event) => {
                event.preventDefault();
                this.#take(node);
              }}
            >
              <img class="face" src=${this.store.imageOf(node)} alt="" width="32" height="32" />${name}
            </li>`,
        )}
      </ul>
      <p class="vh" role="status">${this.isOpen && this.words ? words.found(matches.length) : ""}</p>
    </div>`;
  }

  /** @param {KeyboardEvent} event */
  #onKey(event) {
    const matches = this.#matches;
    if (event.key === "Escape") {
      this.words = "";
      this.isOpen = false;
    } else if (event.key === "Enter") {
      const found = matches[this.active];
      if (found) this.#take(found.node);
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      this.isOpen = true;
      const step = event.key === "ArrowDown" ? 1 : -1;
      if (matches.length > 0) this.active = (this.active + step + matches.length) % matches.length;
    }
  }

  /** @param {number} node */
  #take(node) {
    this.words = this.store.nameOf(node);
    this.isOpen = false;
    this.dispatchEvent(new CustomEvent("found", { detail: node, bubbles: true }));
  }
}

customElements.define("moe-graph-search", Search);
