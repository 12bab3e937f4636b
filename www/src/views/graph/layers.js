/**
 * The layers among sigma's: soft areas behind the groups, the veil over what is not selected, names above all.
 *
 * @typedef {object} Shown
 * @property {import("sigma").default} sigma
 * @property {import("graphology").UndirectedGraph} graph
 * @property {ReturnType<typeof import("./colours.js").palette>} palette
 */
import { NAME, cleared, drawName } from "./canvas.js";
import { mix, withAlpha } from "./colours.js";

/** Width of the line between two that are compared, pixels. */
const COMPARED = 4;
/** Pixels between a marked face and its name. */
const GAP = 8;

/** A node's place on the screen. @param {Shown} shown @param {string} node */
function placeOf({ sigma, graph }, node) {
  const { x, y } = graph.getNodeAttributes(node);
  return sigma.graphToViewport({ x, y });
}

/**
 * The union of wide discs behind the faces of each group.
 *
 * @param {HTMLCanvasElement} canvas
 * @param {Shown} shown
 * @param {readonly number[]} groups  Of each node; none, no areas.
 * @param {number} radius
 */
export function drawAreas(canvas, shown, groups, radius) {
  const { width, height } = shown.sigma.getDimensions();
  const context = cleared(canvas, width, height);
  if (!context || groups.length === 0) return;
  shown.palette.group.forEach((colour, group) => {
    context.beginPath();
    groups.forEach((own, node) => {
      if (own !== group || !shown.graph.hasNode(String(node))) return;
      const { x, y } = placeOf(shown, String(node));
      context.moveTo(x + radius, y);
      context.arc(x, y, radius, 0, 2 * Math.PI);
    });
    context.fillStyle = withAlpha(colour, 0.14);
    context.fill();
  });
}

/**
 * Dims everything, and draws the lines of what is selected above that.
 *
 * @param {HTMLCanvasElement} canvas
 * @param {Shown} shown
 * @param {readonly number[]} selected
 */
export function drawVeil(canvas, shown, selected) {
  const { sigma, graph, palette } = shown;
  const { width, height } = sigma.getDimensions();
  const context = cleared(canvas, width, height);
  if (!context || selected.length === 0) return;
  context.fillStyle = withAlpha(palette.surface, 0.4);
  context.fillRect(0, 0, width, height);
  const line = (
    /** @type {string} */ a,
    /** @type {string} */ b,
    /** @type {string} */ colour,
    /** @type {number} */ size,
  ) => {
    const [from, to] = [placeOf(shown, a), placeOf(shown, b)];
    context.beginPath();
    context.moveTo(from.x, from.y);
    context.lineTo(to.x, to.y);
    context.lineWidth = size;
    context.strokeStyle = colour;
    context.stroke();
  };
  const known = selected.map(String).filter((node) => graph.hasNode(node));
  for (const node of known) {
    graph.forEachEdge(node, (_, { color, size }, source, target) => {
      line(source, target, mix(color, palette.ink), size + 0.6);
    });
  }
  if (known.length === 2) line(known[0], known[1], palette.accent, COMPARED);
}

/**
 * Names under their faces. One that would lie over another that came before it is left out.
 *
 * @param {HTMLCanvasElement} canvas
 * @param {Shown} shown
 * @param {readonly number[]} nodes  Those that matter most first.
 */
export function drawNames(canvas, shown, nodes) {
  const { sigma, graph, palette } = shown;
  const { width, height } = sigma.getDimensions();
  const context = cleared(canvas, width, height);
  if (!context) return;
  context.font = `${NAME.weight} ${NAME.size}px ${NAME.font}`;
  /** @type {{ left: number, right: number, y: number }[]} */
  const taken = [];
  for (const node of nodes.map(String)) {
    const data = sigma.getNodeDisplayData(node);
    if (!data?.label || !graph.hasNode(node)) continue;
    const { x, y } = placeOf(shown, node);
    const size = sigma.scaleSize(data.size);
    const half = context.measureText(data.label).width / 2 + 2;
    const box = { left: x - half, right: x + half, y: y + size };
    const isFree = taken.every(
      ({ left, right, y: other }) =>
        box.right < left || box.left > right || Math.abs(box.y - other) > NAME.size + 3,
    );
    if (!isFree) continue;
    taken.push(box);
    drawName(context, { x, y, size, label: data.label }, palette, GAP);
  }
}
