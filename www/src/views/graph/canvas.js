/** Drawing on the canvases over and under the map. */

/**
 * A canvas at the size of the map and the screen's resolution, empty; lengths are in CSS pixels.
 *
 * @param {HTMLCanvasElement} canvas
 * @param {number} width
 * @param {number} height
 */
export function cleared(canvas, width, height) {
  const ratio = globalThis.devicePixelRatio || 1;
  if (canvas.width !== Math.round(width * ratio) || canvas.height !== Math.round(height * ratio)) {
    canvas.width = Math.round(width * ratio);
    canvas.height = Math.round(height * ratio);
    canvas.style.width = `${width}px`;
    canvas.style.height = `${height}px`;
  }
  const context = canvas.getContext("2d");
  context?.setTransform(ratio, 0, 0, ratio, 0, 0);
  context?.clearRect(0, 0, width, height);
  return context;
}

/** How names are written on the map. */
export const NAME = Object.freeze({ size: 12, weight: "600", font: "system-ui, sans-serif" });

/**
 * A ring around who is selected or came as a guest.
 *
 * @param {CanvasRenderingContext2D} context
 * @param {any} data  What sigma knows of the node.
 * @param {string} colour
 */
export function drawRing(context, { x, y, size, mark }, colour) {
  if (mark !== "selected" && mark !== "guest") return;
  context.beginPath();
  context.arc(x, y, size + 3.5, 0, 2 * Math.PI);
  context.lineWidth = 3;
  context.strokeStyle = colour;
  context.stroke();
}

/**
 * A name under its face, legible over anything.
 *
 * @param {CanvasRenderingContext2D} context
 * @param {{ x: number, y: number, size: number, label: string | null }} data
 * @param {{ surface: string, ink: string }} colours
 * @param {number} [gap]  Pixels between face and name.
 */
export function drawName(context, { x, y, size, label }, colours, gap = 2) {
  if (!label) return;
  context.font = `${NAME.weight} ${NAME.size}px ${NAME.font}`;
  context.textAlign = "center";
  context.lineJoin = "round";
  context.lineWidth = 4;
  context.strokeStyle = colours.surface;
  context.fillStyle = colours.ink;
  const under = y + size + NAME.size + gap;
  context.strokeText(label, x, under);
  context.fillText(label, x, under);
  context.textAlign = "start";
}
