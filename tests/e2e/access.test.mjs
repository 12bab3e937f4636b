/** Phone, dark mode, keyboard and assistive technology, in Chromium. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { desk, grave, untilExplained, watchedContext } from "./support.mjs";

const at = desk();

for (const colorScheme of /** @type {const} */ (["light", "dark"])) {
  for (const [device, viewport] of Object.entries({
    desktop: { width: 1280, height: 900 },
    phone: { width: 390, height: 844 },
  })) {
    test(`axe finds nothing serious: ${device}, ${colorScheme}`, async () => {
      const { context } = await watchedContext(at.browser, at.server.url, {
        viewport,
        colorScheme,
        reducedMotion: "reduce",
      });
      const page = await context.newPage();
      await page.goto(at.server.url);
      await untilExplained(page);
      const check = async (/** @type {string} */ view) => {
        assert.deepEqual(await grave(page), [], view);
      };
      await check("explained");
      const { scroll, client } = await page.evaluate(() => ({
        scroll: document.documentElement.scrollWidth,
        client: document.documentElement.clientWidth,
      }));
      assert.ok(scroll <= client, `the page is ${scroll} wide on a screen of ${client}`);
      await page.locator("[data-test=settings-open]").first().click();
      await check("settings");
      await context.close();
    });
  }
}

test("the strongest pieces are reached and read by keyboard alone", async () => {
  const { context } = await watchedContext(at.browser, at.server.url, { reducedMotion: "reduce" });
  const page = await context.newPage();
  await page.goto(at.server.url);
  await untilExplained(page);
  const focused = () =>
    page.evaluate(() => ({
      test: document.activeElement?.getAttribute("data-test") ?? "",
      label: document.activeElement?.getAttribute("aria-label") ?? "",
    }));
  const read = [];
  for (let i = 0; i < 60 && read.length < 5; i += 1) {
    await page.keyboard.press("Tab");
    const { test: what, label } = await focused();
    if (what === "piece" || what === "pin") read.push(label);
  }
  assert.equal(read.length, 5, "five pieces take focus");
  for (const label of read) assert.match(label, /[+−-]?\d.*±/, label);
  await page.keyboard.press("ArrowRight");
  assert.ok(["piece", "pin"].includes((await focused()).test), "arrow keys go on to the others");
  await context.close();
});
