/**
 * Serves a built page: `node www/serve.mjs [--dir dist] [--port 8080] [--host localhost]
 * [--prefix /some/prefix/]`. For looking and testing on one's own machine.
 */
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { createServer } from "node:http";
import path from "node:path";
import { parseArgs } from "node:util";

const { values: options } = parseArgs({
  options: {
    dir: { type: "string", default: "dist" },
    port: { type: "string", default: "8080" },
    host: { type: "string", default: "localhost" },
    prefix: { type: "string", default: "/" },
  },
});
const ROOT = path.resolve(options.dir);
const PREFIX = `/${options.prefix}/`.replace(/\/+/g, "/");

/** @type {Record<string, string>} */
const TYPES = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".mjs": "text/javascript; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".wasm": "application/wasm",
  ".webmanifest": "application/manifest+json",
  ".webp": "image/webp",
};
/** Names that carry a hash of their content never change. */
const HASHED = /-[A-Z0-9]{8}\.\w+$/;

/**
 * Where the answer begins: later than at 0 when the rest of a file is asked for that has not changed.
 *
 * @param {import("node:http").IncomingHttpHeaders} headers
 * @param {string} etag
 * @param {number} size
 */
function restOf({ range, "if-range": known }, etag, size) {
  const start = Number(/^bytes=(\d+)-$/.exec(range ?? "")?.[1] ?? 0);
  return start < size && (known ?? etag) === etag ? start : 0;
}

const server = createServer(async (request, response) => {
  const { pathname } = new URL(request.url ?? "/", "http://localhost");
  if (request.method !== "GET" && request.method !== "HEAD") return refuse(405, "GET only");
  if (!pathname.startsWith(PREFIX)) {
    if (pathname === PREFIX.slice(0, -1) || pathname === "/") {
      response.writeHead(302, { location: PREFIX }).end();
      return;
    }
    return refuse(404, `Nothing outside ${PREFIX}`);
  }
  let file;
  try {
    file = path.join(ROOT, decodeURIComponent(pathname.slice(PREFIX.length)));
  } catch {
    return refuse(400, "The address cannot be read");
  }
  if (file !== ROOT && !file.startsWith(ROOT + path.sep)) return refuse(404, "Not here");
  try {
    let info = await stat(file);
    if (info.isDirectory()) {
      file = path.join(file, "index.html");
      info = await stat(file);
    }
    const etag = `"${info.size.toString(16)}-${Math.round(info.mtimeMs).toString(16)}"`;
    const headers = {
      "content-type": TYPES[path.extname(file)] ?? "application/octet-stream",
      "cache-control": HASHED.test(file) ? "public, max-age=31536000, immutable" : "no-cache",
      etag,
    };
    if (request.headers["if-none-match"] === etag) {
      response.writeHead(304, headers).end();
      return;
    }
    const start = restOf(request.headers, etag, info.size);
    const length = { "content-length": info.size - start, "accept-ranges": "bytes" };
    const range = { "content-range": `bytes ${start}-${info.size - 1}/${info.size}` };
    response.writeHead(start > 0 ? 206 : 200, { ...headers, ...length, ...(start > 0 ? range : {}) });
    if (request.method === "HEAD") response.end();
    else createReadStream(file, { start }).pipe(response);
  } catch {
    refuse(404, "Not here");
  }

  /**
   * @param {number} status
   * @param {string} words
   */
  function refuse(status, words) {
    response.writeHead(status, { "content-type": "text/plain; charset=utf-8" }).end(`${words}\n`);
  }
});

server.on("error", (error) => {
  console.error(`Cannot serve on port ${options.port}: ${error.message}`);
  process.exitCode = 1;
});
server.listen(Number(options.port), options.host, () => {
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : options.port;
  console.log(`Moelens is at http://${options.host}:${port}${PREFIX}`);
});
