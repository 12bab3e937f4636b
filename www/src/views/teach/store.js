/**
 * What the Teach view shows: one project with its characters and pictures, how far the work is, what was
 * measured. Everything a person changes is written to the browser's store at once.
 *
 * @import { Session } from "../../app/session.js"
 * @import { Project, StoredPicture, Taught } from "../../app/projects.js"
 * @import { Engine } from "../../engine/engine.js"
 *
 * @typedef {object} Busy
 * @property {"read" | "look" | "grounds" | "train" | "curve" | "effects" | "heads" | "swap" | "explain" | "file"} what
 * @property {number} done
 * @property {number} planned          0 while that is not known.
 * @property {number | null} secondsLeft
 * @property {(() => void) | null} cancel
 *
 * @typedef {object} LeftOut
 * @property {string} name
 * @property {string} why        In words.
 * @property {string | null} sha256   Of a picture that is kept in the list although it cannot be used.
 *
 * @typedef {object} TeachState
 * @property {"waiting" | "ready" | "refused"} stage   Refused: this browser keeps nothing.
 * @property {Project[]} projects
 * @property {Project | null} project
 * @property {StoredPicture[]} pictures
 * @property {LeftOut[]} leftOut
 * @property {string | null} target     The character that pictures without a folder go to.
 * @property {Busy | null} busy
 * @property {{ of: number, as: number } | null} cell   Of the confusion table.
 * @property {string | null} open       The picture that is looked at.
 * @property {string | null} figure     The picture whose figure is painted.
 * @property {string | null} unfolded   The character whose pictures are all shown.
 */
import { newId } from "../../app/new-id.js";
import { Projects } from "../../app/projects.js";
import { modelId, offerProject } from "../../app/taught.js";
import { recall, remember } from "../../app/storage.js";
import { Store } from "../../app/store.js";
import { text } from "../../texts/text.js";

/** How often, and milliseconds between, the store is opened again after the browser has deleted it. */
const TRIES = 8;
const PAUSE = 400;

/** @extends {Store<TeachState>} */
export class TeachStore extends Store {
  /** Addresses of pictures, by hash. @type {Map<string, string>} */
  #urls = new Map();
  /** Ends when everything that was asked before is done. */
  #turn = Promise.resolve();
  /** The same for what takes no time. */
  #quick = Promise.resolve();
  /** @type {Projects | null} */
  #kept = null;
  /** @type {{ of: StoredPicture[], all: Map<string, StoredPicture[]>, usable: Map<string, StoredPicture[]> } | null} */
  #order = null;
  /** Whether the head is older than what it was taught from, and of which state that is said.
   * @type {{ pictures: StoredPicture[], project: Project | null, is: boolean } | null} */
  #stale = null;

  /** @param {Session} session */
  constructor(session) {
    super({
      stage: "waiting",
      projects: [],
      project: null,
      pictures: [],
      leftOut: [],
      target: null,
      busy: null,
      cell: null,
      open: null,
      figure: null,
      unfolded: null,
    });
    this.session = session;
  }

  /** Opens what is kept, and the project that was open last. */
  async start() {
    try {
      this.#kept = await this.#openKept(1);
      const projects = await this.#kept.list();
      const last = projects.find(({ id }) => id === recall("project")) ?? projects.at(-1) ?? null;
      this.set({ stage: "ready", projects });
      if (last) await this.show(last.id);
    } catch (error) {
      this.set({ stage: "refused" });
      this.session.report(error);
    }
  }

  /**
   * Opens what is kept. While a browser still clears it away it cannot be opened, so that is tried again.
   *
   * @param {number} tries
   * @returns {Promise<Projects>}
   */
  async #openKept(tries) {
    try {
      return await Projects.open(() => void this.#lost());
    } catch (error) {
      if (tries <= 1) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, PAUSE));
    return this.#openKept(tries - 1);
  }

  /** The browser has deleted what was kept. */
  async #lost() {
    this.set({ projects: [], project: null, pictures: [], leftOut: [], busy: null });
    this.session.say(text().teach.lost);
    try {
      this.#kept = await this.#openKept(TRIES);
    } catch (error) {
      this.set({ stage: "refused" });
      this.session.report(error);
    }
  }

  /** What is kept in the browser. */
  get kept() {
    if (!this.#kept) throw new Error("the store of projects is not open");
    return this.#kept;
  }

  /** The engine, once it is there. @returns {Promise<Engine>} */
  async engine() {
    const { session } = this;
    if (session.state.engine !== "ready") {
      await /** @type {Promise<void>} */ (
        new Promise((resolve) => {
          const end = session.subscribe(({ engine }) => {
            if (engine !== "ready") return;
            end();
            resolve();
          });
        })
      );
    }
    return /** @type {Engine} */ (session.engine);
  }

  /**
   * Does one thing after the other: reading files, training, another project on show. A failure is reported.
   *
   * @param {() => Promise<unknown>} work
   * @returns {Promise<void>}
   */
  inTurn(work) {
    this.#turn = this.#turn.then(work).then(
      () => {},
      (error) => {
        this.set({ busy: null });
        this.session.report(error);
      },
    );
    return this.#turn;
  }

  /**
   * Small changes, one after the other, also while the project is being taught: what is taught then is what
   * was there when the pictures had been looked at.
   *
   * @param {() => Promise<unknown>} work
   * @returns {Promise<void>}
   */
  atOnce(work) {
    this.#quick = this.#quick.then(work).then(
      () => {},
      (error) => this.session.report(error),
    );
    return this.#quick;
  }

  /** @param {string} id */
  async show(id) {
    const project = await this.kept.get(id);
    if (!project) return;
    const pictures = await this.kept.pictures(id);
    this.#forgetUrls();
    remember("project", id);
    const words = text().teach.left;
    const broken = pictures.filter(({ why }) => why !== null);
    this.set({
      project,
      pictures,
      leftOut: broken.map(({ name, why, sha256 }) => ({ name, why: words.broken(why ?? ""), sha256 })),
      target: null,
      cell: null,
      open: null,
      figure: null,
      unfolded: null,
    });
  }

  /** A project without anything in it, shown. @param {Partial<Project>} [more] */
  async create(more = {}) {
    const names = this.state.projects.map(({ name }) => name);
    const project = {
      id: newId(),
      name: free(text().teach.newProject, names),
      made: Date.now(),
      characters: [],
      variants: ["mirror"],
      balanced: false,
      effects: {},
      outcome: null,
      head: null,
      known: null,
      checked: [],
      isDeleted: false,
      ...more,
    };
    await this.kept.put(project);
    offerProject(this.session, this.kept, project);
    this.set({ projects: [...this.state.projects, project] });
    await this.show(project.id);
    return project;
  }

  /**
   * Changes the project on show.
   *
   * @param {Partial<Project>} change
   */
  async change(change) {
    const { project, projects } = this.state;
    if (!project) return;
    const changed = { ...project, ...change };
    this.set({ project: changed, projects: projects.map((one) => (one.id === changed.id ? changed : one)) });
    await this.kept.put(changed);
    if (change.head || change.name) offerProject(this.session, this.kept, changed);
  }

  /** Takes a project out of the list; it can be taken back until the page is loaded again. @param {string} id */
  async remove(id) {
    const project = this.state.projects.find((one) => one.id === id);
    if (!project) return;
    await this.kept.put({ ...project, isDeleted: true });
    const projects = this.state.projects.filter((one) => one.id !== id);
    this.set({ projects });
    await this.session.models.withdraw(modelId(id));
    if (this.state.project?.id === id) {
      const next = projects.at(-1);
      if (next) await this.show(next.id);
      else this.set({ project: null, pictures: [], leftOut: [] });
    }
    const words = text().teach;
    this.session.say(words.deleted(project.name), {
      label: words.undo,
      act: () =>
        void this.inTurn(async () => {
          await this.kept.put(project);
          offerProject(this.session, this.kept, project);
          this.set({ projects: await this.kept.list() });
          await this.show(id);
        }),
    });
  }

  /** Characters of the project. @returns {Taught[]} */
  get characters() {
    return this.state.project?.characters ?? [];
  }

  /**
   * Pictures of a character that can be learnt from, in an order that depends on nothing but them.
   *
   * @param {string} id
   */
  usable(id) {
    return this.#sorted().usable.get(id) ?? [];
  }

  /** All pictures of a character as they came. @param {string} id */
  picturesOf(id) {
    return this.#sorted().all.get(id) ?? [];
  }

  /** Pictures by character; made anew when they change, because it is asked for at every drawing. */
  #sorted() {
    const { pictures } = this.state;
    if (this.#order?.of === pictures) return this.#order;
    /** @type {Map<string, StoredPicture[]>} */
    const all = new Map();
    for (const picture of pictures) {
      const own = all.get(picture.character);
      if (own) own.push(picture);
      else all.set(picture.character, [picture]);
    }
    /** @type {Map<string, StoredPicture[]>} */
    const usable = new Map();
    for (const [id, own] of all) {
      const sound = own.filter(({ why }) => why === null);
      usable.set(
        id,
        sound.sort((a, b) => (a.sha256 < b.sha256 ? -1 : 1)),
      );
    }
    this.#order = { of: pictures, all, usable };
    return this.#order;
  }

  /** @param {string} sha256 */
  picture(sha256) {
    return this.state.pictures.find((picture) => picture.sha256 === sha256) ?? null;
  }

  /** An address that shows a picture. @param {StoredPicture} picture */
  urlOf({ sha256, file }) {
    const known = this.#urls.get(sha256);
    if (known) return known;
    const url = URL.createObjectURL(file);
    this.#urls.set(sha256, url);
    return url;
  }

  #forgetUrls() {
    for (const url of this.#urls.values()) URL.revokeObjectURL(url);
    this.#urls.clear();
  }

  /** Whether pictures or switches changed since the head was trained. */
  get isStale() {
    const { pictures, project } = this.state;
    if (this.#stale?.pictures !== pictures || this.#stale.project !== project) {
      this.#stale = { pictures, project, is: this.#findStale() };
    }
    return this.#stale.is;
  }

  #findStale() {
    const { outcome, variants, balanced } = this.state.project ?? {};
    if (!outcome) return false;
    if (outcome.variants.join() !== variants?.join() || outcome.balanced !== balanced) return true;
    const now = this.lessonOrder();
    if (now.names.join("\n") !== outcome.names.join("\n")) return true;
    const said = new Map(outcome.order);
    return now.order.length !== said.size || now.order.some(([sha, label]) => said.get(sha) !== label);
  }

  /**
   * What there is to learn: characters with pictures, and the pictures of each.
   *
   * @returns {{ names: string[], order: [string, number][] }}
   */
  lessonOrder() {
    const taught = this.characters.filter(({ id }) => this.usable(id).length > 0);
    return {
      names: taught.map(({ name }) => name),
      order: taught.flatMap(({ id }, label) =>
        this.usable(id).map(({ sha256 }) => /** @type {[string, number]} */ ([sha256, label])),
      ),
    };
  }
}

/**
 * A name that is not taken yet: with a number behind it when it is.
 *
 * @param {string} name
 * @param {string[]} taken
 */
export function free(name, taken) {
  if (!taken.includes(name)) return name;
  for (let n = 2; ; n += 1) if (!taken.includes(`${name} ${n}`)) return `${name} ${n}`;
}
