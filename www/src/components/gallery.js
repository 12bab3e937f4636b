/**
 * `<moe-gallery>`: all characters by face and name, searchable; one stop for the Tab key, arrow
 * keys inside.
 *
 * @import { GalleryCharacter } from "../engine/types.js"
 */
import { html, nothing } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { text } from "../texts/text.js";
import { face } from "./face.js";
import { PageElement } from "./page-element.js";

const SKELETONS = Array.from({ length: 12 }, (_, i) => i);

class Gallery extends PageElement {
  /** @type {import("lit").PropertyDeclarations} */
  static properties = { search: { state: true } };

  constructor() {
    super();
    this.search = "";
  }

  get #matches() {
    const wanted = this.search.trim().toLowerCase();
    const { gallery } = this.state;
    if (wanted === "") return gallery;
    const starts = (/** @type {GalleryCharacter} */ { name }) =>
      name.toLowerCase().startsWith(wanted) ? 0 : 1;
    return gallery
      .filter(({ name }) => name.toLowerCase().includes(wanted))
      .sort((a, b) => starts(a) - starts(b) || a.index - b.index);
  }

  get #current() {
    const source = this.state.picture?.source;
    return source?.kind === "gallery" ? source.character : null;
  }

  render() {
    const words = text().pick;
    const matches = this.#matches;
    return html`<h2 class="small-title">${words.gallery}</h2>
      <label class="gallery-find">
        <span class="vh">${words.find}</span>
        <input
          class="input"
          type="search"
          placeholder=${words.findHint}
          autocomplete="off"
          data-test="gallery-search"
          .value=${this.search}
          @input=${(/** @type {Event} */ event) => {
            this.search = /** @type {HTMLInputElement} */ (event.currentTarget).value;
          }}
          @keydown=${this.#onSearchKey}
        />
      </label>
      <p class="vh" role="status">${this.search ? words.matches(matches.length) : ""}</p>
      ${
        this.state.gallery.length === 0
          ? html`<div class="gallery" aria-hidden="true">
              ${SKELETONS.map(() => html`<span class="person"><span class="face skel"></span></span>`)}
            </div>`
          : this.#list(matches)
      }`;
  }

  /** @param {GalleryCharacter[]} matches */
  #list(matches) {
    const words = text().pick;
    if (matches.length === 0) return html`<p class="note">${words.noMatch}</p>`;
    const current = this.#current;
    const entry = matches.some(({ index }) => index === current) ? current : matches[0].index;
    return html`<div
      class="gallery"
      role="listbox"
      aria-label=${words.gallery}
      data-test="gallery"
      @keydown=${this.#onListKey}
    >
      ${repeat(
        matches,
        ({ index }) => index,
        ({ index, name }) =>
          html`<button
            type="button"
            class="person"
            role="option"
            aria-selected=${index === current}
            tabindex=${index === entry ? 0 : -1}
            aria-label=${name}
            data-test="gallery-item"
            @click=${() => this.session.openGallery(index)}
          >
            ${face(this.state.atlas, index)}<span class="name">${name}</span>
          </button>`,
      )}
    </div>`;
  }

  /** @param {KeyboardEvent} event */
  #onSearchKey(event) {
    if (event.key === "Enter") {
      const [first] = this.#matches;
      if (first && this.search.trim()) this.session.openGallery(first.index);
    } else if (event.key === "ArrowDown") {
      event.preventDefault();
      /** @type {HTMLElement | null} */ (this.querySelector(".person[tabindex='0']"))?.focus();
    }
  }

  /** @param {KeyboardEvent} event */
  #onListKey(event) {
    const people = /** @type {HTMLElement[]} */ ([...this.querySelectorAll(".person")]);
    const at = people.indexOf(/** @type {HTMLElement} */ (document.activeElement));
    if (at < 0) return;
    const top = people[0].offsetTop;
    const next = people.findIndex((person) => person.offsetTop > top);
    const columns = next < 0 ? people.length : next;
    /** @type {Record<string, number>} */
    const steps = {
      ArrowRight: at + 1,
      ArrowLeft: at - 1,
      ArrowDown: at + columns,
      ArrowUp: at - columns,
      Home: 0,
      End: people.length - 1,
    };
    const to = steps[event.key];
    if (to === undefined) return;
    event.preventDefault();
    people[Math.min(people.length - 1, Math.max(0, to))].focus();
  }
}

customElements.define("moe-gallery", Gallery);

/** `<moe-pictures>`: the four pictures of the chosen character. */
class Pictures extends PageElement {
  render() {
    const source = this.state.picture?.source;
    if (source?.kind !== "gallery") return nothing;
    const character = this.state.gallery.find(({ index }) => index === source.character);
    if (!character) return nothing;
    const words = text().pick;
    return html`<div class="pictures" role="group" aria-label=${words.pictures(character.name)}>
      ${character.pictures.map(
        (url, index) =>
          html`<button
            type="button"
            aria-pressed=${index === source.picture}
            aria-label=${words.pictureOf(character.name, index + 1)}
            data-test="picture"
            @click=${() => this.session.openGallery(character.index, index)}
          >
            <img src=${url} alt="" width="64" height="64" />
          </button>`,
      )}
    </div>`;
  }
}

customElements.define("moe-pictures", Pictures);
