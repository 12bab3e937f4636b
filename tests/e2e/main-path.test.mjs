/** A first visit in Chromium, below a path prefix, with the network watched. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { choose, desk, untilExplained } from "./support.mjs";

const at = desk();

const { watched } = at;

/** @param {import("playwright-core").Page} page */
const done = async (page) => Number(await page.locator("[data-test=explanation]").getAttribute("data-done"));

test("a chosen picture is recognised and explained without a click", () =>
  watched(async (page) => {
    await page.goto(at.server.url);
    await page.locator("h1").waitFor();
    await untilExplained(page);
    const first = await page.locator("[data-test=gallery-item]").first().getAttribute("aria-label");
    const answer = await page.locator("[data-test=answer-name]").innerText();
    assert.ok(first && answer.includes(first), `${answer} should name ${first}`);
    assert.equal(await done(page), 256);
    const pieces = await page.locator("[data-test=piece]").count();
    assert.ok(pieces > 8 && pieces <= 31, `${pieces} pieces`);
    assert.equal(await page.locator("[data-test=candidate]").count(), 5);
  }));

test("the explanation appears early, sharpens, and shows how far it is", () =>
  watched(async (page) => {
    await page.goto(at.server.url);
    const explanation = page.locator("[data-test=explanation][data-state=running]");
    await explanation.waitFor({ timeout: 120_000 });
    const seen = new Set();
    for (let last = 0; last < 256;) {
      last = await done(page);
      seen.add(last);
      if (last > 0 && last < 256) {
        assert.match(await page.locator("[data-test=explanation]").innerText(), /\d/);
      }
      await page.waitForTimeout(40);
      if ((await page.locator("[data-state=steady]").count()) > 0) last = 256;
    }
    assert.ok(seen.size >= 3, `only ${[...seen]} evaluations were shown`);
  }));

test("a character chosen before the model is here comes first", () =>
  watched(async (page) => {
    let release = () => {};
    const held = new Promise((resolve) => (release = () => resolve(undefined)));
    await page.route("**/*.onnx", async (route) => {
      await held;
      await route.continue();
    });
    await page.goto(at.server.url);
    const item = page.locator("[data-test=gallery-item]").nth(3);
    const coming = page.locator("[data-test=coming]");
    const first = await coming.getAttribute("href");
    const name = (await item.getAttribute("aria-label")) ?? "";
    assert.ok(first && !first.includes(name.toLowerCase()), "the picture that the address names");
    await item.click();
    await page.locator(`[data-test=coming][href*=${name.toLowerCase()}]`).waitFor();
    await page.getByText("as soon as the model is here").waitFor();
    release();
    await page.getByText(`This is ${name}`).waitFor({ timeout: 120_000 });
  }));

test("another character of the gallery, found by its name", () =>
  watched(async (page) => {
    await page.goto(at.server.url);
    await untilExplained(page);
    const name = await page.locator("[data-test=gallery-item]").nth(41).getAttribute("aria-label");
    assert.ok(name);
    await page.locator("[data-test=gallery-search]").fill(name.slice(0, 5));
    await page.locator(`[data-test=gallery-item][aria-label="${name}"]`).click();
    await page.getByText(`This is ${name}`).waitFor();
    await untilExplained(page);
    assert.ok((await page.url()).includes(`character=${name}`));
  }));

test("scale and kernel width act at once; another rival runs, and is kept", () =>
  watched(async (page) => {
    await page.goto(at.server.url);
    await untilExplained(page);
    const weight = () => page.locator("[data-test=piece]").first().getAttribute("aria-label");
    const before = await weight();
    await page.locator("[data-test=settings-open]").first().click();
    await choose(page.locator("[data-test=set-scale-log-odds]"));
    await page.waitForFunction(
      (old) => document.querySelector("[data-test=piece]")?.getAttribute("aria-label") !== old,
      before,
    );
    assert.equal(await page.locator("[data-state=steady]").count(), 1, "no run was needed");
    await page.keyboard.press("Escape");

    const rival = page.locator("[data-test=rival]");
    const [firstRival, other] = await rival.locator("option").evaluateAll((options) =>
      options
        .slice(0, 12)
        .map((option) => option.value)
        .filter(Boolean),
    );
    const chosen = await rival.inputValue();
    await rival.selectOption(chosen === other ? firstRival : other);
    await page.locator("[data-test=explanation][data-state=running]").waitFor();
    await untilExplained(page);
    await rival.selectOption(chosen);
    await untilExplained(page);
  }));

test("a link reproduces the view", () =>
  watched(async (page) => {
    await page.goto(at.server.url);
    await untilExplained(page);
    const name = await page.locator("[data-test=gallery-item]").nth(7).getAttribute("aria-label");
    await page.goto(`${at.server.url}?character=${name}&picture=2&pieces=13&seed=5&fill=grey&tries=128`);
    await untilExplained(page);
    const pieces = await page
      .locator("[data-test=piece]")
      .evaluateAll((all) => all.map((piece) => piece.getAttribute("aria-label")));
    assert.ok(pieces.length <= 13);
    const link = page.url();
    await page.goto("about:blank");
    await page.goto(link);
    await untilExplained(page);
    const again = await page
      .locator("[data-test=piece]")
      .evaluateAll((all) => all.map((piece) => piece.getAttribute("aria-label")));
    assert.deepEqual(again, pieces);
  }));

test("cancel stops at once and keeps what is there", () =>
  watched(async (page) => {
    await page.goto(`${at.server.url}?tries=2048`);
    await page.locator("[data-test=cancel]").waitFor({ timeout: 120_000 });
    await page.waitForFunction(
      () => Number(document.querySelector("[data-test=explanation]")?.getAttribute("data-done")) >= 64,
    );
    await page.locator("[data-test=cancel]").click();
    await page.locator("[data-test=explanation][data-state=cancelled]").waitFor({ timeout: 3000 });
    const stopped = await done(page);
    await page.waitForTimeout(600);
    assert.equal(await done(page), stopped);
    assert.ok(stopped < 2048);
  }));
