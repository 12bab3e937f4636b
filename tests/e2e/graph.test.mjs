/** Who is like whom: the map, finding, a pair and why, the table, files, own pictures, phone, access. */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { test } from "node:test";
import AxeBuilder from "@axe-core/playwright";
import { ROOT, choose, desk, watchedContext } from "./support.mjs";

const at = desk();

/**
 * @param {string} hash
 * @param {import("playwright-core").BrowserContextOptions} [options]
 */
async function opened(hash, options = {}) {
  const watched = await watchedContext(at.browser, at.server.url, { reducedMotion: "reduce", ...options });
  const page = await watched.context.newPage();
  page.setDefaultTimeout(120_000);
  // Few tries: what is tested here is the view, not how good an explanation is.
  await page.goto(`${at.server.url}?tries=64${hash}`);
  await settled(page);
  return { page, ...watched };
}

/** @param {import("playwright-core").Page} page */
function settled(page) {
  return page.locator("[data-test=sky][data-settled=true]").waitFor({ state: "attached" });
}

/** What the view holds, for what no element says. @param {import("playwright-core").Page} page */
function stateOf(page) {
  return page.evaluate(() => {
    const { state } = /** @type {any} */ (document.querySelector("moe-graph-view")).store;
    const { selected, triples, groups, places } = state;
    return { selected, lines: triples.length / 3, groups: [...groups], places: [...(places ?? [])] };
  });
}

/** Clicks a node where it is drawn. @param {import("playwright-core").Page} page @param {number} node */
async function clickNode(page, node) {
  const at = await page.evaluate((node) => {
    const { map } = /** @type {any} */ (document.querySelector("moe-graph-sky"));
    return map.placeOf(node);
  }, node);
  await page.locator("[data-test=ground]").click({ position: at });
}

test("the map: everybody is there, found by name, and the same each time", async () => {
  const { page, context, strangers, complaints } = await opened("#graph");
  assert.equal(await page.locator("[data-test=sky]").getAttribute("data-nodes"), "100");
  const first = await stateOf(page);
  assert.equal(first.lines, 187, "mutual 5 nearest of the shipped gallery");
  assert.equal(first.places.length, 200);

  await page.locator("[data-test=graph-search]").fill("yomiri");
  await page.keyboard.press("Enter");
  await page.locator("[data-test=one]").waitFor();
  assert.match(await page.locator("[data-test=one]").innerText(), /Yomirin[\s\S]*Yomirei\s*0\.84/);

  // More lines, and back: the same lines in the same places.
  await page.locator("[data-test=graph-k]").fill("10");
  await page.waitForFunction(
    () =>
      /** @type {any} */ (document.querySelector("moe-graph-view")).store.state.triples.length / 3 === 397,
  );
  await settled(page);
  await page.locator("[data-test=graph-k]").fill("5");
  await page.waitForFunction(
    () =>
      /** @type {any} */ (document.querySelector("moe-graph-view")).store.state.triples.length / 3 === 187,
  );
  await settled(page);
  const again = await stateOf(page);
  assert.deepEqual(again.groups, first.groups);
  assert.deepEqual(again.places, first.places);
  assert.deepEqual([strangers, complaints], [[], []]);
  await context.close();
});

test("two faces clicked: how alike, what they share, and why on both pictures", async () => {
  const { page, context, strangers, complaints } = await opened("#graph");
  await clickNode(page, 0);
  await page.locator("[data-test=one]").waitFor();
  await page.locator("[data-test=compare]").first().click();
  await page.locator("[data-test=pair]").waitFor();
  const likeness = page.locator("[data-test=similarity]");
  await page.waitForFunction(() =>
    /^0\.\d\d$/.test(document.querySelector("[data-test=similarity]")?.textContent ?? ""),
  );
  assert.match(await likeness.innerText(), /^0\.\d\d$/);
  assert.match(
    await page.locator("[data-test=pair]").innerText(),
    /More alike than [\d.]+\s*% of all pairs|The most alike/,
  );
  assert.match(
    await page.locator("[data-test=mixups]").innerText(),
    /in 40 held-out pictures|of 40 held-out/,
  );
  assert.ok((await page.locator("[data-test=traits] .chip").count()) > 3);
  assert.match(new URL(page.url()).hash, /^#graph\/Orimaya\/\w+$/);

  await page.locator("[data-test=why][data-state=steady]").waitFor();
  const weights = await page
    .locator("[data-test=why-pieces] path")
    .evaluateAll((paths) => paths.map((path) => Number(path.getAttribute("data-weight"))));
  assert.ok(weights.length >= 20 && weights.some((w) => w > 0) && weights.every(Number.isFinite));
  assert.equal(await page.locator("[data-test=why-pieces]").count(), 2);
  await page.locator("[data-test=why] .pin").first().focus();
  assert.match(
    await page.locator("[data-test=why-read]").innerText(),
    /^Piece 1: [+−]0\.\d{3} ± 0\.\d{3}, makes it (un)?like /,
  );
  const verdict = page.locator("[data-test=why-verdict]:not([data-tone=run])");
  await verdict.waitFor({ timeout: 60_000 });
  assert.match(await verdict.innerText(), /elieve|Not settled|Do not trust/);
  assert.match(await verdict.innerText(), /other characters|noise/);

  // The tries of a picture answer for other characters too: the way back and forth runs nothing again.
  await page.locator("[data-test=ground]").focus();
  await page.keyboard.press("Escape");
  await page.locator("[data-test=graph-hint]").waitFor();
  assert.deepEqual([strangers, complaints], [[], []]);
  await context.close();
});

test("pictures: by neighbours and flat, and an own picture lands beside its like", async () => {
  const { page, context, strangers, complaints } = await opened("#graph");
  await choose(page.locator("[data-test=graph-tab-pictures]"));
  await page.locator("[data-test=sky][data-settled=true][data-nodes='400']").waitFor({ state: "attached" });
  assert.equal((await stateOf(page)).places.length, 800);
  await choose(page.locator("[data-test=graph-layout-plane]"));
  await page.getByText(/% of all differences/).waitFor();
  await settled(page);

  const name = "Yomirei";
  const picture = await readFile(path.join(ROOT, "models/gallery/yomirei-2.webp"));
  await page
    .locator("[data-test=graph-pictures]")
    .setInputFiles({ name: "mine.webp", mimeType: "image/webp", buffer: picture });
  await page.locator("[data-test=landed]").waitFor();
  assert.match(await page.locator("[data-test=landed]").innerText(), new RegExp(`mine is most like ${name}`));
  const { places, selected } = await stateOf(page);
  assert.equal(places.length, 802);
  assert.deepEqual(selected, [400]);
  // It is a picture of the gallery, so it stands on itself.
  const of = await page.evaluate((name) => {
    const { people } = /** @type {any} */ (document.querySelector("moe-graph-view")).store.state;
    return people.set.groups.indexOf(people.set.names.indexOf(name)) + 1;
  }, name);
  const gap = Math.hypot(places[800] - places[2 * of], places[801] - places[2 * of + 1]);
  assert.ok(gap < 0.005, `the picture and itself are ${gap} apart`);
  assert.deepEqual([strangers, complaints], [[], []]);
  await context.close();
});

test("the table and the files say what the map says", async () => {
  const { page, context, complaints } = await opened("#graph");
  /** @param {string} name */
  const file = async (name) => {
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.locator(`[data-test=export-${name}]`).click(),
    ]);
    return readFile(await download.path());
  };
  const json = JSON.parse((await file("json")).toString());
  assert.equal(json.nodes.length, 100);
  assert.equal(json.edges.length, 187);
  const gexf = (await file("gexf")).toString();
  assert.equal(gexf.match(/<node /g)?.length, 100);
  assert.equal(gexf.match(/<edge /g)?.length, 187);
  const svg = (await file("svg")).toString();
  assert.equal(svg.match(/<line /g)?.length, 187);
  assert.equal(svg.match(/<image href="data:image/g)?.length, 100);
  const png = await file("png");
  assert.equal(png.subarray(1, 4).toString(), "PNG");
  assert.ok(png.length > 50_000, `${png.length} bytes show no faces`);
  const csv = (await file("csv-nodes")).toString().trim().split("\r\n");
  assert.equal(csv.length, 101);
  const yomirei = csv.find((line) => line.startsWith("Yomirei,"));
  assert.match(yomirei ?? "", /,Yomirin,0\.84\d\d,/);

  await choose(page.locator("[data-test=graph-tab-table]"));
  const table = page.locator("[data-test=graph-table] table").first();
  assert.equal(await table.locator("tbody tr").count(), 100);
  const row = table.locator("tbody tr").filter({ has: page.locator("th", { hasText: "Yomirei" }) });
  assert.match((await row.innerText()).replace(/\s+/g, " "), /Yomirei.*Yomirin 0\.84/);
  assert.deepEqual(complaints, []);
  await context.close();
});

test("access: no violations in either scheme, nothing wider than a phone", async () => {
  for (const colorScheme of /** @type {const} */ (["light", "dark"])) {
    const phone = { viewport: { width: 390, height: 844 }, hasTouch: true };
    const { page, context } = await opened("#graph", {
      colorScheme,
      ...(colorScheme === "dark" ? phone : {}),
    });
    await page.locator("[data-test=pair-row]").first().click();
    await page.locator("[data-test=why][data-state=steady]").waitFor();
    const { violations } = await new AxeBuilder({ page }).include("moe-graph-view").analyze();
    const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join("; ")}`);
    assert.deepEqual(found, [], colorScheme);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    assert.ok(wide <= 0, `the page is ${wide} pixels too wide`);
    await context.close();
  }
});

test("on a phone two fingers zoom the map, and a tap selects", async () => {
  const { page, context, strangers, complaints } = await opened("#graph", {
    viewport: { width: 390, height: 844 },
    hasTouch: true,
    isMobile: true,
  });
  /** How far apart two faces stand on the screen. */
  const apart = () =>
    page.evaluate(() => {
      const { map } = /** @type {any} */ (document.querySelector("moe-graph-sky"));
      const [a, b] = [map.placeOf(0), map.placeOf(1)];
      return Math.hypot(a.x - b.x, a.y - b.y);
    });
  const box = await page.locator("[data-test=ground]").boundingBox();
  assert.ok(box);
  const before = await apart();
  const session = await context.newCDPSession(page);
  await session.send("Input.synthesizePinchGesture", {
    x: box.x + box.width / 2,
    y: box.y + box.height / 2,
    scaleFactor: 2,
    gestureSourceType: "touch",
  });
  await page.waitForTimeout(300);
  const after = await apart();
  assert.ok(after > 1.4 * before, `${before} became ${after}`);
  const place = await page.evaluate(() => {
    const { map } = /** @type {any} */ (document.querySelector("moe-graph-sky"));
    map.focus(0, true);
    return new Promise((resolve) => requestAnimationFrame(() => resolve(map.placeOf(0))));
  });
  const now = await page.locator("[data-test=ground]").boundingBox();
  assert.ok(now);
  await page.touchscreen.tap(now.x + place.x, now.y + place.y);
  await page.locator("[data-test=one]").waitFor();
  assert.deepEqual([strangers, complaints], [[], []]);
  await context.close();
});
