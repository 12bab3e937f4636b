/** What may go wrong on a visit, and is survived: workers die, storage is refused or emptied. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { drawn } from "./drawings.mjs";
import { desk, untilExplained } from "./support.mjs";

const at = desk();
/** Members of the cast, under names of their own. */
const TAUGHT = { Aoi: 3, Beni: 40, Chiyo: 77 };
const EACH = 8;

/** @typedef {import("playwright-core").Page} Page */

/** Puts every worker of a visit where tests can reach it, by the first word of its name. @param {Page} page */
const reachWorkers = (page) =>
  page.addInitScript(() => {
    /** @type {Record<string, Worker[]>} */
    const workers = {};
    Object.assign(globalThis, { workers });
    globalThis.Worker = class extends Worker {
      /** @param {URL} url @param {WorkerOptions} options */
      constructor(url, options) {
        super(url, options);
        (workers[(options.name ?? "").split(" ")[0]] ??= []).push(this);
      }
    };
  });

/** The last worker of a name dies as it does for want of memory. @param {Page} page @param {string} name */
const die = (page, name) =>
  page.evaluate((name) => {
    const worker = /** @type {any} */ (globalThis).workers[name].at(-1);
    worker.terminate();
    worker.dispatchEvent(new ErrorEvent("error", { message: "out of memory", cancelable: true }));
  }, name);

/** From now on training never gets further than its first step, however quick it is. @param {Page} page */
const hold = (page) =>
  page.evaluate(() => {
    const post = Worker.prototype.postMessage;
    Worker.prototype.postMessage = function (message, ...rest) {
      if (message?.method !== "step") Reflect.apply(post, this, [message, ...rest]);
    };
  });

/** Opens Teach. @param {Page} page */
async function teach(page) {
  page.setDefaultTimeout(120_000);
  await page.goto(`${at.server.url}?tries=64#teach`);
  await page.locator("[data-test=teach][data-stage=ready]").waitFor();
  await page.locator("html[data-engine=ready]").waitFor({ state: "attached" });
}

/** Brings pictures of three characters, by the names of folders in a ZIP. @param {Page} page */
async function bringPictures(page) {
  const { zipSync } = await import("fflate");
  /** @type {Record<string, Uint8Array>} */
  const files = {};
  for (const [name, character] of Object.entries(TAUGHT)) {
    const seeds = Array.from({ length: EACH }, (_, i) => 300 + i);
    (await drawn(page, character, seeds)).forEach((bytes, i) => (files[`${name}/${i}.png`] = bytes));
  }
  const buffer = Buffer.from(zipSync(files, { level: 0 }));
  await page
    .locator("[data-test=teach-zip]")
    .setInputFiles({ name: "pictures.zip", mimeType: "application/zip", buffer });
  await page.getByText(`3 characters, ${3 * EACH} pictures`).waitFor();
}

/** How many pictures were looked at, at least. @param {Page} page @param {number} count */
const looked = (page, count) =>
  page.waitForFunction((count) => {
    const bar = document.querySelector("[data-what=look] [role=progressbar]");
    return Number(bar?.getAttribute("aria-valuenow")) >= count;
  }, count);

test("workers die while pictures are looked at and while a head is trained; reloads in between", () =>
  at.watched(async (page) => {
    await reachWorkers(page);
    await teach(page);
    await bringPictures(page);
    await page.locator("[data-test=teach-start]").click();
    await looked(page, 3);
    await die(page, "evaluate");
    await looked(page, 8);
    await page.reload();
    await page.locator("[data-test=character]").nth(2).waitFor();

    await hold(page);
    await page.locator("[data-test=teach-start]").click();
    await page.locator("[data-what=train]").waitFor();
    await die(page, "teach");
    await page.locator("[data-test=teach-busy]").waitFor({ state: "hidden" });
    assert.match(await page.locator("moe-messages").innerText(), /part of the page stopped/i);
    await page.locator("[data-test=teach-start]").click();
    await page.locator("[data-what=train]").waitFor();
    await page.reload();
    await page.locator("[data-test=character]").nth(2).waitFor();
    await page.locator("[data-test=teach-start]").click();
    await page.locator("[data-test=teach-result]").waitFor();
  }));

test("the studio dies in the middle of an explanation: said in words, and a reload explains", () =>
  at.watched(async (page) => {
    await reachWorkers(page);
    await page.goto(at.server.url);
    await page.locator("[data-test=explanation][data-state=running]").waitFor({ timeout: 60_000 });
    await die(page, "studio");
    await page.locator("[data-test=explanation][data-state=failed]").waitFor();
    assert.match(await page.locator("moe-messages").innerText(), /part of the page stopped/i);
    await page.reload();
    await untilExplained(page);
  }));

test("a browser that keeps nothing recognises and explains, and says why it cannot be taught", () =>
  at.watched(async (page) => {
    await page.addInitScript(() => {
      IDBFactory.prototype.open = () => {
        throw new DOMException("refused", "SecurityError");
      };
      Storage.prototype.setItem = () => {
        throw new DOMException("full", "QuotaExceededError");
      };
    });
    await page.goto(`${at.server.url}?tries=64`);
    await untilExplained(page);
    await page.evaluate(() => (location.hash = "#teach"));
    await page.locator("[data-test=teach-refused]").waitFor();
    assert.match(await page.locator("[data-test=teach-refused]").innerText(), /keeps nothing/);
  }));

test("no room left: said in words, and what was there stays", () =>
  at.watched(async (page) => {
    await teach(page);
    await bringPictures(page);
    await page.evaluate(() => {
      IDBObjectStore.prototype.put = () => {
        throw new DOMException("no room", "QuotaExceededError");
      };
    });
    const [extra] = await drawn(page, 12, [1]);
    await page
      .locator("[data-test=teach-pictures]")
      .setInputFiles({ name: "more.png", mimeType: "image/png", buffer: extra });
    await page
      .getByText(/no room|full/i)
      .first()
      .waitFor();
    await page.reload();
    await page.getByText(`3 characters, ${3 * EACH} pictures`).waitFor();
  }));

test("what the browser kept is deleted behind the page's back, and two visits at once", () =>
  at.watched(async (page) => {
    await teach(page);
    await bringPictures(page);
    const other = await page.context().newPage();
    await teach(other);
    await other.getByText(`3 characters, ${3 * EACH} pictures`).waitFor();
    await other.close();
    const session = await page.context().newCDPSession(page);
    await session.send("Storage.clearDataForOrigin", {
      origin: new URL(at.server.url).origin,
      storageTypes: "indexeddb",
    });
    await page.getByText(/deleted what this page kept/).waitFor();
    await page.locator("[data-test=character]").first().waitFor({ state: "detached" });
    await bringPictures(page);
  }));

test("ten explanations leave memory where it was", () =>
  at.watched(async (page) => {
    await page.goto(`${at.server.url}?tries=64`);
    await untilExplained(page);
    const memory = () =>
      page.evaluate(() => /** @type {any} */ (document.querySelector("moe-stage")).session.engine.memory());
    const next = async (/** @type {number} */ i) => {
      const begun = page.locator("[data-test=explanation][data-state=running]").waitFor();
      await Promise.all([begun, page.locator("[data-test=gallery-item]").nth(i).click()]);
      await untilExplained(page);
      await page.locator("[data-test=verdict][data-level]").waitFor();
    };
    await next(3);
    const before = await memory();
    for (let i = 4; i < 14; i += 1) await next(i);
    const after = await memory();
    before.forEach((/** @type {number} */ bytes, /** @type {number} */ i) =>
      assert.ok(after[i] <= 1.1 * bytes, `${bytes} bytes became ${after[i]}`),
    );
  }));
