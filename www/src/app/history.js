/**
 * Keeps the address in step with the state: another picture or question is a step of the
 * browser's history, settings and view change the address in place.
 *
 * @import { Session } from "./session.js"
 */
import { readPlace, writePlace } from "./address.js";
import { placeOf } from "./question.js";

/** Browsers refuse more than about 100 changes of the address in 30 seconds. */
const SETTLE = 350;

/** @param {Session} session */
export function keepAddress(session) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  let written = location.search;
  let isFirst = true;

  session.subscribe((state, before) => {
    if (!state.picture) return;
    const isStep =
      state.picture !== before.picture ||
      state.chosenClass !== before.chosenClass ||
      state.chosenRival !== before.chosenRival;
    const isTouch = state.settings !== before.settings || state.view !== before.view;
    if (!isStep && !isTouch) return;
    clearTimeout(timer);
    if (isStep) write("step");
    else timer = setTimeout(() => write("touch"), SETTLE);
  });

  addEventListener("popstate", () => {
    if (location.search === written) return;
    written = location.search;
    session.goTo(readPlace(location.search));
  });

  /** @param {"step" | "touch"} kind */
  function write(kind) {
    const query = writePlace(placeOf(session.state));
    if (query === written) {
      isFirst = false;
      return;
    }
    written = query;
    const address = `${location.pathname}${query}${location.hash}`;
    if (kind === "touch" || isFirst) history.replaceState(null, "", address);
    else history.pushState(null, "", address);
    isFirst = false;
  }
}
