//! Naive oracles of the fused operators' kernels, and random cases for them.

use moelens::model::fused::TileHeight;
use moelens::model::fused::kernels::{Clamp, Dense, Depthwise, FUSES, Residual, Rows, dense, depthwise};
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

/// Random numbers of one case.
pub struct Source(ChaCha8Rng);

impl Source {
    /// Always the same for a seed.
    pub fn new(seed: u64) -> Self {
        Self(ChaCha8Rng::seed_from_u64(seed))
    }
    fn below(&mut self, end: usize) -> usize {
        self.0.next_u32() as usize % end
    }
    fn within(&mut self, from: usize, to: usize) -> usize {
        from + self.below(to - from + 1)
    }
    fn value(&mut self) -> f32 {
        self.0.next_u32() as f32 / u32::MAX as f32 * 4.0 - 2.0
    }
    fn values(&mut self, count: usize) -> Vec<f32> {
        (0..count).map(|_| self.value()).collect()
    }
    fn clamp(&mut self) -> Clamp {
        match self.below(4) {
            0 => Clamp::NONE,
            1 => Clamp { low: 0.0, high: f32::INFINITY },
            2 => Clamp { low: 0.0, high: 6.0 },
            _ => Clamp { low: -1.5, high: 0.75 },
        }
    }
}

fn bounded(x: f32, clamp: Clamp) -> f32 {
    x.max(clamp.low).min(clamp.high)
}

/// Equal to the bit, or nearly so where the build rounds once per product and sum.
fn assert_same(found: &[f32], expected: &[f32], what: &str) {
    assert_eq!(found.len(), expected.len(), "{what}");
    for (i, (f, e)) in found.iter().zip(expected).enumerate() {
        let same = if FUSES { (f - e).abs() <= 1e-4 * e.abs().max(1.0) } else { f.to_bits() == e.to_bits() };
        assert!(same, "{what}: value {i} is {f}, expected {e}");
    }
}

/// A random matrix product, with overlapping rows in pieces and with gaps in the output, against three
/// loops, for every tile height.
pub fn dense_case(seed: u64) {
    let mut source = Source::new(seed);
    let (rows, outer) = (source.within(1, 130), source.within(1, 37));
    let (segments, length) = (source.within(1, 5), source.within(1, 40));
    let inner = segments * length;
    let (row_stride, segment_stride) = (source.within(1, 2 * length), source.below(3 * length));
    let start = source.below(5);
    let input = source.values(start + (rows - 1) * row_stride + (segments - 1) * segment_stride + length);
    let (weights, bias) = (source.values(inner * outer), source.values(outer));
    let (clamp, sum_clamp) = (source.clamp(), source.clamp());
    let (run, gap) = (source.within(1, 20), source.below(9));
    let place = |m: usize| m * outer + m / run * gap;
    let size = place(rows - 1) + outer;
    let residual = (source.below(2) == 0).then(|| source.values(size));

    let untouched = -77.0;
    let mut expected = vec![untouched; size];
    for m in 0..rows {
        for o in 0..outer {
            let mut sum = bias[o];
            for i in 0..inner {
                let at = start + m * row_stride + i / length * segment_stride + i % length;
                sum += input[at] * weights[o * inner + i];
            }
            let mut y = bounded(sum, clamp);
            if let Some(residual) = &residual {
                y = bounded(y + residual[place(m) + o], sum_clamp);
            }
            expected[place(m) + o] = y;
        }
    }
    let layer = Dense::new(&weights, &bias, inner, clamp);
    for height in TileHeight::ALL {
        let mut out = vec![untouched; size];
        let from = Rows { data: &input, start, row_stride, segments, segment_stride };
        let more = residual.as_ref().map(|data| Residual { data, clamp: sum_clamp });
        dense(&layer, rows, from, &mut out, place, more, height);
        assert_same(&out, &expected, &format!("seed {seed}, {height:?}, {rows} x {inner} x {outer}"));
    }
}

/// A random depthwise convolution against its definition.
pub fn depthwise_case(seed: u64) {
    let mut source = Source::new(seed);
    let (kernel, stride) = (3 + 2 * source.below(3), source.within(1, 2));
    let (rows, width, channels) = (source.within(1, 6), source.within(1, 13), source.within(1, 41));
    let padded = channels.next_multiple_of(4);
    let row_stride = ((width - 1) * stride + kernel + source.below(3)) * padded;
    let input = source.values(((rows - 1) * stride + kernel) * row_stride);
    let (weights, bias) = (source.values(channels * kernel * kernel), source.values(channels));
    let clamp = source.clamp();

    let layer = Depthwise::new(&weights, &bias, kernel, stride, clamp);
    assert_eq!(layer.channels(), padded);
    let mut out = vec![0.0; rows * width * padded];
    depthwise(&layer, rows, width, &input, row_stride, &mut out);
    let (mut found, mut expected) = (Vec::new(), Vec::new());
    for y in 0..rows {
        for x in 0..width {
            for c in 0..channels {
                let mut sum = bias[c];
                for ky in 0..kernel {
                    for kx in 0..kernel {
                        let pixel = (y * stride + ky) * row_stride + (x * stride + kx) * padded;
                        sum += input[pixel + c] * weights[(c * kernel + ky) * kernel + kx];
                    }
                }
                expected.push(bounded(sum, clamp));
                found.push(out[(y * width + x) * padded + c]);
            }
        }
    }
    let what = format!("seed {seed}, kernel {kernel}, stride {stride}, {rows} x {width} x {channels}");
    assert_same(&found, &expected, &what);
}
