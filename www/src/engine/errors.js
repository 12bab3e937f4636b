/**
 * Errors that reach a person.
 *
 * @import { EngineErrorInfo } from "./types.js"
 */

/** Code of an error after which a worker is of no use. */
export const TRAP = "trap";

/** Anything the engine cannot do, as a sentence, with details to copy. */
export class EngineError extends Error {
  name = "EngineError";

  /** @param {EngineErrorInfo} info */
  constructor({ code, message, details }) {
    super(message);
    /** Stable short name. */
    this.code = code;
    /** Text for a report. */
    this.details = details;
  }
}

/**
 * Any thrown value as what can be posted between workers.
 *
 * @param {unknown} error
 * @returns {EngineErrorInfo}
 */
export function describe(error) {
  if (error instanceof EngineError) {
    return { code: error.code, message: error.message, details: error.details };
  }
  if (isInfo(error)) return error;
  const details =
    error instanceof Error ? `${error.name}: ${error.message}\n${error.stack ?? ""}` : String(error);
  return {
    // What a program in wasm leaves behind when it is broken off, or finds no memory, cannot be used again.
    code: error instanceof WebAssembly.RuntimeError ? TRAP : "unexpected",
    message: "Something went wrong inside the page. Try again; if it happens again, reload the page.",
    details,
  };
}

/**
 * @param {unknown} value
 * @returns {value is EngineErrorInfo}
 */
function isInfo(value) {
  return (
    typeof value === "object" &&
    value !== null &&
    "code" in value &&
    "message" in value &&
    "details" in value &&
    !(value instanceof Error)
  );
}

/**
 * What stands for an answer when there is no question yet.
 *
 * @param {string} method
 */
export function nothingAsked(method) {
  return new EngineError({
    code: "nothing-asked",
    message: "There is nothing to show yet.",
    details: `${method} came before explain`,
  });
}
