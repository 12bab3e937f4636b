/** `<moe-teach-view>`: own characters, taught in the browser. Loaded the first time the address names it. */
import { html, nothing } from "lit";
import { icon } from "../../components/icons.js";
import { PageElement } from "../../components/page-element.js";
import { text } from "../../texts/text.js";
import { ofDrop, ofInput } from "./incoming.js";
import { openOnnx } from "./sharing.js";
import { add } from "./sorting.js";
import { TeachStore } from "./store.js";
import "./audit/card.js";
import "./characters.js";
import "./models.js";
import "./picture-dialog.js";
import "./result.js";
import "./train.js";

class TeachView extends PageElement {
  constructor() {
    super();
    /** @type {TeachStore | null} */
    this.store = null;
  }

  /** @param {import("lit").PropertyValues} changed */
  willUpdate(changed) {
    super.willUpdate(changed);
    if (!this.store) this.#begin();
  }

  #begin() {
    const store = new TeachStore(this.session);
    this.store = store;
    store.subscribe(() => this.requestUpdate());
    this.session.receivers.set("teach", (files, { data, target }) => {
      const card = target instanceof Element ? target.closest("[data-character]") : null;
      const id = /** @type {HTMLElement | null} */ (card)?.dataset.character ?? null;
      const model = files.find(({ name }) => /\.onnx$/i.test(name));
      if (model) void openOnnx(store, model);
      else void ofDrop(data).then((incoming) => add(store, incoming, id));
    });
    void store.start();
  }

  render() {
    const { store } = this;
    if (!store) return nothing;
    const words = text().teach;
    const { stage, project, pictures } = store.state;
    if (stage === "refused") {
      return html`<div class="msg warn" role="status" data-test="teach-refused">
        ${icon("warn")}
        <div><p>${words.refused}</p></div>
      </div>`;
    }
    return html`<div class="intro">
        <h1>${words.title}</h1>
        <p class="lead">${words.lead}</p>
      </div>
      <div class="teach" data-test="teach" data-stage=${stage} data-project=${project?.id ?? nothing}>
        <section class="stack" aria-labelledby="teach-pictures">
          <div class="row between">
            <h2 id="teach-pictures">${words.pictures}</h2>
            <span class="note num" data-test="teach-count"
              >${words.count(store.characters.length, pictures.length)}</span
            >
          </div>
          ${this.#drop(store)}
          <moe-teach-characters .store=${store}></moe-teach-characters>
          ${this.#leftOut(store)}
        </section>
        <aside class="stack">
          <moe-teach-train .store=${store}></moe-teach-train>
          <moe-teach-models .store=${store}></moe-teach-models>
        </aside>
      </div>
      <moe-teach-result .store=${store}></moe-teach-result>
      <moe-teach-audit .store=${store}></moe-teach-audit>
      <moe-teach-picture .store=${store}></moe-teach-picture>`;
  }

  /** @param {TeachStore} store */
  #drop(store) {
    const words = text().teach;
    const take = (/** @type {Event} */ event) => {
      const input = /** @type {HTMLInputElement} */ (event.currentTarget);
      const incoming = ofInput(input.files ?? []);
      input.value = "";
      void add(store, incoming);
    };
    return html`<div class="drop" data-test="teach-drop">
      <div class="row drop-buttons">
        <span class="btn primary file"
          >${words.addFolder}<input
            type="file"
            webkitdirectory
            aria-label=${words.addFolder}
            data-test="teach-folder"
            @change=${take}
        /></span>
        <span class="btn file"
          >${words.addZip}<input
            type="file"
            accept=".zip,application/zip"
            aria-label=${words.addZip}
            data-test="teach-zip"
            @change=${take}
        /></span>
        <span class="btn file"
          >${words.addPictures}<input
            type="file"
            accept="image/*"
            multiple
            aria-label=${words.addPictures}
            data-test="teach-pictures"
            @change=${take}
        /></span>
      </div>
      <p class="cap mouse">${words.addHint}</p>
      <p class="cap">${words.addNote}</p>
    </div>`;
  }

  /** @param {TeachStore} store */
  #leftOut(store) {
    const { leftOut } = store.state;
    if (leftOut.length === 0) return nothing;
    const words = text().teach.left;
    return html`<div class="msg warn" role="status" data-test="teach-left-out">
      ${icon("warn")}
      <div>
        <b>${words.title(leftOut.length)}</b>
        <details>
          <summary>${words.show}</summary>
          <ul class="plain">
            ${leftOut.map(({ name, why }) => html`<li data-test="left-out"><b>${name}</b>: ${why}</li>`)}
          </ul>
        </details>
        <button class="btn quiet" type="button" @click=${() => store.set({ leftOut: [] })}>
          ${words.forget}
        </button>
      </div>
    </div>`;
  }
}

customElements.define("moe-teach-view", TeachView);
