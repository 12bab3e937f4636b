/** Milliseconds after which the page goes on even if no frame came. */
const LONGEST_WAIT = 150;

/**
 * Resolves once the static page was handed to the screen, at once in a hidden page. Loading and compiling the
 * program would otherwise keep it waiting where there are few processors.
 *
 * @returns {Promise<void>}
 */
export function firstPaint() {
  if (document.visibilityState !== "visible") return Promise.resolve();
  return new Promise((resolve) => {
    setTimeout(resolve, LONGEST_WAIT);
    requestAnimationFrame(() => requestAnimationFrame(() => resolve()));
  });
}
