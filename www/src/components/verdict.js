/**
 * `<moe-verdict>`: one sentence on the state of the explanation, with progress and cancel; before that, how much
 * has been loaded.
 */
import { html, nothing } from "lit";
import * as format from "../app/format.js";
import { namesOf, standsIn } from "../app/question.js";
import { nextBudget, verdict } from "../app/verdict.js";
import { text } from "../texts/text.js";
import { cssVars } from "./css-vars.js";
import { icon } from "./icons.js";
import { loadingLine } from "./loading-line.js";
import { PageElement } from "./page-element.js";
import { term } from "./term.js";

const ICONS = /** @type {const} */ ({ run: "eye", ok: "ok", warn: "warn", bad: "bad" });

class VerdictView extends PageElement {
  render() {
    const { engine, loading, run, explanation, judgement, answer, opening } = this.state;
    const words = text().verdict;
    if (!answer) {
      if (engine === "failed" || engine === "unsupported") return nothing;
      // Its place is kept, so that nothing moves when it comes.
      return engine === "ready" ? html`<div class="verdict run skel"></div>` : loadingLine(loading);
    }
    if (opening) {
      return html`<div class="verdict run" data-test="verdict">
        ${icon("eye", "badge")}
        <p><b>${text().answer.pending}</b></p>
      </div>`;
    }
    const finding = verdict(
      { run, explanation, judgement },
      namesOf(this.state),
      words,
      standsIn(this.state),
    );
    if (!finding) return nothing;
    return html`<div
      class="verdict ${finding.tone}"
      data-test="verdict"
      data-tone=${finding.tone}
      data-level=${judgement?.level ?? nothing}
    >
      ${icon(ICONS[finding.tone], "badge")}
      <p>
        <b>${finding.strong}</b> ${finding.rest}
        ${answer.known ? nothing : html`<span class="care">${words.unknownFirst}</span>`}
      </p>
      ${this.#action(finding.action)} ${run === "running" ? this.#progress() : this.#facts()}
    </div>`;
  }

  /** @param {"again" | "more" | null} action */
  #action(action) {
    const words = text().verdict;
    const { evaluations } = this.state.settings;
    if (action === "again") {
      return html`<button class="btn" data-test="again" @click=${() => this.session.again()}>
        ${words.again}
      </button>`;
    }
    if (action === "more" && nextBudget(evaluations) > evaluations) {
      return html`<button class="btn" data-test="more" @click=${() => this.session.more()}>
        ${words.more(format.whole(nextBudget(evaluations), text().language))}
      </button>`;
    }
    return nothing;
  }

  #progress() {
    const words = text().progress;
    const { language } = text();
    const { explanation, settings } = this.state;
    const done = explanation?.done ?? 0;
    const planned = explanation?.planned ?? settings.evaluations;
    const left = explanation?.secondsLeft ?? null;
    return html`<button class="btn quiet" data-test="cancel" @click=${() => this.session.cancel()}>
        ${icon("close")}${words.cancel}
      </button>
      <div class="verdict-progress" data-test="progress">
        <div
          class="prog"
          role="progressbar"
          aria-label=${words.label}
          aria-valuemin="0"
          aria-valuemax=${planned}
          aria-valuenow=${done}
        >
          <i ${cssVars({ "--v": `${(100 * done) / planned}%` })}></i>
        </div>
        <span class="cap num" data-test="progress-tries"
          >${words.tries(format.whole(done, language), format.whole(planned, language))}${
            left === null ? nothing : words.left(format.whole(Math.max(1, Math.ceil(left)), language))
          }</span
        >
      </div>`;
  }

  /** What stays once the run is over, in the place of its progress. */
  #facts() {
    const { explanation } = this.state;
    if (!explanation) return nothing;
    const words = text().facts;
    const { language } = text();
    const isEnough = explanation.stoppedBecause === "separated" || explanation.stoppedBecause === "precise";
    return html`<div class="verdict-facts cap num" data-test="facts">
      ${words.tries(
        format.whole(explanation.done, language),
        format.whole(explanation.planned, language),
        format.seconds(explanation.seconds, language),
      )}
      ${isEnough && explanation.done < explanation.planned ? words.enough : nothing}
      ${term(words.fidelity, words.fidelityTip)}
      <b data-test="fidelity">${format.fixed(explanation.fidelity, 2, language)}</b>
    </div>`;
  }
}

customElements.define("moe-verdict", VerdictView);
