import assert from "node:assert/strict";
import { test } from "node:test";
import { dragCorner, largestFrame, moveFrame, resizeFrame } from "../src/app/frame.js";

const WHOLE = { width: 400, height: 300 };

/**
 * @param {import("../src/app/frame.js").Frame} frame
 * @param {number} least
 */
function assertInside({ x, y, side }, least) {
  assert.ok(side >= least && side <= 300, `side ${side}`);
  assert.ok(x >= 0 && y >= 0, `corner ${x}, ${y}`);
  assert.ok(x + side <= 400 + 1e-9 && y + side <= 300 + 1e-9, `far corner of ${x}, ${y}, ${side}`);
}

test("the largest frame is the centred square", () => {
  assert.deepEqual(largestFrame(WHOLE), { x: 50, y: 0, side: 300 });
});

test("a frame stays inside however it is moved, resized and dragged", () => {
  // A fixed linear congruential generator, so that a failure can be repeated.
  let state = 12345;
  const next = () => (state = (state * 1103515245 + 12345) % 2 ** 31) / 2 ** 31;
  let frame = largestFrame(WHOLE);
  for (let i = 0; i < 2000; i++) {
    const kind = Math.floor(next() * 3);
    const point = { x: next() * 500 - 50, y: next() * 400 - 50 };
    if (kind === 0) frame = moveFrame(frame, next() * 200 - 100, next() * 200 - 100, WHOLE);
    else if (kind === 1) frame = resizeFrame(frame, next() * 500, point, WHOLE);
    else frame = dragCorner(frame, { right: next() < 0.5, bottom: next() < 0.5 }, point, WHOLE);
    // A corner dragged at the edge of the picture may leave less than the least side.
    assertInside(frame, kind === 2 ? 0 : 32);
  }
});

test("resizing keeps the point under the pointer", () => {
  const about = { x: 150, y: 120 };
  const before = { x: 100, y: 80, side: 100 };
  const after = resizeFrame(before, 80, about, WHOLE);
  assert.ok(Math.abs((about.x - after.x) / after.side - 0.5) < 1e-12);
  assert.ok(Math.abs((about.y - after.y) / after.side - 0.4) < 1e-12);
});

test("a dragged corner leaves the opposite one where it is", () => {
  const frame = dragCorner(
    { x: 100, y: 80, side: 100 },
    { right: false, bottom: false },
    { x: 60, y: 70 },
    WHOLE,
  );
  assert.deepEqual(frame, { x: 60, y: 40, side: 140 });
});
