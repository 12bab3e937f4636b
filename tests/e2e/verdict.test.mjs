/** May the explanation be believed? The swap test on the real page, with pictures drawn on the spot. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { desk, untilExplained, watchedContext } from "./support.mjs";

const at = desk();

/** @param {import("playwright-core").Page} page */
async function judged(page) {
  const verdict = page.locator("[data-test=verdict][data-level]");
  await verdict.waitFor({ timeout: 60_000 });
  return { level: await verdict.getAttribute("data-level"), words: await verdict.innerText() };
}

test("a steady explanation is tested by itself, and the verdict says on what", async () => {
  const { context, strangers, complaints } = await watchedContext(at.browser, at.server.url);
  const page = await context.newPage();
  await page.goto(at.server.url);
  await untilExplained(page);
  const first = await judged(page);
  assert.ok(["believe", "not-settled", "do-not-trust"].includes(first.level ?? ""));
  const rival = await page.locator("[data-test=rival] option:checked").innerText();
  assert.ok(first.words.includes(`pictures of ${rival}`), first.words);

  // Another look at the same evaluations is judged anew; going on while it is judged does no harm.
  await page.goto(`${at.server.url}?scale=log-odds`);
  await untilExplained(page);
  await page.locator("[data-test=gallery-item]").nth(3).click();
  await page.locator("[data-test=explanation][data-state=running]").waitFor();
  await untilExplained(page);
  await judged(page);
  assert.deepEqual(strangers, []);
  assert.deepEqual(complaints, []);
  await context.close();
});

test("the same question gets the same verdict", async () => {
  const levels = [];
  for (let visit = 0; visit < 2; visit += 1) {
    const { context } = await watchedContext(at.browser, at.server.url);
    const page = await context.newPage();
    await page.goto(`${at.server.url}?tries=128&fill=mean`);
    await untilExplained(page);
    levels.push(await judged(page));
    await context.close();
  }
  assert.equal(levels[0].level, levels[1].level);
});
