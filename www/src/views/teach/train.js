/** `<moe-teach-train>`: the button that teaches, how far it is, and the switches. */
import { html, nothing } from "lit";
import * as format from "../../app/format.js";
import { cssVars } from "../../components/css-vars.js";
import { icon } from "../../components/icons.js";
import { StoreElement } from "../../components/store-element.js";
import { text } from "../../texts/text.js";
import { VARIANTS, measureVariants, teach } from "./learning.js";

/** @extends {StoreElement<import("./store.js").TeachStore>} */
class Train extends StoreElement {
  render() {
    return html`<div class="card stack" data-test="teach-train">
        <h2>${text().teach.train.title}</h2>
        ${this.state.busy ? this.#busy() : this.#start()}
      </div>
      ${this.state.project ? this.#variants() : nothing}`;
  }

  #start() {
    const words = text().teach.train;
    const { project } = this.state;
    const { characters } = this.store;
    const able = characters.filter(({ id }) => this.store.usable(id).length >= 2).length;
    const canTeach = able >= 2;
    const outcome = project?.outcome;
    return html`${
        outcome
          ? html`<p class="note" data-test="teach-state" data-stale=${this.store.isStale}>
              ${
                this.store.isStale
                  ? words.stale
                  : words.ready(format.seconds(outcome.seconds, text().language))
              }
            </p>`
          : nothing
      }
      <button
        class="btn primary"
        type="button"
        data-test="teach-start"
        ?disabled=${!canTeach}
        @click=${() => void teach(this.store)}
      >
        ${outcome ? words.again : words.start}
      </button>
      ${canTeach ? nothing : html`<p class="note">${words.needs}</p>`}
      ${project ? this.#balance(project.balanced) : nothing}`;
  }

  /** @param {boolean} isOn */
  #balance(isOn) {
    const words = text().teach.train;
    return html`<label class="switch"
        ><input
          type="checkbox"
          role="switch"
          .checked=${isOn}
          data-test="balanced"
          @change=${() => void this.store.inTurn(() => this.store.change({ balanced: !isOn }))}
        />${words.balanced}</label
      >
      <p class="cap">${words.balancedNote}</p>`;
  }

  #busy() {
    const words = text().teach.train;
    const { language } = text();
    const { what, done, planned, secondsLeft, cancel } = /** @type {NonNullable<typeof this.state.busy>} */ (
      this.state.busy
    );
    const title = words.busy[what];
    return html`<div class="runline" data-test="teach-busy" data-what=${what}>
      <div class="row between">
        <b>${title}</b>
        ${
          planned > 0
            ? html`<span class="num"
                >${words.of(format.whole(done, language), format.whole(planned, language))}</span
              >`
            : nothing
        }
      </div>
      <div
        class="prog"
        role="progressbar"
        aria-label=${title}
        aria-valuemin="0"
        aria-valuemax=${planned || 1}
        aria-valuenow=${done}
      >
        <i ${cssVars({ "--v": `${(100 * done) / (planned || 1)}%` })}></i>
      </div>
      <div class="row between cap">
        <span
          >${secondsLeft === null ? nothing : words.left(format.whole(Math.ceil(secondsLeft), language))}</span
        >
        ${what === "look" ? html`<span>${words.safe}</span>` : nothing}
      </div>
      ${
        cancel
          ? html`<button class="btn" type="button" data-test="teach-cancel" @click=${cancel}>
              ${icon("close")}${words.cancel}
            </button>`
          : nothing
      }
    </div>`;
  }

  #variants() {
    const words = text().teach.variants;
    const { project, busy } = this.state;
    const { variants, effects, outcome } = /** @type {NonNullable<typeof project>} */ (project);
    return html`<div class="card stack-1">
      <h3>${words.title}</h3>
      <p class="note">${words.note}</p>
      ${VARIANTS.map((name) => {
        const isOn = variants.includes(name);
        const effect = effects[name];
        return html`<label class="switch"
          ><input
            type="checkbox"
            role="switch"
            .checked=${isOn}
            ?disabled=${busy !== null}
            data-test="variant-${name}"
            @change=${() => this.#switch(name, !isOn)}
          />${words.names[name]}${
            effect === undefined ? nothing : html`<b data-test="effect-${name}">${points(effect)}</b>`
          }</label
        >`;
      })}
      ${
        outcome
          ? html`<button
                class="btn"
                type="button"
                ?disabled=${busy !== null}
                data-test="measure-variants"
                @click=${() => void measureVariants(this.store)}
              >
                ${words.measure}
              </button>
              ${Object.keys(effects).length > 0 ? html`<p class="cap">${words.within}</p>` : nothing}`
          : nothing
      }
    </div>`;
  }

  /**
   * @param {string} name
   * @param {boolean} isOn
   */
  #switch(name, isOn) {
    const variants = VARIANTS.filter((one) =>
      one === name ? isOn : this.state.project?.variants.includes(one),
    );
    void this.store.inTurn(() => this.store.change({ variants }));
  }
}

/** A difference of shares in percentage points, with its sign. @param {number} difference */
function points(difference) {
  const said = format.fixed(Math.abs(100 * difference), 1, text().language);
  return `${difference < -0.0005 ? "\u2212" : "+"}${said}`;
}

customElements.define("moe-teach-train", Train);
