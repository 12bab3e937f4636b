/** A browser whose WebAssembly has no SIMD is told so, and nothing is fetched for it in vain. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { desk } from "./support.mjs";

const at = desk();

test("without WebAssembly SIMD the page says what is missing", () =>
  at.watched(async (page) => {
    await page.addInitScript(() => {
      WebAssembly.validate = () => false;
    });
    /** @type {string[]} */
    const asked = [];
    page.on("request", (request) => asked.push(new URL(request.url()).pathname));
    await page.goto(at.server.url);
    await page.locator("[data-test=old-browser]").getByText("SIMD").waitFor();
    assert.equal(await page.locator("html").getAttribute("data-engine"), "unsupported");
    await page.waitForLoadState("networkidle");
    assert.deepEqual(
      asked.filter((file) => /[.](wasm|onnx)$/.test(file)),
      [],
    );
  }));
