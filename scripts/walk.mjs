/**
 * A first-time visitor's five minutes on the built page, as pictures to look at:
 *
 *   node scripts/walk.mjs [--out FOLDER] [--looks wide,phone,dark] [--language en]
 *
 * Recognise a picture of one's own, understand the answer and its verdict, compare two characters, finish the
 * bias lab, teach two characters, go offline, take a report along. Each step is a screenshot of the whole page.
 */
import { mkdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { drawn } from "../tests/e2e/drawings.mjs";
import { launchChromium, serve, untilExplained, untilKept, watchedContext } from "../tests/e2e/support.mjs";

const { values: options } = parseArgs({
  options: {
    out: { type: "string", default: path.join(tmpdir(), "moelens-walk") },
    looks: { type: "string", default: "wide,phone,dark" },
    language: { type: "string", default: "en" },
  },
});
/** @type {Record<string, import("playwright-core").BrowserContextOptions>} */
const LOOKS = {
  wide: { viewport: { width: 1280, height: 900 } },
  phone: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 },
  dark: { viewport: { width: 1280, height: 900 }, colorScheme: "dark" },
};
await mkdir(options.out, { recursive: true });
const server = await serve({ prefix: "/moelens/" });
const browser = await launchChromium();
try {
  for (const look of options.looks.split(",")) await walk(look);
} finally {
  await browser.close();
  await server.stop();
}

/** @param {string} look */
async function walk(look) {
  const { context } = await watchedContext(browser, server.url, {
    locale: options.language,
    reducedMotion: "reduce",
    ...LOOKS[look],
  });
  const page = await context.newPage();
  page.setDefaultTimeout(240_000);
  let step = 0;
  const shoot = async (/** @type {string} */ name, isWhole = true) => {
    step += 1;
    const file = path.join(options.out, `${look}-${String(step).padStart(2, "0")}-${name}.png`);
    await page.waitForTimeout(400);
    await page.screenshot({ path: file, fullPage: isWhole });
    console.log(file);
  };
  const one = (/** @type {string} */ name) => page.locator(`[data-test=${name}]`).first();
  const go = (/** @type {string} */ hash) => page.evaluate((hash) => void (location.hash = hash), hash);

  await page.goto(server.url);
  await page.waitForTimeout(300);
  await shoot("first-look", false);
  await untilExplained(page);
  await page.locator("[data-test=verdict][data-level]").first().waitFor();
  await shoot("explained");

  const [own] = await drawn(page, 31, [77]);
  await one("file-input").setInputFiles({ name: "mine.png", mimeType: "image/png", buffer: own });
  await page.locator("[data-test=explanation][data-state=running]").waitFor();
  await shoot("own-picture-running", false);
  await untilExplained(page);
  await page.locator("[data-test=verdict][data-level]").first().waitFor();
  await shoot("own-picture");

  await go("#graph");
  await page.locator("[data-test=sky][data-settled=true]").waitFor({ state: "attached" });
  await shoot("graph");
  await go("#graph/Yomirin/Yomirei");
  await page.locator("[data-test=why][data-state=steady]").waitFor();
  await page.locator("[data-test=why-verdict]:not([data-tone=run])").waitFor();
  await shoot("two-characters");

  await go("#lab");
  await one("lab-train").click();
  await one("lab-like").waitFor();
  await page.locator("[data-test=lab-trip]:not([disabled])").click();
  await one("lab-swapped").waitFor();
  await shoot("lab-trip");
  await one("lab-look").click();
  await one("lab-background").waitFor();
  await page.locator("[data-test=lab-repair]").click();
  await page.locator("[data-test=lab-again]").click();
  await one("lab-conclusion").waitFor();
  await shoot("lab-end");

  await go("#teach");
  await page.locator("[data-test=teach][data-stage=ready]").waitFor();
  await shoot("teach-empty");
  const { zipSync } = await import("fflate");
  /** @type {Record<string, Uint8Array>} */
  const files = {};
  for (const [name, character] of /** @type {const} */ ([
    ["Aoi", 3],
    ["Beni", 40],
  ])) {
    const seeds = Array.from({ length: 12 }, (_, i) => 500 + i);
    (await drawn(page, character, seeds)).forEach((bytes, i) => (files[`${name}/${i}.png`] = bytes));
  }
  const buffer = Buffer.from(zipSync(files, { level: 0 }));
  await one("teach-zip").setInputFiles({ name: "two.zip", mimeType: "application/zip", buffer });
  await page.locator("[data-test=character]").nth(1).waitFor();
  await page.waitForTimeout(1000);
  await shoot("teach-pictures");
  await one("teach-start").click();
  await one("teach-result").waitFor();
  await shoot("taught");

  await go("#how");
  await page.locator("[data-test=how-tries] b").nth(5).waitFor();
  await shoot("how");

  await untilKept(page);
  await context.setOffline(true);
  await page.goto(server.url);
  await untilExplained(page);
  await page.locator("[data-test=verdict][data-level]").first().waitFor();
  await shoot("offline");

  const waiting = page.waitForEvent("download");
  await one("take-report").click();
  const report = path.join(options.out, `${look}-report.html`);
  await (await waiting).saveAs(report);
  await page.goto(pathToFileURL(report).href);
  await shoot("report");
  await context.close();
}
