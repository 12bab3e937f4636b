/**
 * How much of program and model has come.
 *
 * @import { LoadProgress } from "../engine/types.js"
 */
import { html, nothing } from "lit";
import * as format from "../app/format.js";
import { text } from "../texts/text.js";
import { cssVars } from "./css-vars.js";

/** @param {LoadProgress | null} loading */
export function loadingLine(loading) {
  const words = text().loading;
  const { language } = text();
  const total = loading?.total ?? 0;
  const loaded = loading?.loaded ?? 0;
  const isBytes = loading?.stage === "program" || loading?.stage === "model";
  // What is starting has come.
  const part = loading && !isBytes ? 1 : total > 0 ? Math.min(1, loaded / total) : 0;
  const count =
    !loading || !isBytes
      ? ""
      : total > 0
        ? words.bytes(format.megabytes(loaded, language), format.megabytes(total, language))
        : words.bytesOnly(format.megabytes(loaded, language));
  return html`<div class="runline coming" data-test="loading" data-stage=${loading?.stage ?? "program"}>
    <div
      class="prog"
      role="progressbar"
      aria-label=${words[loading?.stage ?? "program"]}
      aria-valuemin="0"
      aria-valuemax="100"
      aria-valuenow=${Math.round(part * 100)}
      aria-valuetext=${count || nothing}
    >
      <i ${cssVars({ "--v": `${100 * part}%` })}></i>
    </div>
    <div class="row between cap"><span>${words.once}</span><span class="num">${count}</span></div>
  </div>`;
}
