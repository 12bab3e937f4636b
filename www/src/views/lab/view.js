/** `<moe-lab-view>`: the bias lab in five steps. Loaded the first time the address names it. */
import { html, nothing } from "lit";
import * as format from "../../app/format.js";
import { choices } from "../../components/choices.js";
import { icon } from "../../components/icons.js";
import { miniPieces } from "../../components/mini-pieces.js";
import { PageElement } from "../../components/page-element.js";
import { text } from "../../texts/text.js";
import { PICTURES } from "./lesson.js";
import {
  backButton,
  backgroundWords,
  barLines,
  conclusion,
  mainButton,
  percent,
  repairSwitch,
  roundCard,
  runLine,
  strip,
} from "./parts.js";
import { LabStore } from "./store.js";

const FILLS = /** @type {const} */ (["contrastive", "mean"]);

class LabView extends PageElement {
  /** @type {import("lit").PropertyDeclarations} */
  static properties = { ...PageElement.properties, fill: { state: true } };

  constructor() {
    super();
    /** @type {LabStore | null} */
    this.store = null;
    /** @type {typeof FILLS[number]} */
    this.fill = "contrastive";
  }

  /** @param {import("lit").PropertyValues} changed */
  willUpdate(changed) {
    super.willUpdate(changed);
    if (!this.store) {
      this.store = new LabStore(this.session);
      this.store.subscribe(() => this.requestUpdate());
    }
    if (this.state.engine === "ready" && !this.hidden) void this.#meet();
  }

  async #meet() {
    const { store } = this;
    if (store?.state.names.length === 0 && !store.state.busy && !this.wasAsked) {
      this.wasAsked = true;
      await store.meet();
    }
  }

  /** Drawing that failed is not tried again by itself. */
  wasAsked = false;

  render() {
    const { store } = this;
    if (!store) return nothing;
    const words = text().lab;
    const { step } = store.state;
    return html`<div class="intro">
        <h1>${words.title}</h1>
        <p class="lead">${words.lead}</p>
      </div>
      <ol class="steps" aria-label=${words.steps}>
        ${words.names.map((name, i) => this.#step(name, i + 1))}
      </ol>
      <section class="lab" data-test="lab-step" data-step=${step}>
        ${[this.#one, this.#two, this.#three, this.#four, this.#five][step - 1].call(this, store)}
      </section>`;
  }

  /**
   * @param {string} name
   * @param {number} number
   */
  #step(name, number) {
    const store = /** @type {LabStore} */ (this.store);
    const isHere = store.state.step === number;
    const isDone = number < store.reach && !isHere;
    return html`<li class=${isDone ? "done" : ""}>
      <button
        type="button"
        aria-current=${isHere ? "step" : nothing}
        ?disabled=${number > store.reach || (number === 2 && !store.state.measured)}
        @click=${() => store.go(number)}
      >
        <i aria-hidden="true">${isDone ? icon("ok") : number}</i>${name}
      </button>
    </li>`;
  }

  /** @param {LabStore} store */
  #one(store) {
    const words = text().lab;
    const { names, strips } = store.state;
    if (names.length === 0) return runLine(store) ?? html`<div class="card skel lab-skel"></div>`;
    return html`<div class="stack">
        ${names.map(
          (name, who) =>
            html`<article class="card stack-1">
              <div class="row between">
                <h2 class="small-title">${name}</h2>
                <span class="chip">${who === 0 ? words.inSnow(PICTURES) : words.notInSnow(PICTURES)}</span>
              </div>
              ${strip(strips[who], (n) => words.pictureOf(name, n))}
            </article>`,
        )}
      </div>
      <div class="say">
        <p class="eyebrow">${words.eyebrow(1)}</p>
        <h2>${words.meet}</h2>
        <p>${words.meetText(names[0], names[1])}</p>
        <p class="note">${words.meetNote}</p>
        <div class="row tight">
          <button class="btn primary" type="button" data-test="lab-train" @click=${() => void store.train()}>
            ${words.train}
          </button>
          <button class="btn quiet" type="button" data-test="lab-others" @click=${() => void store.others()}>
            ${words.others}
          </button>
        </div>
      </div>`;
  }

  /** @param {LabStore} store */
  #two(store) {
    const words = text().lab;
    const { measured, names, seen } = store.state;
    if (!measured) {
      if (store.state.busy) return runLine(store);
      return html`<div class="say">${mainButton(words.train, () => store.train())}</div>`;
    }
    const { like, each, learnedFrom, seconds } = measured;
    const all = percent((like[0] + like[1]) / (2 * each));
    return html`<article class="card stack">
        <p class="note">${words.trained(learnedFrom, format.fixed(seconds, 1, text().language))}</p>
        <div class="stat"><b class="big" data-test="lab-like">${all}</b><span>${words.right}</span></div>
        ${barLines(names.map((name, who) => ({ name, share: like[who] / each, tone: "ok" })))}
      </article>
      <div class="say">
        <p class="eyebrow">${words.eyebrow(2)}</p>
        <h2>${words.learned(all)}</h2>
        <p>${words.learnedText(names[0], names[1], each)}</p>
        <p>${words.ship}</p>
        <div class="row tight">
          <button
            class="btn primary"
            type="button"
            data-test="lab-trip"
            ?disabled=${!seen}
            @click=${() => store.go(3)}
          >
            ${words.trip}
          </button>
          ${backButton(store, 1)}
        </div>
      </div>`;
  }

  /** @param {LabStore} store */
  #three(store) {
    const words = text().lab;
    const { measured, seen, names } = store.state;
    if (!measured || !seen) return nothing;
    const swapped = percent(measured.swapped / (2 * measured.each));
    const tricked = seen.answer === 0;
    return html`<article class="card stack">
        <div class="view"><img src=${seen.picture.url} alt=${words.picture(names[1])} /></div>
        ${barLines(
          names.map((name, who) => ({
            name,
            share: seen.chances[who],
            tone: who === seen.answer ? (who === 1 ? "ok" : "bad") : "",
          })),
        )}
      </article>
      <div class="say">
        <p class="eyebrow">${words.eyebrow(3)}</p>
        <h2>${words.stepsIn(names[1])}</h2>
        <p class="finding ${tricked ? "" : "good"}" data-test="lab-says">${words.says(names[seen.answer])}</p>
        <p data-test="lab-swapped" data-share=${measured.swapped / (2 * measured.each)}>
          ${tricked ? words.wrong(swapped) : words.holds(swapped)}
        </p>
        <div class="row tight">
          <button class="btn primary" type="button" data-test="lab-look" @click=${() => void store.look()}>
            ${words.see}
          </button>
          ${backButton(store, 2)}
        </div>
      </div>`;
  }

  /** @param {LabStore} store */
  #four(store) {
    const words = text().lab;
    const { seen, why, mean, names, busy } = store.state;
    if (!seen) return nothing;
    if (!why) {
      if (busy) return runLine(store);
      return html`<div class="say">${mainButton(words.see, () => store.look())}</div>`;
    }
    const name = names[seen.answer];
    const shown = this.fill === "mean" && mean ? mean : why;
    return html`<article class="card stack">
        <div class="row between">
          <b>${words.why(name)}</b>
          ${
            mean
              ? choices({
                  legend: words.fill,
                  name: "lab-fill",
                  values: FILLS,
                  labels: words.fills,
                  chosen: this.fill,
                  choose: (fill) => (this.fill = fill),
                })
              : nothing
          }
        </div>
        ${miniPieces(seen.picture, shown.pieces, shown.explanation.weights, words.pieces(name))}
        <p class="note num" data-test="lab-background">${backgroundWords(shown.background)}</p>
        ${busy ? runLine(store) : nothing}
      </article>
      <div class="say">
        <p class="eyebrow">${words.eyebrow(4)}</p>
        <h2>${words.inside}</h2>
        ${
          why.background === null
            ? html`<p>${words.nothing}</p>`
            : html`<p class="finding">${words.insideText(percent(why.background))}</p>`
        }
        ${
          mean && mean.background !== null
            ? html`<p>${words.meanText(percent(mean.background))}</p>`
            : nothing
        }
        <details>
          <summary>${words.husky}</summary>
          <p class="note">${words.huskyText}</p>
        </details>
        <div class="row tight">
          <button class="btn primary" type="button" data-test="lab-repair" @click=${() => store.go(5)}>
            ${words.repair}
          </button>
          ${backButton(store, 3)}
        </div>
      </div>`;
  }

  /** @param {LabStore} store */
  #five(store) {
    const words = text().lab;
    const { measured, seen, why, repair, names, after, added, busy } = store.state;
    if (!measured || !seen || !why) return nothing;
    const swappedOf = (/** @type {typeof measured} */ { swapped, each }) => swapped / (2 * each);
    const isNothing = !repair.swap && !repair.add && !repair.crop;
    return html`<div class="stack">
        <div class="lab-pair">
          ${roundCard(words.before, names[seen.answer], seen, why)}
          ${after ? roundCard(words.after, names[after.seen.answer], after.seen, after.why) : nothing}
        </div>
        <article class="card stack" data-test="lab-compare">
          <h3>${words.compare}</h3>
          ${barLines([
            { name: words.before, share: swappedOf(measured), tone: "bad" },
            ...(after ? [{ name: words.after, share: swappedOf(after.measured), tone: "ok" }] : []),
          ])}
        </article>
      </div>
      <div class="say">
        <p class="eyebrow">${words.eyebrow(5)}</p>
        <h2>${words.change}</h2>
        <div class="card stack-1">
          ${repairSwitch("swap", words.swap, store)} ${repairSwitch("add", words.add(names[0]), store)}
          ${repairSwitch("crop", words.crop, store)}
          ${
            busy
              ? runLine(store)
              : html`<button
                    class="btn primary"
                    type="button"
                    data-test="lab-again"
                    ?disabled=${isNothing}
                    @click=${() => void store.again()}
                  >
                    ${words.again}
                  </button>
                  ${isNothing ? html`<p class="note">${words.chooseOne}</p>` : nothing}`
          }
        </div>
        ${
          added.length > 0
            ? html`<p class="note">${words.addedPictures}</p>
                ${strip(added, () => "")}`
            : nothing
        }
        ${after ? conclusion(swappedOf(measured), swappedOf(after.measured)) : nothing}
        <div class="row tight">
          <a class="btn" href="#teach">${words.own}</a>
          ${backButton(store, 4)}
        </div>
      </div>`;
  }
}

customElements.define("moe-lab-view", LabView);
