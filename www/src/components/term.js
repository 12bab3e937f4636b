/**
 * A term with its one-line explanation, shown on hover, focus and tap: `<moe-term tip="…">`.
 * One tip serves the whole page; it stands in the top layer and stays inside the window.
 */
import { LitElement, html } from "lit";

/** @type {HTMLElement | null} */
let tip = null;
/** @type {Element | null} */
let shownFor = null;
let lastId = 0;

function sharedTip() {
  if (tip) return tip;
  tip = document.createElement("div");
  tip.className = "tip";
  tip.popover = "manual";
  tip.setAttribute("aria-hidden", "true");
  document.body.append(tip);
  return tip;
}

class Term extends LitElement {
  static properties = { tip: {}, word: {} };

  constructor() {
    super();
    this.tip = "";
    this.word = "";
    lastId += 1;
    this.tipId = `tip-${lastId}`;
  }

  createRenderRoot() {
    return this;
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#hide();
  }

  render() {
    return html`<button
        type="button"
        class="term"
        aria-describedby=${this.tipId}
        @pointerenter=${this.#show}
        @pointerleave=${this.#hide}
        @focus=${this.#show}
        @blur=${this.#hide}
        @click=${this.#show}
        @keydown=${(/** @type {KeyboardEvent} */ event) => {
          if (event.key === "Escape" && shownFor === this) {
            event.stopPropagation();
            this.#hide();
          }
        }}
      >
        ${this.word}</button
      ><span id=${this.tipId} hidden>${this.tip}</span>`;
  }

  #show = () => {
    const box = sharedTip();
    box.textContent = this.tip;
    if (!box.matches(":popover-open")) box.showPopover();
    shownFor = this;
    const word = this.getBoundingClientRect();
    const { width, height } = box.getBoundingClientRect();
    const left = Math.min(Math.max(8, word.left - 12), document.documentElement.clientWidth - width - 8);
    const above = word.top - height - 8;
    box.style.setProperty("left", `${left}px`);
    box.style.setProperty("top", `${above >= 8 ? above : word.bottom + 8}px`);
  };

  #hide = () => {
    if (shownFor !== this) return;
    shownFor = null;
    if (tip?.matches(":popover-open")) tip.hidePopover();
  };
}

customElements.define("moe-term", Term);

/**
 * @param {string} word
 * @param {string} explanation
 */
export function term(word, explanation) {
  return html`<moe-term .word=${word} .tip=${explanation}></moe-term>`;
}
