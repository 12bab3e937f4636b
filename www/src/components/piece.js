/** `<moe-piece>`: what one piece is worth, and by which method. */
import { html, nothing } from "lit";
import { text } from "../texts/text.js";
import { PageElement } from "./page-element.js";
import { reading } from "./piece-words.js";
import { term } from "./term.js";

class PieceView extends PageElement {
  render() {
    return html`${this.#piece()} ${this.#facts()}`;
  }

  #piece() {
    const read = reading(this.session);
    const { pieces } = this.state;
    if (!read || !pieces) return nothing;
    const words = text().piece;
    return html`<section class="card piece" data-test="piece-details" data-piece=${read.piece}>
      <h3>
        <span class="chip acc num">${read.place}</span> ${words.title}
        <small class="cap">${words.of(pieces.count)}</small>
      </h3>
      <dl>
        <dt>${term(words.weight, words.weightTip)}</dt>
        <dd class=${read.side} data-test="piece-weight">${read.value}</dd>
        ${
          read.across
            ? html`<dt>${term(words.acrossReferences, words.acrossReferencesTip)}</dt>
                <dd>${read.across}</dd>`
            : nothing
        }
        <dt>${words.share}</dt>
        <dd>${read.share}</dd>
      </dl>
      <p class="note">${read.isClear ? read.meaning : words.unclear}</p>
    </section>`;
  }

  #facts() {
    if (!this.state.explanation) return nothing;
    const words = text().facts;
    return html`<p class="cap facts">
      ${words.about(term(words.piece, words.pieceTip), term("LIME", words.methodTip))}
    </p>`;
  }
}

customElements.define("moe-piece", PieceView);
