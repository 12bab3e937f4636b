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
 * @param {URL} url
 * @param {(loaded: number, total: number) => void} onProgress
 */
async function attempt(url, onProgress) {
  const response = await fetch(url);
  if (!response.ok || !response.body) throw new Error(`the server answered ${response.status}`);
  // Compressed answers state their compressed length, which says nothing about the bytes to come.
  const isPlain = !response.headers.get("content-encoding");
  const total = isPlain ? Number(response.headers.get("content-length") ?? 0) : 0;
  const reader = response.body.getReader();
  const parts = [];
  let loaded = 0;
  onProgress(0, total);
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    parts.push(value);
    loaded += value.length;
    onProgress(loaded, Math.max(total, loaded));
  }
  if (isPlain && total > 0 && loaded !== total) throw new Error(`${loaded} of ${total} bytes came`);
  const bytes = new Uint8Array(loaded);
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}
