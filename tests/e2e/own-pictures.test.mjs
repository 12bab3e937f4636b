/** Pictures of one's own, good and bad, in Chromium. */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { after, before, test } from "node:test";
import { ROOT, launchChromium, serve, untilExplained, watchedContext } from "./support.mjs";

/** @type {Awaited<ReturnType<typeof serve>>} */
let server;
/** @type {import("playwright-core").Browser} */
let browser;
/** @type {Awaited<ReturnType<typeof watchedContext>>} */
let visit;
/** @type {import("playwright-core").Page} */
let page;

before(async () => {
  server = await serve();
  browser = await launchChromium();
  visit = await watchedContext(browser, server.url);
  page = await visit.context.newPage();
  await page.goto(server.url);
  await untilExplained(page);
});
after(async () => {
  assert.deepEqual(visit.strangers, [], "requests off the page's own origin");
  assert.deepEqual(visit.complaints, [], "errors in the console");
  await browser.close();
  await server.stop();
});

const input = () => page.locator("[data-test=file-input]");

test("a file is recognised and explained", async () => {
  const manifest = JSON.parse(await readFile(path.join(ROOT, "models/manifest.json"), "utf8"));
  const { name, pictures } = manifest.classes[12];
  const buffer = await readFile(path.join(ROOT, "models", pictures[1].path));
  await input().setInputFiles({ name: "me.webp", mimeType: "image/webp", buffer });
  await page.getByText(`This is ${name}`).waitFor();
  await untilExplained(page);
});

test("a file's name is text, whatever it says", async () => {
  const name = '<img src=x onerror="document.title=`run`"><b>me.png';
  const manifest = JSON.parse(await readFile(path.join(ROOT, "models/manifest.json"), "utf8"));
  const buffer = await readFile(path.join(ROOT, "models", manifest.classes[7].pictures[0].path));
  const title = await page.title();
  await input().setInputFiles({ name, mimeType: "image/webp", buffer });
  await page.getByText(`This is ${manifest.classes[7].name}`).waitFor();
  await untilExplained(page);
  await page.goto(`${server.url}#graph`);
  await page.locator("moe-graph-legend [data-test=legend]").waitFor();
  await page.locator("[data-test=graph-pictures]").setInputFiles({ name, mimeType: "image/webp", buffer });
  const landed = page.locator("[data-test=landed]");
  await landed.waitFor();
  assert.match(await landed.innerText(), /<img src=x onerror=/, "the name is shown as it is");
  const made = page.locator("img[src=x], img[onerror]");
  assert.equal(await made.count(), 0, "the name became an element");
  assert.equal(await page.title(), title, "the name ran");
  await page.goto(`${server.url}#`);
});

test("files that are no pictures are refused in words, and the page goes on", async () => {
  const answer = await page.locator("[data-test=answer-name]").innerText();
  const files = [
    { name: "notes.png", buffer: Buffer.from("These are notes, not a picture.") },
    { name: "empty.jpg", buffer: Buffer.alloc(0) },
    { name: "paper.pdf", buffer: Buffer.from("%PDF-1.7\n%âãÏÓ\n1 0 obj\n") },
  ];
  for (const { name, buffer } of files) {
    await input().setInputFiles({ name, mimeType: "application/octet-stream", buffer });
    const error = page.locator("[data-test=error]").last();
    await error.waitFor();
    const words = await error.locator("[data-test=error-message]").innerText();
    assert.ok(words.length > 20 && !/undefined|object|Error:/.test(words), words);
    await error.locator("[data-test=error-dismiss]").click();
  }
  assert.equal(await page.locator("[data-test=answer-name]").innerText(), answer);
  await page.locator("[data-test=gallery-item]").nth(3).click();
  await untilExplained(page);
});

test("a part of a wide picture can be chosen", async () => {
  const png = await page.evaluate(async () => {
    const canvas = new OffscreenCanvas(640, 320);
    const paint = /** @type {OffscreenCanvasRenderingContext2D} */ (canvas.getContext("2d"));
    for (let i = 0; i < 64; i += 1) {
      paint.fillStyle = `hsl(${i * 37} 60% ${30 + (i % 5) * 10}%)`;
      paint.fillRect((i % 16) * 40, Math.floor(i / 16) * 80, 40, 80);
    }
    const blob = await canvas.convertToBlob({ type: "image/png" });
    return [...new Uint8Array(await blob.arrayBuffer())];
  });
  await input().setInputFiles({ name: "wide.png", mimeType: "image/png", buffer: Buffer.from(png) });
  await page.locator("[data-test=crop-open]").click();
  const frame = page.locator("[data-test=crop-frame]");
  await frame.waitFor();
  await frame.focus();
  for (let i = 0; i < 60; i += 1) await page.keyboard.press("ArrowRight");
  await page.locator("[data-test=crop-use]").click();
  await frame.waitFor({ state: "hidden" });
  await untilExplained(page);
});
