import assert from "node:assert/strict";
import { test } from "node:test";
import { strToU8, zipSync } from "fflate";
import { speaksAgainst } from "../src/views/teach/audit/audit.js";
import { partners } from "../src/views/teach/grounds.js";
import { ofInput, ofZip, unzip } from "../src/views/teach/incoming.js";
import { readDescription } from "../src/views/teach/project-zip.js";
import { free } from "../src/views/teach/store.js";

test("the files of a ZIP come with their folders, without what computers add", async () => {
  const noise = new Uint8Array(200_000).map((_, i) => (i * i * 31) % 251);
  const zip = zipSync({
    "club/Aoi/1.png": noise,
    "club/Aoi/.DS_Store": strToU8("x"),
    "__MACOSX/club/Aoi/._1.png": strToU8("x"),
    "Beni/2.JPG": [strToU8("b"), { level: 0 }],
    "loose.webp": strToU8("c"),
  });
  /** @type {[string | null, string, string, number][]} */
  const found = [];
  await unzip(new Blob([zip]), (path, file) => {
    const { folder } = ofZip(path, file);
    found.push([folder, file.name, file.type, file.size]);
  });
  assert.deepEqual(found, [
    ["Aoi", "1.png", "image/png", 200_000],
    ["Beni", "2.JPG", "image/jpeg", 1],
    [null, "loose.webp", "image/webp", 1],
  ]);
});

test("what is no ZIP, or a broken one, is refused", async () => {
  const zip = zipSync({ "a/1.png": new Uint8Array(50_000).map((_, i) => (i * 7919) % 253) });
  const cut = zip.slice(0, zip.length / 2);
  for (const bytes of [strToU8("no ZIP at all"), new Uint8Array(), cut]) {
    await assert.rejects(() => unzip(new Blob([/** @type {BlobPart} */ (bytes)]), () => {}));
  }
});

test("files of an input know their folder, litter is passed over", () => {
  const at = (/** @type {string} */ path) =>
    Object.assign(new File(["x"], path.split("/").at(-1) ?? ""), { webkitRelativePath: path });
  const found = ofInput([at("club/Aoi/1.png"), at("club/Aoi/Thumbs.db"), at("loose.png")]);
  assert.deepEqual(
    found.map(({ folder }) => folder),
    ["Aoi", null],
  );
});

test("a description is believed only when it is whole", () => {
  const whole = {
    format: 1,
    name: "Club",
    characters: [{ folder: "A", name: "A" }],
    variants: ["mirror"],
    effects: { mirror: 0.01, turn: "much" },
    outcome: { names: ["A"], order: [["x", 7]] },
  };
  const found = readDescription(JSON.stringify(whole));
  assert.equal(found?.outcome, null, "an outcome that contradicts itself is left out");
  assert.deepEqual(found?.effects, { mirror: 0.01 });
  for (const broken of [
    "",
    "null",
    "{}",
    "[1]",
    JSON.stringify({ ...whole, format: 2 }),
    JSON.stringify({ ...whole, characters: [{ folder: 1 }] }),
    JSON.stringify({ ...whole, variants: "mirror" }),
  ]) {
    assert.equal(readDescription(broken), null, broken);
  }
});

test("a name that is taken gets a number", () => {
  assert.equal(free("Aoi", []), "Aoi");
  assert.equal(free("Aoi", ["Aoi", "Aoi 2"]), "Aoi 3");
});

test("a picture takes the background of the nearest one of another character, whoever else there is", () => {
  /** @type {[string, number][]} */
  const order = [];
  let seed = 7;
  for (let i = 0; i < 60; i += 1) {
    seed = (seed * 1664525 + 1013904223) >>> 0;
    order.push([seed.toString(16).padStart(8, "0") + "0".repeat(56), i % 3]);
  }
  const found = partners(order);
  const apart = (/** @type {string} */ a, /** @type {string} */ b) =>
    BigInt(`0x${a.slice(0, 8)}`) ^ BigInt(`0x${b.slice(0, 8)}`);
  order.forEach(([sha, label], i) => {
    const others = order.filter(([, other]) => other !== label).map(([other]) => other);
    const nearest = others.reduce((best, one) => (apart(sha, one) < apart(sha, best) ? one : best));
    assert.equal(order[/** @type {number} */ (found[i])][0], nearest);
  });
  // One that goes changes only those that had it.
  const fewer = order.slice(1);
  partners(fewer).forEach((partner, i) => {
    const before = /** @type {number} */ (found[i + 1]);
    if (before !== 0) assert.equal(fewer[/** @type {number} */ (partner)][0], order[before][0]);
  });
  assert.deepEqual(
    partners([
      ["00000001", 0],
      ["00000002", 0],
    ]),
    [null, null],
  );
});

test("an exchange speaks against the character that its background makes or unmakes", () => {
  const tried = { figure: "", ground: "", of: 0, onto: 1 };
  // Figures of 0 on the background of 1: recognised at home and lost there, lured there, or neither.
  assert.ok(speaksAgainst({ ...tried, onSame: 0, onOther: 2 }, 0));
  assert.ok(speaksAgainst({ ...tried, onSame: 0, onOther: 1 }, 0));
  assert.ok(speaksAgainst({ ...tried, onSame: 0, onOther: 1 }, 1));
  assert.ok(!speaksAgainst({ ...tried, onSame: 0, onOther: 2 }, 1));
  assert.ok(!speaksAgainst({ ...tried, onSame: 0, onOther: 0 }, 0));
  assert.ok(!speaksAgainst({ ...tried, onSame: 1, onOther: 1 }, 1));
});
