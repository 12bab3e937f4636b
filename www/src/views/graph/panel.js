/**
 * `<moe-graph-panel>`: the right-hand side. Nobody selected: what to do. One: who is most like it. Two: how
 * alike, their most alike pictures, what they share, and why.
 */
import { html, nothing } from "lit";
import * as format from "../../app/format.js";
import { term } from "../../components/term.js";
import { text } from "../../texts/text.js";
import { StoreElement } from "../../components/store-element.js";
import { askedOf, compared } from "./pair.js";
import { WhyStore } from "./why.js";
import "./why-view.js";

/** @extends {StoreElement<import("./store.js").GraphStore>} */
class Panel extends StoreElement {
  static properties = { ...StoreElement.properties, pair: { state: true } };

  constructor() {
    super();
    /** @type {(import("./pair.js").Compared & { key: string }) | null} */
    this.pair = null;
    /** @type {WhyStore | null} */
    this.why = null;
  }

  /** @param {import("lit").PropertyValues} changed */
  willUpdate(changed) {
    super.willUpdate(changed);
    this.why ??= new WhyStore(
      () => this.store.engine,
      () => this.store.session.state.settings,
      (error) => this.store.session.report(error),
    );
    void this.#compare();
  }

  #key() {
    const { selected, people, tab } = this.state;
    return selected.length === 2 ? `${people?.set.id}/${tab === "pictures"}/${selected.join("/")}` : null;
  }

  /** Asks how alike the two selected are, and why. */
  async #compare() {
    const key = this.#key();
    if (key === null) {
      if (this.pair) this.pair = null;
      this.why?.clear();
      return;
    }
    if (this.pair?.key === key) return;
    this.pair = { key, similarity: null, share: null, pictures: [] };
    try {
      const found = await compared(this.store);
      if (this.#key() !== key || !this.state.people) return;
      this.pair = { key, ...found };
      this.why?.show(this.state.people.set, askedOf(this.store, found.pictures));
    } catch (error) {
      this.store.session.report(error);
    }
  }

  render() {
    const { selected } = this.state;
    if (selected.length === 2) return this.#two();
    if (selected.length === 1) return this.#one(selected[0]);
    const words = text().graph;
    return html`<section class="card" data-test="graph-hint"><p class="note">${words.pickOne}</p></section>`;
  }

  /** @param {number} node */
  #face(node) {
    return html`<img class="face" src=${this.store.imageOf(node)} alt="" width="96" height="96" />`;
  }

  /** @param {number} node */
  #one(node) {
    const words = text().graph;
    const { groups } = this.state;
    const { groupNames } = this.store;
    const group = this.store.guestOf(node) ? null : groups[node];
    return html`<section class="card stack" data-test="one">
      <div class="who-is">
        ${this.#face(node)}
        <div>
          <h2>${this.store.nameOf(node)}</h2>
          ${
            group === null
              ? nothing
              : html`<p class="note">
                  <i class="ring g${group}"></i> ${groupNames[group] ?? words.group(group + 1)}
                </p>`
          }
        </div>
      </div>
      <h3>${words.nearestTitle}</h3>
      <ul class="list">
        ${this.store.nearestOf(node).map(
          ([other, similarity]) =>
            html`<li>
              <button
                type="button"
                class="list-row"
                aria-label=${words.compareWith(this.store.nameOf(other))}
                data-test="compare"
                @click=${() => this.store.select([node, other])}
              >
                ${this.#face(other)}<span>${this.store.nameOf(other)}</span
                ><b class="num">${format.fixed(similarity, 2, text().language)}</b>
              </button>
            </li>`,
        )}
      </ul>
      <p class="note">${words.pickSecond}</p>
    </section>`;
  }

  #two() {
    const { selected } = this.state;
    const [a, b] = selected;
    const words = text().graph;
    const { language } = text();
    const pair = this.pair;
    return html`<section
      class="card stack"
      aria-label=${words.pair(this.store.nameOf(a), this.store.nameOf(b))}
      data-test="pair"
    >
      <div class="pair">
        <div>${this.#face(a)}<b>${this.store.nameOf(a)}</b></div>
        <div class="pair-middle">
          <span class="big num" data-test="similarity"
            >${pair?.similarity == null ? "…" : format.fixed(pair.similarity, 2, language)}</span
          >
          ${term(words.similarity, words.similarityTip)}
        </div>
        <div>${this.#face(b)}<b>${this.store.nameOf(b)}</b></div>
      </div>
      ${pair ? html`<p>${this.#share(pair)} ${this.#mixUps(a, b)}</p>` : nothing} ${this.#traits(a, b)}
      <moe-graph-why .store=${this.why}></moe-graph-why>
      ${pair ? this.#pictures(pair) : nothing}
    </section>`;
  }

  /** @param {import("./pair.js").Compared} pair */
  #share({ share }) {
    const words = text().graph;
    if (share === null) return nothing;
    if (share === 0) return words.least;
    if (share === 1) return words.most;
    const digits = share > 0.99 || share < 0.01 ? 2 : 1;
    // Never "100 %": the pair itself is left out.
    const floored = Math.floor(share * 100 * 10 ** digits) / 10 ** digits;
    const { language } = text();
    const shown = format.withPercent(format.fixed(floored, digits, language), language);
    return words.moreAlike(html`<b>${shown}</b>`);
  }

  /** @param {number} a @param {number} b */
  #mixUps(a, b) {
    const { people } = this.state;
    const [first, second] = [this.store.characterOf(a), this.store.characterOf(b)];
    if (!people || first === null || second === null || first === second) return nothing;
    const mix = people.set.mixUps(first, second);
    if (!mix) return nothing;
    const chance = format.percent(mix.chance, text().answer.percent);
    return html`<span class="note" data-test="mixups"
      >${text().graph.mixedUp(mix.count, mix.of, chance)}</span
    >`;
  }

  /** @param {import("./pair.js").Compared} pair */
  #pictures({ pictures }) {
    const { people, tab } = this.state;
    if (!people || tab === "pictures" || pictures.length === 0) return nothing;
    const words = text().graph;
    return html`<h2>${words.alikePictures}</h2>
      <ul class="alikes">
        ${pictures.map(
          ([a, b, similarity]) =>
            html`<li>
              <img src=${people.pictures[a]} alt="" width="72" height="72" loading="lazy" />
              <b class="num">${format.fixed(similarity, 2, text().language)}</b>
              <img src=${people.pictures[b]} alt="" width="72" height="72" loading="lazy" />
            </li>`,
        )}
      </ul>`;
  }

  /** @param {number} a @param {number} b */
  #traits(a, b) {
    const { people } = this.state;
    const [first, second] = [this.store.characterOf(a), this.store.characterOf(b)];
    if (!people || first === null || second === null || first === second) return nothing;
    const [own, other] = [people.traits[first] ?? [], people.traits[second] ?? []];
    if (own.length === 0 || other.length === 0) return nothing;
    const words = text().graph;
    const label = (/** @type {{ kind: string, label: string }} */ trait) =>
      words.trait(trait.kind, trait.label);
    const same = own.filter((trait) => other.some((o) => o.kind === trait.kind && o.label === trait.label));
    const kinds = [...new Set([...own, ...other].map(({ kind }) => kind))];
    const differs = kinds.filter((kind) => !same.some((trait) => trait.kind === kind));
    return html`<div class="row tight" data-test="traits">
      ${
        same.length === 0
          ? html`<span class="chip">${words.sameNone}</span>`
          : same.map((trait) => html`<span class="chip ok">${words.same}: ${label(trait)}</span>`)
      }
      ${differs.map((kind) => html`<span class="chip">${words.differs}: ${words.kinds[kind] ?? kind}</span>`)}
    </div>`;
  }
}

customElements.define("moe-graph-panel", Panel);
