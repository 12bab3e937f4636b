/**
 * Requests to a worker and their answers.
 *
 * @import { EngineErrorInfo } from "./types.js"
 *
 * @typedef {{ id: number, method: string, args: unknown[] }} Request
 * @typedef {{ id: number, value?: unknown, error?: EngineErrorInfo }} Reply
 * @typedef {{ news: any }} News  What a worker says unasked.
 */
import { EngineError, TRAP, describe } from "./errors.js";

/** The page's end of a worker. A channel that died rejects everything that waits, and stays dead. */
export class Channel {
  /** @type {Map<number, { resolve: (value: any) => void, reject: (error: unknown) => void }>} */
  #waiting = new Map();
  #last = 0;
  /** @type {Worker} */
  #worker;
  isDead = false;

  /**
   * @param {URL} url
   * @param {string} name  Shown in the browser's tools.
   * @param {(news: any) => void} [onNews]
   */
  constructor(url, name, onNews = () => {}) {
    this.#worker = new Worker(url, { type: "module", name });
    this.#worker.addEventListener("message", ({ data }) => {
      if ("news" in data) onNews(data.news);
      else this.#settle(data);
    });
    this.#worker.addEventListener("error", (event) => {
      event.preventDefault();
      this.kill(event.message || "the worker could not start");
    });
    this.#worker.addEventListener("messageerror", () => this.kill("a message could not be read"));
  }

  /**
   * @param {string} method
   * @param {unknown[]} args
   * @param {Transferable[]} [transfer]
   * @returns {Promise<any>}
   */
  call(method, args = [], transfer = []) {
    if (this.isDead) return Promise.reject(dead("the worker has stopped"));
    const id = ++this.#last;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#worker.postMessage({ id, method, args }, transfer);
    });
  }

  /** Ends the worker; whatever waits fails. @param {string} reason */
  kill(reason) {
    if (this.isDead) return;
    this.isDead = true;
    this.#worker.terminate();
    for (const { reject } of this.#waiting.values()) reject(dead(reason));
    this.#waiting.clear();
  }

  /** @param {Reply} reply */
  #settle({ id, value, error }) {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    // Whoever waits must find the worker dead already, so that it is replaced.
    if (error?.code === TRAP) this.kill(error.details);
    if (error) waiting?.reject(new EngineError(error));
    else waiting?.resolve(value);
  }
}

/** @param {string} reason */
function dead(reason) {
  return new EngineError({
    code: "worker-dead",
    message: "A part of the page stopped working. Reload the page and try again.",
    details: reason,
  });
}

/**
 * The worker's end: answers each request with the method of that name. A method may return a value
 * together with what is to be handed over: `handOver(value, transfer)`.
 *
 * @param {Record<string, (...args: any[]) => unknown>} methods
 */
export function serve(methods) {
  addEventListener("message", async ({ data }) => {
    const { id, method, args } = /** @type {Request} */ (data);
    try {
      const result = await methods[method](...args);
      if (result instanceof HandOver)
        self.postMessage({ id, value: result.value }, { transfer: result.transfer });
      else self.postMessage({ id, value: result });
    } catch (error) {
      self.postMessage({ id, error: describe(error) });
    }
  });
}

/** From a worker to its page, unasked. @param {unknown} news */
export function tell(news) {
  self.postMessage(/** @type {News} */ ({ news }));
}

class HandOver {
  /**
   * @param {unknown} value
   * @param {Transferable[]} transfer
   */
  constructor(value, transfer) {
    this.value = value;
    this.transfer = transfer;
  }
}

/**
 * @param {unknown} value
 * @param {Transferable[]} transfer
 */
export function handOver(value, transfer) {
  return new HandOver(value, transfer);
}
