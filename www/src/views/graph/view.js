/** `<moe-graph-view>`: who is like whom, and why. Loaded the first time the address names it. */
import { html, nothing } from "lit";
import * as format from "../../app/format.js";
import { save } from "../../app/save.js";
import { choices } from "../../components/choices.js";
import { icon } from "../../components/icons.js";
import { PageElement } from "../../components/page-element.js";
import { term } from "../../components/term.js";
import { text } from "../../texts/text.js";
import { palette, withAlpha } from "./colours.js";
import { gexf, json, linesCsv, nodesCsv, svg } from "./exports.js";
import { byHash, toHash } from "./address.js";
import { showOwn } from "./own.js";
import { GraphStore } from "./store.js";
import "./lists.js";
import "./panel.js";
import "./search.js";
import "./sky.js";
import "./table.js";

const TABS = /** @type {const} */ (["map", "pictures", "table"]);
const LAYOUTS = /** @type {const} */ (["neighbours", "plane", "lines"]);
const MOST_LINES_PER_FACE = 10;

class GraphView extends PageElement {
  constructor() {
    super();
    /** @type {GraphStore | null} */
    this.store = null;
  }

  /** @param {import("lit").PropertyValues} changed */
  willUpdate(changed) {
    super.willUpdate(changed);
    if (!this.store) this.#begin();
    const isWaiting = this.state.engine === "ready" && this.store?.state.stage === "waiting";
    if (isWaiting && !this.hidden) void this.store?.open();
  }

  #begin() {
    const store = new GraphStore(this.session);
    this.store = store;
    let isFirst = true;
    store.subscribe((state, before) => {
      this.requestUpdate();
      if (state.people && isFirst) {
        isFirst = false;
        this.#follow();
      } else if (
        state.selected !== before.selected &&
        state.tab !== "pictures" &&
        state.people?.set.isGallery
      ) {
        history.replaceState(null, "", toHash(store));
      }
    });
    addEventListener("hashchange", () => {
      this.#follow();
      this.requestUpdate();
    });
    this.session.receivers.set("graph", (files) => void store.addGuests(files));
  }

  /** Selects whom the address names. */
  #follow() {
    const { store } = this;
    if (!store?.state.people) return;
    const selected = byHash(location.hash, store.state.people.set.names);
    if (selected) store.select(selected);
  }

  render() {
    const { store } = this;
    if (!store) return nothing;
    const words = text().graph;
    const { tab } = store.state;
    return html`<div class="intro">
        <h1>${words.title}</h1>
        <p class="lead">${words.lead(term(words.list, words.listTip))}</p>
      </div>
      <div class="likes" data-test="graph" data-stage=${store.state.stage}>
        <div class="stack">
          ${this.#bar(store)}
          <div ?hidden=${tab === "table"}>
            <moe-graph-sky .store=${store}></moe-graph-sky>
          </div>
          ${tab === "table" ? html`<moe-graph-table .store=${store}></moe-graph-table>` : nothing}
          <moe-graph-legend .store=${store}></moe-graph-legend>
          ${this.#own(store)} ${this.#exports(store)}
        </div>
        <aside class="stack">
          <moe-graph-panel .store=${store}></moe-graph-panel>
          <moe-graph-pairs .store=${store}></moe-graph-pairs>
        </aside>
      </div>`;
  }

  /** @param {GraphStore} store */
  #bar(store) {
    const words = text().graph;
    const { tab } = store.state;
    return html`<div class="card likes-bar">
      <div class="row between">
        <moe-graph-search
          .store=${store}
          @found=${(/** @type {CustomEvent<number>} */ event) => this.#found(event.detail)}
        ></moe-graph-search>
        ${choices({
          legend: words.view,
          name: "graph-tab",
          values: TABS,
          labels: words.tabs,
          chosen: tab,
          choose: (chosen) => store.setTab(chosen),
        })}
      </div>
      <div class="likes-controls">
        ${this.#lines(store)} ${tab === "pictures" ? this.#layout(store) : nothing}
        ${
          store.state.people?.set.heldOut
            ? html`<div class="control">
                <span class="label">${words.colours}</span>
                ${choices({
                  legend: words.colours,
                  name: "graph-colours",
                  values: /** @type {const} */ (["groups", "mixups"]),
                  labels: words.colourNames,
                  chosen: store.state.colours,
                  choose: (colours) => store.setColours(colours),
                })}
              </div>`
            : nothing
        }
      </div>
    </div>`;
  }

  /** @param {GraphStore} store */
  #lines(store) {
    const words = text().graph;
    const { by, k, threshold, thresholds, people } = store.state;
    const most = Math.max(1, Math.min(MOST_LINES_PER_FACE, (people?.set.names.length ?? 11) - 1));
    return html`<div class="control">
        <span class="label">${words.lines}</span>
        ${choices({
          legend: words.lines,
          name: "graph-by",
          values: /** @type {const} */ (["nearest", "threshold"]),
          labels: words.by,
          chosen: by,
          choose: (chosen) => store.setLines({ by: chosen }),
        })}
      </div>
      ${
        by === "nearest"
          ? html`<label class="range" title=${words.perFaceNote}>
              <span>${words.perFace} <b>${k}</b></span>
              <input
                type="range"
                min="1"
                max=${most}
                step="1"
                .value=${String(k)}
                data-test="graph-k"
                @input=${(/** @type {Event} */ event) => store.setLines({ k: valueOf(event) })}
              />
            </label>`
          : html`<label class="range">
              <span>${words.atLeast} <b>${format.fixed(threshold, 2, text().language)}</b></span>
              <input
                type="range"
                min=${thresholds[0]}
                max=${thresholds[1]}
                step="0.01"
                .value=${String(threshold)}
                data-test="graph-threshold"
                @input=${(/** @type {Event} */ event) => store.setLines({ threshold: valueOf(event) })}
              />
            </label>`
      }`;
  }

  /** @param {GraphStore} store */
  #layout(store) {
    const words = text().graph;
    const { layout, shown } = store.state;
    const note =
      layout === "plane"
        ? words.layoutNotes.plane(format.share(shown, text().language))
        : words.layoutNotes[layout];
    return html`<div class="control">
        <span class="label">${words.layout}</span>
        ${choices({
          legend: words.layout,
          name: "graph-layout",
          values: LAYOUTS,
          labels: words.layouts,
          chosen: layout,
          choose: (chosen) => store.setLayout(chosen),
        })}
      </div>
      <p class="note">${note}</p>`;
  }

  /** @param {number} node */
  #found(node) {
    this.store?.select([node]);
    /** @type {(HTMLElement & { focusNode: (node: number) => void }) | null} */ (
      this.querySelector("moe-graph-sky")
    )?.focusNode(node);
  }

  /** @param {GraphStore} store */
  #own(store) {
    const words = text().graph;
    const { people, guests } = store.state;
    if (!people) return nothing;
    const take = (/** @type {Event} */ event) => {
      const input = /** @type {HTMLInputElement} */ (event.currentTarget);
      const files = [...(input.files ?? [])];
      input.value = "";
      return files;
    };
    return html`<section class="card stack-1" data-test="graph-own">
      <h2>${words.own}</h2>
      <p class="note">${words.ownNote}</p>
      <div class="row">
        <span class="btn file"
          >${words.addPictures}<input
            type="file"
            accept="image/*"
            multiple
            aria-label=${words.addPictures}
            data-test="graph-pictures"
            @change=${(/** @type {Event} */ event) => void store.addGuests(take(event))}
        /></span>
        <span class="btn file"
          >${words.addFolder}<input
            type="file"
            webkitdirectory
            aria-label=${words.addFolder}
            data-test="graph-folder"
            @change=${(/** @type {Event} */ event) => void showOwn(store, take(event), words)}
        /></span>
        ${
          guests.length > 0
            ? html`<button type="button" class="btn quiet" @click=${() => store.clearGuests()}>
                ${icon("close")}${words.clearGuests}
              </button>`
            : nothing
        }
        ${
          people.set.isGallery
            ? nothing
            : html`<button
                type="button"
                class="btn quiet"
                data-test="to-gallery"
                @click=${() => store.showGallery()}
              >
                ${icon("undo")}${words.backToGallery}
              </button>`
        }
      </div>
      ${guests.map(
        (guest, i) =>
          html`<p class="note" role="status" data-test="landed">
            ${words.landed(guest.name, people.set.names[guest.placed.characters[0]?.[0] ?? 0])}
            <button type="button" class="link" @click=${() => this.#found(store.count + i)}>
              ${words.showIt}
            </button>
          </p>`,
      )}
    </section>`;
  }

  /** @param {GraphStore} store */
  #exports(store) {
    const words = text().graph;
    if (!store.state.places) return nothing;
    const plain = (/** @type {string} */ content, /** @type {string} */ type) =>
      new Blob([content], { type });
    const files = {
      png: { label: words.png, make: () => this.#map()?.toPng() },
      svg: {
        label: words.svg,
        make: async () => plain(await svg(store, this.#inks(store)), "image/svg+xml"),
      },
      gexf: { label: words.gexf, make: () => plain(gexf(store), "application/gexf+xml") },
      json: { label: words.json, make: () => plain(json(store), "application/json") },
      "csv-nodes": { label: words.csvNodes, make: () => plain(nodesCsv(store), "text/csv") },
      "csv-pairs": { label: words.csvPairs, make: () => plain(linesCsv(store), "text/csv") },
    };
    return html`<section class="card stack-1" data-test="graph-exports">
      <h2>${words.export}</h2>
      <div class="row">
        ${Object.entries(files).map(
          ([name, { label, make }]) =>
            html`<button
              type="button"
              class="btn"
              data-test="export-${name}"
              @click=${async () => {
                try {
                  const blob = await make();
                  const [kind, what] = name.split("-");
                  if (blob) save(`moelens-${what ?? "likeness"}.${kind}`, blob);
                } catch (error) {
                  this.session.report(error);
                }
              }}
            >
              ${label}
            </button>`,
        )}
      </div>
    </section>`;
  }

  #map() {
    return /** @type {(HTMLElement & { map: import("./map.js").GraphMap | null }) | null} */ (
      this.querySelector("moe-graph-sky")
    )?.map;
  }

  /** @param {GraphStore} store */
  #inks(store) {
    const { group, control, surface, ink } = palette();
    const { groups } = store.state;
    const colourOf = (/** @type {number} */ node) => group[groups[node]] ?? control;
    return {
      surface,
      ink,
      colourOf,
      lineColourOf: (/** @type {number} */ a, /** @type {number} */ b) =>
        groups[a] === groups[b] ? withAlpha(colourOf(a), 0.55) : withAlpha(control, 0.35),
    };
  }
}

/** @param {Event} event */
function valueOf(event) {
  return Number(/** @type {HTMLInputElement} */ (event.currentTarget).value);
}

customElements.define("moe-graph-view", GraphView);
