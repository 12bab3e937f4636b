/**
 * What an audit found: the suspects with what gives them away, all characters, pictures to look at.
 *
 * @import { Suspicion } from "../../../engine/teaching-types.js"
 * @import { TeachStore } from "../store.js"
 * @import { Audit, Explained } from "./types.js"
 */
import { html, nothing } from "lit";
import * as format from "../../../app/format.js";
import { cssVars } from "../../../components/css-vars.js";
import { icon } from "../../../components/icons.js";
import { term } from "../../../components/term.js";
import { text } from "../../../texts/text.js";
import { evidenceOf, speaksAgainst } from "./audit.js";
import { saveReport, saveTable } from "./report.js";

/** Characters that are shown with pictures although they are not suspected, when nobody is. */
const NEXT = 1;

/**
 * @param {TeachStore} store
 * @param {Audit} audit
 * @param {(blob: Blob) => string} urlOf
 */
export function auditResult(store, audit, urlOf) {
  const words = text().teach.audit;
  if (audit.tried.length === 0) {
    return html`<p class="msg warn" data-test="audit-too-few">
      ${icon("warn")}<span>${words.tooFew}</span>
    </p>`;
  }
  const suspects = audit.ranked.filter(({ isSuspect }) => isSuspect);
  const shown = suspects.length > 0 ? suspects : audit.ranked.slice(0, NEXT);
  const isQuiet = store.state.busy === null;
  return html`${headline(suspects.length)}
    ${!audit.isWhole && isQuiet ? html`<p class="note">${words.lost}</p>` : nothing}
    <div class="audit-cards">${shown.map((one) => card(audit, one, urlOf))}</div>
    ${pick(audit, urlOf)} ${table(audit)}
    <div class="row tight">
      <button
        class="btn"
        type="button"
        data-test="audit-report"
        ?disabled=${!isQuiet}
        @click=${() => void saveReport(store, audit)}
      >
        ${icon("save")}${words.report}
      </button>
      <button
        class="btn"
        type="button"
        data-test="audit-table-save"
        ?disabled=${!isQuiet}
        @click=${() => saveTable(audit)}
      >
        ${icon("save")}${words.table}
      </button>
    </div>`;
}

/**
 * @param {number} suspects
 */
function headline(suspects) {
  const words = text().teach.audit;
  const isClean = suspects === 0;
  return html`<div
    class="msg ${isClean ? "ok" : "warn"}"
    role="status"
    data-test="audit-verdict"
    data-suspects=${suspects}
  >
    ${icon(isClean ? "ok" : "warn")}
    <div>
      <b>${isClean ? words.none : words.some(suspects)}</b>
      <span>${isClean ? words.noneNote : words.someNote}</span>
      ${suspects > 1 ? html`<span>${words.alike}</span>` : nothing}
    </div>
  </div>`;
}

/**
 * @param {Audit} audit
 * @param {Suspicion} one
 * @param {(blob: Blob) => string} urlOf
 */
function card(audit, one, urlOf) {
  const words = text().teach.audit;
  const name = audit.names[one.class];
  const told = audit.examples.filter((example) => speaksAgainst(example, one.class));
  const explained = audit.explained.filter(({ label }) => label === one.class);
  return html`<article class="card stack" data-test="audit-suspect" data-name=${name}>
    <div class="row between">
      <h3>${name}</h3>
      <span class="chip">${one.isSuspect ? words.suspect : words.fair}</span>
    </div>
    <div class="audit-bars">
      ${bars(words.kept(name, one.figures), one.figures, [
        [words.onSame, one.kept[0], ""],
        [words.onOther, one.kept[1], one.kept[1] < one.kept[0] ? "bad" : ""],
      ])}
      ${bars(words.lured(name, one.grounds), one.grounds, [
        [words.onOwn, one.lured[0], ""],
        [words.onTheirs(name), one.lured[1], one.lured[1] > one.lured[0] ? "bad" : ""],
      ])}
      <p class="cap">${term(words.atHome, words.atHomeTip)}</p>
    </div>
    <p class="note" data-test="audit-evidence">${evidenceWords(audit, one.class)}</p>
    ${
      told.length > 0
        ? html`<div class="stack-1">
            <b>${words.examples}</b>
            <div class="audit-strip">
              ${told.map(({ of, onto, onOther, shown }) => {
                const said = words.example(audit.names[of], audit.names[onto], audit.names[onOther]);
                return picture(urlOf(shown), said);
              })}
            </div>
          </div>`
        : nothing
    }
    ${
      explained.length > 0
        ? html`<div class="stack-1">
            <b>${words.inside}</b>
            <div class="audit-strip">
              ${explained.map((it) => picture(urlOf(it.shown), insideWords(audit, it)))}
            </div>
          </div>`
        : nothing
    }
  </article>`;
}

/**
 * @param {string} title
 * @param {number} of
 * @param {[string, number, string][]} lines
 */
function bars(title, of, lines) {
  if (of === 0) return nothing;
  const { language } = text();
  return html`<div class="lab-lines">
    <b class="audit-bars-title">${title}</b>
    ${lines.map(
      ([name, n, tone]) =>
        html`<div class="lab-line ${tone}">
          <span>${name}</span>
          <span class="track"><i ${cssVars({ "--v": `${(100 * n) / of}%` })}></i></span>
          <b class="num">${format.whole(n, language)}</b>
        </div>`,
    )}
  </div>`;
}

/**
 * @param {string} url
 * @param {string} caption
 */
function picture(url, caption) {
  return html`<figure>
    <img src=${url} alt="" width="192" height="192" loading="lazy" decoding="async" />
    <figcaption class="cap">${caption}</figcaption>
  </figure>`;
}

/**
 * @param {Audit} audit
 * @param {Explained} it
 */
export function insideWords({ names }, { label, rival, background }) {
  const words = text().teach.audit;
  const share = background === null ? words.nothing : format.wholePercent(background, text().language);
  return words.insideOf(names[label], names[rival], share);
}

/**
 * @param {Audit} audit
 * @param {number} label
 */
export function evidenceWords(audit, label) {
  const words = text().teach.audit;
  const { language } = text();
  const found = evidenceOf(audit, label);
  if (!found) return words.noEvidence;
  return words.evidence(
    format.wholePercent(found.background, language),
    format.wholePercent(found.area, language),
  );
}

/**
 * @param {Audit} audit
 * @param {(blob: Blob) => string} urlOf
 */
function pick(audit, urlOf) {
  const { pictures, coverage } = audit.pick;
  if (pictures.length === 0) return nothing;
  const words = text().teach.audit;
  const { language } = text();
  const share = format.wholePercent(coverage[coverage.length - 1], language);
  return html`<article class="card stack" data-test="audit-pick">
    <h3>${words.pick}</h3>
    <p class="note">
      ${words.pickNote(pictures.length, audit.explained.length, share)} ${term(words.pickTerm, words.pickTip)}
    </p>
    <div class="audit-strip">
      ${pictures.map((at, i) => {
        const it = audit.explained[at];
        const covers = words.covers(format.wholePercent(coverage[i], language));
        return picture(urlOf(it.shown), `${audit.names[it.label]}. ${covers}`);
      })}
    </div>
  </article>`;
}

/**
 * The table of all characters, as it is shown and saved.
 *
 * @param {Audit} audit
 * @returns {{ head: string[], rows: (string | number)[][] }}
 */
export function tableOf(audit) {
  const words = text().teach.audit;
  const { language } = text();
  const share = (/** @type {number} */ n, /** @type {number} */ of) => (of > 0 ? `${n} / ${of}` : "");
  return {
    head: [
      words.character,
      words.keptHead,
      words.keptOtherHead,
      words.luredHead,
      words.luredOtherHead,
      words.evidenceHead,
      words.areaHead,
      words.scoreHead,
      words.verdictHead,
    ],
    rows: audit.ranked.map((one) => {
      const evidence = evidenceOf(audit, one.class);
      const percent = (/** @type {number | undefined} */ value) =>
        value === undefined ? "" : format.wholePercent(value, language);
      const isKnown = one.figures + one.grounds > 0;
      return [
        audit.names[one.class],
        share(one.kept[0], one.figures),
        share(one.kept[1], one.figures),
        share(one.lured[0], one.grounds),
        share(one.lured[1], one.grounds),
        percent(evidence?.background),
        percent(evidence?.area),
        isKnown ? format.fixed(one.score, 2, language) : "",
        isKnown ? (one.isSuspect ? words.suspect : words.fair) : words.unknown,
      ];
    }),
  };
}

/** @param {Audit} audit */
function table(audit) {
  const words = text().teach.audit;
  const { head, rows } = tableOf(audit);
  return html`<article class="card stack">
    <h3>${words.all}</h3>
    <div class="scroll-y scroll-x" tabindex="0" role="region" aria-label=${words.all}>
      <table class="plain-table" data-test="audit-table">
        <thead>
          <tr>
            ${head.map((cell) => html`<th scope="col">${cell}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${rows.map(
            ([name, ...cells]) =>
              html`<tr>
                <th scope="row">${name}</th>
                ${cells.map((cell) => html`<td class="num">${cell}</td>`)}
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
  </article>`;
}
