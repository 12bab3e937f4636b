/**
 * Whom the graph shows first: the gallery as the shipped model sees it, else the classes of the model in use
 * that have pictures, else the gallery as that model sees it.
 *
 * @import { Engine } from "../../engine/engine.js"
 * @import { GalleryCharacter } from "../../engine/types.js"
 * @import { People } from "./store.js"
 */
import { facesOf } from "./faces.js";
import { FEWEST } from "./own.js";

/**
 * @param {Engine} engine
 * @param {{ signal: AbortSignal, onProgress: (share: number) => void }} hooks
 * @returns {Promise<People>}
 */
export async function firstPeople(engine, hooks) {
  const { model, gallery } = engine;
  const known = model.classes.filter(({ index }) => model.hasPictures(index));
  if (model.kind !== "gallery" && known.length >= FEWEST) return embedded(engine, "class", known, hooks);
  const { atlas, likeness } = engine;
  const [traits, faces] = await Promise.all([likeness.traits(), facesOf(atlas, gallery.length)]);
  if (!model.hasShippedBackbone && model.embedding > 0) {
    const seen = await embedded(engine, "gallery", gallery, hooks);
    return { ...seen, traits, faces };
  }
  const pictures = gallery.flatMap((character) => character.pictures);
  return { set: await likeness.gallery(), traits, faces, pictures };
}

/**
 * @param {Engine} engine
 * @param {"gallery" | "class"} kind
 * @param {GalleryCharacter[]} characters
 * @param {{ signal: AbortSignal, onProgress: (share: number) => void }} hooks
 * @returns {Promise<People>}
 */
async function embedded(engine, kind, characters, { signal, onProgress }) {
  const all = characters.flatMap(({ index, pictures }, group) =>
    pictures.map((url, picture) => ({ group, url, source: { kind, character: index, picture } })),
  );
  onProgress(0);
  const rows = await engine.likeness.embedAll(all.length, (i) => engine.pixelsOf(all[i].source), {
    signal,
    onProgress: (done) => onProgress(done / all.length),
  });
  const names = characters.map(({ name }) => name);
  const groups = all.map(({ group }) => group);
  return {
    set: await engine.likeness.own(names, groups, rows),
    traits: names.map(() => []),
    faces: characters.map(({ index, pictures }) => faceOf(engine, index) ?? pictures[0]),
    pictures: all.map(({ url }) => url),
    open: (i) => engine.openPicture(all[i].source),
  };
}

/** @param {Engine} engine @param {number} index */
function faceOf({ model }, index) {
  return "urls" in model.faces ? model.faces.urls[index] : null;
}
