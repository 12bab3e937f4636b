/**
 * The drawing: faces and lines by sigma (WebGL), and two layers of our own among its canvases.
 *
 * @typedef {object} Drawing
 * @property {string[]} labels
 * @property {(string | null)[]} images   Address of each node's picture.
 * @property {number[]} groups            Colour of each node: its place in the palette, −1 for none.
 * @property {Float32Array} triples       Lines: first, second, how alike.
 * @property {(a: number, b: number) => string | null} lineColour  Null: by the groups of its ends.
 * @property {Set<number>} guests         Nodes that are not of the set.
 * @property {boolean} areRound           Pictures are round already; square ones are shown whole on a disc.
 */
import { createNodeImageProgram } from "@sigma/node-image";
import { UndirectedGraph } from "graphology";
import Sigma from "sigma";
import { EdgeLineProgram, EdgeRectangleProgram } from "sigma/rendering";
import { NAME, drawName, drawRing } from "./canvas.js";
import { mix, palette } from "./colours.js";
import { drawAreas, drawNames, drawVeil } from "./layers.js";
import { Slide } from "./slide.js";
import { apartOf, extentOf } from "./spacing.js";

/** A face's radius at least, as a share of the distance between neighbours on a full page. */
const CROWDED = 0.17;
/** Nodes up to which groups have soft areas and lines have widths: among more, rings tell enough. */
const MOST_AREAS = 500;
const PADDING = 40;
const LARGEST = 30;
const SMALLEST = 4.5;
/** Milliseconds that nodes take to their places. */
const MOVE = 600;
/** Pixels of a picture in a texture, and of the texture, by the number of nodes. */
const CELLS = [
  { most: 100, cell: 96, texture: 1024 },
  { most: 900, cell: 64, texture: 2048 },
  { most: Infinity, cell: 40, texture: 2048 },
];

export class GraphMap {
  #graph = new UndirectedGraph();
  /** @type {Sigma | null} */
  #sigma = null;
  #container;
  #on;
  /** @type {Drawing | null} */
  #drawing = null;
  #program = "";
  /** What #fit needs of the layout: its extent and how near neighbours stand. */
  #spacing = { width: 1, height: 1, apart: 0 };
  #palette = palette();
  /** @type {Set<number>} */
  #selected = new Set();
  /** @type {Set<number>} */
  #near = new Set();
  /** @type {number | null} */
  #hovered = null;
  /** @type {HTMLCanvasElement | null} */
  #names = null;
  #moving = 0;
  #radius = SMALLEST;
  #watch;

  /**
   * @param {HTMLElement} container
   * @param {{ hover: (node: number | null) => void, click: (node: number | null) => void }} on
   */
  constructor(container, on) {
    this.#container = container;
    this.#on = on;
    this.#watch = new ResizeObserver(() => this.#fit());
    this.#watch.observe(container);
  }

  /** @param {Drawing} drawing */
  draw(drawing) {
    this.#drawing = drawing;
    const before = this.#graph;
    const isKnown = before.order === drawing.labels.length;
    // A graph of its own: one that is on show is drawn anew at every change.
    const graph = new UndirectedGraph();
    drawing.labels.forEach((label, i) => {
      const image = drawing.images[i];
      const { x = 0, y = 0 } = isKnown ? before.getNodeAttributes(String(i)) : {};
      graph.addNode(String(i), { x, y, label, type: image ? "image" : "circle", image: image ?? "" });
    });
    const { triples } = drawing;
    for (let i = 0; i < triples.length; i += 3) {
      const [a, b, similarity] = [triples[i], triples[i + 1], triples[i + 2]];
      graph.addEdge(String(a), String(b), { similarity, size: 0.8 + 2.4 * Math.max(0, similarity) });
    }
    this.#graph = graph;
    this.#colour();
    this.#start();
    this.#fit();
  }

  /** Colours nodes and lines, in the scheme of the moment. */
  #colour() {
    this.#palette = palette();
    const { groups = [], lineColour, guests = new Set() } = this.#drawing ?? {};
    const { group, control, accent, surface } = this.#palette;
    const colourOf = (/** @type {number} */ i) =>
      guests.has(i) ? accent : groups[i] >= 0 && groups[i] < group.length ? group[groups[i]] : control;
    this.#graph.updateEachNodeAttributes((node, attributes) => ({
      ...attributes,
      color: colourOf(Number(node)),
    }));
    this.#graph.updateEachEdgeAttributes((_, attributes, source, target) => {
      const [a, b] = [Number(source), Number(target)];
      const isSame = groups[a] === groups[b] && groups[a] >= 0;
      // WebGL lines are opaque: a paler colour stands for a see-through one.
      const usual = isSame ? mix(colourOf(a), surface, 0.35) : mix(control, surface, 0.6);
      const colour = guests.has(b) ? accent : (lineColour?.(a, b) ?? usual);
      return { ...attributes, color: colour };
    });
  }

  /**
   * Brings the nodes to their places.
   *
   * @param {ArrayLike<number>} places  x and y per node.
   * @param {boolean} isAtOnce
   */
  move(places, isAtOnce) {
    cancelAnimationFrame(this.#moving);
    const graph = this.#graph;
    const from = new Float32Array(2 * graph.order);
    graph.forEachNode((node, { x, y }) => {
      from[2 * Number(node)] = x;
      from[2 * Number(node) + 1] = y;
    });
    const set = (/** @type {number} */ share) =>
      graph.updateEachNodeAttributes(
        (node, attributes) => {
          const i = 2 * Number(node);
          attributes.x = from[i] + share * (places[i] - from[i]);
          attributes.y = from[i + 1] + share * (places[i + 1] - from[i + 1]);
          return attributes;
        },
        { attributes: ["x", "y"] },
      );
    // The page is fitted to where everything ends, not to every step on the way.
    const extent = extentOf(places);
    this.#sigma?.setCustomBBox(extent);
    this.#spacing = {
      width: extent.x[1] - extent.x[0],
      height: extent.y[1] - extent.y[0],
      apart: apartOf(places),
    };
    this.#fit();
    if (isAtOnce) {
      set(1);
      this.#sigma?.refresh();
      return;
    }
    const started = performance.now();
    const frame = (/** @type {number} */ now) => {
      const t = Math.min(1, (now - started) / MOVE);
      set(1 - (1 - t) ** 3);
      if (t < 1) this.#moving = requestAnimationFrame(frame);
    };
    this.#moving = requestAnimationFrame(frame);
  }

  /**
   * Dims everything but these and what they are joined with.
   *
   * @param {number[]} nodes
   */
  select(nodes) {
    this.#selected = new Set(nodes);
    this.#near = new Set(nodes.flatMap((node) => this.#neighbours(node)));
    this.#sigma?.refresh({ skipIndexation: true });
  }

  /** @param {number} node */
  #neighbours(node) {
    return this.#graph.hasNode(String(node)) ? this.#graph.neighbors(String(node)).map(Number) : [];
  }

  /**
   * Brings a node to the middle, near enough to see its neighbours.
   *
   * @param {number} node
   * @param {boolean} isAtOnce
   */
  focus(node, isAtOnce) {
    const at = this.#sigma?.getNodeDisplayData(String(node));
    if (!at) return;
    const ratio = Math.min(0.5, this.#sigma?.getCamera().ratio ?? 1);
    this.#go({ x: at.x, y: at.y, ratio }, isAtOnce);
  }

  /** @param {number} factor  Above 1 zooms in. @param {boolean} isAtOnce */
  zoom(factor, isAtOnce) {
    const camera = this.#sigma?.getCamera();
    if (camera) this.#go({ ratio: camera.getBoundedRatio(camera.ratio / factor) }, isAtOnce);
  }

  /** @param {number} right  In shares of the view. @param {number} down @param {boolean} isAtOnce */
  pan(right, down, isAtOnce) {
    const camera = this.#sigma?.getCamera();
    if (!camera) return;
    const { x, y, ratio } = camera.getState();
    this.#go({ x: x + right * ratio, y: y - down * ratio }, isAtOnce);
  }

  /** @param {boolean} isAtOnce */
  whole(isAtOnce) {
    this.#go({ x: 0.5, y: 0.5, ratio: 1, angle: 0 }, isAtOnce);
  }

  /** @param {Partial<import("sigma/types").CameraState>} state @param {boolean} isAtOnce */
  #go(state, isAtOnce) {
    const camera = this.#sigma?.getCamera();
    if (isAtOnce) camera?.setState(state);
    else void camera?.animate(state, { duration: 320 });
  }

  /** For exports, and for tests. */
  get graph() {
    return this.#graph;
  }

  get sigma() {
    return this.#sigma;
  }

  /** A node's place on the screen, in pixels of the container. @param {number} node */
  placeOf(node) {
    const attributes = this.#graph.getNodeAttributes(String(node));
    return this.#sigma?.graphToViewport({ x: attributes.x, y: attributes.y }) ?? { x: 0, y: 0 };
  }

  /** All layers as one picture. @returns {Promise<Blob>} */
  async toPng() {
    const { sigma } = this;
    if (!sigma) throw new Error("nothing is drawn");
    const { width, height } = sigma.getDimensions();
    const ratio = globalThis.devicePixelRatio || 1;
    const canvas = new OffscreenCanvas(width * ratio, height * ratio);
    const context = /** @type {OffscreenCanvasRenderingContext2D} */ (canvas.getContext("2d"));
    context.fillStyle = this.#palette.surface;
    context.fillRect(0, 0, canvas.width, canvas.height);
    // WebGL layers hold their pixels only until the browser shows them.
    sigma.refresh();
    for (const layer of this.#container.querySelectorAll("canvas")) {
      if (layer.width > 0) context.drawImage(layer, 0, 0, canvas.width, canvas.height);
    }
    return canvas.convertToBlob({ type: "image/png" });
  }

  end() {
    cancelAnimationFrame(this.#moving);
    this.#watch.disconnect();
    this.#sigma?.kill();
    this.#sigma = null;
  }

  #start() {
    const count = this.#graph.order;
    const { cell, texture } = CELLS.find(({ most }) => count <= most) ?? CELLS[0];
    const isLarge = count > MOST_AREAS;
    const padding = this.#drawing?.areRound ? 0.12 : 0.29;
    // Pictures are kept at one size per texture.
    if (this.#sigma && this.#program === `${cell}/${padding}/${isLarge}`) {
      this.#sigma.setGraph(this.#graph);
      return;
    }
    this.#sigma?.kill();
    this.#program = `${cell}/${padding}/${isLarge}`;
    const program = createNodeImageProgram({
      size: { mode: "force", value: cell },
      maxTextureSize: texture,
      padding,
      keepWithinCircle: true,
      debounceTimeout: 200,
    });
    const sigma = new Sigma(this.#graph, this.#container, {
      allowInvalidContainer: true,
      // Thick lines are triangles: without a graphics card they take more than half of a frame's time.
      edgeProgramClasses: { line: isLarge ? EdgeLineProgram : EdgeRectangleProgram },
      nodeProgramClasses: { image: program },
      nodeHoverProgramClasses: { image: program },
      nodeReducer: (node, attributes) => this.#reduce(Number(node), attributes),
      defaultDrawNodeHover: (context, data) => drawRing(context, data, this.#palette.accent),
      defaultDrawNodeLabel: (context, data) =>
        drawName(context, { ...data, label: data.label ?? null }, this.#palette),
      labelFont: NAME.font,
      labelWeight: NAME.weight,
      labelSize: NAME.size,
      labelRenderedSizeThreshold: 26,
      labelDensity: 0.6,
      stagePadding: PADDING,
      minCameraRatio: 0.04,
      maxCameraRatio: 2.5,
      zIndex: true,
      enableCameraRotation: false,
      minEdgeThickness: 0.7,
    });
    this.#sigma = sigma;
    if (isLarge) new Slide(sigma);
    const areas = sigma.createCanvas("areas", { beforeLayer: "edges" });
    const veil = sigma.createCanvas("veil", { beforeLayer: "hovers" });
    this.#names = sigma.createCanvas("names", { afterLayer: "hoverNodes" });
    sigma.on("afterRender", () => {
      const shown = { sigma, graph: this.#graph, palette: this.#palette };
      const groups = count > MOST_AREAS ? [] : (this.#drawing?.groups ?? []);
      drawAreas(areas, shown, groups, 2.1 * sigma.scaleSize(this.#radius));
      drawVeil(veil, shown, [...this.#selected]);
      this.#drawNames();
    });
    sigma.on("enterNode", ({ node }) => this.#hover(Number(node)));
    sigma.on("leaveNode", () => this.#hover(null));
    sigma.on("clickNode", ({ node }) => this.#on.click(Number(node)));
    sigma.on("clickStage", () => this.#on.click(null));
  }

  /** Names of who stands out, above all faces. */
  #drawNames() {
    const { sigma } = this;
    if (!sigma || !this.#names) return;
    const guests = this.#drawing?.guests ?? [];
    const hovered = this.#hovered === null ? [] : [this.#hovered];
    const nodes = [...new Set([...hovered, ...this.#selected, ...guests, ...this.#near])];
    drawNames(this.#names, { sigma, graph: this.#graph, palette: this.#palette }, nodes);
  }

  /** @param {number | null} node */
  #hover(node) {
    this.#hovered = node;
    this.#drawNames();
    this.#container.classList.toggle("is-over", node !== null);
    this.#on.hover(node);
  }

  /** Sizes faces to the page and to how many there are. */
  #fit() {
    const { width, height } = this.#container.getBoundingClientRect();
    const count = Math.max(1, this.#graph.order);
    if (width === 0) return;
    const { apart, ...layout } = this.#spacing;
    const scale = Math.min((width - 2 * PADDING) / layout.width, (height - 2 * PADDING) / layout.height);
    const crowded = CROWDED * Math.sqrt((width * height) / count);
    this.#radius = Math.min(LARGEST, Math.max(SMALLEST, crowded, 0.48 * apart * scale));
    this.#sigma?.refresh({ skipIndexation: true });
  }

  /** @param {number} node @param {Record<string, any>} attributes */
  #reduce(node, attributes) {
    const isSelected = this.#selected.has(node);
    const isNear = this.#near.has(node);
    const isGuest = this.#drawing?.guests.has(node) ?? false;
    return {
      ...attributes,
      size: this.#radius * (isSelected ? 1.45 : isGuest ? 1.3 : 1),
      highlighted: isSelected || isNear || isGuest,
      mark: isSelected ? "selected" : isNear ? "near" : isGuest ? "guest" : "",
      zIndex: isSelected ? 2 : isNear || isGuest ? 1 : 0,
    };
  }
}
