/** The two inks of a picture's pieces where no style sheet reaches, as R, G, B; the same as in `tokens.css`. */
export const INK_FOR = /** @type {const} */ ([0x2a, 0x74, 0xf0]);
export const INK_AGAINST = /** @type {const} */ ([0xf5, 0x82, 0x1f]);
