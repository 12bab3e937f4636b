/** `<moe-teach-models>`: the projects that are kept here, and files of others. */
import { html, nothing } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { icon } from "../../components/icons.js";
import { StoreElement } from "../../components/store-element.js";
import { text } from "../../texts/text.js";
import { openOnnx } from "./sharing.js";
import { add } from "./sorting.js";
import { backToGallery, useProject, usedProject } from "./use.js";

/** @import { Project } from "../../app/projects.js" */

/** @extends {StoreElement<import("./store.js").TeachStore>} */
class Models extends StoreElement {
  /** @type {(() => void) | null} */
  #end = null;

  connectedCallback() {
    super.connectedCallback();
    this.#end = this.store?.session.subscribe(() => this.requestUpdate()) ?? null;
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#end?.();
    this.#end = null;
  }

  render() {
    const words = text().teach.models;
    const { session } = this.store;
    const { projects, busy } = this.state;
    const used = usedProject(session, projects);
    return html`<div class="card stack-1" data-test="teach-models">
      <h3>${words.title}</h3>
      <ul class="list">
        ${repeat(
          projects,
          ({ id }) => id,
          (project) => this.#project(project, used === project.id),
        )}
        <li>
          <span class="grow">${words.gallery(session.state.gallery.length)}</span>
          ${
            (session.state.model?.kind ?? "gallery") === "gallery"
              ? html`<b class="chip acc" data-test="gallery-in-use">${words.inUse}</b>`
              : html`<button
                  class="btn quiet"
                  type="button"
                  data-test="use-gallery"
                  @click=${() => void this.store.inTurn(() => backToGallery(session))}
                >
                  ${words.use}
                </button>`
          }
        </li>
      </ul>
      <button
        class="btn"
        type="button"
        data-test="project-new"
        ?disabled=${busy !== null || this.state.stage !== "ready"}
        @click=${() => void this.store.inTurn(() => this.store.create())}
      >
        ${icon("plus")}${words.fresh}
      </button>
      <span class="btn file"
        >${words.bring}<input
          type="file"
          accept=".onnx,.zip"
          aria-label=${words.bring}
          data-test="project-open"
          @change=${this.#take}
      /></span>
      <p class="cap">${words.bringNote}</p>
    </div>`;
  }

  /**
   * @param {Project} project
   * @param {boolean} isUsed
   */
  #project({ id, name, characters, head }, isUsed) {
    const words = text().teach.models;
    const { store } = this;
    const isOpen = this.state.project?.id === id;
    const rename = (/** @type {Event} */ event) => {
      const value = /** @type {HTMLInputElement} */ (event.currentTarget).value.trim();
      if (value) void store.inTurn(() => store.change({ name: value }));
    };
    return html`<li data-test="project" data-open=${isOpen} data-used=${isUsed}>
      <span class="grow">
        ${
          isOpen
            ? html`<input
                class="input name"
                .value=${name}
                aria-label=${words.name}
                autocomplete="off"
                spellcheck="false"
                data-test="project-name"
                @change=${rename}
              />`
            : html`<b class="project-name">${name}</b>`
        }
        <span class="cap">${words.about(characters.length, head !== null)}</span>
      </span>
      ${
        isUsed
          ? html`<span class="chip acc" data-test="in-use">${words.inUse}</span>`
          : isOpen && head
            ? html`<button
                class="btn quiet"
                type="button"
                data-test="use-project"
                @click=${() => void store.inTurn(() => useProject(store))}
              >
                ${words.use}
              </button>`
            : nothing
      }
      ${
        isOpen
          ? nothing
          : html`<button
              class="btn quiet"
              type="button"
              data-test="project-show"
              ?disabled=${this.state.busy !== null}
              @click=${() => void store.inTurn(() => store.show(id))}
            >
              ${words.open}
            </button>`
      }
      <button
        class="btn quiet icon-only"
        type="button"
        aria-label=${words.remove(name)}
        data-test="project-remove"
        ?disabled=${this.state.busy !== null}
        @click=${() => void store.inTurn(() => store.remove(id))}
      >
        ${icon("bin")}
      </button>
    </li>`;
  }

  /** @param {Event} event */
  #take(event) {
    const input = /** @type {HTMLInputElement} */ (event.currentTarget);
    const file = input.files?.[0];
    input.value = "";
    if (!file) return;
    if (/\.onnx$/i.test(file.name)) void openOnnx(this.store, file);
    else void add(this.store, [{ file, folder: null }]);
  }
}

customElements.define("moe-teach-models", Models);
