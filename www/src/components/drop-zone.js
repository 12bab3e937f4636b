/**
 * `<moe-drop>`: choose, photograph, drop or paste an own picture; its part in use.
 *
 * @import { SessionState } from "../app/session-state.js"
 */
import { html, nothing, svg } from "lit";
import { text } from "../texts/text.js";
import { cssVars } from "./css-vars.js";
import { icon } from "./icons.js";
import { PageElement } from "./page-element.js";

const ART = svg`<path d="M10 8h36v40H10z" fill="var(--surface)" stroke="var(--control)" stroke-width="2"/><path d="M20 22c0-7 16-7 16 0v6c0 5-4 8-8 9-4-1-8-4-8-9v-6z" stroke="var(--ink-2)" stroke-width="2"/><path d="M19 26c-2-12 5-14 9-14s11 2 9 14c-2-5-5-6-9-6s-7 1-9 6z" fill="var(--accent)" fill-opacity=".25" stroke="var(--accent)" stroke-width="2"/><path d="M24.5 27v2M31.5 27v2M26.5 33c1 .8 2 .8 3 0" stroke="var(--ink-2)" stroke-width="2"/>`;

class DropZone extends PageElement {
  /** @type {readonly (keyof SessionState)[]} */
  static reads = ["picture"];

  /** @type {import("lit").PropertyDeclarations} */
  static properties = { over: { type: Boolean } };

  constructor() {
    super();
    this.over = false;
  }

  render() {
    const words = text().pick;
    return html`<div class="drop ${this.over ? "is-over" : ""}" data-test="drop">
        <svg class="art" viewBox="0 0 56 56" aria-hidden="true" fill="none">${ART}</svg>
        ${
          this.over
            ? html`<b>${words.over}</b>
                <p class="cap">${words.overHint}</p>`
            : html`<div class="drop-buttons">
                  ${this.#button(words.choose, "primary", "file-input", null)}
                  ${this.#button(words.photo, "touch", "camera-input", "environment")}
                </div>
                <p class="cap">
                  <span class="mouse">${words.hint}</span><span class="touch">${words.hintTouch}</span>
                </p>`
        }
      </div>
      ${this.#ownPicture()}`;
  }

  /**
   * A file input that looks like a button.
   *
   * @param {string} label
   * @param {string} kind
   * @param {string} test
   * @param {string | null} capture
   */
  #button(label, kind, test, capture) {
    return html`<label class="btn file ${kind}">
      ${capture ? icon("camera") : nothing}<span>${label}</span>
      <input
        type="file"
        accept="image/*"
        capture=${capture ?? nothing}
        data-test=${test}
        @change=${this.#take}
      />
    </label>`;
  }

  #ownPicture() {
    const { picture } = this.state;
    if (picture?.source.kind !== "own") return nothing;
    const words = text().pick;
    const { whole, crop } = picture;
    return html`<button
      type="button"
      class="own"
      data-test="crop-open"
      @click=${() => this.session.set({ cropping: true })}
    >
      <span class="own-view">
        <img src=${whole.url} alt="" />
        <i
          ${cssVars({
            left: `${(100 * crop.x) / whole.width}%`,
            top: `${(100 * crop.y) / whole.height}%`,
            width: `${(100 * crop.width) / whole.width}%`,
            height: `${(100 * crop.height) / whole.height}%`,
          })}
        ></i>
      </span>
      <span class="own-words"><b>${words.own}</b><span>${icon("crop")}${words.cropHint}</span></span>
    </button>`;
  }

  /** @param {Event} event */
  #take(event) {
    const input = /** @type {HTMLInputElement} */ (event.currentTarget);
    const file = input.files?.[0];
    input.value = "";
    if (file) this.session.openFile(file);
  }
}

customElements.define("moe-drop", DropZone);
