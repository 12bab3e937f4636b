/**
 * `<i ${cssVars({ "--v": "63%" })}>`: sets custom properties by script. The page's content
 * security policy forbids style attributes.
 *
 * @import { ElementPart } from "lit"
 */
import { noChange } from "lit";
import { Directive, PartType, directive } from "lit/directive.js";

class CssVars extends Directive {
  /** @param {import("lit/directive.js").PartInfo} part */
  constructor(part) {
    super(part);
    if (part.type !== PartType.ELEMENT) throw new Error("cssVars stands inside a tag");
  }

  /** @param {Record<string, string | number>} _properties */
  render(_properties) {
    return noChange;
  }

  /**
   * @param {ElementPart} part
   * @param {[Record<string, string | number>]} values
   */
  update(part, [properties]) {
    const { style } = /** @type {HTMLElement} */ (part.element);
    for (const [name, value] of Object.entries(properties)) {
      if (style.getPropertyValue(name) !== String(value)) style.setProperty(name, String(value));
    }
    return noChange;
  }
}

export const cssVars = directive(CssVars);
