/** `<moe-graph-sky>`: the map itself with its buttons, the card under the pointer, and progress. */
import { html, nothing } from "lit";
import * as format from "../../app/format.js";
import { cssVars } from "../../components/css-vars.js";
import { icon } from "../../components/icons.js";
import { text } from "../../texts/text.js";
import { mix, palette, watchScheme } from "./colours.js";
import { StoreElement } from "../../components/store-element.js";
import { isStill } from "./layouts.js";
import { GraphMap } from "./map.js";

/** How far an arrow key moves the map, in shares of the view. */
const STEP = 0.12;
const ZOOM = 1.5;
/** Chances of a mix-up from which a line is coloured more strongly. */
const CHANCES = [0.001, 0.01, 0.05];
/** Width of a phone's map, in pixels. */
const NARROW = 600;
/** A guest is joined with so many of its nearest. */
const GUEST_LINES = 3;

/** @extends {StoreElement<import("./store.js").GraphStore>} */
class Sky extends StoreElement {
  static properties = { ...StoreElement.properties, canDraw: { state: true } };

  constructor() {
    super();
    this.canDraw = hasWebgl();
    /** @type {GraphMap | null} */
    this.map = null;
    /** What is drawn, to draw only what changed. @type {Partial<import("./store.js").GraphState>} */
    this.drawn = {};
    /** @type {(() => void) | null} */
    this.unwatch = null;
  }

  connectedCallback() {
    super.connectedCallback();
    this.unwatch = watchScheme(() => this.#draw(true));
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.unwatch?.();
  }

  /** Brings a node to the middle. @param {number} node */
  focusNode(node) {
    this.map?.focus(node, isStill());
  }

  /** @param {import("lit").PropertyValues} changed */
  updated(changed) {
    super.updated(changed);
    if (!this.canDraw || !this.state.people) return;
    if (!this.map) {
      const ground = /** @type {HTMLElement} */ (this.querySelector(".ground"));
      this.map = new GraphMap(ground, {
        hover: (hovered) => this.store.set({ hovered }),
        click: (node) => this.store.choose(node),
      });
    }
    this.#draw();
  }

  /** @param {boolean} [isRepaint] */
  #draw(isRepaint = false) {
    const { map, drawn, state } = this;
    if (!map) return;
    const { triples, groups, colours, guests, places, selected } = state;
    const isNew = triples !== drawn.triples || groups !== drawn.groups || guests !== drawn.guests;
    const count = this.store.count;
    // Lines and groups come one after the other: until both are there, what was drawn stays.
    if (groups.length === count && (isNew || colours !== drawn.colours || isRepaint)) {
      map.draw(this.#drawing());
      this.drawn = { ...drawn, triples, groups, colours, guests };
    }
    if (places && places !== drawn.places && map.graph.order === places.length / 2) {
      // On a narrow page faces are small: it opens at whom the address names.
      const isClose = !drawn.places && selected.length > 0 && this.clientWidth < NARROW;
      map.move(places, isStill() || isClose);
      if (isClose) map.focus(selected[0], true);
      this.drawn = { ...this.drawn, places };
    }
    if (selected !== drawn.selected || isNew) {
      map.select(selected);
      this.drawn = { ...this.drawn, selected };
    }
  }

  /** @returns {import("./map.js").Drawing} */
  #drawing() {
    const { guests, triples, groups, colours } = this.state;
    const count = this.store.count;
    const nodes = Array.from({ length: count + guests.length }, (_, node) => node);
    const theirs = guests.flatMap((_, i) =>
      this.store
        .nearestOf(count + i)
        .slice(0, GUEST_LINES)
        .flatMap(([node, similarity]) => [node, count + i, similarity]),
    );
    return {
      labels: nodes.map((node) => this.store.nameOf(node)),
      images: nodes.map((node) => this.store.imageOf(node) || null),
      groups: Array.from(groups),
      triples: Float32Array.from([...triples, ...theirs]),
      lineColour: colours === "mixups" ? (a, b) => this.#mixUpColour(a, b) : () => null,
      guests: new Set(nodes.slice(count)),
      areRound: !this.store.isPictures && (this.state.people?.set.isGallery ?? false),
    };
  }

  /** @param {number} a @param {number} b */
  #mixUpColour(a, b) {
    const { accent, control, surface } = palette();
    const [first, second] = [this.store.characterOf(a), this.store.characterOf(b)];
    if (first === null || second === null || first === second) return mix(control, surface, 0.7);
    const chance = this.state.people?.set.mixUps(first, second)?.chance ?? 0;
    const step = CHANCES.filter((from) => chance >= from).length;
    return step === 0 ? mix(control, surface, 0.7) : mix(accent, surface, [1, 0.6, 0.3, 0][step]);
  }

  render() {
    const words = text().graph;
    const { people, triples, selected, stage } = this.state;
    if (!this.canDraw) {
      return html`<div class="msg warn">
        <p><b>${words.noWebgl}</b> ${words.noWebglText}</p>
      </div>`;
    }
    const names = selected.map((node) => this.store.nameOf(node)).join(", ");
    const label = words.map(this.store.count, triples.length / 3, names);
    return html`<div
      class="sky"
      data-test="sky"
      data-settled=${this.state.settled}
      data-nodes=${this.store.count}
    >
      <div
        class="ground"
        role="application"
        tabindex="0"
        aria-label=${people ? label : words.loading}
        data-test="ground"
        @keydown=${this.#onKey}
      ></div>
      ${people ? nothing : html`<p class="sky-wait note">${stage === "loading" ? words.loading : words.waiting}</p>`}
      ${this.#card()} ${this.#busy()}
      <div class="zoom">
        ${this.#button("+", words.zoomIn, () => this.map?.zoom(ZOOM, isStill()))}
        ${this.#button("−", words.zoomOut, () => this.map?.zoom(1 / ZOOM, isStill()))}
        ${this.#button("◻", words.whole, () => this.map?.whole(isStill()))}
      </div>
    </div>`;
  }

  /** @param {string} sign @param {string} label @param {() => void} act */
  #button(sign, label, act) {
    return html`<button type="button" class="btn icon-only" aria-label=${label} title=${label} @click=${act}>
      <span aria-hidden="true">${sign}</span>
    </button>`;
  }

  /** What is known of the node under the pointer. */
  #card() {
    const { hovered } = this.state;
    if (hovered === null || !this.map?.graph.hasNode(String(hovered))) return nothing;
    const { x, y } = this.map.placeOf(hovered);
    const width = this.clientWidth;
    const { language } = text();
    return html`<div
      class="hover-card ${x > width / 2 ? "is-left" : ""}"
      aria-hidden="true"
      data-test="hover-card"
      ${cssVars({ "--x": `${x}px`, "--y": `${y}px` })}
    >
      <b>${this.store.nameOf(hovered)}</b>
      <ul>
        ${this.store
          .nearestOf(hovered)
          .map(
            ([other, similarity]) =>
              html`<li>
                ${this.store.nameOf(other)}<b class="num">${format.fixed(similarity, 2, language)}</b>
              </li>`,
          )}
      </ul>
    </div>`;
  }

  #busy() {
    const { busy } = this.state;
    if (!busy) return nothing;
    const words = text().graph;
    return html`<div class="sky-busy" data-test="sky-busy" role="status">
      <span class="cap">${words.busy[busy.what]}</span>
      <div
        class="prog"
        role="progressbar"
        aria-label=${words.busy[busy.what]}
        aria-valuemin="0"
        aria-valuemax="100"
        aria-valuenow=${Math.round(busy.share * 100)}
      >
        <i ${cssVars({ "--v": `${100 * busy.share}%` })}></i>
      </div>
      ${
        busy.cancel
          ? html`<button type="button" class="btn quiet" @click=${busy.cancel}>
              ${icon("close")}${words.cancel}
            </button>`
          : nothing
      }
    </div>`;
  }

  /** @param {KeyboardEvent} event */
  #onKey(event) {
    const { map } = this;
    if (!map || event.ctrlKey || event.metaKey || event.altKey) return;
    const still = isStill();
    /** @type {Record<string, () => void>} */
    const acts = {
      ArrowLeft: () => map.pan(-STEP, 0, still),
      ArrowRight: () => map.pan(STEP, 0, still),
      ArrowUp: () => map.pan(0, -STEP, still),
      ArrowDown: () => map.pan(0, STEP, still),
      "+": () => map.zoom(ZOOM, still),
      "=": () => map.zoom(ZOOM, still),
      "-": () => map.zoom(1 / ZOOM, still),
      0: () => map.whole(still),
      Escape: () => this.store.choose(null),
    };
    const act = acts[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  }
}

customElements.define("moe-graph-sky", Sky);

function hasWebgl() {
  const canvas = document.createElement("canvas");
  const context = canvas.getContext("webgl2") ?? canvas.getContext("webgl");
  context?.getExtension("WEBGL_lose_context")?.loseContext();
  return context !== null;
}
