/** Line icons of the page, 24 by 24. */
import { html, svg } from "lit";

const SHAPES = {
  ok: svg`<circle cx="12" cy="12" r="9.5"/><path d="m7.5 12.3 3 3 6-6.5"/>`,
  warn: svg`<path d="M12 3.5 2.5 20h19L12 3.5Z"/><path d="M12 10v4.5M12 17.3v.2"/>`,
  bad: svg`<path d="M8 2.5h8l5.5 5.5v8L16 21.5H8L2.5 16V8L8 2.5Z"/><path d="m9 9 6 6M15 9l-6 6"/>`,
  eye: svg`<path d="M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12Z"/><circle cx="12" cy="12" r="3"/>`,
  sliders: svg`<path d="M4 7h9M17 7h3M4 17h3M11 17h9"/><circle cx="15" cy="7" r="2"/><circle cx="9" cy="17" r="2"/>`,
  offline: svg`<path d="M3 3l18 18M8.5 16.5a5 5 0 0 1 7 0M5 13a10 10 0 0 1 4.5-2.6M19 13a10 10 0 0 0-5-2.8M2 9.5a15 15 0 0 1 4-2.6M22 9.5A15 15 0 0 0 11 5.6"/><path d="M12 20v.2"/>`,
  spark: svg`<path d="M12 3c.6 5 3 7.4 8 8-5 .6-7.4 3-8 8-.6-5-3-7.4-8-8 5-.6 7.4-3 8-8Z"/>`,
  sun: svg`<circle cx="12" cy="12" r="4"/><path d="M12 2.5v2M12 19.5v2M2.5 12h2M19.5 12h2M5.3 5.3l1.4 1.4M17.3 17.3l1.4 1.4M5.3 18.7l1.4-1.4M17.3 6.7l1.4-1.4"/>`,
  moon: svg`<path d="M20 14.5A8.5 8.5 0 0 1 9.5 4 8.5 8.5 0 1 0 20 14.500Z"/>`,
  close: svg`<path d="m6 6 12 12M18 6 6 18"/>`,
  plus: svg`<path d="M12 5v14M5 12h14"/>`,
  bin: svg`<path d="M4 7h16M9.5 7V4h5v3M6 7l1 13.500h10L18 7M10 11v6M14 11v6"/>`,
  undo: svg`<path d="M8 5 4 9l4 4M4 9h10a6 6 0 0 1 0 12h-3"/>`,
  link: svg`<path d="M10 14a4 4 0 0 0 6 .4l3-3a4 4 0 0 0-5.7-5.7l-1.6 1.6M14 10a4 4 0 0 0-6-.4l-3 3a4 4 0 0 0 5.7 5.7l1.6-1.6"/>`,
  crop: svg`<path d="M6.500 2.500v15h15M2.500 6.500h15v15"/>`,
  camera: svg`<path d="M3 8h4l2-3h6l2 3h4v11.500H3V8Z"/><circle cx="12" cy="13.500" r="3.700"/>`,
  play: svg`<path d="M7 4.500v15l12.500-7.500L7 4.500Z"/>`,
  pause: svg`<path d="M8 5v14M16 5v14"/>`,
  save: svg`<path d="M12 3.500v12M7 11l5 5 5-5M4 20.500h16"/>`,
  down: svg`<path d="m6 9.500 6 6 6-6"/>`,
  copy: svg`<path d="M9 9h11v11.500H9V9Z"/><path d="M5.500 15H4V3.500h11V5"/>`,
};

/**
 * @param {keyof typeof SHAPES} name
 * @param {string} [more]  More classes.
 */
export function icon(name, more = "") {
  return html`<svg class="icon ${more}" viewBox="0 0 24 24" aria-hidden="true">${SHAPES[name]}</svg>`;
}
