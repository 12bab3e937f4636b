import assert from "node:assert/strict";
import { test } from "node:test";
import { fillFor } from "../src/app/question.js";
import { parted } from "../src/engine/model-in-use.js";
import { byClass } from "../src/views/models/class-pictures.js";
import { entryOf, isSound, usualEntry } from "../src/views/models/entries.js";

test("numbers of one's own are read or refused", () => {
  const own = { mean: "1, 2; 3", deviation: "4" };
  assert.deepEqual(entryOf("own", own), { mean: [1, 2, 3], deviation: [4, 4, 4] });
  assert.ok(isSound(entryOf("own", own)));
  for (const wrong of [
    { mean: "", deviation: "1" },
    { mean: "1 2", deviation: "1" },
    { mean: "a", deviation: "1" },
    { mean: "0", deviation: "1 0 1" },
  ]) {
    assert.ok(!isSound(entryOf("own", wrong)), JSON.stringify(wrong));
  }
});

test("what a file says is found among the usual ways", () => {
  const found = /** @type {any} */ ({ mean: [123.675, 116.28, 103.53], deviation: [58.395, 57.12, 57.375] });
  assert.equal(usualEntry(found), "imagenet");
  assert.equal(usualEntry({ ...found, mean: [1, 2, 3] }), "own");
});

test("folders stand for classes by name", () => {
  const file = (/** @type {string} */ path, type = "image/png") => ({
    name: path.split("/").at(-1) ?? "",
    type,
    webkitRelativePath: path,
  });
  const files = [
    file("all/Great_Grey  Owl/b.png"),
    file("all/great grey owl/a.png"),
    file("all/nobody/c.png"),
  ];
  const found = byClass([...files, file("all/hen/notes.txt", "text/plain")], ["hen", "great grey owl"]);
  assert.deepEqual([...found.keys()], ["great grey owl"]);
  assert.deepEqual(
    found.get("great grey owl")?.map(({ name }) => name),
    ["a.png", "b.png"],
  );
});

test("few pictures are kept for the test, many show and test", () => {
  const sizes = (/** @type {number} */ n) => {
    const { shown, spare } = parted(Array.from({ length: n }, (_, i) => i));
    assert.ok(shown.every((i) => !spare.includes(i)));
    return [shown.length, spare.length];
  };
  assert.deepEqual([0, 1, 5, 6, 12, 28, 60].map(sizes), [
    [0, 0],
    [1, 0],
    [1, 4],
    [2, 4],
    [4, 8],
    [4, 24],
    [4, 24],
  ]);
});

test("without pictures of the rival the blurred picture stands in", () => {
  const classes = [0, 1, 2].map((index) => ({ index, name: "", pictures: index === 0 ? ["x"] : [] }));
  const model = { classes, hasPictures: (/** @type {number} */ i) => classes[i].pictures.length > 0 };
  const ask = (
    /** @type {string} */ fill,
    /** @type {number} */ classIndex,
    /** @type {number} */ rivalIndex,
  ) => fillFor(fill, model, { classIndex, rivalIndex });
  assert.equal(ask("contrastive", 1, 0), "contrastive");
  assert.equal(ask("contrastive", 0, 1), "blur");
  assert.equal(ask("others", 1, 2), "others");
  assert.equal(ask("others", 0, 1), "blur");
  assert.equal(ask("mean", 0, 1), "mean");
});
