/** Which of a language's forms a number takes, by the rules that browsers know. */

/** @typedef {Partial<Record<Intl.LDMLPluralRule, string>> & { other: string }} Forms  `#` is the number. */

/**
 * @param {string} language
 * @returns {(n: number, forms: Forms) => string}
 */
export function counter(language) {
  const rules = new Intl.PluralRules(language);
  const numbers = new Intl.NumberFormat(language);
  return (n, forms) => (forms[rules.select(n)] ?? forms.other).replaceAll("#", numbers.format(n));
}
