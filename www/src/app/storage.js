/** Small remembered choices. A browser that refuses storage just forgets them. */

/** @param {string} name */
export function recall(name) {
  try {
    return localStorage.getItem(`moelens.${name}`);
  } catch {
    return null;
  }
}

/**
 * @param {string} name
 * @param {string} value
 */
export function remember(name, value) {
  try {
    localStorage.setItem(`moelens.${name}`, value);
  } catch {
    // A private window may refuse; the choice then lasts as long as the page.
  }
}
