/**
 * What the view shows and what a person does with it: which set, which lines, which layout, who is selected.
 * Nodes are characters or pictures of the set, then pictures that a person brought along.
 *
 * @import { Session } from "../../app/session.js"
 * @import { CharacterSet, Placed } from "../../engine/likeness.js"
 *
 * @typedef {"map" | "pictures" | "table"} Tab
 * @typedef {"neighbours" | "plane" | "lines"} Layout   Of pictures: UMAP, principal components, forces.
 *
 * @typedef {object} People  A set with what is shown of it.
 * @property {CharacterSet} set
 * @property {{ kind: string, label: string }[][]} traits  Per character; empty lists where none are known.
 * @property {string[]} faces     An address per character.
 * @property {string[]} pictures  An address per picture.
 * @property {File[]} [files]     Of a person's own pictures.
 *
 * @typedef {object} Guest  A picture that is not of the set.
 * @property {string} name
 * @property {string} url
 * @property {import("../../engine/types.js").OpenedPicture} picture
 * @property {Placed} placed
 *
 * @typedef {object} GraphState
 * @property {"waiting" | "loading" | "ready" | "failed"} stage
 * @property {People | null} people
 * @property {Tab} tab
 * @property {"nearest" | "threshold"} by
 * @property {number} k
 * @property {number} threshold
 * @property {[number, number]} thresholds   Least and most that make sense.
 * @property {"groups" | "mixups"} colours
 * @property {Layout} layout
 * @property {Float32Array} triples
 * @property {Uint32Array} groups
 * @property {(string | null)[]} groupNames
 * @property {Float32Array} nearest
 * @property {Float32Array} top          The most alike pairs of characters, as triples.
 * @property {Float32Array | null} places  x and y per node.
 * @property {boolean} settled
 * @property {number} shown              Share of all differences that the plane shows.
 * @property {{ what: "compare" | "layout" | "embed", share: number, cancel?: () => void } | null} busy
 * @property {Guest[]} guests
 * @property {number[]} selected         At most two nodes.
 * @property {number | null} hovered
 */
import { Store } from "../../app/store.js";
import { text } from "../../texts/text.js";
import { facesOf } from "./faces.js";
import { guestPlaces } from "./guests.js";
import { layOut } from "./layouts.js";

/** Lines at most when they are chosen by a threshold. */
export const MOST_LINES = 10_000;
/** Pairs in the list of the most alike. */
export const TOP_PAIRS = 20;
/** Neighbours shown of a node. */
export const NEAREST = 5;
/** Neighbours that a guest is placed by. */
const PLACED_BY = 10;
/** Pictures of a person's own at most. */
export const MOST_PICTURES = 5000;

/** @extends {Store<GraphState>} */
export class GraphStore extends Store {
  #session;
  /** Counts changes of the drawing; what comes of older ones is dropped. */
  #request = 0;
  /** @type {People | null} */
  #gallery = null;
  /** The layout worker does one thing at a time. */
  #layoutFree = Promise.resolve();

  /** @param {Session} session */
  constructor(session) {
    super({
      stage: "waiting",
      people: null,
      tab: "map",
      by: "nearest",
      k: 5,
      threshold: 0.4,
      thresholds: [0, 1],
      colours: "groups",
      layout: "neighbours",
      triples: new Float32Array(),
      groups: new Uint32Array(),
      groupNames: [],
      nearest: new Float32Array([0]),
      top: new Float32Array(),
      places: null,
      settled: false,
      shown: 0,
      busy: null,
      guests: [],
      selected: [],
      hovered: null,
    });
    this.#session = session;
  }

  get engine() {
    const { engine } = this.#session;
    if (!engine) throw new Error("the engine is not there yet");
    return engine;
  }

  get session() {
    return this.#session;
  }

  /** Loads the gallery; called once the engine is there. */
  async open() {
    if (this.state.stage === "loading" || this.state.stage === "ready") return;
    this.set({ stage: "loading" });
    try {
      const { likeness, atlas, gallery } = this.engine;
      const [set, traits, faces] = await Promise.all([
        likeness.gallery(),
        likeness.traits(),
        facesOf(atlas, gallery.length),
      ]);
      const pictures = gallery.flatMap((character) => character.pictures);
      this.#gallery = { set, traits, faces, pictures };
      await this.show(this.#gallery);
    } catch (error) {
      this.set({ stage: "failed" });
      this.#session.report(error);
    }
  }

  /** Back to the gallery. */
  showGallery() {
    if (this.#gallery) void this.show(this.#gallery);
  }

  /** @param {People} people */
  async show(people) {
    const count = people.set.names.length;
    const pairs = await people.set.pairs(false, TOP_PAIRS);
    this.set({
      stage: "ready",
      people,
      top: pairs,
      guests: [],
      selected: [],
      k: Math.min(this.state.k, Math.max(1, count - 1)),
      places: null,
    });
    await this.redraw();
  }

  /** Whether pictures are shown, not characters. */
  get isPictures() {
    return this.state.tab === "pictures";
  }

  /** Nodes of the set, without guests. */
  get count() {
    const { people } = this.state;
    if (!people) return 0;
    return this.isPictures ? people.set.groups.length : people.set.names.length;
  }

  /** The character of a node of the set; null for guests. @param {number} node */
  characterOf(node) {
    const { people } = this.state;
    if (!people || node >= this.count) return null;
    return this.isPictures ? people.set.groups[node] : node;
  }

  /** @param {number} node */
  guestOf(node) {
    return this.state.guests[node - this.count] ?? null;
  }

  /** @param {number} node */
  nameOf(node) {
    const { people } = this.state;
    const character = this.characterOf(node);
    if (character === null || !people) return this.guestOf(node)?.name ?? "";
    const name = people.set.names[character];
    if (!this.isPictures) return name;
    const first = people.set.groups.indexOf(character);
    return text().graph.pictureOf(name, node - first + 1);
  }

  /** @param {number} node @returns {string} */
  imageOf(node) {
    const { people } = this.state;
    if (node >= this.count) return this.guestOf(node)?.url ?? "";
    return (this.isPictures ? people?.pictures[node] : people?.faces[node]) ?? "";
  }

  /** The nearest of a node: number and how alike. @param {number} node @returns {[number, number][]} */
  nearestOf(node) {
    const guest = this.guestOf(node);
    if (guest) return (this.isPictures ? guest.placed.pictures : guest.placed.characters).slice(0, NEAREST);
    const { nearest } = this.state;
    const each = nearest[0];
    return Array.from({ length: each }, (_, i) => {
      const at = 1 + 2 * (node * each + i);
      return [nearest[at], nearest[at + 1]];
    });
  }

  /** @param {Tab} tab */
  setTab(tab) {
    const before = this.isPictures;
    this.set({ tab });
    if (this.isPictures !== before) {
      this.set({ selected: [], hovered: null, places: null });
      void this.redraw();
    }
  }

  /** @param {Partial<Pick<GraphState, "by" | "k" | "threshold">>} change */
  setLines(change) {
    this.set(change);
    void this.redraw();
  }

  /** @param {Layout} layout */
  setLayout(layout) {
    this.set({ layout });
    void this.redraw();
  }

  /** @param {GraphState["colours"]} colours */
  setColours(colours) {
    this.set({ colours });
  }

  /**
   * A first node, then its partner; a third begins anew. The same again lets it go.
   *
   * @param {number | null} node  Null for the ground: nobody.
   */
  choose(node) {
    const { selected } = this.state;
    if (node === null) this.set({ selected: [] });
    else if (selected.includes(node)) this.set({ selected: selected.filter((other) => other !== node) });
    else this.set({ selected: selected.length === 1 ? [selected[0], node] : [node] });
  }

  /** @param {number[]} selected */
  select(selected) {
    this.set({ selected });
  }

  /** Finds the lines anew, then groups and places. */
  async redraw() {
    const { people } = this.state;
    if (!people) return;
    const request = ++this.#request;
    this.set({ settled: false });
    const isOld = () => request !== this.#request;
    const { set } = people;
    const isPictures = this.isPictures;
    try {
      if (isPictures) {
        await set.compare((share) => {
          if (!isOld() && share < 1) this.set({ busy: { what: "compare", share } });
        });
        if (isOld()) return;
      }
      const thresholds = await this.#thresholds(isPictures);
      const threshold = Math.min(thresholds[1], Math.max(thresholds[0], this.state.threshold));
      const { by, k } = this.state;
      const [triples, nearest] = await Promise.all([
        by === "nearest" ? set.mutual(isPictures, k) : set.atLeast(isPictures, threshold),
        set.nearest(isPictures, NEAREST),
      ]);
      if (isOld()) return;
      this.set({ triples, nearest, thresholds, threshold });
      await this.#alone(async () => {
        if (isOld()) return;
        const { layout: worker } = this.engine.likeness;
        const groups = await worker.call("groups", [this.count, triples]);
        const groupNames = await this.#groupNames(groups);
        if (isOld()) return;
        this.set({ groups, groupNames });
        await this.#place(worker, isOld);
      });
    } catch (error) {
      if (isOld()) return;
      this.set({ busy: null });
      this.#session.report(error);
    }
  }

  /** One after another on the layout worker. @param {() => Promise<void>} work */
  #alone(work) {
    const done = this.#layoutFree.then(work);
    this.#layoutFree = done.catch(() => {});
    return done;
  }

  /**
   * @param {import("../../engine/channel.js").Channel} worker
   * @param {() => boolean} isOld
   */
  async #place(worker, isOld) {
    const { people, layout, triples } = this.state;
    if (!people) return;
    const kind = this.isPictures ? layout : "lines";
    await layOut({
      kind,
      worker,
      set: people.set,
      count: this.count,
      triples,
      isOld,
      onPlaces: (places, shown) => {
        this.set({
          places: this.#withGuests(places),
          busy: null,
          shown: shown ?? this.state.shown,
          settled: true,
        });
      },
      onProgress: (share) => this.set({ busy: { what: "layout", share } }),
    });
    if (!isOld()) this.set({ busy: null });
  }

  /** @param {ArrayLike<number>} places  Of the set's nodes. */
  #withGuests(places) {
    const { guests, layout } = this.state;
    const own = Float32Array.from(places);
    const isPlane = this.isPictures && layout === "plane";
    const placed = guests.map(({ placed }) => placed);
    const theirs = guestPlaces(own, placed, isPlane ? "plane" : this.isPictures ? "pictures" : "characters");
    const all = new Float32Array(own.length + theirs.length);
    all.set(own);
    all.set(theirs, own.length);
    return all;
  }

  /** @param {boolean} isPictures @returns {Promise<[number, number]>} */
  async #thresholds(isPictures) {
    const pairs = /** @type {People} */ (this.state.people).set.pairs(isPictures, MOST_LINES);
    const triples = await pairs;
    if (triples.length === 0) return [0, 1];
    const least = Math.max(0.05, triples[triples.length - 1]);
    return [Math.ceil(least * 100) / 100, Math.max(0.06, Math.floor(triples[2] * 100) / 100)];
  }

  /** @param {Uint32Array} groups @returns {Promise<(string | null)[]>} */
  async #groupNames(groups) {
    const { people } = this.state;
    if (!people) return [];
    /** @type {Map<string, number>} */
    const numbers = new Map();
    /** @type {string[]} */
    const words = [];
    const features = Array.from(groups, (_, node) => {
      const character = /** @type {number} */ (this.characterOf(node));
      return (people.traits[character] ?? []).map((trait) => {
        const word = text().graph.trait(trait.kind, trait.label);
        const known = numbers.get(word) ?? words.push(word) - 1;
        numbers.set(word, known);
        return known;
      });
    });
    const marks = await this.engine.likeness.shared(groups, features);
    return Array.from(marks, (mark) => (mark < 0 ? null : words[mark]));
  }

  /**
   * Places pictures from outside on the map.
   *
   * @param {File[]} files
   */
  async addGuests(files) {
    const { people } = this.state;
    if (!people) return;
    const { likeness } = this.engine;
    try {
      for (const [i, file] of files.entries()) {
        this.set({ busy: { what: "embed", share: i / files.length } });
        const picture = await this.engine.openPicture(file);
        const embedding = await likeness.embed(picture);
        const placed = await people.set.place(embedding, PLACED_BY);
        if (this.state.people !== people) return;
        const { guests, places } = this.state;
        const name = file.name.replace(/\.[^.]+$/, "") || text().graph.yours;
        this.set({ guests: [...guests, { name, url: picture.url, picture, placed }] });
        if (places) this.set({ places: this.#withGuests(places.subarray(0, 2 * this.count)) });
        this.set({ selected: [this.count + guests.length] });
      }
    } catch (error) {
      this.#session.report(error);
    }
    this.set({ busy: null });
  }

  /** Takes the guests away again. */
  clearGuests() {
    const { guests, places } = this.state;
    for (const { picture } of guests) void this.engine.closePicture(picture);
    this.set({
      selected: this.state.selected.filter((node) => node < this.count),
      guests: [],
      places: places?.slice(0, 2 * this.count) ?? null,
    });
  }
}
