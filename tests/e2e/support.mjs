/**
 * What the end-to-end tests share: the built page on a local server, real browsers, and a watch over
 * the network: a request to anywhere but the page's own origin fails the test.
 */
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import assert from "node:assert/strict";
import { after, before } from "node:test";
import AxeBuilder from "@axe-core/playwright";
import { chromium } from "playwright-core";

export const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");

/** Programs by the names they have on Debian and elsewhere. */
function program(variable, names) {
  const folders = (process.env.PATH ?? "").split(path.delimiter);
  const found = names
    .flatMap((name) => folders.map((folder) => path.join(folder, name)))
    .find((file) => existsSync(file));
  const file = process.env[variable] ?? found;
  if (!file) throw new Error(`none of ${names.join(", ")} is on the PATH; ./build.sh test installs it`);
  return file;
}

export const CHROMIUM = () => program("CHROMIUM", ["chromium", "google-chrome", "chrome"]);
export const FIREFOX = () => program("FIREFOX", ["firefox-esr", "firefox"]);
export const GECKODRIVER = () => program("GECKODRIVER", ["geckodriver"]);

/**
 * Serves a folder, the built page by default, below a path prefix.
 *
 * @param {{ prefix?: string, port?: number, dir?: string }} [options]
 */
export async function serve({ prefix = "/some/prefix/", port = 0, dir = path.join(ROOT, "dist") } = {}) {
  const script = path.join(ROOT, "www/serve.mjs");
  const child = spawn(process.execPath, [script, "--dir", dir, "--port", String(port), "--prefix", prefix]);
  const address = await new Promise((resolve, reject) => {
    let said = "";
    child.stdout.on("data", (text) => {
      said += text;
      const found = said.match(/http:\/\/\S+/);
      if (found) resolve(found[0]);
    });
    child.on("exit", (code) => reject(new Error(`the server ended with ${code}: ${said}`)));
  });
  return {
    url: new URL(/** @type {string} */ (address)).href,
    stop: () =>
      new Promise((resolve) => {
        child.removeAllListeners("exit");
        child.on("exit", resolve);
        child.kill();
      }),
  };
}

/**
 * Chromium without anything of its own that speaks to the network.
 *
 * @param {string[]} [more]  Further switches.
 */
export function launchChromium(more = []) {
  const isRoot = process.getuid?.() === 0;
  return chromium.launch({
    executablePath: CHROMIUM(),
    args: [
      "--headless",
      ...(isRoot ? ["--no-sandbox"] : []),
      "--disable-gpu",
      // WebGL without a graphics card.
      "--enable-unsafe-swiftshader",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      ...more,
    ],
  });
}

/**
 * A fresh browser context on the page's server, watched.
 *
 * @param {import("playwright-core").Browser} browser
 * @param {string} url
 * @param {import("playwright-core").BrowserContextOptions} [options]
 */
export async function watchedContext(browser, url, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const origin = new URL(url).origin;
  /** @type {string[]} */
  const strangers = [];
  /** @type {string[]} */
  const complaints = [];
  context.on("request", (request) => {
    const to = new URL(request.url());
    if (!["blob:", "data:"].includes(to.protocol) && to.origin !== origin) strangers.push(to.href);
  });
  context.on("weberror", (error) => complaints.push(String(error.error())));
  context.on("console", (message) => {
    if (message.type() === "error") complaints.push(message.text());
  });
  return {
    context,
    /** Everything that went elsewhere, and every error in the console, so far. */
    strangers,
    complaints,
  };
}

/**
 * Waits until the explanation has come to an end of its own.
 *
 * @param {import("playwright-core").Page} page
 * @param {string} [state]
 */
export async function untilExplained(page, state = "steady") {
  await page.locator(`[data-test=explanation][data-state=${state}]`).waitFor({ timeout: 120_000 });
}

/**
 * Waits until the page is kept for offline use.
 *
 * @param {import("playwright-core").Page} page
 */
export const untilKept = (page) =>
  page.evaluate(async () => {
    const { active } = await navigator.serviceWorker.ready;
    while (active?.state !== "activated") await new Promise((resolve) => setTimeout(resolve, 50));
  });

/**
 * The built page and a Chromium, for the tests of one file: started before them, ended after them.
 */
export function desk() {
  const at = {
    /** @type {Awaited<ReturnType<typeof serve>>} */
    server: /** @type {any} */ (null),
    /** @type {import("playwright-core").Browser} */
    browser: /** @type {any} */ (null),

    /**
     * A visit with a fresh browser context, which must ask nobody but the page's origin and leave no error.
     *
     * @param {(page: import("playwright-core").Page) => Promise<void>} visit
     * @param {import("playwright-core").BrowserContextOptions} [options]
     */
    async watched(visit, options = {}) {
      const { context, strangers, complaints } = await watchedContext(at.browser, at.server.url, options);
      try {
        await visit(await context.newPage());
        assert.deepEqual(strangers, [], "requests off the page's own origin");
        assert.deepEqual(complaints, [], "errors in the console");
      } finally {
        await context.close();
      }
    },
  };
  before(async () => {
    at.server = await serve();
    at.browser = await launchChromium();
  });
  after(async () => {
    await at.browser?.close();
    await at.server?.stop();
  });
  return at;
}

/**
 * Chooses what a label names, where it stands when the page has come to rest: the input itself is not seen.
 *
 * @param {import("playwright-core").Locator} input  A radio button or a switch.
 */
export async function choose(input) {
  if (!(await input.isChecked())) await input.locator("xpath=ancestor::label[1]").click();
  assert.ok(await input.isChecked());
}

/**
 * Drops or pastes a file, as a person would.
 *
 * @param {import("playwright-core").Page} page
 * @param {"drop" | "paste"} kind
 * @param {string} selector  Where.
 * @param {string} name
 * @param {Uint8Array} bytes
 */
export async function bring(page, kind, selector, name, bytes) {
  await page.evaluate(
    ({ kind, selector, name, text }) => {
      const bytes = Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
      const data = new DataTransfer();
      const ending = /[.](png|webp)$/.exec(name);
      data.items.add(new File([bytes], name, { type: ending ? `image/${ending[1]}` : "" }));
      const target = /** @type {Element} */ (document.querySelector(selector));
      const options = { bubbles: true, cancelable: true };
      target.dispatchEvent(
        kind === "drop"
          ? new DragEvent("drop", { ...options, dataTransfer: data })
          : new ClipboardEvent("paste", { ...options, clipboardData: data }),
      );
    },
    { kind, selector, name, text: Buffer.from(bytes).toString("base64") },
  );
}

/**
 * What axe finds of serious or critical impact, as a line for each kind.
 *
 * @param {import("playwright-core").Page} page
 * @param {string} [part]  Only inside what this selector finds.
 */
export async function grave(page, part) {
  const builder = new AxeBuilder({ page });
  const { violations } = await (part ? builder.include(part) : builder).analyze();
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`);
}
