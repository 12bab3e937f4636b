/** English: teaching own characters. */

import { counter } from "../plural.js";
import { audit } from "./audit.js";

const counted = counter("en");

const many = (/** @type {number} */ n, /** @type {string} */ one, /** @type {string} */ more) =>
  counted(n, { one: `# ${one}`, other: `# ${more}` });

export const teach = {
  title: "Teach it your own characters",
  lead: "Give it a folder for each character. It learns in seconds, here in your browser. No picture is uploaded.",
  refused:
    "This browser keeps nothing for this page, so it cannot be taught here. A private window may be the reason.",
  lost: "The browser has deleted what this page kept, so what was brought here is gone. Please add it again.",

  pictures: "Your pictures",
  count: (/** @type {number} */ characters, /** @type {number} */ pictures) =>
    `${many(characters, "character", "characters")}, ${many(pictures, "picture", "pictures")}`,
  addFolder: "Add a folder",
  addZip: "Add a ZIP",
  addPictures: "Add pictures",
  addHint: "or drop folders, a ZIP or pictures anywhere here, or paste",
  addNote: "A folder of folders: one for each character, named after it.",
  addCharacter: "Add a character",
  newCharacter: "Character",
  newProject: "My characters",
  nameOf: "Name of the character",
  addTo: (/** @type {string} */ name) => `Add pictures of ${name}`,
  photoOf: (/** @type {string} */ name) => `Photograph ${name}`,
  removeCharacter: (/** @type {string} */ name) => `Remove ${name}`,
  target: (/** @type {string} */ name) => `Pasted and dropped pictures go to ${name}`,
  number: (/** @type {number} */ n) => many(n, "picture", "pictures"),
  more: (/** @type {number} */ n) => `+${n}`,
  moreOf: (/** @type {string} */ name, /** @type {number} */ n) => `Show ${n} more pictures of ${name}`,
  fewer: "Show fewer",
  few: "Few pictures. Ten or more of each character work much better.",
  look: (/** @type {string} */ name, /** @type {number} */ n) =>
    `${name}, picture ${n}: look, move or remove`,
  moveTo: "This is",
  remove: "Remove",
  close: "Close",
  undo: "Undo",
  removed: (/** @type {string} */ name) => `${name} was removed.`,
  joined: (/** @type {string} */ name) => `Both are ${name} now.`,
  deleted: (/** @type {string} */ name) => `${name} was deleted.`,
  cancelled: "Cancelled. What was looked at so far is kept.",

  camera: {
    title: (/** @type {string} */ name) => `Photograph ${name}`,
    starting: "The camera is starting. The browser may ask whether this page may use it.",
    take: "Take a picture",
    taken: (/** @type {number} */ n) => counted(n, { one: "# picture taken.", other: "# pictures taken." }),
    done: "Done",
    refused: "The browser does not let this page use the camera. Allow it in the address bar, or add files.",
    none: "No camera was found, or another program is using it. Add files instead.",
  },

  left: {
    title: (/** @type {number} */ n) =>
      counted(n, { one: "# file is left out", other: "# files are left out" }),
    noPicture: "is no picture file",
    twice: (/** @type {string} */ twin, /** @type {string} */ name) =>
      name ? `is the same picture as ${twin} of ${name}` : `is the same picture as ${twin}`,
    broken: (/** @type {string} */ why) => why,
    zip: (/** @type {string} */ name) =>
      `${name} cannot be read to its end. It may be damaged; pack it again. What could be read is here.`,
    forget: "Clear the list",
    show: "Look at them",
  },

  train: {
    title: "Teach",
    start: "Teach",
    again: "Teach again",
    needs: "It takes two characters with at least two pictures each.",
    ready: (/** @type {string} */ seconds) => `Taught in ${seconds} s.`,
    stale: "Pictures have changed since. Teach again to take them in.",
    balanced: "Every character counts alike",
    balancedNote: "Else one with more pictures is taken to be met more often.",
    cancel: "Cancel",
    safe: "Safe to close: it goes on from here later.",
    left: (/** @type {string} */ seconds) => `about ${seconds} s left`,
    busy: {
      read: "Reading files",
      look: "Looking at the pictures",
      grounds: "Swapping backgrounds",
      train: "Learning",
      curve: "Trying with fewer pictures",
      effects: "Measuring the switches",
      heads: "Learning without the pictures that are tested",
      swap: "Putting figures on other backgrounds",
      explain: "Looking inside",
      file: "Writing a file",
    },
    of: (/** @type {string} */ done, /** @type {string} */ planned) => `${done} of ${planned}`,
  },

  variants: {
    title: "Make more of your pictures",
    note: "It also learns from changed copies. Each switch can be measured: what it adds to the share that is right, in percentage points.",
    names: /** @type {Record<string, string>} */ ({
      mirror: "Mirror",
      turn: "Turn a little",
      crop: "Parts",
      light: "Darker and lighter",
      ground: "Swap backgrounds",
    }),
    measure: "Measure the switches",
    within: "Differences below one picture, or inside the give and take above, mean nothing.",
  },

  models: {
    title: "Your models",
    inUse: "in use",
    use: "Use",
    open: "Open",
    fresh: "New project",
    name: "Name of the project",
    remove: (/** @type {string} */ name) => `Delete ${name}`,
    gallery: (/** @type {number} */ n) => `The gallery, ${n} characters`,
    about: (/** @type {number} */ n, /** @type {boolean} */ isTaught) =>
      `${many(n, "character", "characters")}${isTaught ? "" : ", not taught yet"}`,
    bring: "Open a model or project",
    bringNote: "An ONNX file or a project ZIP that was saved here.",
  },

  result: {
    title: "How good is it?",
    tested: "Tested on pictures it has not seen.",
    testedTip: (/** @type {number} */ folds) =>
      `The pictures are dealt into ${folds} parts. Each part is judged by a model that was taught without it.`,
    tap: "Tap a number to see the pictures behind it.",
    right: (/** @type {string} */ low, /** @type {string} */ high) => `right; between ${low} and ${high}`,
    five: "among the first five",
    pairs: (/** @type {number} */ n) => counted(n, { one: "pair it mixes up", other: "pairs it mixes up" }),
    doubts: (/** @type {number} */ n) => counted(n, { one: "label to check", other: "labels to check" }),
    same: (/** @type {number} */ n) =>
      n === 0
        ? ""
        : `${many(n, "picture is", "pictures are")} nearly the same as another; such pictures are always judged together.`,

    table: "Who is taken for whom",
    tableNote: "Rows: who it is. Columns: what the model says.",
    tableSome: (/** @type {number} */ n) => `Only the ${n} that are mixed up most are shown.`,
    tableNone: "Nobody is taken for anybody else.",
    cellRight: (/** @type {string} */ name, /** @type {number} */ n, /** @type {number} */ of) =>
      `${name}: ${n} of ${of} right`,
    cellWrong: (/** @type {string} */ a, /** @type {string} */ b, /** @type {number} */ n) =>
      `${a} taken for ${b}: ${n}`,
    behind: (/** @type {string} */ a, /** @type {string} */ b) =>
      a === b ? `${a}, recognised` : `${a}, taken for ${b}`,

    mixed: "Mixed up",
    mixedNone: "No pair is mixed up.",
    mixedPair: (/** @type {string} */ a, /** @type {string} */ b) => `${a} and ${b}`,
    mixedTimes: (/** @type {number} */ n) => counted(n, { one: "once", other: "# times" }),

    each: "Each character",
    character: "Character",
    pictures: "Pictures",
    rightShare: "Right",

    curve: "Would more pictures help?",
    curveLabel: (/** @type {string} */ points) => `Learning curve: ${points}`,
    curvePoint: (/** @type {string} */ share, /** @type {string} */ n) =>
      `${share} right with ${n} pictures each`,
    curveAxis: "pictures of each character",
    curveMake: "Find out",
    curveSays: {
      rising: (/** @type {string} */ gain) =>
        `Still rising: the last quarter of the pictures added ${gain} points. More would help.`,
      flat: "Hardly rising any more. More pictures of the same kind would add little.",
      gainer: (/** @type {string} */ name) => ` ${name} gains most.`,
    },

    sure: (/** @type {string} */ share) => `Does “${share} sure” mean ${share}?`,
    sureLabel: "Reliability: what the model says against how often it is right",
    says: "what it says",
    isRight: "how often it is right",
    sureNote: (/** @type {string} */ error) =>
      `Dots on the line: yes. On average it is off by ${error} points.`,

    check: "Labels to check",
    checkNote: "Models that were taught without these pictures are sure that they show somebody else.",
    checkNone: "Nothing looks wrongly labelled.",
    looks: (/** @type {string} */ name, /** @type {string} */ chance) => `looks like ${name}, ${chance} sure`,
    labelled: (/** @type {string} */ name) => `labelled ${name}`,
    move: (/** @type {string} */ name) => `It is ${name}`,
    isRightly: (/** @type {string} */ name) => `The label ${name} is right`,
  },

  audit,

  share: {
    title: "Use and share",
    note: (/** @type {unknown} */ onnx) => [
      "One ",
      onnx,
      " file and the names. It runs here and in any ONNX tool.",
    ],
    onnxTip: "A file format for trained models that many programs read.",
    use: "Use it now",
    used: "It is in use",
    onnx: "ONNX",
    labels: "Names",
    zip: "Project ZIP",
    opened: (/** @type {string} */ name) => `${name} was opened.`,
  },
};
