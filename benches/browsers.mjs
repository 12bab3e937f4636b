/** The same page in Chromium and in Firefox, behind one function each. */
import { Builder } from "selenium-webdriver";
import firefox from "selenium-webdriver/firefox.js";
import { FIREFOX, GECKODRIVER, launchChromium } from "../tests/e2e/support.mjs";

/** Milliseconds that one call may take. */
const LIMIT = 20 * 60_000;

/**
 * @typedef {object} BenchPage
 * @property {string} name     Browser and version.
 * @property {(method: string, args: unknown[]) => Promise<any>} call  A function of the page's `bench`.
 * @property {() => Promise<void>} close
 */

/**
 * @param {string} url
 * @returns {Promise<BenchPage>}
 */
export async function inChromium(url) {
  const browser = await launchChromium();
  const page = await browser.newPage();
  page.on("pageerror", (error) => console.error(error));
  page.setDefaultTimeout(LIMIT);
  await page.goto(url);
  await page.waitForFunction(() => "bench" in globalThis);
  return {
    name: `Chromium ${browser.version().split(".")[0]}`,
    call: (method, args) =>
      page.evaluate(([name, values]) => globalThis.bench[name](...values), [method, args]),
    close: () => browser.close(),
  };
}

/**
 * @param {string} url
 * @returns {Promise<BenchPage>}
 */
export async function inFirefox(url) {
  const driver = await new Builder()
    .forBrowser("firefox")
    .setFirefoxOptions(new firefox.Options().setBinary(FIREFOX()).addArguments("-headless"))
    .setFirefoxService(new firefox.ServiceBuilder(GECKODRIVER()))
    .build();
  await driver.manage().setTimeouts({ script: LIMIT });
  await driver.get(url);
  await driver.wait(() => driver.executeScript("return 'bench' in globalThis"), 30_000);
  const version = (await driver.getCapabilities()).getBrowserVersion() ?? "";
  return {
    name: `Firefox ${version.split(".")[0]}`,
    async call(method, args) {
      const { value, error } = await driver.executeAsyncScript(
        `const done = arguments[2];
         Promise.resolve().then(() => globalThis.bench[arguments[0]](...arguments[1]))
           .then((value) => done({ value }), (error) => done({ error: String(error) }));`,
        method,
        args,
      );
      if (error) throw new Error(error);
      return value;
    },
    close: () => driver.quit(),
  };
}
