/** Texts of the page "How it works". */
export const essay = {
  heading: "Hide a piece, ask again",
  lead: "A model cannot tell us what it looked at. But we can hide parts of the picture and watch its answer change.",

  pieces: {
    title: "1. Cut the picture into pieces",
    text: (/** @type {unknown} */ superpixels) => [
      "Dots that look alike and touch are put together into ",
      superpixels,
      ". We call them pieces. A lock of hair, an eye, a bit of sky: people can name them, and a model’s answer can be shared out over them.",
    ],
    term: "superpixels",
    termTip: "A small piece of the picture whose dots look alike and touch.",
    picture: "The picture",
    cutInto: (/** @type {number} */ n) => `Cut into ${n} pieces`,
    worth: "What each piece was worth",
    slider: "At most so many pieces",
    source: "The cutting is SLIC, by Achanta and others, 2012.",
  },

  hiding: {
    title: "2. Hide half of them and ask again",
    text: "In each try, half of the pieces are swapped for the same place of a picture of the rival, and the model says again how sure it is. These are six real tries, just now.",
    label: (/** @type {number} */ n) => `The picture with ${n} pieces swapped`,
    caption: (/** @type {string} */ name, /** @type {string} */ rival) =>
      `How sure it still is of ${name}. What is hidden comes from pictures of ${rival}.`,
    again: "Six other tries",
    source:
      "What is shown instead decides whether the explanation is true. Hair filled with the mean colour of hair is still that hair, and nothing seems to count.",
  },

  worth: {
    title: "3. See what each piece was worth",
    text: "Whenever a piece that counts is gone, the answer drops. A straight line through all the tries says by how much: that is the weight of the piece, plus or minus an error. Here is the same with one piece instead of many. The dashed curve is the model, which nobody can see as a whole; the dots are tries; the thick line is the explanation.",
    kernel:
      "Move the two sliders. With few tries, every draw gives another line: the grey ones are twenty other draws. That is why an explanation needs a ±. With a wide kernel, far tries count too, and the line describes the whole curve, not the place where your picture is. With a narrow one it is true there, but hangs on few tries. Nobody knows the right width; so look whether the answer depends on it.",
    label: "A curve, tries on it, and the straight line that copies it near your picture",
    answer: "answer",
    more: "more of the piece shown →",
    here: "your picture",
    tries: "Tries",
    width: "Kernel width",
    flat: "flat",
    redraw: "Draw other tries",
    slope: (
      /** @type {string} */ now,
      /** @type {string} */ low,
      /** @type {string} */ high,
      /** @type {number} */ n,
    ) => `The line rises by ${now}. In ${n} other draws: ${low} to ${high}.`,
    source:
      "The method is LIME, by Ribeiro, Singh and Guestrin, 2016. Moelens does not toss a coin for each piece: its tries are balanced pairs after Hadamard, so that fewer of them do the same work.",
  },

  believe: {
    title: "4. Ask whether to believe it",
    paragraphs: [
      "A line always comes out, also when there is nothing to explain. That it fits well, or comes out alike twice, does not make it true: on pictures whose real cause is known, the steadiest setting was nearly always wrong.",
      "So the sentence above the picture rests on a test that can contradict the explanation. If a piece carries the answer, pasting it into pictures of the rival that were not used before must push them towards the name, by more than the size of the piece explains. If it does not, the page says so.",
    ],
    source:
      "The figures, and the command that makes them, are in the file ARCHITECTURE.md of the source code.",
  },

  cannot: {
    title: "What it cannot say",
    items: [
      "Why the model was built so. It shows what counted, not how it was worked out.",
      "What happens far from this picture.",
      "How much each of two pieces counts that only work together: they share the credit.",
      "Whether the answer is right.",
      "What the model would say of another rival. “Rather than whom” is half of the question.",
    ],
  },

  words: {
    title: "Words",
    list: /** @type {[string, string][]} */ ([
      ["Superpixel", "A small piece of the picture whose dots look alike and touch."],
      ["Fidelity", "How well the simple explanation copies the model near this picture. 1 is perfect."],
      ["Stability", "Whether the same pieces come out on top when the work is done again."],
      ["Kernel width", "How strongly the explanation prefers tries that look like your picture."],
      [
        "Log-odds",
        "A scale for chances that does not bunch up near 0 % and 100 %. +1 makes the odds 2.7 times as high.",
      ],
      ["Embedding", "The list of numbers the model turns a picture into. Alike pictures get alike lists."],
    ]),
  },

  sources: {
    title: "Where it comes from",
    list: [
      "LIME: Ribeiro, Singh, Guestrin, “Why should I trust you?”, 2016.",
      "What LIME’s weights are for a linear model: Garreau, Mardaoui, “What does LIME really see in images?”, 2021.",
      "Kernel SHAP: Lundberg, Lee, 2017; paired sampling: Covert, Lee, 2021.",
      "Taking pieces away: Petsiuk, Das, Saenko, “RISE”, 2018.",
      "Stopping when the top is settled: Zhou, Hooker, Wang, “S-LIME”, 2021.",
      "Superpixels: Achanta and others, “SLIC”, 2012.",
      "One piece off at a time: Zeiler, Fergus, 2014.",
    ],
  },

  back: "Try it on a picture",
};
