/** After one visit the page works without a network, and a new version is offered. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { desk, serve, untilExplained, watchedContext } from "./support.mjs";

const at = desk();

test("a reload without a network classifies and explains", async () => {
  const { context, strangers } = await watchedContext(at.browser, at.server.url);
  const page = await context.newPage();
  await page.goto(at.server.url);
  await untilExplained(page);
  await page.evaluate(async () => {
    const { active } = await navigator.serviceWorker.ready;
    while (active?.state !== "activated") await new Promise((resolve) => setTimeout(resolve, 50));
  });
  await at.server.stop(); // nothing answers any more, not even on the machine itself
  await context.setOffline(true);
  await page.reload();
  await untilExplained(page);
  const item = page.locator("[data-test=gallery-item]").nth(60);
  const name = await item.getAttribute("aria-label");
  await item.click();
  await page.getByText(`This is ${name}`).waitFor();
  await untilExplained(page);
  assert.deepEqual(strangers, []);
  await context.close();
  at.server = await serve();
});
