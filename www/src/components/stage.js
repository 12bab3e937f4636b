/**
 * `<moe-stage>`: the question, the picture with its explanation, and the switches that act on
 * the view at once.
 *
 * @import { Answer, Question } from "../engine/types.js"
 */
import { html, nothing } from "lit";
import * as format from "../app/format.js";
import { MODES, SIGNS } from "../app/settings.js";
import { nameOf } from "../app/question.js";
import { text } from "../texts/text.js";
import { choices } from "./choices.js";
import { icon } from "./icons.js";
import { PageElement } from "./page-element.js";
import "./pieces.js";
import { reading } from "./piece-words.js";

class Stage extends PageElement {
  render() {
    const { run, explanation, engine } = this.state;
    if (engine === "failed" || engine === "unsupported") return nothing;
    const words = text().stage;
    const { view } = this.state;
    return html`<div
      class="card stage"
      data-test="explanation"
      data-state=${run}
      data-done=${explanation?.done ?? 0}
    >
      <div class="row between stage-head">
        ${this.#question()}
        <button
          class="btn quiet icon-only"
          type="button"
          popovertarget="settings"
          aria-label=${words.settings}
          data-test="settings-open"
        >
          ${icon("sliders")}
        </button>
      </div>
      ${choices({
        legend: words.mode,
        name: "mode",
        values: MODES,
        labels: words,
        chosen: view.mode,
        choose: (mode) => this.session.changeView({ mode }),
      })}
      <moe-pieces .session=${this.session}></moe-pieces>
      ${this.#sharper()} ${this.#readout()} ${this.#legend()}
      <div class="stage-foot">
        ${choices({
          legend: words.sign,
          name: "sign",
          values: SIGNS,
          labels: words,
          chosen: view.sign,
          choose: (sign) => this.session.changeView({ sign }),
        })}
        ${this.#slider()}
      </div>
    </div>`;
  }

  #question() {
    const { question } = this.session;
    const { answer } = this.state;
    if (!question || !answer) return html`<span class="skel question-skel"></span>`;
    const name = nameOf(this.state, question.classIndex);
    return html`<h3 class="question" data-test="question">
      ${text().question.ask(name, this.#rival(question, answer))}
    </h3>`;
  }

  /**
   * @param {Question} question
   * @param {Answer} answer
   */
  #rival(question, answer) {
    const { chosenRival } = this.state;
    const words = text().question;
    const likely = answer.candidates.slice(0, 6).filter(({ index }) => index !== question.classIndex);
    const everyone = answer.candidates
      .filter(({ index }) => index !== question.classIndex)
      .toSorted((a, b) => a.name.localeCompare(b.name, text().language));
    const option = (/** @type {{ index: number, name: string }} */ { index, name }) =>
      html`<option value=${index} .selected=${index === question.rivalIndex}>${name}</option>`;
    return html`<select
      class="inline"
      aria-label=${words.rival}
      data-test="rival"
      data-automatic=${chosenRival === null}
      @change=${(/** @type {Event} */ event) =>
        this.session.chooseRival(Number(/** @type {HTMLSelectElement} */ (event.currentTarget).value))}
    >
      <optgroup label=${words.likely}>${likely.map(option)}</optgroup>
      <optgroup label=${words.everyone}>
        ${everyone.filter((person) => !likely.includes(person)).map(option)}
      </optgroup>
    </select>`;
  }

  #legend() {
    const { question } = this.session;
    if (!question) return html`<div class="scale" aria-hidden="true"><span>&nbsp;</span><i></i></div>`;
    const words = text().stage;
    const scale = this.state.explanation?.scale ?? this.state.settings.scale;
    const a = nameOf(this.state, question.classIndex);
    const b = nameOf(this.state, question.rivalIndex);
    return html`<div class="scale" data-test="legend">
      <span class="a">${scale === "difference" ? words.speaksFor(b) : words.speaksAgainst(a)}</span><i></i
      ><span class="f">${words.speaksFor(a)}</span>
    </div>`;
  }

  #slider() {
    const words = text().stage;
    const { pieces, view } = this.state;
    const count = pieces?.count ?? 31;
    const shown = Math.min(view.shown, count);
    return html`<label class="range">
      <span>${words.shown} <b>${words.shownOf(shown, count)}</b></span>
      <input
        type="range"
        min="1"
        max=${count}
        .value=${String(shown)}
        aria-valuetext=${words.shownOf(shown, count)}
        data-test="shown"
        @input=${(/** @type {Event} */ event) =>
          this.session.changeView({
            shown: Number(/** @type {HTMLInputElement} */ (event.currentTarget).value),
          })}
      />
    </label>`;
  }

  /** How far the sharper heat map is. */
  #sharper() {
    const { heat, view, run } = this.state;
    if (view.mode !== "heat" || run !== "steady" || !heat) return nothing;
    const words = text().stage.sharper;
    const { language } = text();
    const number = (/** @type {number} */ n) => format.whole(n, language);
    if (heat.stage === "making") {
      return html`<div class="row between" data-test="sharper" data-stage="making">
        <p class="note">${words.making(number(heat.done), number(heat.planned))}</p>
        <button
          class="btn quiet"
          type="button"
          data-test="sharper-cancel"
          @click=${() => this.session.sharper.cancel()}
        >
          ${icon("close")}${text().progress.cancel}
        </button>
      </div>`;
    }
    if (!heat.map) {
      return html`<div class="row between" data-test="sharper" data-stage="stopped">
        <p class="note">${words.stopped}</p>
        <button
          class="btn"
          type="button"
          data-test="sharper-start"
          @click=${() => this.session.sharper.make()}
        >
          ${words.start}
        </button>
      </div>`;
    }
    return html`<p class="note" data-test="sharper" data-stage="made">
      ${words.made(number(heat.map.cuts), number(heat.map.tries))}
    </p>`;
  }

  /** On a phone the reading of a piece stands under the picture. */
  #readout() {
    const words = text().stage;
    const read = reading(this.session);
    if (!this.state.explanation) return html`<p class="phone note">&nbsp;</p>`;
    return html`<p class="phone note" data-test="readout">
      ${read ? words.readout(read.title, html`<b class="num ${read.side}">${read.value}</b>`) : nothing}
      ${words.tap}
    </p>`;
  }
}

customElements.define("moe-stage", Stage);
