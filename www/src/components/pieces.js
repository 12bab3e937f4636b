/**
 * `<moe-pieces>`: the picture, printed pale, with its pieces in two inks. The strongest five
 * take focus in order of weight; arrow keys go on to the others.
 */
import { html, nothing, svg } from "lit";
import { TOP, isClear, rank, strengths, visiblePieces } from "../app/ranking.js";
import { nameOf } from "../app/question.js";
import { text } from "../texts/text.js";
import { cssVars } from "./css-vars.js";
import { heatCanvas } from "./heat-image.js";
import { PageElement } from "./page-element.js";
import { reading } from "./piece-words.js";

class PiecesView extends PageElement {
  /** The heat map as a picture, and what it shows. @type {{ shown: unknown[], href: string } | null} */
  #heat = null;

  render() {
    const { coming, picture, pieces, explanation, judgement, view, opening } = this.state;
    if (!picture) return this.#coming(coming);
    const { question } = this.session;
    const width = pieces?.width ?? picture.width;
    const height = pieces?.height ?? picture.height;
    const label =
      question && pieces
        ? text().stage.picture(
            text().question.label(
              nameOf(this.state, question.classIndex),
              nameOf(this.state, question.rivalIndex),
            ),
            pieces.count,
          )
        : text().stage.pictureOnly;
    return html`<div
      class="view ${opening ? "is-old" : ""} ${judgement?.level === "do-not-trust" ? "is-doubted" : ""}"
      data-view=${pieces ? view.mode : "plain"}
      data-heat=${this.session.sharper.map ? "sharper" : nothing}
      ${cssVars({ "--ratio": width / height })}
    >
      <svg
        viewBox="0 0 ${width} ${height}"
        role="group"
        aria-label=${label}
        @pointerover=${this.#point}
        @pointerleave=${this.#unpoint}
        @click=${this.#hold}
        @focusin=${this.#hold}
        @keydown=${this.#step}
      >
        <image class="pic" href=${picture.url} width=${width} height=${height} preserveAspectRatio="none" />
        ${this.state.preview ? this.#preview(this.state.preview) : pieces ? this.#pieces() : nothing}
      </svg>
      ${explanation ? this.#callout() : nothing}
    </div>`;
  }

  /** What is shown until the model is there. @param {string | null} address */
  #coming(address) {
    if (address === null) return html`<div class="view skel" aria-hidden="true"></div>`;
    return html`<div class="view" aria-hidden="true">
      <svg viewBox="0 0 1 1">
        <image href=${address} width="1" height="1" preserveAspectRatio="none" data-test="coming" />
      </svg>
    </div>`;
  }

  /**
   * Outlines of pieces that no try was made of yet.
   *
   * @param {import("../engine/types.js").Pieces} preview
   */
  #preview({ paths, width }) {
    const drawn = this.state.pieces?.width ?? this.state.picture?.width ?? width;
    return svg`<g transform="scale(${drawn / width})">
      <path class="edge preview2" d=${paths.join("")}></path>
      <path class="edge preview" d=${paths.join("")} data-test="preview" data-count=${paths.length}></path>
    </g>`;
  }

  #pieces() {
    const { pieces, explanation, view } = this.state;
    if (!pieces) return nothing;
    const weights = explanation?.weights ?? pieces.paths.map(() => 0);
    const visible = visiblePieces(weights, view);
    const inks = strengths(weights);
    const top = explanation ? rank(weights).slice(0, TOP) : [];
    return svg`
      ${this.#sharper(weights)}
      <g data-test="pieces">
        ${pieces.paths.map((path, piece) => {
          const shown = visible.has(piece);
          const side = weights[piece] > 0 ? "p" : weights[piece] < 0 ? "n" : "";
          const isTop = top.includes(piece);
          return svg`<path
            class="cell ${shown ? side : `${side} is-hidden`}"
            d=${path}
            fill-rule="evenodd"
            data-test="piece"
            data-piece=${piece}
            data-weight=${explanation ? weights[piece] : nothing}
            tabindex="-1"
            role=${explanation && !isTop ? "button" : nothing}
            aria-hidden=${explanation && !isTop ? nothing : "true"}
            aria-label=${reading(this.session, piece)?.label ?? nothing}
            ${cssVars({ "--w": inks[piece].toFixed(3) })}
          ></path>`;
        })}
      </g>
      <path class="edge" d=${pieces.paths.join("")}></path>
      ${view.mode === "only" && explanation ? this.#veil(visible, weights) : nothing}
      ${explanation ? this.#mark() : nothing}
      ${top.map((piece, place) => this.#pin(piece, place, visible.has(piece)))}`;
  }

  /**
   * The heat of more than one way of cutting, below the pieces, which only answer the pointer then.
   *
   * @param {readonly number[]} weights
   */
  #sharper(weights) {
    const { map } = this.session.sharper;
    const { pieces, view } = this.state;
    if (!map || !pieces) return nothing;
    const shown = [map, weights, view.sign, view.shown];
    if (!this.#heat?.shown.every((part, i) => part === shown[i])) {
      this.#heat = { shown, href: heatCanvas(map, weights, view).toDataURL() };
    }
    const { width, height } = pieces;
    return svg`<image
      class="heat"
      href=${this.#heat.href}
      width=${width}
      height=${height}
      preserveAspectRatio="none"
      data-test="heat"
    />`;
  }

  /**
   * Covers all but the visible pieces and draws their outlines.
   *
   * @param {Set<number>} visible
   * @param {readonly number[]} weights
   */
  #veil(visible, weights) {
    const { pieces } = this.state;
    if (!pieces) return nothing;
    const joined = (/** @type {(piece: number) => boolean} */ wanted) =>
      pieces.paths.filter((_, piece) => visible.has(piece) && wanted(piece)).join("");
    const { width, height } = pieces;
    return svg`
      <mask id="what-matters">
        <rect width=${width} height=${height} fill="#fff"></rect>
        <path d=${joined(() => true)} fill="#000" fill-rule="evenodd"></path>
      </mask>
      <g class="veil">
        <rect width=${width} height=${height} mask="url(#what-matters)"></rect>
        <path class="outline p" d=${joined((piece) => weights[piece] > 0)}></path>
        <path class="outline n" d=${joined((piece) => weights[piece] < 0)}></path>
      </g>`;
  }

  /** The outline of the piece pointed at or held; dashed when it speaks against. */
  #mark() {
    const { pieces, explanation, pointed, held } = this.state;
    const piece = pointed ?? held;
    if (!pieces || !explanation || piece === null) return nothing;
    const path = pieces.paths[piece];
    const side = explanation.weights[piece] < 0 ? "n" : "";
    return svg`<path class="mark2" d=${path}></path><path class="mark ${side}" d=${path}></path>`;
  }

  /**
   * A numbered pin, which takes the focus of its piece. It fades while the weight may be nothing.
   *
   * @param {number} piece
   * @param {number} place  From 0.
   * @param {boolean} isVisible
   */
  #pin(piece, place, isVisible) {
    const { pieces, explanation } = this.state;
    if (!pieces || !explanation) return nothing;
    const { width, height } = pieces;
    const unit = Math.max(width, height) / 640;
    // The whole pin stays on the picture, on a phone too, where it is drawn larger.
    const edge = 26 * unit;
    const [x, y] = pieces.centres[piece].map((at, axis) =>
      Math.min((axis === 0 ? width : height) - edge, Math.max(edge, at)),
    );
    const isSure = explanation.finished || isClear(explanation, piece);
    const read = reading(this.session, piece);
    return svg`<g
      class="pin ${isVisible && isSure ? "" : "is-faint"}"
      transform="translate(${x} ${y}) scale(${unit})"
      tabindex="0"
      role="button"
      aria-label=${read?.label ?? ""}
      data-test="pin"
      data-piece=${piece}
      data-place=${place + 1}
    ><circle r="16"></circle><text y="7" aria-hidden="true">${place + 1}</text></g>`;
  }

  /** The reading that hangs below the piece. */
  #callout() {
    const { pieces, pointed, held } = this.state;
    const piece = pointed ?? held;
    if (!pieces || piece === null) return nothing;
    const read = reading(this.session, piece);
    if (!read) return nothing;
    const [x] = pieces.centres[piece];
    const path = /** @type {SVGPathElement | null} */ (this.querySelector(`path[data-piece="${piece}"]`));
    const box = path?.getBBox() ?? { y: 0, height: 0 };
    const isLow = box.y + box.height > 0.88 * pieces.height;
    const y = isLow ? box.y : box.y + box.height;
    return html`<div
      class="callout ${isLow ? "is-above" : ""}"
      aria-hidden="true"
      data-test="callout"
      ${cssVars({ "--x": `${(100 * x) / pieces.width}%`, "--y": `${(100 * y) / pieces.height}%` })}
    >
      <b>${read.title}</b> <span class="num">${read.value}</span>
    </div>`;
  }

  /** @param {Event} event */
  #point(event) {
    if (/** @type {PointerEvent} */ (event).pointerType === "touch") return;
    const piece = pieceOf(event);
    if (piece !== this.state.pointed) this.session.set({ pointed: piece });
  }

  #unpoint() {
    if (this.state.pointed !== null) this.session.set({ pointed: null });
  }

  /** @param {Event} event */
  #hold(event) {
    if (!this.state.explanation) return;
    const piece = pieceOf(event);
    if (piece !== null && piece !== this.state.held) this.session.set({ held: piece });
  }

  /**
   * Arrow keys walk through the pieces in order of weight.
   *
   * @param {KeyboardEvent} event
   */
  #step(event) {
    const { explanation } = this.state;
    const from = pieceOf(event);
    if (!explanation || from === null) return;
    if (event.key === "Escape") {
      this.session.set({ held: null });
      return;
    }
    const order = rank(explanation.weights);
    const place = order.indexOf(from);
    /** @type {Record<string, number>} */
    const places = {
      ArrowRight: place + 1,
      ArrowDown: place + 1,
      ArrowLeft: place - 1,
      ArrowUp: place - 1,
      Home: 0,
      End: order.length - 1,
    };
    const to = order[places[event.key] ?? -1];
    if (to === undefined) return;
    event.preventDefault();
    const kind = order.indexOf(to) < TOP ? "pin" : "piece";
    /** @type {SVGElement | null} */ (
      this.querySelector(`[data-test="${kind}"][data-piece="${to}"]`)
    )?.focus();
  }
}

/** @param {Event} event */
function pieceOf(event) {
  const target = /** @type {Element} */ (event.target).closest("[data-piece]");
  return target ? Number(target.getAttribute("data-piece")) : null;
}

customElements.define("moe-pieces", PiecesView);
