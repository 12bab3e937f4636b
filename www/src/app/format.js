/**
 * Numbers as people read them. Plain functions of a value and a language tag.
 *
 * @import { Explanation } from "../engine/types.js"
 */

/** A thin space that never breaks: "76 %". */
const THIN = "\u202f";

/** Decimals of a weight. @type {Record<Explanation["scale"], number>} */
const DIGITS = { difference: 2, "log-odds": 2, probability: 1, similarity: 3 };

/** @type {Map<string, Intl.NumberFormat>} */
const formats = new Map();

/**
 * Makes each kind of format once: making one takes longer than using it a hundred times.
 *
 * @param {string} language
 * @param {number} digits  Decimals, no more and no fewer.
 * @param {"auto" | "always" | "never"} [signDisplay]
 */
function format(language, digits, signDisplay = "auto") {
  const key = `${language}/${digits}/${signDisplay}`;
  let made = formats.get(key);
  if (!made) {
    made = new Intl.NumberFormat(language, {
      signDisplay,
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
    });
    formats.set(key, made);
  }
  return made;
}

/**
 * A whole number with the language's separators.
 *
 * @param {number} value
 * @param {string} language
 */
export function whole(value, language) {
  return format(language, 0).format(value);
}

/**
 * A number with the percent sign as the language sets it.
 *
 * @param {string} number
 * @param {string} language
 */
export function withPercent(number, language) {
  return `${number}${language === "ja" ? "" : THIN}%`;
}

/**
 * A share from 0 to 1 as a whole percentage.
 *
 * @param {number} share
 * @param {string} language
 */
export function wholePercent(share, language) {
  return withPercent(whole(Math.round(share * 100), language), language);
}

/**
 * A chance from 0 to 1 as a whole percentage. Never "0 %" or "100 %": no model is that sure.
 *
 * @param {number} chance
 * @param {{ language: string, under: (n: string) => string, over: (n: string) => string }} words
 */
export function percent(chance, words) {
  if (chance < 0.005) return words.under(wholePercent(0.01, words.language));
  if (chance >= 0.995) return words.over(wholePercent(0.99, words.language));
  return wholePercent(chance, words.language);
}

/**
 * A share from 0 to 1, such as the area of a piece.
 *
 * @param {number} share
 * @param {string} language
 */
export function share(share, language) {
  const digits = share < 0.095 ? 1 : 0;
  return withPercent(format(language, digits).format(share * 100), language);
}

/**
 * A weight with its sign, in the unit of its scale (percentage points for chances).
 *
 * @param {number} value
 * @param {Explanation["scale"]} scale
 * @param {string} language
 */
export function weight(value, scale, language) {
  return inUnit(value, scale, language, "always");
}

/**
 * The size of an error, without a sign.
 *
 * @param {number} value
 * @param {Explanation["scale"]} scale
 * @param {string} language
 */
export function error(value, scale, language) {
  return inUnit(Math.abs(value), scale, language, "never");
}

/**
 * @param {number} value
 * @param {Explanation["scale"]} scale
 * @param {string} language
 * @param {"always" | "never"} signDisplay
 */
function inUnit(value, scale, language, signDisplay) {
  const shown = scale === "probability" ? value * 100 : value;
  const digits = DIGITS[scale];
  return format(language, digits, signDisplay).format(shown).replace("-", "\u2212");
}

/**
 * A number with a fixed count of decimals.
 *
 * @param {number} value
 * @param {number} digits
 * @param {string} language
 */
export function fixed(value, digits, language) {
  return format(language, digits).format(value);
}

/**
 * Bytes as megabytes with one decimal.
 *
 * @param {number} bytes
 * @param {string} language
 */
export function megabytes(bytes, language) {
  return fixed(bytes / 1e6, 1, language);
}

/**
 * Seconds: whole ones from ten on, one decimal below.
 *
 * @param {number} value
 * @param {string} language
 */
export function seconds(value, language) {
  return fixed(value, value < 9.95 ? 1 : 0, language);
}
