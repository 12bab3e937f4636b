/**
 * The smallest change of a drawing that flips the answer: first single traits, then pairs of those that come
 * nearest. Smallest is what changes the fewest dots of the picture.
 *
 * @import { Engine } from "../../engine/engine.js"
 * @import { Edit, Sketch } from "../../engine/types.js"
 *
 * @typedef {object} Flip
 * @property {boolean} flipped   False: nothing flips it, these changes come nearest.
 * @property {Edit[]} edits
 * @property {Sketch} sketch
 * @property {number} to         The class that wins now.
 * @property {number} changed    Share of the picture's dots that look different.
 */
import { joined } from "../../engine/asks.js";

/** A channel that differs by more than this counts as another colour. */
const VISIBLE = 24;
/** Single changes whose pairs are tried. */
const NEAREST = 8;

/**
 * @param {Engine} engine
 * @param {Sketch} original
 * @param {{ signal: AbortSignal, onProgress: (done: number, planned: number) => void }} hooks
 * @returns {Promise<Flip>}
 */
export async function smallestFlip(engine, original, hooks) {
  const base = await engine.asks.pixels(original);
  const [before] = await engine.ask(base);
  const winner = strongest(before);
  const edits = (await engine.asks.edits(original)).filter(({ current }) => !current);
  const singles = await tried(
    edits.map((edit) => [edit]),
    0,
  );
  const flips = singles.filter(({ to }) => to !== winner);
  if (flips.length > 0) return smallest(flips);

  const near = [...singles].sort((a, b) => a.lead - b.lead);
  /** @type {Edit[]} */
  const best = [];
  for (const {
    edits: [edit],
  } of near) {
    if (best.filter(({ about }) => about === edit.about).length < 2) best.push(edit);
    if (best.length === NEAREST) break;
  }
  const pairs = best
    .flatMap((a, i) => best.slice(i + 1).map((b) => [a, b]))
    .filter(([a, b]) => a.about !== b.about);
  const doubles = await tried(pairs, edits.length);
  const pairFlips = doubles.filter(({ to }) => to !== winner);
  if (pairFlips.length > 0) return smallest(pairFlips);
  const closest = [...singles, ...doubles].sort((a, b) => a.lead - b.lead)[0];
  return { ...closest, flipped: false };

  /**
   * @param {Edit[][]} combinations
   * @param {number} done  Tries before these.
   */
  async function tried(combinations, done) {
    const planned = done + combinations.length + (done === 0 ? (NEAREST * (NEAREST - 1)) / 2 : 0);
    const sketches = combinations.map((list) => together(original, list));
    /** @type {Uint8Array[]} */
    const pictures = [];
    for (const sketch of sketches) {
      hooks.signal.throwIfAborted();
      pictures.push(await engine.asks.pixels(sketch));
    }
    const rows = await engine.ask(joined(pictures), {
      signal: hooks.signal,
      onProgress: (made) => hooks.onProgress(done + made, planned),
    });
    return combinations.map((list, i) => ({
      flipped: true,
      edits: list,
      sketch: sketches[i],
      to: strongest(rows[i]),
      changed: difference(base, pictures[i]),
      lead: lead(rows[i], winner),
    }));
  }
}

/**
 * @template {{ changed: number }} T
 * @param {T[]} list
 */
function smallest(list) {
  return list.reduce((best, one) => (one.changed < best.changed ? one : best));
}

/**
 * All changes at once: whatever an edit changes of the original.
 *
 * @param {Sketch} original
 * @param {Edit[]} edits
 * @returns {Sketch}
 */
export function together(original, edits) {
  const sketch = { character: { ...original.character }, variation: { ...original.variation } };
  for (const edit of edits) {
    for (const side of /** @type {const} */ (["character", "variation"])) {
      for (const [name, value] of Object.entries(edit[side])) {
        if (JSON.stringify(value) !== JSON.stringify(original[side][name])) sketch[side][name] = value;
      }
    }
  }
  return sketch;
}

/** @param {ArrayLike<number>} row */
function strongest(row) {
  let best = 0;
  for (let i = 1; i < row.length; i += 1) if (row[i] > row[best]) best = i;
  return best;
}

/**
 * How far a class is ahead of the next one.
 *
 * @param {ArrayLike<number>} row
 * @param {number} index
 */
function lead(row, index) {
  let next = -Infinity;
  for (let i = 0; i < row.length; i += 1) if (i !== index && row[i] > next) next = row[i];
  return row[index] - next;
}

/**
 * Share of the dots that look different.
 *
 * @param {Uint8Array} a
 * @param {Uint8Array} b
 */
export function difference(a, b) {
  let changed = 0;
  for (let i = 0; i < a.length; i += 3) {
    const far = Math.max(Math.abs(a[i] - b[i]), Math.abs(a[i + 1] - b[i + 1]), Math.abs(a[i + 2] - b[i + 2]));
    if (far > VISIBLE) changed += 1;
  }
  return (3 * changed) / a.length;
}
