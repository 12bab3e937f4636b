/** A person's own characters: a folder of folders becomes a set. */
import { MOST_PICTURES } from "./store.js";

/** Characters at least: fewer make no graph. */
export const FEWEST = 3;

/**
 * Files by the folder they lie in, characters in the order of their names.
 *
 * @param {File[]} files  With `webkitRelativePath`.
 */
export function byFolder(files) {
  /** @type {Map<string, File[]>} */
  const folders = new Map();
  for (const file of files) {
    const folder = file.webkitRelativePath.split("/").at(-2);
    if (!folder || !/^image\//.test(file.type)) continue;
    folders.set(folder, [...(folders.get(folder) ?? []), file]);
  }
  const names = [...folders.keys()].sort((a, b) => a.localeCompare(b));
  const all = names.flatMap((name, group) =>
    (folders.get(name) ?? []).sort((a, b) => a.name.localeCompare(b.name)).map((file) => ({ file, group })),
  );
  return { names, all: all.slice(0, MOST_PICTURES), isCut: all.length > MOST_PICTURES };
}

/**
 * Embeds the pictures and shows them as a set.
 *
 * @param {import("./store.js").GraphStore} store
 * @param {File[]} files
 * @param {{ tooFew: string, tooMany: (n: number) => string }} words
 */
export async function showOwn(store, files, words) {
  const { all, isCut, names: folders } = byFolder(files);
  const used = [...new Set(all.map(({ group }) => group))];
  if (used.length < FEWEST) {
    store.session.say(words.tooFew);
    return;
  }
  if (isCut) store.session.say(words.tooMany(MOST_PICTURES));
  const names = used.map((group) => folders[group]);
  const groups = all.map(({ group }) => used.indexOf(group));
  const controller = new AbortController();
  const tell = (/** @type {number} */ share) =>
    store.set({ busy: { what: "embed", share, cancel: () => controller.abort() } });
  try {
    tell(0);
    const { engine } = store;
    const rows = await engine.likeness.embedAll(all.length, (i) => engine.pixelsOf(all[i].file), {
      signal: controller.signal,
      onProgress: (done) => tell(done / all.length),
    });
    const set = await engine.likeness.own(names, groups, rows);
    const pictures = all.map(({ file }) => URL.createObjectURL(file));
    const faces = names.map((_, group) => pictures[groups.indexOf(group)]);
    store.set({ busy: null });
    await store.show({
      set,
      traits: names.map(() => []),
      faces,
      pictures,
      open: (i) => engine.openPicture(all[i].file),
    });
  } catch (error) {
    store.set({ busy: null });
    if (!controller.signal.aborted) store.session.report(error);
  }
}
