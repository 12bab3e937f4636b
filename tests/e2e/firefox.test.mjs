/** The main path in real Firefox. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Builder, By, until } from "selenium-webdriver";
import firefox from "selenium-webdriver/firefox.js";
import { FIREFOX, GECKODRIVER, serve } from "./support.mjs";

/** @type {Awaited<ReturnType<typeof serve>>} */
let server;
/** @type {import("selenium-webdriver").WebDriver} */
let driver;

before(async () => {
  server = await serve();
  const options = new firefox.Options().setBinary(FIREFOX()).addArguments("-headless");
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
