/** Pictures of classes are fetched and opened once, and before they are asked for where that is sure to serve. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { ClassPictures } from "../src/engine/class-pictures.js";

/** A model with so many pictures of each class, and what was asked of it and of the pool. @param {number[]} counts */
function desk(counts) {
  const classes = counts.map((count, c) => ({
    pictures: Array.from({ length: count }, (_, i) => `https://example.org/${c}/${i}`),
  }));
  /** @type {string[]} */
  const fetched = [];
  /** @type {number[][]} */
  const opened = [];
  const at = { isBroken: false };
  const model = {
    classes,
    file: async (/** @type {string} */ url) => {
      fetched.push(url);
      return Uint8Array.from(url.split("/").slice(-2).map(Number));
    },
  };
  const pool = {
    call: async (/** @type {string} */ method, /** @type {[Uint8Array]} */ [file]) => {
      assert.equal(method, "opened");
      opened.push([...file]);
      if (at.isBroken) throw new Error("broken");
      return file.map((value) => value + 100);
    },
  };
  const pictures = new ClassPictures(/** @type {any} */ (pool), /** @type {any} */ (model));
  return { at, pictures, fetched, opened };
}

/** @param {string} fill */
const asked = (fill) => /** @type {any} */ ({ rivalIndex: 1, settings: { fill } });

test("each picture is fetched and opened once", async () => {
  const { pictures, fetched, opened } = desk([2, 3]);
  const reference = { class: 1, picture: 2 };
  assert.deepEqual([...(await pictures.pixels(reference))], [101, 102]);
  await pictures.pixels(reference);
  assert.deepEqual([...(await pictures.bytes(reference))], [1, 2]);
  assert.deepEqual([fetched.length, opened.length], [1, 1]);
});

test("a rival's few pictures are opened ahead; many are not, nor for another fill", async () => {
  const few = desk([2, 4]);
  few.pictures.expect(asked("contrastive"));
  await new Promise((resolve) => setImmediate(resolve));
  assert.deepEqual(
    few.opened.map(([, picture]) => picture),
    [0, 1, 2, 3],
  );
  await few.pictures.pixels({ class: 1, picture: 3 });
  assert.equal(few.opened.length, 4);
  const other = desk([2, 4]);
  other.pictures.expect(asked("mean"));
  const many = desk([2, 5]);
  many.pictures.expect(asked("contrastive"));
  await new Promise((resolve) => setImmediate(resolve));
  assert.deepEqual([other.fetched, many.fetched], [[], []]);
});

test("a picture that could not be opened is tried again", async () => {
  const { at, pictures, opened } = desk([2, 4]);
  at.isBroken = true;
  pictures.expect(asked("contrastive"));
  await assert.rejects(pictures.pixels({ class: 1, picture: 0 }), /broken/);
  at.isBroken = false;
  assert.deepEqual([...(await pictures.pixels({ class: 1, picture: 0 }))], [101, 100]);
  assert.equal(opened.length, 5);
});
