import assert from "node:assert/strict";
import { test } from "node:test";
import { Memo } from "../src/engine/memo.js";

test("what is there is not asked for again, what failed is", async () => {
  const memo = new Memo();
  let asked = 0;
  const make = async () => ++asked;
  assert.equal(await memo.get("a", make), 1);
  assert.equal(await memo.get("a", make), 1);
  await assert.rejects(memo.get("b", () => Promise.reject(new Error("no"))));
  assert.equal(await memo.get("b", make), 2);
  memo.delete("a");
  assert.equal(await memo.get("a", make), 3);
  memo.clear();
  assert.equal(await memo.get("b", make), 4);
});

test("a failure that comes late does not take away what took its place", async () => {
  const memo = new Memo();
  let fail = () => {};
  const old = memo.get("a", () => new Promise((_, reject) => (fail = () => reject(new Error("late")))));
  memo.clear();
  await memo.get("a", async () => "new");
  fail();
  await assert.rejects(old);
  assert.equal(await memo.get("a", async () => "another"), "new");
});

test("only so many are kept, the first ones go", async () => {
  const memo = new Memo(2);
  for (const key of ["a", "b", "c"]) await memo.get(key, async () => key);
  assert.equal(await memo.get("c", async () => "again"), "c");
  assert.equal(await memo.get("a", async () => "again"), "again");
});
