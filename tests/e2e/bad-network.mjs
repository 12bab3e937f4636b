/** A network between a browser and a server that is slow, breaks off, or is not there. */
import { createServer, request as ask } from "node:http";

/** Bytes of a slow answer that are sent at once. */
const SIP = 32 * 1024;

/**
 * What happens to one answer on its way.
 *
 * @typedef {object} Fault
 * @property {number} [bytesPerSecond]
 * @property {number} [breaksAfter]  Bytes of the body, after which the connection is cut.
 */

/**
 * @param {string} target  Address of the server behind.
 * @param {(request: { path: string, range: string | undefined }) => Fault} faultOf
 */
export async function badNetwork(target, faultOf) {
  const { hostname, port } = new URL(target);
  const server = createServer((request, response) => {
    const { url: path = "/", method, headers } = request;
    const { bytesPerSecond = Infinity, breaksAfter = Infinity } = faultOf({ path, range: headers.range });
    if (breaksAfter === 0) return void request.socket.destroy();
    const behind = ask({ hostname, port, path, method, headers }, async (answer) => {
      // Chromium's own cache would ask for single bytes of what it has by half.
      const kept = breaksAfter < Infinity ? { "cache-control": "no-store" } : {};
      response.writeHead(answer.statusCode ?? 500, { ...answer.headers, ...kept });
      let left = breaksAfter;
      for await (const chunk of answer) {
        for (let at = 0; at < chunk.length; at += SIP) {
          const sip = chunk.subarray(at, Math.min(at + SIP, chunk.length, at + left));
          left -= sip.length;
          await new Promise((resolve) => response.write(sip, resolve));
          if (left <= 0) return void request.socket.destroy();
          if (bytesPerSecond < Infinity) {
            await new Promise((resolve) => setTimeout(resolve, (1000 * sip.length) / bytesPerSecond));
          }
        }
      }
      response.end();
    });
    behind.on("error", () => request.socket.destroy());
    response.on("close", () => behind.destroy());
    behind.end();
  });
  await new Promise((resolve) => server.listen(0, "localhost", () => resolve(null)));
  const { port: own } = /** @type {import("node:net").AddressInfo} */ (server.address());
  return {
    url: target.replace(`:${port}`, `:${own}`),
    stop: () =>
      new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      }),
  };
}
