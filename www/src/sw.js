/**
 * Keeps everything the page needs for offline use, the model and the gallery included. A new
 * version waits until a person accepts it.
 *
 * @import { ManifestEntry } from "workbox-build"
 */
import {
  addPlugins,
  cleanupOutdatedCaches,
  createHandlerBoundToURL,
  precacheAndRoute,
} from "workbox-precaching";
import { NavigationRoute, registerRoute } from "workbox-routing";

const worker = /** @type {any} */ (self);

addPlugins([
  {
    // The page has just fetched most of these files: ask the host whether they changed instead
    // of fetching them twice.
    requestWillFetch: async ({ request }) => new Request(request, { cache: "no-cache" }),
  },
]);
cleanupOutdatedCaches();
// The build writes the list of files in place of this name.
/** @type {ManifestEntry[]} */
const files = /** @type {any} */ (self).__WB_MANIFEST;
precacheAndRoute(files, { ignoreURLParametersMatching: [/./], cleanURLs: false });
registerRoute(new NavigationRoute(createHandlerBoundToURL("index.html")));

worker.addEventListener("message", (/** @type {MessageEvent} */ event) => {
  if (event.data?.type === "SKIP_WAITING") worker.skipWaiting();
});
