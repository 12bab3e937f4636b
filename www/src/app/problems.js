/**
 * Errors as people meet them: a title, a sentence with what to do, details to copy.
 *
 * @import { Texts } from "../texts/text.js"
 *
 * @typedef {object} Problem
 * @property {number} id
 * @property {string} code
 * @property {string} title
 * @property {string} message
 * @property {string} details
 * @property {"choose" | "retry" | null} remedy  What a button of the message does.
 */

let lastId = 0;

/** Beginnings of the engine's error codes, with the title and the remedy of each. */
const KINDS = /** @type {const} */ ([
  ["picture", "picture", "choose"],
  ["model-file", "modelFile", null],
  ["model", "model", "retry"],
  ["download", "download", "retry"],
  ["memory", "memory", "retry"],
  ["worker", "worker", "retry"],
]);

/**
 * @param {unknown} error  An EngineError, or anything that was thrown.
 * @param {Texts["problems"]} words
 * @returns {Problem}
 */
export function toProblem(error, words) {
  lastId += 1;
  if (isEngineError(error)) {
    const kind = KINDS.find(([start]) => error.code.startsWith(start));
    return {
      id: lastId,
      code: error.code,
      title: words.titles[kind?.[1] ?? "other"],
      message: error.message,
      details: `${error.code}\n${error.details}`,
      remedy: kind?.[2] ?? null,
    };
  }
  return {
    id: lastId,
    code: "unexpected",
    title: words.titles.other,
    message: words.unexpected,
    details: error instanceof Error ? (error.stack ?? String(error)) : String(error),
    remedy: null,
  };
}

/**
 * @param {unknown} error
 * @returns {error is Error & { code: string, details: string }}
 */
function isEngineError(error) {
  return error instanceof Error && "code" in error && typeof error.code === "string" && "details" in error;
}
