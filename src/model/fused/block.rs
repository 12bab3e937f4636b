//! The inverted-residual block (Sandler et al. 2018, "MobileNetV2", section 3) in one piece, computed in
//! bands of rows small enough for the second-level cache, so that the expanded picture never goes to memory.

use super::kernels::{Clamp, Dense, Depthwise, Residual, Rows, TileHeight, dense, depthwise};
use super::layers::{Scratch, Window, at_least};

/// Expand 1×1, depthwise k×k, project 1×1, plus a residual; all but the depthwise convolution may be absent.
#[derive(Clone, Debug)]
pub(super) struct Block {
    pub window: Window,
    /// Channels of the input.
    pub channels: usize,
    /// To as many outputs as [`Depthwise::channels`]; without it the input goes to the depthwise convolution.
    pub expand: Option<Dense>,
    pub depthwise: Depthwise,
    /// Channels of the depthwise convolution without padding.
    pub filtered: usize,
    pub project: Option<Dense>,
    /// Bounds of the sum with a residual.
    pub sum_clamp: Clamp,
}

/// An expanded picture of at most this many bytes is computed whole.
const WHOLE_BYTES: usize = 500_000;
/// Larger ones in bands of about this many bytes. Both fit a second-level cache of 512 KiB to 1 MiB.
const BAND_BYTES: usize = 400_000;
/// Small pictures are computed together until they have this many pixels of output, so that weights are
/// read less often.
const GROUP_PIXELS: usize = 256;

/// How a run is cut.
#[derive(Clone, Copy)]
struct Cut {
    /// Pictures computed together.
    group: usize,
    /// Rows of output computed together.
    band: usize,
    /// Padded rows that a band reads.
    lines: usize,
    /// Pixels of a padded row.
    width: usize,
}

impl Block {
    fn cut(&self, count: usize) -> Cut {
        let Window { kernel, stride, top, in_height, out_height, out_width, .. } = self.window;
        let width = self.window.padded_width();
        let line_bytes = width * self.depthwise.channels() * size_of::<f32>();
        let all_lines = self.window.rows_read(out_height).max(in_height + top);
        if all_lines * line_bytes <= WHOLE_BYTES {
            let group = (GROUP_PIXELS / (out_height * out_width)).clamp(1, count.max(1));
            return Cut { group, band: out_height, lines: all_lines, width };
        }
        let rows = (BAND_BYTES / line_bytes).saturating_sub(kernel - stride) / stride;
        let band = rows.max(2).min(out_height);
        Cut { group: 1, band, lines: self.window.rows_read(band), width }
    }

    /// `input` is `count × in_height × in_width × channels`; residual and `out` are `count × out_height ×
    /// out_width ×` the projection's outputs, or the filtered channels where there is no projection.
    pub fn run(
        &self,
        input: &[f32],
        residual: Option<&[f32]>,
        count: usize,
        out: &mut [f32],
        scratch: &mut Scratch,
        height: TileHeight,
    ) {
        let Window { stride, top, in_height, in_width, out_height, out_width, .. } = self.window;
        let cut = self.cut(count);
        let c = self.depthwise.channels();
        let line = cut.width * c;
        let padded = at_least(&mut scratch.padded, cut.group * cut.lines * line);
        let filtered = at_least(&mut scratch.filtered, cut.group * cut.band * out_width * c);
        for first in (0..count).step_by(cut.group) {
            let pictures = cut.group.min(count - first);
            let mut ready = 0; // padded rows before this one are expanded already
            for y0 in (0..out_height).step_by(cut.band) {
                let rows = cut.band.min(out_height - y0);
                let from = y0 * stride;
                let to = if cut.band == out_height { cut.lines } else { from + self.window.rows_read(rows) };
                let mut start = from;
                if ready > from {
                    // Rows that this band shares with the last one move to the front.
                    let old = cut.band * stride;
                    padded.copy_within(old * line..(old + ready - from) * line, 0);
                    start = ready;
                }
                self.pad(padded, cut, pictures, from, start..to);
                let inside = start.max(top) - top..(to.max(top) - top).min(in_height);
                if inside.start < inside.end {
                    let offset = (inside.start + top - from) * line + self.window.left * c;
                    let input = &input[(first * in_height + inside.start) * in_width * self.channels..];
                    self.expand(input, padded, cut, pictures, inside.len(), offset, height);
                }
                ready = to;
                let size = rows * out_width * c;
                for picture in 0..pictures {
                    let source = &padded[picture * cut.lines * line..][..cut.lines * line];
                    depthwise(
                        &self.depthwise,
                        rows,
                        out_width,
                        source,
                        line,
                        &mut filtered[picture * size..][..size],
                    );
                }
                let pixels = pictures * rows * out_width;
                self.project(
                    filtered,
                    residual,
                    out,
                    (first * out_height + y0) * out_width..(first * out_height + y0) * out_width + pixels,
                    height,
                );
            }
        }
    }

    /// Zeros around the picture in padded rows `rows`; the first row in the buffer is `from`.
    fn pad(&self, padded: &mut [f32], cut: Cut, pictures: usize, from: usize, rows: std::ops::Range<usize>) {
        let (c, Window { top, left, in_height, in_width, .. }) = (self.depthwise.channels(), self.window);
        let line = cut.width * c;
        for picture in 0..pictures {
            for y in rows.clone() {
                let row = &mut padded[(picture * cut.lines + y - from) * line..][..line];
                if (top..top + in_height).contains(&y) {
                    row[..left * c].fill(0.0);
                    row[(left + in_width) * c..].fill(0.0);
                } else {
                    row.fill(0.0);
                }
            }
        }
    }

    /// Fills `rows` rows of each picture from `offset` on.
    #[allow(clippy::too_many_arguments, reason = "one step of `run`, with its state")]
    fn expand(
        &self,
        input: &[f32],
        padded: &mut [f32],
        cut: Cut,
        pictures: usize,
        rows: usize,
        offset: usize,
        height: TileHeight,
    ) {
        let c = self.depthwise.channels();
        let (line, width) = (cut.width * c, self.window.in_width);
        let pixels = rows * width;
        let place = |m: usize| {
            let (picture, pixel) = (m / pixels, m % pixels);
            picture * cut.lines * line + offset + pixel / width * line + pixel % width * c
        };
        if let Some(expand) = &self.expand {
            let from = Rows::of(input, self.channels);
            return dense(expand, pictures * pixels, from, padded, place, None, height);
        }
        let steps = if self.channels == c { width } else { 1 };
        for m in (0..pictures * pixels).step_by(steps) {
            let from = &input[m * self.channels..][..steps * self.channels];
            let (inside, rest) = padded[place(m)..][..steps * c].split_at_mut(steps * self.channels);
            inside.copy_from_slice(from);
            rest.fill(0.0);
        }
    }

    /// From the depthwise convolution's output to pixels `pixels` of `out`.
    fn project(
        &self,
        filtered: &[f32],
        residual: Option<&[f32]>,
        out: &mut [f32],
        pixels: std::ops::Range<usize>,
        height: TileHeight,
    ) {
        let c = self.depthwise.channels();
        let Some(project) = &self.project else {
            let from = filtered.chunks_exact(c);
            let to = out.chunks_exact_mut(self.filtered).skip(pixels.start).take(pixels.len());
            for (to, from) in to.zip(from) {
                to.copy_from_slice(&from[..self.filtered]);
            }
            return;
        };
        let outer = project.outer();
        let part = pixels.start * outer..pixels.end * outer;
        let more = residual.map(|data| Residual { data: &data[part.clone()], clamp: self.sum_clamp });
        dense(project, pixels.len(), Rows::of(filtered, c), &mut out[part], |m| m * outer, more, height);
    }
}
