/** A saved explanation evaluated again by the command, which compares every bit. */
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";

/**
 * Fails when the processor's own arithmetic gives other bits than the browser's.
 *
 * @param {string} file  A saved explanation of a gallery picture.
 */
export async function assertSameBits(file) {
  const saved = JSON.parse(await readFile(file, "utf8"));
  const picture = await galleryFile(saved.picture.sha256);
  const { stdout } = await promisify(execFile)(
    "cargo",
    ["run", "--release", "--quiet", "--example", "explain", "--", picture, "--replay", file],
    { maxBuffer: 1 << 24 },
  );
  assert.match(stdout, /^the same: \d+ logits and all weights, bit for bit/);
}

/** The gallery picture with such a SHA-256. @param {string} sha256 */
async function galleryFile(sha256) {
  const manifest = JSON.parse(await readFile("models/manifest.json", "utf8"));
  for (const { pictures } of manifest.classes) {
    for (const { path: name } of pictures) {
      const file = path.join("models", name);
      const found = createHash("sha256")
        .update(await readFile(file))
        .digest("hex");
      if (found === sha256) return file;
    }
  }
  throw new Error(`no gallery picture has the hash ${sha256}`);
}
