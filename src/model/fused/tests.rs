//! Whole blocks and first convolutions against their definitions, over shapes that are computed whole, in
//! groups of pictures and in bands. Sums run in one order everywhere, so results are equal to the bit.

use proptest::prelude::*;
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

use super::block::Block;
use super::kernels::{Clamp, Dense, Depthwise, TileHeight};
use super::layers::{Convolution, Pictures, Pool, Scratch, Window};

struct Source(ChaCha8Rng);

impl Source {
    fn within(&mut self, from: usize, to: usize) -> usize {
        from + self.0.next_u32() as usize % (to - from + 1)
    }
    fn values(&mut self, count: usize) -> Vec<f32> {
        (0..count).map(|_| self.0.next_u32() as f32 / u32::MAX as f32 * 2.0 - 1.0).collect()
    }
    fn clamp(&mut self) -> Clamp {
        let high = [f32::INFINITY, 0.5][self.within(0, 1)];
        Clamp { low: [f32::NEG_INFINITY, 0.0][self.within(0, 1)], high }
    }
    fn window(&mut self, in_height: usize, in_width: usize) -> Window {
        let (kernel, stride) = (3 + 2 * self.within(0, 2), self.within(1, 2));
        let mut side = |length: usize| {
            let before = self.within(0, kernel - 1);
            let after = self.within(0, kernel - 1).max(kernel.saturating_sub(length + before));
            (before, (length + before + after - kernel) / stride + 1)
        };
        let ((top, out_height), (left, out_width)) = (side(in_height), side(in_width));
        Window { kernel, stride, top, left, in_height, in_width, out_height, out_width }
    }
}

fn bounded(x: f32, clamp: Clamp) -> f32 {
    x.max(clamp.low).min(clamp.high)
}

/// `weights` is `outputs × inputs`.
fn product(input: &[f32], weights: &[f32], bias: &[f32], clamp: Clamp) -> Vec<f32> {
    let inner = weights.len() / bias.len();
    let row =
        |x: &[f32], o: usize| x.iter().zip(&weights[o * inner..]).fold(bias[o], |sum, (x, w)| sum + x * w);
    input.chunks_exact(inner).flat_map(|x| (0..bias.len()).map(move |o| bounded(row(x, o), clamp))).collect()
}

/// Calls `tap(y, x, t, input pixel)` for every tap of every window that lies on the picture.
fn taps(w: &Window, mut tap: impl FnMut(usize, usize, usize, Option<usize>)) {
    for y in 0..w.out_height {
        for x in 0..w.out_width {
            for t in 0..w.kernel * w.kernel {
                let row = (y * w.stride + t / w.kernel).checked_sub(w.top).filter(|r| *r < w.in_height);
                let column = (x * w.stride + t % w.kernel).checked_sub(w.left).filter(|c| *c < w.in_width);
                tap(y, x, t, row.zip(column).map(|(r, c)| r * w.in_width + c));
            }
        }
    }
}

fn filtered(input: &[f32], weights: &[f32], bias: &[f32], w: &Window, clamp: Clamp) -> Vec<f32> {
    let c = bias.len();
    let mut out: Vec<f32> = bias.iter().copied().cycle().take(w.out_height * w.out_width * c).collect();
    taps(w, |y, x, t, pixel| {
        for channel in 0..c {
            let v = pixel.map_or(0.0, |p| input[p * c + channel]);
            out[(y * w.out_width + x) * c + channel] += v * weights[channel * w.kernel * w.kernel + t];
        }
    });
    out.into_iter().map(|v| bounded(v, clamp)).collect()
}

fn check_block(seed: u64, large: bool) {
    let mut s = Source(ChaCha8Rng::seed_from_u64(seed));
    let (h, w) =
        if large { (s.within(40, 70), s.within(40, 60)) } else { (s.within(1, 15), s.within(1, 15)) };
    let window = s.window(h, w);
    let count = if large { 2 } else { s.within(1, 7) };
    let (inputs, outputs) = (s.within(1, 20), s.within(1, 20));
    let expands = large || s.within(0, 2) > 0;
    let (projects, adds) = (s.within(0, 3) > 0, s.within(0, 1) > 0);
    let c = if expands { s.within(1, if large { 90 } else { 30 }) } else { inputs };
    let clamps: [Clamp; 4] = std::array::from_fn(|_| s.clamp());
    let (expand, expand_bias) = (s.values(inputs * c), s.values(c));
    let (depthwise, depthwise_bias) = (s.values(c * window.kernel * window.kernel), s.values(c));
    let (project, project_bias) = (s.values(c * outputs), s.values(outputs));
    let input = s.values(count * h * w * inputs);
    let last = if projects { outputs } else { c };
    let size = window.out_height * window.out_width * last;
    let residual = (projects && adds).then(|| s.values(count * size));

    let mut expected = Vec::new();
    for picture in input.chunks_exact(h * w * inputs) {
        let wide =
            if expands { product(picture, &expand, &expand_bias, clamps[0]) } else { picture.to_vec() };
        let mut y = filtered(&wide, &depthwise, &depthwise_bias, &window, clamps[1]);
        if projects {
            y = product(&y, &project, &project_bias, clamps[2]);
        }
        expected.extend(y);
    }
    if let Some(residual) = &residual {
        expected.iter_mut().zip(residual).for_each(|(y, r)| *y = bounded(*y + r, clamps[3]));
    }

    let kernel = Depthwise::new(&depthwise, &depthwise_bias, window.kernel, window.stride, clamps[1]);
    let padded = |mut values: Vec<f32>, length: usize| {
        values.resize(length, 0.0);
        values
    };
    let wide = kernel.channels();
    let block = Block {
        window,
        channels: inputs,
        expand: expands.then(|| {
            Dense::new(&padded(expand, wide * inputs), &padded(expand_bias, wide), inputs, clamps[0])
        }),
        depthwise: kernel,
        filtered: c,
        project: projects.then(|| Dense::new(&project, &project_bias, c, clamps[2])),
        sum_clamp: clamps[3],
    };
    // Whatever an earlier operator left in the buffers must not matter.
    let mut scratch = Scratch { padded: vec![f32::NAN; 5000], filtered: vec![f32::NAN; 5000] };
    for height in TileHeight::ALL {
        let mut out = vec![f32::NAN; count * size];
        block.run(&input, residual.as_deref(), count, &mut out, &mut scratch, height);
        assert!(out == expected, "seed {seed}, {height:?}: {block:?}");
    }
}

fn check_convolution(seed: u64) {
    let mut s = Source(ChaCha8Rng::seed_from_u64(seed));
    let (h, w, count, outputs) = (s.within(1, 20), s.within(1, 20), s.within(1, 3), s.within(1, 20));
    let window = s.window(h, w);
    let taps_of_one = window.kernel * window.kernel;
    let (weights, bias) = (s.values(outputs * taps_of_one * 3), s.values(outputs));
    let clamp = s.clamp();
    let bytes: Vec<u8> = (0..count * h * w * 3).map(|_| s.within(0, 255) as u8).collect();
    let tables: [[f32; 256]; 3] =
        std::array::from_fn(|c| std::array::from_fn(|v| (v as f32 - 100.0) / (90.0 + c as f32)));
    let floats: Vec<f32> = bytes.iter().enumerate().map(|(i, b)| tables[i % 3][usize::from(*b)]).collect();
    let plane = h * w;
    let planar: Vec<f32> = (0..floats.len())
        .map(|i| floats[(i / (3 * plane) * plane + i % plane) * 3 + i / plane % 3])
        .collect();

    let mut expected = Vec::new();
    for picture in floats.chunks_exact(plane * 3) {
        let mut windows = vec![0.0; window.out_height * window.out_width * taps_of_one * 3];
        taps(&window, |y, x, t, pixel| {
            if let Some(p) = pixel {
                let at = ((y * window.out_width + x) * taps_of_one + t) * 3;
                windows[at..at + 3].copy_from_slice(&picture[p * 3..p * 3 + 3]);
            }
        });
        expected.extend(product(&windows, &weights, &bias, clamp));
    }
    let layer =
        Convolution { window, channels: 3, weights: Dense::new(&weights, &bias, taps_of_one * 3, clamp) };
    let sources =
        [Pictures::Interleaved(&floats), Pictures::Planar(&planar), Pictures::Bytes(&bytes, &tables)];
    let mut scratch = Scratch { padded: vec![f32::NAN; 999], filtered: vec![] };
    for (pictures, height) in sources.into_iter().zip(TileHeight::ALL) {
        let mut out = vec![f32::NAN; expected.len()];
        layer.run(pictures, count, &mut out, &mut scratch, height);
        assert!(out == expected, "seed {seed}, {height:?}: {layer:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn small_blocks_equal_their_definition(seed: u64) {
        check_block(seed, false);
    }

    #[test]
    fn first_convolutions_equal_their_definition(seed: u64) {
        check_convolution(seed);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn blocks_in_bands_equal_their_definition(seed: u64) {
        check_block(seed, true);
    }
}

#[test]
fn pooling_is_the_scaled_sum() {
    let input: Vec<f32> = (0..24).map(|v| v as f32).collect();
    let mut out = vec![f32::NAN; 4];
    Pool { pixels: 6, channels: 2, scale: 1.0 / 6.0 }.run(&input, &mut out);
    assert_eq!(out, [5.0, 6.0, 17.0, 18.0]);
}
