/** Whom the address names: `#graph/Fujie/Midori`. */

/**
 * @param {string} hash
 * @param {string[]} names
 * @returns {number[] | null}  Null when the address speaks of something else.
 */
export function byHash(hash, names) {
  const [view, ...words] = hash.slice(1).split("/");
  if (view !== "graph") return null;
  const found = words.slice(0, 2).map((word) => names.indexOf(decode(word)));
  return [...new Set(found.filter((node) => node >= 0))];
}

/** @param {import("./store.js").GraphStore} store */
export function toHash(store) {
  const { selected } = store.state;
  const names = selected.filter((node) => node < store.count).map((node) => store.nameOf(node));
  return ["#graph", ...names.map(encodeURIComponent)].join("/");
}

/** @param {string} word */
function decode(word) {
  try {
    return decodeURIComponent(word);
  } catch {
    return word;
  }
}
