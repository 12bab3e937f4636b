/**
 * The model in use: whom it knows, their faces, and the pictures of each that explanations may show.
 *
 * @import { Atlas, Faces, GalleryCharacter, NetworkFacts, NetworkOptions } from "./types.js"
 *
 * @typedef {object} KnownClass  A class of a model that came without addresses of pictures.
 * @property {string} name
 * @property {readonly Blob[]} pictures  Of it, those that show it best first; may be none.
 * @property {Blob | null} [face]        Else its first picture.
 *
 * @typedef {object} TaughtModel  The shipped backbone with another head.
 * @property {"taught"} kind
 * @property {string} id            Unlike that of any other model.
 * @property {string} name          Shown.
 * @property {Uint8Array} head      In the form of `src/model/head/file.rs`.
 * @property {KnownClass[]} classes In the order of the head's.
 *
 * @typedef {object} ForeignModel  Any ONNX classifier.
 * @property {"foreign"} kind
 * @property {string} id
 * @property {string} name
 * @property {Uint8Array} file
 * @property {NetworkOptions} options
 * @property {KnownClass[]} classes  One per score.
 *
 * @typedef {{ kind: "gallery" } | TaughtModel | ForeignModel} ModelSource
 */
import { download } from "./download.js";

/** Pictures of a class that hidden pieces show. */
const SHOWN = 4;
/** Pictures of a class that test an explanation; the thresholds of the verdict are fitted for so many. */
const SPARE = 24;

/** Name and picture of the model that the page comes with. */
export const GALLERY = "gallery";

export class ModelInUse {
  /** Files by their addresses. @type {Map<string, Blob>} */
  #files = new Map();
  /** Pictures that explanations do not show, by class. @type {readonly (readonly Blob[])[]} */
  #spare;

  /**
   * @param {object} known
   * @param {string} known.id
   * @param {"gallery" | "taught" | "foreign"} known.kind
   * @param {string} known.name
   * @param {GalleryCharacter[]} known.classes
   * @param {Faces} known.faces
   * @param {Map<string, Blob>} [known.files]
   * @param {readonly (readonly Blob[])[]} [known.spare]
   */
  constructor({ id, kind, name, classes, faces, files = new Map(), spare = [] }) {
    this.id = id;
    this.kind = kind;
    /** Shown; the page has its own word for the gallery. */
    this.name = name;
    this.classes = classes;
    this.faces = faces;
    /** Numbers by which pictures are compared; 0 when the model gives none. */
    this.embedding = 0;
    /** Size of the pictures that it takes. */
    this.input = { width: 0, height: 0 };
    this.#files = files;
    this.#spare = spare;
  }

  /**
   * @param {GalleryCharacter[]} classes
   * @param {Atlas} faces
   */
  static gallery(classes, faces) {
    return new ModelInUse({ id: GALLERY, kind: "gallery", name: "", classes, faces });
  }

  /** @param {TaughtModel | ForeignModel} source */
  static of({ id, kind, name, classes }) {
    /** @type {Map<string, Blob>} */
    const files = new Map();
    const address = (/** @type {Blob} */ blob) => {
      const url = URL.createObjectURL(blob);
      files.set(url, blob);
      return url;
    };
    /** @type {GalleryCharacter[]} */
    const known = [];
    /** @type {(string | null)[]} */
    const urls = [];
    const spare = classes.map(({ name, pictures, face }, index) => {
      const parts = parted(pictures);
      const shown = parts.shown.map(address);
      known.push({ index, name, pictures: shown });
      urls.push(face ? address(face) : (shown[0] ?? null));
      return parts.spare;
    });
    return new ModelInUse({ id, kind, name, classes: known, faces: { urls }, files, spare });
  }

  /** @param {Pick<NetworkFacts, "width" | "height" | "embedding">} facts  What the first worker says of the network. */
  take({ width, height, embedding }) {
    this.input = { width, height };
    this.embedding = embedding;
  }

  /**
   * What the studio must know of it.
   *
   * @param {NetworkFacts} facts
   * @param {(bytes: Uint8Array) => Promise<string>} hash
   */
  async describe({ width, height, sha256 }, hash) {
    /** @type {{ name: string, pictures: { name: string, sha256: string }[] }[]} */
    const classes = [];
    for (const { name, pictures } of this.classes) {
      const known = pictures.map(async (url, i) => ({
        name: `${name}, ${i + 1}`,
        sha256: await hash(await this.file(url)),
      }));
      classes.push({ name, pictures: await Promise.all(known) });
    }
    return { name: this.name, sha256, width, height, classes };
  }

  /** Whether its embeddings are those of the shipped backbone. */
  get hasShippedBackbone() {
    return this.kind !== "foreign";
  }

  /** Whether its chances can be taken at their word. */
  get isCalibrated() {
    return this.kind !== "foreign";
  }

  /** Whether explanations may show pictures of a class. @param {number} index */
  hasPictures(index) {
    return (this.classes[index]?.pictures.length ?? 0) > 0;
  }

  /**
   * The bytes of a picture of a class.
   *
   * @param {string} url
   * @returns {Promise<Uint8Array<ArrayBuffer>>}
   */
  async file(url) {
    const blob = this.#files.get(url);
    return blob ? new Uint8Array(await blob.arrayBuffer()) : download(new URL(url));
  }

  /** Pictures of a class that explanations do not show. @param {number} index */
  spare(index) {
    return this.#spare[index] ?? [];
  }

  /** Gives the addresses back. */
  release() {
    for (const url of this.#files.keys()) URL.revokeObjectURL(url);
    this.#files.clear();
  }
}

/**
 * Pictures of a class that explanations show, and others that test them. With few, most are for the test:
 * one shown picture explains, fewer than four pictures test nothing.
 *
 * @template T
 * @param {readonly T[]} pictures
 */
export function parted(pictures) {
  const shown = Math.min(SHOWN, Math.max(1, Math.floor(pictures.length / 3)));
  return { shown: pictures.slice(0, shown), spare: pictures.slice(shown, shown + SPARE) };
}
