/**
 * `<moe-gallery>`: all characters by face and name, searchable; one stop for the Tab key, arrow
 * keys inside.
 *
 * @import { Faces, GalleryCharacter } from "../engine/types.js"
 * @import { SessionState } from "../app/session-state.js"
 */
import { html, nothing } from "lit";
import { guard } from "lit/directives/guard.js";
import { repeat } from "lit/directives/repeat.js";
import { nextTask } from "../app/next-task.js";
import { text } from "../texts/text.js";
import { face } from "./face.js";
import { PageElement } from "./page-element.js";

/** Characters drawn in one go. */
const PORTION = 20;
const SKELETONS = Array.from({ length: 12 }, (_, i) => i);

/**
 * Whose pictures there are to try: of the classes of the model in use where it has some, else the gallery.
 *
 * @param {SessionState} state
 * @returns {{ kind: "gallery" | "class", list: GalleryCharacter[], faces: Faces | null }}
 */
function people({ model, gallery, atlas }) {
  if (model && model.kind !== "gallery") {
    const list = model.classes.filter(({ index }) => model.hasPictures(index));
    if (list.length > 0) return { kind: "class", list, faces: model.faces };
  }
  return { kind: "gallery", list: gallery, faces: atlas };
}

class Gallery extends PageElement {
  /** @type {readonly (keyof SessionState)[]} */
  static reads = ["gallery", "atlas", "model", "picture"];

  /** @type {import("lit").PropertyDeclarations} */
  static properties = { search: { state: true }, reached: { state: true } };

  constructor() {
    super();
    this.search = "";
    /** So many are drawn; they come little by little, so that the page can be used meanwhile. */
    this.reached = PORTION;
  }

  updated() {
    if (this.reached < people(this.state).list.length) void nextTask().then(() => (this.reached += PORTION));
  }

  get #matches() {
    const wanted = this.search.trim().toLowerCase();
    const { list } = people(this.state);
    if (wanted === "") return list;
    const starts = (/** @type {GalleryCharacter} */ { name }) =>
      name.toLowerCase().startsWith(wanted) ? 0 : 1;
    return list
      .filter(({ name }) => name.toLowerCase().includes(wanted))
      .sort((a, b) => starts(a) - starts(b) || a.index - b.index);
  }

  get #current() {
    const source = this.state.picture?.source;
    return source?.kind === people(this.state).kind ? source.character : null;
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
        people(this.state).list.length === 0
          ? html`<div class="gallery" aria-hidden="true">
              ${SKELETONS.map(() => html`<span class="person"><span class="face skel"></span><span class="name">&nbsp;</span></span>`)}
            </div>`
          : this.#list(matches)
      }`;
  }

  /** @param {GalleryCharacter[]} matches */
  #list(matches) {
    const words = text().pick;
    const { kind, list, faces } = people(this.state);
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
      ${guard([list, this.search, this.reached, kind, faces, current], () =>
        repeat(
          matches.slice(0, this.reached),
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
              @click=${() => this.session.openGallery(index, 0, kind)}
            >
              ${face(faces, index)}<span class="name">${name}</span>
            </button>`,
        ),
      )}
    </div>`;
  }

  /** @param {KeyboardEvent} event */
  #onSearchKey(event) {
    if (event.key === "Enter") {
      const [first] = this.#matches;
      if (first && this.search.trim()) {
        this.session.openGallery(first.index, 0, people(this.state).kind);
      }
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

const BLANKS = Array.from({ length: 4 }, () => html`<span class="skel"></span>`);

/** `<moe-pictures>`: the pictures of the chosen character. */
class Pictures extends PageElement {
  /** @type {readonly (keyof SessionState)[]} */
  static reads = ["gallery", "model", "picture"];

  render() {
    const source = this.state.picture?.source;
    const { kind, list } = people(this.state);
    // Their place is kept until the first is there, so that nothing moves.
    if (!source) return html`<div class="pictures" aria-hidden="true">${BLANKS}</div>`;
    if (source.kind !== kind) return nothing;
    const character = list.find(({ index }) => index === source.character);
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
            @click=${() => this.session.openGallery(character.index, index, kind)}
          >
            <img src=${url} alt="" width="64" height="64" />
          </button>`,
      )}
    </div>`;
  }
}

customElements.define("moe-pictures", Pictures);
