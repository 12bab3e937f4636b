/**
 * Who is taken for whom, as a table whose numbers show the pictures behind them.
 *
 * @import { Outcome } from "../../app/projects.js"
 * @import { TeachStore } from "./store.js"
 */
import { html, nothing } from "lit";
import { cssVars } from "../../components/css-vars.js";
import { text } from "../../texts/text.js";

/** Characters in a table at most: of more, those that are mixed up most. */
const MOST = 20;

/**
 * @param {TeachStore} store
 * @param {Outcome} outcome
 */
export function confusionTable(store, { names, measured }) {
  const words = text().teach.result;
  const { confusion, mixedUp } = measured;
  const shown = names.length <= MOST ? names.map((_, i) => i) : mostMixedUp(mixedUp);
  if (shown.length === 0) return html`<p class="note">${words.tableNone}</p>`;
  const at = (/** @type {number} */ of, /** @type {number} */ as) => confusion[of * names.length + as];
  const total = (/** @type {number} */ of) => names.reduce((sum, _, as) => sum + at(of, as), 0);
  const { cell } = store.state;
  return html`<div class="scroll-x" tabindex="0" role="region" aria-label=${words.table}>
      <table class="cm" data-test="confusion">
        <caption class="vh">
          ${words.tableNote}
        </caption>
        <thead>
          <tr>
            <td></td>
            ${shown.map((as) => html`<th scope="col"><span title=${names[as]}>${names[as]}</span></th>`)}
          </tr>
        </thead>
        <tbody>
          ${shown.map((of) => {
            const all = total(of);
            return html`<tr>
              <th scope="row">${names[of]}</th>
              ${shown.map((as) => {
                const n = at(of, as);
                if (n === 0) return html`<td></td>`;
                const isRight = of === as;
                const isOpen = cell?.of === of && cell.as === as;
                const label = isRight
                  ? words.cellRight(names[of], n, all)
                  : words.cellWrong(names[of], names[as], n);
                const share = (100 * n) / all;
                return html`<td class=${isRight ? "hi" : "off"}>
                  <button
                    type="button"
                    class=${share > 55 ? "deep" : ""}
                    aria-label=${label}
                    aria-pressed=${isOpen}
                    data-test="cell"
                    data-of=${of}
                    data-as=${as}
                    ${cssVars({ "--v": isRight ? share : 20 + 0.8 * share })}
                    @click=${() => store.set({ cell: isOpen ? null : { of, as } })}
                  >
                    ${n}
                  </button>
                </td>`;
              })}
            </tr>`;
          })}
        </tbody>
      </table>
    </div>
    <p class="note">
      ${words.tableNote} ${words.tap} ${shown.length < names.length ? words.tableSome(shown.length) : nothing}
    </p>`;
}

/** @param {[number, number, number][]} mixedUp */
function mostMixedUp(mixedUp) {
  /** @type {Set<number>} */
  const found = new Set();
  for (const [a, b] of mixedUp) {
    if (found.size + 2 > MOST) break;
    found.add(a).add(b);
  }
  return [...found].sort((a, b) => a - b);
}
