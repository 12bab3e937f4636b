/**
 * Geometry of the square crop frame, in pixels of the whole picture. Pure functions; every
 * result lies inside the picture and is at least `LEAST` pixels wide where the picture allows.
 *
 * @typedef {object} Frame
 * @property {number} x
 * @property {number} y
 * @property {number} side
 *
 * @typedef {object} Size
 * @property {number} width
 * @property {number} height
 */

const LEAST = 32;

/**
 * @param {Size} whole
 * @returns {Frame}  The largest centred square.
 */
export function largestFrame({ width, height }) {
  const side = Math.min(width, height);
  return { x: (width - side) / 2, y: (height - side) / 2, side };
}

/**
 * @param {Frame} frame
 * @param {Size} whole
 * @returns {Frame}
 */
export function keepInside(frame, whole) {
  const most = Math.min(whole.width, whole.height);
  const side = Math.min(most, Math.max(Math.min(LEAST, most), frame.side));
  return {
    x: Math.min(whole.width - side, Math.max(0, frame.x)),
    y: Math.min(whole.height - side, Math.max(0, frame.y)),
    side,
  };
}

/**
 * @param {Frame} frame
 * @param {number} dx
 * @param {number} dy
 * @param {Size} whole
 */
export function moveFrame(frame, dx, dy, whole) {
  return keepInside({ ...frame, x: frame.x + dx, y: frame.y + dy }, whole);
}

/**
 * Changes the size about a point that stays where it is in the frame.
 *
 * @param {Frame} frame
 * @param {number} side
 * @param {{ x: number, y: number }} about
 * @param {Size} whole
 */
export function resizeFrame(frame, side, about, whole) {
  const most = Math.min(whole.width, whole.height);
  const next = Math.min(most, Math.max(Math.min(LEAST, most), side));
  const scale = next / frame.side;
  return keepInside(
    {
      x: about.x - (about.x - frame.x) * scale,
      y: about.y - (about.y - frame.y) * scale,
      side: next,
    },
    whole,
  );
}

/**
 * Drags one corner while the opposite one stays.
 *
 * @param {Frame} frame
 * @param {{ right: boolean, bottom: boolean }} corner
 * @param {{ x: number, y: number }} to
 * @param {Size} whole
 * @returns {Frame}
 */
export function dragCorner(frame, corner, to, whole) {
  const fixedX = corner.right ? frame.x : frame.x + frame.side;
  const fixedY = corner.bottom ? frame.y : frame.y + frame.side;
  const wanted = Math.max(
    corner.right ? to.x - fixedX : fixedX - to.x,
    corner.bottom ? to.y - fixedY : fixedY - to.y,
  );
  const roomX = corner.right ? whole.width - fixedX : fixedX;
  const roomY = corner.bottom ? whole.height - fixedY : fixedY;
  const side = Math.max(Math.min(LEAST, roomX, roomY), Math.min(wanted, roomX, roomY));
  return {
    x: corner.right ? fixedX : fixedX - side,
    y: corner.bottom ? fixedY : fixedY - side,
    side,
  };
}
