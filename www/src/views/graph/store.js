/**
 * What the view shows and what a person does with it: which set, which lines, which layout, who is selected.
 * Nodes are characters or pictures of the set, then pictures that a person brought along.
 *
 * @import { Session } from "../../app/session.js"
 *
 * @typedef {import("./state.js").Tab} Tab
 * @typedef {import("./state.js").Layout} Layout
 * @typedef {import("./state.js").People} People
 * @typedef {import("./state.js").Guest} Guest
 * @typedef {import("./state.js").GraphState} GraphState
 */
import { Store } from "../../app/store.js";
import { text } from "../../texts/text.js";
import { guestPlaces } from "./guests.js";
import { layOut } from "./layouts.js";
import { thresholdsOf, traitsOfGroups } from "./lines.js";
import { firstPeople } from "./people.js";
import { emptyState } from "./state.js";

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
    super(emptyState());
    this.#session = session;
    session.subscribe(({ model }, before) => {
      if (before.model && model !== before.model) this.#forget();
    });
  }

  get engine() {
    const { engine } = this.#session;
    if (!engine) throw new Error("the engine is not there yet");
    return engine;
  }

  get session() {
    return this.#session;
  }

  /** Loads whom the view shows first; called once the engine is there. */
  async open() {
    if (this.state.stage === "loading" || this.state.stage === "ready") return;
    this.set({ stage: "loading" });
    const controller = new AbortController();
    const request = ++this.#request;
    const isOld = () => request !== this.#request;
    try {
      const people = await firstPeople(this.engine, {
        signal: controller.signal,
        onProgress: (share) => {
          if (!isOld()) this.set({ busy: { what: "embed", share, cancel: () => controller.abort() } });
        },
      });
      if (isOld()) return;
      this.#gallery = people;
      this.set({ busy: null });
      await this.show(people);
    } catch (error) {
      if (isOld()) return;
      this.set({ stage: "failed", busy: null });
      if (!controller.signal.aborted) this.#session.report(error);
    }
  }

  /** Everything was said by a model that is not in use any more. */
  #forget() {
    this.#request += 1;
    this.#gallery = null;
    this.set({
      stage: "waiting",
      people: null,
      guests: [],
      selected: [],
      hovered: null,
      places: null,
      busy: null,
    });
  }

  /** Back to whom the view showed first. */
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
      const thresholds = await thresholdsOf(set, isPictures);
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
        const groupTraits = await this.#traitsOf(groups);
        if (isOld()) return;
        this.set({ groups, groupTraits });
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

  /** The names of groups in the language in use; null where nothing is shared. */
  get groupNames() {
    return this.state.groupTraits.map((trait) => trait && text().graph.trait(trait.kind, trait.label));
  }

  /** @param {Uint32Array} groups */
  #traitsOf(groups) {
    const { people } = this.state;
    if (!people) return [];
    const traits = Array.from(groups, (_, node) => {
      const character = this.characterOf(node);
      return character === null ? [] : (people.traits[character] ?? []);
    });
    return traitsOfGroups(this.engine.likeness, groups, traits);
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
