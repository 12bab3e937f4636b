/**
 * A saved explanation, shown again without running the model.
 *
 * @import { OpenedPicture } from "../engine/types.js"
 * @import { Engine } from "../engine/engine.js"
 */

/**
 * Opens the picture of a saved explanation and takes its evaluations.
 *
 * @param {Engine} engine
 * @param {string} json
 * @param {OpenedPicture | null} open  The picture that is open now.
 * @param {() => Promise<void>} whenFree  Called before the engine is asked to change.
 * @returns {Promise<null | { picture: OpenedPicture, answer: Awaited<ReturnType<Engine["classify"]>>,
 *   saved: Awaited<ReturnType<Engine["loadSaved"]>> }>}  Null when its picture is a person's own and not open.
 */
export async function readSaved(engine, json, open, whenFree) {
  const { sha256, character, picture: place } = await engine.asks.peekReport(json);
  const isGallery = character !== null && place !== null;
  if (!isGallery && open?.sha256 !== sha256) return null;
  await whenFree();
  const picture = isGallery
    ? await engine.openPicture({ character, picture: place })
    : /** @type {OpenedPicture} */ (open);
  const saved = await engine.loadSaved(picture, json);
  return { picture, saved, answer: await engine.classify(picture) };
}
