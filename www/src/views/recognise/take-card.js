/** `<moe-take-card>`: the explanation as a picture, a report, data; and saved data shown again. */
import { html, nothing } from "lit";
import * as format from "../../app/format.js";
import { nameOf, namesOf, standsIn } from "../../app/question.js";
import { Z95, rank } from "../../app/ranking.js";
import { save } from "../../app/save.js";
import { settingRows } from "../../app/settings-words.js";
import { verdict } from "../../app/verdict.js";
import { icon } from "../../components/icons.js";
import { drawPng } from "../../export/png.js";
import { dataAddress, writeReport } from "../../export/report.js";
import { text } from "../../texts/text.js";
import { FindingsCard } from "./card.js";

class TakeCard extends FindingsCard {
  render() {
    const words = text().more.take;
    if (this.findings.state.key === null || !this.state.explanation) return nothing;
    return html`<div class="card row between" data-test="take-card">
      <div>
        <h2 class="take-title">${words.title}</h2>
        <p class="note">${words.note}</p>
      </div>
      <div class="row tight">
        ${this.#button("picture", words.picture, () => this.#picture())}
        ${this.#button("report", words.report, () => this.#report())}
        ${this.#button("data", words.data, () => this.#data())}
        <label class="btn file">
          ${icon("link")} ${words.open}
          <input
            type="file"
            accept=".json,application/json"
            data-test="take-open"
            @change=${(/** @type {Event} */ event) => {
              const input = /** @type {HTMLInputElement} */ (event.currentTarget);
              const [file] = input.files ?? [];
              input.value = "";
              if (file) void this.session.openSaved(file);
            }}
          />
        </label>
      </div>
    </div>`;
  }

  /**
   * @param {string} what
   * @param {string} label
   * @param {() => Promise<void>} act
   */
  #button(what, label, act) {
    return html`<button
      class="btn"
      type="button"
      data-test="take-${what}"
      @click=${() => void act().catch((error) => this.session.report(error))}
    >
      ${icon("save")} ${label}
    </button>`;
  }

  get #title() {
    const { question } = this.session;
    if (!question) return "";
    return text().question.label(
      nameOf(this.state, question.classIndex),
      nameOf(this.state, question.rivalIndex),
    );
  }

  get #sentence() {
    const found = verdict(this.state, namesOf(this.state), text().verdict, standsIn(this.state));
    return found ? `${found.strong} ${found.rest}` : "";
  }

  get #name() {
    const { question } = this.session;
    return question ? `moelens-${nameOf(this.state, question.classIndex).toLowerCase()}` : "moelens";
  }

  #png() {
    const { picture, pieces, explanation, view } = this.state;
    if (!picture || !pieces || !explanation) throw new Error("there is nothing to draw");
    const { map: heat } = this.session.sharper;
    const words = { title: this.#title, sentence: this.#sentence };
    return drawPng({ picture, pieces, explanation, view, heat, ...words });
  }

  async #picture() {
    save(`${this.#name}.png`, await this.#png());
  }

  async #data() {
    const { explanation } = this.state;
    if (!explanation) return;
    const run = await this.findings.run();
    const json = await this.findings.engine.asks.report(run, explanation.seconds);
    save(`${this.#name}.json`, new Blob([json], { type: "application/json" }));
  }

  async #report() {
    const { explanation, answer, picture, pieces, settings } = this.state;
    if (!explanation || !answer || !picture || !pieces) return;
    const words = text().more.take;
    const { language } = text();
    const { scale } = explanation;
    const run = await this.findings.run();
    /** @type {{ model: { name: string, sha256: string }, fill: { references: { name: string, sha256: string }[] } }} */
    const data = JSON.parse(await this.findings.engine.asks.report(run, explanation.seconds));
    const html = writeReport({
      language,
      title: this.#title,
      verdict: this.#sentence,
      view: await dataAddress(await this.#png()),
      viewLabel: this.#title,
      note: words.reportNote,
      tables: [
        {
          title: words.answer,
          head: [],
          rows: answer.candidates
            .slice(0, 5)
            .map(({ name, probability }) => [name, format.percent(probability, text().candidates.percent)]),
        },
        {
          title: words.pieces,
          head: words.pieceHead,
          rows: rank(explanation.weights).map((piece, place) => [
            place + 1,
            format.weight(explanation.weights[piece], scale, language),
            `± ${format.error(Z95 * explanation.standardErrors[piece], scale, language)}`,
            explanation.referenceErrors
              ? `± ${format.error(Z95 * explanation.referenceErrors[piece], scale, language)}`
              : "–",
            format.share(pieces.areas[piece], language),
          ]),
        },
        {
          title: words.checks,
          head: [],
          rows: [
            [words.fidelity, format.fixed(explanation.fidelity, 3, language)],
            [words.tries, `${explanation.done} / ${explanation.planned}`],
            [words.stopped, words.stops[explanation.stoppedBecause ?? "cancelled"]],
            [words.prediction, format.fixed(explanation.prediction, 3, language)],
            [words.local, format.fixed(explanation.localPrediction, 3, language)],
          ],
        },
        { title: words.settings, head: [], rows: settingRows(settings) },
        {
          title: words.hashes,
          head: [],
          rows: [
            [words.pictureHash, picture.sha256],
            [data.model.name, data.model.sha256],
            ...data.fill.references.map(({ name, sha256 }) => [name, sha256]),
          ],
        },
      ],
    });
    save(`${this.#name}.html`, new Blob([html], { type: "text/html" }));
  }
}

customElements.define("moe-take-card", TakeCard);
