/**
 * What stands below the picture is loaded once the first explanation is there, so that it does not keep the
 * first picture waiting.
 *
 * @import { Session } from "./session.js"
 */

/** @param {Session} session */
export function followWithMore(session) {
  const leave = session.subscribe((state) => {
    if (state.run !== "steady") return;
    leave();
    void show();
  });

  async function show() {
    try {
      await import("../views/recognise/more.js");
    } catch (error) {
      session.report(error);
      return;
    }
    const element = document.createElement("moe-more");
    /** @type {HTMLElement & { session?: Session }} */ (element).session = session;
    const view = document.querySelector("#main > [data-view=recognise]");
    view?.insertBefore(element, view.querySelector(":scope > .how"));
  }
}
