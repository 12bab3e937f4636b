//! Occlusion (Zeiler & Fergus 2014, section 4): each superpixel off while all else stays, and each alone on
//! the comparison pictures. Exact for what it asks, and blind to what superpixels do together.

use super::plan::MaskPlan;

/// The evaluations, per reference: none on, then each superpixel off, then each alone: 2 d + 1 rows.
pub fn plan(superpixels: usize, references: usize) -> MaskPlan {
    let mut rows = Vec::with_capacity(references * (2 * superpixels + 1));
    for r in 0..references {
        rows.push((Vec::new(), r));
        rows.extend((0..superpixels).map(|c| ((0..superpixels).filter(|&o| o != c).collect(), r)));
        rows.extend((0..superpixels).map(|c| (vec![c], r)));
    }
    MaskPlan::from_rows(superpixels, &rows)
}

/// What each superpixel is worth, as means over references.
#[derive(Clone, Debug, PartialEq)]
pub struct Occlusion {
    /// f(all) − f(all but this one).
    pub off: Vec<f64>,
    /// f(this one alone) − f(none).
    pub alone: Vec<f64>,
}

/// From the target's value for the picture itself and for the rows of [`plan`].
///
/// # Panics
/// When there is not one value per row.
pub fn solve(superpixels: usize, references: usize, all: f64, values: &[f64]) -> Occlusion {
    let block = 2 * superpixels + 1;
    assert_eq!(values.len(), references * block, "a value per row of the plan");
    let mean = |f: &dyn Fn(&[f64]) -> f64| values.chunks_exact(block).map(f).sum::<f64>() / references as f64;
    let each = |f: &dyn Fn(&[f64], usize) -> f64| (0..superpixels).map(|c| mean(&|v| f(v, c))).collect();
    Occlusion { off: each(&|v, c| all - v[1 + c]), alone: each(&|v, c| v[1 + superpixels + c] - v[0]) }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        /// y = effects of what is on, a product of the first two, and an offset per reference.
        #[test]
        fn finds_effects_with_and_without_company(
            effects in prop::collection::vec(-3.0f64..3.0, 2..20),
            together in -2.0f64..2.0,
            offsets in prop::collection::vec(-5.0f64..5.0, 1..4),
        ) {
            let d = effects.len();
            let plan = plan(d, offsets.len());
            let value = |row: usize| {
                let on: Vec<usize> = plan.masks.ones(row).collect();
                let both = on.contains(&0) && on.contains(&1);
                // With all on, the picture itself shows: the reference does not matter.
                let offset = offsets[plan.references[row]] * (d - on.len()) as f64;
                on.iter().map(|&c| effects[c]).sum::<f64>() + if both { together } else { 0.0 } + offset
            };
            let values: Vec<f64> = (0..plan.len()).map(value).collect();
            let all = effects.iter().sum::<f64>() + together;
            let found = solve(d, offsets.len(), all, &values);
            let offset = offsets.iter().sum::<f64>() / offsets.len() as f64;
            for (c, effect) in effects.iter().enumerate() {
                let company = if c < 2 { together } else { 0.0 };
                prop_assert!((found.off[c] - (effect + company - offset)).abs() < 1e-9);
                prop_assert!((found.alone[c] - (effect - offset)).abs() < 1e-9);
            }
        }
    }
}
