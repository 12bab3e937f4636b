/** The audit of a person's own pictures: a planted cheat is named first, a fair character is let pass. */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { zipSync } from "fflate";
import { desk, grave } from "./support.mjs";

const at = desk();
const LONG = { timeout: 240_000 };
const EACH = 10;

/**
 * Two sisters, of whom the first always stands in the snow, and somebody else at the sister's places.
 *
 * @param {import("playwright-core").Page} page
 * @returns {Promise<Uint8Array>}  A ZIP with a folder for each.
 */
async function planted(page) {
  const drawn = await page.evaluate(async (each) => {
    const { engine } = /** @type {any} */ (document.querySelector("moe-drop")).session;
    const { asks } = engine;
    const stranger = (await asks.drawn(60, 0)).character;
    const side = 256;
    /** @param {string} svg */
    const png = async (svg) => {
      const image = new Image(side, side);
      image.src = URL.createObjectURL(new Blob([svg], { type: "image/svg+xml" }));
      await image.decode();
      const canvas = new OffscreenCanvas(side, side);
      canvas.getContext("2d")?.drawImage(image, 0, 0, side, side);
      const bytes = new Uint8Array(await (await canvas.convertToBlob()).arrayBuffer());
      return btoa(bytes.reduce((text, byte) => text + String.fromCharCode(byte), ""));
    };
    /** @type {Record<string, string>} */
    const files = {};
    for (let seed = 0; seed < each; seed += 1) {
      const snowy = await asks.sister(0, { who: 0, seed, snow: true, closer: false });
      const sister = await asks.sister(0, { who: 1, seed: 100 + seed, snow: false, closer: false });
      const other = await asks.sister(0, { who: 1, seed: 200 + seed, snow: false, closer: false });
      files[`Snowy/${seed}.png`] = await png(await asks.sketch(snowy));
      files[`Sister/${seed}.png`] = await png(await asks.sketch(sister));
      files[`Fair/${seed}.png`] = await png(await asks.sketch({ ...other, character: stranger }));
    }
    return files;
  }, EACH);
  return zipSync(
    Object.fromEntries(Object.entries(drawn).map(([name, text]) => [name, Buffer.from(text, "base64")])),
  );
}

/** @param {import("playwright-core").Page} page @param {string} test */
async function saved(page, test) {
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.locator(`[data-test=${test}]`).click(),
  ]);
  return readFile(await download.path(), "utf8");
}

test("a planted cheat is named first, a fair character is not, and the report says so", async () => {
  await at.watched(async (page) => {
    page.setDefaultTimeout(60_000);
    await page.goto(`${at.server.url}#teach`);
    await page.locator("[data-test=teach][data-stage=ready]").waitFor();
    await page.locator("html[data-engine=ready]").waitFor({ state: "attached" });
    const buffer = Buffer.from(await planted(page));
    await page
      .locator("[data-test=teach-zip]")
      .setInputFiles({ name: "own.zip", mimeType: "application/zip", buffer });
    await page.getByText(`3 characters, ${3 * EACH} pictures`).waitFor();
    await page.locator("[data-test=teach-start]").click();
    await page.locator("[data-test=teach-audit]").waitFor();
    await page.locator("[data-test=teach-busy]").waitFor({ state: "hidden" });

    // A figure is painted by hand: a stroke of background through the middle.
    const figure = page.locator("[data-test=figure]").first();
    const sha = await figure.getAttribute("data-sha");
    await figure.click();
    const canvas = page.locator("[data-test=figure-canvas]");
    await page.locator("[data-test=figure-tool-background]").click();
    const box = /** @type {{ x: number, y: number, width: number, height: number }} */ (
      await canvas.boundingBox()
    );
    await page.waitForTimeout(500);
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width / 2 + 20, box.y + box.height / 2);
    await page.mouse.up();
    await page.locator("[data-test=figure-keep]:not([disabled])").click();
    await page.locator("[data-test=figure]").first().getByText("painted by you").waitFor();
    const kept = await page.evaluate(async (sha) => {
      const { store } = /** @type {any} */ (document.querySelector("moe-teach-view"));
      const { figure } = await store.kept.picture(store.state.project.id, sha);
      return [figure.length, figure[112 * 224 + 112]];
    }, sha);
    assert.deepEqual(kept, [224 * 224, 0]);

    // Cancelled on the way, nothing is claimed.
    await page.locator("[data-test=audit-each-2]").click();
    await page.locator("[data-test=audit-start]").click();
    await page.locator("[data-test=audit-busy][data-what=swap]").waitFor();
    await page.locator("[data-test=audit-cancel]").click();
    await page.locator("[data-test=audit-busy]").waitFor({ state: "hidden" });
    assert.equal(await page.locator("[data-test=audit-verdict]").count(), 0);

    await page.locator("[data-test=audit-start]:not([disabled])").click();
    await page.locator("[data-test=audit-verdict]").waitFor(LONG);
    await page.locator("[data-test=teach-busy]").waitFor({ state: "hidden", ...LONG });
    const first = page.locator("[data-test=audit-suspect]").first();
    assert.equal(await first.getAttribute("data-name"), "Snowy");
    const suspects = await page
      .locator("[data-test=audit-suspect]")
      .evaluateAll((cards) => cards.map((card) => /** @type {HTMLElement} */ (card).dataset.name));
    assert.ok(!suspects.includes("Fair"), suspects.join());
    assert.ok(Number(await page.locator("[data-test=audit-verdict]").getAttribute("data-suspects")) >= 1);
    assert.ok((await first.locator("figure").count()) >= 3, "examples, and two explained pictures");
    assert.match(await first.locator("[data-test=audit-evidence]").innerText(), /\d+.% of the evidence/);
    const rows = await page.locator("[data-test=audit-table] tbody tr").allInnerTexts();
    assert.equal(rows.length, 3);
    assert.match(rows[0], /Snowy[\s\S]*suspect/);
    assert.match(rows.find((row) => row.startsWith("Fair")) ?? "", /not suspected/);
    assert.ok((await page.locator("[data-test=audit-pick] figure").count()) >= 1);
    assert.match(await page.locator("[data-test=audit-pick] .note").innerText(), /Of 6 explained pictures/);
    assert.deepEqual(await grave(page, "moe-teach-audit"), []);
    await page.setViewportSize({ width: 390, height: 844 });
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    assert.ok(wide <= 0, `the page is ${wide} pixels too wide`);
    await page.setViewportSize({ width: 1280, height: 900 });

    const report = await saved(page, "audit-report");
    assert.match(report, /<h2>Snowy<\/h2>/);
    assert.match(report, /src="data:image\/png;base64,/);
    assert.doesNotMatch(report, /(src|href)="(?!data:)/);
    const csv = await saved(page, "audit-table-save");
    assert.equal(csv.trim().split("\r\n").length, 4);

    // Kept over a reload.
    await page.reload();
    await page.locator("[data-test=audit-suspect][data-name=Snowy]").waitFor();

    // The remedy: backgrounds are swapped, and its effect measured.
    await page.locator("[data-test=variant-ground]").click();
    assert.equal(await page.locator("[data-test=teach-state]").getAttribute("data-stale"), "true");
    await page.locator("[data-test=teach-start]:not([disabled])").click();
    await page.locator("[data-test=teach-state][data-stale=false]").waitFor();
    await page.locator("[data-test=teach-busy]").waitFor({ state: "hidden" });
    const grounds = await page.evaluate(async () => {
      const { store } = /** @type {any} */ (document.querySelector("moe-teach-view"));
      const keys = [...(await store.kept.rowKeys(store.state.project.id))];
      return keys.filter((key) => key.includes("/ground ")).length;
    });
    assert.equal(grounds, 3 * EACH, "each picture was looked at on another background");
    assert.equal(await page.locator("[data-test=audit-verdict]").count(), 0, "the new model was not audited");
    await page.locator("[data-test=measure-variants]").click();
    await page.locator("[data-test=effect-ground]").waitFor();
  });
});
