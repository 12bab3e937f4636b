/** Pictures for the tests, drawn by the page itself. */

/**
 * Pictures by the page's own artist, as PNG files.
 *
 * @param {import("playwright-core").Page} page
 * @param {number} character
 * @param {number[]} seeds
 */
export async function drawn(page, character, seeds) {
  const files = await page.evaluate(
    async ({ character, seeds }) => {
      const { engine } = /** @type {any} */ (document.querySelector("moe-drop")).session;
      const { width, height } = engine.model.input;
      const all = await engine.draw(character, seeds);
      const files = [];
      for (let i = 0; i < seeds.length; i += 1) {
        const rgb = all.subarray(i * width * height * 3);
        const data = new ImageData(width, height);
        for (let p = 0; p < width * height; p += 1) {
          data.data.set([rgb[3 * p], rgb[3 * p + 1], rgb[3 * p + 2], 255], 4 * p);
        }
        const canvas = new OffscreenCanvas(width, height);
        canvas.getContext("2d")?.putImageData(data, 0, 0);
        const bytes = new Uint8Array(await (await canvas.convertToBlob()).arrayBuffer());
        files.push(btoa(bytes.reduce((text, byte) => text + String.fromCharCode(byte), "")));
      }
      return files;
    },
    { character, seeds },
  );
  return files.map((text) => Buffer.from(text, "base64"));
}
