/**
 * The service worker that keeps the page for offline use, and the offer of a new version.
 *
 * @import { Session } from "./session.js"
 */
import { text } from "../texts/text.js";

/**
 * Registers the service worker beside the page. Called once the engine is ready, so that
 * filling the cache does not compete with the model for the line.
 *
 * @param {Session} session
 */
export async function keepForOffline(session) {
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
