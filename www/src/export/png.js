/**
 * The view as a picture to keep: the pale picture, the inks, the numbers, and the question below.
 *
 * @import { Explanation, HeatMap, OpenedPicture, Pieces } from "../engine/types.js"
 * @import { View } from "../app/settings.js"
 */
import { INK_AGAINST, INK_FOR } from "../app/inks.js";
import { heatCanvas } from "../components/heat-image.js";
import { text } from "../texts/text.js";
import { TOP, rank, strengths, visiblePieces } from "../app/ranking.js";

const SIDE = 960;
const MARGIN = 24;
const TITLE = { font: "600 24px system-ui, sans-serif", colour: "#1e1a2b", line: 32 };
const SENTENCE = { font: "18px system-ui, sans-serif", colour: "#4f495c", line: 26 };

/**
 * @param {object} shown
 * @param {OpenedPicture} shown.picture
 * @param {Pieces} shown.pieces
 * @param {Explanation} shown.explanation
 * @param {View} shown.view
 * @param {HeatMap | null} shown.heat  Instead of the pieces' own heat, where there is one.
 * @param {string} shown.title     The question.
 * @param {string} shown.sentence  The verdict.
 * @returns {Promise<Blob>}  A PNG.
 */
export async function drawPng({ picture, pieces, explanation, view, heat, title, sentence }) {
  const scale = SIDE / Math.max(pieces.width, pieces.height);
  const width = Math.round(pieces.width * scale);
  const height = Math.round(pieces.height * scale);
  const canvas = document.createElement("canvas");
  const context = canvas.getContext("2d");
  if (!context) throw new Error("this browser gives no canvas");
  const foot = [
    ...lines(context, title, TITLE, width - 2 * MARGIN),
    ...lines(context, sentence, SENTENCE, width - 2 * MARGIN),
  ];
  canvas.width = width;
  canvas.height = height + foot.reduce((sum, { style }) => sum + style.line, MARGIN);
  const image = new Image();
  image.src = picture.url;
  await image.decode();
  context.fillStyle = "#faf8f5";
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(image, 0, 0, width, height);
  const { weights } = explanation;
  const visible = visiblePieces(weights, view);
  if (view.mode !== "only") pale(context, width, height, view.mode === "heat" ? 0 : 0.12);
  const paths = pieces.paths.map((path) => new Path2D(path));
  const inks = strengths(weights);
  if (heat) {
    context.globalCompositeOperation = "multiply";
    context.drawImage(heatCanvas(heat, weights, view), 0, 0, width, height);
  }
  context.save();
  context.scale(scale, scale);
  paths.forEach((path, piece) => {
    if (view.mode === "only") {
      context.fillStyle = "rgb(250 248 245 / 0.86)";
      if (!visible.has(piece)) context.fill(path, "evenodd");
      return;
    }
    if (heat || !visible.has(piece)) return;
    context.globalCompositeOperation = "multiply";
    context.globalAlpha = view.mode === "heat" ? 0.08 + 0.92 * inks[piece] : 0.86 * inks[piece];
    context.fillStyle = `rgb(${(weights[piece] > 0 ? INK_FOR : INK_AGAINST).join(" ")})`;
    context.fill(path, "evenodd");
  });
  context.globalCompositeOperation = "source-over";
  context.globalAlpha = 1;
  context.lineWidth = 1 / scale;
  context.strokeStyle = "rgb(43 36 64 / 0.25)";
  if (!heat) for (const path of paths) context.stroke(path);
  context.restore();
  rank(weights)
    .slice(0, heat ? 0 : TOP)
    .forEach((piece, place) => {
      if (!visible.has(piece)) return;
      const [x, y] = pieces.centres[piece];
      pin(context, x * scale, y * scale, place + 1);
    });
  let bottom = height + MARGIN / 4;
  for (const { words, style } of foot) {
    bottom += style.line;
    context.fillStyle = style.colour;
    context.font = style.font;
    context.fillText(words, MARGIN, bottom, width - 2 * MARGIN);
  }
  const blob = await new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
  if (!blob) throw new Error("the picture is too large for this browser");
  return blob;
}

/**
 * Words in lines of a width at most. Japanese may be broken behind any sign, other languages at spaces.
 *
 * @param {CanvasRenderingContext2D} context
 * @param {string} words
 * @param {typeof TITLE} style
 * @param {number} width
 */
function lines(context, words, style, width) {
  context.font = style.font;
  /** @type {{ words: string, style: typeof TITLE }[]} */
  const found = [];
  let line = "";
  const end = () => line.trim() && found.push({ words: line.trim(), style });
  const segments = new Intl.Segmenter(text().language, { granularity: "word" }).segment(words);
  for (const { segment, isWordLike } of segments) {
    if (line.trim() && isWordLike && context.measureText(line + segment).width > width) {
      end();
      line = "";
    }
    line += segment;
  }
  end();
  return found;
}

/**
 * Prints the picture pale, so that the inks stand out: less colour, less contrast, brighter.
 *
 * @param {CanvasRenderingContext2D} context
 * @param {number} width
 * @param {number} height
 * @param {number} saturation
 */
function pale(context, width, height, saturation) {
  const image = context.getImageData(0, 0, width, height);
  const { data } = image;
  for (let i = 0; i < data.length; i += 4) {
    const grey = 0.2126 * data[i] + 0.7152 * data[i + 1] + 0.0722 * data[i + 2];
    for (let c = i; c < i + 3; c += 1) {
      const value = grey + (data[c] - grey) * saturation;
      data[c] = ((value - 127.5) * 0.5 + 127.5) * 1.5;
    }
  }
  context.putImageData(image, 0, 0);
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {number} x
 * @param {number} y
 * @param {number} number
 */
function pin(context, x, y, number) {
  context.beginPath();
  context.arc(x, y, 20, 0, 2 * Math.PI);
  context.fillStyle = "#fff";
  context.fill();
  context.lineWidth = 2.5;
  context.strokeStyle = "#10224a";
  context.stroke();
  context.fillStyle = "#10224a";
  context.font = "700 24px system-ui, sans-serif";
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.fillText(String(number), x, y + 1);
  context.textAlign = "start";
  context.textBaseline = "alphabetic";
}
