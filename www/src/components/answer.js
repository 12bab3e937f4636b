/** `<moe-answer>`: who it is and how sure, or "nobody I know"; before that, what is being done. */
import { html, nothing } from "lit";
import * as format from "../app/format.js";
import { text } from "../texts/text.js";
import { face } from "./face.js";
import { PageElement } from "./page-element.js";
import { term } from "./term.js";

class AnswerView extends PageElement {
  render() {
    const { answer, engine, loading } = this.state;
    if (answer) return this.#answer();
    if (engine === "failed" || engine === "unsupported") return nothing;
    return html`<div class="answer pending" data-test="answer-pending">
      <span class="skel face-skel"></span>
      <h2 class="quiet-title">
        ${engine === "ready" ? text().answer.pending : text().loading[loading?.stage ?? "program"]}
      </h2>
    </div>`;
  }

  #answer() {
    const words = text().answer;
    const { answer, model, opening, picture } = this.state;
    if (!answer) return nothing;
    const [first] = answer.candidates;
    const chance = format.percent(first.probability, words.percent);
    const differs = this.#galleryDiffers();
    return html`<div class="answer ${opening ? "is-old" : ""}" data-test="answer">
      ${face(model?.faces ?? null, first.index, answer.known ? "sq" : "sq is-guess")}
      <div class="answer-words">
        ${
          answer.known
            ? html`<h2>
                <span data-test="answer-name">${words.is(first.name)}</span>
                <small class="num" data-test="answer-sure"
                  >${term(words.sure(chance), model?.isCalibrated ? words.sureTip(chance) : words.saysTip)}</small
                >
              </h2>`
            : html`<h2 data-test="answer-name">${words.unknown}</h2>
                <p class="note" data-test="answer-unknown">
                  ${words.unknownNote(first.name, chance)}
                  ${
                    picture?.source.kind === "own"
                      ? html`<button
                          type="button"
                          class="link"
                          @click=${() => this.session.set({ cropping: true })}
                        >
                          ${words.crop}
                        </button>`
                      : nothing
                  }
                </p>`
        }
        ${differs ? html`<p class="note" data-test="answer-differs">${differs}</p>` : nothing}
      </div>
    </div>`;
  }

  /** It is known who is on a picture of a class: say so where the model does not. */
  #galleryDiffers() {
    const { answer, model, picture } = this.state;
    const source = picture?.source;
    const own = model?.kind === "gallery" ? "gallery" : "class";
    if (!answer || !model || source?.kind !== own) return null;
    const truth = model.classes.find(({ index }) => index === source.character);
    if (!truth) return null;
    const words = text().answer;
    if (!answer.known) return words.galleryUnknown(truth.name);
    return answer.candidates[0].index === truth.index ? null : words.galleryDiffers(truth.name);
  }
}

customElements.define("moe-answer", AnswerView);
