/** Pending work is done in order, in tasks to come. */
import assert from "node:assert/strict";
import { after, test } from "node:test";

// Outside a page an open channel keeps the process alive.
/** @type {MessageChannel[]} */
const open = [];
const { MessageChannel } = globalThis;
globalThis.MessageChannel = class extends MessageChannel {
  constructor() {
    super();
    open.push(this);
  }
};
const { nextTask } = await import("../src/app/next-task.js");
after(() => open.forEach(({ port1 }) => port1.close()));

test("work is done in the order it was asked for, and never at once", async () => {
  /** @type {number[]} */
  const log = [];
  const all = [1, 2, 3].map((i) => nextTask().then(() => log.push(i)));
  await null;
  assert.deepEqual(log, []);
  await Promise.all(all);
  assert.deepEqual(log, [1, 2, 3]);
});

test("work that is asked for by work is done too", async () => {
  let depth = 0;
  for (let i = 0; i < 5; i += 1) {
    await nextTask();
    depth += 1;
  }
  assert.equal(depth, 5);
});
