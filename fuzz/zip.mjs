/**
 * Turns good ZIPs into bad ones and opens them as the page does, for a while:
 *
 *   node fuzz/zip.mjs [--seconds 600] [--seed 1]
 *
 * ZIPs are read by JavaScript, so cargo-fuzz cannot reach them. A ZIP must give its files or an error within
 * five seconds, must not give more bytes than the limits say, and a description in it is read or refused. The
 * first one that does not is written to fuzz/artifacts/ and ends the run.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { strToU8, zipSync } from "fflate";
import { ofZip, unzip } from "../www/src/views/teach/incoming.js";
import { readDescription } from "../www/src/views/teach/project-zip.js";

const { values: options } = parseArgs({
  options: { seconds: { type: "string", default: "600" }, seed: { type: "string", default: "1" } },
});
/** Milliseconds. */
const PATIENCE = 5_000;
/** What the page lets a ZIP unpack to, for each of its bytes and besides (`incoming.js`). */
const [MOST_GROWTH, MOST_MORE] = [20, 1_064_000_000];
const HEADERS = [0x04034b50, 0x02014b50, 0x06054b50, 0x08074b50, 0x06064b50];
const TELLING = [0, 1, 8, 9, 14, 97, 99, 0x7f, 0x80, 0xff, 0xffff, 0x7fffffff, 0xffffffff];

/** Numbers that a seed repeats (mulberry32). @param {number} state */
function numbers(state) {
  return (/** @type {number} */ below) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % below;
  };
}
const below = numbers(Number(options.seed));

const picture = Uint8Array.from({ length: 900 }, (_, i) => (i * i * 31) % 251);
const description = strToU8(
  JSON.stringify({
    format: 1,
    name: "Two",
    characters: [
      { folder: "Aoi", name: "Aoi" },
      { folder: "Beni", name: "Beni" },
    ],
    variants: ["flip"],
    balanced: true,
    effects: { c: 1 },
    outcome: null,
  }),
);
const files = { "moelens-project.json": description, "Aoi/1.png": picture, "Beni/2.png": picture };
const seeds = [
  zipSync(files),
  zipSync(files, { level: 0 }),
  zipSync({
    "名前/絵.png": picture,
    "a\\b.png": strToU8("a"),
    "__MACOSX/x": picture,
    "../../c.png": picture,
  }),
  zipSync({ "empty/": new Uint8Array(), "a/zeros.png": new Uint8Array(200_000) }),
];

/** @param {Uint8Array} bytes */
function spoilt(bytes) {
  let out = Buffer.from(bytes);
  for (let turns = 1 + below(6); turns > 0; turns -= 1) {
    const at = below(out.length + 1);
    const rest = out.length - at;
    const some = Buffer.from(out.subarray(at, at + below(Math.min(rest, 64) + 1)));
    switch (below(8)) {
      case 0:
        if (rest > 0) out[at] ^= 1 << below(8);
        break;
      case 1:
        if (rest >= 4) out.writeUInt32LE(TELLING[below(TELLING.length)], at);
        break;
      case 2:
        if (rest >= 2) out.writeUInt16LE(TELLING[below(TELLING.length)] & 0xffff, at);
        break;
      case 3:
        out = Buffer.concat([out.subarray(0, at), out.subarray(at + some.length)]);
        break;
      case 4:
        out = Buffer.concat([out.subarray(0, at), some, out.subarray(at)]);
        break;
      case 5: {
        const other = seeds[below(seeds.length)];
        out = Buffer.concat([out.subarray(0, at), other.subarray(below(other.length))]);
        break;
      }
      case 6: {
        const place = below(Math.max(out.length - 4, 1));
        if (out.length >= 4) out.writeUInt32LE(HEADERS[below(HEADERS.length)], place);
        break;
      }
      default:
        out = out.subarray(0, at);
    }
  }
  return out;
}

/** What goes wrong, if anything. @param {Uint8Array} bytes */
async function fault(bytes) {
  let unpacked = 0;
  const begun = performance.now();
  /** @type {unknown} */
  let refusal = null;
  await unzip(new Blob([/** @type {BlobPart} */ (bytes)]), async (path, file) => {
    const { folder } = ofZip(path, file);
    if (/[\\/]/.test(file.name) || /[\\/]/.test(folder ?? "")) throw new RangeError("a name is a path");
    unpacked += file.size;
    if (/json$/.test(file.name)) readDescription(await file.text());
  }).catch((error) => (refusal = error));
  const took = performance.now() - begun;
  if (took > PATIENCE) return `it took ${Math.round(took)} ms`;
  if (unpacked > MOST_MORE + MOST_GROWTH * bytes.length) return `it gave ${unpacked} bytes`;
  if (refusal instanceof RangeError || refusal instanceof TypeError) return String(refusal.stack);
  if (refusal !== null && !(refusal instanceof Error)) return `it threw ${refusal}`;
  return null;
}

const end = Date.now() + 1000 * Number(options.seconds);
let [tried, best] = [0, 0];
for (; Date.now() < end; tried += 1) {
  const bytes = spoilt(seeds[below(seeds.length)]);
  best = Math.max(best, bytes.length);
  const found = await fault(bytes);
  if (found) {
    mkdirSync("fuzz/artifacts", { recursive: true });
    writeFileSync("fuzz/artifacts/found.zip", bytes);
    console.error(`ZIP ${tried} (fuzz/artifacts/found.zip): ${found}`);
    process.exit(1);
  }
}
console.log(`${tried} ZIPs opened in ${options.seconds} s, the largest of ${best} bytes: nothing found`);
