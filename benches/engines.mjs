/**
 * Moelens beside what people use today, in one run: `node benches/engines.mjs --work FOLDER [--python PROGRAM]
 * [--relaxed FOLDER] [--rounds N] [--parts machine,chromium,firefox,explanations,slic] [--write]` on the built page.
 * `./build.sh bench` prepares what it needs.
 *
 * In Chromium and in Firefox, variants in turn in every round: the forward pass by our fused operators, by stock
 * tract and by onnxruntime-web (one thread, the same file), at two sizes and two batches; one and two workers;
 * SLIC. Then explanations on the page against Python's lime with onnxruntime on two threads, to the same number of
 * answers and to the same precision, and SLIC natively against scikit-image and fast-slic. `--write` puts the
 * tables into benches/RESULTS.md.
 */
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { cp, mkdir, readFile, readdir, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { parseArgs, promisify } from "node:util";
import { format } from "prettier";
import { ROOT, launchChromium, serve, untilExplained, watchedContext } from "../tests/e2e/support.mjs";
import { inChromium, inFirefox } from "./browsers.mjs";
import { median, timeClick } from "./clicks.mjs";
import { precision } from "./precision.mjs";

const { values: options } = parseArgs({
  options: {
    work: { type: "string" },
    python: { type: "string", default: "python3" },
    relaxed: { type: "string" },
    rounds: { type: "string", default: "9" },
    parts: { type: "string" },
    write: { type: "boolean", default: false },
  },
});
if (!options.work) throw new Error("--work says where the networks and pictures go");
const WORK = path.resolve(options.work);
const ROUNDS = Number(options.rounds);
/** Clicks before and after Python's lime. */
const CLICKS = 4;
const SEGMENTS = 100;
const run = promisify(execFile);
const python = async (/** @type {string[]} */ ...args) => {
  const { stdout } = await run(options.python, args, { cwd: ROOT, maxBuffer: 1 << 26 });
  return stdout;
};
/** @type {string[]} */
let report = [];
const say = (/** @type {string} */ line = "") => {
  console.log(line);
  report.push(line);
};
/** Does a part that is asked for; what earlier runs left of the others stays. */
const part = async (/** @type {string} */ name, /** @type {() => Promise<void>} */ make) => {
  const file = path.join(WORK, `result-${name}.md`);
  if (!options.parts || options.parts.split(",").includes(name)) {
    report = [];
    await make();
    await writeFile(file, `${report.join("\n")}\n`);
  }
  return existsSync(file) ? readFile(file, "utf8") : "";
};

await python("benches/python/models.py", WORK);
await python("benches/python/peers.py", "prepare", WORK);
const site = await gather();
const server = await serve({ dir: site });
const all = [
  await part("machine", machine),
  await part("chromium", () => inBrowser(inChromium)),
  await part("firefox", () => inBrowser(inFirefox)),
  await part("explanations", explanations),
  await part("slic", superpixels),
];
await server.stop();
if (options.write)
  await writeFile(path.join(ROOT, "benches/RESULTS.md"), await format(all.join(""), { parser: "markdown" }));

async function machine() {
  say("# Results");
  say();
  say("Made by `./build.sh bench`; in every table the variants took turns.");
  say();
  say(`- Machine: ${os.cpus()[0].model.trim()}, ${os.cpus().length} processors, load ${load()} at the start`);
  say(`- Versions: ${await peers()}`);
  say(`- Date: ${new Date().toISOString().slice(0, 10)}`);
}

/** A folder with the bench page and all that it loads. */
async function gather() {
  const folder = path.join(WORK, "site");
  await mkdir(path.join(folder, "ort"), { recursive: true });
  await cp(path.join(ROOT, "benches/browser"), folder, { recursive: true });
  await cp(path.join(ROOT, "pkg"), path.join(folder, "pkg"), { recursive: true });
  if (options.relaxed)
    await cp(path.resolve(options.relaxed), path.join(folder, "pkg-relaxed"), { recursive: true });
  const ort = path.join(ROOT, "node_modules/onnxruntime-web/dist");
  for (const name of ["ort.wasm.min.mjs", "ort-wasm-simd-threaded.mjs", "ort-wasm-simd-threaded.wasm"])
    await cp(path.join(ort, name), path.join(folder, "ort", name));
  for (const name of await readdir(WORK))
    if (/\.(onnx|png)$/.test(name)) await cp(path.join(WORK, name), path.join(folder, name));
  return folder;
}

async function peers() {
  const ort = JSON.parse(
    await readFile(path.join(ROOT, "node_modules/onnxruntime-web/package.json"), "utf8"),
  );
  const names = ["lime", "onnxruntime", "scikit-image", "fast-slic"];
  const code = `from importlib.metadata import version, PackageNotFoundError as E
for name in ${JSON.stringify(names)}:
    try: print(name, version(name))
    except E: print(name, "not installed")`;
  const python_ = (await python("-c", code)).trim().split("\n");
  const rust = (await run("rustc", ["--version"])).stdout.trim();
  return [`onnxruntime-web ${ort.version}`, ...python_, rust].join(", ");
}

/** @param {typeof inChromium} open */
async function inBrowser(open) {
  const page = await open(server.url);
  try {
    say();
    say(`## ${page.name}: forward pass`);
    say();
    say("Milliseconds a picture (median), one thread.");
    say();
    const kinds = [
      { name: "fused", kind: "fused" },
      ...(options.relaxed ? [{ name: "fused, relaxed SIMD", kind: "fused", pkg: "pkg-relaxed" }] : []),
      { name: "stock tract", kind: "stock" },
      { name: "onnxruntime-web", kind: "onnxruntime-web" },
    ];
    say("| input | batch | variant | ms a picture | against onnxruntime-web | largest difference to it |");
    say("| ----- | ----: | ------- | -----------: | ----------------------: | -----------------------: |");
    for (const side of [224, 160]) {
      for (const batch of [1, 8]) {
        const variants = kinds.map((kind) => ({ ...kind, side, batch, model: `lite0-${side}.onnx` }));
        const { times, logits } = await page.call("forward", [variants, ROUNDS]);
        const middle = times.map(median);
        const [peer, truth] = [middle.at(-1), logits.at(-1)];
        for (const [i, { name }] of kinds.entries()) {
          const ratio = (peer / middle[i]).toFixed(2);
          const off = name === "onnxruntime-web" ? "" : difference(logits[i], truth).toExponential(1);
          say(`| ${side}² | ${batch} | ${name} | ${middle[i].toFixed(1)} | ${ratio} × | ${off} |`);
        }
        const [fused, stock] = [middle[0], middle.at(-2)];
        console.log(`  fused against stock tract: ${(stock / fused).toFixed(2)} ×`);
      }
    }
    const variant = { kind: "fused", side: 224, batch: 8, model: "lite0-224.onnx" };
    const rows = await page.call("tileHeights", []);
    say();
    say(`Rows of a tile, as measured by each build: ${rows.join(", ")}.`);
    const [one, two] = (await page.call("workers", [variant, [1, 2], 64, 5])).map(median);
    say();
    say(
      `Pictures a second by one worker ${one.toFixed(1)}, by two ${two.toFixed(1)}: ${(two / one).toFixed(2)} ×.`,
    );
    for (const name of ["drawn-a", "noise"]) {
      const took = median(await page.call("superpixels", [`${name}.png`, SEGMENTS, ROUNDS]));
      say();
      say(`SLIC of \`${name}\`, 640 × 480, ${SEGMENTS} superpixels, in wasm: ${took.toFixed(1)} ms.`);
    }
  } finally {
    await page.close();
  }
}

/** Largest difference, relative to the largest number. @param {number[]} found @param {number[]} truth */
function difference(found, truth) {
  const most = Math.max(...truth.map(Math.abs));
  return Math.max(...truth.map((value, i) => Math.abs(value - found[i]))) / most;
}

async function explanations() {
  const browser = await launchChromium();
  const built = await serve();
  const { context } = await watchedContext(browser, built.url);
  const page = await context.newPage();
  await page.goto(built.url);
  await untilExplained(page);
  const first = [];
  const steady = [];
  const click = async (/** @type {number} */ from) => {
    for (let i = 0; i < CLICKS; i += 1) {
      const times = await timeClick(page, from + 7 * i);
      first.push(times.first / 1000);
      steady.push(times.steady / 1000);
    }
  };
  await click(10);
  await page.locator("[data-test=verdict][data-level]").waitFor({ timeout: 120_000 });
  const tools = { run, python, work: WORK };
  const kernels = [];
  for (const kernel of ["flat", "0.25"]) kernels.push({ kernel, found: await precision(tools, kernel) });
  await click(45);
  await browser.close();
  await built.stop();

  const [soon, whole] = [median(first), median(steady)];
  say();
  say("## An explanation, end to end");
  say();
  say("| | seconds | against Python's lime |");
  say("| --- | ---: | ---: |");
  say(`| click → first picture, Chromium, 2 workers | ${soon.toFixed(2)} | |`);
  const peer = median(kernels.map(({ found }) => found.default));
  say(`| click → steady, 256 evaluations | ${whole.toFixed(2)} | ${(whole / peer).toFixed(2)} × |`);
  say(`| lime with its defaults, 1,000 samples, onnxruntime on 2 threads | ${peer.toFixed(2)} | 1 × |`);
  for (const { kernel, found } of kernels) atEqualPrecision(kernel, found, whole);
}

/**
 * @param {string} kernel
 * @param {Awaited<ReturnType<typeof precision>>} found
 * @param {number} whole  Seconds of 256 evaluations.
 */
function atEqualPrecision(kernel, found, whole) {
  say();
  say(`### At equal precision, kernel ${kernel}`);
  say();
  say(
    `Both explain log-odds on the same ${found.superpixels} superpixels with the same fill (own mean) and kernel, ` +
      "against 16,384 evaluations of a design that neither uses. Seconds of ours are those of the steady " +
      "explanation above, for as many evaluations.",
  );
  say();
  say("| | evaluations | error of the weights, relative | seconds | against lime |");
  say("| --- | ---: | ---: | ---: | ---: |");
  say(`| lime | 1,000 | ${found.limeError.toFixed(3)} | ${found.alike.toFixed(2)} | 1 × |`);
  for (const { evaluations, error } of found.ours) {
    const took = (whole * evaluations) / 256;
    say(
      `| Moelens | ${evaluations} | ${error.toFixed(3)} | ${took.toFixed(2)} | ${(took / found.alike).toFixed(2)} × |`,
    );
  }
  say();
  const seconds = found.needed === null ? null : (whole * found.needed) / 256;
  say(
    seconds === null
      ? "None of these is as precise as lime."
      : `Moelens is as precise with ${found.needed} evaluations: ${(seconds / found.alike).toFixed(2)} × the time.`,
  );
}

async function superpixels() {
  say();
  say(`## SLIC, 640 × 480, ${SEGMENTS} superpixels, one thread, natively`);
  say();
  say("| picture | variant | ms |");
  say("| --- | --- | ---: |");
  const { stdout } = await run("cargo", ["metadata", "--format-version", "1", "--no-deps"], {
    cwd: ROOT,
    maxBuffer: 1 << 26,
  });
  const target = JSON.parse(stdout).target_directory;
  await run("cargo", ["bench", "--bench", "core", "--", "SLIC"], { cwd: ROOT, maxBuffer: 1 << 26 });
  for (const [name, bench] of [
    ["drawn-a", "drawn, 100 superpixels"],
    ["noise", "noisy, 100 superpixels"],
  ]) {
    const file = path.join(target, "criterion/SLIC 640x480", bench, "new/estimates.json");
    const ours = JSON.parse(await readFile(file, "utf8")).median.point_estimate / 1e6;
    const others = JSON.parse(
      await python("benches/python/peers.py", "slic", path.join(WORK, `${name}.png`), String(SEGMENTS)),
    );
    for (const [variant, took] of [["Moelens", ours], ...Object.entries(others)])
      say(`| ${name} | ${variant} | ${Number(took).toFixed(1)} |`);
  }
}

function load() {
  return os.loadavg()[0].toFixed(1);
}
