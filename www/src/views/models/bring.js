/**
 * `<moe-bring>`: the dialog that asks what a model file does not say: names of its classes, how pixel values
 * enter it (with what it then says of the open picture), and pictures of its classes.
 *
 * @import { Inspected } from "../../engine/types.js"
 * @import { Session } from "../../app/session.js"
 */
import { html, nothing } from "lit";
import * as format from "../../app/format.js";
import { keepBrought } from "../../app/brought.js";
import { namesFor, readLabels } from "../../app/labels.js";
import { isModelFile } from "../../app/models.js";
import { newId } from "../../app/new-id.js";
import { icon } from "../../components/icons.js";
import { PageElement } from "../../components/page-element.js";
import { text } from "../../texts/text.js";
import { ENTRIES, entryOf, isSound, usualEntry } from "./entries.js";
import { byClass } from "./class-pictures.js";
import { Inspection, readModelFile } from "./inspection.js";

/**
 * Asks about a model file, then uses it.
 *
 * @param {Session} session
 * @param {File[]} files
 */
export async function bring(session, files) {
  const element = /** @type {Bring | null} */ (document.querySelector("moe-bring"));
  const dialog = element ?? /** @type {Bring} */ (document.createElement("moe-bring"));
  dialog.session = session;
  if (!element) document.body.append(dialog);
  await dialog.open(files);
}

class Bring extends PageElement {
  /** @type {import("lit").PropertyDeclarations} */
  static properties = {
    ...PageElement.properties,
    inspection: { state: true },
    reading: { state: true },
    name: { state: true },
    labels: { state: true },
    entry: { state: true },
    own: { state: true },
    order: { state: true },
    pictures: { state: true },
  };

  constructor() {
    super();
    /** @type {Inspection | null} */
    this.inspection = null;
    /** Name of the file that is being read. @type {string | null} */
    this.reading = null;
    this.name = "";
    /** @type {string[]} */
    this.labels = [];
    /** Which of the usual ways pixel values enter. @type {import("./entries.js").EntryName} */
    this.entry = "imagenet";
    /** Mean and deviation of one's own. @type {{ mean: string, deviation: string }} */
    this.own = { mean: "127.5 127.5 127.5", deviation: "127.5 127.5 127.5" };
    /** @type {"rgb" | "bgr"} */
    this.order = "rgb";
    /** Files of each class. @type {Map<string, File[]>} */
    this.pictures = new Map();
    /** @type {AbortController | null} */
    this.controller = null;
  }

  /** @param {File[]} files */
  async open(files) {
    const file = files.find(isModelFile);
    const { engine } = this.session;
    if (!file || !engine) {
      this.session.say(text().models.notAModel);
      return;
    }
    this.#end();
    const controller = new AbortController();
    this.controller = controller;
    this.reading = file.name;
    await this.updateComplete;
    const dialog = this.querySelector("dialog");
    if (!dialog?.open) dialog?.showModal();
    try {
      const bytes = await readModelFile(file);
      const inspection = await Inspection.of(engine, bytes, controller.signal);
      this.inspection = inspection;
      this.reading = null;
      this.#begin(file, inspection.found);
      const labels = files.find((other) => other !== file && /\.(txt|json|csv)$/i.test(other.name));
      if (labels) await this.#takeLabels(labels);
      await this.#tryAll();
    } catch (error) {
      if (controller.signal.aborted) return;
      this.#close();
      this.session.report(error);
    }
  }

  /**
   * @param {File} file
   * @param {Inspected} found
   */
  #begin(file, found) {
    this.name = file.name.replace(/\.onnx$/i, "");
    this.labels = readLabels(found.labels ?? "");
    this.pictures = new Map();
    this.order = "rgb";
    this.entry = usualEntry(found);
    const words = (/** @type {number[]} */ list) => list.map((n) => Number(n.toFixed(3))).join(" ");
    this.own = { mean: words(found.mean), deviation: words(found.deviation) };
  }

  get #options() {
    return { ...entryOf(this.entry, this.own), order: this.order };
  }

  get #names() {
    const classes = this.inspection?.found.classes ?? 0;
    return namesFor(this.labels, classes, text().models.numbered);
  }

  render() {
    const words = text().models;
    return html`<dialog
      class="sheet bring"
      aria-labelledby="bring-title"
      data-test="bring"
      @close=${this.#end}
    >
      <div class="row between">
        <h2 id="bring-title" class="drawer-title">${words.title}</h2>
        <button
          class="btn quiet icon-only"
          type="button"
          aria-label=${words.cancel}
          data-test="bring-close"
          @click=${this.#close}
        >
          ${icon("close")}
        </button>
      </div>
      ${this.reading ? html`<p role="status" class="busy">${words.reading(this.reading)}</p>` : nothing}
      ${this.inspection ? this.#form(this.inspection) : nothing}
    </dialog>`;
  }

  /** @param {Inspection} inspection */
  #form({ found }) {
    const words = text().models;
    return html`<p class="note" data-test="bring-facts">${words.facts(found)}</p>
      <label class="field">
        ${words.name}
        <input
          class="input"
          data-test="bring-name"
          .value=${this.name}
          @input=${(/** @type {Event} */ event) => {
            this.name = /** @type {HTMLInputElement} */ (event.currentTarget).value;
          }}
        />
      </label>
      ${this.#labels(found)} ${this.#entries(found)} ${this.#classPictures()}
      <div class="row">
        <button
          class="btn primary"
          type="button"
          data-test="bring-use"
          ?disabled=${!isSound(this.#options) || this.name.trim() === ""}
          @click=${this.#use}
        >
          ${words.use}
        </button>
        <button class="btn quiet" type="button" @click=${this.#close}>${words.cancel}</button>
      </div>`;
  }

  /** @param {Inspected} found */
  #labels({ classes }) {
    const words = text().models;
    const { length } = this.labels;
    return html`<section class="stack-1">
      <h3>${words.names}</h3>
      <p class="${length > 0 && length !== classes ? "msg warn" : "note"}" data-test="bring-labels">
        ${
          length === 0
            ? words.noNames
            : length === classes
              ? words.someNames(this.#names.slice(0, 3), classes)
              : words.otherNames(length, classes)
        }
      </p>
      ${this.#file(words.chooseNames, ".txt,.json,.csv", "bring-label-file", (files) => this.#takeLabels(files[0]))}
    </section>`;
  }

  /** @param {Inspected} found */
  #entries(found) {
    const words = text().models;
    const guess = usualEntry(found);
    return html`<fieldset class="stack-1 entries">
      <legend>${words.pixels}</legend>
      <p class="note">${words.pixelsNote}</p>
      ${ENTRIES.map(
        (name) =>
          html`<label class="entry" data-test="entry-${name}">
            <input
              type="radio"
              name="entry"
              .checked=${name === this.entry}
              @change=${() => {
                this.entry = name;
                if (name === "own") void this.#try(name);
              }}
            />
            <span>
              <b>${words.entries[name]}</b>
              ${name === guess ? html`<span class="tag">${words.guess[found.guess]}</span>` : nothing}
              <small class="num" data-test="says-${name}">${this.#said(name)}</small>
            </span>
          </label>`,
      )}
      ${this.entry === "own" ? this.#ownEntry() : nothing}
      <label class="entry">
        <input
          type="checkbox"
          data-test="entry-bgr"
          .checked=${this.order === "bgr"}
          @change=${(/** @type {Event} */ event) => {
            this.order = /** @type {HTMLInputElement} */ (event.currentTarget).checked ? "bgr" : "rgb";
            void this.#tryAll();
          }}
        />
        <span>${words.bgr}</span>
      </label>
    </fieldset>`;
  }

  #ownEntry() {
    const words = text().models;
    return html`<div class="row tight">
      ${
        /** @type {const} */ (["mean", "deviation"]).map(
          (part) =>
            html`<label class="field">
              ${words[part]}
              <input
                class="input num"
                data-test="entry-${part}"
                .value=${this.own[part]}
                @change=${(/** @type {Event} */ event) => {
                  const { value } = /** @type {HTMLInputElement} */ (event.currentTarget);
                  this.own = { ...this.own, [part]: value };
                  void this.#try("own");
                }}
              />
            </label>`,
        )
      }
      ${isSound(this.#options) ? nothing : html`<p class="note">${words.unsound}</p>`}
    </div>`;
  }

  /** What the model says of the open picture when pixel values enter so. @param {string} name */
  #said(name) {
    const words = text().models;
    const { said } = /** @type {Inspection} */ (this.inspection);
    const chances = said.get(name);
    if (chances === undefined) return name === "own" || !this.state.picture ? "" : words.trying;
    const [first, second] = chances;
    const names = this.#names;
    const line = (/** @type {{ index: number, chance: number }} */ { index, chance }) =>
      `${names[index]}: ${format.percent(chance, text().candidates.percent)}`;
    return words.says([first, second].filter((one) => one !== undefined).map(line));
  }

  #classPictures() {
    const words = text().models;
    const found = this.pictures.size;
    return html`<section class="stack-1">
      <h3>${words.pictures}</h3>
      <p class="note" data-test="bring-pictures">
        ${found === 0 ? words.picturesNote : words.picturesFound(found, this.#names.length)}
      </p>
      ${this.#file(words.choosePictures, null, "bring-picture-folder", (files) => this.#takePictures(files))}
    </section>`;
  }

  /**
   * @param {string} label
   * @param {string | null} accept  Null for a folder.
   * @param {string} test
   * @param {(files: File[]) => unknown} take
   */
  #file(label, accept, test, take) {
    return html`<div>
      <label class="btn file">
        <span>${label}</span>
        <input
          type="file"
          accept=${accept ?? nothing}
          ?webkitdirectory=${accept === null}
          data-test=${test}
          @change=${(/** @type {Event} */ event) => {
            const input = /** @type {HTMLInputElement} */ (event.currentTarget);
            const files = [...(input.files ?? [])];
            input.value = "";
            if (files.length > 0) take(files);
          }}
        />
      </label>
    </div>`;
  }

  /** @param {File} file */
  async #takeLabels(file) {
    this.labels = readLabels(await file.text(), file.name);
    if (this.labels.length === 0) this.session.say(text().models.noLabels(file.name));
  }

  /** @param {File[]} files */
  #takePictures(files) {
    this.pictures = byClass(files, this.#names);
    if (this.pictures.size === 0) this.session.say(text().models.noPictures);
  }

  async #tryAll() {
    const { inspection } = this;
    if (!inspection) return;
    inspection.said.clear();
    this.requestUpdate();
    // The chosen one first.
    const order = [this.entry, ...ENTRIES.filter((name) => name !== this.entry)];
    for (const name of order) if (name !== "own" || this.entry === "own") await this.#try(name);
  }

  /** @param {import("./entries.js").EntryName} name */
  async #try(name) {
    const { inspection } = this;
    const { picture } = this.state;
    const options = { ...entryOf(name, this.own), order: this.order };
    if (!inspection || !picture || !isSound(options)) return;
    try {
      await inspection.tryOut(name, picture, options);
    } catch (error) {
      if (this.inspection === inspection) throw error;
    }
    this.requestUpdate();
  }

  #use = async () => {
    const { inspection, pictures } = this;
    if (!inspection) return;
    const id = `foreign-${newId()}`;
    const name = this.name.trim();
    const options = this.#options;
    const { bytes } = inspection;
    const classes = this.#names.map((name) => ({ name, pictures: pictures.get(name) ?? [] }));
    this.#close();
    const source = /** @type {const} */ ({ kind: "foreign", id, name, file: bytes, options, classes });
    this.session.models.offer({ id, kind: "foreign", name, classes: classes.length, source: () => source });
    if (await this.session.models.use(id)) {
      this.session.say(text().models.nowInUse(name));
      await keepBrought(this.session, source);
    } else {
      await this.session.models.withdraw(id);
    }
  };

  #close = () => {
    this.querySelector("dialog")?.close();
  };

  /** Ends the worker that looked into the file. */
  #end = () => {
    this.controller?.abort();
    this.controller = null;
    this.inspection?.end();
    this.inspection = null;
    this.reading = null;
  };
}

customElements.define("moe-bring", Bring);
