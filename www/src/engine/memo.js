/**
 * What is asked for once and kept: answers on their way or there, by key. One that failed is asked for again.
 *
 * @template K, V
 */
export class Memo {
  /** @type {Map<K, Promise<V>>} */
  #kept = new Map();
  #most;

  /** @param {number} [most]  Answers that are kept; those asked for first go first. */
  constructor(most = Infinity) {
    this.#most = most;
  }

  /**
   * @param {K} key
   * @param {() => Promise<V>} make
   * @returns {Promise<V>}
   */
  get(key, make) {
    const known = this.#kept.get(key);
    if (known) return known;
    const made = make();
    this.put(key, made);
    return made;
  }

  /**
   * @param {K} key
   * @param {Promise<V>} answer
   */
  put(key, answer) {
    this.#kept.set(key, answer);
    answer.catch(() => {
      if (this.#kept.get(key) === answer) this.#kept.delete(key);
    });
    for (const oldest of this.#kept.keys()) {
      if (this.#kept.size <= this.#most) break;
      this.#kept.delete(oldest);
    }
  }

  /** @param {K} key */
  delete(key) {
    this.#kept.delete(key);
  }

  clear() {
    this.#kept.clear();
  }
}
