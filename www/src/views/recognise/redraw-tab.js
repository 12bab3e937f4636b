/** `<moe-redraw-tab>`: the character drawn anew with other traits, asked at once; and the smallest change. */
import { html, nothing } from "lit";
import { nameOf } from "../../app/question.js";
import { cssVars } from "../../components/css-vars.js";
import { icon } from "../../components/icons.js";
import { taskButton } from "../../components/task.js";
import { chances, topBars } from "../../components/top-bars.js";
import { text } from "../../texts/text.js";
import { FindingsCard } from "./card.js";
import { smallestFlip } from "./flip.js";

/** @import { Edit, Sketch } from "../../engine/types.js" */

const COLOURS = /** @type {const} */ (["hairColour", "eyeColour"]);
const SHAPES = /** @type {const} */ ([
  "hair",
  "fringe",
  "eyes",
  "outfit",
  "accessory",
  "expression",
  "background",
]);

class RedrawTab extends FindingsCard {
  static properties = {
    ...FindingsCard.properties,
    sketch: { state: true },
    edits: { state: true },
    shown: { state: true },
    chances: { state: true },
    flip: { state: true },
  };

  constructor() {
    super();
    /** @type {Sketch | null} */
    this.sketch = null;
    /** @type {Sketch | null} */
    this.original = null;
    /** @type {Edit[]} */
    this.edits = [];
    /** Address of the drawing. */
    this.shown = "";
    /** @type {number[] | null} */
    this.chances = null;
    /** @type {import("./flip.js").Flip | null} */
    this.flip = null;
    /** @type {number | null} */
    this.about = null;
    this.request = 0;
  }

  updated() {
    const { picture } = this.state;
    if (picture && this.about !== picture.id && this.findings.state.key !== null) {
      this.about = picture.id;
      void this.#begin();
    }
  }

  render() {
    const { question } = this.session;
    const words = text().more.redraw;
    if (!question || !this.sketch) return html`<div class="skel pixels" data-test="redraw-tab"></div>`;
    const { source } = question.picture;
    const name = this.state.gallery[this.#character()].name;
    const marked = this.state.model?.kind === "gallery" ? this.#character() : -1;
    return html`<div class="grid" data-test="redraw-tab">
      <div class="c-4 stack-1">
        <img class="pixels" src=${this.shown} alt=${words.drawing(name)} data-test="redraw-picture" />
        ${source.kind === "gallery" ? nothing : html`<p class="cap">${words.standIn(name)}</p>`}
        <button
          class="btn"
          type="button"
          data-test="redraw-reset"
          ?disabled=${this.sketch === this.original}
          @click=${() => this.original && void this.#draw(this.original)}
        >
          ${icon("undo")}${words.reset}
        </button>
      </div>
      <div class="c-4 stack">
        ${COLOURS.map((about) => this.#swatches(about))}
        <div class="traits">${SHAPES.map((about) => this.#select(about))}</div>
      </div>
      <div class="c-4 stack">
        <h3>${words.now}</h3>
        ${
          this.chances
            ? topBars(this.state, this.chances, { marked, test: "redraw-bars" })
            : html`<div class="skel bars-skel"></div>`
        }
        ${taskButton({
          findings: this.findings,
          task: "flip",
          label: words.search,
          start: () => void this.#search(),
        })}
        ${this.flip ? this.#finding(this.flip) : html`<p class="cap">${words.searchNote}</p>`}
      </div>
    </div>`;
  }

  /** @param {typeof COLOURS[number]} about */
  #swatches(about) {
    const words = text().more.redraw;
    return html`<fieldset class="field swatch-field">
      <legend>${words.traits[about]}</legend>
      <div class="swatches">
        ${this.edits
          .filter((edit) => edit.about === about)
          .map(
            (edit) =>
              html`<button
                type="button"
                aria-pressed=${edit.current}
                aria-label=${words.choice(about, edit.label)}
                data-test="redraw-${about}"
                ${cssVars({ "--c": edit.colour ?? "" })}
                @click=${() => void this.#draw(edit)}
              ></button>`,
          )}
      </div>
    </fieldset>`;
  }

  /** @param {typeof SHAPES[number]} about */
  #select(about) {
    const words = text().more.redraw;
    const options = this.edits.filter((edit) => edit.about === about);
    const current = options.findIndex((edit) => edit.current);
    return html`<label class="field">
      ${words.traits[about]}
      <select
        data-test="redraw-${about}"
        @change=${(/** @type {Event} */ event) => {
          const at = Number(/** @type {HTMLSelectElement} */ (event.currentTarget).value);
          if (options[at]) void this.#draw(options[at]);
        }}
      >
        ${current < 0 ? html`<option value="-1" selected>${words.asDrawn}</option>` : nothing}
        ${options.map(
          (edit, i) =>
            html`<option value=${i} .selected=${i === current}>${words.choice(about, edit.label)}</option>`,
        )}
      </select>
    </label>`;
  }

  /** @param {import("./flip.js").Flip} flip */
  #finding(flip) {
    const words = text().more.redraw;
    const list = flip.edits.map((edit) =>
      words.change(words.traits[edit.about], words.choice(edit.about, edit.label)),
    );
    return html`<p class="finding" data-test="flip-finding">
      ${
        flip.flipped
          ? words.flips(list.join(words.and), nameOf(this.state, flip.to))
          : words.noFlip(list.join(words.and))
      }
    </p>`;
  }

  /** The gallery character that is drawn. */
  #character() {
    const { question } = this.session;
    const source = question?.picture.source;
    return source?.kind === "gallery" ? source.character : (question?.classIndex ?? 0);
  }

  async #begin() {
    const source = this.state.picture?.source;
    const picture = source?.kind === "gallery" ? source.picture : 0;
    this.flip = null;
    try {
      this.original = await this.findings.engine.asks.drawn(this.#character(), picture);
      await this.#draw(this.original);
    } catch (error) {
      this.session.report(error);
    }
  }

  /** @param {Sketch} sketch */
  async #draw(sketch) {
    const request = ++this.request;
    this.sketch = sketch;
    const { engine } = this.findings;
    try {
      const [svg, edits] = await Promise.all([engine.asks.sketch(sketch), engine.asks.edits(sketch)]);
      if (request !== this.request) return;
      if (this.shown) URL.revokeObjectURL(this.shown);
      this.shown = URL.createObjectURL(new Blob([svg], { type: "image/svg+xml" }));
      this.edits = edits;
      const [row] = await engine.ask(await engine.asks.pixels(sketch));
      if (request === this.request) this.chances = chances(row);
    } catch (error) {
      if (request === this.request) this.session.report(error);
    }
  }

  async #search() {
    const { original } = this;
    if (!original) return;
    const { engine } = this.findings;
    const about = this.about;
    const flip = await this.findings.perform("flip", (hooks) => smallestFlip(engine, original, hooks));
    if (!flip || this.about !== about) return;
    this.flip = flip;
    await this.#draw(flip.sketch);
  }
}

customElements.define("moe-redraw-tab", RedrawTab);
