/** Explanations taken along and shown again, pieces made by hand, and the page "How it works". */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { assertSameBits } from "./replay.mjs";
import { choose, desk, grave, untilExplained } from "./support.mjs";

const at = desk();

/**
 * @param {(page: import("playwright-core").Page) => Promise<void>} visit
 * @param {{ query?: string } & import("playwright-core").BrowserContextOptions} [options]
 */
const watched = (visit, { query = "", ...options } = {}) =>
  at.watched(async (page) => {
    await page.goto(at.server.url + query);
    await untilExplained(page);
    await visit(page);
  }, options);

/** @param {import("playwright-core").Page} page @param {string} what */
async function taken(page, what) {
  const waiting = page.waitForEvent("download");
  await page.locator(`[data-test=take-${what}]`).click();
  const download = await waiting;
  return { name: download.suggestedFilename(), file: await download.path() };
}

const weights = (/** @type {import("playwright-core").Page} */ page) =>
  page.locator("[data-test=piece]").evaluateAll((all) => all.map((piece) => piece.dataset.weight));

test("picture, report and data are taken along; the data are shown again", () =>
  watched(
    async (page) => {
      const png = await taken(page, "picture");
      assert.match(png.name, /^moelens-.*\.png$/);
      const bytes = await readFile(png.file);
      assert.deepEqual(
        [...bytes.subarray(1, 4)],
        [..."PNG"].map((letter) => letter.charCodeAt(0)),
      );
      const report = await readFile((await taken(page, "report")).file, "utf8");
      assert.match(report, /<img src="data:image\/png;base64,/);
      assert.ok(!/(src|href)="(?!data:)/.test(report), "the report needs nothing else");
      const data = await taken(page, "data");
      const json = JSON.parse(await readFile(data.file, "utf8"));
      assert.equal(json.logits.length, json.masks.length);
      assert.ok(report.includes(json.picture.sha256) && report.includes(json.model.sha256));
      const before = await weights(page);
      assert.equal(json.surrogate.weights.length, before.length);

      // The browser's and the processor's own arithmetic agree to the bit.
      await assertSameBits(data.file);

      // Another visit, another picture: the data bring all of it back.
      await page.goto(at.server.url);
      await untilExplained(page);
      assert.notDeepEqual(await weights(page), before);
      await page.locator("[data-test=take-open]").setInputFiles(data.file);
      await page.waitForFunction(
        (old) =>
          JSON.stringify(
            [...document.querySelectorAll("[data-test=piece]")].map((p) => p.getAttribute("data-weight")),
          ) === old,
        JSON.stringify(before),
        { timeout: 15_000 },
      );
      assert.equal(await page.locator("[data-test=explanation][data-state=steady]").count(), 1);
      await page.locator("[data-test=take-open]").setInputFiles({
        name: "broken.json",
        mimeType: "application/json",
        buffer: Buffer.from("{}"),
      });
      await page
        .locator("[data-test=error-message]")
        .filter({ hasText: "This file is no explanation that Moelens saved." })
        .waitFor();
    },
    { query: "?pieces=15&tries=64&seed=9&picture=2" },
  ));

test("pieces are merged, split and drawn by hand, and used", () =>
  watched(
    async (page) => {
      await page.locator("[data-test=settings-open]").first().click();
      await page.locator("[data-test=cut-by-hand]").click();
      const count = async () =>
        Number.parseInt(await page.locator("[data-test=cutter-count]").innerText(), 10);
      const untilCount = (/** @type {number} */ n) =>
        page.waitForFunction(
          (wanted) =>
            document.querySelector("[data-test=cutter-count]")?.textContent?.startsWith(`${wanted} `),
          n,
        );
      const start = await count();
      const picks = page.locator("[data-test=cutter] [data-test=pick]");
      await picks.nth(0).focus();
      await page.keyboard.press("Space");
      await page.keyboard.press("ArrowRight");
      await page.keyboard.press("Space");
      await page.locator("[data-test=cutter-merge]").click();
      await untilCount(start - 1);
      await picks.nth(2).focus();
      await page.keyboard.press("Space");
      await page.locator("[data-test=cutter-split]").click();
      await untilCount(start);
      await choose(page.locator("[data-test=cutter-tool-brush]"));
      const box = await page.locator("[data-test=cutter-canvas]").boundingBox();
      assert.ok(box);
      await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
      await page.mouse.down();
      await page.mouse.move(box.x + box.width / 2 + 20, box.y + box.height / 2, { steps: 4 });
      await page.mouse.up();
      await untilCount(start + 1);
      await page.locator("[data-test=cutter-undo]").click();
      await untilCount(start);
      assert.deepEqual(await grave(page), []);
      await page.locator("[data-test=cutter-use]").click();
      await page.locator("[data-test=explanation][data-state=running]").waitFor();
      await untilExplained(page);
      assert.equal(await page.locator("[data-test=piece]").count(), start);
    },
    { query: "?pieces=15&tries=64" },
  ));

test("the number of pieces shows at once; a grid and the drawn parts cut too", () =>
  watched(
    async (page) => {
      await page.locator("[data-test=settings-open]").first().click();
      // The outlines may stand for a moment only, when the run follows at once.
      await page.evaluate(() => {
        const root = /** @type {HTMLElement} */ (document.querySelector("moe-pieces"));
        new MutationObserver(() => {
          if (root.querySelector("[data-test=preview]")) root.dataset.previewed = "true";
        }).observe(root, { childList: true, subtree: true });
      });
      await page.locator("[data-test=set-segments]").fill("40");
      await page.locator("moe-pieces[data-previewed]").waitFor({ timeout: 10_000 });
      await page.waitForFunction(() => document.querySelectorAll("[data-test=piece]").length > 15);
      await untilExplained(page);
      await page.locator("[data-test=set-cut]").selectOption("grid");
      await page.waitForFunction(() => document.querySelectorAll("[data-test=piece]").length === 36);
      await untilExplained(page);
      await page.locator("[data-test=set-cut]").selectOption("parts");
      await page.waitForFunction(() => document.querySelectorAll("[data-test=piece]").length <= 8);
      await untilExplained(page);
      assert.ok((await page.locator("[data-test=piece]").count()) >= 4);
      assert.match(page.url(), /cut=parts/);
    },
    { query: "?pieces=15&tries=64" },
  ));

for (const colorScheme of /** @type {const} */ (["light", "dark"])) {
  test(`how it works, with live demonstrations: ${colorScheme}`, () =>
    watched(
      async (page) => {
        await page.locator(".nav a[href='#how']").click();
        await page.locator("[data-test=how-tries] b").nth(5).waitFor({ timeout: 30_000 });
        await page.locator("[data-test=how-count]").fill("9");
        await page.waitForFunction(
          () => Number(document.querySelector("[data-test=how-pieces]")?.getAttribute("data-count")) <= 9,
        );
        const slope = () => page.locator("[data-test=how-slope]").innerText();
        const first = await slope();
        await page.locator("[data-test=how-redraw]").click();
        const second = await slope();
        assert.notEqual(second, first, "other tries, another line");
        await page.locator("[data-test=how-kernel]").fill("5");
        assert.notEqual(await slope(), second, "another kernel, another line");
        assert.deepEqual(await grave(page), []);
        const { scroll, client } = await page.evaluate(() => ({
          scroll: document.documentElement.scrollWidth,
          client: document.documentElement.clientWidth,
        }));
        assert.ok(scroll <= client, `the page is ${scroll} wide on a screen of ${client}`);
      },
      {
        colorScheme,
        viewport: colorScheme === "dark" ? { width: 390, height: 844 } : { width: 1280, height: 900 },
        query: "?pieces=15&tries=64",
      },
    ));
}
