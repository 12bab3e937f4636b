/** `<moe-camera>`: pictures for a character from the computer's camera, as many as wanted. */
import { LitElement, html, nothing } from "lit";
import { icon } from "../../components/icons.js";
import { text } from "../../texts/text.js";
import { ofInput } from "./incoming.js";
import { add } from "./sorting.js";

/** @import { TeachStore } from "./store.js" */

/** Longest side that is asked of the camera: the network sees far less. */
const SIDE = 1280;

class Camera extends LitElement {
  /** @type {import("lit").PropertyDeclarations} */
  static properties = { name: { state: true }, taken: { state: true }, isOn: { state: true } };

  constructor() {
    super();
    this.name = "";
    /** Pictures that were taken since the dialog was opened. */
    this.taken = 0;
    this.isOn = false;
    /** @type {TeachStore | null} */
    this.store = null;
    this.character = "";
    /** @type {MediaStream | null} */
    this.stream = null;
  }

  createRenderRoot() {
    return this;
  }

  /**
   * @param {TeachStore} store
   * @param {{ id: string, name: string }} character
   */
  async open(store, { id, name }) {
    Object.assign(this, { store, character: id, name, taken: 0, isOn: false });
    await this.updateComplete;
    const dialog = this.querySelector("dialog");
    if (!dialog || dialog.open) return;
    dialog.showModal();
    try {
      const stream = await navigator.mediaDevices.getUserMedia({
        video: { width: { ideal: SIDE }, facingMode: "environment" },
      });
      const video = this.querySelector("video");
      if (!dialog.open || !video) {
        stop(stream);
        return;
      }
      this.stream = stream;
      video.srcObject = stream;
      await video.play();
      this.isOn = true;
    } catch (error) {
      // Closed while the camera was starting is no failure.
      if (!dialog.open) return;
      dialog.close();
      const words = text().teach.camera;
      const isRefused = error instanceof DOMException && error.name === "NotAllowedError";
      store.session.say(isRefused ? words.refused : words.none);
    }
  }

  render() {
    const words = text().teach.camera;
    return html`<dialog
      class="sheet teach-dialog"
      aria-labelledby="camera-title"
      data-test="camera"
      @close=${this.#end}
    >
      <h2 id="camera-title" class="small-title">${words.title(this.name)}</h2>
      <video class="large" muted playsinline data-test="camera-view"></video>
      <p class="note" role="status" data-test="camera-taken">
        ${this.isOn ? (this.taken > 0 ? words.taken(this.taken) : nothing) : words.starting}
      </p>
      <div class="row between">
        <button class="btn quiet" type="button" data-test="camera-done" @click=${this.#close}>
          ${words.done}
        </button>
        <button
          class="btn primary"
          type="button"
          data-test="camera-take"
          ?disabled=${!this.isOn}
          @click=${this.#take}
        >
          ${icon("camera")}${words.take}
        </button>
      </div>
    </dialog>`;
  }

  #take = async () => {
    const { store, character } = this;
    const video = this.querySelector("video");
    if (!video || !store || video.videoWidth === 0) return;
    const canvas = document.createElement("canvas");
    canvas.width = video.videoWidth;
    canvas.height = video.videoHeight;
    canvas.getContext("2d")?.drawImage(video, 0, 0);
    /** @type {Blob | null} */
    const blob = await new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
    if (!blob) return;
    this.taken += 1;
    const name = `camera-${Date.now()}.png`;
    await add(store, ofInput([new File([blob], name, { type: "image/png" })]), character);
  };

  #close = () => this.querySelector("dialog")?.close();

  #end = () => {
    if (this.stream) stop(this.stream);
    this.stream = null;
    this.isOn = false;
    const video = this.querySelector("video");
    if (video) video.srcObject = null;
  };
}

/** @param {MediaStream} stream */
function stop(stream) {
  for (const track of stream.getTracks()) track.stop();
}

customElements.define("moe-camera", Camera);

/**
 * Opens the dialog; made the first time.
 *
 * @param {TeachStore} store
 * @param {{ id: string, name: string }} character
 */
export async function openCamera(store, character) {
  let element = /** @type {Camera | null} */ (document.querySelector("moe-camera"));
  if (!element) {
    element = /** @type {Camera} */ (document.createElement("moe-camera"));
    document.body.append(element);
  }
  await element.open(store, character);
}
