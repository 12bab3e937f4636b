/** What several steps of the bias lab show: bars, strips of pictures, buttons, findings. */
import { html } from "lit";
import { cssVars } from "../../components/css-vars.js";
import { icon } from "../../components/icons.js";
import { miniPieces } from "../../components/mini-pieces.js";
import { text } from "../../texts/text.js";

/**
 * The explanation of one round of training.
 *
 * @param {string} label
 * @param {string} name
 * @param {import("./lesson.js").Seen} seen
 * @param {import("./lesson.js").Why} why
 */
export function roundCard(label, name, seen, why) {
  const words = text().lab;
  return html`<article class="card stack-1">
    <b>${label}: ${words.why(name)}</b>
    ${miniPieces(seen.picture, why.pieces, why.explanation.weights, words.pieces(name))}
    <p class="note num">${backgroundWords(why.background)}</p>
  </article>`;
}

/** @param {number | null} share */
export function backgroundWords(share) {
  const words = text().lab;
  return share === null ? words.nothing : words.background(percent(share));
}

/**
 * @param {readonly string[]} urls
 * @param {(n: number) => string} label
 */
export function strip(urls, label) {
  return html`<div class="strip">
    ${urls.map((url, i) => html`<img src=${url} alt=${label(i + 1)} width="96" height="96" />`)}
  </div>`;
}

/** @param {{ name: string, share: number, tone: string }[]} lines */
export function barLines(lines) {
  return html`<div class="lab-lines">
    ${lines.map(
      ({ name, share, tone }) =>
        html`<div class="lab-line ${tone}">
          <span>${name}</span>
          <span class="track"><i ${cssVars({ "--v": `${100 * share}%` })}></i></span>
          <b class="num">${percent(share)}</b>
        </div>`,
    )}
  </div>`;
}

/** @param {import("./store.js").LabStore} store */
export function runLine(store) {
  const { busy } = store.state;
  if (!busy) return null;
  const words = text().lab;
  const done = Math.round(100 * busy.share);
  return html`<div class="runline" data-test="lab-busy">
    <div class="row between">
      <b>${words.busy[busy.what]}</b>
      <button class="btn quiet" type="button" data-test="lab-cancel" @click=${() => store.cancel()}>
        ${icon("close")}${words.cancel}
      </button>
    </div>
    <div
      class="prog"
      role="progressbar"
      aria-label=${words.busy[busy.what]}
      aria-valuemin="0"
      aria-valuemax="100"
      aria-valuenow=${done}
    >
      <i ${cssVars({ "--v": `${done}%` })}></i>
    </div>
  </div>`;
}

/**
 * @param {import("./store.js").LabStore} store
 * @param {number} step
 */
export function backButton(store, step) {
  return html`<button class="btn quiet" type="button" @click=${() => store.go(step)}>
    ${text().lab.back}
  </button>`;
}

/**
 * @param {string} label
 * @param {() => unknown} act
 */
export function mainButton(label, act) {
  return html`<button class="btn primary" type="button" @click=${act}>${label}</button>`;
}

/** @param {number} share */
export function percent(share) {
  return `${Math.round(100 * share)}\u202f%`;
}

/**
 * @param {number} before
 * @param {number} after
 */
export function conclusion(before, after) {
  const words = text().lab;
  const isBetter = after > before && after >= 0.9;
  const say = isBetter ? words.better : words.worse;
  return html`<p class="finding ${isBetter ? "good" : ""}" data-test="lab-conclusion" role="status">
    ${say(percent(before), percent(after))}
  </p>`;
}

/**
 * @param {"swap" | "add" | "crop"} name
 * @param {string} label
 * @param {import("./store.js").LabStore} store
 */
export function repairSwitch(name, label, store) {
  return html`<label class="switch">
    <input
      type="checkbox"
      role="switch"
      data-test="lab-${name}"
      .checked=${store.state.repair[name]}
      ?disabled=${store.state.busy !== null}
      @change=${(/** @type {Event} */ event) =>
        store.choose({ [name]: /** @type {HTMLInputElement} */ (event.currentTarget).checked })}
    />
    <span>${label}</span>
  </label>`;
}
