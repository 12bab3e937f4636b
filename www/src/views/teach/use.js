/** Which taught model the page uses. */
export function usedProject(/** @type {any} */ _session) {
  return null;
}
export async function useProject(/** @type {any} */ _store) {}
export async function backToGallery(/** @type {any} */ _session) {}
