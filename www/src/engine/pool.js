/**
 * The pool of evaluation workers. Hands out ranges of evaluations in order, takes the results as they
 * come, repeats the range of a worker that died, and stops within one range when asked to.
 *
 * Results do not depend on the number of workers: each evaluation is computed alone, from its index.
 *
 * @typedef {object} Job
 * @property {unknown} payload   What `begin` of a worker takes.
 * @property {number} first      The first evaluation that is missing.
 * @property {number} planned    Evaluations in all.
 * @property {(first: number, rows: Float32Array) => void} onRange  Results, in the order they come.
 * @property {() => boolean} isOver   No further range is handed out once true.
 * @property {"evaluate" | "embed"} [method]   What the workers are asked for: logits, unless said.
 *
 * @typedef {object} Errands  Requests that stand for themselves, for instance one for each file of many.
 * @property {string} method
 * @property {number} count
 * @property {(index: number) => Promise<unknown[]>} args   Made when a worker is free for it.
 * @property {(index: number, value: any) => void} onValue  In the order they come.
 * @property {(index: number, error: unknown) => void} onRefused  What a worker, or `args`, says against one.
 * @property {() => boolean} isOver   No further one is handed out once true.
 */
import { Channel } from "./channel.js";

/** Evaluations handed out at a time: small, so that cancelling is quick and the first picture early. */
export const RANGE = 4;
/** A worker that is silent for so long (milliseconds), or so many times its usual time, is dead. */
const SILENCE = 6000;
const SILENCE_FACTOR = 40;
/** A range that ends a worker each time it is tried is at fault itself. */
const TRIES = 3;

export class Pool {
  #start;
  #size;
  /** Those that have been begun, by place. @type {(Promise<Channel>)[]} */
  #workers;
  /** Mean milliseconds of a range, for the watch on silent workers. */
  #usual = 0;
  /** Settles when the job before is done: workers prepare for one job at a time. */
  #free = Promise.resolve();

  /**
   * Begins one worker.
   *
   * @param {number} size  Workers that share a job.
   * @param {() => Promise<Channel>} start  Starts a worker that is ready to evaluate.
   */
  constructor(size, start) {
    this.#start = start;
    this.#size = size;
    this.#workers = [this.#begin()];
  }

  get size() {
    return this.#size;
  }

  /**
   * Other workers in the place of those there are, between two jobs.
   *
   * @param {Channel} first  Ready to evaluate.
   * @param {() => Promise<Channel>} start  Starts more of its kind.
   * @param {number} usual   Milliseconds that one evaluation takes.
   * @param {() => Promise<void>} meanwhile  What must change with them; when it fails, nothing changes.
   */
  exchange(first, start, usual, meanwhile) {
    const done = this.#free.then(async () => {
      try {
        await meanwhile();
      } catch (error) {
        first.kill("it has no place");
        throw error;
      }
      const old = this.#workers;
      this.#start = start;
      this.#workers = [Promise.resolve(first)];
      this.#usual = RANGE * usual;
      for (const worker of old) {
        void worker.then(
          (channel) => channel.kill("another model is in use"),
          () => {},
        );
      }
    });
    this.#free = done.catch(() => {});
    return done;
  }

  /** Begins the workers that are still missing. */
  grow() {
    while (this.#workers.length < this.#size) this.#workers.push(this.#begin());
  }

  /** Asks every worker that is ready. @param {string} method */
  async ofEach(method) {
    return Promise.all(this.#workers.map(async (worker) => (await worker).call(method)));
  }

  /** Resolves when the first worker is ready; rejects when none can be started. */
  async ready() {
    await Promise.any(this.#workers).catch((/** @type {AggregateError} */ { errors }) => {
      throw errors[0];
    });
  }

  /**
   * One request to any worker that is ready, for what is no range: again on another one if it dies.
   *
   * @param {string} method
   * @param {unknown[]} args
   */
  async call(method, args) {
    for (let tries = 1; ; tries += 1) {
      const channel = await Promise.any(this.#workers);
      try {
        return await this.#watched(channel, channel.call(method, args));
      } catch (error) {
        if (!channel.isDead || tries >= TRIES) throw error;
        this.#replace(channel);
      }
    }
  }

  /**
   * Runs a job to its end, or until it is over, after the jobs that were asked for before.
   *
   * @param {Job} job
   */
  run(job) {
    const done = this.#free.then(() => this.#run(job));
    this.#free = done.catch(() => {});
    return done;
  }

  /**
   * Does errands on all workers, each on whichever is free, after the jobs that were asked for before.
   *
   * @param {Errands} errands
   */
  runErrands(errands) {
    const done = this.#free.then(() => this.#runErrands(errands));
    this.#free = done.catch(() => {});
    return done;
  }

  /** @param {Errands} errands */
  async #runErrands({ method, count, args, onValue, onRefused, isOver }) {
    this.grow();
    let next = 0;
    const lane = async (/** @type {number} */ place) => {
      for (;;) {
        await this.#workers[place];
        if (isOver() || next >= count) return;
        const index = next++;
        try {
          const value = await this.#errand(place, method, await args(index));
          if (!isOver()) onValue(index, value);
        } catch (error) {
          if (!isOver()) onRefused(index, error);
        }
      }
    };
    const results = await Promise.allSettled(this.#workers.map((_, place) => lane(place)));
    const failed = results.find((result) => result.status === "rejected");
    if (failed && next < count && !isOver()) throw failed.reason;
  }

  /**
   * One request to one worker, and to the one in its place when it dies.
   *
   * @param {number} place
   * @param {string} method
   * @param {unknown[]} args
   */
  async #errand(place, method, args) {
    for (let tries = 1; ; tries += 1) {
      const channel = await this.#workers[place];
      try {
        return await this.#watched(channel, channel.call(method, args));
      } catch (error) {
        if (!channel.isDead || tries >= TRIES) throw error;
        this.#replace(channel, place);
      }
    }
  }

  /** @param {Job} job */
  async #run(job) {
    /** @type {{ first: number, tries: number }[]} */
    const queue = [];
    for (let first = job.first; first < job.planned; first += RANGE) queue.push({ first, tries: 0 });
    this.grow();
    const lanes = this.#workers.map((_, index) => this.#lane(index, job, queue));
    const results = await Promise.allSettled(lanes);
    const failed = results.find((result) => result.status === "rejected");
    // A worker that cannot be started is no loss while others did all the work.
    if (failed && queue.length > 0 && !job.isOver()) throw failed.reason;
  }

  /** Ends all workers. */
  async end() {
    const workers = await Promise.allSettled(this.#workers);
    for (const worker of workers) if (worker.status === "fulfilled") worker.value.kill("the page ended it");
  }

  /**
   * One worker at its ranges.
   *
   * @param {number} index
   * @param {Job} job
   * @param {{ first: number, tries: number }[]} queue
   */
  async #lane(index, job, queue) {
    /** @type {Channel | null} */
    let prepared = null;
    for (;;) {
      if (job.isOver() || queue.length === 0) return;
      const channel = await this.#workers[index];
      const range = job.isOver() ? undefined : queue.shift();
      if (!range) return;
      try {
        if (channel !== prepared) {
          await this.#watched(channel, channel.call("begin", [job.payload]));
          prepared = channel;
        }
        const count = Math.min(RANGE, job.planned - range.first);
        const started = performance.now();
        const rows = await this.#watched(
          channel,
          channel.call(job.method ?? "evaluate", [range.first, count]),
        );
        const took = performance.now() - started;
        this.#usual = this.#usual === 0 ? took : 0.8 * this.#usual + 0.2 * took;
        if (!job.isOver()) job.onRange(range.first, rows);
      } catch (error) {
        range.tries += 1;
        queue.unshift(range);
        if (!channel.isDead || range.tries >= TRIES) throw error;
        this.#replace(channel, index);
      }
    }
  }

  /**
   * The answer, or the end of a worker that is silent for too long.
   *
   * @template T
   * @param {Channel} channel
   * @param {Promise<T>} answer
   */
  async #watched(channel, answer) {
    const limit = Math.max(SILENCE, SILENCE_FACTOR * this.#usual);
    const timer = setTimeout(() => channel.kill(`no answer within ${Math.round(limit)} ms`), limit);
    try {
      return await answer;
    } finally {
      clearTimeout(timer);
    }
  }

  /**
   * Another worker in the place of one that died.
   *
   * @param {Channel} dead
   * @param {number} [index]
   */
  #replace(dead, index) {
    if (index !== undefined) {
      this.#workers[index] = this.#begin();
      return;
    }
    this.#workers.forEach((worker, place) => {
      worker.then(
        (channel) => {
          if (channel === dead) this.#workers[place] = this.#begin();
        },
        () => {},
      );
    });
  }

  #begin() {
    const worker = this.#start();
    worker.catch(() => {}); // whoever waits for it hears of it
    return worker;
  }
}
