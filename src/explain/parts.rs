//! How much of the evidence lies on which part of a picture, where the parts are known.
//!
//! The parts themselves are the superpixels of such an explanation: hair is switched off as a whole, so that
//! no border is crossed and nothing is left of it.

use super::errors::NORMAL_975;
use super::errors::student_over_normal;
use super::evaluations::Evaluations;
use super::explanation::{ViewError, ViewParams, validate};
use super::kernel::kernel_weight;
use super::moments::{Moments, Sample};

/// A share with its 95 % interval, all 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Share {
    /// The mean over what was measured.
    pub mean: f64,
    /// Lower end.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

/// Each superpixel's coefficient from the whole blocks of each reference alone, in order of the references;
/// a reference without a whole block has none.
///
/// # Errors
/// When the view does not fit the evaluations.
pub fn weights_by_reference(
    evaluations: &Evaluations,
    view: &ViewParams,
) -> Result<Vec<Vec<f64>>, ViewError> {
    validate(evaluations, view)?;
    let setup = evaluations.setup();
    let block = setup.design.block();
    let whole = evaluations.usable() / block * block;
    let masks = setup.design.masks(0..whole);
    let y: Vec<f64> = (0..whole).map(|i| view.target.value(evaluations.logits_of(i))).collect();
    let d = masks.columns();
    let weights: Vec<f64> = (0..whole).map(|i| kernel_weight(masks.count(i), d, view.kernel_width)).collect();
    let sample = Sample { masks: &masks, y: &y, weights: &weights };
    let chosen: Vec<usize> = (0..d).collect();
    let of = |r: usize| (0..whole).filter(|&i| setup.reference_of(i) == r).collect::<Vec<_>>();
    let fits = (0..setup.references.len().max(1)).map(of).filter(|rows| !rows.is_empty());
    Ok(fits
        .map(|rows| {
            Moments::new(sample, &rows).ridge(&chosen, view.alpha).coefficients.iter().copied().collect()
        })
        .collect())
}

/// The share of each superpixel in the evidence for the class: its weight where that is positive, over the
/// sum of the positive weights. All 0 when nothing speaks for the class.
pub fn evidence(weights: &[f64]) -> Vec<f64> {
    let total: f64 = weights.iter().filter(|w| **w > 0.0).sum();
    weights.iter().map(|w| if total > 0.0 { w.max(0.0) / total } else { 0.0 }).collect()
}

/// Mean shares over units (references, pictures, characters), with 95 % intervals by Student's t over the
/// units, kept within 0 to 1. With one unit there is no interval: it spans everything.
///
/// # Panics
/// When units have different lengths.
pub fn shares(units: &[Vec<f64>]) -> Vec<Share> {
    let Some(first) = units.first() else { return Vec::new() };
    assert!(units.iter().all(|u| u.len() == first.len()), "units have the same parts");
    let count = units.len() as f64;
    let one = |part: usize| {
        let mean = units.iter().map(|u| u[part]).sum::<f64>() / count;
        if units.len() < 2 {
            return Share { mean, low: 0.0, high: 1.0 };
        }
        let squares: f64 = units.iter().map(|u| (u[part] - mean) * (u[part] - mean)).sum();
        let error = libm::sqrt(squares / (count - 1.0) / count);
        let reach = NORMAL_975 * student_over_normal(units.len() - 1) * error;
        Share { mean, low: (mean - reach).max(0.0), high: (mean + reach).min(1.0) }
    };
    (0..first.len()).map(one).collect()
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn shares_add_up(units in prop::collection::vec(prop::collection::vec(-3.0f64..3.0, 7), 1..9)) {
            let units: Vec<Vec<f64>> = units.iter().map(|u| evidence(u)).collect();
            for unit in &units {
                let sum: f64 = unit.iter().sum();
                prop_assert!((sum - 1.0).abs() < 1e-9 || sum == 0.0);
                prop_assert!(unit.iter().all(|s| *s >= 0.0));
            }
            for share in shares(&units) {
                prop_assert!(share.low <= share.mean && share.mean <= share.high);
                prop_assert!(share.low >= 0.0 && share.high <= 1.0);
            }
        }
    }

    #[test]
    fn intervals_are_students() {
        // Mean 0.3, standard deviation 0.1, n = 4: 0.3 ± 3.1824 · 0.05.
        let units = [0.3 - 0.15f64.sqrt() / 10f64.sqrt(), 0.3 + 0.15f64.sqrt() / 10f64.sqrt(), 0.3, 0.3];
        let found = shares(&units.map(|u| vec![u]))[0];
        assert!((found.mean - 0.3).abs() < 1e-12);
        assert!((found.high - found.low - 2.0 * 3.1824 * 0.05).abs() < 1e-4, "{found:?}");
    }

    #[test]
    fn what_speaks_against_has_no_share() {
        assert_eq!(evidence(&[3.0, -5.0, 1.0]), [0.75, 0.0, 0.25]);
        assert_eq!(evidence(&[-3.0, 0.0]), [0.0, 0.0]);
        assert_eq!(shares(&[vec![0.4]])[0], Share { mean: 0.4, low: 0.0, high: 1.0 });
    }
}
