/** Each control of the Recognise page, in Chromium: what it does is seen, and the address says it. */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { test } from "node:test";
import { ROOT, bring, choose, desk, untilExplained, watchedContext } from "./support.mjs";

const at = desk();

/** Few tries, as these tests are not about what is found. */
const QUICK = "?tries=64&pieces=15";

/**
 * @typedef {import("playwright-core").Page} Page
 */

/** @param {(page: Page) => Promise<void>} visit @param {string} [query] */
const watched = (visit, query = QUICK) =>
  at.watched(async (page) => {
    await page.goto(`${at.server.url}${query}`);
    await untilExplained(page);
    await visit(page);
  });

/** @param {Page} page @param {string} name @param {string | null} value */
const inAddress = (page, name, value) =>
  page.waitForFunction(
    ([name, value]) => new URLSearchParams(location.search).get(name ?? "") === value,
    [name, value],
  );

/** The weights of all pieces, in their order. @param {Page} page */
const weights = (page) =>
  page
    .locator("[data-test=piece]")
    .evaluateAll((all) => all.map((piece) => Number(piece.getAttribute("data-weight"))));

/** Waits until all tries of another run were made. @param {Page} page @param {() => Promise<unknown>} act */
async function afterRun(page, act) {
  const begun = page.locator("[data-test=explanation][data-state=running]").waitFor({ timeout: 30_000 });
  await Promise.all([begun, act()]);
  await untilExplained(page);
}

/** @param {Page} page @param {string} test @param {string | number} value */
const slide = (page, test, value) => page.locator(`[data-test=${test}]`).fill(String(value));

test("the switches of the view act on what is drawn", () =>
  watched(async (page) => {
    const before = await weights(page);
    const view = page.locator("moe-pieces .view");
    const seen = async () =>
      page
        .locator("[data-test=piece]:not(.is-hidden)")
        .evaluateAll((all) => all.map((piece) => Number(piece.getAttribute("data-weight"))));
    for (const mode of ["heat", "only", "overlay"]) {
      await choose(page.locator(`[data-test=mode-${mode}]`));
      assert.equal(await view.getAttribute("data-view"), mode);
      assert.equal(await page.locator("moe-pieces .veil").count(), mode === "only" ? 1 : 0);
      await inAddress(page, "view", mode === "overlay" ? null : mode);
    }
    await slide(page, "shown", before.length);
    await choose(page.locator("[data-test=sign-for]"));
    assert.ok((await seen()).length > 0 && (await seen()).every((weight) => weight > 0));
    await choose(page.locator("[data-test=sign-against]"));
    assert.ok((await seen()).every((weight) => weight < 0));
    await inAddress(page, "sign", "against");
    await choose(page.locator("[data-test=sign-both]"));
    await slide(page, "shown", 3);
    const strongest = before.toSorted((a, b) => Math.abs(b) - Math.abs(a)).slice(0, 3);
    assert.deepEqual(
      (await seen()).toSorted((a, b) => a - b),
      strongest.toSorted((a, b) => a - b),
    );
    await inAddress(page, "shown", "3");
    assert.deepEqual(await weights(page), before, "no switch of the view changes a weight");
  }));

test("the heat map sharpens by itself, can be stopped, and follows the view", () =>
  watched(async (page) => {
    const note = page.locator("[data-test=sharper]");
    const stage = (/** @type {string} */ name) => page.locator(`[data-test=sharper][data-stage=${name}]`);
    const mode = (/** @type {string} */ name) => choose(page.locator(`[data-test=mode-${name}]`));
    await page.locator("[data-test=verdict][data-level]").waitFor({ timeout: 60_000 });
    await mode("heat");
    await stage("making").waitFor();
    await page.locator("[data-test=sharper-cancel]").click();
    await stage("stopped").waitFor();
    assert.equal(await page.locator("[data-test=heat]").count(), 0, "the heat of one cut stays");
    await page.locator("[data-test=sharper-start]").click();
    await stage("made").waitFor({ timeout: 60_000 });
    assert.match(await note.innerText(), /4 ways.*256 tries/);

    /** How many pixels are inked. */
    const inked = () =>
      page.locator("[data-test=heat]").evaluate(async (image) => {
        const picture = new Image();
        picture.src = image.getAttribute("href") ?? "";
        await picture.decode();
        const canvas = new OffscreenCanvas(picture.naturalWidth, picture.naturalHeight);
        const context = /** @type {OffscreenCanvasRenderingContext2D} */ (canvas.getContext("2d"));
        context.drawImage(picture, 0, 0);
        const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
        return data.filter((alpha, i) => i % 4 === 3 && alpha > 0).length;
      });
    await slide(page, "shown", 15);
    const all = await inked();
    await choose(page.locator("[data-test=sign-for]"));
    const speakFor = await inked();
    assert.ok(speakFor > 0 && speakFor < all, `${speakFor} of ${all}`);
    await choose(page.locator("[data-test=sign-both]"));
    await slide(page, "shown", 1);
    assert.ok((await inked()) < all);

    // The map is kept while the question is the same; the other views do not show it.
    await mode("overlay");
    assert.equal(await page.locator("[data-test=heat]").count(), 0);
    await mode("heat");
    assert.equal(await note.getAttribute("data-stage"), "made");
    await page.locator("[data-test=settings-open]").click();
    await choose(page.locator("[data-test=set-scale-log-odds]"));
    await stage("made").waitFor({ timeout: 60_000 });
  }));

test("the pointer on a piece reads its weight and error", () =>
  watched(async (page) => {
    const pin = page.locator("[data-test=pin][data-place='1']");
    await pin.hover();
    const callout = page.locator("[data-test=callout]");
    await callout.waitFor();
    assert.match(await callout.innerText(), /[+\u2212-]\d.*±\s*\d/);
    const piece = await pin.getAttribute("data-piece");
    await pin.click();
    const details = page.locator("[data-test=piece-details]");
    await details.waitFor();
    assert.equal(await details.getAttribute("data-piece"), piece);
    assert.match(await details.locator("[data-test=piece-weight]").innerText(), /±/);
  }));

test("another class is explained when it is chosen", () =>
  watched(async (page) => {
    const second = page.locator("[data-test=candidate]").nth(1);
    const name = (await second.getAttribute("data-name")) ?? "";
    await afterRun(page, () => choose(second.locator("input")));
    assert.ok((await page.locator("[data-test=question]").innerText()).includes(name));
    await inAddress(page, "class", name);
  }));

test("each setting of the drawer counts, stands in the address, and is reset", () =>
  watched(async (page) => {
    await page.locator("[data-test=settings-open]").click();
    const last = { weights: await weights(page) };
    const changed = async (/** @type {string} */ what) => {
      const now = await weights(page);
      assert.notDeepEqual(now, last.weights, `${what} changed nothing`);
      last.weights = now;
    };
    await afterRun(page, () => slide(page, "set-segments", 10));
    assert.ok((await weights(page)).length <= 10);
    await changed("segments");
    await inAddress(page, "pieces", "10");
    await afterRun(page, () => slide(page, "set-compactness", 60));
    await changed("compactness");
    await inAddress(page, "compactness", "60");
    await afterRun(page, () => page.locator("[data-test=set-fill]").selectOption("blur"));
    await changed("fill");
    await inAddress(page, "fill", "blur");
    await afterRun(page, () => page.locator("[data-test=set-seed]").fill("7"));
    await changed("seed");
    await inAddress(page, "seed", "7");
    await afterRun(page, () => page.locator("[data-test=set-design]").selectOption("bernoulli"));
    await changed("design");
    await inAddress(page, "design", "bernoulli");
    await afterRun(page, () => slide(page, "set-evaluations", 1));
    await inAddress(page, "tries", "128");
    await changed("evaluations");
    await slide(page, "set-kernel", 3);
    await inAddress(page, "kernel", "0.25");
    await changed("kernel width");
    await choose(page.locator("[data-test=set-scale-probability]"));
    await inAddress(page, "scale", "probability");
    await changed("scale");
    await afterRun(page, () => page.locator("[data-test=settings-reset]").click());
    for (const name of ["pieces", "compactness", "fill", "seed", "design", "tries", "kernel", "scale"]) {
      await inAddress(page, name, null);
    }
  }));

test("a picture is dropped on the page, and one is pasted", () =>
  watched(async (page) => {
    const manifest = JSON.parse(await readFile(path.join(ROOT, "models/manifest.json"), "utf8"));
    for (const [kind, { name, pictures }] of /** @type {const} */ ([
      ["drop", manifest.classes[21]],
      ["paste", manifest.classes[34]],
    ])) {
      const bytes = await readFile(path.join(ROOT, "models", pictures[0].path));
      await bring(page, kind, "body", "me.webp", bytes);
      await page.getByText(`This is ${name}`).waitFor();
      await untilExplained(page);
    }
  }));

test("a model that cannot be fetched is said in words, and comes when it is tried again", async () => {
  const { context, strangers } = await watchedContext(at.browser, at.server.url);
  const page = await context.newPage();
  let isBroken = true;
  await page.route("**/*.onnx", (route) => (isBroken ? route.abort() : route.continue()));
  await page.goto(at.server.url);
  const error = page.locator("[data-test=error]");
  await error.waitFor({ timeout: 60_000 });
  const words = await error.locator("[data-test=error-message]").innerText();
  assert.ok(words.length > 20 && !/undefined|object|Error:/.test(words), words);
  assert.notEqual((await error.locator("[data-test=error-details]").textContent()) ?? "", "");
  isBroken = false;
  await error.locator("[data-test=error-retry]").click();
  await untilExplained(page);
  assert.equal(await error.count(), 0);
  assert.deepEqual(strangers, []);
  await context.close();
});
