/**
 * What is asked about a pair of nodes: two characters, two pictures, or one of them with a guest.
 *
 * @import { GraphStore } from "./store.js"
 * @import { Asked } from "./why.js"
 *
 * @typedef {object} Compared
 * @property {number | null} similarity   Null while it is being found.
 * @property {number | null} share        Of the other pairs, the share that is less alike; null for guests.
 * @property {[number, number, number][]} pictures  The most alike pictures of two characters.
 */

/**
 * @param {GraphStore} store
 * @returns {Promise<Compared>}
 */
export async function compared(store) {
  const { selected, people } = store.state;
  const [a, b] = selected;
  if (!people) return { similarity: null, share: null, pictures: [] };
  const { set } = people;
  const guest = store.guestOf(a) ?? store.guestOf(b);
  if (guest) {
    const node = store.guestOf(a) ? b : a;
    const other = store.guestOf(node);
    if (other) return { similarity: null, share: null, pictures: [] };
    const embedding = await store.engine.likeness.embed(guest.picture);
    const row = await set.likenessOf(embedding);
    return { similarity: row[/** @type {number} */ (store.characterOf(node))], share: null, pictures: [] };
  }
  if (store.isPictures) {
    const [similarity, share] = await set.alike(true, a, b);
    return { similarity, share, pictures: [] };
  }
  return set.pair(a, b);
}

/**
 * The questions "why is this picture like that character?": one for each picture of the set or guest, about
 * the character of the other.
 *
 * @param {GraphStore} store
 * @param {[number, number, number][]} pictures  The most alike pictures of two characters.
 * @returns {Asked[]}
 */
export function askedOf(store, pictures) {
  const { selected, people } = store.state;
  if (!people) return [];
  const [a, b] = selected;
  const best = pictures[0];
  const one = (
    /** @type {number} */ node,
    /** @type {number} */ from,
    /** @type {number | undefined} */ picture,
  ) => {
    const other = store.characterOf(from);
    if (other === null) return null;
    const own = store.characterOf(node) ?? other;
    const guest = store.guestOf(node);
    const shown = store.isPictures ? node : (picture ?? people.set.groups.indexOf(own));
    return {
      name: store.nameOf(node),
      otherName: people.set.names[other],
      key: guest ? guest.url : people.pictures[shown],
      open: () => (guest ? Promise.resolve(guest.picture) : openOf(store, shown)),
      own,
      other,
    };
  };
  return [one(a, b, best?.[0]), one(b, a, best?.[1])].filter((asked) => asked !== null);
}

/**
 * A picture of the set, opened.
 *
 * @param {GraphStore} store
 * @param {number} picture
 */
async function openOf(store, picture) {
  const { set, open } = /** @type {import("./store.js").People} */ (store.state.people);
  if (set.isGallery) {
    const character = set.groups[picture];
    return store.engine.openPicture({ character, picture: picture - set.groups.indexOf(character) });
  }
  if (!open) throw new Error("these pictures cannot be opened");
  return open(picture);
}
