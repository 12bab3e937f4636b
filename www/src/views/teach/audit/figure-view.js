/** `<moe-figure>`: a picture with its background dimmed. Clicks and strokes are its surroundings' business. */
import { LitElement, html } from "lit";

/** What is left of the background's colour, and how light it becomes. */
const LEFT = 0.25;
const LIGHT = 190;

class FigureView extends LitElement {
  static properties = { file: { attribute: false }, figure: { attribute: false }, side: { type: Number } };

  constructor() {
    super();
    /** @type {Blob | null} */
    this.file = null;
    /** A byte per pixel, 1 on the figure. @type {Uint8Array | null} */
    this.figure = null;
    this.side = 224;
    /** The picture's pixels, once decoded. @type {{ file: Blob, data: Uint8ClampedArray } | null} */
    this.decoded = null;
  }

  createRenderRoot() {
    return this;
  }

  render() {
    return html`<canvas class="pixels" width=${this.side} height=${this.side} aria-hidden="true"></canvas>`;
  }

  async updated() {
    const { file, side } = this;
    const canvas = this.querySelector("canvas");
    const context = canvas?.getContext("2d", { willReadFrequently: true });
    if (!file || !context) return;
    if (this.decoded?.file !== file) {
      const image = await createImageBitmap(file).catch(() => null);
      if (!image || this.file !== file) return;
      // The centred square, as the network sees it.
      const length = Math.min(image.width, image.height);
      const [left, top] = [(image.width - length) / 2, (image.height - length) / 2];
      context.drawImage(image, left, top, length, length, 0, 0, side, side);
      image.close();
      this.decoded = { file, data: context.getImageData(0, 0, side, side).data };
    }
    const { figure, decoded } = this;
    const shown = new ImageData(side, side);
    shown.data.set(decoded.data);
    if (figure?.length === side * side) {
      for (let i = 0; i < figure.length; i += 1) {
        if (figure[i]) continue;
        const at = 4 * i;
        const grey = (shown.data[at] + shown.data[at + 1] + shown.data[at + 2]) / 3;
        for (let k = 0; k < 3; k += 1) shown.data[at + k] = LEFT * grey + (1 - LEFT) * LIGHT;
      }
    }
    context.putImageData(shown, 0, 0);
  }
}

customElements.define("moe-figure", FigureView);
