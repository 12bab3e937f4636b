/**
 * Every element of the page renders anew when another language is chosen. Imported before the first element
 * is defined: Lit hands initializers on when a class is finished.
 */
import { LitElement } from "lit";
import { onLanguage } from "../texts/text.js";

LitElement.addInitializer((element) => {
  /** @type {(() => void) | null} */
  let leave = null;
  element.addController({
    hostConnected() {
      leave ??= onLanguage(() => element.requestUpdate());
    },
    hostDisconnected() {
      leave?.();
      leave = null;
    },
  });
});
