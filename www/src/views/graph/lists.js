/** `<moe-graph-pairs>`: the most alike pairs; `<moe-graph-legend>`: what the colours mean. */
import { html, nothing } from "lit";
import * as format from "../../app/format.js";
import { choices } from "../../components/choices.js";
import { term } from "../../components/term.js";
import { text } from "../../texts/text.js";
import { GROUP_COLOURS } from "./colours.js";
import { StoreElement } from "../../components/store-element.js";

/** Pairs that are listed below the pair that is looked at. */
const BESIDE_A_PAIR = 8;

/**
 * The most alike pairs as a list, in an order.
 *
 * @param {import("./store.js").GraphStore} store
 * @param {"likeness" | "mixups" | "name"} sort
 */
export function topPairs(store, sort) {
  const { top, people } = store.state;
  if (!people) return [];
  const { names } = people.set;
  const pairs = Array.from({ length: top.length / 3 }, (_, i) => {
    const [a, b, similarity] = top.subarray(3 * i, 3 * i + 3);
    return { a, b, similarity, name: `${names[a]}, ${names[b]}`, mix: people.set.mixUps(a, b) };
  });
  if (sort === "mixups") pairs.sort((x, y) => (y.mix?.chance ?? 0) - (x.mix?.chance ?? 0));
  if (sort === "name") pairs.sort((x, y) => x.name.localeCompare(y.name, text().language));
  return pairs;
}

/** @extends {StoreElement<import("./store.js").GraphStore>} */
class Pairs extends StoreElement {
  static properties = { ...StoreElement.properties, sort: { state: true } };

  constructor() {
    super();
    /** @type {"likeness" | "mixups" | "name"} */
    this.sort = "likeness";
  }

  render() {
    const { people, tab, selected } = this.state;
    if (!people) return nothing;
    const words = text().graph;
    const shown = topPairs(this.store, this.sort);
    const sorts = /** @type {const} */ (["likeness", "mixups", "name"]).filter(
      (sort) => sort !== "mixups" || people.set.heldOut > 0,
    );
    return html`<section class="card stack-1" data-test="pairs">
      <h2>${words.pairsTitle}</h2>
      ${choices({
        legend: words.pairsSort,
        name: "pairs-sort",
        values: sorts,
        labels: words.sorts,
        chosen: this.sort,
        choose: (sort) => (this.sort = sort),
      })}
      <ol class="list">
        ${shown.slice(0, selected.length > 1 ? BESIDE_A_PAIR : shown.length).map(
          ({ a, b, similarity, name, mix }) =>
            html`<li>
              <button
                type="button"
                class="list-row"
                data-test="pair-row"
                @click=${() => {
                  if (tab === "pictures") this.store.setTab("map");
                  this.store.select([a, b]);
                }}
              >
                <img class="face" src=${people.faces[a]} alt="" width="36" height="36" /><img
                  class="face over"
                  src=${people.faces[b]}
                  alt=""
                  width="36"
                  height="36"
                /><span>${name}</span>
                ${
                  this.sort === "mixups" && mix
                    ? html`<b class="num">${format.share(mix.chance, text().language)}</b>`
                    : html`<b class="num">${format.fixed(similarity, 2, text().language)}</b>`
                }
              </button>
            </li>`,
        )}
      </ol>
      <button type="button" class="btn" data-test="all-pairs" @click=${() => this.store.setTab("table")}>
        ${words.allPairs}
      </button>
    </section>`;
  }
}

customElements.define("moe-graph-pairs", Pairs);

/** @extends {StoreElement<import("./store.js").GraphStore>} */
class Legend extends StoreElement {
  render() {
    const { people, groups, colours } = this.state;
    const { groupNames } = this.store;
    if (!people || groups.length === 0) return nothing;
    const words = text().graph;
    /** @type {number[]} */
    const sizes = new Array(groupNames.length).fill(0);
    groups.forEach((group) => (sizes[group] += 1));
    const coloured = sizes.slice(0, GROUP_COLOURS);
    const rest = sizes.slice(GROUP_COLOURS).reduce((sum, size) => sum + size, 0);
    const isNamed = groupNames.some((name) => name !== null);
    return html`<section class="card stack-1" data-test="legend">
      <div class="row between">
        <h2>${term(words.groups, words.groupsTip)}</h2>
        <p class="note">${isNamed ? words.groupsNote : words.groupsPlain}</p>
      </div>
      <ul class="legend">
        ${coloured.map(
          (size, group) =>
            html`<li>
              <i class="ring g${group}"></i><span>${groupNames[group] ?? words.group(group + 1)}</span
              ><b>${size}</b>
            </li>`,
        )}
        ${rest > 0 ? html`<li><i class="ring"></i>${words.rest}<b>${rest}</b></li>` : nothing}
      </ul>
      ${colours === "mixups" ? this.#mixups() : nothing}
    </section>`;
  }

  #mixups() {
    const words = text().graph;
    return html`<p class="note">${words.mixupLegend}</p>
      <ul class="legend" data-test="mixup-legend">
        ${words.mixupSteps.map((step, i) => html`<li><i class="stroke m${i}"></i>${step}</li>`)}
      </ul>`;
  }
}

customElements.define("moe-graph-legend", Legend);
