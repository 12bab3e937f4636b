/**
 * Fetching with byte progress and errors as sentences. A connection that breaks or stalls is tried again, from
 * where it broke off if the server can do that, for as long as each attempt brings something.
 */
import { EngineError } from "./errors.js";

/** Milliseconds before a failed request is tried again. */
const PAUSE = 800;
/** Attempts in a row that may bring nothing. */
const FRUITLESS = 2;
/** Milliseconds without a byte, after which a connection counts as broken. */
const STALLED = 30_000;

/**
 * What came of a file before its connection broke.
 *
 * @typedef {{ parts: Uint8Array[], loaded: number, tag: string | null }} Part
 */

/** By address; a file that is complete is not kept here. @type {Map<string, Part>} */
const broken = new Map();

/**
 * @param {URL} url
 * @param {(loaded: number, total: number) => void} [onProgress]  Total is 0 when the server does not say.
 * @returns {Promise<Uint8Array<ArrayBuffer>>}
 */
export async function download(url, onProgress = () => {}) {
  for (let fruitless = 0; ;) {
    const before = broken.get(url.href)?.loaded ?? 0;
    try {
      return await attempt(url, onProgress);
    } catch (error) {
      const after = broken.get(url.href)?.loaded ?? 0;
      fruitless = after > before ? 0 : fruitless + 1;
      if (fruitless >= FRUITLESS) throw failed(url, error);
    }
    await new Promise((resolve) => setTimeout(resolve, PAUSE));
  }
}

/** @param {URL} url @param {unknown} error */
function failed(url, error) {
  return new EngineError({
    code: "download",
    message: "A part of the page could not be loaded. Check the connection, then reload the page.",
    details: `${url.pathname}: ${error instanceof Error ? error.message : String(error)}`,
  });
}

/**
 * An answer of the server whose bytes are counted while somebody else reads them.
 *
 * @param {URL} url
 * @param {(loaded: number, total: number) => void} onProgress
 * @returns {Promise<Response>}
 */
export async function countedFetch(url, onProgress) {
  const { response, total } = await request(url);
  const copy = /** @type {ReadableStream<Uint8Array<ArrayBuffer>>} */ (response.clone().body);
  // A connection that breaks is the reader's business.
  read(copy, total, onProgress).catch(() => {});
  return response;
}

/**
 * @param {URL} url
 * @param {(loaded: number, total: number) => void} onProgress
 */
async function attempt(url, onProgress) {
  const patience = new Patience();
  try {
    return await goOn(url, onProgress, patience);
  } finally {
    patience.end();
  }
}

/**
 * @param {URL} url
 * @param {(loaded: number, total: number) => void} onProgress
 * @param {Patience} patience
 */
async function goOn(url, onProgress, patience) {
  const before = broken.get(url.href);
  const { response, body, total } = await request(url, before, patience.signal);
  const isRest = before !== undefined && response.status === 206;
  /** @type {Part} */
  const part = isRest ? before : { parts: [], loaded: 0, tag: response.headers.get("etag") };
  broken.set(url.href, part);
  const start = part.loaded;
  const all = total > 0 ? start + total : 0;
  const report = (/** @type {number} */ loaded, /** @type {number} */ of) => onProgress(start + loaded, of);
  await read(body, all, report, (bytes) => {
    patience.renew();
    part.parts.push(bytes);
    part.loaded += bytes.length;
  });
  if (all > 0 && part.loaded !== all) throw new Error(`${part.loaded} of ${all} bytes came`);
  broken.delete(url.href);
  const bytes = new Uint8Array(part.loaded);
  let at = 0;
  for (const some of part.parts) {
    bytes.set(some, at);
    at += some.length;
  }
  return bytes;
}

/** Gives a request up that brings nothing for too long. */
class Patience {
  #controller = new AbortController();
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  constructor() {
    this.renew();
  }

  get signal() {
    return this.#controller.signal;
  }

  renew() {
    clearTimeout(this.#timer);
    const reason = new Error(`nothing came for ${STALLED / 1000} s`);
    this.#timer = setTimeout(() => this.#controller.abort(reason), STALLED);
  }

  end() {
    clearTimeout(this.#timer);
  }
}

/**
 * @param {URL} url
 * @param {Part} [before]  Asks for the rest, as long as the file is still the same.
 * @param {AbortSignal} [signal]
 */
async function request(url, before, signal) {
  const headers =
    before && before.loaded > 0 && before.tag
      ? { range: `bytes=${before.loaded}-`, "if-range": before.tag }
      : undefined;
  const response = await fetch(url, { headers, signal });
  const { ok, body, status } = response;
  if (!ok || !body) throw new Error(`the server answered ${status}`);
  // Compressed answers state their compressed length, which says nothing about the bytes to come.
  const isPlain = !response.headers.get("content-encoding");
  return { response, body, total: isPlain ? Number(response.headers.get("content-length") ?? 0) : 0 };
}

/**
 * @param {ReadableStream<Uint8Array<ArrayBuffer>>} body
 * @param {number} total
 * @param {(loaded: number, total: number) => void} onProgress
 * @param {(part: Uint8Array) => void} [onPart]
 * @returns {Promise<number>}  Bytes read.
 */
async function read(body, total, onProgress, onPart = () => {}) {
  const reader = body.getReader();
  let loaded = 0;
  onProgress(0, total);
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return loaded;
    onPart(value);
    loaded += value.length;
    onProgress(loaded, total);
  }
}
