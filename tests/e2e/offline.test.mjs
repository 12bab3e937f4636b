/** After one visit the page works without a network, and a new version is offered. */
import assert from "node:assert/strict";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { test } from "node:test";
import { ROOT, desk, serve, untilExplained, untilKept, watchedContext } from "./support.mjs";

const at = desk();

test("a reload without a network classifies and explains", async () => {
  const { context, strangers } = await watchedContext(at.browser, at.server.url);
  const page = await context.newPage();
  await page.goto(at.server.url);
  await untilExplained(page);
  await untilKept(page);
  await at.server.stop(); // nothing answers any more, not even on the machine itself
  await context.setOffline(true);
  await page.reload();
  await untilExplained(page);
  const item = page.locator("[data-test=gallery-item]").nth(60);
  const name = await item.getAttribute("aria-label");
  await item.click();
  await page.getByText(`This is ${name}`).waitFor();
  await untilExplained(page);
  assert.deepEqual(strangers, []);
  await context.close();
  at.server = await serve();
});

test("a new version is offered, and comes only when it is taken", async () => {
  const dir = await mkdtemp(path.join(os.tmpdir(), "moelens-"));
  await cp(path.join(ROOT, "dist"), dir, { recursive: true });
  const server = await serve({ dir });
  const { context, strangers } = await watchedContext(at.browser, server.url);
  const page = await context.newPage();
  await page.goto(server.url);
  await untilExplained(page);
  await untilKept(page);
  await page.reload();
  await untilExplained(page);

  const change = async (/** @type {string} */ name, /** @type {RegExp} */ from, /** @type {string} */ to) => {
    const old = await readFile(path.join(dir, name), "utf8");
    assert.match(old, from);
    await writeFile(path.join(dir, name), old.replace(from, to));
  };
  await change("index.html", /(?<=<title[^>]*>)[^<]*/, "The next Moelens");
  await change("sw.js", /(?<=url:"index.html",revision:")[^"]*/, "next");
  const isNew = () =>
    page.evaluate(async () => (await (await fetch("./")).text()).includes("The next Moelens"));
  await page.reload();
  const offer = page.locator("[data-test=toast-action]");
  await offer.waitFor({ timeout: 60_000 });
  await untilExplained(page);
  assert.equal(await isNew(), false, "the old version stays until the new one is taken");
  await offer.click();
  await offer.waitFor({ state: "detached" });
  await untilExplained(page);
  assert.equal(await isNew(), true);
  assert.deepEqual(strangers, []);
  await context.close();
  await server.stop();
  await rm(dir, { recursive: true });
});
