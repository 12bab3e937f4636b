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

/**
 * A name under its face, legible over anything; a ring around who is selected.
 *
 * @param {CanvasRenderingContext2D} context
 * @param {any} data      What sigma knows of the node.
 * @param {any} settings  Those of sigma.
 * @param {{ accent: string, surface: string, ink: string }} colours
 */
export function drawName(context, data, settings, colours) {
  const { x, y, size, label, mark } = data;
  if (mark === "selected" || mark === "guest") {
    context.beginPath();
    context.arc(x, y, size + 3.5, 0, 2 * Math.PI);
    context.lineWidth = 3;
    context.strokeStyle = colours.accent;
    context.stroke();
  }
  if (!label) return;
  context.font = `${settings.labelWeight} ${settings.labelSize}px ${settings.labelFont}`;
  context.textAlign = "center";
  context.lineJoin = "round";
  context.lineWidth = 4;
  context.strokeStyle = colours.surface;
  context.fillStyle = colours.ink;
  const under = y + size + settings.labelSize + (mark ? 5 : 2);
  context.strokeText(label, x, under);
  context.fillText(label, x, under);
  context.textAlign = "start";
}
