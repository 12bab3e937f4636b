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
  getCacheKeyForURL,
  matchPrecache,
  precacheAndRoute,
} from "workbox-precaching";
import { cacheNames } from "workbox-core";
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

worker.addEventListener("message", (/** @type {any} */ event) => {
  if (event.data?.type === "SKIP_WAITING") worker.skipWaiting();
  if (event.data?.type === "COMPLETE") event.waitUntil(complete());
});

/** Fetches what was kept and is lost. A file that does not come is left for the next visit. */
async function complete() {
  const cache = await caches.open(cacheNames.precache);
  for (const file of files) {
    const { url } = typeof file === "string" ? { url: file } : file;
    const key = getCacheKeyForURL(url);
    if (!key || (await matchPrecache(url))) continue;
    const response = await fetch(url, { cache: "no-cache" });
    if (response.ok) await cache.put(key, response);
  }
}
