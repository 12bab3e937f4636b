/**
 * Pictures that the studio holds: opened from files and addresses, cut to another part, described for the page.
 *
 * @import { OpenedPicture, PictureSource, Rect } from "./types.js"
 * @import { Channel } from "./channel.js"
 */

/**
 * @param {Channel} studio
 * @param {Uint8Array} bytes
 * @param {PictureSource} source
 * @param {string | null} url  Of a file that any browser shows as it is, and that stays.
 */
export async function openPicture(studio, bytes, source, url) {
  return describe(studio, await studio.call("open", [bytes]), source, url, url);
}

/**
 * @param {Channel} studio
 * @param {OpenedPicture} picture
 * @param {Rect} rect
 */
export async function cropPicture(studio, { id, source, whole }, rect) {
  return describe(studio, await studio.call("crop", [id, rect]), source, null, whole.url);
}

/**
 * Pixels of a picture file at the model's input size; the picture is not kept.
 *
 * @param {Channel} studio
 * @param {Uint8Array} bytes
 * @returns {Promise<Uint8Array>}
 */
export async function pixelsOf(studio, bytes) {
  const { id } = await studio.call("open", [bytes]);
  try {
    return await studio.call("input", [id]);
  } finally {
    await studio.call("close", [id]);
  }
}

/**
 * @param {Channel} studio
 * @param {{ id: number, width: number, height: number, sha256: string, crop: Rect, whole: { width: number, height: number } }} opened
 * @param {PictureSource} source
 * @param {string | null} url       Of the part in use, where it has one when it is the whole.
 * @param {string | null} wholeUrl
 * @returns {Promise<OpenedPicture>}
 */
async function describe(studio, opened, source, url, wholeUrl) {
  const preview = async (/** @type {boolean} */ whole) => {
    const png = await studio.call("preview", [opened.id, whole]);
    return URL.createObjectURL(new Blob([png], { type: "image/png" }));
  };
  const isWhole = opened.crop.width === opened.whole.width && opened.crop.height === opened.whole.height;
  const whole = wholeUrl ?? url ?? (await preview(true));
  const part = isWhole ? whole : await preview(false);
  return { ...opened, source, url: part, whole: { ...opened.whole, url: whole } };
}
