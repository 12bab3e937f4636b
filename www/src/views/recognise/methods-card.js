/** `<moe-methods-card>`: the same pieces by other methods, side by side or one at a time. */
import { html, nothing } from "lit";
import * as format from "../../app/format.js";
import { choices } from "../../components/choices.js";
import { icon } from "../../components/icons.js";
import { miniPieces } from "../../components/mini-pieces.js";
import { taskButton } from "../../components/task.js";
import { term } from "../../components/term.js";
import { text } from "../../texts/text.js";
import { FindingsCard } from "./card.js";

const NAMES = /** @type {const} */ (["lime", "shap", "off", "alone"]);
const LAYOUTS = /** @type {const} */ (["together", "one"]);

class MethodsCard extends FindingsCard {
  static properties = {
    ...FindingsCard.properties,
    layoutName: { state: true },
    chosen: { state: true },
  };

  constructor() {
    super();
    /** @type {typeof LAYOUTS[number]} */
    this.layoutName = "together";
    /** @type {typeof NAMES[number]} */
    this.chosen = "shap";
  }

  render() {
    const { methods, key } = this.findings.state;
    const { picture, pieces } = this.state;
    const words = text().more.methods;
    if (key === null || !picture || !pieces) return nothing;
    if (!methods) {
      return html`<article class="card stack" data-test="methods-card">
        <h3>${words.title}</h3>
        <p class="note">${words.before(term(words.names.shap, words.shapTip))}</p>
        ${taskButton({
          findings: this.findings,
          task: "methods",
          label: words.start,
          start: () => void this.findings.findMethods(),
        })}
      </article>`;
    }
    const { language } = text();
    const of = methods.all[0].agreement.of;
    const least = Math.min(...methods.all.map(({ agreement }) => agreement.top));
    const isGood = least >= of - 1;
    const figure = (/** @type {typeof methods.all[number]} */ { name, values, agreement }) => {
      const rho = agreement.correlation;
      return html`<figure class="fig" data-test="method-${name}" data-correlation=${rho ?? ""}>
        ${miniPieces(picture, pieces, values, words.names[name])}
        <figcaption class="note">
          <b>${words.names[name]}</b>
          ${
            name === "lime"
              ? nothing
              : html`<span class="num"
                  >${words.agrees(rho === null ? "–" : format.fixed(rho, 2, language), agreement.top, of)}</span
                >`
          }
        </figcaption>
      </figure>`;
    };
    return html`<article class="card stack" data-test="methods-card">
      <div class="row between">
        <h3>${words.title}</h3>
        <span class="chip ${isGood ? "ok" : "warn"}" data-test="methods-chip"
          >${icon(isGood ? "ok" : "warn")} ${words.shared(least, of)}</span
        >
      </div>
      ${choices({
        legend: words.layout,
        name: "methods-layout",
        values: LAYOUTS,
        labels: words.layouts,
        chosen: this.layoutName,
        choose: (layout) => (this.layoutName = layout),
      })}
      ${
        this.layoutName === "together"
          ? html`<div class="quartet">${methods.all.map(figure)}</div>`
          : html`${choices({
                legend: words.title,
                name: "methods-one",
                values: NAMES,
                labels: words.names,
                chosen: this.chosen,
                choose: (name) => (this.chosen = name),
              })}
              <div class="solo-figure">
                ${methods.all.filter(({ name }) => name === this.chosen).map(figure)}
              </div>`
      }
      <p class="cap" data-test="shap-sum">
        ${words.sum(
          format.fixed(methods.ends.all, 2, language).replace("-", "\u2212"),
          format.fixed(methods.ends.none, 2, language).replace("-", "\u2212"),
          format.fixed(methods.ends.all - methods.ends.none, 2, language).replace("-", "\u2212"),
        )}
      </p>
    </article>`;
  }
}

customElements.define("moe-methods-card", MethodsCard);
