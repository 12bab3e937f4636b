/**
 * An audit as files: one HTML file that needs nothing else, and the table as CSV.
 *
 * @import { TeachStore } from "../store.js"
 * @import { Audit } from "./types.js"
 */
import * as format from "../../../app/format.js";
import { save } from "../../../app/save.js";
import { dataAddress, page, tableHtml, escaped } from "../../../export/report.js";
import { text } from "../../../texts/text.js";
import { speaksAgainst } from "./audit.js";
import { evidenceWords, insideWords, tableOf } from "./found.js";

/** Characters that are shown with pictures. */
const SHOWN = 6;

/**
 * @param {TeachStore} store
 * @param {Audit} audit
 */
export async function saveReport(store, audit) {
  try {
    const html = await auditReport(audit, store.state.project?.name ?? "");
    save("audit.html", new Blob([html], { type: "text/html" }));
  } catch (error) {
    store.session.report(error);
  }
}

/** @param {Audit} audit */
export function saveTable(audit) {
  const { head, rows } = tableOf(audit);
  const cell = (/** @type {string | number} */ value) => `"${String(value).replaceAll('"', '""')}"`;
  const lines = [head, ...rows].map((row) => `${row.map(cell).join(",")}\r\n`);
  // The mark tells spreadsheet programs that it is UTF-8.
  save("audit.csv", new Blob(["\ufeff", ...lines], { type: "text/csv" }));
}

/**
 * @param {Audit} audit
 * @param {string} name  Of the project.
 * @returns {Promise<string>}
 */
async function auditReport(audit, name) {
  const words = text().teach.audit;
  const { language } = text();
  const suspects = audit.ranked.filter(({ isSuspect }) => isSuspect);
  /** @type {string[]} */
  const parts = [];
  for (const one of (suspects.length > 0 ? suspects : audit.ranked).slice(0, SHOWN)) {
    const own = audit.names[one.class];
    parts.push(`<h2>${escaped(own)}</h2>`, `<p>${escaped(evidenceWords(audit, one.class))}</p>`);
    const told = audit.examples
      .filter((example) => speaksAgainst(example, one.class))
      .map(({ of, onto, onOther, shown }) => ({
        shown,
        said: words.example(audit.names[of], audit.names[onto], audit.names[onOther]),
      }));
    const inside = audit.explained
      .filter(({ label }) => label === one.class)
      .map((it) => ({ shown: it.shown, said: `${insideWords(audit, it)}; ${words.drawnBy[it.figure]}` }));
    parts.push(await strip(words.examples, told), await strip(words.inside, inside));
  }
  const picked = audit.pick.pictures.map((at, i) => ({
    shown: audit.explained[at].shown,
    said: `${audit.names[audit.explained[at].label]}. ${words.covers(
      format.wholePercent(audit.pick.coverage[i], language),
    )}`,
  }));
  parts.push(await strip(words.pick, picked));
  parts.push(tableHtml({ title: words.all, ...tableOf(audit) }));
  const note = words.reportNote(
    format.whole(Math.round(audit.seconds), language),
    audit.tried.length,
    audit.explained.length,
  );
  return page({
    language,
    title: words.reportTitle(name),
    width: 64,
    body: `<p class="verdict">${escaped(suspects.length > 0 ? words.some(suspects.length) : words.none)}</p>
<p>${escaped(suspects.length > 0 ? words.someNote : words.noneNote)}
${suspects.length > 1 ? escaped(words.alike) : ""}</p>
${parts.join("\n")}
<p><small>${escaped(note)}</small></p>`,
  });
}

/**
 * @param {string} title
 * @param {{ shown: Blob, said: string }[]} pictures
 */
async function strip(title, pictures) {
  if (pictures.length === 0) return "";
  const figures = await Promise.all(
    pictures.map(
      async ({ shown, said }) =>
        `<figure><img src="${await dataAddress(shown)}" alt=""><figcaption>${escaped(said)}</figcaption></figure>`,
    ),
  );
  return `<h3>${escaped(title)}</h3>\n<div class="strip">${figures.join("\n")}</div>`;
}
