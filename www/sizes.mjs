/**
 * What a visitor has to fetch, and the limits it must keep. The build prints a line per kind of file and fails
 * when a limit is broken; `node www/sizes.mjs [--dir dist] --write docs/HOSTING.md` writes a table.
 */
import { readFile, readdir, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { brotliCompressSync } from "node:zlib";

/**
 * @typedef {object} Gate
 * @property {string} what
 * @property {number} limit  Bytes of Brotli, all files together.
 * @property {(file: string) => boolean} holds  Whether a file of the page, by its path, belongs to it.
 *
 * @typedef {{ file: string, raw: number, brotli: number }} Size
 *
 * @typedef {{ kind: string, count: number, raw: number, brotli: number }} Sum
 */

const BEGIN = "<!-- sizes:begin -->";
const END = "<!-- sizes:end -->";

/**
 * Prints the sizes and fails when a limit is broken.
 *
 * @param {string} folder  The built page.
 * @param {Gate[]} gates
 */
export async function checkSizes(folder, gates) {
  const sizes = await measure(folder);
  console.log(`${path.relative(".", folder) || folder}/`);
  for (const { kind, count, raw, brotli } of byKind(sizes)) {
    const files = count > 1 ? ` (${count} files)` : "";
    console.log(`  ${kind}${files}: ${raw} bytes, Brotli ${brotli}`);
  }
  const broken = gates.filter(({ what, limit, holds }) => {
    const found = sizes.filter(({ file }) => holds(file)).reduce((sum, { brotli }) => sum + brotli, 0);
    console.log(`  ${what}: Brotli ${found} of at most ${limit} bytes`);
    return found > limit;
  });
  if (broken.length > 0) throw new Error(`too large: ${broken.map(({ what }) => what).join(", ")}`);
}

/**
 * @param {string} folder
 * @returns {Promise<Size[]>}
 */
async function measure(folder) {
  /** @type {Size[]} */
  const sizes = [];
  for (const name of (await readdir(folder, { recursive: true })).sort()) {
    const file = path.join(folder, name);
    if (!(await stat(file)).isFile()) continue;
    const bytes = await readFile(file);
    const brotli = brotliCompressSync(bytes).length;
    sizes.push({ file: name.split(path.sep).join("/"), raw: bytes.length, brotli });
  }
  return sizes;
}

/**
 * Sums per folder; files of the top folder stand for themselves.
 *
 * @param {Size[]} sizes
 * @returns {Sum[]}
 */
function byKind(sizes) {
  /** @type {Map<string, Sum>} */
  const kinds = new Map();
  for (const { file, raw, brotli } of sizes) {
    const kind = file.includes("/") ? `${file.split("/")[0]}/` : file;
    const sum = kinds.get(kind) ?? { kind, count: 0, raw: 0, brotli: 0 };
    kinds.set(kind, { kind, count: sum.count + 1, raw: sum.raw + raw, brotli: sum.brotli + brotli });
  }
  return [...kinds.values()];
}

/**
 * The sizes as a table for the documentation: hashes are left out of names, so that it changes with sizes alone.
 *
 * @param {Size[]} sizes
 */
function table(sizes) {
  const number = new Intl.NumberFormat("en");
  const rows = byKind(sizes.map((size) => ({ ...size, file: size.file.replace(/-[A-Z0-9]{8}\./, ".") })));
  const all = rows.reduce((sum, { raw, brotli }) => ({ raw: sum.raw + raw, brotli: sum.brotli + brotli }), {
    raw: 0,
    brotli: 0,
  });
  const lines = rows.map(
    ({ kind, count, raw, brotli }) =>
      `| \`${kind}\` | ${count} | ${number.format(raw)} | ${number.format(brotli)} |`,
  );
  const total = `| all | ${sizes.length} | ${number.format(all.raw)} | ${number.format(all.brotli)} |`;
  return `| file or folder | files | bytes | Brotli |\n|---|--:|--:|--:|\n${lines.join("\n")}\n${total}`;
}

/**
 * @param {string} folder
 * @param {string} document
 */
async function writeTable(folder, document) {
  const before = await readFile(document, "utf8");
  const [start, end] = [before.indexOf(BEGIN), before.indexOf(END)];
  if (start < 0 || end < start) throw new Error(`${document} has no ${BEGIN} … ${END}`);
  const words = `${before.slice(0, start)}${BEGIN}\n\n${table(await measure(folder))}\n\n${before.slice(end)}`;
  await writeFile(document, words);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values } = parseArgs({
    options: { dir: { type: "string", default: "dist" }, write: { type: "string" } },
  });
  if (values.write) await writeTable(values.dir, values.write);
  else console.log(table(await measure(values.dir)));
}
