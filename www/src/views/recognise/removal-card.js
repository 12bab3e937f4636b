/** `<moe-removal-card>`: deletion and insertion curves beside random orders, and a player. */
import { html, nothing, svg } from "lit";
import * as format from "../../app/format.js";
import { nameOf } from "../../app/question.js";
import { PLOT, between, chart, levels, scale, steps, through } from "../../components/chart.js";
import { icon } from "../../components/icons.js";
import "../../components/pixels.js";
import { taskButton } from "../../components/task.js";
import { term } from "../../components/term.js";
import { text } from "../../texts/text.js";
import { FindingsCard } from "./card.js";

/** Milliseconds that a step of the player stays. */
const BEAT = 420;
/** Random orders of 20 that a good order beats. */
const GOOD = 19;

class RemovalCard extends FindingsCard {
  static properties = { ...FindingsCard.properties, at: { state: true }, shown: { state: true } };

  constructor() {
    super();
    /** Pieces taken away in the picture below the chart. */
    this.at = 0;
    /** @type {Uint8ClampedArray | null} */
    this.shown = null;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.timer = undefined;
    /** The findings that the player speaks of. @type {unknown} */
    this.about = null;
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#pause();
  }

  render() {
    const { removal, key } = this.findings.state;
    const { question } = this.session;
    const words = text().more.removal;
    if (key === null || !question) return nothing;
    if (removal !== this.about) {
      this.about = removal;
      this.#pause();
      this.at = 0;
      if (removal) void this.#show(0);
    }
    const good = removal && Math.min(removal.removed.deletion.beats, removal.removed.insertion.beats) >= GOOD;
    return html`<article class="card stack" data-test="removal-card">
      <div class="row between">
        <h3>${term(words.title, words.tip)}</h3>
        ${
          removal
            ? html`<span class="chip ${good ? "ok" : "warn"}" data-test="removal-chip"
                >${icon(good ? "ok" : "warn")} ${good ? words.good : words.poor}</span
              >`
            : nothing
        }
      </div>
      ${
        removal
          ? html`<div class="chartrow">
                ${this.#chart(removal.removed)}
                <div class="stack-1 note">
                  <p>${words.note(nameOf(this.state, question.classIndex))}</p>
                  <p class="num" data-test="removal-areas">
                    ${words.areas(
                      format.fixed(removal.removed.deletion.area, 2, text().language),
                      format.fixed(removal.removed.insertion.area, 2, text().language),
                    )}
                    ${words.beats(
                      removal.removed.deletion.beats,
                      removal.removed.insertion.beats,
                      removal.removed.orders,
                    )}
                  </p>
                </div>
              </div>
              ${this.#player()}`
          : html`<p class="note">${words.before}</p>
              ${taskButton({
                findings: this.findings,
                task: "removal",
                label: words.start,
                start: () => void this.findings.findRemoval(),
              })}`
      }
    </article>`;
  }

  /** @param {import("../../engine/types.js").Removed} removed */
  #chart(removed) {
    const words = text().more.removal;
    const { language } = text();
    const last = removed.deletion.values.length - 1;
    const x = scale(0, last, PLOT.left, PLOT.right);
    const y = scale(0, 1, PLOT.bottom, PLOT.top);
    const line = (/** @type {number[]} */ values) =>
      through(values.map((value, i) => /** @type {const} */ ([x(i), y(value)])));
    const band = (/** @type {import("../../engine/types.js").BandPoint[]} */ points) =>
      between(
        points.map((p) => /** @type {const} */ ([x(p.step), y(p.high)])),
        points.map((p) => /** @type {const} */ ([x(p.step), y(p.low)])),
      );
    const mean = (/** @type {import("../../engine/types.js").BandPoint[]} */ points) =>
      through(points.map((p) => /** @type {const} */ ([x(p.step), y(p.mean)])));
    return chart(
      words.label,
      svg`${levels([
        { at: y(0), label: format.wholePercent(0, language), isZero: true },
        { at: y(0.5), label: format.wholePercent(0.5, language) },
        { at: y(1), label: format.wholePercent(1, language) },
      ])}
      ${steps(
        [
          { at: x(0), label: "0", anchor: "start" },
          { at: x(last), label: String(last), anchor: "end" },
        ],
        words.axis,
      )}
      <path class="band" d=${band(removed.deletionBand)}></path>
      <path class="ln thin l-mute dash" d=${mean(removed.deletionBand)}></path>
      <path class="band" d=${band(removed.insertionBand)}></path>
      <path class="ln thin l-mute dash" d=${mean(removed.insertionBand)}></path>
      <path class="ln l-ag" d=${line(removed.deletion.values)}></path>
      <path class="ln l-for" d=${line(removed.insertion.values)}></path>
      <text class="t-for" x=${PLOT.right} y="32" text-anchor="end">${words.insertion}</text>
      <text class="t-ag" x=${PLOT.right} y="174" text-anchor="end">${words.deletion}</text>
      <line class="hand" x1=${x(this.at)} x2=${x(this.at)} y1=${PLOT.top} y2=${PLOT.bottom}></line>`,
      { test: "removal-chart" },
    );
  }

  #player() {
    const { removal } = this.findings.state;
    if (!removal) return nothing;
    const words = text().more.removal;
    const { values } = removal.removed.deletion;
    const last = values.length - 1;
    const chance = format.percent(values[this.at], text().answer.percent);
    const isPlaying = this.timer !== undefined;
    return html`<div class="player">
      <moe-pixels .rgba=${this.shown} .label=${words.picture(this.at)}></moe-pixels>
      <div class="stack-1">
        <label class="range">
          <span>${words.away(this.at, last)} <b data-test="removal-chance">${chance}</b></span>
          <input
            type="range"
            min="0"
            max=${last}
            .value=${String(this.at)}
            data-test="removal-step"
            @input=${(/** @type {Event} */ event) => {
              this.#pause();
              void this.#show(Number(/** @type {HTMLInputElement} */ (event.currentTarget).value));
            }}
          />
        </label>
        <button
          class="btn"
          type="button"
          data-test="removal-play"
          @click=${() => (isPlaying ? this.#pause() : this.#play())}
        >
          ${icon(isPlaying ? "pause" : "play")} ${isPlaying ? words.pause : words.play}
        </button>
      </div>
    </div>`;
  }

  #play() {
    const { removal } = this.findings.state;
    if (!removal) return;
    const last = removal.removed.deletion.values.length - 1;
    const step = async () => {
      await this.#show(this.at >= last ? 0 : this.at + 1);
      if (this.at < last) this.timer = setTimeout(step, BEAT);
      else this.#pause();
    };
    this.timer = setTimeout(step, 0);
    this.requestUpdate();
  }

  #pause() {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.requestUpdate();
  }

  /** @param {number} at */
  async #show(at) {
    const { removal } = this.findings.state;
    if (!removal) return;
    this.at = at;
    const { order } = removal;
    const ask = /** @type {const} */ ({ kind: "shown", on: order.slice(at), reference: 0 });
    try {
      const shown = await this.findings.engine.asks.composed(await this.findings.run(), ask, 0);
      if (this.at === at && this.findings.state.removal === removal) this.shown = shown;
    } catch (error) {
      this.#pause();
      this.session.report(error);
    }
  }
}

customElements.define("moe-removal-card", RemovalCard);
