/**
 * `<moe-settings>`: the drawer. What is marked with a spark acts at once, the rest runs the
 * model again after a moment of quiet.
 *
 * @import { SessionState } from "../app/session-state.js"
 */
import { html, nothing } from "lit";
import * as format from "../app/format.js";
import { CUTS, BUDGETS, DESIGNS, FILLS, RANGES, SCALES } from "../app/settings.js";
import { standsIn } from "../app/question.js";
import { text } from "../texts/text.js";
import { choices } from "./choices.js";
import { icon } from "./icons.js";
import { PageElement } from "./page-element.js";
import { term } from "./term.js";

const { kernelWidth: KERNEL } = RANGES;
/** Kernel widths on the slider; the step after the last is the flat kernel. */
const KERNEL_STEPS = Math.round((KERNEL.most - KERNEL.least) / KERNEL.step) + 1;

class SettingsView extends PageElement {
  /** @type {readonly (keyof SessionState)[]} */
  static reads = ["settings", "picture", "model", "answer", "chosenClass", "chosenRival"];

  /** @type {import("lit").PropertyDeclarations} */
  static properties = { seedText: { state: true } };

  constructor() {
    super();
    /** @type {string | null} */
    this.seedText = null;
  }

  render() {
    const words = text().settings;
    return html`<aside
      class="drawer"
      id="settings"
      popover="auto"
      aria-label=${words.title}
      data-test="settings"
    >
      <div class="row between">
        <h2 class="drawer-title">${words.title}</h2>
        <button
          class="btn quiet icon-only"
          type="button"
          popovertarget="settings"
          popovertargetaction="hide"
          aria-label=${words.close}
        >
          ${icon("close")}
        </button>
      </div>
      <p class="note">${words.note(icon("spark"))}</p>
      ${this.#pieces()} ${this.#fill()} ${this.#weighing()} ${this.#effort()}
      <div class="row between">
        <button
          class="btn"
          type="button"
          data-test="settings-reset"
          @click=${() => {
            this.seedText = null;
            this.session.resetSettings();
          }}
        >
          ${icon("undo")}${words.reset}
        </button>
        <button class="btn quiet" type="button" data-test="copy-link" @click=${this.#copyLink}>
          ${icon("link")}${words.copyLink}
        </button>
      </div>
    </aside>`;
  }

  #pieces() {
    const words = text().settings;
    const { cut, segments, compactness } = this.state.settings;
    const isDrawn = this.state.picture?.source.kind === "gallery";
    const isHand = !CUTS.some((name) => name === cut);
    return html`<section>
      <h3>${words.pieces}</h3>
      <label class="field">
        ${words.cut}
        <select
          data-test="set-cut"
          @change=${(/** @type {Event} */ event) =>
            this.session.changeSettings({
              cut: /** @type {HTMLSelectElement} */ (event.currentTarget).value,
            })}
        >
          ${CUTS.filter((name) => name !== "parts" || isDrawn).map(
            (name) => html`<option value=${name} .selected=${name === cut}>${words.cuts[name]}</option>`,
          )}
          ${isHand ? html`<option value=${cut} selected>${words.cuts.hand}</option>` : nothing}
        </select>
      </label>
      <button class="btn" type="button" data-test="cut-by-hand" @click=${this.#openCutter}>
        ${words.byHand}
      </button>
      ${range({
        label: words.segments,
        value: segments,
        shown: words.segmentsValue(segments),
        least: RANGES.segments.least,
        most: RANGES.segments.most,
        test: "set-segments",
        change: (value) => this.session.changeSettings({ segments: value }),
      })}
      ${range({
        label: words.compactness,
        value: compactness,
        shown: String(compactness),
        least: RANGES.compactness.least,
        most: RANGES.compactness.most,
        note: words.compactnessNote,
        test: "set-compactness",
        change: (value) => this.session.changeSettings({ compactness: value }),
      })}
    </section>`;
  }

  /** The dialog is loaded when it is first wanted. */
  async #openCutter() {
    /** @type {HTMLElement | null} */ (this.querySelector("#settings"))?.hidePopover();
    try {
      const { openCutter } = await import("../views/recognise/cutter.js");
      await openCutter(this.session);
    } catch (error) {
      this.session.report(error);
    }
  }

  #fill() {
    const words = text().settings;
    const { fill } = this.state.settings;
    const isColour = fill.startsWith("#");
    return html`<section>
      <h3>${words.hiding}</h3>
      <div class="field">
        ${term(words.fill, words.fillTip)}
        <select
          aria-label=${words.fill}
          data-test="set-fill"
          @change=${(/** @type {Event} */ event) => {
            const { value } = /** @type {HTMLSelectElement} */ (event.currentTarget);
            this.session.changeSettings({ fill: value === "colour" ? "#808080" : value });
          }}
        >
          ${FILLS.map(
            (name) => html`<option value=${name} .selected=${name === fill}>${words.fills[name]}</option>`,
          )}
          <option value="colour" .selected=${isColour}>${words.fills.colour}</option>
        </select>
        ${
          isColour
            ? html`<input
                type="color"
                aria-label=${words.colour}
                data-test="set-colour"
                .value=${fill}
                @change=${(/** @type {Event} */ event) =>
                  this.session.changeSettings({
                    fill: /** @type {HTMLInputElement} */ (event.currentTarget).value,
                  })}
              />`
            : nothing
        }
        <small>${standsIn(this.state) ? words.fillStandIn : words.fillNote}</small>
      </div>
    </section>`;
  }

  #weighing() {
    const words = text().settings;
    const { kernelWidth, scale } = this.state.settings;
    const step = kernelWidth === null ? KERNEL_STEPS : Math.round((kernelWidth - KERNEL.least) / KERNEL.step);
    return html`<section>
      <h3>${words.weighing} ${icon("spark")}</h3>
      <div class="field">
        ${term(words.kernel, words.kernelTip)}
        ${range({
          label: words.kernel,
          isLabelHidden: true,
          value: step,
          shown: kernelWidth === null ? words.kernelFlat : format.fixed(kernelWidth, 2, text().language),
          least: 0,
          most: KERNEL_STEPS,
          test: "set-kernel",
          change: (at) =>
            this.session.changeSettings({
              kernelWidth: at >= KERNEL_STEPS ? null : Number((KERNEL.least + at * KERNEL.step).toFixed(2)),
            }),
        })}
      </div>
      <div class="field">
        ${term(words.scale, words.scaleTip)}
        ${choices({
          legend: words.scale,
          name: "set-scale",
          values: SCALES,
          labels: words.scales,
          chosen: scale,
          choose: (value) => this.session.changeSettings({ scale: value }),
        })}
      </div>
    </section>`;
  }

  #effort() {
    const words = text().settings;
    const { evaluations, design, seed } = this.state.settings;
    const at = BUDGETS.findIndex((budget) => budget >= evaluations);
    const isWrong = this.seedText !== null && toSeed(this.seedText) === null;
    return html`<section>
      <h3>${words.effort}</h3>
      ${range({
        label: words.evaluations,
        value: at < 0 ? BUDGETS.length - 1 : at,
        shown: words.evaluationsValue(format.whole(evaluations, text().language)),
        least: 0,
        most: BUDGETS.length - 1,
        test: "set-evaluations",
        change: (index) => this.session.changeSettings({ evaluations: BUDGETS[index] }),
      })}
      <div class="field">
        ${term(words.design, words.designTip)}
        <select
          aria-label=${words.design}
          data-test="set-design"
          @change=${(/** @type {Event} */ event) =>
            this.session.changeSettings({
              design: DESIGNS.find(
                (name) => name === /** @type {HTMLSelectElement} */ (event.currentTarget).value,
              ),
            })}
        >
          ${DESIGNS.map(
            (name) =>
              html`<option value=${name} .selected=${name === design}>${words.designs[name]}</option>`,
          )}
        </select>
      </div>
      <label class="field">
        ${words.seed}
        <input
          class="num"
          inputmode="numeric"
          autocomplete="off"
          data-test="set-seed"
          aria-invalid=${isWrong}
          .value=${this.seedText ?? String(seed)}
          @input=${this.#onSeed}
        />
        <small>${isWrong ? words.seedWrong : words.seedNote}</small>
      </label>
    </section>`;
  }

  /** @param {Event} event */
  #onSeed(event) {
    this.seedText = /** @type {HTMLInputElement} */ (event.currentTarget).value;
    const seed = toSeed(this.seedText);
    if (seed !== null && seed !== this.state.settings.seed) this.session.changeSettings({ seed });
  }

  async #copyLink() {
    const words = text().settings;
    try {
      // The address follows changes after a moment; copy it once it has.
      await new Promise((resolve) => setTimeout(resolve, 400));
      await navigator.clipboard.writeText(location.href);
      const isOwn = this.state.picture?.source.kind === "own";
      this.session.say(isOwn ? words.copiedOwn : words.copied);
    } catch {
      this.session.say(words.copyRefused);
    }
  }
}

/** @param {string} words */
function toSeed(words) {
  const value = Number(words);
  return /^\d+$/.test(words.trim()) && value <= RANGES.seed.most ? value : null;
}

/**
 * A labelled slider with its value in words.
 *
 * @param {object} options
 * @param {string} options.label
 * @param {boolean} [options.isLabelHidden]
 * @param {number} options.value
 * @param {string} options.shown
 * @param {number} options.least
 * @param {number} options.most
 * @param {string} [options.note]
 * @param {string} options.test
 * @param {(value: number) => void} options.change
 */
function range({ label, isLabelHidden, value, shown, least, most, note, test, change }) {
  return html`<label class="range">
    <span><span class=${isLabelHidden ? "vh" : ""}>${label}</span> <b>${shown}</b></span>
    <input
      type="range"
      min=${least}
      max=${most}
      step="1"
      .value=${String(value)}
      aria-valuetext=${shown}
      data-test=${test}
      @input=${(/** @type {Event} */ event) =>
        change(Number(/** @type {HTMLInputElement} */ (event.currentTarget).value))}
    />
    ${note ? html`<small class="cap">${note}</small>` : nothing}
  </label>`;
}

customElements.define("moe-settings", SettingsView);
