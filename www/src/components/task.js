/**
 * The button that starts a long task, and its progress with cancel while it runs.
 *
 * @import { Findings, Task } from "../views/recognise/findings.js"
 */
import { html } from "lit";
import * as format from "../app/format.js";
import { text } from "../texts/text.js";
import { cssVars } from "./css-vars.js";
import { icon } from "./icons.js";

/**
 * @param {object} options
 * @param {Findings} options.findings
 * @param {Task} options.task
 * @param {string} options.label
 * @param {() => void} options.start
 * @param {boolean} [options.off]
 */
export function taskButton({ findings, task, label, start, off = false }) {
  const { busy } = findings.state;
  if (busy?.task !== task) {
    return html`<button class="btn" type="button" data-test="start-${task}" ?disabled=${off} @click=${start}>
      ${label}
    </button>`;
  }
  const words = text().progress;
  const { language } = text();
  return html`<div class="runline" data-test="busy-${task}">
    <div
      class="prog"
      role="progressbar"
      aria-label=${label}
      aria-valuemin="0"
      aria-valuemax=${busy.planned || 1}
      aria-valuenow=${busy.done}
    >
      <i ${cssVars({ "--v": `${(100 * busy.done) / (busy.planned || 1)}%` })}></i>
    </div>
    <div class="row between">
      <span class="cap num"
        >${words.tries(format.whole(busy.done, language), format.whole(busy.planned, language))}</span
      >
      <button class="btn quiet" type="button" data-test="cancel-${task}" @click=${() => findings.cancel()}>
        ${icon("close")}${words.cancel}
      </button>
    </div>
  </div>`;
}
