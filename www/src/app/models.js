/**
 * The models that a person can choose from, and putting one in the place of another.
 *
 * @import { ModelSource } from "../engine/model-in-use.js"
 * @import { Session } from "./session.js"
 *
 * @typedef {object} ModelOffer
 * @property {string} id
 * @property {"gallery" | "taught" | "foreign"} kind
 * @property {string} name   Shown; the gallery has a word of its own.
 * @property {number} [classes]  How many it knows; for the gallery it is known otherwise.
 * @property {() => Promise<ModelSource> | ModelSource} source
 * @property {() => Promise<() => Promise<void>>} [forget]  Takes it out of the browser's store; what it returns
 *   brings it back. Only of a model that can be thrown away where models are chosen.
 */
import { GALLERY } from "../engine/model-in-use.js";
import { text } from "../texts/text.js";

/** @type {ModelOffer} */
const SHIPPED = { id: GALLERY, kind: "gallery", name: "", source: () => ({ kind: "gallery" }) };

export class Models {
  #session;
  /** @type {AbortController | null} */
  #controller = null;

  /** What there is from the start. @type {ModelOffer[]} */
  static first = [SHIPPED];

  /** @param {Session} session */
  constructor(session) {
    this.#session = session;
  }

  /**
   * Offers a model, or another version of one that is offered under its id.
   *
   * @param {ModelOffer} offer
   */
  offer(offer) {
    const { models } = this.#session.state;
    const isThere = models.some(({ id }) => id === offer.id);
    this.#session.set({
      models: isThere ? models.map((old) => (old.id === offer.id ? offer : old)) : [...models, offer],
    });
  }

  /**
   * Takes an offer back. The one in use gives way to the gallery.
   *
   * @param {string} id
   */
  async withdraw(id) {
    if (id === GALLERY) return;
    if (this.#session.state.model?.id === id && !(await this.use(GALLERY))) return;
    this.#session.set({ models: this.#session.state.models.filter((offer) => offer.id !== id) });
  }

  /**
   * Throws a model away; it can be taken back.
   *
   * @param {ModelOffer} offer
   */
  async discard({ id, name, forget }) {
    try {
      const bringBack = await forget?.();
      await this.withdraw(id);
      const words = text().models;
      this.#session.say(words.removed(name), {
        label: words.undo,
        act: () => void bringBack?.().catch((error) => this.#session.report(error)),
      });
    } catch (error) {
      this.#session.report(error);
    }
  }

  /**
   * Uses one of the models that are offered, also when it is in use already: it may have been taught anew.
   *
   * @param {string} id
   * @returns {Promise<boolean>}  False when it could not be loaded, or was cancelled: the one before stays.
   */
  async use(id) {
    const offer = this.#session.state.models.find((one) => one.id === id);
    if (!offer) return false;
    this.#controller?.abort();
    const controller = new AbortController();
    this.#controller = controller;
    this.#session.set({ changing: offer });
    try {
      const source = await offer.source();
      controller.signal.throwIfAborted();
      await this.#session.changeModel(source, controller.signal);
      return true;
    } catch (error) {
      if (!controller.signal.aborted) this.#session.report(error);
      return false;
    } finally {
      if (this.#controller === controller) {
        this.#controller = null;
        this.#session.set({ changing: null });
      }
    }
  }

  /** Gives up the model that is being loaded. */
  cancel() {
    this.#controller?.abort();
  }

  /**
   * Asks about a model file of a person's own, then uses it. The questions are loaded when they are first
   * wanted.
   *
   * @param {File[]} files  The model, and its labels where they were given along.
   */
  async bring(files) {
    try {
      const { bring } = await import("../views/models/bring.js");
      await bring(this.#session, files);
    } catch (error) {
      this.#session.report(error);
    }
  }
}

/** @param {{ name: string }} file */
export function isModelFile({ name }) {
  return /\.onnx$/i.test(name);
}
