/**
 * Where the figure of a picture is: painted by the person, known of the gallery's drawings, or estimated.
 *
 * @import { Engine } from "../../../engine/engine.js"
 * @import { Cutout } from "../../../engine/figures.js"
 * @import { StoredPicture } from "../../../app/projects.js"
 * @import { TeachStore } from "../store.js"
 * @import { FigureSource } from "./types.js"
 */

/** Stands for a figure that is to be estimated where it is needed. */
const ESTIMATE = new Uint8Array();

/**
 * @param {Engine} engine
 * @param {StoredPicture} picture
 * @returns {Promise<{ source: FigureSource, figure: Uint8Array }>}  The figure is without bytes when it is to be
 *   estimated.
 */
export async function figureOf(engine, { figure, sha256 }) {
  if (figure) return { source: "hand", figure };
  const known = await engine.figures.known(sha256);
  return known ? { source: "drawn", figure: known } : { source: "estimated", figure: ESTIMATE };
}

/**
 * The same, estimated now if need be.
 *
 * @param {Engine} engine
 * @param {StoredPicture} picture
 */
export async function wholeFigureOf(engine, picture) {
  const found = await figureOf(engine, picture);
  if (found.source !== "estimated") return found;
  const bytes = new Uint8Array(await picture.file.arrayBuffer());
  return { ...found, figure: await engine.figures.estimated(bytes) };
}

/**
 * A picture's file with its figure.
 *
 * @param {Engine} engine
 * @param {StoredPicture} picture
 * @returns {Promise<Cutout>}
 */
export async function cutoutOf(engine, picture) {
  const { figure } = await figureOf(engine, picture);
  return { bytes: new Uint8Array(await picture.file.arrayBuffer()), figure };
}

/**
 * Keeps a figure that a person painted, or forgets it; what was made with the one before is looked at anew.
 *
 * @param {TeachStore} store
 * @param {string} sha256
 * @param {Uint8Array | null} figure
 */
export function keepFigure(store, sha256, figure) {
  return store.atOnce(async () => {
    const picture = store.picture(sha256);
    if (!picture) return;
    const changed = { ...picture, figure };
    await store.kept.putPictures([changed]);
    await store.kept.forgetGrounds(picture.project, sha256);
    store.set({ pictures: store.state.pictures.map((one) => (one.sha256 === sha256 ? changed : one)) });
  });
}
