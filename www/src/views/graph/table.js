/**
 * `<moe-graph-table>`: the same content for keyboard, screen readers and copying: everybody with group,
 * lines and nearest; then the most alike pairs.
 */
import { html, nothing } from "lit";
import * as format from "../../app/format.js";
import { text } from "../../texts/text.js";
import { StoreElement } from "../../components/store-element.js";
import { nodesCsv } from "./exports.js";
import { topPairs } from "./lists.js";

/** @extends {StoreElement<import("./store.js").GraphStore>} */
class Table extends StoreElement {
  static properties = { ...StoreElement.properties, by: { state: true }, falling: { state: true } };

  constructor() {
    super();
    /** @type {"name" | "group" | "lines" | "nearest"} */
    this.by = "name";
    this.falling = false;
  }

  get #rows() {
    const { triples, groups } = this.state;
    const lines = new Uint32Array(this.store.count);
    for (let i = 0; i < triples.length; i += 3) {
      lines[triples[i]] += 1;
      lines[triples[i + 1]] += 1;
    }
    const rows = Array.from(lines, (count, node) => ({
      node,
      name: this.store.nameOf(node),
      group: groups[node],
      lines: count,
      nearest: this.store.nearestOf(node),
    }));
    const order = {
      name: (/** @type {typeof rows[0]} */ a, /** @type {typeof rows[0]} */ b) =>
        a.name.localeCompare(b.name, text().language),
      group: (/** @type {typeof rows[0]} */ a, /** @type {typeof rows[0]} */ b) => a.group - b.group,
      lines: (/** @type {typeof rows[0]} */ a, /** @type {typeof rows[0]} */ b) => b.lines - a.lines,
      nearest: (/** @type {typeof rows[0]} */ a, /** @type {typeof rows[0]} */ b) =>
        (b.nearest[0]?.[1] ?? 0) - (a.nearest[0]?.[1] ?? 0),
    }[this.by];
    rows.sort((a, b) => order(a, b) || a.node - b.node);
    return this.falling ? rows.reverse() : rows;
  }

  render() {
    const { people } = this.state;
    const { groupNames } = this.store;
    if (!people) return nothing;
    const words = text().graph;
    const { language } = text();
    return html`<section class="card stack" data-test="graph-table">
      <div class="row between">
        <h2 id="graph-table-title">${words.table.caption}</h2>
        <button type="button" class="btn" data-test="copy-csv" @click=${this.#copy}>
          ${words.table.copy}
        </button>
      </div>
      <div class="scroll" role="region" aria-labelledby="graph-table-title" tabindex="0">
        <table class="data">
          <thead>
            <tr>
              ${this.#head("name", words.table.name)} ${this.#head("group", words.table.group)}
              ${this.#head("lines", words.table.lines)} ${this.#head("nearest", words.table.nearest)}
            </tr>
          </thead>
          <tbody>
            ${this.#rows.map(
              ({ node, name, group, lines, nearest }) =>
                html`<tr>
                  <th scope="row">
                    <img class="face" src=${this.store.imageOf(node)} alt="" width="32" height="32" />${name}
                  </th>
                  <td><i class="ring g${group}"></i> ${groupNames[group] ?? words.group(group + 1)}</td>
                  <td class="num">${lines}</td>
                  <td>
                    ${nearest.map(
                      ([other, similarity], i) =>
                        html`${i > 0 ? ", " : ""}<button
                            type="button"
                            class="link"
                            aria-label=${words.pair(name, this.store.nameOf(other))}
                            @click=${() => this.store.select([node, other])}
                          >
                            ${this.store.nameOf(other)}</button
                          >${" "}<span class="num">${format.fixed(similarity, 2, language)}</span>`,
                    )}
                  </td>
                </tr>`,
            )}
          </tbody>
        </table>
      </div>
      ${this.#pairs()}
    </section>`;
  }

  /** @param {"name" | "group" | "lines" | "nearest"} by @param {string} label */
  #head(by, label) {
    const isIt = this.by === by;
    const order = this.falling ? "descending" : "ascending";
    return html`<th scope="col" aria-sort=${isIt ? order : nothing}>
      <button
        type="button"
        class="sort"
        aria-label=${text().graph.table.sortBy(label)}
        @click=${() => {
          this.falling = isIt ? !this.falling : false;
          this.by = by;
        }}
      >
        ${label}${isIt ? (this.falling ? " ↓" : " ↑") : ""}
      </button>
    </th>`;
  }

  #pairs() {
    const { people } = this.state;
    const words = text().graph.table;
    const { language } = text();
    const hasMixUps = (people?.set.heldOut ?? 0) > 0;
    return html`<h2 id="graph-pairs-title">${words.pairsCaption}</h2>
      <div class="scroll" role="region" aria-labelledby="graph-pairs-title" tabindex="0">
        <table class="data">
          <thead>
            <tr>
              <th scope="col">${words.first}</th>
              <th scope="col">${words.second}</th>
              <th scope="col">${words.likeness}</th>
              ${
                hasMixUps
                  ? html`<th scope="col">${words.mixups}</th>
                      <th scope="col">${words.chance}</th>`
                  : nothing
              }
            </tr>
          </thead>
          <tbody>
            ${topPairs(this.store, "likeness").map(
              ({ a, b, similarity, mix }) =>
                html`<tr>
                  <th scope="row">${people?.set.names[a]}</th>
                  <td>${people?.set.names[b]}</td>
                  <td class="num">${format.fixed(similarity, 2, language)}</td>
                  ${
                    mix
                      ? html`<td class="num">${mix.count} / ${mix.of}</td>
                          <td class="num">${format.share(mix.chance, language)}</td>`
                      : nothing
                  }
                </tr>`,
            )}
          </tbody>
        </table>
      </div>`;
  }

  async #copy() {
    const words = text().graph.table;
    try {
      await navigator.clipboard.writeText(nodesCsv(this.store));
      this.store.session.say(words.copied);
    } catch {
      this.store.session.say(words.refused);
    }
  }
}

customElements.define("moe-graph-table", Table);
