/**
 * Files on their way in: from a folder of folders, from what was dropped, from a ZIP. Each comes with the
 * name of the folder that it lies in.
 *
 * @typedef {{ file: File, folder: string | null }} Incoming
 */
import { Unzip, UnzipInflate } from "fflate";

/** Larger files of a ZIP are no pictures; what they unpack to is not kept. */
const MOST_BYTES = 64_000_000;
/** Files of a ZIP at most. */
const MOST_FILES = 50_000;
/** What a ZIP may unpack to: so much for each of its own bytes, which no set of pictures reaches, … */
const MOST_GROWTH = 20;
/** … and so many bytes more. */
const MOST_MORE = 1_000_000_000;
/** Bytes that are unpacked in one go: deflate makes at most about 1000 of one. */
const PIECE = 16_384;
/** How files of a ZIP may be compressed: not at all, and by deflate (APPNOTE 4.4.5). */
const METHODS = [0, 8];
/** Files that a computer puts beside pictures by itself. */
const LITTER = /^(\.|Thumbs\.db$|desktop\.ini$)/i;

/** @param {string} path */
function placeOf(path) {
  const parts = path.split(/[\\/]/).filter((part) => !["", ".", ".."].includes(part));
  return { name: parts.at(-1) ?? "", folder: parts.at(-2) ?? null, parts };
}

/** @param {string} path */
function isLitter(path) {
  const { name, parts } = placeOf(path);
  return LITTER.test(name) || parts.includes("__MACOSX");
}

/** @param {File} file */
export function isZip(file) {
  return /\.zip$/i.test(file.name) || /^application\/(x-)?zip/.test(file.type);
}

/** Names as people order them: 2 before 10. */
const order = new Intl.Collator("en", { numeric: true });

/**
 * Files of an input, in the order of their names; those of a folder know their path.
 *
 * @param {Iterable<File>} files
 * @returns {Incoming[]}
 */
export function ofInput(files) {
  return [...files]
    .map((file) => ({ file, path: file.webkitRelativePath || file.name }))
    .filter(({ path }) => !isLitter(path))
    .sort((a, b) => order.compare(a.path, b.path))
    .map(({ file }) => ({ file, folder: placeOf(file.webkitRelativePath).folder }));
}

/**
 * What was dropped, folders with all that is in them. Must be called while the event is handled.
 *
 * @param {DataTransfer} data
 * @returns {Promise<Incoming[]>}
 */
export async function ofDrop(data) {
  const entries = [...data.items].map((item) => item.webkitGetAsEntry?.() ?? null);
  const files = [...data.files];
  if (!entries.some((entry) => entry?.isDirectory)) return ofInput(files);
  /** @type {Incoming[]} */
  const found = [];
  for (const entry of sorted(entries)) await collect(entry, null, found);
  return found;
}

/**
 * @param {FileSystemEntry} entry
 * @param {string | null} folder
 * @param {Incoming[]} found
 */
async function collect(entry, folder, found) {
  if (isLitter(entry.name)) return;
  if (entry.isFile) {
    const { promise, resolve, reject } = settler();
    /** @type {FileSystemFileEntry} */ (entry).file(resolve, reject);
    found.push({ file: await promise, folder });
    return;
  }
  const reader = /** @type {FileSystemDirectoryEntry} */ (entry).createReader();
  /** @type {FileSystemEntry[]} */
  const entries = [];
  for (;;) {
    const { promise, resolve, reject } = settler();
    reader.readEntries(resolve, reject);
    const some = await promise;
    if (some.length === 0) break;
    entries.push(...some);
  }
  for (const inside of sorted(entries)) await collect(inside, entry.name, found);
}

/** @param {(FileSystemEntry | null)[]} entries */
function sorted(entries) {
  return entries.filter((entry) => entry !== null).sort((a, b) => order.compare(a.name, b.name));
}

/** A promise with its two ends. @returns {{ promise: Promise<any>, resolve: (value: any) => void, reject: (error: unknown) => void }} */
function settler() {
  /** @type {any} */
  const ends = {};
  ends.promise = new Promise((resolve, reject) => Object.assign(ends, { resolve, reject }));
  return ends;
}

/**
 * A path as its ZIP means it: some programs write UTF-8 without saying so, and it is read as Latin-1.
 *
 * @param {string} path
 */
function meant(path) {
  if (!/^[\0-\xff]*$/.test(path)) return path;
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(
      Uint8Array.from(path, (letter) => letter.charCodeAt(0)),
    );
  } catch {
    return path;
  }
}

/**
 * The files of a ZIP, one after the other: it is read in pieces, and each file is handed on when it is whole.
 *
 * @param {Blob} zip
 * @param {(path: string, file: File) => void | Promise<void>} onFile
 */
export async function unzip(zip, onFile) {
  const mostUnpacked = MOST_MORE + MOST_GROWTH * zip.size;
  let [count, ended, unpacked] = [0, 0, 0];
  /** @type {unknown} */
  let failure = null;
  /** @type {{ path: string, file: File }[]} */
  let whole = [];
  const reader = new Unzip((entry) => {
    const path = meant(entry.name);
    if (/[\\/]$/.test(path) || isLitter(path) || count >= MOST_FILES) return;
    if (!METHODS.includes(entry.compression)) {
      failure ??= new Error(`${path} is compressed by a method that is not read here: ${entry.compression}`);
      return;
    }
    count += 1;
    /** @type {Uint8Array[]} */
    let parts = [];
    let size = 0;
    entry.ondata = (error, bytes, isLast) => {
      if (error) failure ??= error;
      size += bytes?.length ?? 0;
      unpacked += bytes?.length ?? 0;
      if (size > MOST_BYTES) parts = [];
      else if (bytes) parts.push(bytes.slice());
      if (isLast) ended += 1;
      if (!isLast || size > MOST_BYTES) return;
      const { name } = placeOf(path);
      const file = new File(/** @type {BlobPart[]} */ (parts), name, { type: typeOf(name) });
      whole.push({ path, file });
    };
    entry.start();
  });
  reader.register(UnzipInflate);
  const handOn = async () => {
    const some = whole;
    whole = [];
    for (const { path, file } of some) await onFile(path, file);
  };
  const stream = zip.stream().getReader();
  for (;;) {
    const { done, value } = await stream.read();
    const bytes = value ?? new Uint8Array();
    for (let at = 0; at < bytes.length; at += PIECE) {
      reader.push(bytes.subarray(at, at + PIECE));
      if (failure) throw failure;
      if (unpacked > mostUnpacked) throw new Error("the ZIP unpacks to far more than pictures would");
      await handOn();
    }
    if (done) break;
  }
  reader.push(new Uint8Array(), true);
  if (failure) throw failure;
  await handOn();
  if (count === 0) throw new Error("no file was found in the ZIP");
  if (ended < count) throw new Error(`the ZIP ends within file ${ended + 1} of ${count}`);
}

/**
 * The pictures of a ZIP with their folders.
 *
 * @param {string} path
 * @param {File} file
 * @returns {Incoming}
 */
export function ofZip(path, file) {
  return { file, folder: placeOf(path).folder };
}

/** What a browser shows by. @param {string} name */
function typeOf(name) {
  const ending = name.split(".").at(-1)?.toLowerCase() ?? "";
  /** @type {Record<string, string>} */
  const types = { jpg: "image/jpeg", jpeg: "image/jpeg", png: "image/png", webp: "image/webp" };
  return types[ending] ?? (["gif", "bmp"].includes(ending) ? `image/${ending}` : "");
}
