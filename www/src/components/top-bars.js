/**
 * The likeliest characters with their chances, to be looked at only.
 *
 * @import { SessionState } from "../app/session-state.js"
 */
import { html } from "lit";
import * as format from "../app/format.js";
import { nameOf } from "../app/question.js";
import { text } from "../texts/text.js";
import { cssVars } from "./css-vars.js";
import { face } from "./face.js";

/**
 * @param {SessionState} state
 * @param {readonly number[]} probabilities  Per class.
 * @param {{ count?: number, marked?: number, test: string }} options
 */
export function topBars(state, probabilities, { count = 5, marked = -1, test }) {
  const order = probabilities
    .map((_, index) => index)
    .sort((a, b) => probabilities[b] - probabilities[a])
    .slice(0, count);
  return html`<ol class="bars still" data-test=${test}>
    ${order.map(
      (index) =>
        html`<li class="bar ${index === marked ? "is-marked" : ""}" data-class=${index}>
          ${face(state.model?.faces ?? null, index)}
          <span class="what">${nameOf(state, index)}</span>
          <span class="pc num">${format.percent(probabilities[index], text().candidates.percent)}</span>
          <span class="track"><i ${cssVars({ "--v": `${100 * probabilities[index]}%` })}></i></span>
        </li>`,
    )}
  </ol>`;
}

/**
 * Softmax.
 *
 * @param {ArrayLike<number>} logits
 * @returns {number[]}
 */
export function chances(logits) {
  const list = Array.from(logits);
  const most = Math.max(...list);
  const raw = list.map((logit) => Math.exp(logit - most));
  const total = raw.reduce((sum, value) => sum + value, 0);
  return raw.map((value) => value / total);
}
