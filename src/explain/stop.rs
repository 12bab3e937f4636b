//! When there are enough evaluations.

use serde::{Deserialize, Serialize};

use super::errors::NORMAL_975;
use super::explanation::Weight;

/// Why no more evaluations were made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum StopReason {
    /// The set of the heaviest superpixels is told apart from the rest at 95 %.
    Separated,
    /// Every error is small against the largest weight.
    Precise,
    /// All planned evaluations were made.
    Budget,
    /// A person or a caller stopped it.
    Cancelled,
}

impl StopReason {
    /// The name used in files.
    pub fn name(self) -> &'static str {
        match self {
            Self::Separated => "separated",
            Self::Precise => "precise",
            Self::Budget => "budget",
            Self::Cancelled => "cancelled",
        }
    }
}

/// When to stop before the budget is spent; asked at the end of each block once all references were used.
/// The idea is S-LIME's (Zhou, Hooker & Wang 2021): sample until the selection is stable.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct StopRule {
    /// k: how many of the heaviest superpixels (by absolute weight) must be told apart from the others.
    pub top: usize,
    /// Share of the largest absolute weight that every standard error must not exceed; 0 never is enough.
    pub precision: f64,
}

impl Default for StopRule {
    fn default() -> Self {
        Self { top: 5, precision: 0.05 }
    }
}

impl StopRule {
    /// Whether weights are known well enough. Errors of two superpixels are taken as independent, as they
    /// are in whole Hadamard blocks. With no more than k superpixels, all but the lightest are the top.
    /// Asking after every block makes a false "separated" likelier than 5 %.
    pub fn satisfied(&self, weights: &[Weight]) -> Option<StopReason> {
        let mut order: Vec<&Weight> = weights.iter().collect();
        order.sort_by(|a, b| b.value.abs().total_cmp(&a.value.abs()));
        let largest = order.first()?.value.abs();
        let (top, rest) = order.split_at(self.top.min(order.len() - 1));
        let apart = |a: &Weight, b: &Weight| {
            let error = libm::hypot(a.standard_error, b.standard_error);
            a.value.abs() - b.value.abs() > NORMAL_975 * error
        };
        if !top.is_empty() && top.iter().all(|a| rest.iter().all(|b| apart(a, b))) {
            return Some(StopReason::Separated);
        }
        let precise =
            self.precision > 0.0 && weights.iter().all(|w| w.standard_error <= self.precision * largest);
        precise.then_some(StopReason::Precise)
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;

    fn weights(values: &[f64], standard_error: f64) -> Vec<Weight> {
        values.iter().map(|&value| Weight { value, standard_error, reference_error: None }).collect()
    }

    #[test]
    fn the_rule_looks_at_the_gap_after_the_top() {
        let rule = StopRule { top: 2, precision: 0.05 };
        let gap = [1.0, -3.0, 0.5, 2.5];
        // The gap from 2.5 to 1 is 1.5; 1.96 · √2 · error is 1.39 and 1.66.
        assert_eq!(rule.satisfied(&weights(&gap, 0.5)), Some(StopReason::Separated));
        assert_eq!(rule.satisfied(&weights(&gap, 0.6)), None);
        let close = [1.0, -3.0, 0.5, 1.1];
        assert_eq!(rule.satisfied(&weights(&close, 0.14)), Some(StopReason::Precise));
        assert_eq!(rule.satisfied(&weights(&close, 0.16)), None);
        assert_eq!(rule.satisfied(&[]), None);
    }

    #[test]
    fn a_constant_model_is_known_precisely() {
        assert_eq!(StopRule::default().satisfied(&weights(&[0.0; 9], 0.0)), Some(StopReason::Precise));
    }

    #[test]
    fn names_are_those_in_files() {
        for reason in [StopReason::Separated, StopReason::Precise, StopReason::Budget, StopReason::Cancelled]
        {
            assert_eq!(serde_json::to_value(reason).unwrap(), reason.name());
        }
    }
}
