/**
 * The service worker that keeps the page for offline use, and the offer of a new version.
 *
 * @import { Session } from "./session.js"
 */
import { text } from "../texts/text.js";

/** Milliseconds after which the page is kept even if it never came to rest. */
const LONGEST_WAIT = 15_000;

/**
 * Keeps the page once the first explanation is there, so that filling the cache competes with neither the
 * model for the line nor the explanation for the processors.
 *
 * @param {Session} session
 */
export function keepForOffline(session) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  const keep = () => {
    end();
    clearTimeout(timer);
    void register(session);
  };
  const end = session.subscribe(({ engine, opening, run, problems }) => {
    if (engine !== "ready") return;
    timer ??= setTimeout(keep, LONGEST_WAIT);
    const isAtRest = !opening && run !== "running" && (run !== "idle" || problems.length > 0);
    if (isAtRest) keep();
  });
}

/**
 * Registers the service worker beside the page.
 *
 * @param {Session} session
 */
async function register(session) {
  if (!("serviceWorker" in navigator)) return;
  const workers = navigator.serviceWorker;
  try {
    const registration = await workers.register(new URL("sw.js", document.baseURI));
    if (registration.waiting && workers.controller) offer(session, registration.waiting);
    // Browsers may drop files that were kept, by want of room.
    registration.active?.postMessage({ type: "COMPLETE" });
    registration.addEventListener("updatefound", () => {
      const coming = registration.installing;
      coming?.addEventListener("statechange", () => {
        if (coming.state === "installed" && workers.controller) offer(session, coming);
      });
    });
  } catch (error) {
    // Private windows and odd hosts refuse; the page works all the same while online.
    console.warn("Not kept for offline use:", error);
  }
}

/**
 * @param {Session} session
 * @param {ServiceWorker} waiting
 */
function offer(session, waiting) {
  const words = text().problems;
  session.say(words.newVersion, {
    label: words.useIt,
    act: () => {
      navigator.serviceWorker.addEventListener("controllerchange", () => location.reload(), {
        once: true,
      });
      waiting.postMessage({ type: "SKIP_WAITING" });
    },
  });
}

/**
 * Tells the session whether there is a network.
 *
 * @param {Session} session
 */
export function watchNetwork(session) {
  const tell = () => session.set({ online: navigator.onLine });
  addEventListener("online", tell);
  addEventListener("offline", tell);
}
