/**
 * `<moe-crop>`: the dialog that chooses which square of an own picture is used: drag, corners,
 * pinch, wheel, arrow keys, plus and minus.
 *
 * @import { Frame } from "../app/frame.js"
 */
import { html, nothing } from "lit";
import { dragCorner, largestFrame, moveFrame, resizeFrame } from "../app/frame.js";
import { text } from "../texts/text.js";
import { cssVars } from "./css-vars.js";
import { icon } from "./icons.js";
import { PageElement } from "./page-element.js";

/** How much one press of plus or one notch of the wheel changes the side. */
const STEP = 1.08;
const MOST_ZOOM = 8;

class CropDialog extends PageElement {
  /** @type {import("lit").PropertyDeclarations} */
  static properties = { frame: { state: true } };

  constructor() {
    super();
    /** @type {Frame} */
    this.frame = { x: 0, y: 0, side: 1 };
  }

  /** Pointers that are down, in pixels of the picture. @type {Map<number, { x: number, y: number }>} */
  #pointers = new Map();
  /** The corner being dragged. @type {{ right: boolean, bottom: boolean } | null} */
  #corner = null;
  #wasOpen = false;

  get #whole() {
    return this.state.picture?.whole ?? { width: 1, height: 1, url: "" };
  }

  willUpdate() {
    super.willUpdate();
    const { cropping, picture } = this.state;
    if (cropping && !this.#wasOpen && picture) {
      const { x, y, width, height } = picture.crop;
      this.frame = { x, y, side: Math.min(width, height) };
    }
  }

  updated() {
    const { cropping } = this.state;
    if (cropping === this.#wasOpen) return;
    this.#wasOpen = cropping;
    const dialog = this.querySelector("dialog");
    if (cropping) dialog?.showModal();
    else dialog?.close();
  }

  render() {
    const words = text().crop;
    return html`<dialog
      class="sheet crop-dialog"
      aria-labelledby="crop-title"
      data-test="crop"
      @close=${() => this.session.set({ cropping: false })}
    >
      ${this.state.cropping ? this.#content(words) : nothing}
    </dialog>`;
  }

  /** @param {import("../texts/text.js").Texts["crop"]} words */
  #content(words) {
    const whole = this.#whole;
    const { x, y, side } = this.frame;
    const part = (/** @type {number} */ value, /** @type {number} */ of) => `${(100 * value) / of}%`;
    const largest = largestFrame(whole).side;
    const zoom = largest / side;
    return html`<div class="row between">
        <h2 id="crop-title" class="drawer-title">${words.title}</h2>
        <button class="btn quiet icon-only" type="button" aria-label=${words.close} @click=${this.#close}>
          ${icon("close")}
        </button>
      </div>
      <p class="note">${words.note}</p>
      <div
        class="crop-view"
        ${cssVars({ "--ratio": whole.width / whole.height })}
        @pointerdown=${this.#down}
        @pointermove=${this.#move}
        @pointerup=${this.#up}
        @pointercancel=${this.#up}
        @wheel=${this.#wheel}
      >
        <img src=${whole.url} alt="" draggable="false" />
        <div
          class="crop-frame"
          tabindex="0"
          role="group"
          aria-label=${words.frame}
          data-test="crop-frame"
          @keydown=${this.#key}
          ${cssVars({
            left: part(x, whole.width),
            top: part(y, whole.height),
            width: part(side, whole.width),
            height: part(side, whole.height),
          })}
        >
          <i data-corner="tl"></i><i data-corner="tr"></i><i data-corner="bl"></i><i data-corner="br"></i>
        </div>
      </div>
      <label class="range">
        <span>${words.zoom} <b>${Math.round(zoom * 100)} %</b></span>
        <input
          type="range"
          min="0"
          max="1"
          step="any"
          .value=${String(Math.log(zoom) / Math.log(MOST_ZOOM))}
          aria-valuetext="${Math.round(zoom * 100)} %"
          data-test="crop-zoom"
          @input=${(/** @type {Event} */ event) => {
            const { value } = /** @type {HTMLInputElement} */ (event.currentTarget);
            this.#resize(largest / MOST_ZOOM ** Number(value));
          }}
        />
      </label>
      <div class="row tight">
        <button class="btn primary" type="button" data-test="crop-use" @click=${this.#use}>
          ${words.use}
        </button>
        <button
          class="btn quiet"
          type="button"
          @click=${() => {
            this.frame = largestFrame(whole);
          }}
        >
          ${words.largest}
        </button>
      </div>`;
  }

  #close() {
    this.session.set({ cropping: false });
  }

  #use() {
    const { x, y, side } = this.frame;
    const whole = this.#whole;
    const size = Math.max(1, Math.round(side));
    this.session.crop({
      x: Math.min(Math.round(x), whole.width - size),
      y: Math.min(Math.round(y), whole.height - size),
      width: size,
      height: size,
    });
  }

  /**
   * @param {number} side
   * @param {{ x: number, y: number }} [about]  The middle of the frame when left out.
   */
  #resize(side, about) {
    const { x, y, side: now } = this.frame;
    this.frame = resizeFrame(this.frame, side, about ?? { x: x + now / 2, y: y + now / 2 }, this.#whole);
  }

  /**
   * @param {MouseEvent} event
   * @returns {{ x: number, y: number }}  Place in pixels of the picture.
   */
  #place(event) {
    const box = /** @type {Element} */ (event.currentTarget).getBoundingClientRect();
    const whole = this.#whole;
    return {
      x: ((event.clientX - box.left) / box.width) * whole.width,
      y: ((event.clientY - box.top) / box.height) * whole.height,
    };
  }

  /** @param {PointerEvent} event */
  #down(event) {
    /** @type {Element} */ (event.currentTarget).setPointerCapture(event.pointerId);
    this.#pointers.set(event.pointerId, this.#place(event));
    const { corner } = /** @type {HTMLElement} */ (event.target).dataset;
    this.#corner =
      corner && this.#pointers.size === 1
        ? { right: corner.endsWith("r"), bottom: corner.startsWith("b") }
        : null;
  }

  /** @param {PointerEvent} event */
  #move(event) {
    const before = this.#pointers.get(event.pointerId);
    if (!before) return;
    const now = this.#place(event);
    const other = [...this.#pointers].find(([id]) => id !== event.pointerId)?.[1];
    this.#pointers.set(event.pointerId, now);
    if (other) {
      const spread = Math.hypot(now.x - other.x, now.y - other.y);
      const spreadBefore = Math.hypot(before.x - other.x, before.y - other.y);
      if (spreadBefore > 0) this.#resize((this.frame.side * spread) / spreadBefore, other);
    } else if (this.#corner) {
      this.frame = dragCorner(this.frame, this.#corner, now, this.#whole);
    } else {
      this.frame = moveFrame(this.frame, now.x - before.x, now.y - before.y, this.#whole);
    }
  }

  /** @param {PointerEvent} event */
  #up(event) {
    this.#pointers.delete(event.pointerId);
    this.#corner = null;
  }

  /** @param {WheelEvent} event */
  #wheel(event) {
    event.preventDefault();
    this.#resize(this.frame.side * (event.deltaY > 0 ? STEP : 1 / STEP), this.#place(event));
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    const whole = this.#whole;
    const step = Math.max(1, Math.min(whole.width, whole.height) * (event.shiftKey ? 0.1 : 0.02));
    /** @type {Record<string, [number, number]>} */
    const moves = {
      ArrowLeft: [-step, 0],
      ArrowRight: [step, 0],
      ArrowUp: [0, -step],
      ArrowDown: [0, step],
    };
    const move = moves[event.key];
    if (move) this.frame = moveFrame(this.frame, move[0], move[1], whole);
    else if (event.key === "+" || event.key === "=") this.#resize(this.frame.side / STEP);
    else if (event.key === "-") this.#resize(this.frame.side * STEP);
    else if (event.key === "Enter") this.#use();
    else return;
    event.preventDefault();
  }
}

customElements.define("moe-crop", CropDialog);
