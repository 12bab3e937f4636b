/**
 * Teaching: embeddings of many picture files on all workers, and heads trained on them in a worker of its
 * own, which is started when it is first needed and ended when a training is cancelled.
 *
 * @import { Channel } from "./channel.js"
 * @import { Pool } from "./pool.js"
 * @import { Cutout } from "./figures.js"
 * @import { AuditSettings, Exchange, Judged, Lesson, LookHooks, Measured, CurvePoint, TeachSettings }
 *   from "./teaching-types.js"
 *
 * @typedef {object} Tools  What the engine lends.
 * @property {() => { pool: Pool, isOwn: boolean }} pool   With the shipped network; one's own is ended after use.
 * @property {(name: string) => Channel} start   A worker by its file's name.
 * @property {WebAssembly.Module} module
 * @property {string} manifest                   Its text.
 * @property {() => Promise<Uint8Array>} backbone   Its file.
 */

/** Files of one turn: between two, what else is asked of the workers gets its chance. */
const TURN = 24;
/** Numbers times characters from which the last fit stops earlier, so that it takes seconds. */
const LARGE = 50_000_000;
/** Length of the gradient at which it stops then. */
const EARLIER = 1e-3;
/** What separates characters in a list of faces. */
const END = 0xffffffff;

export class Teaching {
  #tools;
  /** @type {Promise<Channel> | null} */
  #worker = null;

  /** @param {Tools} tools */
  constructor(tools) {
    this.#tools = tools;
  }

  /**
   * Looks at picture files, a few at a time: never are all of them in memory. Each answer comes on its own,
   * in any order: rows of numbers for the picture and for each of its variants, or why it is no picture.
   *
   * @param {{ file: Blob, variants: string[] }[]} pictures
   * @param {LookHooks} hooks
   */
  async look(pictures, hooks) {
    const { pool, isOwn } = this.#tools.pool();
    try {
      await this.#look(pool, pictures, hooks);
    } finally {
      if (isOwn) void pool.end();
    }
  }

  /**
   * @param {Pool} pool
   * @param {{ file: Blob, variants: string[] }[]} pictures
   * @param {LookHooks} hooks
   */
  async #look(pool, pictures, { signal, onRows, onBroken }) {
    await inTurns(pool, "look", pictures.length, {
      signal,
      args: async (index) => {
        const { file, variants } = pictures[index];
        return [new Uint8Array(await file.arrayBuffer()), variants];
      },
      onValue: (index, values) => {
        const count = 1 + pictures[index].variants.length;
        const length = values.length / count;
        const rows = Array.from({ length: count }, (_, i) => values.slice(i * length, (i + 1) * length));
        onRows(index, rows);
      },
      onRefused: onBroken,
    });
  }

  /**
   * Looks at figures on the backgrounds of other pictures: a row of numbers for each, in any order.
   *
   * @param {number} count
   * @param {(index: number) => Promise<[Cutout, Cutout]>} pair  Whose figure, and whose background.
   * @param {LookHooks} hooks
   */
  async lookOnGrounds(count, pair, { signal, onRows, onBroken }) {
    const { pool, isOwn } = this.#tools.pool();
    try {
      await inTurns(pool, "lookOnGround", count, {
        signal,
        args: async (index) => {
          const [picture, other] = await pair(index);
          return [picture.bytes, picture.figure, other.bytes, other.figure];
        },
        onValue: (index, row) => onRows(index, [row]),
        onRefused: onBroken,
      });
    } finally {
      if (isOwn) void pool.end();
    }
  }

  /**
   * Trains a head and measures it on pictures it was not trained on. Cancelling ends the worker.
   *
   * @param {Lesson} lesson
   * @param {TeachSettings} settings
   * @param {{ signal?: AbortSignal, onProgress?: (done: number, planned: number) => void }} [hooks]
   * @returns {Promise<{ measured: Measured, head: Uint8Array, faces: number[][] }>}  `faces`: for each
   *   character, the rows of the pictures that stand for it.
   */
  async train(lesson, settings, { signal, onProgress } = {}) {
    const worker = await this.#started();
    const stop = () => this.#end("the training was cancelled");
    signal?.addEventListener("abort", stop, { once: true });
    try {
      signal?.throwIfAborted();
      await worker.call("take", [lesson.names, lesson.labels, lesson.sources, lesson.rows]);
      const isLarge = lesson.rows.length * lesson.names.length >= LARGE;
      /** @type {number} */
      const planned = await worker.call("begin", [isLarge ? { tolerance: EARLIER, ...settings } : settings]);
      onProgress?.(0, planned);
      for (let done = 0; done < planned;) {
        done = await worker.call("step");
        onProgress?.(done, planned);
      }
      const measured = await worker.call("finish");
      const head = await worker.call("head");
      const faces = split(await worker.call("faces", [settings.faces]));
      return { measured, head, faces };
    } catch (error) {
      signal?.throwIfAborted();
      throw error;
    } finally {
      signal?.removeEventListener("abort", stop);
    }
  }

  /**
   * How good the last trained head would be with fewer pictures, for each share from 0 to 1.
   *
   * @param {number[]} shares
   * @param {(point: CurvePoint) => void} onPoint
   * @param {AbortSignal} [signal]
   */
  async curve(shares, onPoint, signal) {
    const worker = await this.#started();
    const stop = () => this.#end("the curve was cancelled");
    signal?.addEventListener("abort", stop, { once: true });
    try {
      for (const share of shares) {
        signal?.throwIfAborted();
        onPoint(await worker.call("curve", [share]));
      }
    } catch (error) {
      signal?.throwIfAborted();
      throw error;
    } finally {
      signal?.removeEventListener("abort", stop);
    }
  }

  /**
   * Puts figures on other backgrounds and lets heads judge them that have seen neither figure nor background.
   *
   * @param {Lesson} lesson
   * @param {AuditSettings} settings
   * @param {(exchanges: Exchange[]) => Promise<Float32Array>} look  Two rows for each: the figure on a background
   *   of its own character, and on the other. A row of what could not be looked at is not finite.
   * @param {{ signal: AbortSignal, onProgress: (done: number, planned: number) => void }} hooks
   * @returns {Promise<Judged & { exchanges: Exchange[] }>}
   */
  async audit(lesson, settings, look, { signal, onProgress }) {
    const worker = await this.#started();
    const stop = () => this.#end("the audit was cancelled");
    signal.addEventListener("abort", stop, { once: true });
    try {
      await worker.call("take", [lesson.names, lesson.labels, lesson.sources, lesson.rows]);
      const { folds, exchanges } = await worker.call("beginAudit", [settings]);
      for (let done = 0; done < folds;) {
        onProgress(done, folds);
        done = await worker.call("stepAudit");
      }
      const rows = await look(exchanges);
      const judged = await worker.call("judgeAudit", [rows]);
      return { exchanges, ...judged };
    } catch (error) {
      signal.throwIfAborted();
      throw error;
    } finally {
      signal.removeEventListener("abort", stop);
    }
  }

  /**
   * Network and head as one ONNX file.
   *
   * @param {Uint8Array} head
   * @returns {Promise<Uint8Array>}
   */
  async exportOnnx(head) {
    const [worker, backbone] = await Promise.all([this.#started(), this.#tools.backbone()]);
    return worker.call("exportOnnx", [this.#tools.manifest, backbone, head]);
  }

  /**
   * The head inside such a file.
   *
   * @param {Blob} file
   * @returns {Promise<Uint8Array>}
   */
  async importOnnx(file) {
    const bytes = new Uint8Array(await file.arrayBuffer());
    return (await this.#started()).call("importOnnx", [this.#tools.manifest, bytes], [bytes.buffer]);
  }

  /**
   * @param {Uint8Array} head
   * @returns {Promise<{ names: string[], dimension: number }>}
   */
  async headInfo(head) {
    return (await this.#started()).call("headInfo", [head]);
  }

  /** Ends the worker. */
  end() {
    this.#end("the page ended it");
  }

  /** @returns {Promise<Channel>} */
  #started() {
    this.#worker ??= (async () => {
      const channel = this.#tools.start("teach");
      await channel.call("start", [this.#tools.module]);
      return channel;
    })();
    const started = this.#worker;
    return started.then(
      (channel) => {
        if (!channel.isDead) return channel;
        if (this.#worker === started) this.#worker = null;
        return this.#started();
      },
      (error) => {
        if (this.#worker === started) this.#worker = null;
        throw error;
      },
    );
  }

  /** @param {string} reason */
  #end(reason) {
    const old = this.#worker;
    this.#worker = null;
    old?.then(
      (channel) => channel.kill(reason),
      () => {},
    );
  }
}

/**
 * Errands of one kind, some at a time.
 *
 * @param {Pool} pool
 * @param {string} method
 * @param {number} count
 * @param {{ signal?: AbortSignal } & Pick<import("./pool.js").Errands, "args" | "onValue" | "onRefused">} hooks
 */
async function inTurns(pool, method, count, { signal, args, onValue, onRefused }) {
  for (let first = 0; first < count; first += TURN) {
    signal?.throwIfAborted();
    await pool.runErrands({
      method,
      count: Math.min(TURN, count - first),
      args: (index) => args(first + index),
      onValue: (index, value) => onValue(first + index, value),
      onRefused: (index, error) => onRefused(first + index, error),
      isOver: () => signal?.aborted ?? false,
    });
  }
  signal?.throwIfAborted();
}

/** @param {Uint32Array} list */
function split(list) {
  /** @type {number[][]} */
  const faces = [[]];
  for (const row of list) {
    if (row === END) faces.push([]);
    else faces[faces.length - 1].push(row);
  }
  faces.pop();
  return faces;
}
