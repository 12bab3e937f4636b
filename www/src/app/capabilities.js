/** What the browser can do, asked once before anything is fetched. */

/**
 * A module of one function that takes an i32, splats it over a v128 and drops it: valid only
 * where WebAssembly has SIMD.
 */
const SIMD_MODULE = new Uint8Array([
  0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00, 0x01, 0x05, 0x01, 0x60, 0x01, 0x7f, 0x00, 0x03, 0x02, 0x01,
  0x00, 0x0a, 0x09, 0x01, 0x07, 0x00, 0x20, 0x00, 0xfd, 0x11, 0x1a, 0x0b,
]);

/** Whether the model can run here: WebAssembly with SIMD, and module workers. */
export function canRunModel() {
  return typeof WebAssembly === "object" && typeof Worker === "function" && WebAssembly.validate(SIMD_MODULE);
}
