/** What would change its mind: a region, a knob, the character redrawn. On the real page. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { choose, desk, grave, untilExplained } from "./support.mjs";

const at = desk();

/** @param {(page: import("playwright-core").Page) => Promise<void>} visit */
const watched = (visit, options = {}) =>
  at.watched(async (page) => {
    await page.goto(at.server.url);
    await untilExplained(page);
    await page.locator("moe-change").scrollIntoViewIfNeeded();
    await visit(page);
  }, options);

const chances = (/** @type {import("playwright-core").Page} */ page, /** @type {string} */ test) =>
  page.locator(`[data-test=${test}] .bar`).evaluateAll((bars) => bars.map((bar) => bar.textContent?.trim()));

test("a region is switched off, or all but it, by pointer and by keyboard", () =>
  watched(async (page) => {
    const pieces = page.locator("[data-test=pick]");
    const count = await pieces.count();
    // With everything off the model sees the rival.
    await pieces.first().focus();
    for (let i = 0; i < count; i += 1) {
      await page.keyboard.press("Space");
      await page.keyboard.press("ArrowRight");
    }
    assert.equal(await page.locator("[data-test=pick][aria-checked=true]").count(), count);
    const rival = await page.locator("[data-test=rival]").inputValue();
    await page.locator(`[data-test=region-after] .bar:first-child[data-class="${rival}"]`).waitFor();
    // Only everything is the picture itself.
    await choose(page.locator("[data-test=region-only]"));
    await page.waitForFunction(() => {
      const first = (/** @type {string} */ test) =>
        document.querySelector(`[data-test=${test}] .bar`)?.getAttribute("data-class");
      return first("region-after") === first("region-before");
    });
    assert.deepEqual(await chances(page, "region-after"), await chances(page, "region-before"));
    assert.deepEqual(await grave(page, "moe-more"), []);
    await page.locator("[data-test=region-clear]").click();
    await page.locator("[data-test=region-after]").waitFor({ state: "detached" });

    // A brush over the picture takes what it touches.
    const box = await page.locator(".picker svg").boundingBox();
    assert.ok(box);
    await page.mouse.move(box.x + 20, box.y + box.height / 2);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width - 20, box.y + box.height / 2, { steps: 24 });
    await page.mouse.up();
    assert.ok((await page.locator("[data-test=pick][aria-checked=true]").count()) >= 3);
    await page.locator("[data-test=region-after]").waitFor();
  }));

test("on a phone the picture to pick from and the one the model sees stand side by side", () =>
  watched(
    async (page) => {
      const boxes = await page
        .locator("[data-test=region-tab] figure > :first-child svg, [data-test=region-tab] .nothing-yet")
        .evaluateAll((all) => all.map((one) => one.getBoundingClientRect().toJSON()));
      assert.equal(boxes.length, 2);
      const [picked, shown] = boxes;
      assert.ok(picked.left >= 0 && picked.right <= shown.left, `${picked.right} is right of ${shown.left}`);
      assert.ok(shown.right <= 390);
    },
    { viewport: { width: 390, height: 844 } },
  ));

test("a knob is turned over all pictures of the character, or a region of this one", () =>
  watched(async (page) => {
    await page.locator("[data-test=tab-knob]").click();
    await page.locator("[data-test=start-knob]").click();
    await page.locator("[data-test=knob-chart]").waitFor({ timeout: 60_000 });
    assert.equal(await page.locator("[data-test=knob-chart] .l-mute").count(), 4, "one line per picture");
    assert.equal(await page.locator("[data-test=knob-chart] .l-acc").count(), 1, "and their mean");
    await choose(page.locator("[data-test=knob-unit-odds]"));
    const value = () => page.locator("[data-test=knob-value]").innerText();
    const neutral = await value();
    await page.locator("[data-test=knob-step]").fill("0");
    assert.notEqual(await value(), neutral);
    // Pointing at the chart shows the changed picture.
    const seen = () =>
      page.locator("moe-knob-tab canvas").evaluate((canvas) => {
        const { data } = /** @type {HTMLCanvasElement} */ (canvas)
          .getContext("2d")
          .getImageData(0, 0, canvas.width, canvas.height);
        return data.reduce((sum, byte) => (sum * 31 + byte) % 1_000_003, 7);
      });
    const dark = await seen();
    const box = await page.locator("[data-test=knob-chart]").boundingBox();
    assert.ok(box);
    await page.mouse.move(box.x + box.width * 0.9, box.y + box.height / 2);
    await page.waitForTimeout(200);
    assert.notEqual(await seen(), dark);

    await page.locator("[data-test=tab-region]").click();
    await page.locator("[data-test=pick]").nth(3).click({ force: true });
    await page.locator("[data-test=tab-knob]").click();
    await choose(page.locator("[data-test=knob-where-region]"));
    await page.locator("[data-test=start-knob]").click();
    await page.locator("[data-test=knob-chart]").waitFor({ timeout: 60_000 });
    assert.equal(await page.locator("[data-test=knob-chart] .l-mute").count(), 0);
    assert.deepEqual(await grave(page, "moe-more"), []);

    await choose(page.locator("[data-test=knob-background]"));
    await page.locator("[data-test=start-knob]").click();
    await page.locator("[data-test=cancel-knob]").click();
    await page.locator("[data-test=start-knob]").waitFor();
  }));

test("the character is redrawn, and the smallest change that flips the answer is found", () =>
  watched(
    async (page) => {
      await page.locator("[data-test=tab-redraw]").click();
      await page.locator("[data-test=redraw-bars]").waitFor({ timeout: 30_000 });
      const first = () => page.locator("[data-test=redraw-bars] .bar").first().getAttribute("data-class");
      const before = await first();
      const bars = await chances(page, "redraw-bars");
      await page.locator("[data-test=redraw-accessory]").selectOption({ label: "none" });
      await page.waitForFunction(
        (old) =>
          JSON.stringify(
            [...document.querySelectorAll("[data-test=redraw-bars] .bar")].map((b) => b.textContent?.trim()),
          ) !== old,
        JSON.stringify(bars),
      );
      await page.locator("[data-test=redraw-reset]").click();
      await page.locator("[data-test=start-flip]").click();
      const finding = page.locator("[data-test=flip-finding]");
      await finding.waitFor({ timeout: 120_000 });
      if (/flips it/.test(await finding.innerText()) && !/^No/.test(await finding.innerText())) {
        await page.waitForFunction(
          (old) => document.querySelector("[data-test=redraw-bars] .bar")?.getAttribute("data-class") !== old,
          before,
        );
      }
      assert.deepEqual(await grave(page, "moe-more"), []);
    },
    { colorScheme: "dark" },
  ));
