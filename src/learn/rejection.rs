//! "Nobody I know": where the threshold lies, and how well a score parts known from unknown.

/// Share of known pictures that a threshold without unknown ones gives up.
pub const QUANTILE: f64 = 0.01;
/// Largest share of known pictures that a threshold with unknown ones may give up.
pub const MOST_LOST: f64 = 0.01;

/// A threshold and what it does on the scores it was fitted to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RejectionFit {
    /// A picture is known when its score is at least this.
    pub threshold: f32,
    /// Share of known pictures that stay known, in 0..=1.
    pub known_kept: f64,
    /// Share of unknown pictures that are turned away, where there are any.
    pub unknown_rejected: Option<f64>,
    /// Chance that a known picture scores higher than an unknown one (area under the ROC curve).
    pub auroc: Option<f64>,
}

/// Chooses the threshold from scores of known pictures (out of fold, so that they are as unsure as
/// scores of new pictures) and, where there are any, of unknown ones. Larger scores are better known.
///
/// With unknown pictures it is the threshold that maximises known kept + unknown rejected (Youden's
/// J) among those that lose at most [`MOST_LOST`] of the known, half-way between two neighbouring
/// scores. Without, it is the [`QUANTILE`] of the known scores: new pictures of known classes are
/// turned away about that often, and nothing is promised about strangers.
///
/// # Panics
/// When there are no known scores or one is NaN.
pub fn fit_rejection(known: &[f64], unknown: Option<&[f64]>) -> RejectionFit {
    assert!(!known.is_empty() && !known.iter().any(|s| s.is_nan()), "known scores must be numbers");
    let known = sorted(known);
    let unknown = unknown.map(sorted).filter(|u| !u.is_empty());
    let lowest = |share: f64| known[(share * known.len() as f64) as usize];
    let threshold = match &unknown {
        None => narrowed_down(lowest(QUANTILE)),
        Some(unknown) => {
            let mut best = (f64::NEG_INFINITY, narrowed_down(known[0]));
            let limit = lowest(MOST_LOST);
            // The best cut lies right below a known score, or below all of them.
            for &k in known.iter().take_while(|&&k| k <= limit) {
                let below = unknown[..unknown.partition_point(|&u| u < k)].last().copied();
                let before = known[..known.partition_point(|&x| x < k)].last().copied();
                let next = below.into_iter().chain(before).fold(f64::NEG_INFINITY, f64::max);
                let cut = if next.is_finite() { 0.5 * (next + k) } else { k };
                let cut = narrowed_down(cut);
                let gain = share_from(&known, f64::from(cut)) - share_from(unknown, f64::from(cut));
                if gain > best.0 {
                    best = (gain, cut);
                }
            }
            best.1
        }
    };
    RejectionFit {
        threshold,
        known_kept: share_from(&known, f64::from(threshold)),
        unknown_rejected: unknown.as_ref().map(|u| 1.0 - share_from(u, f64::from(threshold))),
        auroc: unknown.as_ref().map(|u| auroc(&known, u)),
    }
}

/// Chance that a score of `known` is higher than one of `unknown`, ties counting half; in 0..=1
/// (the Mann-Whitney statistic). ½ when either is empty.
pub fn auroc(known: &[f64], unknown: &[f64]) -> f64 {
    if known.is_empty() || unknown.is_empty() {
        return 0.5;
    }
    let unknown = sorted(unknown);
    let wins = |k: &f64| {
        let below = unknown.partition_point(|u| u < k);
        let ties = unknown.partition_point(|u| u <= k) - below;
        below as f64 + 0.5 * ties as f64
    };
    known.iter().map(wins).sum::<f64>() / (known.len() as f64 * unknown.len() as f64)
}

fn sorted(values: &[f64]) -> Vec<f64> {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted
}

/// Share of ascending values that are at least `threshold`.
fn share_from(sorted: &[f64], threshold: f64) -> f64 {
    let below = sorted.partition_point(|&s| s < threshold);
    (sorted.len() - below) as f64 / sorted.len() as f64
}

/// The largest `f32` that is not above `value`, so that rounding loses nobody.
fn narrowed_down(value: f64) -> f32 {
    let narrow = value as f32;
    if f64::from(narrow) > value { narrow.next_down() } else { narrow }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn scores() -> impl Strategy<Value = Vec<f64>> {
        // A coarse grid, so that ties occur.
        proptest::collection::vec((-20i32..20).prop_map(|x| f64::from(x) / 4.0), 1..60)
    }

    proptest! {
        #[test]
        fn auroc_equals_the_count_of_pairs(known in scores(), unknown in scores()) {
            let mut sum = 0.0;
            for k in &known {
                for u in &unknown {
                    sum += if k > u { 1.0 } else if k == u { 0.5 } else { 0.0 };
                }
            }
            let naive = sum / (known.len() * unknown.len()) as f64;
            prop_assert!((auroc(&known, &unknown) - naive).abs() < 1e-12);
        }

        #[test]
        fn no_other_threshold_is_better(known in scores(), unknown in scores()) {
            let fit = fit_rejection(&known, Some(&unknown));
            let kept = |t: f64| known.iter().filter(|&&k| k >= t).count() as f64 / known.len() as f64;
            let rejected = |t: f64| unknown.iter().filter(|&&u| u < t).count() as f64 / unknown.len() as f64;
            let t = f64::from(fit.threshold);
            prop_assert_eq!(fit.known_kept, kept(t));
            prop_assert!((fit.unknown_rejected.unwrap() - rejected(t)).abs() < 1e-12);
            prop_assert!(kept(t) >= 1.0 - MOST_LOST);
            for tried in (-24..24).map(|x| f64::from(x) / 4.0 - 0.125) {
                if kept(tried) >= 1.0 - MOST_LOST {
                    prop_assert!(kept(tried) + rejected(tried) <= kept(t) + rejected(t) + 1e-12);
                }
            }
        }

        #[test]
        fn the_quantile_keeps_its_promise(known in scores()) {
            let fit = fit_rejection(&known, None);
            prop_assert!(fit.known_kept >= 1.0 - QUANTILE);
            prop_assert_eq!((fit.unknown_rejected, fit.auroc), (None, None));
            prop_assert_eq!(fit_rejection(&known, Some(&[])), fit);
        }
    }

    #[test]
    fn parted_scores_are_parted_in_the_middle() {
        let fit = fit_rejection(&[3.0, 4.0, 5.0], Some(&[0.0, 1.0]));
        assert_eq!(fit.threshold, 2.0);
        assert_eq!((fit.known_kept, fit.unknown_rejected, fit.auroc), (1.0, Some(1.0), Some(1.0)));
    }
}
