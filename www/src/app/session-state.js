/**
 * What the page shows, as one state.
 *
 * @import { Answer, Atlas, Explanation, GalleryCharacter, Judgement, LoadProgress, OpenedPicture, Pieces,
 *   Settings } from "../engine/types.js"
 * @import { ModelInUse } from "../engine/model-in-use.js"
 * @import { ModelOffer } from "./models.js"
 * @import { View } from "./settings.js"
 * @import { RunState } from "./explainer.js"
 * @import { HeatState } from "./sharper.js"
 * @import { Problem } from "./problems.js"
 * @import { Toast } from "./messages-store.js"
 * @import { Place } from "./address.js"
 *
 * @typedef {object} StartHooks
 * @property {(progress: LoadProgress) => void} onProgress
 * @property {(found: { gallery: GalleryCharacter[], atlas: Atlas }) => void} onGallery
 *
 * @typedef {object} SessionState
 * @property {"waiting" | "starting" | "ready" | "failed" | "unsupported"} engine
 * @property {LoadProgress | null} loading
 * @property {GalleryCharacter[]} gallery
 * @property {Atlas | null} atlas        Of the gallery.
 * @property {ModelInUse | null} model   Whose classes the answer and the explanation are about.
 * @property {ModelOffer[]} models       That can be chosen.
 * @property {ModelOffer | null} changing  The one that is being loaded.
 * @property {boolean} opening          A picture is being decoded or classified.
 * @property {string | null} coming    Address of the picture that is shown until the model is there.
 * @property {OpenedPicture | null} picture
 * @property {Answer | null} answer
 * @property {number | null} chosenClass   Null: the most probable one.
 * @property {number | null} chosenRival   Null: the runner-up.
 * @property {RunState} run
 * @property {Pieces | null} pieces
 * @property {Explanation | null} explanation
 * @property {Pieces | null} preview   Pieces as the settings would cut them, before the model runs.
 * @property {Judgement | null} judgement  Whether it may be believed; null until that is known.
 * @property {HeatState | null} heat   The sharper heat map.
 * @property {Settings} settings
 * @property {View} view
 * @property {number | null} pointed   The piece under the pointer.
 * @property {number | null} held      The piece tapped or focused last.
 * @property {boolean} cropping        The crop dialog is open.
 * @property {Problem[]} problems
 * @property {Toast[]} toasts
 * @property {boolean} online
 */

/**
 * Before anything is there.
 *
 * @param {Place} place
 * @param {ModelOffer[]} models  To begin with.
 * @returns {SessionState}
 */
export function firstState(place, models) {
  return {
    engine: "waiting",
    loading: null,
    gallery: [],
    atlas: null,
    model: null,
    models,
    changing: null,
    opening: false,
    coming: null,
    picture: null,
    answer: null,
    chosenClass: null,
    chosenRival: null,
    run: "idle",
    pieces: null,
    explanation: null,
    preview: null,
    judgement: null,
    heat: null,
    settings: place.settings,
    view: place.view,
    pointed: null,
    held: null,
    cropping: false,
    problems: [],
    toasts: [],
    online: navigator.onLine,
  };
}
