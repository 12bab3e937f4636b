/**
 * Teaching with many real files on the built page in headless Chromium: how long reading, looking (embedding) and
 * learning take, and how much memory the browser takes at its peak.
 *
 *     cargo run --release --example folders -- FOLDER
 *     node scripts/teach-many.mjs FOLDER
 */
import { readFile, readdir } from "node:fs/promises";
import path from "node:path";
import { launchChromium, serve, watchedContext } from "../tests/e2e/support.mjs";

const folder = process.argv[2];
if (!folder) throw new Error("node scripts/teach-many.mjs FOLDER, a folder with a folder for each character");

/** Parents and memory of all processes, where the system tells: Linux. */
async function processes() {
  const numbers = (await readdir("/proc").catch(() => [])).filter((name) => /^\d+$/.test(name));
  const all = await Promise.all(
    numbers.map(async (id) => {
      // A process may end meanwhile.
      const status = await readFile(path.join("/proc", id, "status"), "utf8").catch(() => "");
      const field = (/** @type {string} */ name) =>
        Number(new RegExp(`^${name}:\\s+(\\d+)`, "m").exec(status)?.[1] ?? 0);
      return { id: Number(id), parent: field("PPid"), bytes: 1024 * (field("RssAnon") + field("RssShmem")) };
    }),
  );
  return all;
}

/** Megabytes that this process's descendants hold: the browser. The files it maps are not counted. */
async function megabytes() {
  const all = await processes();
  const own = new Set([process.pid]);
  for (let grown = true; grown;) {
    grown = false;
    for (const { id, parent } of all) {
      if (own.has(parent) && !own.has(id)) {
        own.add(id);
        grown = true;
      }
    }
  }
  const bytes = all.filter(({ id }) => own.has(id) && id !== process.pid).map((one) => one.bytes);
  return bytes.reduce((sum, n) => sum + n, 0) / 1e6;
}

const server = await serve();
const browser = await launchChromium();
const { context } = await watchedContext(browser, server.url);
const page = await context.newPage();
page.setDefaultTimeout(3_600_000);
await page.goto(new URL("#teach", server.url).href);
await page.locator("[data-test=teach][data-stage=ready]").waitFor();
await page.locator("html[data-engine=ready]").waitFor({ state: "attached" });
// What the page is at, and since when.
await page.evaluate(() => {
  const { store } = /** @type {any} */ (document.querySelector("moe-teach-view"));
  /** @type {{ what: string, at: number }[]} */
  const stages = [];
  store.subscribe((/** @type {any} */ state) => {
    const what = state.busy?.what ?? "nothing";
    if (stages.at(-1)?.what !== what) stages.push({ what, at: performance.now() });
  });
  Object.assign(globalThis, { stages });
});
const before = await megabytes();
let peak = before;
let isOver = false;
const watch = (async () => {
  for (let turn = 0; !isOver; turn += 1) {
    peak = Math.max(peak, await megabytes());
    if (turn % 60 === 59) console.error(`${turn / 2} s: ${await page.evaluate(busy)}`);
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
})();

/** What the page is at. */
function busy() {
  const { store } = /** @type {any} */ (document.querySelector("moe-teach-view"));
  const { what, done, planned } = store.state.busy ?? { what: "nothing", done: 0, planned: 0 };
  return `${what}, ${done} of ${planned}`;
}

await page.locator("[data-test=teach-folder]").setInputFiles(folder);
await page.locator("[data-test=teach-start]:not([disabled])").waitFor();
await page.waitForFunction(() => {
  const { store } = /** @type {any} */ (document.querySelector("moe-teach-view"));
  return store.state.busy === null && store.state.pictures.length > 0;
});
await page.locator("[data-test=teach-start]").click();
await page.locator("[data-test=teach-result]").waitFor();
await page.waitForFunction(
  () => /** @type {any} */ (document.querySelector("moe-teach-view")).store.state.busy === null,
);
isOver = true;
await watch;
const found = await page.evaluate(() => {
  const { store } = /** @type {any} */ (document.querySelector("moe-teach-view"));
  const { measured, names } = store.state.project.outcome;
  const { stages } = /** @type {any} */ (globalThis);
  const { session } = store;
  return {
    stages,
    measured: { right: measured.right, pictures: measured.pictures, c: measured.c },
    names: names.length,
    left: store.state.leftOut.length,
    workers: session.engine.workers,
  };
});
const seconds = (/** @type {string} */ what) =>
  found.stages.reduce((sum, stage, i) => {
    const next = found.stages[i + 1];
    return stage.what === what && next ? sum + (next.at - stage.at) / 1000 : sum;
  }, 0);
const { measured } = found;
console.log(`${found.names} characters, ${measured.pictures} pictures, ${found.left} left out`);
console.log(`reading ${seconds("read").toFixed(1)} s`);
console.log(
  `looking ${seconds("look").toFixed(1)} s on ${found.workers} workers: ${(
    (1000 * seconds("look")) /
    measured.pictures
  ).toFixed(1)} ms a picture`,
);
console.log(`learning ${seconds("train").toFixed(1)} s in one worker`);
console.log(
  `${measured.right} right (${((100 * measured.right) / measured.pictures).toFixed(2)} %), C = ${measured.c}`,
);
console.log(`memory of the browser: ${before.toFixed(0)} MB before, ${peak.toFixed(0)} MB at most`);
await browser.close();
await server.stop();
