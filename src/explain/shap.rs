//! Kernel SHAP (Lundberg & Lee 2017) with paired sampling (Covert & Lee 2021, section 4): the Shapley
//! values of the game "how much of the answer is there when these superpixels show".
//!
//! The game's value of a coalition is the mean over references of the target's value with the rest filled
//! from that reference. Shapley values are linear in the game, so one regression serves all references once
//! each row is measured from its own reference's ends.

use nalgebra::{Cholesky, DMatrix, DVector};

use super::design::{Design, DesignError};
use super::plan::MaskPlan;
use super::random::{Use, draw, stream};
use rand_chacha::rand_core::Rng;

/// Up to so many superpixels, all coalitions are evaluated when the budget allows.
const MOST_EXACT: usize = 12;

/// Coalitions to evaluate: the empty one of each reference, then the others.
#[derive(Clone, Debug, PartialEq)]
pub struct Coalitions {
    /// Rows `0..references` are empty.
    pub plan: MaskPlan,
    /// Number of references.
    references: usize,
    /// A weight per row behind the empty ones.
    weights: Vec<f64>,
    /// Whether all coalitions are there, so that the values are exact.
    pub exact: bool,
}

/// Values that add up to what there is to share out.
#[derive(Clone, Debug, PartialEq)]
pub struct Shapley {
    /// Per superpixel; they add up to `all − none`.
    pub values: Vec<f64>,
    /// The target's value for the picture itself.
    pub all: f64,
    /// Its mean over references with nothing on.
    pub none: f64,
}

impl Coalitions {
    /// Coalitions for `superpixels` (1 to 1023), about `evaluations` in all, from `seed`. Sizes are drawn
    /// with P(k) ∝ 1 / (k (d − k)), members evenly, and each coalition comes with its complement; pairs go
    /// to the references in turn.
    ///
    /// With at most 12 superpixels and enough evaluations, all coalitions are taken instead, weighted by the
    /// Shapley kernel (d − 1) / (C(d, k) k (d − k)): the values are then exact.
    ///
    /// # Errors
    /// When the number of superpixels is out of range.
    pub fn new(
        superpixels: usize,
        references: usize,
        evaluations: usize,
        seed: u64,
    ) -> Result<Self, DesignError> {
        if !(1..=Design::MOST_SUPERPIXELS).contains(&superpixels) {
            return Err(DesignError { found: superpixels });
        }
        let references = references.max(1);
        let mut rows: Vec<(Vec<usize>, usize)> = (0..references).map(|r| (Vec::new(), r)).collect();
        let mut weights = Vec::new();
        let exact =
            superpixels <= MOST_EXACT && references << superpixels <= evaluations.max(references << 1);
        if exact {
            for r in 0..references {
                for set in 1..(1usize << superpixels) - 1 {
                    let on: Vec<usize> = (0..superpixels).filter(|c| set >> c & 1 == 1).collect();
                    weights.push(shapley_kernel(superpixels, on.len()));
                    rows.push((on, r));
                }
            }
        } else {
            let pairs = (evaluations.saturating_sub(references) / 2).max(1);
            for pair in 0..pairs {
                let on = coalition(superpixels, seed, pair);
                let off = (0..superpixels).filter(|c| !on.contains(c)).collect();
                rows.push((on, pair % references));
                rows.push((off, pair % references));
                weights.extend([1.0, 1.0]);
            }
        }
        Ok(Self { plan: MaskPlan::from_rows(superpixels, &rows), references, weights, exact })
    }

    /// The values, from the target's value for the picture itself and for the rows of the plan.
    ///
    /// Minimises Σ w (y − none_r − Σ φ z)² with Σ φ = all − none: an equal share of each reference's own
    /// difference is taken off first, so that what is left adds up to 0.
    ///
    /// # Panics
    /// When there is not one value per row.
    pub fn solve(&self, all: f64, values: &[f64]) -> Shapley {
        assert_eq!(values.len(), self.plan.len(), "a value per row of the plan");
        let d = self.plan.masks.columns();
        let empty = &values[..self.references];
        let none = empty.iter().sum::<f64>() / self.references as f64;
        let mut gram = DMatrix::<f64>::zeros(d, d);
        let mut moment = DVector::<f64>::zeros(d);
        for (row, weight) in (self.references..values.len()).zip(&self.weights) {
            let on: Vec<usize> = self.plan.masks.ones(row).collect();
            let start = empty[self.plan.references[row]];
            let y = values[row] - start - (all - start) * on.len() as f64 / d as f64;
            for &a in &on {
                moment[a] += weight * y;
                on.iter().for_each(|&b| gram[(a, b)] += weight);
            }
        }
        let mut shares = constrained(gram, moment);
        // Rounding must not keep the values from adding up.
        let left = (all - none - shares.iter().map(|s| s + (all - none) / d as f64).sum::<f64>()) / d as f64;
        shares.iter_mut().for_each(|s| *s += (all - none) / d as f64 + left);
        Shapley { values: shares, all, none }
    }
}

/// argmin φᵀ gram φ − 2 φᵀ moment with Σ φ = 0, by Lagrange's multiplier.
fn constrained(gram: DMatrix<f64>, moment: DVector<f64>) -> Vec<f64> {
    let d = moment.len();
    let scale = gram.trace() / d as f64;
    if scale == 0.0 {
        return vec![0.0; d]; // one superpixel has all there is
    }
    let mut penalty = 1e-12 * scale;
    let factor = loop {
        let mut penalised = gram.clone();
        (0..d).for_each(|a| penalised[(a, a)] += penalty);
        match Cholesky::new(penalised) {
            Some(factor) => break factor,
            None => penalty *= 100.0,
        }
    };
    let (free, ones) = (factor.solve(&moment), factor.solve(&DVector::repeat(d, 1.0)));
    let multiplier = free.sum() / ones.sum();
    (free - ones * multiplier).iter().copied().collect()
}

/// (d − 1) / (C(d, k) k (d − k)).
fn shapley_kernel(d: usize, k: usize) -> f64 {
    let choose = (0..k).fold(1.0, |c, i| c * (d - i) as f64 / (i + 1) as f64);
    (d - 1) as f64 / (choose * k as f64 * (d - k) as f64)
}

/// The coalition of a pair: never empty, never everybody (for d ≥ 2).
fn coalition(d: usize, seed: u64, pair: usize) -> Vec<usize> {
    let mut rng = stream(seed, Use::Coalitions, pair as u64);
    let weight = |k: usize| 1.0 / (k as f64 * (d - k) as f64);
    let total: f64 = (1..d).map(weight).sum();
    let mut left = total * (rng.next_u64() >> 11) as f64 / (1u64 << 53) as f64;
    let mut size = 1;
    while size + 1 < d && left >= weight(size) {
        left -= weight(size);
        size += 1;
    }
    draw(&mut rng, 0, d as u32 - 1, size).into_iter().map(|c| c as usize).collect()
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Σ over coalitions without i of |S|! (d − |S| − 1)! / d! · (v(S ∪ i) − v(S)).
    fn exact_shapley(d: usize, game: &dyn Fn(usize) -> f64) -> Vec<f64> {
        let factorial = |n: usize| (1..=n).fold(1.0, |f, i| f * i as f64);
        let value = |i: usize| {
            (0..1usize << d).filter(|set| set >> i & 1 == 0).fold(0.0, |sum, set| {
                let size = set.count_ones() as usize;
                let weight = factorial(size) * factorial(d - size - 1) / factorial(d);
                sum + weight * (game(set | 1 << i) - game(set))
            })
        };
        (0..d).map(value).collect()
    }

    fn set_of(plan: &MaskPlan, row: usize) -> usize {
        plan.masks.ones(row).map(|c| 1 << c).sum()
    }

    /// A game without any structure: a number per coalition and reference; all on is one picture.
    fn noise(reference: usize, set: usize, d: usize) -> f64 {
        let reference = if set == (1 << d) - 1 { 0 } else { reference };
        let mixed = (reference * 7919 + set * 104_729 + 12_345) as u64;
        let mixed = mixed.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 40;
        mixed as f64 / (1u64 << 22) as f64 - 2.0
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]

        /// With all coalitions, Kernel SHAP is exact, for any game and any number of references.
        #[test]
        fn all_coalitions_give_exact_shapley_values(d in 1usize..=12, references in 1usize..4) {
            let coalitions = Coalitions::new(d, references, references << d, 1).unwrap();
            prop_assert!(coalitions.exact);
            let plan = &coalitions.plan;
            let values: Vec<f64> =
                (0..plan.len()).map(|row| noise(plan.references[row], set_of(plan, row), d)).collect();
            let all = noise(0, (1 << d) - 1, d);
            let found = coalitions.solve(all, &values);
            let game = |set: usize| {
                (0..references).map(|r| noise(r, set, d)).sum::<f64>() / references as f64
            };
            for (a, b) in found.values.iter().zip(exact_shapley(d, &game)) {
                prop_assert!((a - b).abs() < 1e-8, "{a} {b}");
            }
        }

        /// Values add up to f(all) − f(none), whatever the model says.
        #[test]
        fn values_add_up(
            d in 1usize..60, references in 1usize..5, evaluations in 8usize..200, seed: u64, scale in 0.01f64..1e4,
        ) {
            let coalitions = Coalitions::new(d, references, evaluations, seed).unwrap();
            let values: Vec<f64> = (0..coalitions.plan.len())
                .map(|row| scale * noise(coalitions.plan.references[row], row * 31 + 1, 63))
                .collect();
            let found = coalitions.solve(scale, &values);
            let sum: f64 = found.values.iter().sum();
            prop_assert!((sum - (found.all - found.none)).abs() < 1e-9 * scale.max(1.0));
        }

        /// An additive model gets its own effects back from a sample, with offsets per reference.
        #[test]
        fn additive_models_are_exact_in_a_sample(
            effects in prop::collection::vec(-3.0f64..3.0, 13..40), seed: u64, offsets in prop::collection::vec(-5.0f64..5.0, 1..4),
        ) {
            let d = effects.len();
            let coalitions = Coalitions::new(d, offsets.len(), 6 * d, seed).unwrap();
            let plan = &coalitions.plan;
            let value = |row: usize| {
                let on: Vec<usize> = plan.masks.ones(row).collect();
                let faded = 1.0 - on.len() as f64 / d as f64;
                on.iter().map(|&c| effects[c]).sum::<f64>() + offsets[plan.references[row]] * faded
            };
            let values: Vec<f64> = (0..plan.len()).map(value).collect();
            let found = coalitions.solve(effects.iter().sum(), &values);
            let offset = offsets.iter().sum::<f64>() / offsets.len() as f64 / d as f64;
            for (a, b) in found.values.iter().zip(&effects) {
                prop_assert!((a - (b - offset)).abs() < 1e-5, "{a} {b}");
            }
        }

        #[test]
        fn coalitions_come_in_pairs_and_are_never_trivial(d in 13usize..100, seed: u64) {
            let plan = Coalitions::new(d, 3, 99, seed).unwrap().plan;
            for row in (3..plan.len()).step_by(2) {
                prop_assert!((1..d).contains(&plan.masks.count(row)));
                prop_assert!((0..d).all(|c| plan.masks.get(row, c) != plan.masks.get(row + 1, c)));
                prop_assert_eq!(plan.references[row], plan.references[row + 1]);
            }
        }
    }

    /// A model with interactions: the sample comes close to the exact values.
    #[test]
    fn samples_come_near_the_exact_values() {
        let d = 12;
        let game = |set: usize| {
            let on = |c: usize| f64::from(u8::from(set >> c & 1 == 1));
            (0..d).map(|c| (c as f64 - 4.0) * on(c)).sum::<f64>() + 3.0 * on(0) * on(1)
                - 2.0 * on(5) * on(7) * on(9)
        };
        let coalitions = Coalitions::new(d, 1, 1000, 5).unwrap();
        assert!(!coalitions.exact);
        let plan = &coalitions.plan;
        let values: Vec<f64> = (0..plan.len()).map(|row| game(set_of(plan, row))).collect();
        let found = coalitions.solve(game((1 << d) - 1), &values);
        for (a, b) in found.values.iter().zip(exact_shapley(d, &game)) {
            assert!((a - b).abs() < 0.15, "{a} {b}");
        }
    }
}
