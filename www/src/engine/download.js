/**
 * Fetching with byte progress, errors as sentences, and one retry, which goes on where the first attempt broke
 * off where the server can do that.
 */
import { EngineError } from "./errors.js";

/** Milliseconds before a failed request is tried once more. */
const PAUSE = 800;

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
  try {
    return await attempt(url, onProgress);
  } catch {
    await new Promise((resolve) => setTimeout(resolve, PAUSE));
  }
  try {
    return await attempt(url, onProgress);
  } catch (error) {
    throw new EngineError({
      code: "download",
      message: "A part of the page could not be loaded. Check the connection, then reload the page.",
      details: `${url.pathname}: ${error instanceof Error ? error.message : String(error)}`,
    });
  }
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
  const before = broken.get(url.href);
  const { response, body, total } = await request(url, before);
  const isRest = before !== undefined && response.status === 206;
  /** @type {Part} */
  const part = isRest ? before : { parts: [], loaded: 0, tag: response.headers.get("etag") };
  broken.set(url.href, part);
  const start = part.loaded;
  const all = total > 0 ? start + total : 0;
  await read(
    body,
    all,
    (loaded, of) => onProgress(start + loaded, of),
    (bytes) => {
      part.parts.push(bytes);
      part.loaded += bytes.length;
    },
  );
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

/**
 * @param {URL} url
 * @param {Part} [before]  Asks for the rest, as long as the file is still the same.
 */
async function request(url, before) {
  const headers =
    before && before.loaded > 0 && before.tag
      ? { range: `bytes=${before.loaded}-`, "if-range": before.tag }
      : undefined;
  const response = await fetch(url, { headers });
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
