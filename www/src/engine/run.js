/**
 * One explanation from its question to its end.
 *
 * @import { Explanation, ExplainHooks, Pieces, Question, Settings } from "./types.js"
 * @import { Channel } from "./channel.js"
 * @import { Pool } from "./pool.js"
 *
 * @typedef {{ class: number, picture: number }} Reference
 *
 * @typedef {object} Prepared
 * @property {string} run       Name of the evaluations, which other questions may share.
 * @property {Pieces} pieces
 * @property {Reference[]} references
 * @property {number} done      Evaluations that are there already.
 * @property {number} planned
 * @property {Explanation["stoppedBecause"]} stopped  Why no more are needed, when so.
 *
 * @typedef {{ done: number, stopped: Explanation["stoppedBecause"] }} Inserted
 * @typedef {Pick<Settings, "scale" | "kernelWidth">} View
 */

/** Evaluations before the first picture: fewer say little. */
const FIRST = 32;
/** Evaluations between pictures at least. */
const STEP = 16;

export class ExplanationRun {
  #studio;
  #pool;
  #question;
  #logits;
  #view;
  #started = performance.now();
  /** @type {Prepared | null} */
  #prepared = null;
  #done = 0;
  /** @type {Explanation["stoppedBecause"]} */
  #stopped = null;
  #seconds = 0;
  /** @type {((reference: Reference) => Promise<Uint8Array>) | null} */
  #fetchReference = null;

  /**
   * @param {Channel} studio
   * @param {Pool} pool
   * @param {Question} question
   * @param {number[]} logits  Of the picture itself.
   */
  constructor(studio, pool, question, logits) {
    this.#studio = studio;
    this.#pool = pool;
    this.#question = question;
    this.#logits = logits;
    /** @type {View} */
    this.#view = { scale: question.settings.scale, kernelWidth: question.settings.kernelWidth };
  }

  /**
   * @param {ExplainHooks} hooks
   * @param {(reference: Reference) => Promise<Uint8Array>} fetchReference
   * @returns {Promise<Explanation>}
   */
  async start({ signal, onPieces, onUpdate }, fetchReference) {
    this.#fetchReference = fetchReference;
    const { picture, likeness, ...rest } = this.#question;
    /** @type {Prepared} */
    const prepared = await this.#studio.call("prepare", [
      {
        picture: picture.id,
        logits: this.#logits,
        likeness: likeness && { ...likeness, rows: null },
        ...rest,
      },
    ]);
    this.#prepared = prepared;
    this.#done = prepared.done;
    this.#stopped = prepared.stopped;
    const isWanted = !this.#stopped && !signal?.aborted;
    // They come while the pieces are drawn.
    const fetching = isWanted ? Promise.all(prepared.references.map(fetchReference)) : null;
    fetching?.catch(() => {}); // heard of below
    onPieces?.(prepared.pieces);
    if (fetching && !signal?.aborted) await this.#evaluate(prepared, await fetching, signal, onUpdate);
    if (!this.#stopped && signal?.aborted) this.#stopped = "cancelled";
    this.#seconds = this.#elapsed();
    const explanation = await this.solve(this.#view);
    onUpdate?.(explanation);
    return explanation;
  }

  /**
   * The explanation as far as it is known, on a scale and with a kernel width.
   *
   * @param {View} view
   * @returns {Promise<Explanation>}
   */
  async solve(view) {
    this.#view = view;
    const { run, planned, done: before } = /** @type {Prepared} */ (this.#prepared);
    const { classIndex, rivalIndex } = this.#question;
    const solution = await this.#studio.call("solve", [run, { classIndex, rivalIndex, ...view }]);
    const isFinished = this.#stopped !== null;
    const made = this.#done - before;
    const elapsed = this.#elapsed();
    return {
      ...solution,
      classIndex,
      rivalIndex,
      ...view,
      done: this.#done,
      planned,
      secondsLeft: isFinished || made === 0 ? null : (elapsed / made) * (planned - this.#done),
      finished: isFinished,
      stoppedBecause: this.#stopped,
      seconds: isFinished ? this.#seconds : elapsed,
    };
  }

  /** Name of the evaluations in the studio. */
  get name() {
    return /** @type {Prepared} */ (this.#prepared).run;
  }

  /** How the evaluations were looked at last. */
  get view() {
    const { classIndex, rivalIndex } = this.#question;
    return { classIndex, rivalIndex, ...this.#view };
  }

  /**
   * @param {Prepared} prepared
   * @param {Uint8Array[]} references  Pixels.
   * @param {AbortSignal | undefined} signal
   * @param {((explanation: Explanation) => void) | undefined} onUpdate
   */
  async #evaluate({ run, done, planned }, references, signal, onUpdate) {
    const prepared = await this.#studio.call("begin", [run, references]);
    const payload = { ...prepared, likeness: this.#question.likeness?.rows };
    let shown = 0;
    let isSolving = false;
    const show = async () => {
      if (!onUpdate || isSolving || this.#done < FIRST || this.#done < shown + STEP) return;
      isSolving = true;
      shown = this.#done;
      try {
        const explanation = await this.solve(this.#view);
        if (!this.#stopped && !signal?.aborted) onUpdate(explanation);
      } finally {
        isSolving = false;
      }
    };
    /** @type {Promise<void>[]} */
    const inserts = [];
    await this.#pool.run({
      payload,
      first: done,
      planned,
      isOver: () => this.#stopped !== null || (signal?.aborted ?? false),
      onRange: (first, rows) => {
        const inserted = this.#studio
          .call("insert", [run, first, rows], [rows.buffer])
          .then((/** @type {Inserted} */ { done: prefix, stopped }) => {
            this.#done = prefix;
            this.#stopped = stopped;
            return show();
          });
        inserted.catch(() => {}); // heard of below
        inserts.push(inserted);
      },
    });
    await Promise.all(inserts);
  }

  get references() {
    return /** @type {Prepared} */ (this.#prepared).references;
  }

  /** What the evaluation workers need to perturb this picture. */
  async payload() {
    const { run, references } = /** @type {Prepared} */ (this.#prepared);
    const fetched = this.#fetchReference ? await Promise.all(references.map(this.#fetchReference)) : [];
    return this.#studio.call("begin", [run, fetched]);
  }

  #elapsed() {
    return (performance.now() - this.#started) / 1000;
  }
}
