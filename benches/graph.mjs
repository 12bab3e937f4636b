/**
 * How smoothly a large graph moves: `node benches/graph.mjs [nodes] [lines]` (2,000 and 10,000 unless said).
 *
 * Draws the same graph, faces on every node, with the page's own map (sigma, WebGL) and with vis-network
 * (canvas), and moves both for 120 frames in Debian's Chromium. Prints the machine, the renderer behind
 * WebGL, and times between frames; then how long the layout takes in its worker.
 */
import { mkdtemp, cp, readFile, rm, writeFile } from "node:fs/promises";
import http from "node:http";
import os from "node:os";
import path from "node:path";
import * as esbuild from "esbuild";
import { ROOT, launchChromium } from "../tests/e2e/support.mjs";

const [count = 2000, lines = 10_000] = process.argv.slice(2).map(Number);
const TYPES = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css", ".webp": "image/webp" };

const folder = await mkdtemp(path.join(os.tmpdir(), "moelens-graph-"));
await esbuild.build({
  entryPoints: {
    page: path.join(ROOT, "benches/graph/page.js"),
    layout: path.join(ROOT, "www/src/engine/workers/layout.js"),
    style: path.join(ROOT, "www/style/style.css"),
  },
  bundle: true,
  minify: true,
  format: "esm",
  outdir: folder,
  logLevel: "warning",
});
await cp(path.join(ROOT, "models/gallery/atlas.webp"), path.join(folder, "atlas.webp"));
await writeFile(
  path.join(folder, "index.html"),
  `<!doctype html><link rel="stylesheet" href="style.css"><script type="module" src="page.js"></script>
<div class="sky"><div class="ground" id="ours"></div></div><div class="sky" id="peer"></div>`,
);
const server = http.createServer(async (request, response) => {
  const name = request.url === "/" ? "index.html" : path.basename(request.url ?? "");
  try {
    const bytes = await readFile(path.join(folder, name));
    response.setHeader("content-type", TYPES[path.extname(name)] ?? "application/octet-stream");
    response.end(bytes);
  } catch {
    response.writeHead(404).end();
  }
});
await new Promise((resolve) => server.listen(0, resolve));

const browser = await launchChromium();
try {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  page.setDefaultTimeout(180_000);
  await page.goto(`http://localhost:${server.address().port}/`);
  await page.waitForFunction(() => "bench" in globalThis);
  const renderer = await page.evaluate(() => {
    const gl = document.createElement("canvas").getContext("webgl2");
    const info = gl?.getExtension("WEBGL_debug_renderer_info");
    return gl && info ? gl.getParameter(info.UNMASKED_RENDERER_WEBGL) : "no WebGL";
  });
  const { model } = os.cpus()[0];
  console.log(
    `${model.trim()}, ${os.cpus().length} processors, load ${os.loadavg()[0].toFixed(1)}; Chromium ${browser.version()}`,
  );
  console.log(`WebGL by ${renderer}`);
  const { atlas } = JSON.parse(await readFile(path.join(ROOT, "models/manifest.json"), "utf8"));
  const task = {
    count,
    lines,
    atlas: { url: "atlas.webp", columns: atlas.columns, rows: atlas.rows, size: atlas.size },
  };
  const medians = {};
  for (const [name, label] of [
    ["ours", "moelens"],
    ["peer", "vis-network"],
  ]) {
    const found = await page.evaluate(([name, task]) => globalThis.bench[name](task), [name, task]);
    const times = found.times.toSorted((a, b) => a - b);
    const at = (share) => times[Math.min(times.length - 1, Math.floor(share * times.length))];
    medians[name] = at(0.5);
    console.log(
      `${label.padEnd(12)} ${count} nodes, ${found.lines} lines: ${times.length} frames, median ${at(0.5).toFixed(1)} ms, ` +
        `95 % ${at(0.95).toFixed(1)} ms, ${(1000 / at(0.5)).toFixed(0)} frames a second`,
    );
  }
  console.log(`vis-network takes ${(medians.peer / medians.ours).toFixed(1)} times as long per frame`);
  for (const size of [
    { count: 100, lines: 187, rounds: 600 },
    { count: 2000, lines: 10_000, rounds: 300 },
  ]) {
    const seconds = await page.evaluate((size) => globalThis.bench.layout(size), size);
    console.log(
      `layout of ${size.count} nodes, ${size.lines} lines, ${size.rounds} rounds: ${seconds.toFixed(2)} s`,
    );
  }
} finally {
  await browser.close();
  server.close();
  await rm(folder, { recursive: true });
}
