//! What a fused operator computes, over pictures in channels-last order (`pictures × height × width ×
//! channels`). No network library in here: slices in, slices out.

use std::cell::RefCell;

use super::kernels::{Clamp, Dense, Residual, Rows, TileHeight, dense};

/// How a k×k window moves over a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Window {
    /// Side of the window.
    pub kernel: usize,
    /// Its step.
    pub stride: usize,
    /// Rows of zeros above the picture.
    pub top: usize,
    /// Columns of zeros left of the picture.
    pub left: usize,
    pub in_height: usize,
    pub in_width: usize,
    pub out_height: usize,
    pub out_width: usize,
}

impl Window {
    /// Pixels of a padded row: all that windows read, and the whole picture in any case.
    pub fn padded_width(&self) -> usize {
        ((self.out_width - 1) * self.stride + self.kernel).max(self.in_width + self.left)
    }

    /// Padded rows that `rows` rows of output read.
    pub fn rows_read(&self, rows: usize) -> usize {
        (rows - 1) * self.stride + self.kernel
    }
}

/// Buffers that live from run to run, so that a run allocates only its outputs.
#[derive(Default)]
pub(super) struct Scratch {
    /// Padded rows of input or of the expanded picture.
    pub padded: Vec<f32>,
    /// What the depthwise convolution gives.
    pub filtered: Vec<f32>,
}

thread_local! {
    /// One set of buffers per thread, as large as the largest operator needs: operators run one after the
    /// other and leave nothing in them. A plan may run on several threads at once, each with its own.
    static SCRATCH: RefCell<Scratch> = RefCell::default();
}

/// Lends the thread's buffers.
pub(super) fn with_scratch<T>(work: impl FnOnce(&mut Scratch) -> T) -> T {
    SCRATCH.with_borrow_mut(work)
}

/// The first `length` values of a buffer that grows as needed; their content is whatever was there.
pub(super) fn at_least(buffer: &mut Vec<f32>, length: usize) -> &mut [f32] {
    if buffer.len() < length {
        buffer.resize(length, 0.0);
    }
    &mut buffer[..length]
}

/// Pictures as a first convolution finds them.
#[derive(Clone, Copy)]
pub(super) enum Pictures<'a> {
    /// Channels last.
    Interleaved(&'a [f32]),
    /// Channels first.
    Planar(&'a [f32]),
    /// Channels last, each byte standing for a value of its channel's table.
    Bytes(&'a [u8], &'a [[f32; 256]; 3]),
}

/// A dense k×k convolution, such as the first of a network.
#[derive(Clone, Debug)]
pub(super) struct Convolution {
    pub window: Window,
    pub channels: usize,
    /// `outputs × (kernel · kernel · channels)`, channels innermost.
    pub weights: Dense,
}

/// Rows of output computed from one padding of input rows.
const CONVOLUTION_BAND: usize = 4;

impl Convolution {
    pub fn run(
        &self,
        pictures: Pictures,
        count: usize,
        out: &mut [f32],
        scratch: &mut Scratch,
        height: TileHeight,
    ) {
        let Window { kernel, stride, top, out_height, out_width, .. } = self.window;
        let (line, outputs) = (self.window.padded_width() * self.channels, self.weights.outer());
        let padded = at_least(&mut scratch.padded, self.window.rows_read(CONVOLUTION_BAND) * line);
        for picture in 0..count {
            for y0 in (0..out_height).step_by(CONVOLUTION_BAND) {
                let rows = CONVOLUTION_BAND.min(out_height - y0);
                let lines = padded.chunks_exact_mut(line).take(self.window.rows_read(rows));
                for (p, to) in lines.enumerate() {
                    let row = (y0 * stride + p).checked_sub(top);
                    self.pad(pictures, picture, row.filter(|&y| y < self.window.in_height), to);
                }
                for y in 0..rows {
                    let input = Rows {
                        data: padded,
                        start: y * stride * line,
                        row_stride: stride * self.channels,
                        segments: kernel,
                        segment_stride: line,
                    };
                    let to = &mut out[(picture * out_height + y0 + y) * out_width * outputs..];
                    dense(&self.weights, out_width, input, to, |m| m * outputs, None, height);
                }
            }
        }
    }

    /// One padded row: zeros where `row` is absent, and beside the picture.
    fn pad(&self, pictures: Pictures, picture: usize, row: Option<usize>, to: &mut [f32]) {
        let (c, Window { in_height: h, in_width: w, left, .. }) = (self.channels, self.window);
        let Some(y) = row else {
            return to.fill(0.0);
        };
        let (before, rest) = to.split_at_mut(left * c);
        let (inside, after) = rest.split_at_mut(w * c);
        before.fill(0.0);
        after.fill(0.0);
        let start = (picture * h + y) * w * c;
        match pictures {
            Pictures::Interleaved(data) => inside.copy_from_slice(&data[start..][..w * c]),
            Pictures::Planar(data) => {
                for channel in 0..c {
                    let plane = &data[((picture * c + channel) * h + y) * w..][..w];
                    for (to, v) in inside[channel..].iter_mut().step_by(c).zip(plane) {
                        *to = *v;
                    }
                }
            }
            Pictures::Bytes(data, tables) => {
                let pixels = data[start..][..w * c].chunks_exact(3);
                for (to, pixel) in inside.chunks_exact_mut(3).zip(pixels) {
                    for (channel, table) in tables.iter().enumerate() {
                        to[channel] = table[usize::from(pixel[channel])];
                    }
                }
            }
        }
    }
}

/// A 1×1 convolution or a fully connected layer, with or without a residual.
#[derive(Clone, Debug)]
pub(super) struct Pointwise {
    pub weights: Dense,
    /// Bounds of the sum with a residual.
    pub sum_clamp: Clamp,
}

impl Pointwise {
    pub fn run(&self, input: &[f32], residual: Option<&[f32]>, out: &mut [f32], height: TileHeight) {
        let (inner, outer) = (self.weights.inner(), self.weights.outer());
        let residual = residual.map(|data| Residual { data, clamp: self.sum_clamp });
        let rows = input.len() / inner;
        dense(&self.weights, rows, Rows::of(input, inner), out, |m| m * outer, residual, height);
    }
}

/// Mean (or another multiple of the sum) over all pixels of a picture.
#[derive(Clone, Debug)]
pub(super) struct Pool {
    pub pixels: usize,
    pub channels: usize,
    /// What the sum is multiplied with.
    pub scale: f32,
}

impl Pool {
    pub fn run(&self, input: &[f32], out: &mut [f32]) {
        let pictures = input.chunks_exact(self.pixels * self.channels);
        for (to, picture) in out.chunks_exact_mut(self.channels).zip(pictures) {
            to.fill(0.0);
            for pixel in picture.chunks_exact(self.channels) {
                for (sum, v) in to.iter_mut().zip(pixel) {
                    *sum += v;
                }
            }
            for sum in to {
                *sum *= self.scale;
            }
        }
    }
}
