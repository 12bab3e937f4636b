/** `<moe-kernel-card>`: the strongest weights against the kernel width, with its slider. */
import { html, nothing, svg } from "lit";
import * as format from "../../app/format.js";
import { TOP, rank } from "../../app/ranking.js";
import { RANGES } from "../../app/settings.js";
import { PLOT, apart, chart, levels, scale, steps, through } from "../../components/chart.js";
import { icon } from "../../components/icons.js";
import { term } from "../../components/term.js";
import { text } from "../../texts/text.js";
import { FindingsCard } from "./card.js";
import { sharedTop } from "./findings.js";

const { least, most, step } = RANGES.kernelWidth;
const STEPS = Math.round((most - least) / step) + 1;
/** Room on the right for the names of the lines. */
const RIGHT = 286;

class KernelCard extends FindingsCard {
  render() {
    const { kernel } = this.findings.state;
    const { explanation } = this.state;
    const words = text().more.kernel;
    if (!kernel || !explanation || explanation.weights.length !== kernel.pieces) return nothing;
    const rows = kernel.widths.map((_, i) =>
      Array.from(kernel.weights.subarray(i * kernel.pieces, (i + 1) * kernel.pieces)),
    );
    const count = Math.min(TOP, kernel.pieces);
    const least = Math.min(...rows.map((row) => sharedTop(rows[rows.length - 1], row, count)));
    const isSame = least === count;
    return html`<article class="card stack" data-test="kernel-card">
      <div class="row between">
        <h3>${term(words.title, words.tip)}</h3>
        <span class="chip ${isSame ? "ok" : "warn"}" data-test="kernel-chip"
          >${icon(isSame ? "ok" : "warn")} ${isSame ? words.same(count) : words.changes(least, count)}</span
        >
      </div>
      <div class="chartrow">
        <div>${this.#chart(rows, rank(explanation.weights).slice(0, count))}${this.#slider()}</div>
        <p class="note">${words.note}</p>
      </div>
    </article>`;
  }

  /**
   * @param {number[][]} rows
   * @param {readonly number[]} top
   */
  #chart(rows, top) {
    const words = text().more.kernel;
    const { language } = text();
    const { widths } = /** @type {import("./findings.js").FindingsState["kernel"] & {}} */ (
      this.findings.state.kernel
    );
    const values = rows.flatMap((row) => top.map((piece) => row[piece]));
    const low = Math.min(0, ...values);
    const high = Math.max(0, ...values);
    const y = scale(low, high, PLOT.bottom - 6, PLOT.top + 6);
    const along = scale(Math.log(widths[0]), Math.log(1.35), PLOT.left, RIGHT);
    const x = (/** @type {number} */ width) => along(Math.log(Number.isNaN(width) ? 1.35 : width));
    const ends = top.map((piece) => y(rows[rows.length - 1][piece]));
    const labels = apart(ends, 16);
    const now = this.state.settings.kernelWidth;
    const at = x(now ?? NaN);
    return chart(
      words.label(top.length),
      svg`${levels(
        [low, 0, high]
          .filter((v, i, all) => all.indexOf(v) === i)
          .map((v) => ({
            at: y(v),
            label: format.fixed(v, 1, language).replace("-", "\u2212"),
            isZero: v === 0,
          })),
        RIGHT,
      )}
      ${steps(
        [
          { at: x(0.1), label: "0.1" },
          { at: x(0.25), label: "0.25" },
          { at: x(0.5), label: "0.5" },
          { at: x(NaN), label: words.flat },
        ],
        words.axis,
        RIGHT,
      )}
      ${top.map((piece, place) => {
        const points = widths.map((width, i) => /** @type {const} */ ([x(width), y(rows[i][piece])]));
        const side = rows[rows.length - 1][piece] < 0 ? "ag" : "for";
        return svg`<path class="ln l-${side}" d=${through(points)}></path>
          <text class="t-${side}" x=${RIGHT + 8} y=${labels[place] + 4.5}>${words.piece(place + 1)}</text>`;
      })}
      <line class="hand" x1=${at} x2=${at} y1=${PLOT.top} y2=${PLOT.bottom}></line>
      <circle class="knob" cx=${at} cy=${PLOT.bottom} r="7"></circle>`,
      { test: "kernel-chart" },
    );
  }

  #slider() {
    const words = text().more.kernel;
    const { kernelWidth } = this.state.settings;
    const shown = kernelWidth === null ? words.allAlike : format.fixed(kernelWidth, 2, text().language);
    const at = kernelWidth === null ? STEPS : Math.round((kernelWidth - least) / step);
    return html`<label class="range">
      <span>${words.title} <b>${shown}</b></span>
      <input
        type="range"
        min="0"
        max=${STEPS}
        .value=${String(at)}
        aria-valuetext=${shown}
        data-test="kernel-slider"
        @input=${(/** @type {Event} */ event) => {
          const to = Number(/** @type {HTMLInputElement} */ (event.currentTarget).value);
          this.session.changeSettings({
            kernelWidth: to >= STEPS ? null : Number((least + to * step).toFixed(2)),
          });
        }}
      />
    </label>`;
  }
}

customElements.define("moe-kernel-card", KernelCard);
