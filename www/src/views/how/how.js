/** `<moe-how-view>`: how it works, in plain words, with small demonstrations on the picture at hand. */
import { html, nothing, svg } from "lit";
import * as format from "../../app/format.js";
import { nameOf } from "../../app/question.js";
import { PLOT, chart, scale, through } from "../../components/chart.js";
import { miniPieces } from "../../components/mini-pieces.js";
import { PageElement } from "../../components/page-element.js";
import "../../components/pixels.js";
import { term } from "../../components/term.js";
import { cssVars } from "../../components/css-vars.js";
import { text } from "../../texts/text.js";
import { HERE, curve, fit, tries, weight } from "./line.js";

/** Tries shown at a time. */
const SHOWN = 6;
/** Lines of other draws in the background. */
const REDRAWS = 20;
const KERNELS = [0.06, 0.1, 0.16, 0.25, 0.4, Infinity];

class HowView extends PageElement {
  /** @type {import("lit").PropertyDeclarations} */
  static properties = {
    ...PageElement.properties,
    count: { state: true },
    cut: { state: true },
    shown: { state: true },
    busy: { state: true },
    draws: { state: true },
    kernel: { state: true },
    seed: { state: true },
  };

  constructor() {
    super();
    this.count = 31;
    /** @type {import("../../engine/types.js").Pieces | null} */
    this.cut = null;
    /** @type {{ rgba: Uint8ClampedArray, chance: number, off: number }[]} */
    this.shown = [];
    this.busy = false;
    /** Tries of the line. */
    this.draws = 24;
    /** Place in `KERNELS`. */
    this.kernel = 2;
    this.seed = 1;
    /** @type {number | null} */
    this.about = null;
    this.round = 0;
  }

  updated() {
    const { picture, run } = this.state;
    if (picture && run === "steady" && this.about !== picture.id) {
      this.about = picture.id;
      void this.#cut(this.count);
      void this.#try();
    }
  }

  render() {
    const words = text().essay;
    return html`<article class="essay" data-test="how-view">
      <header>
        <h1>${words.heading}</h1>
        <p class="lead">${words.lead}</p>
      </header>
      ${this.#pieces()} ${this.#hiding()} ${this.#worth()} ${this.#believe()}
      <section>
        <h2>${words.cannot.title}</h2>
        <ul>
          ${words.cannot.items.map((item) => html`<li>${item}</li>`)}
        </ul>
      </section>
      <section>
        <h2>${words.words.title}</h2>
        <dl class="terms">
          ${words.words.list.map(
            ([word, meaning]) =>
              html`<div>
                <dt>${word}</dt>
                <dd>${meaning}</dd>
              </div>`,
          )}
        </dl>
      </section>
      <section>
        <h2>${words.sources.title}</h2>
        <ul>
          ${words.sources.list.map((source) => html`<li>${source}</li>`)}
        </ul>
      </section>
      <p><a class="btn primary" href="#">${words.back}</a></p>
    </article>`;
  }

  #pieces() {
    const { picture, pieces, explanation } = this.state;
    const words = text().essay.pieces;
    return html`<section>
        <h2>${words.title}</h2>
        <p>${words.text(term(words.term, words.termTip))}</p>
      </section>
      ${
        picture
          ? html`<div class="stack-1">
              <div class="three">
                <figure class="fig">
                  <div class="view"><img src=${picture.url} alt=${words.picture} /></div>
                  <figcaption class="cap">${words.picture}</figcaption>
                </figure>
                <figure class="fig">
                  ${
                    this.cut
                      ? html`<div
                          class="view"
                          data-test="how-pieces"
                          data-count=${this.cut.count}
                          ${cssVars({ "--ratio": this.cut.width / this.cut.height })}
                        >
                          <svg
                            viewBox="0 0 ${this.cut.width} ${this.cut.height}"
                            role="img"
                            aria-label=${words.cutInto(this.cut.count)}
                          >
                            <image
                              href=${picture.url}
                              width=${this.cut.width}
                              height=${this.cut.height}
                              preserveAspectRatio="none"
                            />
                            <path class="edge preview2" d=${this.cut.paths.join("")}></path>
                            <path class="edge preview" d=${this.cut.paths.join("")}></path>
                          </svg>
                        </div>`
                      : html`<div class="view skel"></div>`
                  }
                  <figcaption class="cap">${this.cut ? words.cutInto(this.cut.count) : nothing}</figcaption>
                </figure>
                <figure class="fig">
                  ${
                    pieces && explanation
                      ? miniPieces(picture, pieces, explanation.weights, words.worth)
                      : html`<div class="view skel"></div>`
                  }
                  <figcaption class="cap">${words.worth}</figcaption>
                </figure>
              </div>
              <label class="range">
                <span>${words.slider} <b>${this.count}</b></span>
                <input
                  type="range"
                  min="4"
                  max="100"
                  .value=${String(this.count)}
                  data-test="how-count"
                  @input=${(/** @type {Event} */ event) =>
                    void this.#cut(Number(/** @type {HTMLInputElement} */ (event.currentTarget).value))}
                />
              </label>
            </div>`
          : nothing
      }
      <aside>${words.source}</aside>`;
  }

  #hiding() {
    const words = text().essay.hiding;
    const { question } = this.session;
    const name = question ? nameOf(this.state, question.classIndex) : "";
    const rival = question ? nameOf(this.state, question.rivalIndex) : "";
    return html`<section>
        <h2>${words.title}</h2>
        <p>${words.text}</p>
      </section>
      <div class="stack-1">
        <div class="masks" data-test="how-tries">
          ${Array.from({ length: SHOWN }, (_, i) => {
            const one = this.shown[i];
            return html`<figure class="fig">
              <moe-pixels .rgba=${one?.rgba ?? null} .label=${one ? words.label(one.off) : ""}></moe-pixels>
              <figcaption class="cap num">
                ${one ? html`<b>${format.percent(one.chance, text().candidates.percent)}</b>` : "…"}
              </figcaption>
            </figure>`;
          })}
        </div>
        <div class="row between">
          <p class="cap">${name ? words.caption(name, rival) : nothing}</p>
          <button
            class="btn"
            type="button"
            data-test="how-again"
            ?disabled=${this.busy || this.shown.length === 0}
            @click=${() => void this.#try()}
          >
            ${words.again}
          </button>
        </div>
      </div>
      <aside>${words.source}</aside>`;
  }

  #worth() {
    const words = text().essay.worth;
    const { language } = text();
    const width = KERNELS[this.kernel];
    const points = tries(this.draws, this.seed);
    const line = fit(points, width);
    const others = Array.from({ length: REDRAWS }, (_, i) => fit(tries(this.draws, 1000 + i), width));
    const slopes = others.map(({ slope }) => slope);
    const [low, high] = [Math.min(...slopes), Math.max(...slopes)];
    const x = scale(0, 1, PLOT.left, PLOT.right);
    const y = scale(-0.15, 1.2, PLOT.bottom, PLOT.top);
    const span = Number.isFinite(width) ? Math.min(0.45, 1.6 * width) : 0.45;
    const ends = (/** @type {{ slope: number, intercept: number }} */ { slope, intercept }) =>
      [Math.max(0, HERE - span), Math.min(1, HERE + span)].map(
        (at) => /** @type {const} */ ([x(at), y(intercept + slope * at)]),
      );
    const smooth = Array.from({ length: 61 }, (_, i) => /** @type {const} */ ([x(i / 60), y(curve(i / 60))]));
    const steepness = (/** @type {number} */ slope) =>
      format.fixed(slope, 2, language).replace("-", "\u2212");
    return html`<section>
        <h2>${words.title}</h2>
        <p>${words.text}</p>
        <p>${words.kernel}</p>
      </section>
      <div class="card stack">
        ${chart(
          words.label,
          svg`${others.map((other) => svg`<path class="ln thin l-mute faint" d=${through(ends(other))}></path>`)}
            <path class="ln l-mute dash" d=${through(smooth)}></path>
            ${points.map(
              (point) =>
                svg`<circle class="dot" cx=${x(point.x)} cy=${y(point.y)} r=${2.5 + 4.5 * weight(point.x, width)}></circle>`,
            )}
            <path class="ln l-acc thick" d=${through(ends(line))}></path>
            <circle class="knob" cx=${x(HERE)} cy=${y(curve(HERE))} r="7"></circle>
            <line class="ax" x1=${PLOT.left} x2=${PLOT.right} y1=${PLOT.bottom} y2=${PLOT.bottom}></line>
            <text x=${PLOT.left} y="12">${words.answer}</text>
            <text x=${PLOT.right} y="204" text-anchor="end">${words.more}</text>
            <text class="strong" x=${x(HERE) + 12} y=${y(curve(HERE)) + 22}>${words.here}</text>`,
          { height: 210, test: "how-line" },
        )}
        <p class="note num" data-test="how-slope">
          ${words.slope(steepness(line.slope), steepness(low), steepness(high), REDRAWS)}
        </p>
        <div class="two">
          <label class="range">
            <span>${words.tries} <b>${this.draws}</b></span>
            <input
              type="range"
              min="6"
              max="200"
              .value=${String(this.draws)}
              data-test="how-draws"
              @input=${(/** @type {Event} */ event) =>
                (this.draws = Number(/** @type {HTMLInputElement} */ (event.currentTarget).value))}
            />
          </label>
          <label class="range">
            <span>${words.width} <b>${Number.isFinite(width) ? width : words.flat}</b></span>
            <input
              type="range"
              min="0"
              max=${KERNELS.length - 1}
              .value=${String(this.kernel)}
              data-test="how-kernel"
              @input=${(/** @type {Event} */ event) =>
                (this.kernel = Number(/** @type {HTMLInputElement} */ (event.currentTarget).value))}
            />
          </label>
        </div>
        <button class="btn" type="button" data-test="how-redraw" @click=${() => (this.seed += 1)}>
          ${words.redraw}
        </button>
      </div>
      <aside>${words.source}</aside>`;
  }

  #believe() {
    const words = text().essay.believe;
    return html`<section>
        <h2>${words.title}</h2>
        ${words.paragraphs.map((paragraph) => html`<p>${paragraph}</p>`)}
      </section>
      <aside>${words.source}</aside>`;
  }

  /** @param {number} count */
  async #cut(count) {
    this.count = count;
    const { picture, settings } = this.state;
    const { engine } = this.session;
    if (!picture || !engine) return;
    try {
      const cut = await engine.asks.pieces(picture, { ...settings, cut: "slic", segments: count });
      if (this.count === count) this.cut = cut;
    } catch (error) {
      this.session.report(error);
    }
  }

  /** Hides half of the pieces, six times, and asks the model. */
  async #try() {
    const { question } = this.session;
    const { pieces } = this.state;
    const { engine } = this.session;
    if (!question || !pieces || !engine || this.busy) return;
    this.busy = true;
    const picture = question.picture;
    try {
      const { run } = await engine.explainBeside(question);
      /** @type {typeof this.shown} */
      const found = [];
      for (let i = 0; i < SHOWN; i += 1) {
        this.round += 1;
        const on = half(pieces.count, this.round);
        const ask = /** @type {const} */ ({
          kind: "shown",
          on,
          reference: this.round % Math.max(1, run.references.length),
        });
        const { probabilities } = await engine.asks.about(run, ask);
        const rgba = await engine.asks.composed(run, ask, 0);
        if (this.state.picture !== picture) return;
        found.push({ rgba, chance: probabilities[question.classIndex], off: pieces.count - on.length });
        this.shown = [...found, ...this.shown.slice(found.length)];
      }
    } catch (error) {
      this.session.report(error);
    } finally {
      this.busy = false;
    }
  }
}

/**
 * Half of the pieces, another half for every seed.
 *
 * @param {number} count
 * @param {number} seed
 */
function half(count, seed) {
  const places = tries(count, seed).map(({ x }, piece) => ({ x, piece }));
  return places
    .sort((a, b) => a.x - b.x)
    .slice(0, Math.ceil(count / 2))
    .map(({ piece }) => piece);
}

customElements.define("moe-how-view", HowView);
