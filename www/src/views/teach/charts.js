/**
 * Two charts of a taught model: how good it would be with fewer pictures, and whether its chances can be
 * taken at their word.
 *
 * @import { Outcome } from "../../app/projects.js"
 * @import { CurvePoint, Measured } from "../../engine/teaching-types.js"
 */
import { svg } from "lit";
import * as format from "../../app/format.js";
import { PLOT, chart, levels, scale, steps, through } from "../../components/chart.js";
import { text } from "../../texts/text.js";

/** A rise of the last quarter below this share is no rise. */
const RISE = 0.01;
const RIGHT = 330;

/** @param {CurvePoint} point */
function shareOf({ right, count }) {
  return right.reduce((sum, n) => sum + n, 0) / count;
}

/** @param {CurvePoint[]} curve */
export function curveChart(curve) {
  const words = text().teach.result;
  const { language } = text();
  const shares = curve.map(shareOf);
  const least = Math.max(0, Math.min(0.8, Math.floor(Math.min(...shares) * 5) / 5));
  const most = Math.ceil(Math.max(...curve.map(({ perClass }) => perClass)));
  const x = scale(0, most, PLOT.left, RIGHT);
  const y = scale(least, 1, PLOT.bottom, PLOT.top);
  const points = curve.map(({ perClass }, i) => /** @type {const} */ ([x(perClass), y(shares[i])]));
  const percent = (/** @type {number} */ share) => format.share(share, language);
  const label = curve.map(({ perClass }, i) =>
    words.curvePoint(percent(shares[i]), format.whole(perClass, language)),
  );
  const middle = (least + 1) / 2;
  return chart(
    words.curveLabel(label.join(", ")),
    svg`${levels(
      [least, middle, 1].map((at) => ({ at: y(at), label: percent(at) })),
      RIGHT,
    )}${steps(
      [0, most / 2, most].map((at) => ({ at: x(at), label: format.whole(at, language) })),
      words.curveAxis,
      RIGHT,
    )}<path class="ln l-acc" d=${through(points)}></path>
      ${points.map(([cx, cy]) => svg`<circle class="f-acc" cx=${cx} cy=${cy} r="4"></circle>`)}`,
    { test: "curve" },
  );
}

/** @param {Outcome} outcome */
export function curveSentence({ curve, names }) {
  const words = text().teach.result.curveSays;
  const [before, last] = curve.slice(-2);
  const gain = shareOf(last) - shareOf(before);
  if (gain < RISE) return words.flat;
  const gains = names.map((_, i) => last.right[i] - before.right[i]);
  const most = gains.indexOf(Math.max(...gains));
  const who = gains[most] > 0 ? words.gainer(names[most]) : "";
  return words.rising(format.fixed(100 * gain, 1, text().language)) + who;
}

/** @param {Measured["reliability"]} bins */
export function reliabilityChart(bins) {
  const words = text().teach.result;
  const { language } = text();
  const x = scale(0, 1, PLOT.left, RIGHT);
  const y = scale(0, 1, PLOT.bottom, PLOT.top);
  const all = bins.reduce((sum, { count }) => sum + count, 0) || 1;
  const percent = (/** @type {number} */ share) => format.wholePercent(share, language);
  return chart(
    words.sureLabel,
    svg`${levels(
      [0, 0.5, 1].map((at) => ({ at: y(at), label: percent(at) })),
      RIGHT,
    )}${steps(
      [0, 0.5, 1].map((at) => ({ at: x(at), label: percent(at) })),
      words.says,
      RIGHT,
    )}<line class="ln thin l-mute dash" x1=${x(0)} y1=${y(0)} x2=${x(1)} y2=${y(1)}></line>
      ${bins
        .filter(({ count }) => count > 0)
        .map(
          ({ count, confidence, accuracy }) =>
            svg`<circle class="f-acc" fill-opacity="0.75" cx=${x(confidence)} cy=${y(accuracy)} r=${3 + 9 * Math.sqrt(count / all)}></circle>`,
        )}
      <text x=${PLOT.left + 8} y="26">${words.isRight}</text>`,
    { test: "reliability" },
  );
}
