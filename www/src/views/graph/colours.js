/** The page's colours as canvases and WebGL take them. */

/** Colours of groups in the style sheet: `--g0` to `--g9`. */
export const GROUP_COLOURS = 10;

/** What the drawing needs, in the scheme of the moment. */
export function palette() {
  const style = getComputedStyle(document.documentElement);
  const read = (/** @type {string} */ name) => style.getPropertyValue(name).trim();
  return {
    group: Array.from({ length: GROUP_COLOURS }, (_, i) => read(`--g${i}`)),
    control: read("--control"),
    surface: read("--surface"),
    ink: read("--ink"),
    accent: read("--accent"),
    line: read("--line"),
  };
}

/**
 * @param {string} colour  #rrggbb
 * @param {number} alpha
 */
export function withAlpha(colour, alpha) {
  const [r, g, b] = parts(colour);
  return `rgba(${r}, ${g}, ${b}, ${alpha})`;
}

/**
 * A colour without its transparency, a little towards another.
 *
 * @param {string} colour   #rrggbb or rgba()
 * @param {string} towards  #rrggbb
 * @param {number} [share]
 */
export function mix(colour, towards, share = 0.2) {
  const [from, to] = [parts(colour), parts(towards)];
  const mixed = from.map((value, i) => Math.round(value + share * (to[i] - value)));
  return `rgb(${mixed.join(", ")})`;
}

/** @param {string} colour @returns {number[]} */
function parts(colour) {
  if (colour.startsWith("#")) {
    const value = Number.parseInt(colour.slice(1), 16);
    return [value >> 16, (value >> 8) & 255, value & 255];
  }
  return (colour.match(/[\d.]+/g) ?? ["0", "0", "0"]).slice(0, 3).map(Number);
}

/**
 * Tells when the scheme changes.
 *
 * @param {() => void} changed
 * @returns {() => void}  Ends it.
 */
export function watchScheme(changed) {
  const watcher = new MutationObserver(changed);
  watcher.observe(document.documentElement, { attributeFilter: ["data-theme"] });
  return () => watcher.disconnect();
}
