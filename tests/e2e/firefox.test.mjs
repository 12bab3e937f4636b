/** The main path in real Firefox. */
import assert from "node:assert/strict";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { Builder, By, until } from "selenium-webdriver";
import firefox from "selenium-webdriver/firefox.js";
import { assertSameBits } from "./replay.mjs";
import { FIREFOX, GECKODRIVER, serve } from "./support.mjs";

/** @type {Awaited<ReturnType<typeof serve>>} */
let server;
/** @type {import("selenium-webdriver").WebDriver} */
let driver;
/** Where Firefox puts what is saved. */
let folder = "";

before(async () => {
  server = await serve();
  folder = await mkdtemp(path.join(os.tmpdir(), "moelens-"));
  const options = new firefox.Options()
    .setBinary(FIREFOX())
    .addArguments("-headless")
    .setPreference("browser.download.folderList", 2)
    .setPreference("browser.download.dir", folder)
    .setPreference("browser.download.alwaysOpenPanel", false);
  driver = await new Builder()
    .forBrowser("firefox")
    .setFirefoxOptions(options)
    .setFirefoxService(new firefox.ServiceBuilder(GECKODRIVER()))
    .build();
  await driver.manage().window().setRect({ width: 1280, height: 900 });
});
after(async () => {
  await driver?.quit();
  await server.stop();
  await rm(folder, { recursive: true });
});

const one = (/** @type {string} */ name) => By.css(`[data-test=${name}]`);
const steady = () =>
  driver.wait(until.elementLocated(By.css("[data-test=explanation][data-state=steady]")), 180_000);

test("recognised, explained, another character, another rival", async () => {
  await driver.get(server.url);
  await steady();
  const first = await driver.findElement(one("gallery-item")).getAttribute("aria-label");
  assert.ok((await driver.findElement(one("answer-name")).getText()).includes(first));
  assert.ok((await driver.findElements(one("piece"))).length > 8);

  const other = (await driver.findElements(one("gallery-item")))[25];
  const name = await other.getAttribute("aria-label");
  await driver.executeScript("arguments[0].click()", other);
  await driver.wait(
    async () => (await driver.findElement(one("answer-name")).getText()).includes(name),
    60_000,
  );
  await steady();

  const elsewhere = await driver.executeScript(
    "return performance.getEntriesByType('resource').map((e) => e.name).filter((n) => !n.startsWith('blob:') && !n.startsWith(location.origin))",
  );
  assert.deepEqual(elsewhere, []);
});

test("what is saved here has the bits of the processor's own arithmetic", async () => {
  await driver.get(`${server.url}?pieces=15&tries=64&seed=9&picture=2`);
  await steady();
  const take = await driver.wait(until.elementLocated(one("take-data")), 60_000);
  await driver.executeScript("arguments[0].click()", take);
  const saved = await driver.wait(async () => {
    const names = await readdir(folder);
    return names.every((name) => !name.endsWith(".part")) && names.find((name) => name.endsWith(".json"));
  }, 30_000);
  await assertSameBits(path.join(folder, /** @type {string} */ (saved)));
});
