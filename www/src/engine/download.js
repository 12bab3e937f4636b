/**
 * Fetching with byte progress, errors as sentences, and one retry.
 */
import { EngineError } from "./errors.js";

/** Milliseconds before a failed request is tried once more. */
const PAUSE = 800;

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
  const { body, total } = await request(url);
  /** @type {Uint8Array[]} */
  const parts = [];
  const loaded = await read(body, total, onProgress, (part) => parts.push(part));
  if (total > 0 && loaded !== total) throw new Error(`${loaded} of ${total} bytes came`);
  const bytes = new Uint8Array(loaded);
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

/** @param {URL} url */
async function request(url) {
  const response = await fetch(url);
  const { ok, body, status, headers } = response;
  if (!ok || !body) throw new Error(`the server answered ${status}`);
  // Compressed answers state their compressed length, which says nothing about the bytes to come.
  const total = headers.get("content-encoding") ? 0 : Number(headers.get("content-length") ?? 0);
  return { response, body, total };
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
    onProgress(loaded, Math.max(total, loaded));
  }
}
