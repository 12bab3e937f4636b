/** When the page's thread has nothing to do. */

/** Calm milliseconds ahead that count as rest; the browser promises at most 50. */
const CALM = 20;
/** Idle periods in a row. */
const PERIODS = 2;
/** Milliseconds after which nobody waits any longer. */
const LONGEST_WAIT = 600;
/** Milliseconds instead where the browser does not tell. */
const BLIND_WAIT = 150;

/**
 * Resolves when what is to be drawn was drawn, so that work on other threads does not take its processor.
 *
 * @returns {Promise<void>}
 */
export async function atRest() {
  if (typeof requestIdleCallback !== "function") {
    return new Promise((resolve) => setTimeout(resolve, BLIND_WAIT));
  }
  const end = performance.now() + LONGEST_WAIT;
  let calm = 0;
  while (calm < PERIODS) {
    const timeout = end - performance.now();
    if (timeout <= 0) return;
    const deadline = await idle(timeout);
    calm = deadline.timeRemaining() >= CALM ? calm + 1 : 0;
  }
}

/** @param {number} timeout  @returns {Promise<IdleDeadline>} */
function idle(timeout) {
  return new Promise((resolve) => requestIdleCallback(resolve, { timeout }));
}
