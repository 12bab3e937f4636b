/**
 * What the graph view shows.
 *
 * @import { CharacterSet, Placed } from "../../engine/likeness.js"
 * @import { OpenedPicture } from "../../engine/types.js"
 *
 * @typedef {"map" | "pictures" | "table"} Tab
 * @typedef {"neighbours" | "plane" | "lines"} Layout   Of pictures: UMAP, principal components, forces.
 *
 * @typedef {{ kind: string, label: string }} Trait
 *
 * @typedef {object} People  A set with what is shown of it.
 * @property {CharacterSet} set
 * @property {Trait[][]} traits  Per character; empty lists where none are known.
 * @property {string[]} faces     An address per character.
 * @property {string[]} pictures  An address per picture.
 * @property {(picture: number) => Promise<OpenedPicture>} [open]  Opens a picture that is not the gallery's.
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
 * @property {(Trait | null)[]} groupTraits  What the members of a group share most; null where nothing.
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

/** @returns {GraphState} */
export function emptyState() {
  return {
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
    groupTraits: [],
    nearest: new Float32Array([0]),
    top: new Float32Array(),
    places: null,
    settled: false,
    shown: 0,
    busy: null,
    guests: [],
    selected: [],
    hovered: null,
  };
}
