/** `<moe-teach-result>`: how good the taught model is, on pictures it has not seen; and what to do with it. */
import { html, nothing } from "lit";
import { guard } from "lit/directives/guard.js";
import * as format from "../../app/format.js";
import { icon } from "../../components/icons.js";
import { StoreElement } from "../../components/store-element.js";
import { term } from "../../components/term.js";
import { text } from "../../texts/text.js";
import { curveChart, curveSentence, reliabilityChart } from "./charts.js";
import { confusionTable } from "./confusion.js";
import { learningCurve } from "./learning.js";
import { saveLabels, saveOnnx, saveProject } from "./sharing.js";
import { movePicture } from "./sorting.js";
import { useProject, usedProject } from "./use.js";

/** @import { Outcome } from "../../app/projects.js" */

/** Pairs and labels that are listed. */
const LISTED = 12;
/** Pictures behind a number that are shown. */
const BEHIND = 60;

/** @extends {StoreElement<import("./store.js").TeachStore>} */
class Result extends StoreElement {
  render() {
    const { project } = this.state;
    if (!project?.head) return nothing;
    const { outcome } = project;
    const { cell, pictures, busy } = this.state;
    return html`${
      outcome
        ? guard([text(), outcome, project.characters, project.checked, pictures, cell, busy === null], () =>
            this.#measured(outcome),
          )
        : nothing
    }
    ${this.#share()}`;
  }

  /** @param {Outcome} outcome */
  #measured(outcome) {
    const words = text().teach.result;
    const { measured } = outcome;
    const { language } = text();
    const doubts = this.#doubts(outcome);
    const percent = (/** @type {number} */ share) => format.fixed(100 * share, 1, language);
    const [low, high] = measured.interval;
    return html`<section class="stack teach-result" data-test="teach-result" aria-labelledby="teach-good">
      <header>
        <h2 id="teach-good">${words.title}</h2>
        <p class="note">
          ${term(words.tested, words.testedTip(measured.folds))} ${words.same(measured.nearDuplicates)}
        </p>
      </header>
      <div class="card stats">
        <div class="stat">
          <b class="big num" data-test="teach-accuracy"
            >${format.withPercent(percent(measured.right / measured.pictures), language)}</b
          >
          <span>${words.right(percent(low), format.withPercent(percent(high), language))}</span>
        </div>
        ${
          outcome.names.length > 5
            ? html`<div class="stat">
                <b class="big num"
                  >${format.withPercent(percent(measured.topFive / measured.pictures), language)}</b
                >
                <span>${words.five}</span>
              </div>`
            : nothing
        }
        <div class="stat">
          <b class="big num">${measured.mixedUp.length}</b
          ><span>${words.pairs(measured.mixedUp.length)}</span>
        </div>
        <div class="stat">
          <b class="big num" data-test="teach-doubts">${doubts.length}</b
          ><span>${words.doubts(doubts.length)}</span>
        </div>
      </div>
      <div class="teach-cards">
        <article class="card stack wide">
          <h3>${words.table}</h3>
          ${confusionTable(this.store, outcome)} ${this.#behind(outcome)}
        </article>
        <article class="card stack">
          <h3>${words.mixed}</h3>
          ${this.#pairs(outcome)}
        </article>
        <article class="card stack">
          <h3>${words.check}</h3>
          ${this.#check(outcome, doubts)}
        </article>
        <article class="card stack">
          <h3>${words.curve}</h3>
          ${
            outcome.curve.length > 0
              ? html`${curveChart(outcome.curve)}
                  <p class="note" data-test="curve-says">${curveSentence(outcome)}</p>`
              : html`<button
                  class="btn"
                  type="button"
                  ?disabled=${this.state.busy !== null}
                  @click=${() => void learningCurve(this.store)}
                >
                  ${words.curveMake}
                </button>`
          }
        </article>
        <article class="card stack">
          <h3>${words.sure(format.share(0.8, language))}</h3>
          ${reliabilityChart(measured.reliability)}
          <p class="note">${words.sureNote(percent(measured.calibrationError))}</p>
        </article>
        ${this.#each(outcome)}
      </div>
    </section>`;
  }

  /** Doubts about pictures that are still labelled as they were. @param {Outcome} outcome */
  #doubts({ order, names, measured }) {
    const checked = new Set(this.state.project?.checked);
    return measured.doubts.filter(({ row }) => {
      const [sha, label] = order[row];
      if (checked.has(sha)) return false;
      const picture = this.store.picture(sha);
      const whose = this.store.characters.find(({ id }) => id === picture?.character);
      return whose?.name === names[label];
    });
  }

  /** @param {Outcome} outcome */
  #behind({ names, order, measured }) {
    const { cell } = this.state;
    if (!cell) return nothing;
    const words = text().teach.result;
    const shas = order
      .filter(([, label], row) => label === cell.of && measured.decided[row] === cell.as)
      .map(([sha]) => sha);
    return html`<div class="stack-1" data-test="behind" role="region" aria-live="polite">
      <b>${words.behind(names[cell.of], names[cell.as])}</b>
      <div class="thumbs">${shas.slice(0, BEHIND).map((sha) => this.#thumb(sha))}</div>
    </div>`;
  }

  /** @param {string} sha */
  #thumb(sha) {
    const picture = this.store.picture(sha);
    if (!picture) return nothing;
    return html`<button
      type="button"
      class="thumb"
      aria-label=${picture.name}
      title=${picture.name}
      @click=${() => this.store.set({ open: sha })}
    >
      <img src=${this.store.urlOf(picture)} alt="" loading="lazy" decoding="async" />
    </button>`;
  }

  /** @param {Outcome} outcome */
  #pairs({ names, measured }) {
    const words = text().teach.result;
    if (measured.mixedUp.length === 0) return html`<p class="note">${words.mixedNone}</p>`;
    return html`<ul class="list">
      ${measured.mixedUp
        .slice(0, LISTED)
        .map(
          ([a, b, n]) =>
            html`<li>
              <span class="grow">${words.mixedPair(names[a], names[b])}</span
              ><b class="num">${words.mixedTimes(n)}</b>
            </li>`,
        )}
    </ul>`;
  }

  /**
   * @param {Outcome} outcome
   * @param {Outcome["measured"]["doubts"]} doubts
   */
  #check({ order, names }, doubts) {
    const words = text().teach.result;
    if (doubts.length === 0) return html`<p class="note">${words.checkNone}</p>`;
    const { language } = text();
    return html`<p class="note">${words.checkNote}</p>
      <ul class="list">
        ${doubts.slice(0, LISTED).map(({ row, decided, other }) => {
          const [sha, label] = order[row];
          const other_ = this.store.characters.find(({ name }) => name === names[decided]);
          return html`<li class="doubt" data-test="doubt">
            ${this.#thumb(sha)}
            <span class="grow"
              >${words.labelled(names[label])}<br /><span class="cap"
                >${words.looks(names[decided], format.share(other, language))}</span
              ></span
            >
            ${
              other_
                ? html`<button
                    class="btn quiet"
                    type="button"
                    @click=${() => void movePicture(this.store, sha, other_.id)}
                  >
                    ${words.move(names[decided])}
                  </button>`
                : nothing
            }
            <button
              class="btn quiet icon-only"
              type="button"
              aria-label=${words.isRightly(names[label])}
              title=${words.isRightly(names[label])}
              data-test="doubt-right"
              @click=${() => this.#checked(sha)}
            >
              ${icon("ok")}
            </button>
          </li>`;
        })}
      </ul>`;
  }

  /** The label is right. @param {string} sha */
  #checked(sha) {
    const { store } = this;
    void store.atOnce(() => store.change({ checked: [...(store.state.project?.checked ?? []), sha] }));
  }

  /** @param {Outcome} outcome */
  #each({ names, order, measured }) {
    const words = text().teach.result;
    const { language } = text();
    const counts = names.map((_, label) => order.filter(([, own]) => own === label).length);
    return html`<article class="card stack">
      <h3>${words.each}</h3>
      <div class="scroll-y" tabindex="0" role="region" aria-label=${words.each}>
        <table class="plain-table" data-test="teach-table">
          <thead>
            <tr>
              <th scope="col">${words.character}</th>
              <th scope="col">${words.pictures}</th>
              <th scope="col">${words.rightShare}</th>
            </tr>
          </thead>
          <tbody>
            ${names.map((name, label) => {
              const right = measured.confusion[label * names.length + label];
              return html`<tr>
                <th scope="row">${name}</th>
                <td class="num">${counts[label]}</td>
                <td class="num">${right} (${format.share(right / counts[label], language)})</td>
              </tr>`;
            })}
          </tbody>
        </table>
      </div>
    </article>`;
  }

  #share() {
    const words = text().teach.share;
    const { store } = this;
    const { busy, project } = this.state;
    const isUsed = usedProject(store.session, this.state.projects) === project?.id;
    const off = busy !== null;
    return html`<section class="card row between teach-share" data-test="teach-share">
      <div>
        <h2>${words.title}</h2>
        <p class="note">${words.note(term(words.onnx, words.onnxTip))}</p>
      </div>
      <div class="row tight">
        <button
          class="btn primary"
          type="button"
          data-test="use-now"
          ?disabled=${off}
          @click=${() => void store.inTurn(() => useProject(store))}
        >
          ${icon("eye")}${isUsed ? words.used : words.use}
        </button>
        <button
          class="btn"
          type="button"
          data-test="save-onnx"
          ?disabled=${off}
          @click=${() => void saveOnnx(store)}
        >
          ${icon("save")}${words.onnx}
        </button>
        <button
          class="btn"
          type="button"
          data-test="save-labels"
          ?disabled=${off}
          @click=${() => void saveLabels(store)}
        >
          ${icon("save")}${words.labels}
        </button>
        <button
          class="btn"
          type="button"
          data-test="save-project"
          ?disabled=${off}
          @click=${() => void saveProject(store)}
        >
          ${icon("save")}${words.zip}
        </button>
      </div>
    </section>`;
  }
}

customElements.define("moe-teach-result", Result);
