/** English: who is like whom. */
import { counter } from "../plural.js";

const THIN = "\u202f";

const counted = counter("en");

export const graph = {
  title: "Who is like whom?",
  lead: (/** @type {unknown} */ list) => [
    "The model turns every picture into ",
    list,
    ". Characters with alike lists are joined. Pick two to see why.",
  ],
  list: "a list of numbers",
  listTip: "The list of numbers the model turns a picture into. Alike pictures get alike lists.",
  loading: "Fetching what is known of the gallery",
  waiting: "The map comes with the model.",

  find: "Find a character",
  found: (/** @type {number} */ n) => counted(n, { other: "# found" }),
  view: "View",
  tabs: { map: "Map", pictures: "Pictures", table: "Table" },
  lines: "Lines",
  by: { nearest: "Nearest", threshold: "How alike" },
  perFace: "Lines per face",
  perFaceNote: "Two are joined when each is among the nearest of the other.",
  atLeast: "Alike at least",
  layout: "Map of pictures",
  layouts: { neighbours: "By neighbours", plane: "Flat", lines: "By lines" },
  layoutNotes: {
    neighbours: "UMAP: who is near on the map is alike; large distances mean little.",
    plane: (/** @type {string} */ share) =>
      `Principal components: the flat view that shows most, ${share} of all differences.`,
    lines: "ForceAtlas2: lines pull, everybody pushes.",
  },
  colours: "Colour of the lines",
  colourNames: { groups: "Groups", mixups: "Mix-ups" },

  map: (/** @type {number} */ n, /** @type {number} */ lines, /** @type {string} */ chosen) =>
    `Map of ${n}, joined by ${lines} lines. ${chosen ? `${chosen} selected. ` : ""}Arrow keys move it, plus and minus zoom, Escape lets go. The table has the same content.`,
  noWebgl: "This browser cannot draw the map",
  noWebglText: "It lacks WebGL. The table has everything that the map shows.",
  zoomIn: "Zoom in",
  zoomOut: "Zoom out",
  whole: "Show all",
  busy: {
    compare: "Comparing pictures",
    layout: "Finding places",
    embed: "Looking at your pictures",
  },
  cancel: "Cancel",

  groups: "Groups",
  groupsTip: "A group whose members are more alike to each other than to the rest.",
  groupsNote: "Found from the likeness alone. Each is named after what its members share most.",
  groupsPlain: "Found from the likeness alone.",
  group: (/** @type {number} */ n) => `Group ${n}`,
  rest: "In no group",
  mixupLegend: "Chance that held-out pictures of one are taken for the other",
  mixupSteps: [`0.1${THIN}%`, `1${THIN}%`, `5${THIN}%`],

  /** A trait in words, by what it is about. */
  trait(/** @type {string} */ kind, /** @type {string} */ label) {
    switch (kind) {
      case "hair":
        return `${label} hair`;
      case "eyes":
        return `${label} eyes`;
      case "eye-shape":
        return `${label} eye shape`;
      case "skin":
        return `${label} skin`;
      case "ears":
        return `${label} ears`;
      case "back":
        return /^(long|wavy|short)$/.test(label) ? `${label} hair` : label;
      case "front":
        return /(fringe|part|lock|curtain)$/.test(label) ? label : `${label} fringe`;
      case "dye":
        return `hair with ${label}`;
      default:
        return label;
    }
  },
  kinds: /** @type {Record<string, string>} */ ({
    hair: "hair colour",
    back: "hair style",
    front: "fringe",
    dye: "second hair colour",
    eyes: "eye colour",
    "eye-shape": "eye shape",
    skin: "skin",
    ears: "ears",
    mark: "marks",
    outfit: "clothes",
    accessory: "accessory",
  }),

  pictureOf: (/** @type {string} */ name, /** @type {number} */ n) => `${name}, picture ${n}`,
  yours: "Your picture",
  nearestTitle: "Most like",
  pickOne: "Pick a face on the map, in the list, or by name.",
  pickSecond: "Pick a second one to see why they are alike.",
  compareWith: (/** @type {string} */ name) => `Compare with ${name}`,
  letGo: "Let go",

  pair: (/** @type {string} */ a, /** @type {string} */ b) => `${a} and ${b}`,
  similarity: "likeness",
  similarityTip:
    "The cosine of the angle between their lists of numbers, once what all share is taken away. 1 is the same, 0 is unrelated, below 0 is opposite.",
  moreAlike: (/** @type {unknown} */ share) => ["More alike than ", share, " of all pairs."],
  most: "The most alike of all pairs.",
  least: "The least alike of all pairs.",
  mixedUp: (/** @type {number} */ count, /** @type {number} */ of, /** @type {string} */ chance) =>
    count === 0
      ? `Never mixed up in ${of} held-out pictures; mean chance of the other ${chance}.`
      : `Mixed up in ${count} of ${of} held-out pictures; mean chance of the other ${chance}.`,
  alikePictures: "Their most alike pictures",
  same: "same",
  differs: "differs",
  sameNone: "No trait in common.",

  why: "Why alike?",
  makesLike: (/** @type {string} */ a, /** @type {string} */ b) => `what makes ${a} like ${b}`,
  whyPicture: (/** @type {string} */ a, /** @type {string} */ b) =>
    `${a}: pieces that make this picture like ${b}`,
  likeIt: (/** @type {string} */ name) => `makes it like ${name}`,
  unlikeIt: (/** @type {string} */ name) => `makes it unlike ${name}`,
  whyTip:
    "Pieces are replaced by the same place from other characters. A piece whose loss makes the picture less like the other one is blue; one whose loss makes it more alike is orange.",
  piece: (/** @type {number} */ place, /** @type {string} */ value, /** @type {string} */ direction) =>
    `Piece ${place}: ${value}, ${direction}`,
  pieceValue: (/** @type {string} */ value, /** @type {string} */ error) => `${value} ± ${error}`,
  readNone: "Point at a piece to read what it is worth.",
  /** Whose pictures pieces are pasted into. */
  others: "other characters",
  findings: {
    testing: "Testing it.",
    testingRest: (/** @type {{ name: string }} */ { name }) =>
      `Its strongest pieces are pasted into 24 pictures of other characters: do they become more like ${name}?`,
    failedRest: "The message says why.",
  },
  waits: "Waiting for the model",
  tries: (/** @type {string} */ done, /** @type {string} */ planned, /** @type {string} */ which) =>
    `${which}: ${done} of ${planned} tries`,
  madeBefore: "From tries made before.",
  whyAgain: "Explain",

  pairsTitle: "Most alike pairs",
  pairsSort: "Sort by",
  sorts: { likeness: "Likeness", mixups: "Mix-ups", name: "Name" },
  allPairs: "All as a table",

  export: "Take it along",
  csvNodes: "Characters (CSV)",
  csvPairs: "Pairs (CSV)",
  png: "Picture (PNG)",
  svg: "Drawing (SVG)",
  gexf: "Graph (GEXF)",
  json: "Graph (JSON)",

  table: {
    caption: "Everybody with group, lines and the five most like them",
    name: "Name",
    group: "Group",
    lines: "Lines",
    nearest: "Most like",
    pairsCaption: "The most alike pairs",
    first: "First",
    second: "Second",
    likeness: "Likeness",
    mixups: "Mixed up",
    chance: "Chance of the other",
    sortBy: (/** @type {string} */ column) => `Sort by ${column}`,
    copy: "Copy as CSV",
    copied: "Copied.",
    refused: "The browser did not allow copying. The CSV file has the same content.",
  },

  own: "Bring your own",
  ownNote: "Drop pictures here to see where they land, or choose a folder with a folder per character.",
  addPictures: "Place pictures",
  addFolder: "Choose a folder of characters",
  clearGuests: "Take them away",
  backToGallery: "Back to the gallery",
  tooFew: "A set needs at least three characters: a folder with a folder of pictures for each.",
  tooMany: (/** @type {number} */ n) => `Only the first ${n} pictures are used.`,
  showIt: "Show it",
  landed: (/** @type {string} */ name, /** @type {string} */ like) => `${name} is most like ${like}.`,
};
