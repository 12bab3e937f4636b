/**
 * `<moe-parts-card>`: is it the hair? Shares of the evidence per drawn part beside shares of the picture: of
 * this picture, of the character, of all characters.
 *
 * @import { Share } from "../../engine/types.js"
 *
 * @typedef {object} PartsTable   models/parts.json, written by the command `parts`.
 * @property {string[]} parts
 * @property {number} pictures
 * @property {number} evaluations
 * @property {Share[]} shares
 * @property {number[]} area
 * @property {Record<string, number>} deciding
 * @property {{ name: string, shares: Share[], area: number[], most: string }[]} characters
 */
import { html, nothing, svg } from "lit";
import * as format from "../../app/format.js";
import { nameOf } from "../../app/question.js";
import { chart, scale } from "../../components/chart.js";
import { choices } from "../../components/choices.js";
import { taskButton } from "../../components/task.js";
import { text } from "../../texts/text.js";
import { FindingsCard } from "./card.js";

const WHOSE = /** @type {const} */ (["picture", "character", "all"]);
/** Left end and full length of the bars. */
const LEFT = 92;
const RIGHT = 300;
const ROW = 36;

/** @type {Promise<PartsTable> | null} */
let table = null;

function loadTable() {
  table ??= fetch(new URL("models/parts.json", document.baseURI)).then((answer) => {
    if (!answer.ok) throw new Error(`models/parts.json: ${answer.status}`);
    return answer.json();
  });
  table.catch(() => (table = null));
  return table;
}

class PartsCard extends FindingsCard {
  static properties = { ...FindingsCard.properties, whose: { state: true }, table: { state: true } };

  constructor() {
    super();
    /** @type {typeof WHOSE[number]} */
    this.whose = "picture";
    /** @type {PartsTable | null} */
    this.table = null;
    /** Asked for the moment the card is seen. @type {IntersectionObserver | null} */
    this.watch = null;
    this.isSeen = false;
  }

  connectedCallback() {
    super.connectedCallback();
    loadTable().then(
      (found) => (this.table = found),
      (error) => this.session?.report(error),
    );
    this.watch = new IntersectionObserver((entries) => {
      this.isSeen = entries.some(({ isIntersecting }) => isIntersecting);
      if (this.isSeen) this.requestUpdate();
    });
    this.watch.observe(this);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.watch?.disconnect();
  }

  updated() {
    const { parts, busy, key } = this.findings.state;
    const isDrawn = this.state.picture?.source.kind === "gallery";
    if (
      this.isSeen &&
      isDrawn &&
      this.whose === "picture" &&
      key !== null &&
      !parts &&
      !busy &&
      this.asked !== key
    ) {
      this.asked = key;
      void this.findings.findParts();
    }
  }

  /** The question whose parts were asked for. @type {string | null} */
  asked = null;

  render() {
    const { question } = this.session;
    const words = text().more.parts;
    if (this.findings.state.key === null || !question) return nothing;
    const isDrawn = question.picture.source.kind === "gallery";
    // The table of all characters is of the model that the page comes with.
    const isShipped = this.state.model?.kind === "gallery";
    const whose = isShipped ? (isDrawn ? this.whose : "all") : "picture";
    const name = nameOf(this.state, question.classIndex);
    return html`<div class="grid" data-test="parts-card">
      <article class="card c-6 stack">
        ${
          isDrawn && isShipped
            ? choices({
                legend: words.over,
                name: "parts",
                values: WHOSE,
                labels: { picture: words.picture, character: name, all: words.all },
                chosen: this.whose,
                choose: (chosen) => (this.whose = chosen),
              })
            : nothing
        }
        ${this.#bars(whose, name)}
        <div class="row cap">
          <span class="row tight"><i class="swatch f"></i> ${words.evidence}</span>
          <span class="row tight"><i class="swatch area"></i> ${words.area}</span>
          <span class="row tight"><i class="swatch interval"></i> ${words.interval}</span>
        </div>
      </article>
      ${this.#finding(name)}
    </div>`;
  }

  /**
   * @param {typeof WHOSE[number]} whose
   * @param {string} name
   */
  #bars(whose, name) {
    const words = text().more.parts;
    if (whose === "picture") {
      const { parts } = this.findings.state;
      if (!parts) {
        return taskButton({
          findings: this.findings,
          task: "parts",
          label: words.start,
          start: () => void this.findings.findParts(),
        });
      }
      return this.#chart(words.ofPicture, parts.names, parts.shares, parts.areas);
    }
    if (!this.table) return html`<div class="skel parts-skel"></div>`;
    if (whose === "all")
      return this.#chart(words.ofAll, this.table.parts, this.table.shares, this.table.area);
    const one = this.table.characters.find((character) => character.name === name);
    if (!one) return html`<p class="note">${words.notMeasured}</p>`;
    return this.#chart(words.ofCharacter(name), this.table.parts, one.shares, one.area);
  }

  /**
   * @param {string} whose
   * @param {readonly string[]} names
   * @param {readonly Share[]} shares
   * @param {readonly number[]} areas
   */
  #chart(whose, names, shares, areas) {
    const words = text().more.parts;
    const rows = names
      .map((name, i) => ({ name, share: shares[i], area: areas[i] }))
      .filter(({ area, share }) => area > 0 || share.mean > 0)
      .sort((a, b) => b.share.mean - a.share.mean);
    const most = Math.max(...rows.map(({ share, area }) => Math.max(share.mean, area)), 0.3);
    const x = scale(0, most, LEFT, RIGHT - 40);
    const clip = (/** @type {number} */ at) => Math.min(RIGHT, x(at));
    const percent = (/** @type {number} */ share) => format.wholePercent(share, text().language);
    const label = words.label(
      whose,
      rows
        .map(({ name, share, area }) => words.row(named(name), percent(share.mean), percent(area)))
        .join("; "),
    );
    return chart(
      label,
      rows.map(({ name, share, area }, i) => {
        const y = 8 + i * ROW;
        return svg`<text x="82" y=${y + 17} text-anchor="end" class="strong">${named(name)}</text>
          <rect class="f-for" x=${LEFT} y=${y} width=${x(share.mean) - LEFT} height="14" rx="3"></rect>
          <line class="ln thin l-ink" x1=${clip(share.low)} x2=${clip(share.high)} y1=${y + 7} y2=${y + 7}></line>
          <rect class="f-mute" x=${LEFT} y=${y + 17} width=${x(area) - LEFT} height="6" rx="3"></rect>
          <text class="strong" x=${Math.max(clip(share.high), x(share.mean)) + 8} y=${y + 12}>${percent(share.mean)}</text>`;
      }),
      { height: 8 + rows.length * ROW, test: "parts-chart" },
    );
  }

  /** @param {string} name */
  #finding(name) {
    const words = text().more.parts;
    if (!this.table) return nothing;
    const { deciding, characters, pictures, evaluations } = this.table;
    const { language } = text();
    const [part, count] = Object.entries(deciding).sort((a, b) => b[1] - a[1])[0];
    const own = characters.find((character) => character.name === name)?.most;
    return html`<div class="c-6 stack finding-all" data-test="parts-finding">
      <p class="eyebrow">${words.eyebrow(characters.length)}</p>
      <p class="headline">
        ${words.headline(count, characters.length, named(part).toLowerCase())}
        ${own ? words.headlineOwn(name, named(own).toLowerCase(), own === part) : nothing}
      </p>
      <p class="note">
        ${words.method(format.whole(pictures * characters.length, language), pictures, evaluations)}
      </p>
    </div>`;
  }
}

/** @param {string} part */
function named(part) {
  const names = text().more.parts.names;
  return names[/** @type {keyof typeof names} */ (part)] ?? part;
}

customElements.define("moe-parts-card", PartsCard);
