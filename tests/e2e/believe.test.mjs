/** The cards below the picture: kernel width, removal, other methods, parts. On the real page. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { choose, desk, grave, untilExplained } from "./support.mjs";

const at = desk();

const { watched } = at;

test("the kernel width is a slider that the picture follows without a run", () =>
  watched(async (page) => {
    await page.goto(at.server.url);
    await untilExplained(page);
    await page.locator("[data-test=kernel-chart]").waitFor();
    assert.equal(await page.locator("[data-test=kernel-chart] path.ln").count(), 5);
    const weights = () =>
      page.locator("[data-test=piece]").evaluateAll((all) => all.map((piece) => piece.dataset.weight));
    const flat = await weights();
    const slider = page.locator("[data-test=kernel-slider]");
    for (const step of ["12", "6", "3"]) {
      const old = await weights();
      await slider.fill(step);
      await page.waitForFunction(
        (before) =>
          [...document.querySelectorAll("[data-test=piece]")].some(
            (piece, i) => piece.getAttribute("data-weight") !== before[i],
          ),
        old,
      );
      assert.equal(await page.locator("[data-test=explanation][data-state=steady]").count(), 1, "no run");
    }
    assert.match(page.url(), /./);
    await slider.fill("19");
    await page.waitForFunction(
      (before) =>
        [...document.querySelectorAll("[data-test=piece]")].every(
          (piece, i) => piece.getAttribute("data-weight") === before[i],
        ),
      flat,
    );
  }));

test("pieces are taken away beside random orders, and played", () =>
  watched(async (page) => {
    await page.goto(at.server.url);
    await untilExplained(page);
    await page.locator("[data-test=start-removal]").click();
    await page.locator("[data-test=removal-chart]").waitFor({ timeout: 60_000 });
    assert.equal(await page.locator("[data-test=removal-chart] .band").count(), 2);
    assert.match(await page.locator("[data-test=removal-areas]").innerText(), /of 20 random orders/);
    const whole = await page.locator("[data-test=removal-chance]").innerText();
    const last = await page.locator("[data-test=removal-step]").getAttribute("max");
    assert.ok(last);
    await page.locator("[data-test=removal-step]").fill(last);
    await page.waitForFunction(
      (old) => document.querySelector("[data-test=removal-chance]")?.textContent?.trim() !== old,
      whole,
    );
    const seen = () =>
      page.locator("moe-removal-card canvas").evaluate((canvas) => {
        const { data } = /** @type {HTMLCanvasElement} */ (canvas)
          .getContext("2d")
          .getImageData(0, 0, canvas.width, canvas.height);
        return data.reduce((sum, value) => (sum * 31 + value) % 1_000_003, 7);
      });
    const gone = await seen();
    await page.locator("[data-test=removal-play]").click();
    await page.waitForTimeout(1500);
    assert.notEqual(await seen(), gone, "the player moves");
    assert.match(await page.locator("[data-test=removal-play]").innerText(), /Pause/);
    await page.locator("[data-test=removal-play]").click();
  }));

test("a long task is cancelled and can be begun again", () =>
  watched(async (page) => {
    await page.goto(at.server.url);
    await untilExplained(page);
    await page.locator("[data-test=start-methods]").click();
    await page.locator("[data-test=cancel-methods]").click();
    await page.locator("[data-test=start-methods]").waitFor();
    assert.equal(await page.locator("[data-test=methods-chip]").count(), 0);
  }));

test("other methods on the same pieces, side by side and one at a time", () =>
  watched(async (page) => {
    await page.goto(at.server.url);
    await untilExplained(page);
    await page.locator("[data-test=start-methods]").click();
    await page.locator("[data-test=methods-chip]").waitFor({ timeout: 90_000 });
    const count = await page.locator("[data-test=piece]").count();
    for (const name of ["lime", "shap", "off", "alone"]) {
      const figure = page.locator(`[data-test=method-${name}]`);
      assert.equal(await figure.locator(".cell").count(), count);
      const correlation = Number(await figure.getAttribute("data-correlation"));
      assert.ok(correlation > 0.3, `${name} agrees ${correlation} with LIME`);
    }
    await choose(page.locator("[data-test=methods-layout-one]"));
    assert.equal(await page.locator("figure[data-test^=method-]").count(), 1);
    await choose(page.locator("[data-test=methods-one-off]"));
    await page.locator("figure[data-test=method-off]").waitFor();
    assert.deepEqual(await grave(page), []);
  }));

test("is it the hair: this picture, the character, everybody", () =>
  watched(
    async (page) => {
      await page.goto(at.server.url);
      await untilExplained(page);
      await page.locator("[data-test=parts-card]").scrollIntoViewIfNeeded();
      const chart = page.locator("[data-test=parts-chart]");
      await chart.waitFor({ timeout: 60_000 });
      assert.match(
        (await chart.getAttribute("aria-label")) ?? "",
        /^This picture: .*Hair \d+.% of the evidence/,
      );
      assert.match(await page.locator("[data-test=parts-finding]").innerText(), /of 100 it is the/);
      await choose(page.locator("[data-test=parts-all]"));
      assert.match((await chart.getAttribute("aria-label")) ?? "", /^All 100 characters/);
      await choose(page.locator("[data-test=parts-character]"));
      assert.match((await chart.getAttribute("aria-label")) ?? "", /^Orimaya/);
      assert.deepEqual(await grave(page), []);
    },
    { colorScheme: "dark", viewport: { width: 390, height: 844 } },
  ));
