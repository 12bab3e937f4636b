/**
 * `<moe-model>`: which model is in use, and the others that there are.
 *
 * @import { ModelOffer } from "../app/models.js"
 */
import { html, nothing } from "lit";
import { text } from "../texts/text.js";
import { icon } from "./icons.js";
import { PageElement } from "./page-element.js";

class ModelMenu extends PageElement {
  connectedCallback() {
    super.connectedCallback();
    document.addEventListener("pointerdown", this.#leave);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    document.removeEventListener("pointerdown", this.#leave);
  }

  /** Closes the list when something else is pressed. @param {Event} event */
  #leave = (event) => {
    if (!this.contains(/** @type {Node} */ (event.target))) this.#close();
  };

  #close() {
    const menu = this.querySelector("details");
    if (menu) menu.open = false;
  }

  render() {
    const { model, models, changing } = this.state;
    const words = text().models;
    if (!model) return nothing;
    if (changing) {
      return html`<p class="model-menu is-busy" role="status" data-test="model-loading">
        <span class="dots" aria-hidden="true"></span>${words.loading(nameOf(changing))}
        <button
          class="btn quiet"
          type="button"
          data-test="model-cancel"
          @click=${() => this.session.models.cancel()}
        >
          ${words.cancel}
        </button>
      </p>`;
    }
    return html`<details class="model-menu" data-test="model-menu" @keydown=${this.#onKey}>
      <summary class="btn quiet" data-test="model-current" data-model=${model.kind}>
        <span class="cap">${words.model}</span> <b>${nameOf(model)}</b>${icon("down")}
      </summary>
      <div class="card model-list">
        <fieldset>
          <legend class="vh">${words.choose}</legend>
          ${models.map((offer) => this.#offer(offer, offer.id === model.id))}
        </fieldset>
        <label class="btn file">
          <span>${words.bring}</span>
          <input
            type="file"
            accept=".onnx,.txt,.json,.csv"
            multiple
            data-test="model-file"
            @change=${this.#bring}
          />
        </label>
      </div>
    </details>`;
  }

  /**
   * @param {ModelOffer} offer
   * @param {boolean} isInUse
   */
  #offer(offer, isInUse) {
    const words = text().models;
    const note = {
      gallery: words.galleryNote(this.state.gallery.length),
      taught: words.taughtNote(offer.classes ?? 0),
      foreign: words.foreignNote(offer.classes ?? 0),
    }[offer.kind];
    return html`<label class="model-offer">
      <input
        type="radio"
        name="model"
        data-test="model-offer"
        data-id=${offer.id}
        .checked=${isInUse}
        @change=${() => this.#use(offer)}
      />
      <span class="grow"><b>${nameOf(offer)}</b><small>${note}</small></span>
      ${
        offer.forget
          ? html`<button
              class="btn quiet icon-only"
              type="button"
              aria-label=${words.remove(offer.name)}
              title=${words.remove(offer.name)}
              data-test="model-remove"
              @click=${() => this.#discard(offer)}
            >
              ${icon("close")}
            </button>`
          : nothing
      }
    </label>`;
  }

  /** @param {ModelOffer} offer */
  async #use(offer) {
    this.#close();
    if (await this.session.models.use(offer.id)) this.session.say(text().models.nowInUse(nameOf(offer)));
  }

  /** @param {ModelOffer} offer */
  #discard(offer) {
    this.#close();
    void this.session.models.discard(offer);
  }

  /** @param {Event} event */
  #bring(event) {
    const input = /** @type {HTMLInputElement} */ (event.currentTarget);
    const files = [...(input.files ?? [])];
    input.value = "";
    this.#close();
    if (files.length > 0) void this.session.models.bring(files);
  }

  /** @param {KeyboardEvent} event */
  #onKey(event) {
    if (event.key !== "Escape") return;
    this.#close();
    this.querySelector("summary")?.focus();
  }
}

/** @param {{ kind: string, name: string }} model */
function nameOf({ kind, name }) {
  return kind === "gallery" ? text().models.gallery : name;
}

customElements.define("moe-model", ModelMenu);
