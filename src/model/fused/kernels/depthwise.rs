//! Depthwise convolution over channels-last rows that are padded already.
#![allow(unsafe_code, reason = "the inner loop's bounds are asserted once per call, not once per load")]

use super::Clamp;
#[cfg(target_arch = "x86_64")]
use super::lanes::Avx;
use super::lanes::{Instructions, Lanes, Native};

/// Channels walked together over a row, so that their weights stay in registers and cache.
const STRIPE: usize = 32;

/// Weights of a depthwise convolution with a square window, its channels padded to a multiple of four.
#[derive(Clone, Debug)]
pub struct Depthwise {
    kernel: usize,
    stride: usize,
    channels: usize,
    /// `kernel × kernel × channels`
    weights: Vec<f32>,
    bias: Vec<f32>,
    clamp: Clamp,
}

impl Depthwise {
    /// Whether there is a kernel for this window.
    pub fn supports(kernel: usize, stride: usize) -> bool {
        matches!((kernel, stride), (3 | 5 | 7, 1 | 2))
    }

    /// `weights` is `channels × kernel × kernel`, `bias` has one value per channel.
    ///
    /// # Panics
    /// When the lengths do not fit each other or the window is not supported.
    pub fn new(weights: &[f32], bias: &[f32], kernel: usize, stride: usize, clamp: Clamp) -> Self {
        assert!(Self::supports(kernel, stride), "kernel {kernel} with stride {stride}");
        let taps = kernel * kernel;
        assert_eq!(weights.len(), bias.len() * taps, "weights are channels x kernel x kernel");
        let channels = bias.len().next_multiple_of(4);
        let mut turned = vec![0.0; taps * channels];
        for (c, window) in weights.chunks_exact(taps).enumerate() {
            for (t, &w) in window.iter().enumerate() {
                turned[t * channels + c] = w;
            }
        }
        let mut bias = bias.to_vec();
        bias.resize(channels, 0.0);
        Self { kernel, stride, channels, weights: turned, bias, clamp }
    }

    /// Channels after padding to a multiple of four: what input and output must hold per pixel.
    pub fn channels(&self) -> usize {
        self.channels
    }

    /// Side of the window.
    pub fn kernel(&self) -> usize {
        self.kernel
    }

    /// Step of the window.
    pub fn stride(&self) -> usize {
        self.stride
    }
}

/// Computes `rows × width` pixels of output, all [`Depthwise::channels`] of each.
///
/// `input` starts at the first pixel of the first window and has `row_stride` values from row to row. Every
/// output is bias plus the products in reading order of the window.
///
/// # Panics
/// When input or output are too short.
pub fn depthwise(
    layer: &Depthwise,
    rows: usize,
    width: usize,
    input: &[f32],
    row_stride: usize,
    out: &mut [f32],
) {
    run(Instructions::best(), layer, rows, width, input, row_stride, out);
}

/// Calls the method compiled for a window.
macro_rules! by_window {
    ($job:expr, $method:ident, $wide:ty, $narrow:ty, $window:expr) => {
        match $window {
            (3, 1) => $job.$method::<$wide, $narrow, 3, 1>(),
            (3, 2) => $job.$method::<$wide, $narrow, 3, 2>(),
            (5, 1) => $job.$method::<$wide, $narrow, 5, 1>(),
            (5, 2) => $job.$method::<$wide, $narrow, 5, 2>(),
            (7, 1) => $job.$method::<$wide, $narrow, 7, 1>(),
            (7, 2) => $job.$method::<$wide, $narrow, 7, 2>(),
            _ => unreachable!("refused by Depthwise::new"),
        }
    };
}

pub(super) fn run(
    instructions: Instructions,
    layer: &Depthwise,
    rows: usize,
    width: usize,
    input: &[f32],
    row_stride: usize,
    out: &mut [f32],
) {
    if rows == 0 || width == 0 || layer.channels == 0 {
        return;
    }
    let Depthwise { kernel, stride, channels, .. } = *layer;
    let end = ((rows - 1) * stride + kernel - 1) * row_stride + ((width - 1) * stride + kernel) * channels;
    assert!(end <= input.len(), "input holds {} values, {end} are read", input.len());
    assert!(rows * width * channels <= out.len(), "output is too short");
    assert!(channels.is_multiple_of(4) && layer.bias.len() == channels);
    assert_eq!(layer.weights.len(), kernel * kernel * channels);
    let job = Job {
        rows,
        width,
        row_stride,
        channels,
        kernel_rows: kernel,
        input: input.as_ptr(),
        weights: layer.weights.as_ptr(),
        bias: layer.bias.as_ptr(),
        clamp: layer.clamp,
        out: out.as_mut_ptr(),
    };
    // SAFETY: the asserts above are the contract; AVX is asked for only where the processor has it.
    unsafe {
        match instructions {
            Instructions::Native => by_window!(job, rows, Native, Native, (kernel, stride)),
            #[cfg(target_arch = "x86_64")]
            Instructions::Avx => by_window!(job, rows_avx, Avx, Native, (kernel, stride)),
            #[cfg(all(test, not(target_arch = "wasm32")))]
            Instructions::Scalar => {
                use super::lanes::Scalar;
                by_window!(job, rows, Scalar, Scalar, (kernel, stride))
            }
        }
    }
}

struct Job {
    rows: usize,
    width: usize,
    row_stride: usize,
    channels: usize,
    /// The kernel's height again, unknown to the compiler so that it does not unroll over it.
    kernel_rows: usize,
    input: *const f32,
    weights: *const f32,
    bias: *const f32,
    clamp: Clamp,
    out: *mut f32,
}

impl Job {
    /// # Safety
    /// `input` holds `((rows - 1)·S + K - 1)·row_stride + ((width - 1)·S + K)·channels` values, `weights`
    /// `K·K·channels`, `bias` `channels`, `out` `rows·width·channels`; channels are a multiple of four.
    #[inline(never)]
    unsafe fn rows<W: Lanes, L: Lanes, const K: usize, const S: usize>(&self) {
        // SAFETY: the same contract.
        unsafe { self.compute::<W, L, K, S>() }
    }

    /// # Safety
    /// See [`Self::rows`]; the processor must have AVX.
    #[cfg(target_arch = "x86_64")]
    #[target_feature(enable = "avx")]
    #[inline(never)]
    unsafe fn rows_avx<W: Lanes, L: Lanes, const K: usize, const S: usize>(&self) {
        // SAFETY: the same contract.
        unsafe { self.compute::<W, L, K, S>() }
    }

    /// `W` lanes at a time, `L` (four) for the rest.
    ///
    /// # Safety
    /// See [`Self::rows`].
    #[inline(always)]
    unsafe fn compute<W: Lanes, L: Lanes, const K: usize, const S: usize>(&self) {
        const { assert!(L::WIDTH == 4) };
        let c = self.channels;
        for stripe in (0..c).step_by(STRIPE) {
            let stripe_end = (stripe + STRIPE).min(c);
            for y in 0..self.rows {
                let mut x = 0;
                while x < self.width {
                    let left = self.width - x;
                    let mut channel = stripe;
                    while channel < stripe_end {
                        // SAFETY: pixel (x, y) and the next ones, as many as are computed together, are
                        // inside the width, hence their windows inside the input; the channels exist.
                        unsafe {
                            let from = self.input.add(y * S * self.row_stride + x * S * c + channel);
                            let to = self.out.add((y * self.width + x) * c + channel);
                            if channel + W::WIDTH <= stripe_end {
                                self.some_pixels::<W, K, S>(from, to, channel, left);
                                channel += W::WIDTH;
                            } else {
                                self.some_pixels::<L, K, S>(from, to, channel, left);
                                channel += L::WIDTH;
                            }
                        }
                    }
                    x += match left {
                        4.. => 4,
                        2.. => 2,
                        _ => 1,
                    };
                }
            }
        }
    }

    /// Four, two or one of the `left` pixels left in a row.
    ///
    /// # Safety
    /// See [`Self::pixels`] for as many pixels.
    #[inline(always)]
    unsafe fn some_pixels<L: Lanes, const K: usize, const S: usize>(
        &self,
        from: *const f32,
        to: *mut f32,
        channel: usize,
        left: usize,
    ) {
        // SAFETY: the same contract.
        unsafe {
            match left {
                4.. => self.pixels::<L, K, S, 4>(from, to, channel),
                2.. => self.pixels::<L, K, S, 2>(from, to, channel),
                _ => self.pixels::<L, K, S, 1>(from, to, channel),
            }
        }
    }

    /// As many channels as there are lanes, of `N` neighbouring pixels.
    ///
    /// # Safety
    /// `from` is the first window's corner, and the windows of all `N` pixels are readable; `to` is
    /// writable for `N` pixels; the channels exist.
    #[inline(always)]
    unsafe fn pixels<L: Lanes, const K: usize, const S: usize, const N: usize>(
        &self,
        from: *const f32,
        to: *mut f32,
        channel: usize,
    ) {
        let c = self.channels;
        // SAFETY: the channels exist in bias, in each of K·K rows of weights, in each
        // pixel of the windows and in each output pixel; wrapping adds may pass the end unread.
        unsafe {
            let mut sums = [L::load(self.bias.add(channel)); N];
            let mut weights = self.weights.add(channel);
            let mut row = from;
            for _ in 0..self.kernel_rows {
                let mut w = [sums[0]; K];
                for tap in &mut w {
                    *tap = L::load(weights);
                    weights = weights.wrapping_add(c);
                }
                let mut pixel = row;
                for j in 0..(N - 1) * S + K {
                    let v = L::load(pixel);
                    for (n, sum) in sums.iter_mut().enumerate() {
                        if j >= n * S && j - n * S < K {
                            *sum = sum.multiply_add(v, w[j - n * S]);
                        }
                    }
                    pixel = pixel.wrapping_add(c);
                }
                row = row.wrapping_add(self.row_stride);
            }
            let (low, high) = (L::splat(self.clamp.low), L::splat(self.clamp.high));
            for (n, sum) in sums.iter().enumerate() {
                sum.clamp(low, high).store(to.add(n * c));
            }
        }
    }
}
