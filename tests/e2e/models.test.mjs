/** Models that a person brings: any ONNX classifier, good ones and bad ones, in Chromium. */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { test } from "node:test";
import { ROOT, desk, grave, untilExplained, watchedContext } from "./support.mjs";

const at = desk();
const FOLDER = path.join(ROOT, "tests/golden/models");

/** @param {string} name */
async function model(name) {
  return { name, mimeType: "application/octet-stream", buffer: await readFile(path.join(FOLDER, name)) };
}

/** @param {import("playwright-core").Page} page */
async function begin(page) {
  await page.goto(at.server.url);
  await untilExplained(page);
}

/**
 * @param {import("playwright-core").Page} page
 * @param {{ name: string, mimeType: string, buffer: Buffer }[]} files
 */
async function choose(page, files) {
  await page.locator("[data-test=model-current]").click();
  await page.locator("[data-test=model-file]").setInputFiles(files);
}

test("a classifier from torch is asked about, used, explained, and given up again", async () => {
  await at.watched(async (page) => {
    await begin(page);
    const before = await page.locator("[data-test=answer-name]").innerText();
    const names = ["a", "b", "<img src=x onerror=alert(1)>", "d", "e", "f", "g"];
    const labels = { name: "labels.txt", mimeType: "text/plain", buffer: Buffer.from(names.join("\n")) };
    await choose(page, [await model("torch_mobilenet_v2.onnx"), labels]);
    await page.locator("[data-test=bring-use]").waitFor();
    assert.match(
      await page.locator("[data-test=bring-facts]").innerText(),
      /48 × 48.*7 classes.*160 numbers/s,
    );
    assert.match(await page.locator("[data-test=bring-labels]").innerText(), /7 names: a, b/);
    // Each way of entering the pixels says what the model then sees.
    await page.locator("[data-test=says-imagenet]").filter({ hasText: "%" }).waitFor();
    await page.locator("[data-test=says-unit]").filter({ hasText: "%" }).waitFor();
    assert.deepEqual(await grave(page, "dialog.bring"), []);
    await page.locator("[data-test=bring-use]").click();
    await page.locator("[data-test=model-current][data-model=foreign]").waitFor({ timeout: 60_000 });
    await untilExplained(page);
    assert.equal(await page.locator("[data-test=candidate]").count(), 5);
    const shown = await page.locator("[data-test=candidates]").innerText();
    assert.ok(
      names.some((name) => shown.includes(name)),
      shown,
    );
    const verdict = page.locator("[data-test=verdict]");
    assert.match(await verdict.innerText(), /Not tested.*no pictures of/s);
    assert.match(await verdict.innerText(), /blurred/);
    // Only the gallery's model is in the address.
    assert.equal(new URL(page.url()).searchParams.get("class"), null);

    // Kept over a reload, with its names, and in use again.
    await page.waitForFunction(() => localStorage.getItem("moelens.brought") === "yes");
    await page.reload();
    await page.locator("[data-test=model-current][data-model=foreign]").waitFor({ timeout: 60_000 });
    await untilExplained(page);
    const again = await page.locator("[data-test=candidates]").innerText();
    assert.ok(
      names.some((name) => again.includes(name)),
      again,
    );

    await page.locator("[data-test=model-current]").click();
    await page.locator("[data-test=model-offer][data-id=gallery]").check();
    await page.locator("[data-test=model-current][data-model=gallery]").waitFor();
    await page.getByText(before).first().waitFor();
    await untilExplained(page);

    // Thrown away and taken back, then thrown away for good.
    const discard = async () => {
      await page.locator("[data-test=model-current]").click();
      await page.locator("[data-test=model-remove]").click();
    };
    await discard();
    await page.locator(".toast button").filter({ hasText: "Undo" }).click();
    await page.waitForFunction(() => {
      const { state } = /** @type {any} */ (document.querySelector("moe-model"));
      return state.models.length === 2;
    });
    await discard();
    await page.reload();
    await untilExplained(page);
    await page.locator("[data-test=model-current]").click();
    assert.equal(await page.locator("[data-test=model-offer]").count(), 1);
  });
});

test("with pictures of its classes a model shows the rival's, and tests itself", async () => {
  await at.watched(async (page) => {
    await begin(page);
    await choose(page, [await model("keras_mobilenet.onnx")]);
    await page.locator("[data-test=bring-use]").waitFor();
    const gallery = path.join(ROOT, "models/gallery");
    const manifest = JSON.parse(await readFile(path.join(ROOT, "models/manifest.json"), "utf8"));
    /** @type {{ name: string, type: string, path: string, bytes: number[] }[]} */
    const files = [];
    for (let c = 0; c < 7; c += 1) {
      for (const { path: file } of [...manifest.classes[c].pictures, ...manifest.classes[c + 7].pictures]) {
        const bytes = [...(await readFile(path.join(gallery, "..", file)))];
        files.push({
          name: path.basename(file),
          type: "image/webp",
          path: `all/Class_${c + 1}/${path.basename(file)}`,
          bytes,
        });
      }
    }
    // Playwright cannot name folders of files in memory: the element takes them as a folder would give them.
    await page.locator("[data-test=bring-picture-folder]").evaluate((input, list) => {
      const data = new DataTransfer();
      for (const { name, type, path, bytes } of list) {
        const file = new File([new Uint8Array(bytes)], name, { type });
        Object.defineProperty(file, "webkitRelativePath", { value: path });
        data.items.add(file);
      }
      Object.defineProperty(input, "files", {
        value: [...data.files].map((file, i) => {
          Object.defineProperty(file, "webkitRelativePath", { value: list[i].path });
          return file;
        }),
      });
      input.dispatchEvent(new Event("change"));
    }, files);
    await page.getByText("Pictures of 7 of 7 classes.").waitFor();
    await page.locator("[data-test=bring-use]").click();
    await page.locator("[data-test=model-current][data-model=foreign]").waitFor({ timeout: 60_000 });
    await untilExplained(page);
    const words = await page.locator("[data-test=verdict]").innerText();
    assert.ok(!/blurred|Not tested/.test(words), words);
    assert.equal(await page.locator("[data-test=gallery-item]").count(), 7);
    await page.locator("[data-test=gallery-item]").nth(2).click();
    await untilExplained(page);
  });
});

test("a worker that is killed while it loads a model is survived", async () => {
  const { context, strangers } = await watchedContext(at.browser, at.server.url);
  await context.addInitScript(() => {
    /** Ends the worker as soon as it is asked to load a brought model, so many times. */
    Object.assign(globalThis, { toKill: 0, killed: 0 });
    globalThis.Worker = class extends Worker {
      constructor(url, options) {
        super(url, options);
        const post = this.postMessage.bind(this);
        this.postMessage = (message, transfer) => {
          post(message, transfer);
          const counts = /** @type {any} */ (globalThis);
          if (message.method !== "load" || message.args[0].kind !== "foreign" || counts.toKill === 0) return;
          counts.toKill -= 1;
          counts.killed += 1;
          // What a browser does when memory runs out: the program stops, and the page hears of an error.
          this.terminate();
          this.dispatchEvent(new ErrorEvent("error", { message: "out of memory" }));
        };
      }
    };
  });
  const page = await context.newPage();
  await begin(page);
  const before = await page.locator("[data-test=answer-name]").innerText();
  await choose(page, [await model("opset9.onnx")]);
  await page.locator("[data-test=bring-use]").waitFor();
  await page.evaluate(() => Object.assign(globalThis, { toKill: 1 }));
  await page.locator("[data-test=bring-use]").click();
  const error = page.locator("[data-test=error]").last();
  await error.waitFor({ timeout: 30_000 });
  assert.match(await error.locator("[data-test=error-message]").innerText(), /could not be loaded/);
  await error.locator("[data-test=error-dismiss]").click();
  // The page goes on with the model it had, ...
  assert.equal(await page.locator("[data-test=model-current]").getAttribute("data-model"), "gallery");
  assert.equal(await page.locator("[data-test=answer-name]").innerText(), before);
  await page.locator("[data-test=gallery-item]").nth(7).click();
  await untilExplained(page);
  // ... and the same file can be brought again.
  await choose(page, [await model("opset9.onnx")]);
  await page.locator("[data-test=bring-use]").click({ timeout: 60_000 });
  await page.locator("[data-test=model-current][data-model=foreign]").waitFor({ timeout: 60_000 });
  await untilExplained(page);
  assert.equal(await page.evaluate(() => /** @type {any} */ (globalThis).killed), 1);
  assert.deepEqual(strangers, []);
  await context.close();
});

test("what is no model is refused in words, and the page goes on with the model it had", async () => {
  await at.watched(async (page) => {
    await begin(page);
    const before = await page.locator("[data-test=answer-name]").innerText();
    const cases = /** @type {const} */ ([
      ["bad_random.onnx", /no ONNX file/],
      ["bad_cut_short.onnx", /no ONNX file/],
      ["bad_operator.onnx", /FancyAttention/],
      ["bad_no_picture.onnx", /4 axes/],
      ["bad_two_inputs.onnx", /one input/],
      ["bad_shapes.onnx", /cannot be run/],
    ]);
    for (const [name, words] of cases) {
      await choose(page, [await model(name)]);
      const error = page.locator("[data-test=error]").last();
      await error.waitFor({ timeout: 30_000 });
      assert.match(await error.locator("[data-test=error-message]").innerText(), words, name);
      await error.locator("[data-test=error-dismiss]").click();
    }
    // A file of a gigabyte, of which nothing is read.
    await page.locator("[data-test=model-current]").click();
    await page.locator("[data-test=model-file]").evaluate((input) => {
      const huge = new File(["x"], "huge.onnx");
      Object.defineProperty(huge, "size", { value: 1024 ** 3 });
      Object.defineProperty(input, "files", { value: [huge], configurable: true });
      input.dispatchEvent(new Event("change"));
    });
    const error = page.locator("[data-test=error]").last();
    await error.waitFor();
    assert.match(await error.locator("[data-test=error-message]").innerText(), /1024 MB.*256 MB/);
    await error.locator("[data-test=error-dismiss]").click();
    assert.equal(await page.locator("[data-test=answer-name]").innerText(), before);
    assert.equal(await page.locator("[data-test=model-current]").getAttribute("data-model"), "gallery");
    await page.locator("[data-test=gallery-item]").nth(5).click();
    await untilExplained(page);
  });
});

test("a graph that the program stops over is refused in words, and the page goes on", async () => {
  // The program says in the console where it stopped.
  const { context, strangers } = await watchedContext(at.browser, at.server.url);
  const page = await context.newPage();
  await begin(page);
  await choose(page, [await model("bad_axis.onnx")]);
  const error = page.locator("[data-test=error]").last();
  await error.waitFor({ timeout: 30_000 });
  assert.match(await error.locator("[data-test=error-message]").innerText(), /the program stopped over it/);
  await error.locator("[data-test=error-dismiss]").click();
  assert.equal(await page.locator("[data-test=model-current]").getAttribute("data-model"), "gallery");
  await page.locator("[data-test=gallery-item]").nth(5).click();
  await untilExplained(page);
  assert.deepEqual(strangers, []);
  await context.close();
});
