//! Deletion and insertion curves (Petsiuk, Das & Saenko 2018, "RISE", section 4.2), by superpixels: the
//! answer while superpixels go, heaviest first, and while they come back in the same order; beside random
//! orders. A good order makes deletion fall fast and insertion rise fast.

use super::plan::MaskPlan;
use super::random::{Use, draw, stream};

/// Random orders beside the curve.
pub const RANDOM_ORDERS: usize = 20;
/// Points of a random order between its ends, at most.
const RANDOM_POINTS: usize = 8;

/// What is evaluated: one order in full, and random ones at some of their points.
#[derive(Clone, Debug, PartialEq)]
pub struct Removal {
    /// Superpixels, first to go first.
    order: Vec<usize>,
    /// How many are on at the points of the random orders, ascending.
    sizes: Vec<usize>,
    /// The evaluations: none on; all but the first 1 to d − 1 of the order; the first 1 to d − 1 alone; the
    /// random orders at each size.
    pub plan: MaskPlan,
}

/// A curve's values, and the area under it.
#[derive(Clone, Debug, PartialEq)]
pub struct Curve {
    /// The target's value after 0, 1, … d steps.
    pub values: Vec<f64>,
    /// Area under the curve by the trapezium rule, over steps from 0 to 1.
    pub area: f64,
    /// How many random orders do worse: a larger area for deletion, a smaller one for insertion.
    pub beats: usize,
}

/// Where random orders lie at one point.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BandPoint {
    /// Steps taken.
    pub step: usize,
    /// The 5 % quantile of the random orders' values.
    pub low: f64,
    /// Their mean.
    pub mean: f64,
    /// The 95 % quantile.
    pub high: f64,
}

/// Both curves and their bands.
#[derive(Clone, Debug, PartialEq)]
pub struct Removed {
    /// Superpixels go, the first of the order first.
    pub deletion: Curve,
    /// Superpixels come, the first of the order first.
    pub insertion: Curve,
    /// Random deletion.
    pub deletion_band: Vec<BandPoint>,
    /// Random insertion.
    pub insertion_band: Vec<BandPoint>,
    /// Random orders used.
    pub orders: usize,
}

impl Removal {
    /// For an order of all superpixels, with what is gone shown from one reference.
    ///
    /// A random order's deletion is its reverse's insertion, and both orders are as likely: so each random
    /// evaluation serves both bands.
    ///
    /// # Panics
    /// When `order` is no order of `0..order.len()`.
    pub fn new(order: Vec<usize>, reference: usize, seed: u64) -> Self {
        let d = order.len();
        let mut sorted = order.clone();
        sorted.sort_unstable();
        assert!(sorted.into_iter().eq(0..d), "each superpixel once");
        let step = d.div_ceil(RANDOM_POINTS + 1).max(1);
        let sizes: Vec<usize> = (1..d).filter(|k| k % step == 0).collect();
        let mut rows = vec![(Vec::new(), reference)];
        rows.extend((1..d).map(|k| (order[k..].to_vec(), reference)));
        rows.extend((1..d).map(|k| (order[..k].to_vec(), reference)));
        for i in 0..RANDOM_ORDERS {
            let mut rng = stream(seed, Use::RandomOrder, i as u64);
            let random = draw(&mut rng, 0, (d as u32).saturating_sub(1), d);
            let first = |k: usize| random[..k].iter().map(|&c| c as usize).collect();
            rows.extend(sizes.iter().map(|&k| (first(k), reference)));
        }
        let plan = MaskPlan::from_rows(d, &rows);
        Self { order, sizes, plan }
    }

    /// The curves, from the target's value for the picture itself and for the rows of the plan.
    ///
    /// # Panics
    /// When there is not one value per row.
    pub fn solve(&self, all: f64, values: &[f64]) -> Removed {
        assert_eq!(values.len(), self.plan.len(), "a value per row of the plan");
        let d = self.order.len();
        let none = values[0];
        let (gone, rest) = values[1..].split_at(d.saturating_sub(1));
        let (come, random) = rest.split_at(d.saturating_sub(1));
        let ends = |first: f64, middle: &[f64], last: f64| [&[first], middle, &[last]].concat();
        let deletion = ends(all, gone, none);
        let insertion = ends(none, come, all);

        // A random order as (steps, value) of insertion; of its reverse's deletion with steps d − k.
        let points = self.sizes.len();
        let orders: Vec<Vec<f64>> = random.chunks_exact(points.max(1)).map(<[f64]>::to_vec).collect();
        let steps: Vec<usize> = [&[0], &self.sizes[..], &[d]].concat();
        let backwards: Vec<usize> = steps.iter().rev().map(|s| d - s).collect();
        let insertion_areas: Vec<f64> = orders.iter().map(|o| area(&steps, &ends(none, o, all))).collect();
        let deletion_areas: Vec<f64> = orders
            .iter()
            .map(|o| {
                let mut values = ends(none, o, all);
                values.reverse();
                area(&backwards, &values)
            })
            .collect();
        let every: Vec<usize> = (0..=d).collect();
        let curve = |values: Vec<f64>, worse: &dyn Fn(f64) -> usize| {
            let area = area(&every, &values);
            Curve { values, area, beats: worse(area) }
        };
        let at = |k: usize| band(&orders.iter().map(|o| o[k]).collect::<Vec<_>>());
        let point = |step: usize, (low, mean, high)| BandPoint { step, low, mean, high };
        let mut insertion_band: Vec<BandPoint> = (0..points).map(|k| point(self.sizes[k], at(k))).collect();
        let mut deletion_band: Vec<BandPoint> =
            (0..points).rev().map(|k| point(d - self.sizes[k], at(k))).collect();
        for (band, first, last) in [(&mut insertion_band, none, all), (&mut deletion_band, all, none)] {
            band.insert(0, point(0, (first, first, first)));
            band.push(point(d, (last, last, last)));
        }
        Removed {
            deletion: curve(deletion, &|a| deletion_areas.iter().filter(|r| **r > a).count()),
            insertion: curve(insertion, &|a| insertion_areas.iter().filter(|r| **r < a).count()),
            deletion_band,
            insertion_band,
            orders: if points == 0 { 0 } else { orders.len() },
        }
    }
}

/// Area under a curve given at some steps, by the trapezium rule, the last step counting as 1.
fn area(steps: &[usize], values: &[f64]) -> f64 {
    let length = *steps.last().expect("a curve has ends") as f64;
    let pieces = steps.windows(2).zip(values.windows(2));
    pieces.map(|(s, v)| (s[1] - s[0]) as f64 * (v[0] + v[1]) / 2.0).sum::<f64>() / length.max(1.0)
}

/// 5 % quantile, mean and 95 % quantile (linear between order statistics).
fn band(values: &[f64]) -> (f64, f64, f64) {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let quantile = |q: f64| {
        let at = q * (sorted.len() - 1) as f64;
        let (low, part) = (at as usize, at - libm::floor(at));
        let high = (low + 1).min(sorted.len() - 1);
        sorted[low] * (1.0 - part) + sorted[high] * part
    };
    (quantile(0.05), values.iter().sum::<f64>() / values.len() as f64, quantile(0.95))
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(32))]

        /// For an additive model the curves are running sums, and no order deletes faster or inserts
        /// faster than the one by falling effect.
        #[test]
        fn running_sums_of_an_additive_model(effects in prop::collection::vec(-2.0f64..3.0, 2..40), seed: u64) {
            let d = effects.len();
            let mut order: Vec<usize> = (0..d).collect();
            order.sort_by(|&a, &b| effects[b].total_cmp(&effects[a]));
            let removal = Removal::new(order.clone(), 0, seed);
            let value = |row: usize| removal.plan.masks.ones(row).map(|c| effects[c]).sum::<f64>();
            let values: Vec<f64> = (0..removal.plan.len()).map(value).collect();
            let all: f64 = effects.iter().sum();
            let found = removal.solve(all, &values);
            let mut left = all;
            let mut come = 0.0;
            for k in 0..=d {
                prop_assert!((found.deletion.values[k] - left).abs() < 1e-9);
                prop_assert!((found.insertion.values[k] - come).abs() < 1e-9);
                if k < d {
                    left -= effects[order[k]];
                    come += effects[order[k]];
                }
            }
            for b in found.deletion_band.iter().chain(&found.insertion_band) {
                prop_assert!(b.low <= b.mean + 1e-9 && b.mean <= b.high + 1e-9);
            }
            for b in &found.deletion_band {
                prop_assert!(found.deletion.values[b.step] <= b.low + 1e-9);
            }
            for b in &found.insertion_band {
                prop_assert!(found.insertion.values[b.step] >= b.high - 1e-9);
            }
        }
    }

    #[test]
    fn areas_and_counts() {
        assert_eq!(area(&[0, 1, 2], &[1.0, 0.0, 0.0]), 0.25);
        assert_eq!(area(&[0, 4], &[1.0, 0.0]), 0.5);
        // One superpixel decides: it goes first, so deletion is 0 from the first step on.
        let removal = Removal::new((0..27).collect(), 0, 3);
        let value = |row| f64::from(u8::from(removal.plan.masks.get(row, 0)));
        let values: Vec<f64> = (0..removal.plan.len()).map(value).collect();
        let found = removal.solve(1.0, &values);
        assert!((found.deletion.area - 0.5 / 27.0).abs() < 1e-12);
        assert!((found.insertion.area - 26.5 / 27.0).abs() < 1e-12);
        assert_eq!((found.orders, found.deletion_band.len()), (RANDOM_ORDERS, 10));
        assert!(found.deletion.beats >= 18 && found.insertion.beats >= 18);
    }

    #[test]
    fn two_superpixels_are_enough() {
        let removal = Removal::new(vec![1, 0], 0, 1);
        let values: Vec<f64> = (0..removal.plan.len()).map(|r| removal.plan.masks.count(r) as f64).collect();
        assert_eq!(removal.solve(2.0, &values).deletion.values, [2.0, 1.0, 0.0]);
    }
}
