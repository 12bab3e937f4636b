/**
 * `<moe-cutter>`: the dialog in which a person makes pieces: merges some, splits one, draws one with a brush.
 *
 * @import { Change, HandCut, Pieces } from "../../engine/types.js"
 */
import { html, nothing, svg } from "lit";
import { choices } from "../../components/choices.js";
import { cssVars } from "../../components/css-vars.js";
import { icon } from "../../components/icons.js";
import { PageElement } from "../../components/page-element.js";
import "../../components/picker.js";
import { text } from "../../texts/text.js";

const TOOLS = /** @type {const} */ (["choose", "brush"]);

class Cutter extends PageElement {
  /** @type {import("lit").PropertyDeclarations} */
  static properties = {
    ...PageElement.properties,
    steps: { state: true },
    chosen: { state: true },
    tool: { state: true },
    radius: { state: true },
    discs: { state: true },
  };

  constructor() {
    super();
    /** Every state of the pieces, the one on show last. @type {{ cut: string, pieces: Pieces }[]} */
    this.steps = [];
    /** @type {number[]} */
    this.chosen = [];
    /** @type {typeof TOOLS[number]} */
    this.tool = "choose";
    /** Of the brush, as a share of the picture's longer side. */
    this.radius = 0.05;
    /** What the brush has painted, as x, y, radius triples. @type {number[]} */
    this.discs = [];
    this.isPainting = false;
  }

  /** Opens the dialog with the pieces of the moment. */
  async open() {
    const { picture, settings } = this.state;
    const { engine } = this.session;
    if (!picture || !engine) return;
    try {
      if (settings.cut === "parts") await engine.asks.partsOf(picture);
      const pieces = await engine.asks.pieces(picture, settings);
      this.steps = [{ cut: settings.cut, pieces }];
      this.chosen = [];
      await this.updateComplete;
      this.querySelector("dialog")?.showModal();
    } catch (error) {
      this.session.report(error);
    }
  }

  render() {
    const { picture } = this.state;
    const now = this.steps.at(-1);
    const words = text().more.cutter;
    if (!picture || !now) return nothing;
    return html`<dialog class="sheet crop-dialog" aria-labelledby="cutter-title" data-test="cutter">
      <div class="row between">
        <h2 id="cutter-title">${words.title}</h2>
        <span class="chip" data-test="cutter-count">${words.count(now.pieces.count)}</span>
      </div>
      ${choices({
        legend: words.tool,
        name: "cutter-tool",
        values: TOOLS,
        labels: words.tools,
        chosen: this.tool,
        choose: (tool) => {
          this.tool = tool;
          this.chosen = [];
        },
      })}
      <div class="cutter-view">
        ${
          this.tool === "choose"
            ? html`<moe-picker
                .picture=${picture}
                .pieces=${now.pieces}
                .chosen=${this.chosen}
                .label=${words.pick}
                @pick=${(/** @type {CustomEvent<number[]>} */ event) => (this.chosen = event.detail)}
              ></moe-picker>`
            : this.#canvas(now.pieces)
        }
      </div>
      ${this.tool === "choose" ? this.#tools() : this.#brush()}
      <div class="row between">
        <button
          class="btn"
          type="button"
          data-test="cutter-undo"
          ?disabled=${this.steps.length < 2}
          @click=${() => {
            this.steps = this.steps.slice(0, -1);
            this.chosen = [];
          }}
        >
          ${icon("undo")}${words.undo}
        </button>
        <div class="row tight">
          <button class="btn quiet" type="button" @click=${this.#close}>${words.cancel}</button>
          <button
            class="btn primary"
            type="button"
            data-test="cutter-use"
            ?disabled=${this.steps.length < 2}
            @click=${this.#use}
          >
            ${words.use}
          </button>
        </div>
      </div>
    </dialog>`;
  }

  #tools() {
    const words = text().more.cutter;
    return html`<p class="note">${words.chooseNote}</p>
      <div class="row">
        <button
          class="btn"
          type="button"
          data-test="cutter-merge"
          ?disabled=${this.chosen.length < 2}
          @click=${() => void this.#change({ kind: "merge", pieces: this.chosen })}
        >
          ${words.merge}
        </button>
        <button
          class="btn"
          type="button"
          data-test="cutter-split"
          ?disabled=${this.chosen.length !== 1}
          @click=${() => void this.#change({ kind: "split", piece: this.chosen[0] })}
        >
          ${words.split}
        </button>
      </div>`;
  }

  #brush() {
    const words = text().more.cutter;
    return html`<label class="range">
        <span>${words.radius}</span>
        <input
          type="range"
          min="1"
          max="15"
          .value=${String(Math.round(this.radius * 100))}
          @input=${(/** @type {Event} */ event) =>
            (this.radius = Number(/** @type {HTMLInputElement} */ (event.currentTarget).value) / 100)}
        />
      </label>
      <p class="note">${words.brushNote}</p>`;
  }

  /** @param {Pieces} pieces */
  #canvas({ width, height, paths }) {
    const { picture } = this.state;
    if (!picture) return nothing;
    const triples = this.discs.flatMap((_, i) => (i % 3 === 0 ? [this.discs.slice(i, i + 3)] : []));
    return html`<div class="view picker" ${cssVars({ "--ratio": width / height })}>
      <svg
        viewBox="0 0 ${width} ${height}"
        role="img"
        aria-label=${text().more.cutter.brushNote}
        data-test="cutter-canvas"
        @pointerdown=${(/** @type {PointerEvent} */ event) => {
          /** @type {SVGElement} */ (event.currentTarget).setPointerCapture(event.pointerId);
          this.isPainting = true;
          this.discs = [];
          this.#paint(event, width, height);
        }}
        @pointermove=${(/** @type {PointerEvent} */ event) => this.#paint(event, width, height)}
        @pointerup=${() => {
          this.isPainting = false;
          void this.#change({ kind: "draw", discs: this.discs });
        }}
        @pointercancel=${() => {
          this.isPainting = false;
          this.discs = [];
        }}
      >
        <image href=${picture.url} width=${width} height=${height} preserveAspectRatio="none" />
        <path class="edge preview" d=${paths.join("")}></path>
        ${triples.map(([x, y, r]) => svg`<circle class="painted" cx=${x} cy=${y} r=${r}></circle>`)}
      </svg>
    </div>`;
  }

  /**
   * @param {PointerEvent} event
   * @param {number} width
   * @param {number} height
   */
  #paint(event, width, height) {
    if (!this.isPainting) return;
    const box = /** @type {SVGElement} */ (event.currentTarget).getBoundingClientRect();
    const x = ((event.clientX - box.left) / box.width) * width;
    const y = ((event.clientY - box.top) / box.height) * height;
    this.discs = [...this.discs, x, y, this.radius * Math.max(width, height)];
  }

  /** @param {Change} change */
  async #change(change) {
    const { picture, settings } = this.state;
    const now = this.steps.at(-1);
    const { engine } = this.session;
    if (!picture || !now || !engine) return;
    try {
      /** @type {HandCut} */
      const next = await engine.asks.changePieces(picture, { ...settings, cut: now.cut }, change);
      this.steps = [...this.steps, next];
    } catch (error) {
      this.#close();
      this.session.report(error);
    }
    this.chosen = [];
    this.discs = [];
  }

  #use() {
    const now = this.steps.at(-1);
    this.#close();
    if (now) this.session.changeSettings({ cut: now.cut });
  }

  #close() {
    this.querySelector("dialog")?.close();
  }
}

customElements.define("moe-cutter", Cutter);

/**
 * Opens the dialog; made the first time.
 *
 * @param {import("../../app/session.js").Session} session
 */
export async function openCutter(session) {
  let element = /** @type {Cutter | null} */ (document.querySelector("moe-cutter"));
  if (!element) {
    element = /** @type {Cutter} */ (document.createElement("moe-cutter"));
    element.session = session;
    document.body.append(element);
  }
  await element.open();
}
