/**
 * What a person does on the Recognise page, as methods, and what the page shows, as one state.
 * Components read the state and call the methods; only this module, the explainer and the findings
 * speak to the engine.
 *
 * @import { Answer, Atlas, Explanation, GalleryCharacter, Judgement, LoadProgress, OpenedPicture, Pieces,
 *   Question, Rect, Settings } from "../engine/types.js"
 * @import { Engine } from "../engine/engine.js"
 * @import { View } from "./settings.js"
 * @import { RunState } from "./explainer.js"
 * @import { Problem } from "./problems.js"
 * @import { Toast } from "./messages-store.js"
 * @import { Place } from "./address.js"
 *
 * @typedef {object} SessionState
 * @property {"waiting" | "starting" | "ready" | "failed" | "unsupported"} engine
 * @property {LoadProgress | null} loading
 * @property {GalleryCharacter[]} gallery
 * @property {Atlas | null} atlas
 * @property {boolean} opening          A picture is being decoded or classified.
 * @property {OpenedPicture | null} picture
 * @property {Answer | null} answer
 * @property {number | null} chosenClass   Null: the most probable one.
 * @property {number | null} chosenRival   Null: the runner-up.
 * @property {RunState} run
 * @property {Pieces | null} pieces
 * @property {Explanation | null} explanation
 * @property {Pieces | null} preview   Pieces as the settings would cut them, before the model runs.
 * @property {Judgement | null} judgement  Whether it may be believed; null until that is known.
 * @property {Settings} settings
 * @property {View} view
 * @property {number | null} pointed   The piece under the pointer.
 * @property {number | null} held      The piece tapped or focused last.
 * @property {boolean} cropping        The crop dialog is open.
 * @property {Problem[]} problems
 * @property {Toast[]} toasts
 * @property {boolean} online
 */
import { text } from "../texts/text.js";
import { Explainer } from "./explainer.js";
import { MessagesStore } from "./messages-store.js";
import { cutFor, release } from "./opened.js";
import { DEFAULT_SETTINGS, DEFAULT_VIEW, sameCutting, sameEvaluations } from "./settings.js";
import { nextBudget } from "./verdict.js";
import { questionOf } from "./question.js";

/** Milliseconds of quiet before a changed setting runs the model. */
const SETTLE = 450;

/** @extends {MessagesStore<SessionState>} */
export class Session extends MessagesStore {
  /** @type {Engine | null} */
  #engine = null;
  /** @type {Explainer | null} */
  #explainer = null;
  /** Counts requests for a picture; answers to older ones are dropped. */
  #request = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #settling;
  /** @type {(() => void) | null} */
  #lastRequest = null;
  /** What came of program and model so far. @type {Partial<Record<"program" | "model", LoadProgress>>} */
  #bytes = {};
  /** A picture that came before the engine was ready. @type {File | null} */
  #dropped = null;

  /**
   * Who takes dropped and pasted files in the place of Recognise, by the name of the view on show.
   *
   * @type {Map<string, (files: File[]) => void>}
   */
  receivers = new Map();

  /** @param {Place} place */
  constructor(place) {
    super({
      engine: "waiting",
      loading: null,
      gallery: [],
      atlas: null,
      opening: false,
      picture: null,
      answer: null,
      chosenClass: null,
      chosenRival: null,
      run: "idle",
      pieces: null,
      explanation: null,
      preview: null,
      judgement: null,
      settings: place.settings,
      view: place.view,
      pointed: null,
      held: null,
      cropping: false,
      problems: [],
      toasts: [],
      online: navigator.onLine,
    });
  }

  /**
   * Starts the engine, then opens what the address names.
   *
   * @param {(hooks: { onProgress: (progress: LoadProgress) => void }) => Promise<Engine>} start
   * @param {Place} place
   */
  async start(start, place) {
    this.#lastRequest = () => void this.start(start, place);
    this.set({ engine: "starting" });
    try {
      const engine = await start({ onProgress: (progress) => this.#load(progress) });
      this.#engine = engine;
      this.#explainer = new Explainer(
        engine,
        ({ run, pieces, explanation, judgement }) =>
          this.set({ run, pieces, explanation, judgement, preview: null }),
        (error) => this.report(error),
      );
      this.set({ engine: "ready", loading: null, gallery: engine.gallery, atlas: engine.atlas });
    } catch (error) {
      this.set({ engine: "failed", loading: null });
      this.report(error, "retry");
      return;
    }
    // A picture dropped while the model was on its way goes before the one of the address.
    if (this.#dropped) this.openFile(this.#dropped);
    else this.goTo(place);
  }

  /**
   * Program and model come side by side: their bytes are shown as one sum.
   *
   * @param {LoadProgress} progress
   */
  #load(progress) {
    if (progress.stage !== "program" && progress.stage !== "model") {
      this.set({ loading: progress });
      return;
    }
    this.#bytes[progress.stage] = progress;
    const parts = Object.values(this.#bytes);
    const isKnown = parts.every(({ total }) => total > 0);
    this.set({
      loading: {
        stage: "model",
        loaded: parts.reduce((sum, { loaded }) => sum + loaded, 0),
        total: isKnown ? parts.reduce((sum, { total }) => sum + total, 0) : 0,
      },
    });
  }

  /**
   * Shows the view that an address describes.
   *
   * @param {Place} place
   */
  goTo(place) {
    const { gallery } = this.state;
    const find = (/** @type {string | null} */ name) =>
      gallery.find((character) => character.name === name) ?? null;
    const character = find(place.character) ?? gallery[0];
    const picture = character.pictures[place.picture] ? place.picture : 0;
    this.set({ settings: place.settings, view: place.view });
    const chosenClass = find(place.classname)?.index ?? null;
    const chosenRival = find(place.rival)?.index ?? null;
    const { source } = this.state.picture ?? {};
    const isOpen =
      source?.kind === "gallery" && source.character === character.index && source.picture === picture;
    if (isOpen && this.state.answer) {
      this.set({ chosenClass, chosenRival });
      this.#explain();
    } else {
      this.#open({ character: character.index, picture }, { chosenClass, chosenRival });
    }
  }

  /**
   * @param {number} character
   * @param {number} [picture]
   */
  openGallery(character, picture = 0) {
    this.#open({ character, picture });
  }

  /** @param {File} file */
  openFile(file) {
    if (this.#engine) this.#open(file);
    else {
      this.#dropped = file;
      this.say(text().pick.waits);
    }
  }

  /**
   * Shows a saved explanation again. Its picture is one of the gallery's, or the one that is open.
   *
   * @param {File} file
   */
  async openSaved(file) {
    const engine = this.#engine;
    const explainer = this.#explainer;
    if (!engine || !explainer) return;
    const before = this.state.picture;
    try {
      const json = await file.text();
      const { sha256, character, picture: place } = await engine.asks.peekReport(json);
      const isGallery = character !== null && place !== null;
      if (!isGallery && before?.sha256 !== sha256) {
        this.say(text().more.take.wantsPicture);
        return;
      }
      explainer.cancel();
      await explainer.whenFree();
      const picture = isGallery
        ? await engine.openPicture({ character, picture: place })
        : /** @type {OpenedPicture} */ (before);
      const saved = await engine.loadSaved(picture, json);
      const answer = await engine.classify(picture);
      explainer.clear();
      if (before !== picture) release(before, picture);
      this.set({
        picture,
        answer,
        chosenClass: saved.classIndex,
        chosenRival: saved.rivalIndex,
        settings: saved.settings,
        preview: null,
        pointed: null,
        held: null,
        problems: [],
      });
      this.#explain();
      this.say(text().more.take.opened);
    } catch (error) {
      this.report(error);
    }
  }

  /**
   * Uses another part of the own picture.
   *
   * @param {Rect} rect
   */
  crop(rect) {
    const whole = this.state.picture;
    this.set({ cropping: false });
    if (whole) this.#look((engine) => engine.cropPicture(whole, rect));
  }

  /**
   * @param {File | { character: number, picture: number }} source
   * @param {{ chosenClass: number | null, chosenRival: number | null }} [question]
   */
  #open(source, question) {
    this.#look((engine) => engine.openPicture(source), question);
  }

  /**
   * Opens a picture, classifies it and starts to explain. The view stays until it is there.
   *
   * @param {(engine: Engine) => Promise<OpenedPicture>} open
   * @param {{ chosenClass: number | null, chosenRival: number | null }} [question]
   */
  async #look(open, question = { chosenClass: null, chosenRival: null }) {
    const engine = this.#engine;
    const explainer = this.#explainer;
    if (!engine || !explainer) return;
    const request = ++this.#request;
    const isOld = () => request !== this.#request;
    this.#lastRequest = () => void this.#look(open, question);
    clearTimeout(this.#settling);
    const wasRunning = this.state.run === "running";
    this.set({ opening: true });
    explainer.cancel();
    try {
      await explainer.whenFree();
      if (isOld()) return;
      const picture = await open(engine);
      if (isOld()) return;
      const answer = await engine.classify(picture);
      if (isOld()) return;
      explainer.clear();
      release(this.state.picture, picture);
      this.set({
        opening: false,
        picture,
        answer,
        ...question,
        settings: { ...this.state.settings, cut: cutFor(this.state.settings.cut, picture) },
        preview: null,
        pointed: null,
        held: null,
        problems: [],
      });
      this.#explain();
    } catch (error) {
      if (isOld()) return;
      this.set({ opening: false });
      this.report(error);
      if (wasRunning) explainer.again();
    }
  }

  /** Tries again what failed last. */
  retry() {
    this.set({ problems: [] });
    if (this.state.run === "failed") this.again();
    else this.#lastRequest?.();
  }

  /** The engine, once it is there. */
  get engine() {
    return this.#engine;
  }

  /** The question on show, or null while there is no answer. @returns {Question | null} */
  get question() {
    return questionOf(this.state);
  }

  /** @param {number} index */
  chooseClass(index) {
    const top = this.state.answer?.candidates[0].index;
    this.set({ chosenClass: index === top ? null : index, chosenRival: null, held: null });
    this.#explain();
  }

  /** @param {number | null} index  Null is the runner-up. */
  chooseRival(index) {
    this.set({ chosenRival: index, held: null });
    this.#explain();
  }

  /** @param {Partial<Settings>} change */
  changeSettings(change) {
    const before = this.state.settings;
    const settings = { ...before, ...change };
    this.set({ settings });
    clearTimeout(this.#settling);
    if (sameEvaluations(before, settings)) {
      this.#explain();
    } else {
      if (!sameCutting(before, settings)) void this.#previewPieces(settings);
      this.#settling = setTimeout(() => {
        this.set({ held: null, pointed: null });
        this.#explain();
      }, SETTLE);
    }
  }

  /**
   * Shows the outlines that the settings would give, at once.
   *
   * @param {Settings} settings
   */
  async #previewPieces(settings) {
    const { picture } = this.state;
    const engine = this.#engine;
    if (!picture || !engine || settings.cut === "parts") return;
    try {
      const preview = await engine.asks.pieces(picture, settings);
      if (this.state.settings === settings && this.state.picture === picture) this.set({ preview });
    } catch {
      // The run that follows says what is wrong.
    }
  }

  resetSettings() {
    this.set({ view: { ...DEFAULT_VIEW } });
    this.changeSettings({ ...DEFAULT_SETTINGS });
  }

  /** @param {Partial<View>} change */
  changeView(change) {
    this.set({ view: { ...this.state.view, ...change } });
  }

  #explain() {
    const { question } = this;
    if (question) this.#explainer?.show(question);
  }

  cancel() {
    this.#explainer?.cancel();
  }

  /** Runs the question once more. */
  again() {
    this.#explainer?.again();
  }

  /** Runs with the next larger budget. */
  more() {
    this.changeSettings({ evaluations: nextBudget(this.state.settings.evaluations) });
  }
}
