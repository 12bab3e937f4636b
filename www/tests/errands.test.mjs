import assert from "node:assert/strict";
import { test } from "node:test";
import { Pool } from "../src/engine/pool.js";

/**
 * A stand-in for a worker, which answers by a function; a thrown "die" ends it.
 *
 * @param {(value: any) => Promise<unknown> | unknown} answer
 */
function worker(answer) {
  const channel = {
    isDead: false,
    kill: () => (channel.isDead = true),
    call: async (/** @type {string} */ _method, /** @type {any[]} */ [value]) => {
      try {
        return await answer(value);
      } catch (error) {
        if (error === "die") channel.isDead = true;
        throw error;
      }
    },
  };
  return /** @type {any} */ (channel);
}

/** @param {Pool} pool @param {Partial<import("../src/engine/pool.js").Errands>} [more] */
async function run(pool, more = {}) {
  /** @type {[number, any][]} */
  const values = [];
  /** @type {[number, unknown][]} */
  const refused = [];
  await pool.runErrands({
    method: "look",
    count: 9,
    args: async (index) => [index],
    onValue: (index, value) => values.push([index, value]),
    onRefused: (index, error) => refused.push([index, error]),
    isOver: () => false,
    ...more,
  });
  return { values: values.sort(([a], [b]) => a - b), refused: refused.sort(([a], [b]) => a - b) };
}

test("every errand is done once, and what is refused stops nothing", async () => {
  const pool = new Pool(3, async () =>
    worker((n) => {
      if (n === 4) throw new Error("no picture");
      return n * n;
    }),
  );
  const { values, refused } = await run(pool, {
    args: async (index) => {
      if (index === 7) throw new Error("the file is gone");
      return [index];
    },
  });
  assert.deepEqual(
    values,
    [0, 1, 2, 3, 5, 6, 8].map((n) => [n, n * n]),
  );
  assert.deepEqual(
    refused.map(([index, error]) => [index, /** @type {Error} */ (error).message]),
    [
      [4, "no picture"],
      [7, "the file is gone"],
    ],
  );
});

test("the errand of a worker that dies is done by the next one; one that kills them all is refused", async () => {
  let started = 0;
  const pool = new Pool(2, async () => {
    started += 1;
    return worker((n) => {
      if (n === 2 && started <= 3) throw "die";
      if (n === 6) throw "die";
      return n;
    });
  });
  const { values, refused } = await run(pool);
  assert.deepEqual(
    values.map(([index]) => index),
    [0, 1, 2, 3, 4, 5, 7, 8],
  );
  assert.deepEqual(refused, [[6, "die"]]);
});

test("nothing is begun once it is over, and errands wait for the job before", async () => {
  let asked = 0;
  const pool = new Pool(1, async () => worker((n) => ((asked += 1), n)));
  const { values } = await run(pool, { isOver: () => asked >= 3 });
  assert.equal(asked, 3);
  assert.ok(values.length <= 3);
  /** @type {string[]} */
  const order = [];
  await Promise.all([
    run(pool, { count: 1, onValue: () => order.push("first") }),
    run(pool, { count: 1, onValue: () => order.push("second") }),
  ]);
  assert.deepEqual(order, ["first", "second"]);
});
