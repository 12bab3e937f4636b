/** `<moe-region-tab>`: switches a region off, or everything else, and asks the model once. */
import { html, nothing } from "lit";
import * as format from "../../app/format.js";
import { nameOf } from "../../app/question.js";
import { choices } from "../../components/choices.js";
import { icon } from "../../components/icons.js";
import "../../components/picker.js";
import "../../components/pixels.js";
import { topBars } from "../../components/top-bars.js";
import { text } from "../../texts/text.js";
import { FindingsCard } from "./card.js";

const QUESTIONS = /** @type {const} */ (["without", "only"]);
/** Milliseconds of quiet before a changed region is asked about. */
const SETTLE = 120;

class RegionTab extends FindingsCard {
  static properties = { ...FindingsCard.properties, asked: { state: true }, answered: { state: true } };

  constructor() {
    super();
    /** @type {typeof QUESTIONS[number]} */
    this.asked = "without";
    /** @type {{ probabilities: number[], rgba: Uint8ClampedArray } | null} */
    this.answered = null;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.timer = undefined;
    /** @type {string | null} */
    this.about = null;
    this.request = 0;
  }

  render() {
    const { key, region } = this.findings.state;
    const { question } = this.session;
    const { picture, pieces, answer } = this.state;
    const words = text().more.region;
    if (key === null || !question || !picture || !pieces || !answer) return nothing;
    if (this.about !== key) {
      this.about = key;
      this.answered = null;
    }
    const before = [...answer.candidates].sort((a, b) => a.index - b.index).map((c) => c.probability);
    const name = nameOf(this.state, question.classIndex);
    return html`<div class="grid" data-test="region-tab">
      <div class="c-8 ba">
        <figure class="fig">
          <moe-picker
            .picture=${picture}
            .pieces=${pieces}
            .chosen=${region}
            .label=${words.pick(pieces.count)}
            @pick=${(/** @type {CustomEvent<number[]>} */ event) => this.#pick(event.detail)}
          ></moe-picker>
          <figcaption class="stack-1">
            <b>${words.before}</b>
            ${topBars(this.state, before, { marked: question.classIndex, test: "region-before" })}
          </figcaption>
        </figure>
        <figure class="fig">
          ${
            this.answered
              ? html`<moe-pixels .rgba=${this.answered.rgba} .label=${words.shown}></moe-pixels>`
              : html`<div class="skel pixels nothing-yet"><p class="note">${words.choose}</p></div>`
          }
          <figcaption class="stack-1">
            ${
              region.length === 0
                ? nothing
                : html`<b
                    >${this.asked === "without" ? words.without(region.length) : words.only(region.length)}</b
                  >`
            }
            ${
              this.answered
                ? topBars(this.state, this.answered.probabilities, {
                    marked: question.classIndex,
                    test: "region-after",
                  })
                : nothing
            }
          </figcaption>
        </figure>
      </div>
      <div class="c-4 stack">
        <p>${words.how}</p>
        ${choices({
          legend: words.question,
          name: "region",
          values: QUESTIONS,
          labels: words.questions,
          chosen: this.asked,
          choose: (asked) => {
            this.asked = asked;
            this.#soon();
          },
        })}
        ${
          this.answered
            ? html`<p class="finding" data-test="region-finding">
                ${words.finding(
                  name,
                  format.percent(before[question.classIndex], text().answer.percent),
                  format.percent(this.answered.probabilities[question.classIndex], text().answer.percent),
                )}
              </p>`
            : nothing
        }
        <p class="cap">
          ${
            question.settings.fill === "contrastive"
              ? words.fillRival(nameOf(this.state, question.rivalIndex))
              : words.fillOther
          }
        </p>
        <button
          class="btn"
          type="button"
          data-test="region-clear"
          ?disabled=${region.length === 0}
          @click=${() => this.#pick([])}
        >
          ${icon("undo")}${words.back}
        </button>
      </div>
    </div>`;
  }

  /** @param {number[]} region */
  #pick(region) {
    this.findings.set({ region });
    this.#soon();
  }

  #soon() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.#ask(), SETTLE);
  }

  async #ask() {
    const { region, key } = this.findings.state;
    const { pieces } = this.state;
    const request = ++this.request;
    if (!pieces || region.length === 0) {
      this.answered = null;
      return;
    }
    const all = pieces.paths.map((_, piece) => piece);
    const on = this.asked === "without" ? all.filter((piece) => !region.includes(piece)) : [...region];
    const ask = /** @type {const} */ ({ kind: "shown", on, reference: 0 });
    try {
      const run = await this.findings.run();
      const { asks } = this.findings.engine;
      const { probabilities } = await asks.about(run, ask);
      const rgba = await asks.composed(run, ask, 0);
      if (request === this.request && this.findings.state.key === key)
        this.answered = { probabilities, rgba };
    } catch (error) {
      if (request === this.request) this.session.report(error);
    }
  }
}

customElements.define("moe-region-tab", RegionTab);
