/** A browser whose WebAssembly has no SIMD is told so, and nothing is fetched for it in vain. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { desk, watchedContext } from "./support.mjs";

const at = desk();

test("without WebAssembly SIMD the page says what is missing and what to do", async () => {
  const { context, strangers, complaints } = await watchedContext(at.browser, at.server.url);
  await context.addInitScript(() => {
    WebAssembly.validate = () => false;
  });
  /** @type {string[]} */
  const asked = [];
  context.on("request", (request) => asked.push(new URL(request.url()).pathname));
  const page = await context.newPage();
  await page.goto(at.server.url);
  const message = page.locator("moe-messages").getByText("SIMD").first();
  await message.waitFor({ timeout: 30_000 });
  assert.equal(await page.locator("html").getAttribute("data-engine"), "unsupported");
  await page.waitForLoadState("networkidle");
  assert.deepEqual(
    asked.filter((path) => /\.(wasm|onnx)$/.test(path)),
    [],
  );
  assert.deepEqual([strangers, complaints], [[], []]);
  await context.close();
});
