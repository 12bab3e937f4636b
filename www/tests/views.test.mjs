import assert from "node:assert/strict";
import { test } from "node:test";
import { viewOf } from "../src/app/views.js";

test("the empty address is Recognise, a place within a view changes none", () => {
  assert.equal(viewOf(""), null);
  assert.equal(viewOf("#"), null);
  assert.equal(viewOf("#main"), undefined);
  assert.equal(viewOf("#how"), "how");
  assert.equal(viewOf("#how/kernel"), "how");
  assert.equal(viewOf("#constructor"), undefined);
});
