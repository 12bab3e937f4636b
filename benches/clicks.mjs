/** How long a person waits after a click on a gallery picture of the built page. */

/**
 * Milliseconds from the click to the first coloured picture and to the steady one.
 *
 * @param {import("playwright-core").Page} page
 * @param {number} item  Which picture of the gallery; one that is not on show.
 * @returns {Promise<{ first: number, steady: number }>}
 */
export async function timeClick(page, item) {
  // What the page still tests about the picture before is not part of this one.
  await page.locator("[data-test=verdict][data-level]").waitFor({ timeout: 120_000 });
  return page
    .locator("[data-test=gallery-item]")
    .nth(item)
    .evaluate(
      (button) =>
        new Promise((resolve) => {
          const started = performance.now();
          let firstAt = 0;
          const stage = () => document.querySelector("[data-test=explanation]");
          const old = stage();
          let sawRun = false;
          const watch = () => {
            const { state, done } = /** @type {HTMLElement} */ (stage() ?? old).dataset;
            if (state === "running") sawRun = true;
            if (sawRun && firstAt === 0 && Number(done) > 0) firstAt = performance.now() - started;
            if (sawRun && state === "steady")
              resolve({ first: firstAt, steady: performance.now() - started });
            else requestAnimationFrame(watch);
          };
          button.click();
          requestAnimationFrame(watch);
        }),
    );
}

/** @param {number[]} values */
export function median(values) {
  return values.toSorted((a, b) => a - b)[values.length >> 1];
}
