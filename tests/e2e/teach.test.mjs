/** Own characters: brought in, taught, used, kept, taken away and brought back. */
import assert from "node:assert/strict";
import { cp, mkdir, mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { zipSync } from "fflate";
import { drawn } from "./drawings.mjs";
import { bring, desk, grave, launchChromium, untilExplained, watchedContext } from "./support.mjs";

const at = desk();
/** Members of the cast, under names of their own. @type {Record<string, number>} */
const TAUGHT = { Aoi: 3, Beni: 40, Chiyo: 77 };
const EACH = 12;
/** The broken file counts until it was looked at; the picture in the wrong folder counts always. */
const ALL = 3 * EACH + 2;
/** @type {string} */
let folder;

before(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), "moelens-teach-"));
});
after(async () => {
  await rm(folder, { recursive: true, force: true });
});

/** @param {import("playwright-core").Page} page */
async function opened(page) {
  page.setDefaultTimeout(120_000);
  // Few tries: what is tested here is not how good an explanation is.
  await page.goto(`${at.server.url}?tries=64#teach`);
  await page.locator("[data-test=teach][data-stage=ready]").waitFor();
  await page.locator("html[data-engine=ready]").waitFor({ state: "attached" });
}

/** The folder of folders, with a copy, a broken file, one that is no picture, and Aoi among Chiyo's. @param {import("playwright-core").Page} page */
async function fill(page) {
  const seeds = Array.from({ length: EACH }, (_, i) => 100 + i);
  for (const [name, character] of Object.entries(TAUGHT)) {
    const own = path.join(folder, "pictures", name);
    await mkdir(own, { recursive: true });
    const files = await drawn(page, character, seeds);
    await Promise.all(files.map((bytes, i) => writeFile(path.join(own, `${i}.png`), bytes)));
  }
  const aoi = path.join(folder, "pictures/Aoi");
  const [wrong] = await drawn(page, TAUGHT.Aoi, [999]);
  await writeFile(path.join(folder, "pictures/Chiyo/wrong.png"), wrong);
  await cp(path.join(aoi, "4.png"), path.join(aoi, "copy.png"));
  await writeFile(path.join(aoi, "broken.png"), "\x89PNG but nothing behind it");
  await writeFile(path.join(aoi, "notes.txt"), "no picture");
}

/** @param {import("playwright-core").Page} page @param {string} test */
async function saved(page, test) {
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.locator(`[data-test=${test}]`).click(),
  ]);
  const file = path.join(folder, download.suggestedFilename());
  await download.saveAs(file);
  return file;
}

/** Recognises a new drawing. @param {import("playwright-core").Page} page @param {string} name */
async function recognises(page, name) {
  const [buffer] = await drawn(page, TAUGHT[name], [4711]);
  await page.evaluate(() => (location.hash = ""));
  const input = page.locator("moe-drop input[type=file]:not([capture])").first();
  await input.setInputFiles({ name: "new.png", mimeType: "image/png", buffer });
  await page.getByText(`This is ${name}`).waitFor();
}

test("taught, measured, used, kept over a reload, saved and opened again", async () => {
  const { context, strangers, complaints } = await watchedContext(at.browser, at.server.url);
  const page = await context.newPage();
  await opened(page);
  await fill(page);

  await page.locator("[data-test=teach-folder]").setInputFiles(path.join(folder, "pictures"));
  await page.getByText(`3 characters, ${ALL} pictures`).waitFor();
  assert.equal(await page.locator("[data-test=character]").count(), 3);
  assert.ok((await page.locator("[data-character] .thumb img").count()) >= 3 * 7 - 1);
  const left = page.locator("[data-test=teach-left-out]");
  await left.locator("summary").click();
  const said = await left.locator("[data-test=left-out]").allInnerTexts();
  assert.equal(said.length, 2);
  assert.ok(
    said.some((line) => /copy\.png: is the same picture as 4\.png of Aoi|4\.png: is the same/.test(line)),
  );
  assert.ok(said.some((line) => /notes\.txt: is no picture file/.test(line)));

  // Cancelled on the way, it goes on from there after a reload.
  await page.locator("[data-test=teach-start]").click();
  await page.waitForFunction(() => {
    const bar = document.querySelector("[data-what=look] [role=progressbar]");
    return Number(bar?.getAttribute("aria-valuenow")) >= 3;
  });
  await page.locator("[data-test=teach-cancel]").click();
  await page.locator("[data-test=teach-busy]").waitFor({ state: "hidden" });
  assert.equal(await page.locator("[data-test=teach-result]").count(), 0);
  await page.reload();
  await page.locator("[data-test=character]").nth(2).waitFor();
  const known = await page.evaluate(async () => {
    const { store } = /** @type {any} */ (document.querySelector("moe-teach-view"));
    return (await store.kept.rowKeys(store.state.project.id)).size;
  });
  assert.ok(known >= 3 && known < 2 * (3 * EACH), `${known} rows were kept`);

  await page.locator("[data-test=teach-start]").click();
  await page.locator("[data-test=teach-result]").waitFor();
  await page.locator("[data-test=teach-busy]").waitFor({ state: "hidden" });
  const accuracy = parseFloat(await page.locator("[data-test=teach-accuracy]").innerText());
  assert.ok(accuracy >= 85, `${accuracy} % right`);
  assert.match(await left.innerText(), /1 file is left out/);
  const cell = page.locator("[data-test=cell][data-of='1'][data-as='1']");
  const behind = Number(await cell.innerText());
  await cell.click();
  assert.equal(await page.locator("[data-test=behind] .thumb").count(), behind);
  assert.ok((await page.locator("[data-test=curve-says]").innerText()).length > 20);
  const doubt = page.locator("[data-test=doubt]").filter({ has: page.locator("[title='wrong.png']") });
  assert.match(await doubt.innerText(), /labelled Chiyo[\s\S]*looks like Aoi/);
  await doubt.locator("[data-test=doubt-right]").click();
  await doubt.waitFor({ state: "detached" });

  await page.locator("[data-test=use-now]").click();
  await page.locator("[data-test=project][data-used=true]").waitFor();
  await recognises(page, "Beni");
  await untilExplained(page);
  const others = await page.locator("[data-test=candidate]").count();
  assert.equal(others, 3, "only who was taught is a candidate");

  await page.goto(`${at.server.url}?tries=64#teach`);
  await page.reload();
  await page.locator("[data-test=project][data-used=true]").waitFor();
  assert.equal(
    parseFloat(await page.locator("[data-test=teach-accuracy]").innerText()),
    accuracy,
    "the result is kept",
  );
  await recognises(page, "Chiyo");
  await page.evaluate(() => (location.hash = "#teach"));

  const onnx = await saved(page, "save-onnx");
  assert.ok((await stat(onnx)).size > 3_000_000);
  assert.equal(await readFile(await saved(page, "save-labels"), "utf8"), "Aoi\nBeni\nChiyo\n");
  const zip = await saved(page, "save-project");

  // Deleted and taken back, then deleted.
  await page.locator("[data-test=project-remove]").click();
  await page.locator("[data-test=project]").waitFor({ state: "detached" });
  await page.locator(".toast button").first().click();
  await page.locator("[data-test=project]").waitFor();
  await page.locator("[data-test=project-remove]").click();
  await page.locator("[data-test=project]").waitFor({ state: "detached" });
  await page.locator("[data-test=gallery-in-use]").waitFor();

  await page.locator("[data-test=project-open]").setInputFiles(onnx);
  await page.locator("[data-test=project]").waitFor();
  await page.locator("[data-test=use-now]").click();
  await page.locator("[data-test=project][data-used=true]").waitFor();
  await recognises(page, "Aoi");
  await page.evaluate(() => (location.hash = "#teach"));

  await page.locator("[data-test=project-open]").setInputFiles(zip);
  await page.getByText(`3 characters, ${ALL} pictures`).waitFor();
  assert.equal(parseFloat(await page.locator("[data-test=teach-accuracy]").innerText()), accuracy);
  assert.equal(await page.locator("[data-test=project]").count(), 2);
  assert.deepEqual([strangers, complaints], [[], []]);
  await context.close();
});

test("by hand: named, moved, joined, removed and taken back", async () => {
  await at.watched(async (page) => {
    await opened(page);
    const files = (await drawn(page, 5, [1, 2, 3])).map((buffer, i) => ({
      name: `one-${i}.png`,
      mimeType: "image/png",
      buffer,
    }));
    await page.locator("[data-test=teach-pictures]").setInputFiles(files);
    await page.getByText("1 character, 3 pictures").waitFor();
    const name = page.locator("[data-test=character-name]").first();
    await name.fill("Dai");
    await name.press("Enter");
    await page.locator("[data-test=character][data-name=Dai]").waitFor();
    await page.locator("[data-test=add-character]").click();
    await page.locator("[data-test=character]").nth(1).waitFor();

    await page.locator("[data-test=thumb]").first().click();
    await page.locator("[data-test=picture-move]").selectOption({ index: 1 });
    await page.keyboard.press("Escape");
    const counts = page.locator("[data-test=character-count]");
    await page.waitForFunction(
      () =>
        [...document.querySelectorAll("[data-test=character-count]")]
          .map((chip) => chip.textContent?.trim())
          .join() === "2 pictures,1 picture",
    );
    const second = page.locator("[data-test=character-name]").nth(1);
    await second.fill("Dai");
    await second.press("Enter");
    await page.getByText("1 character, 3 pictures").waitFor();
    assert.equal((await counts.allInnerTexts()).join(), "3 pictures");

    await page.locator("[data-test=character-remove]").click();
    await page.getByText("0 characters, 0 pictures").waitFor();
    await page.locator(".toast button").first().click();
    await page.getByText("1 character, 3 pictures").waitFor();
    assert.ok(await page.locator("[data-test=teach-start]").isDisabled(), "one character is no lesson");
  });
});

test("dropped on a character, pasted, and a plain ZIP of folders", async () => {
  await at.watched(async (page) => {
    await opened(page);
    const pictures = await drawn(page, 9, [1, 2, 3, 4, 5, 6, 7]);
    for (let i = 0; i < 2; i += 1) {
      await page.locator("[data-test=add-character]").click();
      await page.locator("[data-test=character]").nth(i).waitFor();
    }
    const counts = (/** @type {string} */ wanted) =>
      page.waitForFunction(
        (wanted) =>
          [...document.querySelectorAll("[data-test=character-count]")]
            .map((chip) => parseInt(chip.textContent ?? ""))
            .join() === wanted,
        wanted,
      );
    await bring(page, "drop", "[data-test=character]:first-of-type", "dropped.png", pictures[0]);
    await counts("1,0");
    await page.locator("[data-test=character-name]").nth(1).focus();
    await bring(page, "paste", "body", "pasted.png", pictures[1]);
    await counts("1,1");
    const zip = zipSync({
      "club/Eri/1.png": pictures[2],
      "club/Eri/2.png": pictures[3],
      "club/Fuu/1.png": pictures[4],
    });
    await bring(page, "drop", "[data-test=teach-drop]", "club.zip", zip);
    await counts("1,1,2,1");
    await page.locator("[data-test=character][data-name=Eri]").waitFor();
    // Names are text, whatever they say, and paths lead nowhere.
    const evil = "<img src=x onerror=alert(1)>";
    const strange = zipSync({ [`../../${evil}/${evil}.png`]: pictures[5], "..\\Gin\\1.png": pictures[6] });
    await bring(page, "drop", "[data-test=teach-drop]", `${evil}.zip`, strange);
    await counts("1,1,2,1,1,1");
    const names = page.locator("[data-test=character-name]");
    const shown = await names.evaluateAll((inputs) =>
      inputs.map((input) => /** @type {HTMLInputElement} */ (input).value),
    );
    assert.deepEqual(shown.slice(-2), [evil, "Gin"]);
    assert.equal(await page.locator("img[src=x], img[onerror]").count(), 0, "a name became an element");
    await bring(page, "drop", "[data-test=teach-drop]", "cut.zip", zip.slice(0, zip.length / 3));
    const error = page.locator("[data-test=error-message]");
    await error.waitFor();
    assert.match(await error.innerText(), /cut\.zip cannot be read to its end/);
    await counts("1,1,2,1,1,1");
  });
});

test("the computer's camera takes pictures of a character, and is let go of", async () => {
  const browser = await launchChromium([
    "--use-fake-device-for-media-stream",
    "--use-fake-ui-for-media-stream",
  ]);
  try {
    const { context, strangers, complaints } = await watchedContext(browser, at.server.url);
    const page = await context.newPage();
    await opened(page);
    await page.locator("[data-test=add-character]").click();
    await page.locator("[data-test=character-camera]").click();
    const take = page.locator("[data-test=camera-take]:not([disabled])");
    await take.click();
    await page.getByText("1 picture taken.").waitFor();
    // The fake camera counts time: the next picture is another one.
    await page.waitForTimeout(1500);
    await take.click();
    await page.getByText("1 character, 2 pictures").waitFor();
    const live = () =>
      page.locator("[data-test=camera-view]").evaluate((video) => {
        const { srcObject } = /** @type {HTMLVideoElement} */ (video);
        return srcObject instanceof MediaStream && srcObject.active;
      });
    assert.ok(await live());
    assert.deepEqual(await grave(page, "moe-camera"), []);
    await page.locator("[data-test=camera-done]").click();
    assert.equal(await live(), false, "the camera is off");
    assert.ok((await page.locator("[data-test=thumb] img").count()) === 2);
    assert.deepEqual([strangers, complaints], [[], []]);
    await context.close();
  } finally {
    await browser.close();
  }
});

test("access: no grave violations in either scheme, nothing wider than a phone", async () => {
  for (const colorScheme of /** @type {const} */ (["light", "dark"])) {
    const phone = { viewport: { width: 390, height: 844 }, hasTouch: true };
    await at.watched(
      async (page) => {
        await opened(page);
        await fill(page);
        await page.locator("[data-test=teach-folder]").setInputFiles(path.join(folder, "pictures"));
        await page.locator("[data-test=teach-start]:not([disabled])").click();
        await page.locator("[data-test=teach-result]").waitFor();
        await page.locator("[data-test=teach-busy]").waitFor({ state: "hidden" });
        assert.deepEqual(await grave(page, "moe-teach-view"), [], colorScheme);
        const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        assert.ok(wide <= 0, `the page is ${wide} pixels too wide`);
      },
      { colorScheme, ...(colorScheme === "dark" ? phone : {}) },
    );
  }
});
