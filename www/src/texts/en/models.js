/**
 * Words about which model is in use, and about bringing one.
 *
 * @import { Inspected } from "../../engine/types.js"
 */
export const models = {
  model: "Model",
  gallery: "The gallery",
  galleryNote: (/** @type {number} */ n) => `${n} characters, comes with the page`,
  taughtNote: (/** @type {number} */ n) => `${n} characters that you taught it`,
  foreignNote: (/** @type {number} */ n) => `${n} classes, from your file`,
  choose: "Choose a model",
  bring: "Bring a model (ONNX)",
  loading: (/** @type {string} */ name) => `Loading ${name}`,
  cancel: "Cancel",
  notKept: (/** @type {string} */ name) =>
    `The browser has no room to keep ${name}. It is there until the page is closed.`,
  remove: (/** @type {string} */ name) => `Throw ${name} away`,
  removed: (/** @type {string} */ name) => `${name} was thrown away.`,
  undo: "Undo",
  nowInUse: (/** @type {string} */ name) => `${name} is in use now.`,

  title: "Bring a model",
  notAModel: "Choose a file that ends in .onnx.",
  reading: (/** @type {string} */ name) => `Looking into ${name}. A large one takes a while.`,
  unreadable: "The browser could not read this file. Was it moved, or is it too large?",
  tooLarge: (/** @type {string} */ found, /** @type {string} */ most) =>
    `This file has ${found} MB. A page has room for models of up to ${most} MB.`,
  facts: (/** @type {Inspected} */ { width, height, isSizeOpen, batch, classes, kind, embedding }) =>
    [
      `It takes pictures of ${width} × ${height}${isSizeOpen ? " (the file leaves that open)" : ""}${
        batch !== null && batch > 1 ? `, ${batch} at a time` : ""
      } and tells ${classes} classes apart.`,
      kind === "logits" ? "Its scores are made into chances here." : "It gives chances.",
      embedding > 0
        ? `It compares pictures by ${embedding} numbers, so “Who is like whom” works too.`
        : "It has no list of numbers to compare pictures by, so “Who is like whom” stays with the gallery’s model.",
    ].join(" "),
  name: "Call it",
  names: "Names of its classes",
  numbered: (/** @type {number} */ n) => `Class ${n}`,
  noNames: "The file has none. Add them as text, JSON or CSV, or see them as Class 1, Class 2 and so on.",
  someNames: (/** @type {string[]} */ few, /** @type {number} */ n) => `${n} names: ${few.join(", ")} …`,
  otherNames: (/** @type {number} */ found, /** @type {number} */ wanted) =>
    `There are ${found} names for ${wanted} classes. Is it the right list? Classes without a name get a number.`,
  noLabels: (/** @type {string} */ file) => `No names were found in ${file}.`,
  chooseNames: "Choose a list of names",
  pixels: "How pixels enter",
  pixelsNote:
    "Files rarely say it. Below each way stands what the model then says of your picture: choose the one that makes sense.",
  entries: {
    bytes: "As they are, 0 to 255",
    unit: "0 to 1",
    signed: "−1 to 1",
    imagenet: "As ImageNet models take them",
    own: "Another mean and spread",
  },
  guess: {
    said: "the file says so",
    inside: "a guess: it seems to convert them itself",
    usual: "a guess: usual for such files",
  },
  trying: "…",
  says: (/** @type {string[]} */ likeliest) => likeliest.join(", "),
  mean: "Mean, of 0 to 255 (red, green, blue)",
  deviation: "Spread",
  unsound: "One number or three for each, and no spread of 0.",
  bgr: "Blue comes first, red last (BGR)",
  pictures: "Pictures of its classes",
  picturesNote:
    "Optional: a folder with a folder of pictures for each class, by its name. With them an explanation can show the rival’s pictures where pieces are hidden, and test itself. Without them it blurs, and is weaker.",
  picturesFound: (/** @type {number} */ found, /** @type {number} */ all) =>
    `Pictures of ${found} of ${all} classes.`,
  choosePictures: "Choose a folder",
  noPictures: "No folder in there has the name of a class.",
  use: "Use this model",
};
