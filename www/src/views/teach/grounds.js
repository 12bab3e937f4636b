/**
 * Pictures once more with the background of another character's picture, to learn from.
 *
 * @import { StoredPicture } from "../../app/projects.js"
 * @import { Engine } from "../../engine/engine.js"
 * @import { TeachStore } from "./store.js"
 */
import { groundKind } from "../../app/projects.js";
import { cutoutOf } from "./audit/figures.js";
import { RowKeeper } from "./row-keeper.js";

/** The switch. */
export const GROUND = "ground";

/**
 * For each picture the one whose background it takes: of another character, and as near as can be in a fixed order
 * that depends on the two files alone, so that a picture that comes or goes changes few others.
 *
 * @param {readonly [string, number][]} order  SHA-256 and character of each picture.
 * @returns {(number | null)[]}  Null when there is no other character.
 */
export function partners(order) {
  const numbers = Uint32Array.from(order, ([sha]) => parseInt(sha.slice(0, 8), 16));
  return order.map(([, label], i) => {
    /** @type {number | null} */
    let nearest = null;
    let least = Infinity;
    for (let j = 0; j < order.length; j += 1) {
      const apart = (numbers[i] ^ numbers[j]) >>> 0;
      if (apart < least && order[j][1] !== label) {
        least = apart;
        nearest = j;
      }
    }
    return nearest;
  });
}

/**
 * The kind of row that each picture has with its partner's background.
 *
 * @param {readonly [string, number][]} order
 * @returns {string[]}
 */
export function groundKinds(order) {
  return partners(order).map((partner) => (partner === null ? "" : groundKind(order[partner][0])));
}

/**
 * Looks at every picture on its partner's background that is not known yet.
 *
 * @param {TeachStore} store
 * @param {Engine} engine
 * @param {AbortSignal} signal
 * @param {(done: number, planned: number) => void} tell
 */
export async function lookOnGrounds(store, engine, signal, tell) {
  const project = store.state.project?.id ?? "";
  const { order } = store.lessonOrder();
  const known = await store.kept.rowKeys(project);
  const kinds = groundKinds(order);
  const others = partners(order);
  const missing = order
    .map(([sha], i) => ({ sha, kind: kinds[i], other: others[i] }))
    .filter(({ sha, kind, other }) => other !== null && !known.has(`${sha}/${kind}`));
  if (missing.length === 0) return;
  tell(0, missing.length);
  let done = 0;
  const rows = new RowKeeper(store.kept);
  const cutout = (/** @type {string} */ sha) =>
    cutoutOf(engine, /** @type {StoredPicture} */ (store.picture(sha)));
  try {
    await engine.teaching.lookOnGrounds(
      missing.length,
      async (index) => {
        const { sha, other } = missing[index];
        return [await cutout(sha), await cutout(order[/** @type {number} */ (other)][0])];
      },
      {
        signal,
        onRows: (index, [row]) => {
          const { sha, kind } = missing[index];
          rows.put({ project, sha256: sha, kind, row });
          tell((done += 1), missing.length);
        },
        // Files that cannot be read were found out before; one that is refused now is left out of the lesson.
        onBroken: () => tell((done += 1), missing.length),
      },
    );
  } finally {
    await rows.end();
  }
}
