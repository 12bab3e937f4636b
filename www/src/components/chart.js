/**
 * Small charts in SVG. They are drawn for 360 units of width, so that their letters keep their size; colours
 * come from the style sheet.
 */
import { html, nothing, svg } from "lit";

/** The plot inside a chart of 360 × 228. */
export const PLOT = Object.freeze({ left: 44, right: 350, top: 14, bottom: 184 });

/**
 * @param {number} from
 * @param {number} to
 * @param {number} start
 * @param {number} end
 * @returns {(value: number) => number}
 */
export function scale(from, to, start, end) {
  const span = to - from || 1;
  return (value) => start + ((value - from) / span) * (end - start);
}

/**
 * A frame with a label that says all of it.
 *
 * @param {string} label
 * @param {unknown} content
 * @param {{ height?: number, test?: string }} [options]
 */
export function chart(label, content, { height = 228, test } = {}) {
  return html`<svg
    class="chart"
    viewBox="0 0 360 ${height}"
    role="img"
    aria-label=${label}
    data-test=${test ?? nothing}
  >
    ${content}
  </svg>`;
}

/**
 * Horizontal lines with numbers on the left.
 *
 * @param {readonly { at: number, label: string, isZero?: boolean }[]} marks  `at` in units of the chart.
 * @param {number} [right]
 */
export function levels(marks, right = PLOT.right) {
  return marks.map(
    ({ at, label, isZero }) =>
      svg`<line class=${isZero ? "zero" : "ax"} x1=${PLOT.left} x2=${right} y1=${at} y2=${at}></line>
        <text x=${PLOT.left - 8} y=${at + 4.5} text-anchor="end">${label}</text>`,
  );
}

/**
 * Words below the plot.
 *
 * @param {readonly { at: number, label: string, anchor?: string }[]} marks
 * @param {string} title
 * @param {number} [right]
 */
export function steps(marks, title, right = PLOT.right) {
  return svg`${marks.map(
    ({ at, label, anchor = "middle" }) => svg`<text x=${at} y="204" text-anchor=${anchor}>${label}</text>`,
  )}<text x=${(PLOT.left + right) / 2} y="224" text-anchor="middle">${title}</text>`;
}

/**
 * Path data through points.
 *
 * @param {readonly (readonly [number, number])[]} points
 */
export function through(points) {
  return points.map(([x, y], i) => `${i === 0 ? "M" : "L"}${x.toFixed(1)} ${y.toFixed(1)}`).join("");
}

/**
 * Path data of the area between two lines.
 *
 * @param {readonly (readonly [number, number])[]} upper
 * @param {readonly (readonly [number, number])[]} lower
 */
export function between(upper, lower) {
  return `${through(upper)}${through(lower.toReversed()).replace("M", "L")}z`;
}

/**
 * Moves labels apart that would lie on one another; keeps their order.
 *
 * @param {readonly number[]} wanted  Heights.
 * @param {number} gap
 * @param {number} [top]
 * @param {number} [bottom]
 * @returns {number[]}
 */
export function apart(wanted, gap, top = 10, bottom = 200) {
  const order = wanted.map((_, i) => i).sort((a, b) => wanted[a] - wanted[b]);
  const out = [...wanted];
  order.forEach((i, place) => {
    const above = place === 0 ? top : out[order[place - 1]] + gap;
    out[i] = Math.max(out[i], above);
  });
  for (let place = order.length - 1; place >= 0; place -= 1) {
    const below = place === order.length - 1 ? bottom : out[order[place + 1]] - gap;
    out[order[place]] = Math.min(out[order[place]], below);
  }
  return out;
}
