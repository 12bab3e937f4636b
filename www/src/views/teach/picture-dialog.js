/** `<moe-teach-picture>`: one picture, to look at, move or remove. */
import { html, nothing } from "lit";
import { icon } from "../../components/icons.js";
import { StoreElement } from "../../components/store-element.js";
import { text } from "../../texts/text.js";
import { movePicture, removePicture } from "./sorting.js";

/** @extends {StoreElement<import("./store.js").TeachStore>} */
class PictureDialog extends StoreElement {
  updated() {
    const dialog = this.querySelector("dialog");
    if (!dialog) return;
    if (this.state.open && !dialog.open) dialog.showModal();
    else if (!this.state.open && dialog.open) dialog.close();
  }

  render() {
    const words = text().teach;
    const { open } = this.state;
    const picture = open ? this.store.picture(open) : null;
    return html`<dialog
      class="sheet teach-dialog"
      aria-labelledby="teach-picture-name"
      data-test="picture-dialog"
      @close=${() => this.store.set({ open: null })}
    >
      ${
        picture
          ? html`<div class="row between">
                <h2 id="teach-picture-name" class="small-title">${picture.name}</h2>
                <button
                  class="btn quiet icon-only"
                  type="button"
                  aria-label=${words.close}
                  @click=${() => this.store.set({ open: null })}
                >
                  ${icon("close")}
                </button>
              </div>
              ${
                picture.why === null
                  ? html`<img class="large" src=${this.store.urlOf(picture)} alt="" />`
                  : html`<p class="note">${picture.why}</p>`
              }
              <label class="field"
                >${words.moveTo}
                <select
                  data-test="picture-move"
                  @change=${(/** @type {Event} */ event) => {
                    const { value } = /** @type {HTMLSelectElement} */ (event.currentTarget);
                    void movePicture(this.store, picture.sha256, value);
                  }}
                >
                  ${this.store.characters.map(
                    ({ id, name }) =>
                      html`<option value=${id} ?selected=${id === picture.character}>${name}</option>`,
                  )}
                </select>
              </label>
              <button
                class="btn"
                type="button"
                data-test="picture-remove"
                @click=${() => void removePicture(this.store, picture.sha256)}
              >
                ${icon("close")}${words.remove}
              </button>`
          : nothing
      }
    </dialog>`;
  }
}

customElements.define("moe-teach-picture", PictureDialog);
