/**
 * Smooth panning of graphs that take longer than a frame to draw: what is drawn slides along with the
 * pointer, and is drawn anew once it rests, or has slid far.
 */

/** Milliseconds from frame to frame above which drawing counts as slow. */
const SLOW = 24;
/** Frames that must be slow, one after the other. */
const SLOW_FRAMES = 3;
/** Longer ago than this many milliseconds, a frame belongs to another movement. */
const PAUSE = 700;
/** Milliseconds of rest after which the graph is drawn anew. */
const REST = 120;
/** Share of the view by which a drawing slides at most. */
const MOST = 0.35;

export class Slide {
  #sigma;
  /** The camera as it was when the graph was drawn. @type {import("sigma/types").CameraState | null} */
  #drawn = null;
  #last = 0;
  #slowFrames = 0;
  #isShifted = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #resting;

  /** @param {import("sigma").default} sigma */
  constructor(sigma) {
    this.#sigma = sigma;
    const camera = sigma.getCamera();
    // Sigma draws at every movement of its camera; here that is decided case by case.
    camera.removeAllListeners("updated");
    camera.on("updated", () => {
      if (!this.#slide()) sigma.scheduleRender();
    });
    sigma.on("afterRender", () => this.#rendered());
    sigma.on("kill", () => clearTimeout(this.#resting));
  }

  /** Slides the drawing to where the camera looks; false when it must be drawn anew. */
  #slide() {
    const drawn = this.#drawn;
    if (!drawn || this.#slowFrames < SLOW_FRAMES) return false;
    const sigma = this.#sigma;
    const now = sigma.getCamera().getState();
    if (now.ratio !== drawn.ratio || now.angle !== drawn.angle) return false;
    const { width, height } = sigma.getDimensions();
    const middle = { x: 0.5, y: 0.5 };
    const from = sigma.framedGraphToViewport(middle, { cameraState: drawn });
    const to = sigma.framedGraphToViewport(middle, { cameraState: now });
    const [right, down] = [to.x - from.x, to.y - from.y];
    if (Math.abs(right) > MOST * width || Math.abs(down) > MOST * height) return false;
    this.#shift(right, down);
    clearTimeout(this.#resting);
    this.#resting = setTimeout(() => sigma.scheduleRender(), REST);
    return true;
  }

  #rendered() {
    clearTimeout(this.#resting);
    this.#drawn = this.#sigma.getCamera().getState();
    if (this.#isShifted) this.#shift(0, 0);
    const now = performance.now();
    const gap = now - this.#last;
    this.#last = now;
    if (gap < PAUSE && this.#slowFrames < SLOW_FRAMES) {
      this.#slowFrames = gap > SLOW ? this.#slowFrames + 1 : 0;
    }
  }

  /** @param {number} right @param {number} down  In pixels. */
  #shift(right, down) {
    this.#isShifted = right !== 0 || down !== 0;
    const transform = this.#isShifted ? `translate(${right}px, ${down}px)` : "";
    for (const [layer, canvas] of Object.entries(this.#sigma.getCanvases())) {
      // The uppermost takes the pointer's events.
      if (layer !== "mouse") canvas.style.transform = transform;
    }
  }
}
