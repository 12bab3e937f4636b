/** `<moe-lab-view>`: the bias lab in five steps. Loaded the first time the address names it. */
import { html, nothing } from "lit";
import * as format from "../../app/format.js";
import { cssVars } from "../../components/css-vars.js";
import { choices } from "../../components/choices.js";
import { icon } from "../../components/icons.js";
import { miniPieces } from "../../components/mini-pieces.js";
import { PageElement } from "../../components/page-element.js";
import { text } from "../../texts/text.js";
import { PICTURES } from "./lesson.js";
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
    if (names.length === 0) return this.#busy(store) ?? html`<div class="card skel lab-skel"></div>`;
    return html`<div class="stack">
        ${names.map(
          (name, who) =>
            html`<article class="card stack-1">
              <div class="row between">
                <h2 class="small-title">${name}</h2>
                <span class="chip">${who === 0 ? words.inSnow(PICTURES) : words.notInSnow(PICTURES)}</span>
              </div>
              ${this.#strip(strips[who], (n) => words.pictureOf(name, n))}
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
      if (store.state.busy) return this.#busy(store);
      return html`<div class="say">${this.#again(words.train, () => store.train())}</div>`;
    }
    const { like, each, learnedFrom, seconds } = measured;
    const all = this.#percent((like[0] + like[1]) / (2 * each));
    return html`<article class="card stack">
        <p class="note">${words.trained(learnedFrom, format.fixed(seconds, 1, text().language))}</p>
        <div class="stat"><b class="big" data-test="lab-like">${all}</b><span>${words.right}</span></div>
        ${this.#lines(names.map((name, who) => ({ name, share: like[who] / each, tone: "ok" })))}
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
          ${this.#back(store, 1)}
        </div>
      </div>`;
  }

  /** @param {LabStore} store */
  #three(store) {
    const words = text().lab;
    const { measured, seen, names } = store.state;
    if (!measured || !seen) return nothing;
    const swapped = this.#percent(measured.swapped / (2 * measured.each));
    const tricked = seen.answer === 0;
    return html`<article class="card stack">
        <div class="view"><img src=${seen.picture.url} alt=${words.picture(names[1])} /></div>
        ${this.#lines(
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
          ${this.#back(store, 2)}
        </div>
      </div>`;
  }

  /** @param {LabStore} store */
  #four(store) {
    const words = text().lab;
    const { seen, why, mean, names, busy } = store.state;
    if (!seen) return nothing;
    if (!why) {
      if (busy) return this.#busy(store);
      return html`<div class="say">${this.#again(words.see, () => store.look())}</div>`;
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
        <p class="note num" data-test="lab-background">${this.#background(shown.background)}</p>
        ${busy ? this.#busy(store) : nothing}
      </article>
      <div class="say">
        <p class="eyebrow">${words.eyebrow(4)}</p>
        <h2>${words.inside}</h2>
        ${
          why.background === null
            ? html`<p>${words.nothing}</p>`
            : html`<p class="finding">${words.insideText(this.#percent(why.background))}</p>`
        }
        ${
          mean && mean.background !== null
            ? html`<p>${words.meanText(this.#percent(mean.background))}</p>`
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
          ${this.#back(store, 3)}
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
          ${this.#round(words.before, names[seen.answer], seen, why)}
          ${after ? this.#round(words.after, names[after.seen.answer], after.seen, after.why) : nothing}
        </div>
        <article class="card stack" data-test="lab-compare">
          <h3>${words.compare}</h3>
          ${this.#lines([
            { name: words.before, share: swappedOf(measured), tone: "bad" },
            ...(after ? [{ name: words.after, share: swappedOf(after.measured), tone: "ok" }] : []),
          ])}
        </article>
      </div>
      <div class="say">
        <p class="eyebrow">${words.eyebrow(5)}</p>
        <h2>${words.change}</h2>
        <div class="card stack-1">
          ${this.#switch("swap", words.swap, store)} ${this.#switch("add", words.add(names[0]), store)}
          ${this.#switch("crop", words.crop, store)}
          ${
            busy
              ? this.#busy(store)
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
                ${this.#strip(added, () => "")}`
            : nothing
        }
        ${after ? this.#conclusion(swappedOf(measured), swappedOf(after.measured)) : nothing}
        <div class="row tight">
          <a class="btn" href="#teach">${words.own}</a>
          ${this.#back(store, 4)}
        </div>
      </div>`;
  }

  /**
   * @param {number} before
   * @param {number} after
   */
  #conclusion(before, after) {
    const words = text().lab;
    const isBetter = after > before && after >= 0.9;
    const say = isBetter ? words.better : words.worse;
    return html`<p class="finding ${isBetter ? "good" : ""}" data-test="lab-conclusion" role="status">
      ${say(this.#percent(before), this.#percent(after))}
    </p>`;
  }

  /**
   * @param {string} label
   * @param {string} name
   * @param {import("./lesson.js").Seen} seen
   * @param {import("./lesson.js").Why} why
   */
  #round(label, name, seen, why) {
    const words = text().lab;
    return html`<article class="card stack-1">
      <b>${label}: ${words.why(name)}</b>
      ${miniPieces(seen.picture, why.pieces, why.explanation.weights, words.pieces(name))}
      <p class="note num">${this.#background(why.background)}</p>
    </article>`;
  }

  /** @param {number | null} share */
  #background(share) {
    const words = text().lab;
    return share === null ? words.nothing : words.background(this.#percent(share));
  }

  /**
   * @param {"swap" | "add" | "crop"} name
   * @param {string} label
   * @param {LabStore} store
   */
  #switch(name, label, store) {
    return html`<label class="switch">
      <input
        type="checkbox"
        role="switch"
        data-test="lab-${name}"
        .checked=${store.state.repair[name]}
        ?disabled=${store.state.busy !== null}
        @change=${(/** @type {Event} */ event) =>
          store.choose({ [name]: /** @type {HTMLInputElement} */ (event.currentTarget).checked })}
      />
      <span>${label}</span>
    </label>`;
  }

  /**
   * @param {readonly string[]} urls
   * @param {(n: number) => string} label
   */
  #strip(urls, label) {
    return html`<div class="strip">
      ${urls.map((url, i) => html`<img src=${url} alt=${label(i + 1)} width="96" height="96" />`)}
    </div>`;
  }

  /** @param {{ name: string, share: number, tone: string }[]} lines */
  #lines(lines) {
    return html`<div class="lab-lines">
      ${lines.map(
        ({ name, share, tone }) =>
          html`<div class="lab-line ${tone}">
            <span>${name}</span>
            <span class="track"><i ${cssVars({ "--v": `${100 * share}%` })}></i></span>
            <b class="num">${this.#percent(share)}</b>
          </div>`,
      )}
    </div>`;
  }

  /** @param {LabStore} store */
  #busy(store) {
    const { busy } = store.state;
    if (!busy) return null;
    const words = text().lab;
    const percent = Math.round(100 * busy.share);
    return html`<div class="runline" data-test="lab-busy">
      <div class="row between">
        <b>${words.busy[busy.what]}</b>
        <button class="btn quiet" type="button" data-test="lab-cancel" @click=${() => store.cancel()}>
          ${icon("close")}${words.cancel}
        </button>
      </div>
      <div
        class="prog"
        role="progressbar"
        aria-label=${words.busy[busy.what]}
        aria-valuemin="0"
        aria-valuemax="100"
        aria-valuenow=${percent}
      >
        <i ${cssVars({ "--v": `${percent}%` })}></i>
      </div>
    </div>`;
  }

  /**
   * @param {string} label
   * @param {() => unknown} act
   */
  #again(label, act) {
    return html`<button class="btn primary" type="button" @click=${act}>${label}</button>`;
  }

  /**
   * @param {LabStore} store
   * @param {number} step
   */
  #back(store, step) {
    return html`<button class="btn quiet" type="button" @click=${() => store.go(step)}>
      ${text().lab.back}
    </button>`;
  }

  /** @param {number} share */
  #percent(share) {
    return `${Math.round(100 * share)}\u202f%`;
  }
}

customElements.define("moe-lab-view", LabView);
