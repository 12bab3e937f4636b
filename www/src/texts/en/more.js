/** Texts of everything below the picture. */
import { counter } from "../plural.js";

const counted = counter("en");

export const more = {
  believe: {
    title: "May I believe it?",
    lead: "Three ways to look at it again. None of them takes the sentence above on trust.",
  },

  kernel: {
    title: "Kernel width",
    tip: "How strongly the explanation prefers tries that look like your picture.",
    same: (/** @type {number} */ n) => `same top ${n}`,
    changes: (/** @type {number} */ least, /** @type {number} */ n) => `${least} of ${n} stay on top`,
    note: "Nobody knows the right width, so look whether the lines cross. Move the slider: the picture follows at once.",
    label: (/** @type {number} */ n) =>
      `Weights of the ${n} strongest pieces for kernel widths from 0.1 to flat`,
    axis: "kernel width",
    flat: "flat",
    allAlike: "all alike",
    piece: (/** @type {number} */ place) => `piece ${place}`,
  },

  removal: {
    title: "Taking pieces away",
    tip: "Take the pieces away one by one, most important first. The steeper the fall, the better the explanation.",
    before:
      "Take the pieces away one by one, the strongest first, and watch the answer. Then the same in 20 random orders.",
    start: "Take them away",
    good: "better than chance",
    poor: "hardly better than chance",
    note: (/** @type {string} */ name) =>
      `The chance of ${name} while pieces go, strongest first, and while they come back. Grey: where 20 random orders lie.`,
    areas: (/** @type {string} */ gone, /** @type {string} */ back) =>
      `Area below the falling line ${gone}, below the rising one ${back}.`,
    beats: (/** @type {number} */ a, /** @type {number} */ b, /** @type {number} */ of) =>
      `Better than ${a} and ${b} of ${of} random orders.`,
    label:
      "Chance of the character while pieces are taken away or put back, most important first, beside the range of random orders",
    axis: "pieces taken away or put back",
    insertion: "put back first",
    deletion: "taken away first",
    picture: (/** @type {number} */ n) => `What the model sees with ${n} pieces taken away`,
    away: (/** @type {number} */ n, /** @type {number} */ all) => `${n} of ${all} taken away`,
    play: "Play",
    pause: "Pause",
  },

  methods: {
    title: "Do other methods agree?",
    before: (/** @type {unknown} */ shap) => [
      "Two other ways to share the answer out over the same pieces: ",
      shap,
      ", and switching off one piece at a time.",
    ],
    shapTip:
      "Shares the answer out so that each piece gets its average worth over all orders in which pieces could come.",
    start: "Compare methods",
    layout: "How to compare",
    layouts: { together: "Side by side", one: "One at a time" },
    names: { lime: "LIME", shap: "Kernel SHAP", off: "One piece off", alone: "One piece alone" },
    agrees: (/** @type {string} */ rho, /** @type {number} */ top, /** @type {number} */ of) =>
      `agrees ${rho}, ${top} of the top ${of}`,
    shared: (/** @type {number} */ least, /** @type {number} */ of) =>
      `at least ${least} of the top ${of} in all`,
    sum: (/** @type {string} */ all, /** @type {string} */ none, /** @type {string} */ rest) =>
      `“Agrees” is the rank correlation with LIME: 1 is the same order. Kernel SHAP’s values add up to ${rest}, the score of the whole picture (${all}) less that of no piece at all (${none}).`,
  },

  parts: {
    title: "Is it the hair?",
    lead: "How much of the evidence lies on each part, beside how much of the picture that part takes up.",
    over: "Over which pictures",
    picture: "This picture",
    all: "All 100",
    start: "Measure this picture",
    evidence: "share of the evidence",
    area: "share of the area",
    interval: "95 % interval",
    ofPicture: "This picture",
    ofAll: "All 100 characters",
    ofCharacter: (/** @type {string} */ name) => name,
    notMeasured: "This character was not measured.",
    label: (/** @type {string} */ whose, /** @type {string} */ rows) =>
      `${whose}: share of the evidence per part beside its share of the area. ${rows}`,
    row: (/** @type {string} */ name, /** @type {string} */ share, /** @type {string} */ area) =>
      `${name} ${share} of the evidence on ${area} of the area`,
    names: {
      background: "Background",
      hair: "Hair",
      face: "Face",
      eyes: "Eyes",
      mouth: "Mouth",
      outfit: "Outfit",
      accessory: "Accessory",
      sticker: "Sticker",
    },
    eyebrow: (/** @type {number} */ n) => `Over all ${n} characters`,
    headline: (/** @type {number} */ count, /** @type {number} */ all, /** @type {string} */ part) =>
      `For ${count} of ${all} it is the ${part}.`,
    headlineOwn: (/** @type {string} */ name, /** @type {string} */ part, /** @type {boolean} */ same) =>
      same ? `For ${name} too.` : `For ${name} it is the ${part}.`,
    method: (/** @type {string} */ all, /** @type {number} */ each, /** @type {number} */ tries) =>
      `Measured on ${all} pictures that the model never saw, ${each} of each character, ${tries} tries each. The parts are those of the drawing, known exactly, and each is swapped as a whole for pictures of the likeliest other character.`,
  },

  picker: {
    piece: (/** @type {number} */ n) => `Piece ${n}`,
  },

  change: {
    title: "What would change its mind?",
    ways: "Ways to ask",
    tabs: { region: "Switch a part off", knob: "Turn a knob", redraw: "Redraw the character" },
  },

  region: {
    pick: (/** @type {number} */ n) =>
      `The picture in ${n} pieces. Arrow keys go through them, space chooses.`,
    how: "Brush over the picture or tap pieces. One pass of the model gives the exact answer.",
    question: "Question",
    questions: { without: "Without this", only: "Only this" },
    before: "Before",
    without: (/** @type {number} */ n) => counted(n, { one: "Without # piece", other: "Without # pieces" }),
    only: (/** @type {number} */ n) => counted(n, { one: "Only # piece", other: "Only # pieces" }),
    choose: "Choose pieces on the left.",
    shown: "What the model sees now",
    finding: (/** @type {string} */ name, /** @type {string} */ before, /** @type {string} */ after) =>
      `${name}: ${before} before, ${after} now.`,
    fillRival: (/** @type {string} */ name) =>
      `What is switched off shows the same place of a picture of ${name}.`,
    fillOther: "What is switched off shows the fill of the settings.",
    back: "Put it back",
  },

  knob: {
    legend: "Knob",
    names: {
      brightness: "Brightness",
      contrast: "Contrast",
      saturation: "Saturation",
      hue: "Hue",
      blur: "Blur",
      rotation: "Rotation",
      zoom: "Zoom",
      background: "Background",
    },
    scale: "Scale",
    scales: { chance: "Chance", odds: "Log-odds" },
    where: "Where",
    whole: "Whole picture",
    region: (/** @type {number} */ n) =>
      counted(n, { one: "The chosen piece", other: "The # chosen pieces" }),
    before: (/** @type {string} */ name) =>
      `Turn it step by step, in this picture and in the other pictures of ${name}, and watch the answer.`,
    beforeOwn: "Turn it step by step and watch the answer.",
    start: (/** @type {string} */ name) => `Turn: ${name.toLowerCase()}`,
    label: (/** @type {string} */ name, /** @type {string} */ knob, /** @type {number} */ n) =>
      `${name} against ${knob.toLowerCase()}: ${n === 1 ? "one line" : `one line for each of ${n} pictures, and their mean`}`,
    value: (/** @type {string} */ knob, /** @type {number} */ value) => {
      if (knob === "hue" || knob === "rotation") return `${value}°`.replace("-", "\u2212");
      if (knob === "blur") return `${value / 10}\u202f%`;
      return `${Math.round(value * 100)}\u202f%`;
    },
    thin: (/** @type {unknown} */ thin) => [
      thin,
      " are one picture each, the thick one is their mean. The ring is this picture.",
    ],
    thinWord: "Thin lines",
    thinTip: "One line for each picture: its answer while one thing is turned (ICE).",
    oneLine: "The answer for this picture while it is turned.",
    oneRegion: "The answer for this picture while only the chosen pieces change.",
    dots: "A dot is one picture of the character at that place, the line is their mean.",
    picture: (/** @type {string} */ knob, /** @type {string} */ value) =>
      `The picture with ${knob.toLowerCase()} ${value}`,
  },

  redraw: {
    drawing: (/** @type {string} */ name) => `${name}, drawn anew`,
    standIn: (/** @type {string} */ name) =>
      `Your picture cannot be redrawn. This is ${name} as the gallery draws her.`,
    reset: "As it was",
    now: "Now",
    search: "Find the smallest change",
    searchNote:
      "Tries every single change, then pairs, and shows the one that flips the answer with the fewest dots changed.",
    asDrawn: "as drawn",
    and: " and ",
    change: (/** @type {string} */ about, /** @type {string} */ label) => `${about.toLowerCase()}: ${label}`,
    flips: (/** @type {string} */ changes, /** @type {string} */ name) =>
      `Smallest change that flips it: ${changes}. Now it says ${name}.`,
    noFlip: (/** @type {string} */ changes) =>
      `No change of one or two traits flips it. Nearest: ${changes}.`,
    traits: {
      hairColour: "Hair colour",
      eyeColour: "Eye colour",
      hair: "Hair",
      fringe: "Fringe",
      eyes: "Eyes",
      outfit: "Outfit",
      accessory: "Accessory",
      expression: "Expression",
      background: "Background",
    },
    choice: (/** @type {string} */ _about, /** @type {string} */ label) => label,
  },

  cutter: {
    title: "Pieces by hand",
    count: (/** @type {number} */ n) => `${n} pieces`,
    tool: "Tool",
    tools: { choose: "Merge and split", brush: "Draw a piece" },
    pick: "Pieces to merge or to split. Arrow keys go through them, space chooses.",
    chooseNote: "Choose two or more to merge them, one to split it.",
    merge: "Merge",
    split: "Split",
    radius: "Width of the brush",
    brushNote: "Paint over the picture in one go: what you paint becomes a piece of its own.",
    undo: "Undo",
    cancel: "Cancel",
    use: "Use these pieces",
  },

  take: {
    title: "Take it along",
    note: "The report holds the picture, the answer, the verdict and all settings. The data can be checked and shown again.",
    picture: "Picture",
    report: "Report",
    data: "Data",
    open: "Open data",
    opened: "The saved explanation is back, without a try of the model.",
    wantsPicture: "This explanation is of another picture. Open that picture first, then the data.",
    answer: "Answer",
    pieces: "Pieces, strongest first",
    pieceHead: ["", "weight", "noise (95 %)", "other comparison pictures (95 %)", "share of the picture"],
    checks: "Checks",
    fidelity: "Fidelity (weighted R²)",
    tries: "Tries made / planned",
    stopped: "Stopped because",
    stops: {
      budget: "all tries were made",
      separated: "the strongest pieces were told apart",
      precise: "the weights were known well enough",
      cancelled: "it was cancelled",
    },
    prediction: "Model at the picture",
    local: "Explanation at the picture",
    settings: "Settings",
    hashes: "Files (SHA-256)",
    pictureHash: "the picture",
    reportNote:
      "Made by Moelens. Save the data too: `cargo run --release --example explain -- PICTURE --replay DATA.json` repeats every try and compares.",
  },
};
