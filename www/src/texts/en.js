/** English. Short, plain, present tense; "piece" for superpixel, "try" for evaluation. */
import { graph } from "./en/graph.js";
import { essay } from "./en/how.js";
import { lab } from "./en/lab.js";
import { models } from "./en/models.js";
import { more } from "./en/more.js";
import { problems } from "./en/problems.js";
import { teach } from "./en/teach.js";
import { counter } from "./plural.js";

const THIN = "\u202f";

const counted = counter("en");

/** @typedef {{ name: string, rival: string }} Names  Of the class and of its rival. */

/** @param {[number, number][]} runs  First and last rank of each. */
function ranks(runs) {
  return runs.map(([a, b]) => (b === a + 1 ? `${a} and ${b}` : `${a} to ${b}`)).join(", and ");
}

/**
 * A sentence with something else than words inside, such as a term with its explanation.
 *
 * @param {unknown[]} parts
 */
function inline(...parts) {
  return parts;
}

export const en = {
  essay,
  lab,
  models,
  more,
  problems,
  language: "en",
  graph,
  teach,

  page: {
    title: "Moelens: who is it, and why?",
    description:
      "Recognise anime characters in your browser and see which parts of the picture made up the model’s mind.",
    skip: "Skip to the content",
    pages: "Pages",
    recognise: "Recognise",
    graph: "Who is like whom",
    graphShort: "Alike",
    teach: "Teach",
    lab: "Bias lab",
    labShort: "Lab",
    how: "How it works",
    howShort: "How",
    theme: "Light or dark",
    themeIsLight: "Light. Switch to dark.",
    themeIsDark: "Dark. Switch to light.",
    heading: "Who is it, and why does the model think so?",
    lead: "Give it a picture of an anime character. It says who it is, then shows which parts of the picture made up its mind.",
    private: "Your pictures never leave this page.",
    offline: "Works offline after the first visit.",
    licences: "Licences",
    noScript: "This page needs JavaScript: the model runs in your browser.",
  },

  pick: {
    region: "Pick a picture",
    choose: "Choose a picture",
    photo: "Take a photo",
    hint: "or drop or paste one anywhere",
    hintTouch: "It stays on this machine",
    over: "Let go to look at it",
    overHint: "It stays on this machine",
    own: "Your picture",
    cropHint: "Choose the part",
    pictures: (/** @type {string} */ name) => `Pictures of ${name}`,
    pictureOf: (/** @type {string} */ name, /** @type {number} */ n) => `${name}, picture ${n}`,
    gallery: "Or try one of these",
    find: "Find a character",
    findHint: "Find a name",
    noMatch: "Nobody of that name here.",
    matches: (/** @type {number} */ n) => counted(n, { one: "# character", other: "# characters" }),
    waits: "This picture comes next, as soon as the model is here.",
    notAPicture: "Nothing to look at in there. Drop or paste a picture file.",
  },

  crop: {
    title: "Which part?",
    note: "The model sees only what is inside the frame. One face, large, works best.",
    frame: "Frame. Arrow keys move it, plus and minus change its size.",
    zoom: "Zoom",
    use: "Use this part",
    largest: "As large as possible",
    close: "Close",
  },

  loading: {
    program: "Fetching the program",
    model: "Fetching the model",
    starting: "Starting the model",
    ready: "Ready",
    bytes: (/** @type {string} */ here, /** @type {string} */ all) => `${here} of ${all} MB`,
    bytesOnly: (/** @type {string} */ here) => `${here} MB`,
    once: "Only once. After that it works offline.",
  },

  answer: {
    region: "Answer and explanation",
    pending: "Looking at the picture",
    is: (/** @type {string} */ name) => `This is ${name}`,
    sure: (/** @type {string} */ chance) => `${chance} sure`,
    sureTip: (/** @type {string} */ chance) =>
      `Tuned so that the chances can be taken at their word: of many answers given with ${chance}, about that share is right.`,
    saysTip: "As the model says it. Nobody has checked here whether its chances can be taken at their word.",
    unknown: "This looks like nobody I know",
    unknownNote: (/** @type {string} */ name, /** @type {string} */ chance) =>
      `Closest is ${name} with ${chance}, too little to say so.`,
    galleryDiffers: (/** @type {string} */ name) => `It is a picture of ${name}. The model is wrong here.`,
    galleryUnknown: (/** @type {string} */ name) => `It is a picture of ${name}. The model does not see it.`,
    crop: "Choose the part",
    percent: {
      language: "en",
      under: (/** @type {string} */ n) => `under ${n}`,
      over: (/** @type {string} */ n) => `over ${n}`,
    },
    announce: (/** @type {string} */ name, /** @type {string} */ chance) => `${name}, ${chance} sure.`,
  },

  candidates: {
    title: "Who else could it be?",
    note: "Pick one to see what speaks for it.",
    group: "Whom to explain",
    percent: {
      language: "en",
      under: (/** @type {string} */ n) => `<\u202f${n}`,
      over: (/** @type {string} */ n) => `>\u202f${n}`,
    },
  },

  question: {
    ask: (/** @type {unknown} */ name, /** @type {unknown} */ rival) =>
      inline("Why ", name, " rather than ", rival, "?"),
    rival: "Rather than whom",
    likely: "Most likely",
    everyone: "Everyone",
    label: (/** @type {string} */ a, /** @type {string} */ b) => `Why ${a} rather than ${b}?`,
  },

  verdict: {
    begin: "Trying the first pieces.",
    beginRest: "Colours appear in a moment.",
    first: "First impression.",
    firstRest: "Still blurry, sharpening.",
    emerging: "The top pieces stand out.",
    testing: "Testing it.",
    testingRest: (/** @type {Names} */ { rival }) => `Pasting the strongest piece into pictures of ${rival}.`,
    judged: {
      "top-carries": (/** @type {Names} */ { name, rival }) => ({
        strong: "You can believe it.",
        rest: `Pasting the strongest piece into pictures of ${rival} pushes them towards ${name}, clearly more than its size explains.`,
      }),
      "set-carries": (/** @type {Names} */ { name, rival }, /** @type {number} */ size) => ({
        strong: "Believe the group, not one piece.",
        rest: `Pasting the ${size} strongest pieces into pictures of ${rival} pushes them towards ${name}, clearly more than their size explains: what counts is spread out.`,
      }),
      unclear: (/** @type {Names} */ { name, rival }) => ({
        strong: "Not settled.",
        rest: `Pasting the strongest piece into pictures of ${rival} pushes them towards ${name}, but not clearly enough. More tries may tell.`,
      }),
      "within-noise": (/** @type {Names} */ _) => ({
        strong: "Not settled.",
        rest: "The strongest piece hardly stands out from the noise. More tries may tell.",
      }),
      "does-not-carry": (/** @type {Names} */ { name, rival }) => ({
        strong: "Do not trust this one.",
        rest: `Pasting the strongest piece into pictures of ${rival} does not clearly push them towards ${name}: the cause may lie elsewhere, or be spread out.`,
      }),
      "nothing-speaks-for": (/** @type {Names} */ { name, rival }) => ({
        strong: "Do not trust this one.",
        rest: `No piece speaks for ${name} rather than ${rival}.`,
      }),
      "rival-not-recognised": (/** @type {Names} */ { rival }) => ({
        strong: "This cannot be tested well.",
        rest: `The model does not take most pictures of ${rival} for ${rival}, so pasting into them says little.`,
      }),
      "not-tested": (/** @type {Names} */ { rival }) => ({
        strong: "Not tested.",
        rest: `There are no pictures of ${rival} to test it with, so read it with care.`,
      }),
      "few-pictures": (/** @type {Names} */ _) => ({ strong: "Not tested.", rest: "" }),
    },
    fewPictures: (/** @type {number} */ n, /** @type {Names} */ { rival }) =>
      `Only ${n} pictures of ${rival} were there to test with, so this verdict is weaker.`,
    orderSettled: "The order of the top pieces is clear too.",
    orderOpen: "The order of the top pieces is still open.",
    orderOpenReferences: (/** @type {Names} */ { rival }) =>
      `With other pictures of ${rival}, the top pieces may change places.`,
    orderOpenBetween: (/** @type {[number, number][]} */ runs) => `Pieces ${ranks(runs)} may change places.`,
    orderOpenBetweenReferences: (/** @type {[number, number][]} */ runs, /** @type {Names} */ { rival }) =>
      `With other pictures of ${rival}, pieces ${ranks(runs)} may change places.`,
    cancelled: (/** @type {number} */ done) =>
      done === 0 ? "Stopped by you before the first try." : `Stopped by you after ${done} tries.`,
    cancelledRest: "What you see is a first impression.",
    failed: "The explanation stopped.",
    failedRest: "What there is stays. The message says why.",
    again: "Go on",
    more: (/** @type {string} */ tries) => `Use ${tries} tries`,
    standIn: (/** @type {Names} */ { rival }) =>
      `There are no pictures of ${rival} to fill in, so hidden pieces are blurred: that finds the true cause less often.`,
    unknownFirst: "Nobody I know, so read it with care.",
    announceRunning: (/** @type {string} */ question) => `Explaining: ${question}`,
  },

  progress: {
    label: "Sharpening",
    tries: (/** @type {string} */ done, /** @type {string} */ planned) => `${done} of ${planned} tries`,
    left: (/** @type {string} */ seconds) => `, about ${seconds} s left`,
    cancel: "Cancel",
  },

  stage: {
    mode: "How to show it",
    overlay: "Overlay",
    heat: "Heat map",
    sharper: {
      making: (/** @type {string} */ done, /** @type {string} */ planned) =>
        `Sharpening: the picture is cut in three more ways (${done} of ${planned} tries).`,
      made: (/** @type {string} */ cuts, /** @type {string} */ tries) =>
        `The mean of ${cuts} ways of cutting the picture, ${tries} tries in all. Numbers and readings are those of the usual cut.`,
      stopped: "This is the heat of one way of cutting the picture.",
      start: "Sharpen",
    },
    only: "Only what matters",
    sign: "Which pieces",
    both: "Both",
    for: "For",
    against: "Against",
    settings: "Settings",
    shown: "Pieces shown",
    shownOf: (/** @type {number} */ n, /** @type {number} */ all) => `${n} of ${all}`,
    speaksFor: (/** @type {string} */ name) => `for ${name}`,
    speaksAgainst: (/** @type {string} */ name) => `against ${name}`,
    picture: (/** @type {string} */ question, /** @type {number} */ count) =>
      `${question} The picture, cut into ${count} pieces coloured by their weight. Tab goes to the strongest five, arrow keys go on to the others.`,
    readout: (/** @type {unknown} */ title, /** @type {unknown} */ value) => inline(title, " ", value, ". "),
    pictureOnly: "The picture",
    tap: "Tap a piece to read it.",
  },

  piece: {
    title: "Piece",
    ranked: (/** @type {number} */ rank) => `Piece ${rank}`,
    of: (/** @type {number} */ all) => `of ${all}, strongest first`,
    weight: "Weight",
    weightTip:
      "How far this piece moves the score. Measured again, it would lie within the ± in 95 of 100 cases.",
    acrossReferences: "With other comparison pictures",
    acrossReferencesTip:
      "How much the weight changes from one picture of the rival to the next. It is the wider of the two errors.",
    share: "Share of the picture",
    none: "Point at a piece, tap it, or reach it with the Tab key.",
    reading: (/** @type {string} */ weight, /** @type {string} */ error) => `${weight} ± ${error}`,
    readingPoints: (/** @type {string} */ weight, /** @type {string} */ error) =>
      `${weight} ± ${error} points`,
    label: (/** @type {number} */ rank, /** @type {string} */ reading, /** @type {string} */ direction) =>
      `Piece ${rank}: ${reading}, ${direction}`,
    unclear: "The error is so large that this may be nothing.",
    meaning: {
      contrastive: (
        /** @type {string} */ amount,
        /** @type {string} */ a,
        /** @type {string} */ b,
        /** @type {boolean} */ up,
      ) =>
        `With this piece the score for ${a} is ${amount} ${up ? "higher" : "lower"} than with the same place from pictures of ${b}.`,
      hidden: (/** @type {string} */ amount, /** @type {string} */ a, /** @type {boolean} */ up) =>
        `With this piece the score for ${a} is ${amount} ${up ? "higher" : "lower"} than with the piece hidden.`,
      points: (/** @type {string} */ amount) => `${amount} percentage points`,
    },
  },

  facts: {
    tries: (/** @type {string} */ done, /** @type {string} */ planned, /** @type {string} */ seconds) =>
      `${done} of ${planned} tries, ${seconds} s.`,
    enough: "That was enough.",
    fidelity: "Fidelity",
    fidelityTip: "How well the simple explanation copies the model near this picture. 1 is perfect.",
    methodTip: "LIME hides pieces of a picture in many combinations and watches how the answer changes.",
    piece: "piece",
    pieceTip: "A small piece of the picture whose dots look alike and touch.",
    about: (/** @type {unknown} */ piece, /** @type {unknown} */ method) =>
      inline("A ", piece, " is a superpixel. Method: ", method, "."),
  },

  settings: {
    title: "Settings",
    note: (/** @type {unknown} */ mark) =>
      inline("Good as they are. Changes marked ", mark, " show at once, the others run the model again."),
    close: "Close",
    pieces: "Pieces",
    cut: "Cut by",
    cuts: {
      slic: "Colour and nearness",
      grid: "An even grid",
      parts: "The drawn parts",
      hand: "My own hand",
    },
    byHand: "Change pieces by hand",
    segments: "At most",
    segmentsValue: (/** @type {number} */ n) => `${n} pieces`,
    compactness: "Compactness",
    compactnessNote: "Low follows the outlines, high makes even blocks.",
    hiding: "Hiding",
    fill: "Fill",
    fillTip: "What is drawn where a piece is hidden.",
    fills: {
      contrastive: "The rival’s pictures",
      others: "Pictures of everyone else",
      grey: "Grey",
      blur: "The blurred picture",
      mean: "The piece’s mean colour",
      "picture-mean": "The picture’s mean colour",
      colour: "A colour",
    },
    fillNote: "Only the rival’s pictures answer “rather than whom” truly. The others are for comparison.",
    fillStandIn: "The model came without pictures of the rival, so the blurred picture stands in.",
    colour: "Colour of the fill",
    weighing: "Weighing",
    kernel: "Kernel width",
    kernelTip: "How strongly the explanation prefers tries that look like your picture.",
    kernelFlat: "all alike",
    scale: "Scale",
    scaleTip:
      "What the weights add up to: the lead over the rival, the log-odds of the name (+1 makes the odds 2.7 times as high), or its chance.",
    scales: { difference: "Lead", "log-odds": "Log-odds", probability: "Chance" },
    effort: "Effort",
    design: "Which tries",
    designTip: "Which pieces are hidden in which try.",
    designs: {
      hadamard: "Balanced pairs",
      bernoulli: "By coin toss, as in Python’s lime",
    },
    evaluations: "At most",
    evaluationsValue: (/** @type {string} */ n) => `${n} tries`,
    seed: "Seed",
    seedNote: "The same seed gives the same answer on every machine.",
    seedWrong: `A whole number from 0 to 4${THIN}294${THIN}967${THIN}295.`,
    reset: "Reset",
    copyLink: "Copy link",
    copied: "Link copied.",
    copiedOwn: "Link copied. It holds the settings; your own picture stays here.",
    copyRefused: "The browser does not let me copy. The link stands in the address bar.",
  },

  how: {
    title: "How it works",
    items: {
      pieces: {
        title: "It cuts the picture into pieces",
        text: "A piece is a patch of dots that look alike and touch: a lock of hair, an eye, some sky. The outlines on the picture show them.",
      },
      tries: {
        title: "It swaps pieces and watches",
        text: "In each try, half of the pieces are replaced by the same place from pictures of the rival, and the model answers again. A piece that keeps the answer up, try after try, speaks for the name and turns blue. One that pulls it towards the rival turns orange.",
      },
      limits: {
        title: "What it cannot say",
        text: "The colours tell what moved this model on this picture, measured with an error. They do not tell how the model works inside, nor whether it is right. Small weights may be chance: read the ±, and the sentence on top.",
      },
    },
  },
};
