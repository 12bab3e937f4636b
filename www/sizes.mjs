/**
 * What a visitor has to fetch, and the limits it must keep: one line per kind of file, then the gates.
 */
import { readFile, readdir, stat } from "node:fs/promises";
import path from "node:path";
import { brotliCompressSync } from "node:zlib";

/**
 * @typedef {object} Gate
 * @property {string} what
 * @property {number} limit  Bytes of Brotli, all files together.
 * @property {(file: string) => boolean} holds  Whether a file of the page, by its path, belongs to it.
 */

/**
 * Prints the sizes and fails when a limit is broken.
 *
 * @param {string} folder  The built page.
 * @param {Gate[]} gates
 */
export async function checkSizes(folder, gates) {
  /** @type {{ file: string, raw: number, brotli: number }[]} */
  const sizes = [];
  for (const name of (await readdir(folder, { recursive: true })).sort()) {
    const file = path.join(folder, name);
    if (!(await stat(file)).isFile()) continue;
    const bytes = await readFile(file);
    const brotli = brotliCompressSync(bytes).length;
    sizes.push({ file: name.split(path.sep).join("/"), raw: bytes.length, brotli });
  }
  printSizes(path.relative(".", folder) || folder, sizes);
  const broken = gates.filter(({ what, limit, holds }) => {
    const found = sizes.filter(({ file }) => holds(file)).reduce((sum, { brotli }) => sum + brotli, 0);
    console.log(`  ${what}: Brotli ${found} of at most ${limit} bytes`);
    return found > limit;
  });
  if (broken.length > 0) throw new Error(`too large: ${broken.map(({ what }) => what).join(", ")}`);
}

/**
 * @param {string} title
 * @param {{ file: string, raw: number, brotli: number }[]} sizes
 */
function printSizes(title, sizes) {
  /** @type {Map<string, { count: number, raw: number, brotli: number }>} */
  const kinds = new Map();
  for (const { file, raw, brotli } of sizes) {
    const kind = file.includes("/") ? `${file.split("/")[0]}/` : file;
    const sum = kinds.get(kind) ?? { count: 0, raw: 0, brotli: 0 };
    kinds.set(kind, { count: sum.count + 1, raw: sum.raw + raw, brotli: sum.brotli + brotli });
  }
  console.log(`${title}/`);
  for (const [kind, { count, raw, brotli }] of kinds) {
    const files = kind.endsWith("/") ? ` (${count} files)` : "";
    console.log(`  ${kind}${files}: ${raw} bytes, Brotli ${brotli}`);
  }
}
