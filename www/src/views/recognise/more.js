/** `<moe-more>`: everything below the picture, loaded once the first explanation is there. */
import { html, nothing } from "lit";
import { text } from "../../texts/text.js";
import { PageElement } from "../../components/page-element.js";
import { Findings } from "./findings.js";
import "./change.js";
import "./kernel-card.js";
import "./methods-card.js";
import "./parts-card.js";
import "./removal-card.js";
import "./take-card.js";

class More extends PageElement {
  /** @type {Findings | null} */
  #findings = null;

  render() {
    const words = text().more;
    this.#findings ??= new Findings(this.session);
    const findings = this.#findings;
    if (!this.state.explanation) return nothing;
    const { session } = this;
    const { model, picture } = this.state;
    const hasParts = model?.kind === "gallery" || picture?.source.kind === "gallery";
    return html`<section class="sec" id="believe" aria-labelledby="believe-title">
        <header>
          <h2 id="believe-title">${words.believe.title}</h2>
          <p>${words.believe.lead}</p>
        </header>
        <div class="grid">
          <moe-kernel-card class="c-6" .session=${session} .findings=${findings}></moe-kernel-card>
          <moe-removal-card class="c-6" .session=${session} .findings=${findings}></moe-removal-card>
          <moe-methods-card class="c-12" .session=${session} .findings=${findings}></moe-methods-card>
        </div>
      </section>
      ${
        hasParts
          ? html`<section class="sec" aria-labelledby="parts-title">
              <header>
                <h2 id="parts-title">${words.parts.title}</h2>
                <p>${words.parts.lead}</p>
              </header>
              <moe-parts-card .session=${session} .findings=${findings}></moe-parts-card>
            </section>`
          : nothing
      }
      <section class="sec" aria-labelledby="change-title">
        <header><h2 id="change-title">${words.change.title}</h2></header>
        <moe-change .session=${session} .findings=${findings}></moe-change>
      </section>
      <section class="sec" aria-label=${words.take.title}>
        <moe-take-card .session=${session} .findings=${findings}></moe-take-card>
      </section>`;
  }
}

customElements.define("moe-more", More);
