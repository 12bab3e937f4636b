/** A row of choices: radio buttons that look like one switch. */
import { html } from "lit";

/**
 * @template {string} T
 * @param {object} options
 * @param {string} options.legend
 * @param {string} options.name
 * @param {readonly T[]} options.values
 * @param {Record<T, unknown>} options.labels
 * @param {T} options.chosen
 * @param {(value: T) => void} options.choose
 */
export function choices({ legend, name, values, labels, chosen, choose }) {
  return html`<fieldset class="seg">
    <legend class="vh">${legend}</legend>
    ${values.map(
      (value) =>
        html`<label
          ><input
            type="radio"
            name=${name}
            .checked=${value === chosen}
            data-test="${name}-${value}"
            @change=${() => choose(value)}
          /><span>${labels[value]}</span></label
        >`,
    )}
  </fieldset>`;
}
