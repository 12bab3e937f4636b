/** The bias lab, from the sisters to the repair, in Chromium: everything is measured, nothing scripted. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { desk, grave } from "./support.mjs";

const at = desk();
/** Drawing, embedding, training and explaining on a slow machine. */
const LONG = { timeout: 240_000 };

/** @param {string} words */
function percent(words) {
  return Number(/(\d+)\s*%/.exec(words)?.[1]);
}

test("a model learns the snow, is caught, and is repaired", async () => {
  await at.watched(async (page) => {
    await page.goto(new URL("#lab", at.server.url).href);
    await page.locator("[data-test=lab-train]").waitFor(LONG);
    assert.equal(await page.locator(".strip img").count(), 12);
    assert.deepEqual(await grave(page, "moe-lab-view"), []);
    await page.locator("[data-test=lab-train]").click();
    const like = page.locator("[data-test=lab-like]");
    await like.waitFor(LONG);
    assert.ok(percent(await like.innerText()) >= 95, await like.innerText());

    await page.locator("[data-test=lab-trip]:not([disabled])").click(LONG);
    const swapped = page.locator("[data-test=lab-swapped]");
    const before = Number(await swapped.getAttribute("data-share"));
    assert.ok(before < 0.75, `${before}`);

    await page.locator("[data-test=lab-look]").click();
    const background = page.locator("[data-test=lab-background]");
    await background.waitFor(LONG);
    assert.ok(percent(await background.innerText()) > 0);
    // Both ways of hiding pieces are asked about.
    await page.locator("[data-test=lab-fill-mean]").waitFor({ state: "attached", ...LONG });
    await page.locator("[data-test=lab-repair]").click();
    await page.locator("[data-test=lab-again]").click(LONG);
    const conclusion = page.locator("[data-test=lab-conclusion]");
    await conclusion.waitFor(LONG);
    const [from, to] = (await conclusion.innerText()).match(/\d+(?=\s*%)/g)?.map(Number) ?? [];
    assert.ok(to > from && to >= 90, `${from} to ${to}`);
    assert.deepEqual(await grave(page, "moe-lab-view"), []);
    // The page's own model was not touched.
    await page.goto(new URL("#", at.server.url).href);
    await page.locator("[data-test=model-current][data-model=gallery]").waitFor();
  });
});
