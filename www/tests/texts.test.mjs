/** Both languages say everything, in the same form, and neither speaks the other's. */
import assert from "node:assert/strict";
import { readFile, readdir } from "node:fs/promises";
import path from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { languageFrom } from "../src/app/language.js";
import { withPercent } from "../src/app/format.js";
import { en } from "../src/texts/en.js";
import { ja } from "../src/texts/ja.js";
import { choices, looks } from "../src/texts/ja/looks.js";
import { counter } from "../src/texts/plural.js";
import { text, useLanguage, onLanguage } from "../src/texts/text.js";

const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");

/** Latin words of Japanese texts: names, signs, and what is typed. */
const NAMES = new Set(
  `Achanta API ARCHITECTURE Bernoulli Chrome Covert CPU CSI CSP CSV DATA DNS Edge Escape Fergus Firefox ForceAtlas2
  ImageNet BGR onnx Garreau GEXF GIF GPU Guestrin Hooker Hochberg Benjamini SP HTML HTTPS ICE JavaScript JPEG JSON Kernel LIME Lee Lime Lundberg
  Mardaoui MB Moelens ONNX PDF PNG Petsiuk Python README RISE Ribeiro Das Saenko SHA SHAP SIMD SLIC SVG
  Safari Singh Tab UMAP URL VSI WebAssembly WebGL WebP BMP Wang Zeiler ZIP Zhou MB GB lime KB px ID OK
  “Why should trust you?” What does really see in images? cargo run release example explain PICTURE replay md json`
    .split(/\s+/)
    .flatMap((word) => word.match(/[A-Za-z]{2,}/g) ?? []),
);

/** What a text's function may be given, by how it uses it. */
const RUNS = [[1, 2]];
/** Whatever is asked of it is 3. */
const BOTH = new Proxy(
  { toString: () => "3" },
  { get: (known, key) => (typeof key === "symbol" || key in known ? Reflect.get(known, key) : "3") },
);
const STAND_INS = [
  /** @type {(i: number) => unknown} */ (() => 3),
  () => 1,
  () => "3",
  () => BOTH,
  (/** @type {number} */ i) => (i === 0 ? RUNS : BOTH),
  (/** @type {number} */ i) => (i === 0 ? "3" : BOTH),
];

/** @param {unknown} value */
function kindOf(value) {
  return Array.isArray(value) ? "array" : typeof value;
}

/**
 * Every text of a catalogue, by its place.
 *
 * @param {unknown} value
 * @param {string} place
 * @returns {[string, unknown][]}
 */
function texts(value, place = "") {
  if (typeof value !== "object" || value === null) return [[place, value]];
  return Object.entries(value).flatMap(([key, inner]) => texts(inner, place ? `${place}.${key}` : key));
}

/**
 * What a text says, with stand-ins for what it is given.
 *
 * @param {unknown} value
 * @returns {string[]}
 */
function said(value) {
  if (typeof value === "string") return [value];
  if (typeof value === "object" && value !== null) return Object.values(value).flatMap(said);
  if (typeof value !== "function") return [];
  const all = STAND_INS.flatMap((standIn) => {
    try {
      const given = Array.from({ length: Math.max(value.length, 3) }, (_, i) => standIn(i));
      return said(value(...given)).filter((words) => !words.includes("undefined"));
    } catch {
      return [];
    }
  });
  assert.ok(all.length > 0, `no stand-in fits ${value}`);
  return all;
}

/** Open lists: every language fills them as it needs. */
const OPEN = ["problems.sentences"];
const isOpen = (/** @type {string} */ place) => OPEN.some((open) => place.startsWith(`${open}.`));

test("both catalogues have the same texts of the same kind", () => {
  const english = new Map(texts(en).filter(([place]) => !isOpen(place)));
  const japanese = new Map(texts(ja).filter(([place]) => !isOpen(place)));
  assert.deepEqual(
    [...english.keys()].filter((place) => !japanese.has(place)),
    [],
    "missing in Japanese",
  );
  assert.deepEqual(
    [...japanese.keys()].filter((place) => !english.has(place)),
    [],
    "missing in English",
  );
  for (const [place, value] of english) {
    const other = japanese.get(place);
    assert.equal(kindOf(other), kindOf(value), place);
    if (typeof value === "function" && typeof other === "function") {
      assert.ok(other.length <= value.length, `${place} takes ${other.length} things of ${value.length}`);
    }
  }
});

test("no English is left over in Japanese, no Japanese in English", () => {
  for (const [place, value] of texts(ja)) {
    if (place === "language" || place.endsWith(".language")) continue;
    for (const words of said(value)) {
      const foreign = (words.match(/[A-Za-z]{2,}/g) ?? []).filter((word) => !NAMES.has(word));
      assert.deepEqual(foreign, [], `${place}: ${words}`);
    }
  }
  for (const [place, value] of texts(en)) {
    for (const words of said(value)) assert.doesNotMatch(words, /[\u3040-\u30ff\u4e00-\u9fff]/, place);
  }
});

test("Japanese is written as Japanese is: its own full stops, no space before or after them", () => {
  for (const [place, value] of texts(ja)) {
    for (const words of said(value)) {
      assert.doesNotMatch(words, /[\u3040-\u30ff\u4e00-\u9fff][.,?!:;]|[。、？：] /, `${place}: ${words}`);
    }
  }
});

test("every error the sources name has a Japanese sentence", async () => {
  const codes = new Set(["unexpected"]);
  for (const [folder, pattern] of /** @type {const} */ ([
    ["www/src", /\bcode: "([\w-]+)"/g],
    ["src/web", /(?:(?:WebError|Self)::new\(\s*|Error::\w+ \{ \.\. \} => )"([a-z-]+)"/g],
  ])) {
    for (const name of await readdir(path.join(ROOT, folder), { recursive: true })) {
      if (!/\.(js|rs)$/.test(name)) continue;
      const source = await readFile(path.join(ROOT, folder, name), "utf8");
      for (const [, code] of source.matchAll(pattern)) codes.add(code);
    }
  }
  assert.ok(codes.size > 15, [...codes].join());
  const missing = [...codes].filter((code) => !Object.hasOwn(ja.problems.sentences, code));
  assert.deepEqual(missing, []);
});

test("everything that the artist can draw has a Japanese name", async () => {
  const labels = new Set();
  for (const file of ["character.rs", "variation.rs", "paint/palette.rs"]) {
    const source = await readFile(path.join(ROOT, "src/gallery", file), "utf8");
    for (const [, name, body] of source.matchAll(/ (\w+) \{([^{}]*=> "[^{}]*)\}/g)) {
      if (!DRAWN.has(name)) continue;
      for (const [, label] of body.matchAll(/=> "([^"]+)"/g)) labels.add(label);
    }
    for (const [, label] of source.matchAll(/Swatch\(Rgb::hex\(\w+\), "(\w+)"\)/g)) labels.add(label);
    for (const [, label] of source.matchAll(/\("(\w+)", Mouth::/g)) labels.add(label);
  }
  assert.ok(labels.size > 100, `${labels.size} names found`);
  const named = new Set([...Object.values(looks), ...Object.values(choices)].flatMap(Object.keys));
  assert.deepEqual(
    [...labels].filter((label) => !named.has(label)),
    [],
  );
});

/** Of what the artist can vary, what the page names. */
const DRAWN = new Set([
  "FrontHair",
  "BackHair",
  "Dye",
  "EyeShape",
  "Ears",
  "Skinmark",
  "Outfit",
  "Accessory",
  "Backdrop",
]);

test("the choice of a language: remembered, else the browser's first that is spoken here, else English", () => {
  assert.equal(languageFrom("ja", ["en-US"]), "ja");
  assert.equal(languageFrom("en", ["ja"]), "en");
  assert.equal(languageFrom(null, ["fr-FR", "ja-JP", "en"]), "ja");
  assert.equal(languageFrom(null, ["EN-gb", "ja"]), "en");
  assert.equal(languageFrom(null, ["de"]), "en");
  assert.equal(languageFrom(null, []), "en");
  assert.equal(languageFrom("constructor", ["ja"]), "ja");
});

test("another language is in use at once, listeners are told once, the last choice wins", async () => {
  let told = 0;
  const leave = onLanguage(() => (told += 1));
  await useLanguage("ja");
  assert.equal(text().language, "ja");
  await useLanguage("ja");
  assert.equal(told, 1);
  await Promise.all([useLanguage("en"), useLanguage("ja"), useLanguage("en")]);
  assert.equal(text().language, "en");
  assert.equal(told, 2);
  leave();
});

test("numbers take the form of their language", () => {
  const forms = { one: "# piece", other: "# pieces" };
  assert.equal(counter("en")(1, forms), "1 piece");
  assert.equal(counter("en")(1200, forms), "1,200 pieces");
  assert.equal(counter("ja")(1, { other: "#個" }), "1個");
  assert.equal(withPercent("76", "en"), "76\u202f%");
  assert.equal(withPercent("76", "ja"), "76%");
});
