/** The pictures that every engine gets. */

/** Pictures from whole numbers only, `batch × side × side × 3` bytes. */
export function pictures(side, batch) {
  const data = new Uint8Array(batch * side * side * 3);
  for (let i = 0; i < data.length; i += 1) {
    const [x, y, p] = [
      Math.floor(i / 3) % side,
      Math.floor(i / 3 / side) % side,
      Math.floor(i / 3 / side / side),
    ];
    data[i] =
      x * (3 + p) + y * (5 + 2 * p) + 31 * ((Math.floor(x / 16) + Math.floor(y / 16)) % 5) + 40 * (i % 3);
  }
  return data;
}

/** The same as the network's float input. */
export function planar(pixels, side, batch) {
  const plane = side * side;
  const data = new Float32Array(batch * 3 * plane);
  for (let i = 0; i < pixels.length; i += 1) {
    const [pixel, c] = [Math.floor(i / 3), i % 3];
    const [picture, at] = [Math.floor(pixel / plane), pixel % plane];
    data[(picture * 3 + c) * plane + at] = (pixels[i] - 127) / 128;
  }
  return data;
}
