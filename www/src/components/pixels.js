/** `<moe-pixels>`: a picture given as pixels, such as what the model saw. */
import { LitElement, html, nothing } from "lit";

class Pixels extends LitElement {
  static properties = { rgba: { attribute: false }, label: {} };

  constructor() {
    super();
    /** Square, R G B A. @type {Uint8ClampedArray | null} */
    this.rgba = null;
    this.label = "";
  }

  createRenderRoot() {
    return this;
  }

  render() {
    if (!this.rgba) return html`<div class="skel pixels" aria-hidden="true"></div>`;
    const side = Math.round(Math.sqrt(this.rgba.length / 4));
    return html`<canvas
      class="pixels"
      width=${side}
      height=${side}
      role="img"
      aria-label=${this.label || nothing}
    ></canvas>`;
  }

  updated() {
    const canvas = this.querySelector("canvas");
    if (!canvas || !this.rgba) return;
    const image = new ImageData(canvas.width, canvas.height);
    image.data.set(this.rgba);
    canvas.getContext("2d")?.putImageData(image, 0, 0);
  }
}

customElements.define("moe-pixels", Pixels);

/**
 * @param {Uint8Array} rgb
 * @param {number} [at]    Which of several pictures, one behind the other.
 * @param {number} [side]
 */
export function toRgba(rgb, at = 0, side = Math.round(Math.sqrt(rgb.length / 3))) {
  const rgba = new Uint8ClampedArray(side * side * 4);
  const first = at * side * side * 3;
  for (let i = 0; i < side * side; i += 1) {
    rgba[4 * i] = rgb[first + 3 * i];
    rgba[4 * i + 1] = rgb[first + 3 * i + 1];
    rgba[4 * i + 2] = rgb[first + 3 * i + 2];
    rgba[4 * i + 3] = 255;
  }
  return rgba;
}
