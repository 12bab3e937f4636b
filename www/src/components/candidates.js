/** `<moe-candidates>`: the five most likely names with their chances; pick whom to explain. */
import { html, nothing } from "lit";
import * as format from "../app/format.js";
import { text } from "../texts/text.js";
import { cssVars } from "./css-vars.js";
import { face } from "./face.js";
import { PageElement } from "./page-element.js";

const SHOWN = 5;

class Candidates extends PageElement {
  render() {
    const { answer, model, engine } = this.state;
    const words = text().candidates;
    if (engine === "failed" || engine === "unsupported") return nothing;
    const question = this.session.question;
    const top = answer?.candidates.slice(0, SHOWN) ?? [];
    const chosen = answer?.candidates.find(({ index }) => index === question?.classIndex);
    if (chosen && !top.includes(chosen)) top.push(chosen);
    return html`<section class="card stack-1">
      <h3>${words.title}</h3>
      <p class="note">${words.note}</p>
      <div class="bars" role="radiogroup" aria-label=${words.group} data-test="candidates">
        ${
          answer
            ? top.map(
                ({ index, name, probability }) =>
                  html`<label class="bar" data-test="candidate" data-name=${name}>
                    <input
                      type="radio"
                      name="class"
                      .checked=${index === question?.classIndex}
                      @change=${() => this.session.chooseClass(index)}
                    />
                    ${face(model?.faces ?? null, index)}<span class="what">${name}</span>
                    <span class="pc num">${format.percent(probability, words.percent)}</span>
                    <span class="track"><i ${cssVars({ "--v": `${100 * probability}%` })}></i></span>
                  </label>`,
              )
            : Array.from(
                { length: SHOWN },
                () =>
                  html`<div class="bar" aria-hidden="true">
                    <span class="face skel"></span><span class="skel what"></span>
                  </div>`,
              )
        }
      </div>
    </section>`;
  }
}

customElements.define("moe-candidates", Candidates);
