/** What keeps names, labels and files text: no markup is made of data, and the page runs no inline code. */
import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { test } from "node:test";

const source = new URL("../src/", import.meta.url);
const index = await readFile(new URL("../index.html", import.meta.url), "utf8");

const MAKES_MARKUP =
  /\b(innerHTML|outerHTML|insertAdjacentHTML|createContextualFragment|setHTMLUnsafe|unsafeHTML|unsafeSVG|unsafeStatic|DOMParser)\b|\bdocument\.write/;
const RUNS_TEXT = /\beval\s*\(|\bnew\s+Function\s*\(|\bset(Timeout|Interval)\s*\(\s*["'`]/;

/** The directives of the page's policy, each with its values. */
function policy() {
  const [, content] = index.match(/http-equiv="Content-Security-Policy"\s+content="([^"]*)"/) ?? [];
  assert.ok(content, "index.html has a content security policy");
  return new Map(
    content.split(";").map((directive) => {
      const [name, ...values] = directive.trim().split(/\s+/);
      return [name, values];
    }),
  );
}

test("the policy allows the page's own origin and wasm, and no inline code", () => {
  const directives = policy();
  assert.deepEqual(directives.get("default-src"), ["'self'"]);
  assert.deepEqual(directives.get("script-src"), ["'self'", "'wasm-unsafe-eval'"]);
  assert.deepEqual(directives.get("style-src"), ["'self'"]);
  assert.deepEqual(directives.get("connect-src"), ["'self'"]);
  assert.deepEqual(directives.get("object-src"), ["'none'"]);
  assert.deepEqual(directives.get("base-uri"), ["'none'"]);
  assert.deepEqual(directives.get("form-action"), ["'none'"]);
  for (const [name, values] of directives) {
    for (const value of values) {
      assert.ok(
        !["'unsafe-inline'", "'unsafe-eval'", "*", "http:", "https:"].includes(value),
        `${name} ${value}`,
      );
    }
  }
});

test("the page itself has no inline script, style or handler", () => {
  assert.doesNotMatch(index, /<script(?![^>]*\ssrc=)[^>]*>/);
  assert.doesNotMatch(index, /<style\b|\sstyle="/);
  assert.doesNotMatch(index, /\son[a-z]+\s*=|javascript:/i);
});

test("no source file makes markup of text or runs text", async () => {
  const names = (await readdir(source, { recursive: true })).filter((name) => name.endsWith(".js"));
  assert.ok(names.length > 50, `${names.length} source files were found`);
  /** @type {string[]} */
  const found = [];
  for (const name of names) {
    const lines = (await readFile(new URL(name, source), "utf8")).split("\n");
    lines.forEach((line, at) => {
      if (MAKES_MARKUP.test(line) || RUNS_TEXT.test(line)) found.push(`${name}:${at + 1}: ${line.trim()}`);
    });
  }
  assert.deepEqual(found, []);
});
