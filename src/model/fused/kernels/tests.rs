//! The SIMD kernels equal their scalar fallback to the bit. (That they are right at all is tested against
//! naive loops in `tests/fused.rs`, natively and in browsers.)

use proptest::prelude::*;

use super::lanes::Instructions;
use super::{Clamp, Dense, Depthwise, Residual, Rows, TileHeight, dense, depthwise};

/// Everything but the oracle.
fn instructions() -> [Instructions; 2] {
    [Instructions::Native, Instructions::best()]
}

/// Values that also show signed zeros, infinities and NaN.
fn values(count: usize) -> impl Strategy<Value = Vec<f32>> {
    let special = prop::sample::select(vec![0.0, -0.0, f32::INFINITY, f32::NEG_INFINITY, f32::NAN, 1e30]);
    proptest::collection::vec(prop_oneof![200 => -3.0f32..3.0, 1 => special], count)
}

fn clamps() -> impl Strategy<Value = Clamp> {
    let clamp = |low, high| Clamp { low, high };
    prop::sample::select(vec![Clamp::NONE, clamp(0.0, f32::INFINITY), clamp(0.0, 6.0), clamp(-1.0, 0.5)])
}

/// NaN may carry any payload.
fn bits(values: &[f32]) -> Vec<u32> {
    values.iter().map(|v| if v.is_nan() { f32::NAN.to_bits() } else { v.to_bits() }).collect()
}

proptest! {
    #[test]
    fn dense_equals_its_scalar_fallback(
        (rows, inner, outer, input, weights, bias, residual) in (1usize..40, 1usize..30, 1usize..20).prop_flat_map(
            |(rows, inner, outer)| (
                Just(rows), Just(inner), Just(outer),
                values(rows * inner), values(inner * outer), values(outer), values(rows * outer),
            )
        ),
        clamp in clamps(),
        sum_clamp in clamps(),
    ) {
        let layer = Dense::new(&weights, &bias, inner, clamp);
        let from = Rows::of(&input, inner);
        for more in [None, Some(Residual { data: &residual, clamp: sum_clamp })] {
            let mut expected = vec![0.0; rows * outer];
            dense::run(Instructions::Scalar, &layer, rows, from, &mut expected, |m| m * outer, more, TileHeight::Four);
            for (height, kind) in TileHeight::ALL.into_iter().flat_map(|h| instructions().map(|i| (h, i))) {
                let mut out = vec![0.0; rows * outer];
                dense::run(kind, &layer, rows, from, &mut out, |m| m * outer, more, height);
                prop_assert_eq!(bits(&out), bits(&expected));
            }
        }
    }

    #[test]
    fn depthwise_equals_its_scalar_fallback(
        (kernel, stride, rows, width, channels, input, weights, bias) in
            (0usize..3, 1usize..3, 1usize..4, 1usize..9, 1usize..40).prop_flat_map(|(k, stride, rows, width, c)| {
                let kernel = 3 + 2 * k;
                let area = ((rows - 1) * stride + kernel) * ((width - 1) * stride + kernel);
                (
                    Just(kernel), Just(stride), Just(rows), Just(width), Just(c),
                    values(area * c.next_multiple_of(4)), values(c * kernel * kernel), values(c),
                )
            }),
        clamp in clamps(),
    ) {
        let layer = Depthwise::new(&weights, &bias, kernel, stride, clamp);
        let row_stride = ((width - 1) * stride + kernel) * channels.next_multiple_of(4);
        let mut expected = vec![0.0; rows * width * layer.channels()];
        depthwise::run(Instructions::Scalar, &layer, rows, width, &input, row_stride, &mut expected);
        for kind in instructions() {
            let mut out = vec![0.0; expected.len()];
            depthwise::run(kind, &layer, rows, width, &input, row_stride, &mut out);
            prop_assert_eq!(bits(&out), bits(&expected));
        }
    }

    #[test]
    fn clamps_combine_in_order(x in -9.0f32..9.0, steps in proptest::collection::vec((any::<bool>(), -5.0f32..5.0), 0..6)) {
        let (mut direct, mut clamp) = (x, Clamp::NONE);
        for (is_max, bound) in steps {
            (direct, clamp) = if is_max {
                (direct.max(bound), clamp.then_max(bound))
            } else {
                (direct.min(bound), clamp.then_min(bound))
            };
        }
        prop_assert_eq!(x.max(clamp.low).min(clamp.high), direct);
    }
}

#[test]
fn calibration_takes_the_fastest_height_and_survives_a_stopped_clock() {
    use std::cell::Cell;
    assert_eq!(super::calibrate(&|| 0.0), TileHeight::default());
    // A clock by which the third height is always the fastest: readings come in pairs, heights in turn.
    let readings = Cell::new(0u32);
    let clock = || {
        let n = readings.replace(readings.get() + 1);
        let duration = if n / 2 % 3 == 2 { 1.0 } else { 2.0 };
        f64::from(n) * 10.0 + if n % 2 == 1 { duration - 10.0 } else { 0.0 }
    };
    assert_eq!(super::calibrate(&clock), TileHeight::Six);
}
