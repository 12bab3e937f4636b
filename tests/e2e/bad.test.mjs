/** A folder full of broken pictures, beside good ones, on the built page. */
import assert from "node:assert/strict";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { badPictures } from "../bad/corpus.mjs";
import { drawn } from "./drawings.mjs";
import { desk, untilExplained } from "./support.mjs";

const at = desk();
const CHARACTERS = { Aoi: 3, Beni: 40 };
const GOOD = 8;
/** @type {string} */
let folder;

before(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), "moelens-bad-"));
});
after(async () => {
  await rm(folder, { recursive: true, force: true });
});

test("200 broken pictures are listed one by one, the others are taught, and the page goes on", () =>
  at.watched(async (page) => {
    page.setDefaultTimeout(120_000);
    await page.goto(`${at.server.url}?tries=64#teach`);
    await page.locator("[data-test=teach][data-stage=ready]").waitFor();
    await page.locator("html[data-engine=ready]").waitFor({ state: "attached" });
    const bad = await badPictures();
    assert.ok(bad.length >= 200, `${bad.length} files`);
    let share = 0;
    for (const [name, character] of Object.entries(CHARACTERS)) {
      await mkdir(path.join(folder, name));
      const good = await drawn(
        page,
        character,
        Array.from({ length: GOOD }, (_, i) => 300 + i),
      );
      await Promise.all(good.map((bytes, i) => writeFile(path.join(folder, name, `good-${i}.png`), bytes)));
      const half = bad.filter((_, i) => i % 2 === share);
      await Promise.all(half.map((file) => writeFile(path.join(folder, name, file.name), file.bytes)));
      share += 1;
    }
    await page.locator("[data-test=teach-folder]").setInputFiles(folder);
    await page.locator("[data-test=teach-start]:not(:disabled)").click();
    await page.locator("[data-test=teach-result]").waitFor();
    const left = page.locator("[data-test=teach-left-out]");
    await left.locator("summary").click();
    const said = await left.locator("[data-test=left-out]").allInnerTexts();
    for (const line of said) {
      assert.ok(line.length > 20 && !/undefined|\[object|Error:|panicked|::/.test(line), line);
    }
    const counts = await page.locator("[data-test=character-count]").allInnerTexts();
    const kept = counts.map((count) => parseInt(count)).reduce((sum, count) => sum + count, 0);
    // Those that turned out broken while they were looked at stand with the others, marked, to be taken away.
    const broken = await page.evaluate(() => {
      const { store } = /** @type {any} */ (document.querySelector("moe-teach-view"));
      return store.state.leftOut.filter((/** @type {any} */ { sha256 }) => sha256 !== null).length;
    });
    assert.equal(kept + said.length - broken, bad.length + 2 * GOOD, "every file is kept or listed");
    assert.ok(kept - broken >= 2 * GOOD && broken > bad.length / 2, `${kept} kept, ${broken} broken`);
    await page.evaluate(() => (location.hash = ""));
    await untilExplained(page);
  }));
