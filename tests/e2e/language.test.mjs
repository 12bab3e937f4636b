/** English and Japanese, in Chromium: chosen, remembered, followed, offline, on a phone. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { en } from "../../www/src/texts/en.js";
import { ja } from "../../www/src/texts/ja.js";
import { desk, grave, serve, untilExplained, watchedContext } from "./support.mjs";

const at = desk();

const { watched } = at;

/** English texts of two words or more, which must not be seen in Japanese. */
const ENGLISH = sentences(en).filter((words) => /[a-z] [a-z]/.test(words) && !sentences(ja).includes(words));

/** @param {unknown} value @returns {string[]} */
function sentences(value) {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(sentences) : [];
}

/** @param {import("playwright-core").Page} page */
const language = (page) => page.evaluate(() => document.documentElement.lang);

/** @param {import("playwright-core").Page} page @param {string} where */
async function speaksJapanese(page, where) {
  const seen = await page.evaluate(() => document.body.innerText);
  const left = ENGLISH.filter((words) => seen.includes(words));
  assert.deepEqual(left, [], where);
}

/** What is wider than the screen or than its own box. @param {import("playwright-core").Page} page */
function overflowing(page) {
  return page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    const found = scrollWidth > clientWidth ? [`the page: ${scrollWidth} of ${clientWidth}`] : [];
    for (const element of document.querySelectorAll("button, .btn, .seg span, .chip, h1, h2, h3, .nav a")) {
      const box = element.getBoundingClientRect();
      const isSeen = box.width > 1 && getComputedStyle(element).visibility === "visible";
      if (!isSeen || element.closest(".vh, [hidden]")) continue;
      const { scrollWidth: wide, clientWidth: room } = element;
      if (room > 0 && wide > room + 1) found.push(`${element.textContent?.trim()}: ${wide} of ${room}`);
    }
    return found;
  });
}

test("a switch in the header acts at once, everywhere, and is remembered", () =>
  watched(async (page) => {
    await page.goto(at.server.url);
    await untilExplained(page);
    await page.locator("moe-more").waitFor();
    assert.equal(await language(page), "en");
    const name = await page.locator("[data-test=gallery-item]").first().getAttribute("aria-label");
    assert.equal(await page.locator("[data-test=language]").innerText(), "日本語");
    await page.locator("[data-test=language]").click();
    await page.getByText(ja.answer.is(name ?? "")).waitFor();

    assert.equal(await language(page), "ja");
    assert.equal(await page.title(), ja.page.title);
    assert.equal(await page.locator("meta[name=description]").getAttribute("content"), ja.page.description);
    assert.equal(await page.locator("h1").first().innerText(), ja.page.heading);
    assert.equal(await page.locator(".nav").getAttribute("aria-label"), ja.page.pages);
    await speaksJapanese(page, "recognise");
    await page.goto(`${at.server.url}#graph`);
    await page.locator("[data-test=graph][data-stage=ready]").waitFor();
    await page.locator("moe-graph-legend [data-test=legend]").waitFor();
    await speaksJapanese(page, "graph");
    await page.goto(`${at.server.url}#how`);
    await page.locator("[data-test=how-view]").waitFor();
    await speaksJapanese(page, "how");
    await page.goto(`${at.server.url}#teach`);
    await page.getByText(ja.teach.title).waitFor();
    await speaksJapanese(page, "teach");

    await page.goto(at.server.url);
    await page.reload();
    await untilExplained(page);
    assert.equal(await language(page), "ja");
    await speaksJapanese(page, "after a reload");
    await page.locator("[data-test=language]").click();
    await page.getByText(en.answer.is(name ?? "")).waitFor();
    assert.equal(await page.title(), en.page.title);
    await page.reload();
    await untilExplained(page);
    assert.equal(await language(page), "en");
  }));

test("a browser that prefers Japanese starts in it, without English before", () =>
  watched(
    async (page) => {
      // What is painted, frame by frame, from the start.
      await page.addInitScript(() => {
        const seen = /** @type {any} */ (window);
        seen.titles = new Set();
        const look = () => {
          const heading = document.querySelector("h1");
          if (heading && getComputedStyle(heading).visibility === "visible") {
            seen.titles.add(heading.textContent);
          }
          if (performance.now() < 5000) requestAnimationFrame(look);
        };
        requestAnimationFrame(look);
      });
      await page.goto(at.server.url);
      await untilExplained(page);
      assert.equal(await language(page), "ja");
      const titles = await page.evaluate(() => [.../** @type {any} */ (window).titles]);
      assert.deepEqual(titles, [ja.page.heading]);
      await speaksJapanese(page, "first visit");
    },
    { locale: "ja-JP" },
  ));

test("an error is said in the language in use, also after a switch", () =>
  watched(
    async (page) => {
      await page.goto(at.server.url);
      await untilExplained(page);
      await page
        .locator("[data-test=file-input]")
        .setInputFiles({ name: "x.png", mimeType: "image/png", buffer: Buffer.from("no picture at all") });
      const said = page.locator("[data-test=error-message]");
      await said.waitFor();
      assert.equal(await said.innerText(), ja.problems.sentences["picture-kind"]);
      await page.locator("[data-test=language]").click();
      await page.getByText(en.problems.titles.picture).waitFor();
      assert.match(await said.innerText(), /^This is text/);
    },
    { locale: "ja" },
  ));

for (const colorScheme of /** @type {const} */ (["light", "dark"])) {
  test(`Japanese on a phone: nothing overflows, axe finds nothing serious: ${colorScheme}`, () =>
    watched(
      async (page) => {
        const check = async (/** @type {string} */ view) => {
          assert.deepEqual(await overflowing(page), [], view);
          assert.deepEqual(await grave(page), [], view);
        };
        await page.goto(at.server.url);
        await untilExplained(page);
        await page.locator("moe-more").waitFor();
        await check("recognise");
        await page.locator("[data-test=settings-open]").first().click();
        await check("settings");
        await page.keyboard.press("Escape");
        await page.goto(`${at.server.url}#graph`);
        await page.locator("moe-graph-legend [data-test=legend]").waitFor();
        await check("graph");
        await page.goto(`${at.server.url}#how`);
        await page.locator("[data-test=how-view]").waitFor();
        await check("how");
        await page.goto(`${at.server.url}#teach`);
        await page.getByText(ja.teach.title).waitFor();
        await check("teach");
      },
      { locale: "ja", colorScheme, viewport: { width: 390, height: 844 }, reducedMotion: "reduce" },
    ));
}

test("without a network the other language is there too", async () => {
  const { context, strangers } = await watchedContext(at.browser, at.server.url);
  const page = await context.newPage();
  await page.goto(at.server.url);
  await untilExplained(page);
  await page.evaluate(async () => {
    const { active } = await navigator.serviceWorker.ready;
    while (active?.state !== "activated") await new Promise((resolve) => setTimeout(resolve, 50));
  });
  await at.server.stop();
  await context.setOffline(true);
  await page.reload();
  await untilExplained(page);
  await page.locator("[data-test=language]").click();
  await page.getByText(ja.problems.offline).waitFor();
  await page.reload();
  await page.getByText(ja.problems.offline).waitFor();
  assert.equal(await language(page), "ja");
  assert.deepEqual(strangers, []);
  await context.close();
  at.server = await serve();
});
