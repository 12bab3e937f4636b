/**
 * Builds the page: `node www/build.mjs [--pkg pkg] [--models models] [--out dist]`.
 *
 * Takes the output folders of wasm-bindgen (target web) and the folder of models, and writes a
 * folder that works from any static host below any path: the page, the workers as files of
 * their own, style, models, wasm, icons, manifest and service worker. Every address in it is
 * relative. Import specifiers that begin with `#pkg/` mean the wasm-bindgen folder.
 */
import { cp, mkdir, readFile, readdir, rm, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import * as esbuild from "esbuild";
import { getManifest } from "workbox-build";
import { checkSizes } from "./sizes.mjs";
import { en } from "./src/texts/en.js";

const WWW = path.dirname(fileURLToPath(import.meta.url));
const { values: options } = parseArgs({
  options: {
    pkg: { type: "string", default: "pkg" },
    models: { type: "string", default: "models" },
    out: { type: "string", default: "dist" },
  },
});
const OUT = path.resolve(options.out);
const PKG = path.resolve(options.pkg);
const MODELS = path.resolve(options.models);

/** Files and folders of `models/` that only make the others. */
const NOT_SHIPPED = new Set(["make", "README.md"]);
/** Gallery faces in the static page before the real ones arrive. */
const SKELETONS = 12;
/** Pictures of the chosen character, likewise. */
const PICTURES = 4;

/** Modules that only drawing a graph needs. */
const GRAPH_LIBRARIES = /node_modules\/(@sigma|sigma|graphology[^/]*)\//;

/** @type {esbuild.Plugin} */
const pkgFolder = {
  name: "pkg-folder",
  setup(build) {
    build.onResolve({ filter: /^#pkg\// }, ({ path: specifier }) => ({
      path: path.join(PKG, specifier.slice("#pkg/".length)),
    }));
  },
};

/** @type {esbuild.BuildOptions} */
const COMMON = {
  bundle: true,
  minify: true,
  target: ["es2022", "chrome111", "firefox114", "safari16.4"],
  legalComments: "none",
  logLevel: "warning",
  plugins: [pkgFolder],
};

await rm(OUT, { recursive: true, force: true });
await mkdir(OUT, { recursive: true });

const names = await bundlePage();
await bundleWorkers();
await writeIndex(names);
await cp(path.join(WWW, "manifest.webmanifest"), path.join(OUT, "manifest.webmanifest"));
await cp(path.join(WWW, "../THIRD_PARTY.md"), path.join(OUT, "licences.txt"));
await copy(path.join(WWW, "icons"), path.join(OUT, "icons"), (name) => !name.endsWith(".mjs"));
await copy(PKG, path.join(OUT, "pkg"), (name) => name.endsWith(".wasm"));
await copy(MODELS, path.join(OUT, "models"), (name) => !NOT_SHIPPED.has(name));
await writeServiceWorker();
await checkSizes(OUT, [
  {
    // wasm-bindgen must have been told `--remove-name-section`.
    what: "the program (wasm)",
    limit: 2_300_000,
    holds: (file) => file.endsWith(".wasm"),
  },
  {
    what: "scripts of the first view, and all workers",
    limit: 150_000,
    holds: (file) => file.endsWith(".js") && !names.later.includes(file),
  },
  {
    what: "scripts of the other views without the graph's libraries",
    limit: 100_000,
    holds: (file) => names.later.includes(file) && !names.graph.includes(file),
  },
]);

/**
 * The page's script and style with a hash in their names, so that a host may let browsers keep
 * them for ever.
 *
 * @returns {Promise<Record<"page" | "early" | "style" | "ja", string> & Record<"graph" | "later", string[]>>}
 *   `later`: what is loaded when a view is first asked for. `graph`: what of it holds the libraries that draw
 *   graphs. `ja`: the Japanese catalogue.
 */
async function bundlePage() {
  const shared = /** @type {const} */ ({
    ...COMMON,
    outdir: OUT,
    entryNames: "[name]-[hash]",
    metafile: true,
  });
  const page = await esbuild.build({
    ...shared,
    entryPoints: { page: path.join(WWW, "src/main.js"), style: path.join(WWW, "style/style.css") },
    format: "esm",
    splitting: true,
    chunkNames: "chunk-[name]-[hash]",
  });
  const early = await esbuild.build({
    ...shared,
    entryPoints: { early: path.join(WWW, "src/early.js") },
    format: "iife",
  });
  const files = [...Object.keys(page.metafile.outputs), ...Object.keys(early.metafile.outputs)].map((file) =>
    path.basename(file),
  );
  const find = (/** @type {RegExp} */ pattern) => {
    const name = files.find((file) => pattern.test(file));
    if (!name) throw new Error(`the bundler wrote no file like ${pattern}: ${files.join(", ")}`);
    return name;
  };
  const graph = Object.entries(page.metafile.outputs)
    .filter(([, { inputs }]) => Object.keys(inputs).some((input) => GRAPH_LIBRARIES.test(input)))
    .map(([file]) => path.basename(file));
  const first = atOnce(page.metafile.outputs, find(/^page-.*\.js$/));
  const later = Object.keys(page.metafile.outputs)
    .map((file) => path.basename(file))
    .filter((file) => file.endsWith(".js") && !first.has(file));
  return {
    graph,
    later,
    page: find(/^page-.*\.js$/),
    early: find(/^early-.*\.js$/),
    ja: find(/^chunk-ja-.*\.js$/),
    style: find(/\.css$/),
  };
}

/**
 * A script and all that it loads at once.
 *
 * @param {esbuild.Metafile["outputs"]} outputs
 * @param {string} script
 */
function atOnce(outputs, script) {
  const known = new Map(Object.entries(outputs).map(([file, output]) => [path.basename(file), output]));
  const found = new Set([script]);
  for (const file of found) {
    for (const { path: other, kind } of known.get(file)?.imports ?? []) {
      if (kind === "import-statement") found.add(path.basename(other));
    }
  }
  return found;
}

/** Workers keep their names: the engine starts them by address, relative to the page's script. */
async function bundleWorkers() {
  const folder = path.join(WWW, "src/engine/workers");
  const workers = (await list(folder)).filter((name) => name.endsWith(".js"));
  if (workers.length === 0) return;
  await esbuild.build({
    ...COMMON,
    entryPoints: workers.map((name) => path.join(folder, name)),
    outdir: path.join(OUT, "workers"),
    format: "esm",
  });
}

/**
 * The static page: `{{a.b}}` is a text of the catalogue, `[[name]]` a file or a piece of markup. A text is the
 * whole of an element or of an attribute, which is marked with the text's name, so that the page can say it in
 * another language (app/shell.js).
 *
 * @param {Record<"page" | "early" | "style" | "ja", string>} files
 */
async function writeIndex(files) {
  const skeleton =
    '<span class="person"><span class="face skel"></span><span class="name">&nbsp;</span></span>';
  const inserts = {
    ...files,
    skeletons: skeleton.repeat(SKELETONS),
    pictures: '<span class="skel"></span>'.repeat(PICTURES),
    first: await firstPicture(),
  };
  const template = await readFile(path.join(WWW, "index.html"), "utf8");
  const html = template
    .replace(
      /([\w-]+)="\{\{([\w.]+)\}\}"/g,
      (_, attribute, name) =>
        `${attribute}="${escapeHtml(lookUp(en, name))}" data-text-${attribute}="${name}"`,
    )
    .replace(
      /(<[a-z][^<>]*?)\s*>\s*\{\{([\w.]+)\}\}\s*</g,
      (_, tag, name) => `${tag} data-text="${name}">${escapeHtml(lookUp(en, name))}<`,
    )
    .replace(/\[\[(\w+)\]\]/g, (_, name) => lookUp(inserts, name));
  const left = html.match(/\{\{[^}]*\}\}/);
  if (left) throw new Error(`${left[0]} is neither the whole of an element nor of an attribute`);
  await writeFile(path.join(OUT, "index.html"), html);
}

/** The picture that the page begins with. */
async function firstPicture() {
  /** @type {import("./src/engine/types.js").Manifest} */
  const manifest = JSON.parse(await readFile(path.join(MODELS, "manifest.json"), "utf8"));
  return `models/${manifest.classes[0].pictures[0].path}`;
}

/**
 * @param {object} from
 * @param {string} name  Keys with dots between them.
 * @returns {string}
 */
function lookUp(from, name) {
  /** @type {any} */
  let value = from;
  for (const key of name.split(".")) value = value?.[key];
  if (typeof value !== "string") throw new Error(`index.html names "${name}", which is no text`);
  return value;
}

/** @param {string} words */
function escapeHtml(words) {
  return words.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
}

async function writeServiceWorker() {
  const { manifestEntries, warnings } = await getManifest({
    globDirectory: OUT,
    globPatterns: ["**/*"],
    dontCacheBustURLsMatching: /^(page|early|style|chunk)-.*[A-Z0-9]{8}\./,
    maximumFileSizeToCacheInBytes: 256 * 1024 * 1024,
  });
  for (const warning of warnings) console.warn(warning);
  const outfile = path.join(OUT, "sw.js");
  await esbuild.build({
    ...COMMON,
    entryPoints: [path.join(WWW, "src/sw.js")],
    outfile,
    format: "iife",
    define: {
      "self.__WB_MANIFEST": JSON.stringify(manifestEntries),
      "process.env.NODE_ENV": '"production"',
    },
  });
  if ((await readFile(outfile, "utf8")).includes("__WB_MANIFEST")) {
    throw new Error("the list of files did not find its place in the service worker");
  }
}

/**
 * Copies a folder without the names that are not wanted; a folder that is missing is said, not
 * an error, so that the page can be built before its models.
 *
 * @param {string} from
 * @param {string} to
 * @param {(name: string) => boolean} isWanted
 */
async function copy(from, to, isWanted) {
  if ((await list(from)).length === 0) {
    console.warn(`build: ${path.relative(".", from)} is missing or empty, left out`);
    return;
  }
  await cp(from, to, {
    recursive: true,
    filter: async (file) =>
      (await stat(file)).isDirectory()
        ? !NOT_SHIPPED.has(path.basename(file))
        : isWanted(path.basename(file)),
  });
}

/** @param {string} folder */
async function list(folder) {
  try {
    return await readdir(folder);
  } catch {
    return [];
  }
}
