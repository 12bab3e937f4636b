/** `<moe-teach-audit>`: does the taught model go by the background? */
import { html, nothing } from "lit";
import * as format from "../../../app/format.js";
import { choices } from "../../../components/choices.js";
import { icon } from "../../../components/icons.js";
import { StoreElement } from "../../../components/store-element.js";
import { text } from "../../../texts/text.js";
import { audit } from "./audit.js";
import { wholeFigureOf } from "./figures.js";
import { auditResult } from "./found.js";
import { MEASURED } from "./measured.js";
import "./figure-dialog.js";
import "./figure-view.js";

/** @import { StoredPicture } from "../../../app/projects.js" */

/** Pictures whose figure is on show. */
const SHOWN = 6;
/** Pictures of each character that are explained. */
const EACH = /** @type {const} */ (["2", "4", "8"]);

/** @extends {StoreElement<import("../store.js").TeachStore>} */
class AuditCard extends StoreElement {
  /** @type {import("lit").PropertyDeclarations} */
  static properties = { ...StoreElement.properties, each: { state: true }, turn: { state: true } };

  constructor() {
    super();
    /** @type {typeof EACH[number]} */
    this.each = "4";
    /** Which pictures are on show: the first of each character, then the second. */
    this.turn = 0;
    /** Estimated figures. @type {WeakMap<StoredPicture, Uint8Array | null>} */
    this.figures = new WeakMap();
    /** Addresses of pictures that were made. @type {Map<Blob, string>} */
    this.urls = new Map();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    for (const url of this.urls.values()) URL.revokeObjectURL(url);
    this.urls.clear();
  }

  /** @param {Blob} blob */
  urlOf(blob) {
    const known = this.urls.get(blob);
    if (known) return known;
    const url = URL.createObjectURL(blob);
    this.urls.set(blob, url);
    return url;
  }

  render() {
    const { project, busy } = this.state;
    if (!project?.outcome || !project.head) return nothing;
    const words = text().teach.audit;
    const found = project.audit ?? null;
    return html`<section
        class="stack teach-audit"
        data-test="teach-audit"
        aria-labelledby="teach-audit-title"
      >
        <header>
          <h2 id="teach-audit-title">${words.title}</h2>
          <p class="note">${words.lead}</p>
        </header>
        <article class="card stack">
          ${this.#figures()}
          <div class="row between">
            <div class="row tight">
              <span class="note">${words.each}</span>
              ${choices({
                legend: words.each,
                name: "audit-each",
                values: EACH,
                labels: { 2: "2", 4: "4", 8: "8" },
                chosen: this.each,
                choose: (each) => (this.each = each),
              })}
            </div>
            <button
              class="btn primary"
              type="button"
              data-test="audit-start"
              ?disabled=${busy !== null || this.store.isStale}
              @click=${() => void audit(this.store, Number(this.each))}
            >
              ${found ? words.again : words.start}
            </button>
          </div>
          ${this.store.isStale ? html`<p class="note">${words.stale}</p>` : nothing} ${this.#progress()}
        </article>
        ${found ? auditResult(this.store, found, (blob) => this.urlOf(blob)) : nothing}
      </section>
      <moe-figure-dialog .store=${this.store}></moe-figure-dialog>`;
  }

  /** Far below the button that teaches, so the work is shown here too. */
  #progress() {
    const { busy } = this.state;
    if (!busy || !["heads", "swap", "explain"].includes(busy.what)) return nothing;
    const words = text().teach.train;
    const { language } = text();
    return html`<div class="row between runline" data-test="audit-busy" data-what=${busy.what} role="status">
      <span
        ><b>${words.busy[busy.what]}</b> ${words.of(
          format.whole(busy.done, language),
          format.whole(busy.planned, language),
        )}
        ${
          busy.secondsLeft === null
            ? nothing
            : words.left(format.whole(Math.ceil(busy.secondsLeft), language))
        }</span
      >
      ${
        busy.cancel
          ? html`<button class="btn" type="button" data-test="audit-cancel" @click=${busy.cancel}>
              ${icon("close")}${words.cancel}
            </button>`
          : nothing
      }
    </div>`;
  }

  #figures() {
    const words = text().teach.audit;
    const { language } = text();
    return html`<div class="stack-1">
      <div class="row between">
        <h3>${words.figures}</h3>
        <button class="btn quiet" type="button" data-test="figures-others" @click=${() => (this.turn += 1)}>
          ${words.others}
        </button>
      </div>
      <p class="note">
        ${words.figuresNote(format.share(MEASURED.right, language), format.fixed(MEASURED.overlap, 2, language))}
      </p>
      <div class="figures">
        ${this.#onShow().map(({ name, picture }) => {
          return html`<button
            type="button"
            class="figure"
            data-test="figure"
            data-sha=${picture.sha256}
            aria-label=${words.figureOf(name)}
            @click=${() => this.store.set({ figure: picture.sha256 })}
          >
            <moe-figure .file=${picture.file} .figure=${this.figures.get(picture) ?? null}></moe-figure>
            <span class="cap">${name}${picture.figure ? html`, ${words.painted}` : nothing}</span>
          </button>`;
        })}
      </div>
    </div>`;
  }

  /** The first pictures of the first characters; with every turn, the next ones. */
  #onShow() {
    const all = this.store.characters.map(({ id, name }) => ({ name, own: this.store.usable(id) }));
    const some = all.filter(({ own }) => own.length > 0);
    if (some.length === 0) return [];
    return Array.from({ length: SHOWN }, (_, i) => {
      const at = this.turn * SHOWN + i;
      const { name, own } = some[at % some.length];
      return { name, picture: own[Math.floor(at / some.length) % own.length] };
    });
  }

  updated() {
    if (this.isConnected && this.state.project?.outcome) void this.#estimate();
  }

  /** Finds the figures that are on show and not known yet, one after the other. */
  async #estimate() {
    const open = this.#onShow().find(({ picture }) => !this.figures.has(picture));
    if (!open) return;
    this.figures.set(open.picture, null);
    try {
      const { figure } = await wholeFigureOf(await this.store.engine(), open.picture);
      this.figures.set(open.picture, figure);
    } catch {
      // It is shown without; training says what is wrong with the file.
    }
    this.requestUpdate();
  }
}

customElements.define("moe-teach-audit", AuditCard);
