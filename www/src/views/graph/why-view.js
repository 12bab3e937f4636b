/** `<moe-graph-why>`: both pictures of a pair with the pieces that make them alike, and the verdict. */
import { html, nothing, svg } from "lit";
import * as format from "../../app/format.js";
import { verdict } from "../../app/verdict.js";
import { TOP, Z95, isClear, rank, strengths } from "../../app/ranking.js";
import { cssVars } from "../../components/css-vars.js";
import { icon } from "../../components/icons.js";
import { term } from "../../components/term.js";
import { text } from "../../texts/text.js";
import { StoreElement } from "../../components/store-element.js";

const ICONS = /** @type {const} */ ({ run: "eye", ok: "ok", warn: "warn", bad: "bad" });
const TONES = /** @type {const} */ (["ok", "warn", "bad", "run"]);
/** Pieces that are coloured: what matters least only makes the picture busy. */
const SHOWN = 12;

/** @extends {StoreElement<import("./why.js").WhyStore>} */
class WhyView extends StoreElement {
  static properties = { ...StoreElement.properties, pointed: { state: true } };

  constructor() {
    super();
    /** The piece under the pointer or with the focus. @type {{ side: number, piece: number } | null} */
    this.pointed = null;
  }

  render() {
    const { sides } = this.state;
    if (sides.length === 0) return nothing;
    const words = text().graph;
    return html`<div class="row between">
        <h2>${term(words.why, words.whyTip)}</h2>
      </div>
      <div class="both" data-test="why" data-state=${this.#run}>
        ${sides.map((side, i) => this.#side(side, i))}
      </div>
      <p class="note why-read" data-test="why-read">${this.#reading() ?? words.readNone}</p>
      ${this.#verdict()}`;
  }

  get #run() {
    const { sides } = this.state;
    const order = /** @type {const} */ (["failed", "running", "cancelled", "steady"]);
    return order.find((run) => sides.some((side) => side.run === run)) ?? "idle";
  }

  /** @param {import("./why.js").Side} side @param {number} index */
  #side(side, index) {
    const words = text().graph;
    const { picture, pieces, explanation, asked } = side;
    const caption = html`<figcaption class="cap">
      ${words.makesLike(asked.name, asked.otherName)}
    </figcaption>`;
    if (!picture)
      return html`<figure>
        <div class="view skel"></div>
        ${caption}
      </figure>`;
    const width = pieces?.width ?? 256;
    const height = pieces?.height ?? 256;
    return html`<figure>
      <div
        class="view"
        data-view=${explanation ? "overlay" : "plain"}
        ${cssVars({ "--ratio": width / height })}
      >
        <svg
          viewBox="0 0 ${width} ${height}"
          role="group"
          aria-label=${words.whyPicture(asked.name, asked.otherName)}
          @pointerover=${(/** @type {Event} */ event) => this.#point(event, index)}
          @pointerleave=${() => (this.pointed = null)}
          @focusin=${(/** @type {Event} */ event) => this.#point(event, index)}
          @click=${(/** @type {Event} */ event) => this.#point(event, index)}
        >
          <image class="pic" href=${picture.url} width=${width} height=${height} preserveAspectRatio="none" />
          ${pieces && explanation ? this.#pieces(side, index) : nothing}
        </svg>
      </div>
      ${caption}
    </figure>`;
  }

  /** @param {import("./why.js").Side} side @param {number} index */
  #pieces({ pieces, explanation }, index) {
    if (!pieces || !explanation) return nothing;
    const { weights } = explanation;
    const order = rank(weights);
    const shown = new Set(order.slice(0, SHOWN));
    const inks = strengths(weights);
    const unit = Math.max(pieces.width, pieces.height) / 320;
    const pointed = this.pointed?.side === index ? this.pointed.piece : null;
    return svg`
      <g data-test="why-pieces">
        ${pieces.paths.map((path, piece) => {
          const side = weights[piece] > 0 ? "p" : weights[piece] < 0 ? "n" : "";
          return svg`<path
            class="cell ${shown.has(piece) ? side : ""}"
            d=${path}
            fill-rule="evenodd"
            data-piece=${piece}
            data-weight=${weights[piece]}
            aria-hidden="true"
            ${cssVars({ "--w": inks[piece].toFixed(3) })}
          ></path>`;
        })}
      </g>
      <path class="edge" d=${pieces.paths.join("")}></path>
      ${
        pointed === null
          ? nothing
          : svg`<path class="mark2" d=${pieces.paths[pointed]}></path
              ><path class="mark ${weights[pointed] < 0 ? "n" : ""}" d=${pieces.paths[pointed]}></path>`
      }
      ${order.slice(0, TOP).map((piece, place) => {
        const edge = 20 * unit;
        const [x, y] = pieces.centres[piece].map((at, axis) =>
          Math.min((axis === 0 ? pieces.width : pieces.height) - edge, Math.max(edge, at)),
        );
        const isSure = explanation.finished || isClear(explanation, piece);
        return svg`<g
          class="pin ${isSure ? "" : "is-faint"}"
          transform="translate(${x} ${y}) scale(${unit})"
          tabindex="0"
          role="img"
          aria-label=${this.#words(index, piece) ?? ""}
          data-piece=${piece}
        ><circle r="15"></circle><text y="7" aria-hidden="true">${place + 1}</text></g>`;
      })}`;
  }

  /** @param {Event} event @param {number} side */
  #point(event, side) {
    const target = /** @type {Element} */ (event.target).closest("[data-piece]");
    if (target) this.pointed = { side, piece: Number(target.getAttribute("data-piece")) };
  }

  #reading() {
    return this.pointed ? this.#words(this.pointed.side, this.pointed.piece) : null;
  }

  /** @param {number} index @param {number} piece */
  #words(index, piece) {
    const side = this.state.sides[index];
    const { explanation } = side ?? {};
    if (!explanation || piece >= explanation.weights.length) return null;
    const words = text().graph;
    const { language } = text();
    const weight = explanation.weights[piece];
    const value = words.pieceValue(
      format.weight(weight, "similarity", language),
      format.error(Z95 * explanation.standardErrors[piece], "similarity", language),
    );
    const direction = (weight < 0 ? words.unlikeIt : words.likeIt)(side.asked.otherName);
    return words.piece(rank(explanation.weights).indexOf(piece) + 1, value, direction);
  }

  #verdict() {
    const { sides } = this.state;
    const running = sides.find(({ run }) => run === "running");
    if (running) return this.#progress(running);
    const { findings: words, others } = text().graph;
    const findings = sides.map((side) =>
      verdict(side, { name: side.asked.otherName, rival: others }, { ...text().verdict, ...words }),
    );
    const worst = findings.reduce(
      (a, b) => (b && (!a || TONES.indexOf(b.tone) > TONES.indexOf(a.tone)) ? b : a),
      null,
    );
    if (!worst) return nothing;
    const isShared = findings.every(
      (finding) => finding?.strong === worst.strong && finding.rest === worst.rest,
    );
    const who = isShared ? "" : `${sides[findings.indexOf(worst)].asked.name}: `;
    return html`<div
      class="verdict ${worst.tone}"
      role="status"
      data-test="why-verdict"
      data-tone=${worst.tone}
    >
      ${icon(ICONS[worst.tone], "badge")}
      <p>${who}<b>${worst.strong}</b> ${worst.rest}</p>
      ${this.#action(worst.action)}
    </div>`;
  }

  /** @param {"again" | "more" | null} action */
  #action(action) {
    if (!action) return nothing;
    const words = text().verdict;
    const label =
      action === "more" ? words.more(format.whole(this.store.nextBudget, text().language)) : words.again;
    return html`<button
      class="btn"
      type="button"
      data-test="why-${action}"
      @click=${() => this.store.again(action === "more")}
    >
      ${label}
    </button>`;
  }

  /** @param {import("./why.js").Side} side */
  #progress({ explanation, asked }) {
    const words = text().graph;
    const { language } = text();
    const { sides } = this.state;
    const done = sides.reduce((sum, side) => sum + (side.explanation?.done ?? 0), 0);
    const planned = sides.reduce((sum, side) => sum + (side.explanation?.planned ?? 256), 0);
    return html`<div class="verdict run" data-test="why-verdict" data-tone="run">
      ${icon("eye", "badge")}
      <p>
        <b>${explanation ? text().verdict.first : text().verdict.begin}</b>
        ${
          explanation
            ? words.tries(
                format.whole(explanation.done, language),
                format.whole(explanation.planned, language),
                asked.name,
              )
            : nothing
        }
      </p>
      <button class="btn quiet" type="button" data-test="why-cancel" @click=${() => this.store.cancel()}>
        ${icon("close")}${text().progress.cancel}
      </button>
      <div class="verdict-progress">
        <div
          class="prog"
          role="progressbar"
          aria-label=${text().progress.label}
          aria-valuemin="0"
          aria-valuemax=${planned}
          aria-valuenow=${done}
        >
          <i ${cssVars({ "--v": `${(100 * done) / planned}%` })}></i>
        </div>
      </div>
    </div>`;
  }
}

customElements.define("moe-graph-why", WhyView);
