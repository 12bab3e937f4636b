//! The surrogate: a weighted ridge regression on masks, matched to Python `lime` 0.2.0.1 (`lime_base.py`).

use nalgebra::DMatrix;
use serde::{Deserialize, Serialize};

use super::bits::BitMatrix;
use super::moments::{Fit, Moments, Sample};

/// Which superpixels enter the surrogate. The others have weight 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "count", rename_all = "snake_case")]
pub enum FeatureSelection {
    /// All.
    None,
    /// The `n` with the largest absolute coefficients of a ridge regression with α = 0.01.
    HighestWeights(usize),
    /// `n` superpixels, one after the other, each the one that raises R² of plain least squares most.
    ForwardSelection(usize),
}

/// A fitted surrogate.
#[derive(Clone, Debug, PartialEq)]
pub struct Surrogate {
    /// A coefficient per superpixel; 0 where not selected.
    pub weights: Vec<f64>,
    /// The value with all superpixels off.
    pub intercept: f64,
    /// Weighted R², at most 1.
    pub fidelity: f64,
    /// The value with all superpixels on: the surrogate's answer at the picture itself.
    pub local_prediction: f64,
    /// Superpixels in the regression, in the order of selection.
    pub selected: Vec<usize>,
}

impl Surrogate {
    /// Fits outputs `y` on masks, a weight per row (at least 0, not all 0), penalty `alpha` ≥ 0 on all
    /// coefficients but the intercept.
    ///
    /// Deviations from Python: the local prediction and `highest_weights` look at the row with all on
    /// rather than at row 0 (the same row in Python's design); a singular system gets a tiny penalty.
    ///
    /// # Panics
    /// When lengths differ or there is no row.
    pub fn fit(
        masks: &BitMatrix,
        y: &[f64],
        weights: &[f64],
        alpha: f64,
        selection: FeatureSelection,
    ) -> Self {
        assert!(masks.rows() > 0, "a surrogate needs at least one row");
        assert!(y.len() == masks.rows() && weights.len() == masks.rows(), "one output and weight per row");
        let rows: Vec<usize> = (0..masks.rows()).collect();
        let moments = Moments::new(Sample { masks, y, weights }, &rows);
        Self::with_fit(&moments, alpha, selection).0
    }

    /// The surrogate, and the regression over its selected superpixels.
    pub(super) fn with_fit(moments: &Moments, alpha: f64, selection: FeatureSelection) -> (Self, Fit) {
        let selected = select(moments, selection);
        let fit = moments.ridge(&selected, alpha);
        let mut weights = vec![0.0; moments.mean.len()];
        selected.iter().zip(fit.coefficients.iter()).for_each(|(&c, &w)| weights[c] = w);
        let local_prediction = fit.intercept + weights.iter().sum::<f64>();
        let surrogate =
            Self { weights, intercept: fit.intercept, fidelity: fit.fidelity, local_prediction, selected };
        (surrogate, fit)
    }
}

fn select(moments: &Moments, selection: FeatureSelection) -> Vec<usize> {
    let all: Vec<usize> = (0..moments.mean.len()).collect();
    match selection {
        FeatureSelection::None => all,
        FeatureSelection::HighestWeights(count) => {
            let size: Vec<f64> = moments.ridge(&all, 0.01).coefficients.iter().map(|c| c.abs()).collect();
            let mut order = all;
            order.sort_by(|&a, &b| size[b].total_cmp(&size[a]));
            order.truncate(count);
            order
        }
        FeatureSelection::ForwardSelection(count) => forward(moments, count.min(all.len())),
    }
}

/// Forward selection by sweeping: once the chosen superpixels are regressed out, superpixel j raises the
/// explained variation by momentⱼ² / gramⱼⱼ. Equal to refitting each candidate, at d² per step.
fn forward(moments: &Moments, count: usize) -> Vec<usize> {
    let d = moments.mean.len();
    let mut gram: DMatrix<f64> = moments.gram.clone();
    let mut moment = moments.moment.clone();
    let mut chosen = Vec::with_capacity(count);
    while chosen.len() < count {
        let mut best = None;
        for j in (0..d).filter(|j| !chosen.contains(j)) {
            // What is left of a superpixel that the chosen ones determine is rounding.
            let free = gram[(j, j)] > 1e-10 * moments.gram[(j, j)];
            let gain = if free { moment[j] * moment[j] / gram[(j, j)] } else { 0.0 };
            if best.is_none_or(|(most, _)| gain > most) {
                best = Some((gain, j));
            }
        }
        let Some((gain, j)) = best else { break };
        chosen.push(j);
        if gain > 0.0 {
            let (column, pivot, own) = (gram.column(j).clone_owned(), gram[(j, j)], moment[j]);
            for b in 0..d {
                moment[b] -= column[b] * own / pivot;
                for a in 0..d {
                    gram[(a, b)] -= column[a] * column[b] / pivot;
                }
            }
        }
    }
    chosen
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::super::design::{Design, DesignKind};
    use super::super::kernel::kernel_weight;
    use super::*;
    use proptest::prelude::*;

    fn masks(kind: DesignKind, seed: u64, d: usize, n: usize) -> BitMatrix {
        Design::new(kind, seed, d).unwrap().masks(0..n)
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(32))]

        /// A linear model is its own surrogate (Garreau & Mardaoui 2021, section 4: the limit coefficients
        /// of a linear model are its own weights, whatever the kernel).
        #[test]
        fn a_linear_model_gives_its_own_weights(
            effects in prop::collection::vec(-3.0f64..3.0, 1..31), seed: u64, narrow: bool,
        ) {
            let d = effects.len();
            let z = masks(DesignKind::HadamardFoldover, seed, d, 256);
            let y: Vec<f64> = (0..256).map(|i| 0.7 + z.ones(i).map(|c| effects[c]).sum::<f64>()).collect();
            let width = narrow.then_some(0.25);
            let w: Vec<f64> = (0..256).map(|i| kernel_weight(z.count(i), d, width)).collect();
            let fit = Surrogate::fit(&z, &y, &w, 0.0, FeatureSelection::None);
            for (found, effect) in fit.weights.iter().zip(&effects) {
                prop_assert!((found - effect).abs() < 1e-6, "{found} {effect}");
            }
            prop_assert!((fit.intercept - 0.7).abs() < 1e-6);
            prop_assert!((fit.local_prediction - 0.7 - effects.iter().sum::<f64>()).abs() < 1e-6);
        }

        /// In whole fold-over blocks under a flat kernel the ridge estimate of a linear model has the closed
        /// form effect · n / (n + 4α): each column has variance n / 4 and no covariance.
        #[test]
        fn ridge_on_whole_blocks_has_a_closed_form(
            effects in prop::collection::vec(-3.0f64..3.0, 16..32), seed: u64, alpha in 0.0..20.0,
        ) {
            let z = masks(DesignKind::HadamardFoldover, seed, effects.len(), 128);
            let y: Vec<f64> = (0..128).map(|i| z.ones(i).map(|c| effects[c]).sum()).collect();
            let fit = Surrogate::fit(&z, &y, &[1.0; 128], alpha, FeatureSelection::None);
            for (found, effect) in fit.weights.iter().zip(&effects) {
                prop_assert!((found - effect * 128.0 / (128.0 + 4.0 * alpha)).abs() < 1e-7);
            }
        }

        #[test]
        fn a_constant_model_has_no_weights(value in -9.0f64..9.0, seed: u64, d in 1usize..40) {
            let z = masks(DesignKind::Bernoulli, seed, d, 100);
            let fit = Surrogate::fit(&z, &[value; 100], &[1.0; 100], 1.0, FeatureSelection::None);
            prop_assert!(fit.weights.iter().all(|w| w.abs() < 1e-12));
            prop_assert!((fit.intercept - value).abs() < 1e-12);
            prop_assert_eq!(fit.fidelity, 1.0);
        }

        /// Renumbering superpixels renumbers weights.
        #[test]
        fn superpixels_have_no_order(y in prop::collection::vec(-3.0f64..3.0, 60), seed: u64, turn in 1usize..20) {
            let z = masks(DesignKind::Bernoulli, seed, 20, 60);
            let mut turned = BitMatrix::new(60, 20);
            for i in 0..60 {
                z.ones(i).for_each(|c| turned.set(i, (c + turn) % 20, true));
            }
            let fit = |z| Surrogate::fit(z, &y, &[1.0; 60], 1.0, FeatureSelection::None);
            let (plain, turned) = (fit(&z), fit(&turned));
            for c in 0..20 {
                prop_assert!((plain.weights[c] - turned.weights[(c + turn) % 20]).abs() < 1e-9);
            }
        }

        /// Against refitting every candidate in every step.
        #[test]
        fn forward_selection_equals_refitting(
            y in prop::collection::vec(-3.0f64..3.0, 40), seed: u64, count in 0usize..9,
        ) {
            let z = masks(DesignKind::Bernoulli, seed, 8, 40);
            let rows: Vec<usize> = (0..40).collect();
            let weights: Vec<f64> = (0..40).map(|i| kernel_weight(z.count(i), 8, Some(0.4))).collect();
            let moments = Moments::new(Sample { masks: &z, y: &y, weights: &weights }, &rows);
            let mut naive: Vec<usize> = Vec::new();
            for _ in 0..count.min(8) {
                let with = |j: usize| {
                    let chosen: Vec<usize> = naive.iter().copied().chain([j]).collect();
                    moments.ridge(&chosen, 0.0).fidelity
                };
                let free = (0..8).filter(|j| !naive.contains(j));
                let best = free.max_by(|&a, &b| with(a).total_cmp(&with(b))).unwrap();
                naive.push(best);
            }
            prop_assert_eq!(select(&moments, FeatureSelection::ForwardSelection(count)), naive);
        }
    }

    /// XOR of two superpixels has no main effect, and two-way interactions do not leak.
    #[test]
    fn xor_has_no_weight() {
        let z = masks(DesignKind::HadamardFoldover, 11, 25, 64);
        let y: Vec<f64> = (0..64).map(|i| f64::from(u8::from(z.get(i, 3) != z.get(i, 17)))).collect();
        let fit = Surrogate::fit(&z, &y, &[1.0; 64], 1.0, FeatureSelection::None);
        assert!(fit.weights.iter().all(|w| w.abs() < 1e-12), "{:?}", fit.weights);
        assert!(fit.fidelity.abs() < 1e-12);
        assert!((fit.intercept - 0.5).abs() < 1e-12);
    }

    #[test]
    fn unselected_superpixels_have_weight_zero() {
        let z = masks(DesignKind::HadamardFoldover, 2, 10, 64);
        let y: Vec<f64> =
            (0..64).map(|i| z.ones(i).map(|c| [0.0, 5.0, 0.0, -7.0][c % 4] * c as f64).sum()).collect();
        for selection in [FeatureSelection::HighestWeights(3), FeatureSelection::ForwardSelection(3)] {
            let fit = Surrogate::fit(&z, &y, &[1.0; 64], 1.0, selection);
            assert_eq!(fit.selected, [7, 9, 5]);
            assert!((0..10).all(|c| (fit.weights[c] != 0.0) == fit.selected.contains(&c)));
        }
    }
}
