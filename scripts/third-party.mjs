/**
 * Lists the foreign code that the page ships, with its licences, in THIRD_PARTY.md:
 *
 *   node scripts/third-party.mjs          writes the file
 *   node scripts/third-party.mjs --check  fails when the file is out of date
 *
 * Crates: what `cargo metadata` can reach from this crate for wasm without crossing a procedural macro, so
 * build scripts, macros and test tools are not among them. npm packages: what esbuild really puts into a script.
 */
import { execFileSync } from "node:child_process";
import { readFile, readdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { build } from "esbuild";

/**
 * @typedef {object} Piece
 * @property {string} name
 * @property {string} version
 * @property {string} licence  SPDX expression.
 * @property {string} home
 * @property {string} authors
 * @property {{ file: string, text: string }[]} texts
 */

const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");
const FILE = path.join(ROOT, "THIRD_PARTY.md");
const LICENCE_FILE = /^(licen[cs]e|copying|copyright|unlicense|notice)([-._].*)?$/i;
/** Where a choice is given, the first of these is taken. */
const PREFERRED = ["MIT", "Zlib", "BSD-3-Clause", "Apache-2.0"];

/** @returns {Promise<Piece[]>} */
async function crates() {
  const json = execFileSync(
    "cargo",
    ["metadata", "--format-version", "1", "--locked", "--filter-platform", "wasm32-unknown-unknown"],
    { cwd: ROOT, maxBuffer: 1 << 28, encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] },
  );
  const { packages, resolve } = JSON.parse(json);
  const byId = new Map(packages.map((/** @type {any} */ one) => [one.id, one]));
  const nodes = new Map(resolve.nodes.map((/** @type {any} */ one) => [one.id, one]));
  const reached = new Set([resolve.root]);
  for (const id of reached) {
    for (const { pkg, dep_kinds: kinds } of nodes.get(id).deps) {
      const isMacro = byId.get(pkg).targets.some((/** @type {any} */ one) => one.kind.includes("proc-macro"));
      const isShipped = kinds.some((/** @type {any} */ one) => one.kind === null);
      if (isShipped && !isMacro) reached.add(pkg);
    }
  }
  reached.delete(resolve.root);
  return Promise.all(
    [...reached].map(async (id) => {
      const { name, version, license, repository, authors, manifest_path: manifest } = byId.get(id);
      return {
        name,
        version,
        licence: (license ?? "").replaceAll("/", " OR "),
        home: repository ?? `https://crates.io/crates/${name}`,
        authors: authors.map((/** @type {string} */ one) => one.replace(/ <.*>/, "")).join(", "),
        texts: await textsIn(path.dirname(manifest)),
      };
    }),
  );
}

/** @returns {Promise<Piece[]>} */
async function npmPackages() {
  const workers = path.join(ROOT, "www/src/engine/workers");
  const { metafile } = await build({
    absWorkingDir: ROOT,
    entryPoints: [
      path.join(ROOT, "www/src/main.js"),
      path.join(ROOT, "www/src/sw.js"),
      ...(await readdir(workers))
        .filter((name) => name.endsWith(".js"))
        .map((name) => path.join(workers, name)),
    ],
    outdir: "unwritten",
    bundle: true,
    minify: true,
    format: "esm",
    splitting: true,
    write: false,
    metafile: true,
    external: ["#pkg/*"],
  });
  const names = new Set();
  for (const { inputs } of Object.values(metafile.outputs)) {
    for (const [file, { bytesInOutput }] of Object.entries(inputs)) {
      const [, name] = file.match(/^.*node_modules\/((?:@[^/]+\/)?[^/]+)\//) ?? [];
      if (name && bytesInOutput > 0) names.add(name);
    }
  }
  return Promise.all(
    [...names].map(async (name) => {
      const folder = path.join(ROOT, "node_modules", name);
      const about = JSON.parse(await readFile(path.join(folder, "package.json"), "utf8"));
      const { author, repository } = about;
      return {
        name,
        version: about.version,
        licence: about.license ?? "",
        home: addressOf(repository?.url ?? repository) ?? `https://www.npmjs.com/package/${name}`,
        authors: (author?.name ?? author ?? "").replace(/ <.*>/, ""),
        texts: await textsIn(folder),
      };
    }),
  );
}

/** @param {string | undefined} repository  As package.json writes it. */
function addressOf(repository) {
  if (!repository) return undefined;
  const short = repository.match(/^(?:github:)?([\w.-]+\/[\w.-]+)$/);
  if (short) return `https://github.com/${short[1]}`;
  return repository
    .replace(/^git\+/, "")
    .replace(/^(?:ssh:\/\/)?git@github\.com[:/]/, "https://github.com/")
    .replace(/^git:/, "https:")
    .replace(/\.git$/, "");
}

/** @param {string} folder */
async function textsIn(folder) {
  const names = (await readdir(folder)).filter((name) => LICENCE_FILE.test(name)).sort();
  return Promise.all(
    names.map(async (file) => ({
      file,
      text: (await readFile(path.join(folder, file), "utf8"))
        .replaceAll("\r\n", "\n")
        .replace(/[ \t]+$/gm, "")
        .trim(),
    })),
  );
}

/**
 * The licence that is taken of those that are offered.
 *
 * @param {string} expression
 */
function taken(expression) {
  const parts = expression.replaceAll(/[()]/g, "").split(" OR ");
  return PREFERRED.find((one) => parts.includes(one)) ?? expression;
}

/**
 * The texts to be shipped of a piece: those of the licence that is taken, and notices.
 *
 * @param {Piece} piece
 */
function textsOf({ licence, texts }) {
  if (texts.length < 2) return texts;
  const family = taken(licence).split(/[- ]/)[0].toLowerCase();
  const isOther = (/** @type {string} */ file) =>
    /(mit|apache|zlib|bsd|unlicense|boost|bsl|cc0)/i.test(file) && !file.toLowerCase().includes(family);
  return texts.filter(({ file }) => !isOther(file));
}

/**
 * @param {string} title
 * @param {Piece[]} pieces
 */
function table(title, pieces) {
  const rows = pieces.map(
    ({ name, version, licence, home }) => `| [${name}](${home}) | ${version} | ${licence} |`,
  );
  return `## ${title}\n\n| name | version | licence |\n|---|---|---|\n${rows.join("\n")}\n`;
}

/** @param {Piece[]} pieces */
function allTexts(pieces) {
  /** @type {Map<string, { text: string, names: string[] }>} */
  const found = new Map();
  /** @type {string[]} */
  const bare = [];
  for (const piece of pieces) {
    const texts = textsOf(piece);
    if (texts.length === 0)
      bare.push(`- ${piece.name}: ${taken(piece.licence)}, by ${piece.authors || "its authors"}`);
    for (const { text } of texts) {
      const key = text.replaceAll(/\s+/g, " ");
      const same = found.get(key) ?? { text, names: [] };
      if (!same.names.includes(piece.name)) same.names.push(piece.name);
      found.set(key, same);
    }
  }
  const sections = [...found.values()]
    .sort((a, b) => b.names.length - a.names.length || (a.names[0] < b.names[0] ? -1 : 1))
    .map(({ names, text }) => `### ${names.join(", ")}\n\n\`\`\`\`text\n${text}\n\`\`\`\`\n`);
  const without =
    bare.length > 0 ? `Packages that bring no licence text of their own:\n\n${bare.join("\n")}\n\n` : "";
  return `## Licence texts\n\nWhere a licence may be chosen, ${PREFERRED.join(", else ")} is.\n\n${without}${sections.join("\n")}`;
}

/** @param {Piece[]} pieces */
const sorted = (pieces) => pieces.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));

const rust = sorted(await crates());
const npm = sorted(await npmPackages());
const content = `# Foreign code that the page ships

Written by \`node scripts/third-party.mjs\`; the built page carries this file as \`licences.txt\`. Moelens itself is under MIT or Apache-2.0. The network's weights are under Apache-2.0 (${"`models/README.md`"}), the pictures are our own. Rust's standard library, of which a part is in the program, is under MIT or Apache-2.0 (https://github.com/rust-lang/rust).

${table("Crates in the program (wasm)", rust)}
${table("npm packages in the scripts", npm)}
${allTexts([...rust, ...npm])}`;

const { values: options } = parseArgs({ options: { check: { type: "boolean", default: false } } });
if (options.check) {
  const now = await readFile(FILE, "utf8").catch(() => "");
  if (now !== content) {
    console.error("THIRD_PARTY.md is out of date: run `node scripts/third-party.mjs`");
    process.exitCode = 1;
  }
} else {
  await writeFile(FILE, content);
  console.log(`THIRD_PARTY.md: ${rust.length} crates, ${npm.length} npm packages`);
}
