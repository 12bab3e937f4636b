/** What may go wrong, said to a person. */
export const problems = {
  titles: {
    picture: "This picture cannot be opened",
    model: "The model stopped",
    modelFile: "This model cannot be used",
    download: "Something did not arrive",
    memory: "The browser ran out of memory",
    worker: "The work stopped",
    other: "Something went wrong",
    storage: "There is no room left",
  },
  noRoom:
    "The browser has no room left for this page, so this was not kept. Remove a model or pictures that you no longer need, then try again.",
  unexpected: "The page goes on with what it had. If it happens again, the details help to find out why.",
  chooseAnother: "Choose another",
  tryAgain: "Try again",
  dismiss: "Dismiss",
  details: "Details",
  copyDetails: "Copy the details",
  detailsCopied: "Details copied.",
  oldBrowser: "This browser is too old for the model",
  oldBrowserText: "It lacks WebAssembly SIMD. Any Chrome, Firefox, Edge or Safari from 2023 on will do.",
  offline: "You are offline. Everything works.",
  offlineText: "The model and the gallery are kept in this browser.",
  offlineFirst: "The model is not here yet",
  offlineFirstText: "Go online once. After that you do not need a network.",
  newVersion: "A new version is ready.",
  useIt: "Use it",
  later: "Later",
  /** By the code of an error. In English the engine's own sentences are shown, which know more. */
  sentences: /** @type {Record<string, string>} */ ({}),
};
