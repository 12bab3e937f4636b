/**
 * `<moe-picker>`: pieces of a picture to be chosen, by tapping, by brushing over them, or by keyboard (arrow
 * keys go from piece to piece, space chooses). Tells every change as an event `pick` with the chosen pieces.
 *
 * @import { OpenedPicture, Pieces } from "../engine/types.js"
 */
import { LitElement, html, nothing, svg } from "lit";
import { text } from "../texts/text.js";
import { cssVars } from "./css-vars.js";

class Picker extends LitElement {
  static properties = {
    picture: { attribute: false },
    pieces: { attribute: false },
    chosen: { attribute: false },
    label: {},
    at: { state: true },
  };

  constructor() {
    super();
    /** @type {OpenedPicture | null} */
    this.picture = null;
    /** @type {Pieces | null} */
    this.pieces = null;
    /** @type {readonly number[]} */
    this.chosen = [];
    this.label = "";
    /** The piece that takes the focus. */
    this.at = 0;
    /** Whether the brush of the moment adds or takes away; null without one. @type {boolean | null} */
    this.adds = null;
  }

  createRenderRoot() {
    return this;
  }

  render() {
    if (!this.picture || !this.pieces) return nothing;
    const { width, height, paths } = this.pieces;
    const words = text().more.picker;
    const at = Math.min(this.at, paths.length - 1);
    return html`<div class="view picker" ${cssVars({ "--ratio": width / height })}>
      <svg
        viewBox="0 0 ${width} ${height}"
        role="group"
        aria-label=${this.label}
        @pointerdown=${this.#begin}
        @pointermove=${this.#go}
        @pointerup=${this.#end}
        @pointercancel=${this.#end}
        @keydown=${this.#key}
      >
        <image href=${this.picture.url} width=${width} height=${height} preserveAspectRatio="none" />
        ${paths.map(
          (path, piece) =>
            svg`<path
              class="pick ${this.chosen.includes(piece) ? "is-chosen" : ""}"
              d=${path}
              fill-rule="evenodd"
              role="checkbox"
              aria-checked=${this.chosen.includes(piece)}
              aria-label=${words.piece(piece + 1)}
              tabindex=${piece === at ? 0 : -1}
              data-pick=${piece}
              data-test="pick"
            ></path>`,
        )}
      </svg>
    </div>`;
  }

  /** @param {PointerEvent} event */
  #begin(event) {
    const piece = pieceAt(event);
    if (piece === null) return;
    event.preventDefault();
    /** @type {SVGElement} */ (event.currentTarget).setPointerCapture(event.pointerId);
    this.adds = !this.chosen.includes(piece);
    this.#set(piece, this.adds);
  }

  /** @param {PointerEvent} event */
  #go(event) {
    if (this.adds === null) return;
    const piece = pieceAt(event);
    if (piece !== null) this.#set(piece, this.adds);
  }

  #end() {
    this.adds = null;
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    const piece = pieceOf(/** @type {Element} */ (event.target));
    if (piece === null || !this.pieces) return;
    const last = this.pieces.paths.length - 1;
    /** @type {Record<string, number>} */
    const to = { ArrowRight: piece + 1, ArrowDown: piece + 1, ArrowLeft: piece - 1, ArrowUp: piece - 1 };
    if (event.key === " " || event.key === "Enter") {
      event.preventDefault();
      this.#set(piece, !this.chosen.includes(piece));
    } else if (event.key in to) {
      event.preventDefault();
      this.at = Math.min(last, Math.max(0, to[event.key]));
      void this.updateComplete.then(() =>
        /** @type {SVGElement | null} */ (this.querySelector(`[data-pick="${this.at}"]`))?.focus(),
      );
    }
  }

  /**
   * @param {number} piece
   * @param {boolean} on
   */
  #set(piece, on) {
    if (this.chosen.includes(piece) === on) return;
    this.chosen = on ? [...this.chosen, piece] : this.chosen.filter((other) => other !== piece);
    this.dispatchEvent(new CustomEvent("pick", { detail: this.chosen }));
  }
}

/** The piece under a pointer, also while it is captured. @param {PointerEvent} event */
function pieceAt({ clientX, clientY }) {
  const element = document.elementFromPoint(clientX, clientY);
  return element ? pieceOf(element) : null;
}

/** @param {Element} element */
function pieceOf(element) {
  const piece = element.getAttribute("data-pick");
  return piece === null ? null : Number(piece);
}

customElements.define("moe-picker", Picker);
