/** A download goes on where its connection broke, and begins anew where it cannot. */
import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { download } from "../src/engine/download.js";

const FILE = Uint8Array.from({ length: 100 }, (_, i) => i);
const { fetch } = globalThis;
afterEach(() => {
  globalThis.fetch = fetch;
});

/**
 * A server whose first answers break off.
 *
 * @param {{ breaks: number[], tags?: string[], ranges?: boolean }} plan  After how many bytes each breaks; the
 *   file's tag at each request.
 */
function server({ breaks, tags = [], ranges = true }) {
  /** @type {(string | null)[]} */
  const asked = [];
  globalThis.fetch = async (_, init) => {
    const headers = new Headers(init?.headers);
    const range = headers.get("range");
    const tag = tags[asked.length] ?? '"one"';
    const limit = breaks[asked.length] ?? FILE.length;
    asked.push(range);
    const isRest = ranges && range !== null && headers.get("if-range") === tag;
    const start = isRest ? Number(/\d+/.exec(range)?.[0]) : 0;
    const rest = FILE.slice(start);
    const body = new ReadableStream({
      start(stream) {
        stream.enqueue(rest.slice(0, limit));
        if (limit < rest.length) setTimeout(() => stream.error(new TypeError("connection lost")));
        else stream.close();
      },
    });
    return new Response(body, {
      status: isRest ? 206 : 200,
      headers: { etag: tag, "content-length": String(rest.length) },
    });
  };
  return asked;
}

let count = 0;
const address = () => new URL(`https://example.org/${count++}`);

test("the rest is asked for, and progress goes on", async () => {
  const asked = server({ breaks: [40] });
  /** @type {number[]} */
  const seen = [];
  const bytes = await download(address(), (loaded, total) => {
    seen.push(loaded);
    assert.equal(total, 100);
  });
  assert.deepEqual(bytes, FILE);
  assert.deepEqual(asked, [null, "bytes=40-"]);
  assert.deepEqual(seen, [0, 40, 40, 100]);
});

test("each attempt that brings something is followed by another one", async () => {
  const asked = server({ breaks: [30, 20, 10, 5] });
  assert.deepEqual(await download(address()), FILE);
  assert.deepEqual(asked, [null, "bytes=30-", "bytes=50-", "bytes=60-", "bytes=65-"]);
});

test("two attempts in a row that bring nothing are an error; what came is kept for the next time", async () => {
  const asked = server({ breaks: [30, 0, 0] });
  const url = address();
  await assert.rejects(download(url), /could not be loaded/);
  assert.deepEqual(await download(url), FILE);
  assert.deepEqual(asked, [null, "bytes=30-", "bytes=30-", "bytes=30-"]);
});

test("a connection that stalls counts as broken", async (context) => {
  context.mock.timers.enable({ apis: ["setTimeout"] });
  let count = 0;
  globalThis.fetch = async (_, init) => {
    const isFirst = count++ === 0;
    const body = new ReadableStream({
      start(stream) {
        stream.enqueue(FILE.slice(0, 10));
        if (!isFirst) stream.close();
        init?.signal?.addEventListener("abort", () => stream.error(init.signal?.reason));
      },
    });
    return new Response(body, { headers: { "content-length": isFirst ? "100" : "10" } });
  };
  const coming = download(address());
  const until = async (/** @type {() => boolean} */ done) => {
    while (!done()) {
      context.mock.timers.tick(1000);
      await new Promise((resolve) => setImmediate(resolve));
    }
  };
  await until(() => count === 2);
  assert.deepEqual(await coming, FILE.slice(0, 10));
});

test("a file that has changed, or a server that gives no parts, begins anew", async () => {
  server({ breaks: [40], tags: ['"one"', '"two"'] });
  assert.deepEqual(await download(address()), FILE);
  server({ breaks: [40], ranges: false });
  assert.deepEqual(await download(address()), FILE);
});
