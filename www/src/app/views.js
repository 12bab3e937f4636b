/**
 * The views of the page: Recognise is in the document from the start, the others are loaded the first time
 * the address names them (`#graph` shows `<moe-graph-view>`). A view that was left keeps its state.
 *
 * @import { Session } from "./session.js"
 *
 * @typedef {object} View
 * @property {string} tag   The element that is the view.
 * @property {() => Promise<unknown>} load   Defines the element.
 */

/** By the part of the address behind `#`. @type {Record<string, View>} */
const VIEWS = {
  graph: { tag: "moe-graph-view", load: () => import("../views/graph/view.js") },
  teach: { tag: "moe-teach-view", load: () => import("../views/teach/view.js") },
  lab: { tag: "moe-lab-view", load: () => import("../views/lab/view.js") },
  how: { tag: "moe-how-view", load: () => import("../views/how/how.js") },
};

/**
 * @param {string} hash
 * @returns {string | null | undefined}  The view that the address asks for; null is Recognise, undefined
 *   a place within whatever view is shown.
 */
export function viewOf(hash) {
  const name = hash.slice(1).split("/")[0];
  if (name === "") return null;
  return Object.hasOwn(VIEWS, name) ? name : undefined;
}

/**
 * Shows the view that the address names, now and whenever it changes.
 *
 * @param {Session} session
 */
export function followViews(session) {
  const main = /** @type {HTMLElement} */ (document.getElementById("main"));
  const recognise = /** @type {HTMLElement} */ (document.querySelector("[data-view=recognise]"));
  /** @type {Map<string, HTMLElement>} */
  const shown = new Map();
  let isFirst = true;

  async function show() {
    const name = viewOf(location.hash);
    if (name === undefined) return;
    try {
      const element = name ? await opened(name) : recognise;
      // Another view may have been asked for while this one was loading.
      if (viewOf(location.hash) !== name) return;
      for (const other of [recognise, ...shown.values()]) other.hidden = other !== element;
      markNavigation(name);
      document.documentElement.dataset.view = name ?? "recognise";
      if (!isFirst) main.focus({ preventScroll: true });
    } catch (error) {
      session.report(error);
    }
    isFirst = false;
  }

  /** @param {string} name */
  async function opened(name) {
    const known = shown.get(name);
    if (known) return known;
    const { tag, load } = VIEWS[name];
    await load();
    const element = shown.get(name) ?? document.createElement(tag);
    /** @type {HTMLElement & { session?: Session }} */ (element).session = session;
    shown.set(name, element);
    if (!element.isConnected) main.append(element);
    return element;
  }

  addEventListener("hashchange", () => void show());
  void show();
}

/** @param {string | null} name */
function markNavigation(name) {
  for (const link of document.querySelectorAll(".nav a")) {
    const isHere = viewOf(/** @type {HTMLAnchorElement} */ (link).hash) === name;
    if (isHere) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
}
