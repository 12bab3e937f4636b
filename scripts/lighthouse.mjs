/**
 * Lighthouse on the built page, below a path prefix, in the installed Chromium, as a phone and as a desktop:
 *
 *   node scripts/lighthouse.mjs [--dir dist] [--runs 3] [--out FOLDER]
 *
 * Prints the median scores and what costs points; fails when the phone's are below the limits. Lighthouse comes
 * through npx, so that it is no part of the setup. Its performance score depends on how busy the machine is: it
 * counts how long tasks of the page's thread last, also while other threads have its processor. So the blocking
 * time is said once more as it would be with a processor free, from the processor time of the same tasks.
 */
import { execFile } from "node:child_process";
import { mkdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs, promisify } from "node:util";
import { CHROMIUM, serve } from "../tests/e2e/support.mjs";

const VERSION = "13.5.0";
const CATEGORIES = /** @type {const} */ (["performance", "accessibility", "best-practices", "seo"]);
/** Least scores of the phone, of 100. */
const LIMITS = { performance: 90, accessibility: 100, "best-practices": 95, seo: 0 };

const { values: options } = parseArgs({
  options: {
    dir: { type: "string", default: "dist" },
    runs: { type: "string", default: "3" },
    out: { type: "string", default: path.join(tmpdir(), "moelens-lighthouse") },
  },
});
const run = promisify(execFile);
await mkdir(options.out, { recursive: true });
const server = await serve({ prefix: "/moelens/", dir: path.resolve(options.dir) });
const isRoot = process.getuid?.() === 0;
const chromeFlags = ["--headless", "--disable-gpu", ...(isRoot ? ["--no-sandbox"] : [])].join(" ");

try {
  for (const device of /** @type {const} */ (["phone", "desktop"])) {
    /** @type {any[]} */
    const reports = [];
    /** @type {number[]} */
    const blocking = [];
    for (let i = 0; i < Number(options.runs); i += 1) {
      const file = path.join(options.out, `${device}-${i}.json`);
      await run(
        "npx",
        [
          "--yes",
          `lighthouse@${VERSION}`,
          server.url,
          "--quiet",
          "--output=json",
          `--output-path=${file}`,
          "--save-assets",
          `--only-categories=${CATEGORIES.join()}`,
          `--chrome-flags=${chromeFlags}`,
          ...(device === "desktop" ? ["--preset=desktop"] : []),
        ],
        { env: { ...process.env, CHROME_PATH: CHROMIUM() }, timeout: 600_000 },
      );
      const report = JSON.parse(await readFile(file, "utf8"));
      const trace = file.replace(".json", "-0.trace.json");
      reports.push(report);
      blocking.push(freeBlocking(JSON.parse(await readFile(trace, "utf8")).traceEvents, report));
      await Promise.all([trace, trace.replace("trace", "devtoolslog")].map((path) => rm(path)));
    }
    say(device, reports);
    console.log(`  Total Blocking Time with a processor free: ${blocking.map(Math.round).join(", ")} ms`);
  }
} finally {
  await server.stop();
}

/**
 * @param {"phone" | "desktop"} device
 * @param {any[]} reports
 */
function say(device, reports) {
  for (const category of CATEGORIES) {
    const scores = reports.map(({ categories }) => Math.round(100 * (categories[category].score ?? 0)));
    const median = scores.toSorted((a, b) => a - b)[Math.floor(scores.length / 2)];
    console.log(`${device}: ${category} ${median} (${scores.join(", ")})`);
    if (device === "phone" && median < LIMITS[category]) {
      console.error(`  below ${LIMITS[category]}`);
      process.exitCode = 1;
    }
    const { audits, categories } = reports[reports.length - 1];
    for (const { id, weight } of categories[category].auditRefs) {
      const { score, title, displayValue } = audits[id];
      if (weight > 0 && score !== null && score < 0.9) {
        console.log(`  ${title}: ${displayValue ?? ""} (${Math.round(100 * score)})`);
      }
    }
  }
}

/**
 * Total Blocking Time by processor time: what tasks of the page's thread take beyond 50 ms, slowed down as
 * Lighthouse does, from the first paint to the moment from which the page is usable.
 *
 * @param {any[]} events  Of a trace.
 * @param {any} report
 */
function freeBlocking(events, { audits, configSettings }) {
  const { observedFirstContentfulPaintTs: start, observedTraceEndTs: end } = audits.metrics.details.items[0];
  const { cpuSlowdownMultiplier: slower } = configSettings.throttling;
  /** @type {Map<string, number>} */
  const blocking = new Map();
  const mains = new Set(
    events
      .filter(({ name, args }) => name === "thread_name" && args.name === "CrRendererMain")
      .map(({ pid, tid }) => `${pid} ${tid}`),
  );
  for (const { name, ph, pid, tid, ts, tdur } of events) {
    const thread = `${pid} ${tid}`;
    if (name !== "RunTask" || ph !== "X" || !mains.has(thread) || ts < start || ts > end) continue;
    const beyond = Math.max(0, (slower * (tdur ?? 0)) / 1000 - 50);
    blocking.set(thread, (blocking.get(thread) ?? 0) + beyond);
  }
  // The page's own thread is the busiest of those.
  return Math.max(0, ...blocking.values());
}
