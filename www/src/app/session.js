/**
 * What a person does on the Recognise page, as methods, and what the page shows, as one state.
 * Components read the state and call the methods; only this module, the explainer and the findings
 * speak to the engine.
 *
 * @import { OpenedPicture, Question, Rect, Settings } from "../engine/types.js"
 * @import { Engine } from "../engine/engine.js"
 * @import { ModelSource } from "../engine/model-in-use.js"
 * @import { SessionState, StartHooks } from "./session-state.js"
 * @import { View } from "./settings.js"
 * @import { Place } from "./address.js"
 */
import { text } from "../texts/text.js";
import { Explainer } from "./explainer.js";
import { LoadingSum } from "./loading.js";
import { MessagesStore } from "./messages-store.js";
import { asOwn, cutFor, release } from "./opened.js";
import { DEFAULT_SETTINGS, DEFAULT_VIEW, sameCutting, sameEvaluations } from "./settings.js";
import { nextBudget } from "./verdict.js";
import { Models } from "./models.js";
import { meant, questionOf } from "./question.js";
import { readSaved } from "./saved.js";
import { firstState } from "./session-state.js";
import { Sharper } from "./sharper.js";

/** What goes when there is another picture. */
const NEW_PICTURE = { coming: null, preview: null, pointed: null, held: null, problems: [] };
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
  /** Opens what a person chose before the engine was ready. @type {(() => void) | null} */
  #waiting = null;

  /**
   * Who takes dropped and pasted files in the place of Recognise, by the name of the view on show. Whatever
   * `data` has besides the files must be read at once.
   *
   * @type {Map<string, (files: File[], from: { data: DataTransfer, target: EventTarget | null }) => void>}
   */
  receivers = new Map();

  /** Which model is in use. */
  models = new Models(this);
  /** The sharper heat map. */
  sharper = new Sharper(this);

  /** @param {Place} place */
  constructor(place) {
    super(firstState(place, Models.first));
  }

  /**
   * Starts the engine, then opens what the address names.
   *
   * @param {(hooks: StartHooks) => Promise<Engine>} start
   * @param {Place} place
   */
  async start(start, place) {
    this.#lastRequest = () => void this.start(start, place);
    this.set({ engine: "starting" });
    try {
      const sum = new LoadingSum();
      const engine = await start({
        onProgress: (progress) => this.set({ loading: sum.take(progress) }),
        onGallery: (found) => {
          const { character, picture } = meant(place, { ...this.state, ...found });
          this.set({ ...found, coming: this.#waiting ? null : found.gallery[character].pictures[picture] });
        },
      });
      this.#engine = engine;
      this.#explainer = new Explainer(
        engine,
        ({ run, pieces, explanation, judgement }) =>
          this.set({ run, pieces, explanation, judgement, preview: null }),
        (error) => this.report(error),
      );
      this.set({ engine: "ready", loading: null, model: engine.model });
    } catch (error) {
      this.set({ engine: "failed", loading: null });
      this.report(error, "retry");
      return;
    }
    // What was chosen while the model was on its way goes before what the address names.
    if (this.#waiting) this.#waiting();
    else this.goTo(place);
  }

  /**
   * Shows the view that an address describes.
   *
   * @param {Place} place
   */
  goTo(place) {
    const { character, picture, chosenClass, chosenRival } = meant(place, this.state);
    this.set({ settings: place.settings, view: place.view });
    const { source } = this.state.picture ?? {};
    const isOpen = source?.kind === "gallery" && source.character === character && source.picture === picture;
    if (isOpen && this.state.answer) {
      this.set({ chosenClass, chosenRival });
      this.#explain();
    } else {
      this.#open({ character, picture }, { chosenClass, chosenRival });
    }
  }

  /**
   * A picture of the gallery, or of a class of the model in use.
   *
   * @param {number} character
   * @param {number} [picture]
   * @param {"gallery" | "class"} [kind]
   */
  openGallery(character, picture = 0, kind = "gallery") {
    const isComing = this.#engine === null;
    this.#whenReady(() => this.#open({ kind, character, picture }));
    if (isComing) this.set({ coming: this.state.gallery[character]?.pictures[picture] ?? null });
  }

  /** @param {File} file */
  openFile(file) {
    this.#whenReady(() => this.#open(file));
  }

  /** @param {() => void} open */
  #whenReady(open) {
    if (this.#engine) open();
    else {
      this.#waiting = open;
      this.set({ coming: null });
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
      const found = await readSaved(engine, await file.text(), before, () => {
        explainer.cancel();
        return explainer.whenFree();
      });
      if (!found) {
        this.say(text().more.take.wantsPicture);
        return;
      }
      const { picture, answer, saved } = found;
      explainer.clear();
      if (before !== picture) release(before, picture);
      const { classIndex: chosenClass, rivalIndex: chosenRival, settings } = saved;
      this.set({ picture, answer, chosenClass, chosenRival, settings, ...NEW_PICTURE });
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
   * @param {File | { kind?: "gallery" | "class", character: number, picture: number }} source
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
      const answering = engine.classify(picture);
      // The picture is cut while the model looks at it; the explanation finds the pieces ready.
      if (this.state.settings.cut === "slic") {
        engine.asks.pieces(picture, this.state.settings).catch(() => {}); // heard of when they are needed
      }
      const answer = await answering;
      if (isOld()) return;
      // The pictures to compare with are on their way while the answer is drawn.
      const rivalIndex = question.chosenRival ?? answer.candidates[1]?.index;
      if (rivalIndex !== undefined) engine.pictures.expect({ rivalIndex, settings: this.state.settings });
      explainer.clear();
      release(this.state.picture, picture);
      this.set({
        opening: false,
        picture,
        answer,
        ...question,
        settings: { ...this.state.settings, cut: cutFor(this.state.settings.cut, picture) },
        ...NEW_PICTURE,
      });
      this.#explain();
    } catch (error) {
      if (isOld()) return;
      this.set({ opening: false });
      this.report(error);
      if (wasRunning) explainer.again();
    }
  }

  /**
   * Puts another model in the place of the one in use and asks it about the open picture. Throws, and
   * changes nothing, when it cannot be loaded.
   *
   * @param {ModelSource} source
   * @param {AbortSignal} [signal]
   */
  async changeModel(source, signal) {
    const engine = this.#engine;
    const explainer = this.#explainer;
    if (!engine || !explainer) throw new Error("the engine is not there yet");
    const wasRunning = this.state.run === "running";
    explainer.cancel();
    await explainer.whenFree();
    try {
      await engine.use(source, signal);
    } catch (error) {
      if (wasRunning) explainer.again();
      throw error;
    }
    clearTimeout(this.#settling);
    explainer.clear();
    const { picture } = this.state;
    // A picture of a class of the model before is one like any other now.
    const kept = picture?.source.kind === "class" ? asOwn(picture) : picture;
    const nobody = { answer: null, chosenClass: null, chosenRival: null };
    this.set({ model: engine.model, picture: kept, ...nobody, ...NEW_PICTURE });
    if (kept) void this.#look(async () => kept);
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
