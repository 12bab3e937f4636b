/** `<moe-figure-dialog>`: where the figure of a picture is, painted by hand where the estimate is wrong. */
import { html, nothing } from "lit";
import { choices } from "../../../components/choices.js";
import { icon } from "../../../components/icons.js";
import { StoreElement } from "../../../components/store-element.js";
import { text } from "../../../texts/text.js";
import { keepFigure, wholeFigureOf } from "./figures.js";
import "./figure-view.js";

const TOOLS = /** @type {const} */ (["figure", "background"]);

/** @extends {StoreElement<import("../store.js").TeachStore>} */
class FigureDialog extends StoreElement {
  /** @type {import("lit").PropertyDeclarations} */
  static properties = {
    ...StoreElement.properties,
    steps: { state: true },
    tool: { state: true },
    radius: { state: true },
  };

  constructor() {
    super();
    /** Every state of the figure, the one on show last. @type {Uint8Array[]} */
    this.steps = [];
    /** @type {typeof TOOLS[number]} */
    this.tool = "figure";
    /** Of the brush, as a share of the picture's side. */
    this.radius = 0.05;
    this.isPainting = false;
    /** The picture whose figure is in hand. @type {string | null} */
    this.shown = null;
  }

  updated() {
    const dialog = this.querySelector("dialog");
    const { figure } = this.state;
    if (!dialog) return;
    if (figure && this.shown !== figure) void this.#begin(figure);
    if (figure && !dialog.open) dialog.showModal();
    else if (!figure && dialog.open) dialog.close();
  }

  /** @param {string} sha256 */
  async #begin(sha256) {
    this.shown = sha256;
    this.steps = [];
    const picture = this.store.picture(sha256);
    if (!picture) return;
    try {
      const { figure } = await wholeFigureOf(await this.store.engine(), picture);
      if (this.shown === sha256) this.steps = [figure];
    } catch (error) {
      this.store.set({ figure: null });
      this.store.session.report(error);
    }
  }

  render() {
    const words = text().teach.audit.dialog;
    const { figure: open } = this.state;
    const picture = open ? this.store.picture(open) : null;
    const figure = this.steps.at(-1) ?? null;
    return html`<dialog
      class="sheet teach-dialog"
      aria-labelledby="figure-title"
      data-test="figure-dialog"
      @close=${() => {
        this.shown = null;
        this.store.set({ figure: null });
      }}
    >
      ${
        picture
          ? html`<h2 id="figure-title" class="small-title">${words.title}</h2>
              <p class="note">${words.note}</p>
              ${choices({
                legend: words.tool,
                name: "figure-tool",
                values: TOOLS,
                labels: words.tools,
                chosen: this.tool,
                choose: (tool) => (this.tool = tool),
              })}
              <div
                class="figure-canvas"
                data-test="figure-canvas"
                @pointerdown=${(/** @type {PointerEvent} */ event) => this.#press(event)}
                @pointermove=${(/** @type {PointerEvent} */ event) => this.#paint(event)}
                @pointerup=${() => (this.isPainting = false)}
                @pointercancel=${() => (this.isPainting = false)}
              >
                <moe-figure .file=${picture.file} .figure=${figure}></moe-figure>
              </div>
              <label class="range">
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
              <div class="row between">
                <button
                  class="btn"
                  type="button"
                  data-test="figure-undo"
                  ?disabled=${this.steps.length < 2}
                  @click=${() => (this.steps = this.steps.slice(0, -1))}
                >
                  ${icon("undo")}${words.undo}
                </button>
                <div class="row tight">
                  ${
                    picture.figure
                      ? html`<button
                          class="btn quiet"
                          type="button"
                          data-test="figure-forget"
                          @click=${() => this.#keep(null)}
                        >
                          ${words.forget}
                        </button>`
                      : nothing
                  }
                  <button class="btn quiet" type="button" @click=${() => this.store.set({ figure: null })}>
                    ${words.cancel}
                  </button>
                  <button
                    class="btn primary"
                    type="button"
                    data-test="figure-keep"
                    ?disabled=${this.steps.length < 2}
                    @click=${() => this.#keep(figure)}
                  >
                    ${words.keep}
                  </button>
                </div>
              </div>`
          : nothing
      }
    </dialog>`;
  }

  /** @param {PointerEvent} event */
  #press(event) {
    const figure = this.steps.at(-1);
    if (!figure) return;
    /** @type {Element} */ (event.currentTarget).setPointerCapture(event.pointerId);
    this.isPainting = true;
    this.steps = [...this.steps, figure];
    this.#paint(event);
  }

  /** @param {PointerEvent} event */
  #paint(event) {
    const before = this.steps.at(-1);
    if (!this.isPainting || !before) return;
    const box = /** @type {Element} */ (event.currentTarget).getBoundingClientRect();
    const side = Math.round(Math.sqrt(before.length));
    const x = ((event.clientX - box.left) / box.width) * side;
    const y = ((event.clientY - box.top) / box.height) * side;
    const radius = this.radius * side;
    const figure = before.slice();
    const value = this.tool === "figure" ? 1 : 0;
    for (let row = Math.max(0, Math.floor(y - radius)); row < Math.min(side, y + radius); row += 1) {
      for (
        let column = Math.max(0, Math.floor(x - radius));
        column < Math.min(side, x + radius);
        column += 1
      ) {
        const [dx, dy] = [column + 0.5 - x, row + 0.5 - y];
        if (dx * dx + dy * dy <= radius * radius) figure[row * side + column] = value;
      }
    }
    this.steps = [...this.steps.slice(0, -1), figure];
  }

  /** @param {Uint8Array | null} figure */
  #keep(figure) {
    const { figure: sha256 } = this.state;
    this.store.set({ figure: null });
    if (sha256) void keepFigure(this.store, sha256, figure);
  }
}

customElements.define("moe-figure-dialog", FigureDialog);
