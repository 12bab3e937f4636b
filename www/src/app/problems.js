/**
 * Errors as people meet them: a title, a sentence with what to do, details to copy.
 *
 * @import { Texts } from "../texts/text.js"
 *
 * @typedef {object} Problem
 * @property {number} id
 * @property {string} code
 * @property {keyof Texts["problems"]["titles"]} kind
 * @property {string | null} message  The engine's own sentence, in English; null where it has none.
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
 * What a problem says in the language of the words: a title and a sentence.
 *
 * @param {Problem} problem
 * @param {Texts["problems"]} words
 */
export function said({ code, kind, message }, words) {
  const own = code === "storage-full" ? words.noRoom : words.unexpected;
  return { title: words.titles[kind], message: words.sentences[code] ?? message ?? own };
}

/**
 * @param {unknown} error  An EngineError, or anything that was thrown.
 * @returns {Problem}
 */
export function toProblem(error) {
  lastId += 1;
  if (isEngineError(error)) {
    const kind = KINDS.find(([start]) => error.code.startsWith(start));
    return {
      id: lastId,
      code: error.code,
      kind: kind?.[1] ?? "other",
      message: error.message,
      details: `${error.code}: ${error.message}\n${error.details}`,
      remedy: kind?.[2] ?? null,
    };
  }
  const isFull = error instanceof DOMException && error.name === "QuotaExceededError";
  return {
    id: lastId,
    code: isFull ? "storage-full" : "unexpected",
    kind: isFull ? "storage" : "other",
    message: null,
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
