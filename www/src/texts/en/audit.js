/** English: does a taught model go by the background? */

import { counter } from "../plural.js";

const counted = counter("en");

const many = (/** @type {number} */ n, /** @type {string} */ one, /** @type {string} */ more) =>
  counted(n, { one: `# ${one}`, other: `# ${more}` });

export const audit = {
  title: "Does it cheat?",
  lead: "A model can go by the background: always the same room, always the snow. To find out, every figure is cut out and put on the background of somebody else.",

  figures: "First, where is the figure?",
  figuresNote: (/** @type {string} */ right, /** @type {string} */ overlap) =>
    `It is estimated: on drawings whose figures are known, ${right} of the pixels come out right (overlap ${overlap}). Tap a picture to paint it yourself where it is wrong.`,
  figureOf: (/** @type {string} */ name) => `A picture of ${name}: where the figure is`,
  painted: "painted by you",
  others: "Show other pictures",

  each: "Pictures of each character to look inside",
  start: "Check it",
  again: "Check again",
  stale: "Pictures have changed since it was taught. Teach again first.",
  lost: "Stopped half-way. Check again to see the rest.",

  none: "No character is under suspicion",
  noneNote:
    "As far as these exchanges can tell, it goes by the figures. Small effects and other short cuts (a signature, a frame around the figure) are not found this way.",
  some: (/** @type {number} */ n) =>
    counted(n, { one: "# character is under suspicion", other: "# characters are under suspicion" }),
  someNote:
    "Their background decides more than chance explains. Add pictures of them at other places, or switch on “Swap backgrounds” and teach again.",
  alike:
    "Of two that look alike it cannot be told which is known by the background: what unmakes one makes the other.",
  tooFew: "Too few pictures: it takes four of each of two characters.",

  suspects: "Suspects",
  suspect: "suspect",
  fair: "not suspected",
  unknown: "too few pictures",
  kept: (/** @type {string} */ name, /** @type {number} */ of) =>
    `Recognised as ${name}, ${many(of, "figure", "figures")}`,
  onSame: "at home",
  onOther: "elsewhere",
  lured: (/** @type {string} */ name, /** @type {number} */ of) =>
    `Taken for ${name}, ${many(of, "figure of somebody else", "figures of others")}`,
  onOwn: "at home",
  onTheirs: (/** @type {string} */ name) => `where ${name} is`,
  atHome: "At home",
  atHomeTip:
    "On the background of another picture of the same character, cut out and put there in the same way. So what differs is the background alone. The model that answers has seen neither of the two pictures.",
  evidence: (/** @type {string} */ share, /** @type {string} */ area) =>
    `${share} of the evidence lies on the background, which is ${area} of the picture.`,
  noEvidence: "Nothing was looked inside yet.",
  examples: "Figures that changed their answer",
  example: (/** @type {string} */ of, /** @type {string} */ onto, /** @type {string} */ as) =>
    `${of} where ${onto} is: taken for ${as}`,
  inside: "Where it looks",
  insideOf: (/** @type {string} */ name, /** @type {string} */ rival, /** @type {string} */ share) =>
    `Why ${name} rather than ${rival}: ${share} of the evidence on the background`,
  nothing: "nothing",

  all: "All characters",
  character: "Character",
  keptHead: "Recognised at home",
  keptOtherHead: "Elsewhere",
  luredHead: "Others taken for it",
  luredOtherHead: "On its background",
  evidenceHead: "Evidence on the background",
  areaHead: "Area of the background",
  scoreHead: "Background decides",
  verdictHead: "Verdict",

  pick: "Look at these few to know the model",
  pickNote: (/** @type {number} */ n, /** @type {number} */ of, /** @type {string} */ share) =>
    `Of ${of} explained pictures, ${counted(n, { one: "this one shows", other: "these # show" })} ${share} of what it looks at, each adding the most to those before it.`,
  pickTip:
    "Pieces that look alike and lie at like places are one kind. What counts for many pictures weighs more. The pick is SP-LIME’s (Ribeiro, Singh and Guestrin 2016, section 4).",
  pickTerm: "How they are chosen",
  covers: (/** @type {string} */ share) => `${share} so far`,

  report: "Save the report",
  table: "Save the table",
  reportTitle: (/** @type {string} */ name) => `Does ${name} cheat?`,
  reportNote: (/** @type {string} */ seconds, /** @type {number} */ tried, /** @type {number} */ explained) =>
    `${many(tried, "exchange of backgrounds", "exchanges of backgrounds")}, ${many(explained, "explained picture", "explained pictures")}; ${seconds} s. A sign test over the exchanges whose answer changed, at most 5 % of the suspects by chance (Benjamini and Hochberg 1995). Made by Moelens.`,
  drawnBy: {
    hand: "figure painted by hand",
    drawn: "figure known from the drawing",
    estimated: "figure estimated",
  },

  dialog: {
    title: "Where is the figure?",
    note: "Grey is background. Paint what is wrong.",
    tool: "What the brush paints",
    tools: { figure: "Figure", background: "Background" },
    radius: "Size of the brush",
    undo: "Undo",
    cancel: "Cancel",
    keep: "Keep it",
    forget: "Estimate again",
  },
};
