/** `<moe-teach-characters>`: the characters with their pictures. */
import { html, nothing } from "lit";
import { guard } from "lit/directives/guard.js";
import { repeat } from "lit/directives/repeat.js";
import { icon } from "../../components/icons.js";
import { StoreElement } from "../../components/store-element.js";
import { text } from "../../texts/text.js";
import { openCamera } from "./camera.js";
import { ofInput } from "./incoming.js";
import { add, addCharacter, removeCharacter, renameCharacter } from "./sorting.js";

/** @import { Taught } from "../../app/projects.js" */

/** Pictures of a folded character. */
const FOLDED = 7;
/** Pictures below which more are asked for. */
const FEW = 10;

/** @extends {StoreElement<import("./store.js").TeachStore>} */
class Characters extends StoreElement {
  render() {
    const words = text().teach;
    // There may be thousands of pictures, and how far the work is changes often.
    const { pictures, unfolded, target } = this.state;
    return html`<div class="stack-1">
      ${guard([text(), this.store.characters, pictures, unfolded, target], () =>
        repeat(
          this.store.characters,
          ({ id }) => id,
          (one) => this.#character(one),
        ),
      )}
      <button
        class="btn"
        type="button"
        data-test="add-character"
        @click=${() => void this.store.atOnce(() => addCharacter(this.store))}
      >
        ${icon("plus")}${words.addCharacter}
      </button>
    </div>`;
  }

  /** @param {Taught} character */
  #character({ id, name }) {
    const words = text().teach;
    const pictures = this.store.picturesOf(id);
    const { unfolded, target } = this.state;
    const isUnfolded = unfolded === id;
    const shown = isUnfolded ? pictures : pictures.slice(0, FOLDED);
    const few = pictures.length < FEW;
    const rename = (/** @type {Event} */ event) => {
      const input = /** @type {HTMLInputElement} */ (event.currentTarget);
      void renameCharacter(this.store, id, input.value).then(() => (input.value = nameNow(this.store, id)));
    };
    return html`<article
      class="cls ${target === id ? "is-target" : ""}"
      data-test="character"
      data-character=${id}
      data-name=${name}
      @pointerdown=${() => this.store.set({ target: id })}
      @focusin=${() => target !== id && this.store.set({ target: id })}
    >
      <header>
        <input
          class="input name"
          .value=${name}
          aria-label=${words.nameOf}
          autocomplete="off"
          spellcheck="false"
          data-test="character-name"
          @change=${rename}
        />
        <span class="chip num ${few ? "warn" : ""}" data-test="character-count"
          >${words.number(pictures.length)}</span
        >
        <span class="btn quiet icon-only file"
          >${icon("plus")}<input
            type="file"
            accept="image/*"
            multiple
            aria-label=${words.addTo(name)}
            data-test="character-add"
            @change=${(/** @type {Event} */ event) => this.#take(event, id)}
        /></span>
        <span class="btn quiet icon-only file touch"
          >${icon("camera")}<input
            type="file"
            accept="image/*"
            capture="environment"
            aria-label=${words.photoOf(name)}
            @change=${(/** @type {Event} */ event) => this.#take(event, id)}
        /></span>
        ${
          "mediaDevices" in navigator
            ? html`<button
                class="btn quiet icon-only no-touch"
                type="button"
                aria-label=${words.photoOf(name)}
                title=${words.photoOf(name)}
                data-test="character-camera"
                @click=${() => void openCamera(this.store, { id, name })}
              >
                ${icon("camera")}
              </button>`
            : nothing
        }
        <button
          class="btn quiet icon-only"
          type="button"
          aria-label=${words.removeCharacter(name)}
          data-test="character-remove"
          @click=${() => void removeCharacter(this.store, id)}
        >
          ${icon("close")}
        </button>
      </header>
      ${
        pictures.length === 0
          ? html`<p class="note">${words.target(name)}.</p>`
          : html`<div class="thumbs">
              ${repeat(
                shown,
                ({ sha256 }) => sha256,
                (picture, i) =>
                  html`<button
                    type="button"
                    class="thumb ${picture.why === null ? "" : "is-broken"}"
                    aria-label=${words.look(name, i + 1)}
                    title=${picture.name}
                    data-test="thumb"
                    @click=${() => this.store.set({ open: picture.sha256 })}
                  >
                    ${
                      picture.why === null
                        ? html`<img
                            src=${this.store.urlOf(picture)}
                            alt=""
                            loading="lazy"
                            decoding="async"
                          />`
                        : icon("warn")
                    }
                  </button>`,
              )}
              ${this.#fold(id, name, pictures.length, isUnfolded)}
            </div>`
      }
      ${few && pictures.length > 0 ? html`<p class="note">${words.few}</p>` : nothing}
    </article>`;
  }

  /**
   * @param {string} id
   * @param {string} name
   * @param {number} count
   * @param {boolean} isUnfolded
   */
  #fold(id, name, count, isUnfolded) {
    const words = text().teach;
    if (count <= FOLDED) return nothing;
    const hidden = count - FOLDED;
    return html`<button
      type="button"
      class="more"
      aria-expanded=${isUnfolded}
      aria-label=${isUnfolded ? words.fewer : words.moreOf(name, hidden)}
      @click=${() => this.store.set({ unfolded: isUnfolded ? null : id })}
    >
      ${isUnfolded ? "−" : words.more(hidden)}
    </button>`;
  }

  /**
   * @param {Event} event
   * @param {string} id
   */
  #take(event, id) {
    const input = /** @type {HTMLInputElement} */ (event.currentTarget);
    const incoming = ofInput(input.files ?? []);
    input.value = "";
    void add(this.store, incoming, id);
  }
}

/** @param {import("./store.js").TeachStore} store @param {string} id */
function nameNow(store, id) {
  return store.characters.find((one) => one.id === id)?.name ?? "";
}

customElements.define("moe-teach-characters", Characters);
