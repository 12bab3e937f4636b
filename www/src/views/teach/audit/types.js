/**
 * What the audit of a project found, as it is kept. No code lives here.
 *
 * @import { Suspicion } from "../../../engine/teaching-types.js"
 *
 * @typedef {"hand" | "drawn" | "estimated"} FigureSource  Drawn: a picture of the gallery, known to the pixel.
 *
 * @typedef {object} Tried  A figure on the background of another character.
 * @property {string} figure   SHA-256 of the picture whose figure it is.
 * @property {string} ground   And of the one whose background it is.
 * @property {number} of       The figure's character.
 * @property {number} onto     The background's character.
 * @property {number} onSame   Whom it is taken for on a background of its own character.
 * @property {number} onOther  And on this one.
 *
 * @typedef {object} Explained
 * @property {string} sha256
 * @property {number} label
 * @property {number} rival
 * @property {number | null} background  Share of the evidence that lies on it; null when nothing speaks for it.
 * @property {number} area               The background's share of the picture.
 * @property {FigureSource} figure
 * @property {Blob} shown                The explanation over the picture.
 *
 * @typedef {Tried & { shown: Blob }} Example   One that changed its answer.
 *
 * @typedef {object} Audit
 * @property {string[]} names
 * @property {number} seconds
 * @property {Suspicion[]} ranked       The most suspicious first.
 * @property {Tried[]} tried
 * @property {Example[]} examples
 * @property {Explained[]} explained
 * @property {{ pictures: number[], coverage: number[] }} pick   Of `explained`: those to look at.
 * @property {boolean} isWhole          False while explanations are still missing.
 */
export {};
