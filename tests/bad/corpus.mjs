/**
 * Pictures that strangers bring: each kind that is read (tests/golden/pictures), whole, cut at every quarter, with
 * bits turned and with zeros written over it, and what is no picture at all. The same each time.
 * `tests/common/bad.rs` makes its like for the tests in Rust, with models.
 */
import { readFile, readdir } from "node:fs/promises";
import path from "node:path";

const GOLDEN = path.resolve(import.meta.dirname, "../golden/pictures");

/** The same numbers in each run (a linear congruential generator). @param {number} seed */
function seeded(seed) {
  let state = seed;
  return (/** @type {number} */ below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** @returns {Promise<{ name: string, bytes: Buffer }[]>} */
export async function badPictures() {
  const draw = seeded(5);
  const names = (await readdir(GOLDEN)).filter((name) => /[.](jpg|png|webp|gif|bmp)$/.test(name)).toSorted();
  const files = [];
  for (const golden of names) {
    const bytes = await readFile(path.join(GOLDEN, golden));
    const add = (/** @type {string} */ what, /** @type {Buffer} */ changed) =>
      files.push({ name: `${what}-${golden}`, bytes: changed });
    add("whole", bytes);
    for (const quarter of [0, 1, 2, 3])
      add(`cut-${quarter}`, bytes.subarray(0, (bytes.length * quarter) / 4));
    for (const bits of [1, 4, 16, 64]) {
      const bent = Buffer.from(bytes);
      for (let i = 0; i < bits; i += 1) bent[draw(bent.length)] ^= 1 << draw(8);
      add(`bits-${bits}`, bent);
    }
    for (const part of [1, 2, 3]) {
      const zeroed = Buffer.from(bytes);
      const from = Math.floor((bytes.length * part) / 4);
      zeroed.fill(0, from, from + Math.ceil(bytes.length / 8));
      add(`zeros-${part}`, zeroed);
    }
  }
  const noise = Buffer.from(Array.from({ length: 5000 }, () => draw(256)));
  const others = {
    "svg.png": Buffer.from("<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"),
    "heic.jpg": Buffer.from("\0\0\0\x18ftypheic\0\0\0\0heicmif1", "latin1"),
    "pdf.png": Buffer.from("%PDF-1.7\n1 0 obj"),
    "text.jpg": Buffer.from("a letter to a friend"),
    "page.webp": Buffer.from("<!doctype html><script>alert(1)</script>"),
    "zip.gif": Buffer.from("PK\x03\x04\x14\0\0\0", "latin1"),
    "noise.bmp": noise,
    "zeros.png": Buffer.alloc(4096),
  };
  for (const [name, bytes] of Object.entries(others)) files.push({ name, bytes });
  return files;
}
