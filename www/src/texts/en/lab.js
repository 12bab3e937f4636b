/** Words of the bias lab. */
export const lab = {
  title: "Catch it cheating",
  lead: "A model can be right for the wrong reason. Find out how in two minutes.",
  steps: "The five steps",
  names: ["Meet the sisters", "Train", "Trip it up", "Look inside", "Repair it"],
  eyebrow: (/** @type {number} */ n) => `Step ${n} of 5`,
  back: "Back",
  cancel: "Cancel",
  busy: {
    draw: "Drawing the sisters",
    train: "Learning and measuring",
    why: "Looking inside",
    again: "Learning anew, measuring, looking inside",
  },

  inSnow: (/** @type {number} */ n) => `${n} pictures, all in the snow`,
  notInSnow: (/** @type {number} */ n) => `${n} pictures, never in the snow`,
  pictureOf: (/** @type {string} */ name, /** @type {number} */ n) => `${name}, picture ${n}`,
  meet: "Two sisters, hard to tell apart",
  meetText: (/** @type {string} */ a, /** @type {string} */ b) =>
    `${a} and ${b} look alike but for the colour of their eyes. In our pictures, ${a} always happens to stand in the snow.`,
  meetNote: "Somebody collected these pictures in winter. It happens all the time.",
  train: "Train a model on them",
  others: "Take other sisters",

  trained: (/** @type {number} */ n, /** @type {string} */ seconds) =>
    `It learned from ${n} pictures; the last step took ${seconds} s.`,
  right: "right on new pictures of the same kind",
  learned: (/** @type {string} */ chance) => `It gets ${chance} right`,
  learnedText: (/** @type {string} */ a, /** @type {string} */ b, /** @type {number} */ n) =>
    `${n} new pictures of each, as before: ${a} in the snow, ${b} elsewhere. Nothing on them was learned from.`,
  ship: "Would you ship it?",
  trip: "Try something new",

  picture: (/** @type {string} */ name) => `${name}, standing in the snow`,
  stepsIn: (/** @type {string} */ name) => `${name} steps into the snow`,
  says: (/** @type {string} */ name) => `The model says ${name}.`,
  wrong: (/** @type {string} */ share) =>
    `Her eyes are plain to see. When both sisters swap places, it is right on ${share} of the pictures. A coin would get half.`,
  holds: (/** @type {string} */ share) =>
    `This pair it still tells apart here. When both sisters swap places, it is right on ${share} of the pictures. Other sisters may trip it up more.`,
  see: "See what it looked at",

  why: (/** @type {string} */ name) => `Why “${name}”?`,
  fill: "What shows where a piece is hidden",
  fills: { contrastive: "Her sister’s pictures", mean: "The piece’s own colour" },
  background: (/** @type {string} */ share) => `${share} of the evidence on the background`,
  nothing: "Nothing speaks for this answer.",
  pieces: (/** @type {string} */ name) => `The picture, cut into pieces; blue ones speak for ${name}.`,
  inside: "Look what speaks for it",
  insideText: (/** @type {string} */ share) =>
    `Of all that speaks for its answer, ${share} lies on the background. Blue pieces are the evidence; each try put her sister’s pictures where a piece was hidden.`,
  meanText: (/** @type {string} */ share) =>
    `With the piece’s own colour instead it would be ${share}: snow filled with the colour of snow is still snow, so that way of asking can miss it.`,
  husky: "The story of the husky and the wolf",
  huskyText:
    "In 2016, Ribeiro, Singh and Guestrin trained a model on wolves that all stood in the snow and huskies that did not. It took a husky in the snow for a wolf. Shown the explanation, nearly everyone saw what was wrong; without it, many trusted the model (“Why Should I Trust You?”, section 6.4).",
  repair: "Repair it",

  change: "Change the pictures, not the model",
  swap: "Swap backgrounds: each picture once more at the other kind of place",
  add: (/** @type {string} */ name) => `Add ${name} without snow`,
  crop: "Crop: each picture once more, close to the figure",
  again: "Train again",
  chooseOne: "Choose at least one.",
  addedPictures: "Some of the pictures it now learns from too",
  compare: "Right when the places are swapped",
  before: "Before",
  after: "After",
  evidence: "Evidence on the background",
  better: (/** @type {string} */ before, /** @type {string} */ after) =>
    `From ${before} to ${after} right with the places swapped. It was never stupid: it learned what we showed it.`,
  worse: (/** @type {string} */ before, /** @type {string} */ after) =>
    `From ${before} to ${after} right with the places swapped: this repair is not enough. Try another.`,
  own: "Check your own pictures",
};
