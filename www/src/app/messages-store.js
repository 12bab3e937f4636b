/**
 * A store that speaks: problems stay until they are dismissed, toasts go by themselves.
 *
 * @import { Problem } from "./problems.js"
 *
 * @typedef {object} Toast
 * @property {number} id
 * @property {string} message
 * @property {{ label: string, act: () => void }} [action]  A toast with an action stays.
 *
 * @typedef {{ problems: Problem[], toasts: Toast[] }} Messages
 */
import { toProblem } from "./problems.js";
import { Store } from "./store.js";

const TOAST_SECONDS = 6;

/**
 * @template {Messages} State
 * @extends {Store<State>}
 */
export class MessagesStore extends Store {
  #lastToast = 0;

  /**
   * @param {unknown} error
   * @param {Problem["remedy"]} [remedy]  Instead of the one that the error suggests.
   */
  report(error, remedy) {
    const found = toProblem(error);
    const problem = remedy ? { ...found, remedy } : found;
    // An error in drawing the page would come again with the message about it, without end.
    const isSame = (/** @type {Problem} */ { message, details }) =>
      message === problem.message && details === problem.details;
    if (this.state.problems.some(isSame)) return;
    this.#put({ problems: [...this.state.problems, problem].slice(-3) });
  }

  /** @param {number} id */
  dismiss(id) {
    this.#put({ problems: this.state.problems.filter((problem) => problem.id !== id) });
  }

  /**
   * @param {string} message
   * @param {Toast["action"]} [action]
   */
  say(message, action) {
    const id = ++this.#lastToast;
    this.#put({ toasts: [...this.state.toasts, { id, message, action }] });
    if (!action) setTimeout(() => this.unsay(id), TOAST_SECONDS * 1000);
  }

  /** @param {number} id */
  unsay(id) {
    this.#put({ toasts: this.state.toasts.filter((toast) => toast.id !== id) });
  }

  /** @param {Partial<Messages>} change */
  #put(change) {
    this.set(/** @type {Partial<State>} */ (/** @type {unknown} */ (change)));
  }
}
