/** Pictures of a model's classes, from a folder that has a folder for each. */

/**
 * Files by class. A folder stands for the class of its name, whatever its case and whether spaces or
 * underscores part its words.
 *
 * @template {{ name: string, type: string, webkitRelativePath: string }} F
 * @param {readonly F[]} files
 * @param {readonly string[]} names
 * @returns {Map<string, F[]>}
 */
export function byClass(files, names) {
  const known = new Map(names.map((name) => [plain(name), name]));
  /** @type {Map<string, F[]>} */
  const found = new Map();
  const sorted = [...files].sort((a, b) => a.name.localeCompare(b.name));
  for (const file of sorted) {
    const folder = file.webkitRelativePath.split("/").at(-2) ?? "";
    const name = known.get(plain(folder));
    if (name === undefined || !file.type.startsWith("image/")) continue;
    found.set(name, [...(found.get(name) ?? []), file]);
  }
  return found;
}

/** @param {string} name */
function plain(name) {
  return name
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[\s_-]+/g, " ")
    .trim();
}
