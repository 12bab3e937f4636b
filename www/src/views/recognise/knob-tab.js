/** `<moe-knob-tab>`: curves of the answer while one thing is turned, one line per picture and their mean. */
import { html, nothing, svg } from "lit";
import * as format from "../../app/format.js";
import { nameOf } from "../../app/question.js";
import { PLOT, chart, levels, scale, steps, through } from "../../components/chart.js";
import { choices } from "../../components/choices.js";
import "../../components/pixels.js";
import { toRgba } from "../../components/pixels.js";
import { taskButton } from "../../components/task.js";
import { term } from "../../components/term.js";
import { text } from "../../texts/text.js";
import { FindingsCard } from "./card.js";
import { KNOBS, LOCAL, moveAbout, turn, valueOf } from "./knobs.js";

/** @import { Knob, Turned } from "./knobs.js" */

const ALL = /** @type {readonly Knob[]} */ ([...Object.keys(KNOBS), "background"]);
const SCALES = /** @type {const} */ (["chance", "odds"]);
const WHERE = /** @type {const} */ (["whole", "region"]);
const ROW = 17;

class KnobTab extends FindingsCard {
  static properties = {
    ...FindingsCard.properties,
    knob: { state: true },
    unit: { state: true },
    where: { state: true },
    turned: { state: true },
    at: { state: true },
  };

  constructor() {
    super();
    /** @type {Knob} */
    this.knob = "brightness";
    /** @type {typeof SCALES[number]} */
    this.unit = "chance";
    /** @type {typeof WHERE[number]} */
    this.where = "whole";
    /** By knob and place. @type {Record<string, Turned>} */
    this.turned = {};
    this.at = 0;
    /** @type {string | null} */
    this.about = null;
  }

  render() {
    const { key, region } = this.findings.state;
    const { question } = this.session;
    const words = text().more.knob;
    if (key === null || !question) return nothing;
    if (this.about !== key) {
      this.about = key;
      this.turned = {};
    }
    const isDrawn = question.picture.source.kind === "gallery";
    const knobs = ALL.filter((knob) => knob !== "background" || isDrawn);
    const canRegion = LOCAL.has(this.knob) && region.length > 0;
    const where = canRegion ? this.where : "whole";
    const found = this.turned[`${this.knob}/${where === "region" ? region.join() : ""}`];
    const name = nameOf(this.state, question.classIndex);
    return html`<div class="stack" data-test="knob-tab">
      <div class="row">
        ${choices({
          legend: words.legend,
          name: "knob",
          values: knobs,
          labels: words.names,
          chosen: this.knob,
          choose: (knob) => (this.knob = knob),
        })}
        ${choices({
          legend: words.scale,
          name: "knob-unit",
          values: SCALES,
          labels: words.scales,
          chosen: this.unit,
          choose: (unit) => (this.unit = unit),
        })}
        ${
          canRegion
            ? choices({
                legend: words.where,
                name: "knob-where",
                values: WHERE,
                labels: { whole: words.whole, region: words.region(region.length) },
                chosen: where,
                choose: (chosen) => (this.where = chosen),
              })
            : nothing
        }
      </div>
      ${
        found
          ? html`<div class="knob-found">
              ${this.#curve(found, question.classIndex, name)} ${this.#look(found, question.classIndex)}
            </div>`
          : html`<p class="note">${isDrawn ? words.before(name) : words.beforeOwn}</p>
              ${taskButton({
                findings: this.findings,
                task: "knob",
                label: words.start(words.names[this.knob]),
                start: () => void this.#turn(where === "region" ? region : []),
              })}`
      }
    </div>`;
  }

  /** @param {number[]} region */
  async #turn(region) {
    const { question } = this.session;
    if (!question) return;
    const { knob } = this;
    const { key } = this.findings.state;
    const { engine } = this.findings;
    const { source } = question.picture;
    const found = await this.findings.perform("knob", (hooks) => {
      if (knob !== "background") return turn(engine, question, knob, region, hooks);
      if (source.kind !== "gallery") throw new Error("places are known of drawings only");
      return moveAbout(engine, source.character, source.picture, hooks);
    });
    if (!found || this.findings.state.key !== key) return;
    this.turned = { ...this.turned, [`${knob}/${region.join()}`]: found };
    this.at = Math.max(0, found.neutral);
  }

  /**
   * @param {Turned} found
   * @param {number} index
   * @param {string} name
   */
  #curve(found, index, name) {
    const { unit } = this;
    const lines = found.logits.map((row) => row.map((logits) => valueOf(logits, index, unit)));
    const mean = found.values.map((_, i) => lines.reduce((sum, line) => sum + line[i], 0) / lines.length);
    const all = lines.flat();
    const low = unit === "chance" ? 0 : Math.min(0, ...all);
    const high = unit === "chance" ? 1 : Math.max(0, ...all);
    const words = text().more.knob;
    const label = words.label(name, words.names[found.knob], lines.length);
    if (found.labels.length > 0) return this.#places(found, lines, mean, low, high, label);
    const x = scale(found.values[0], found.values[found.values.length - 1], PLOT.left, PLOT.right);
    const y = scale(low, high, PLOT.bottom, PLOT.top);
    const path = (/** @type {number[]} */ line) =>
      through(line.map((value, i) => /** @type {const} */ ([x(found.values[i]), y(value)])));
    const say = (/** @type {number} */ value) => this.#say(value);
    const ends = [0, found.neutral, found.values.length - 1].filter((v, i, list) => list.indexOf(v) === i);
    return html`<div class="stack-1">
      <div @pointermove=${(/** @type {PointerEvent} */ event) => this.#point(event, found, x)}>
        ${chart(
          label,
          svg`${levels(
            (unit === "chance"
              ? [0, 0.5, 1]
              : [low, 0, high].filter((v, i, list) => list.indexOf(v) === i)
            ).map((value) => ({ at: y(value), label: say(value), isZero: value === 0 })),
          )}
          ${steps(
            ends.map((i) => ({ at: x(found.values[i]), label: words.value(found.knob, found.values[i]) })),
            words.names[found.knob],
          )}
          ${lines.length > 1 ? lines.map((line) => svg`<path class="ln thin l-mute" d=${path(line)}></path>`) : nothing}
          <path class="ln l-acc" d=${path(mean)}></path>
          <line class="hand" x1=${x(found.values[this.at])} x2=${x(found.values[this.at])} y1=${PLOT.top} y2=${PLOT.bottom}></line>
          <circle class="knob" cx=${x(found.values[this.at])} cy=${y(lines[0][this.at])} r="6"></circle>`,
          { test: "knob-chart" },
        )}
      </div>
      <p class="note">
        ${
          lines.length > 1
            ? html`${words.thin(term(words.thinWord, words.thinTip))}`
            : found.isRegion
              ? words.oneRegion
              : words.oneLine
        }
      </p>
    </div>`;
  }

  /**
   * Places, a row each: a dot per picture and a tick for their mean.
   *
   * @param {Turned} found
   * @param {number[][]} lines
   * @param {number[]} mean
   * @param {number} low
   * @param {number} high
   * @param {string} label
   */
  #places(found, lines, mean, low, high, label) {
    const x = scale(low, high, 112, PLOT.right - 6);
    return html`<div class="stack-1">
      ${chart(
        label,
        found.labels.map((place, i) => {
          const y = 12 + i * ROW;
          return svg`<text x="100" y=${y + 4.5} text-anchor="end" class=${i === this.at ? "strong" : ""}>${placeName(place)}</text>
            <line class="ax" x1="112" x2=${PLOT.right} y1=${y} y2=${y}></line>
            ${lines.map((line) => svg`<circle class="dot" cx=${x(line[i])} cy=${y} r="4"></circle>`)}
            <line class="hand" x1=${x(mean[i])} x2=${x(mean[i])} y1=${y - 7} y2=${y + 7}></line>`;
        }),
        { height: 12 + found.labels.length * ROW, test: "knob-chart" },
      )}
      <p class="note">${text().more.knob.dots}</p>
    </div>`;
  }

  /**
   * @param {Turned} found
   * @param {number} index
   */
  #look(found, index) {
    const words = text().more.knob;
    const at = Math.min(this.at, found.values.length - 1);
    const what = at in found.labels ? placeName(found.labels[at]) : words.value(found.knob, found.values[at]);
    const value = valueOf(found.logits[0][at], index, this.unit);
    const said = this.unit === "chance" ? format.percent(value, text().answer.percent) : this.#say(value);
    return html`<div class="stack-1">
      <moe-pixels
        .rgba=${toRgba(found.pictures[at])}
        .label=${words.picture(words.names[found.knob], what)}
      ></moe-pixels>
      <label class="range">
        <span>${what} <b data-test="knob-value">${said}</b></span>
        <input
          type="range"
          min="0"
          max=${found.values.length - 1}
          .value=${String(at)}
          aria-valuetext=${what}
          data-test="knob-step"
          @input=${(/** @type {Event} */ event) =>
            (this.at = Number(/** @type {HTMLInputElement} */ (event.currentTarget).value))}
        />
      </label>
    </div>`;
  }

  /** @param {number} value */
  #say(value) {
    if (this.unit === "chance") return format.wholePercent(value, text().language);
    return format.fixed(value, 1, text().language).replace("-", "\u2212");
  }

  /**
   * The value nearest to the pointer.
   *
   * @param {PointerEvent} event
   * @param {Turned} found
   * @param {(value: number) => number} x
   */
  #point(event, found, x) {
    const box = /** @type {HTMLElement} */ (event.currentTarget).getBoundingClientRect();
    const at = ((event.clientX - box.left) / box.width) * 360;
    const far = found.values.map((value) => Math.abs(x(value) - at));
    this.at = far.indexOf(Math.min(...far));
  }
}

/** @param {string} place */
function placeName(place) {
  return text().more.redraw.choice("background", place);
}

customElements.define("moe-knob-tab", KnobTab);
