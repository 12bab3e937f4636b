/**
 * Draws the PNG icons from logo.svg with an installed Chromium. Run by hand after the logo
 * changed: `node www/icons/make.mjs /usr/bin/chromium`.
 */
import { readFile } from "node:fs/promises";
import { chromium } from "playwright-core";

const [executablePath = "/usr/bin/chromium"] = process.argv.slice(2);
const here = new URL("./", import.meta.url);
const logo = await readFile(new URL("logo.svg", here), "utf8");
const PAPER = "#faf8f5";
/** Name, side in pixels, share of the side that the logo fills. */
const ICONS = /** @type {const} */ ([
  ["icon-180.png", 180, 0.78],
  ["icon-192.png", 192, 0.86],
  ["icon-512.png", 512, 0.86],
  ["icon-maskable-512.png", 512, 0.6],
]);

const args = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
const browser = await chromium.launch({ executablePath, args });
for (const [name, side, part] of ICONS) {
  const page = await browser.newPage({ viewport: { width: side, height: side } });
  await page.setContent(
    `<style>body { margin: 0; height: 100vh; display: grid; place-items: center; background: ${PAPER} }
     svg { width: ${100 * part}%; height: ${100 * part}% }</style>${logo}`,
  );
  await page.screenshot({ path: new URL(name, here).pathname });
  await page.close();
}
await browser.close();
