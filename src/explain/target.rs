//! The number that an explanation explains.

use serde::{Deserialize, Serialize};

/// How the scores of classes become one number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Scale {
    /// Logit of the class minus logit of the rival: log of how many times likelier A is than B.
    Difference,
    /// ln(p / (1 − p)) of the class.
    LogOdds,
    /// p of the class, 0 to 1.
    Probability,
    /// The class's number as it is: for models whose numbers are cosines, not logits.
    Similarity,
}

impl Scale {
    /// The name used in files and on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Difference => "difference",
            Self::LogOdds => "log-odds",
            Self::Probability => "probability",
            Self::Similarity => "similarity",
        }
    }
}

impl std::str::FromStr for Scale {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        match name {
            "difference" => Ok(Self::Difference),
            "log-odds" => Ok(Self::LogOdds),
            "probability" => Ok(Self::Probability),
            "similarity" => Ok(Self::Similarity),
            _ => Err(format!("expected difference, log-odds, probability or similarity, found {name:?}")),
        }
    }
}

/// A class, the rival it is compared with, and the scale.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Target {
    /// A of "why A rather than B?".
    pub class: usize,
    /// B; only the difference depends on it.
    pub rival: usize,
    /// How scores become one number.
    pub scale: Scale,
}

impl Target {
    /// The number for one picture's logits.
    ///
    /// # Panics
    /// When the class or the rival is not among the logits.
    pub fn value(&self, logits: &[f32]) -> f64 {
        let class = f64::from(logits[self.class]);
        match self.scale {
            Scale::Difference => class - f64::from(logits[self.rival]),
            Scale::LogOdds => {
                let others = logits.iter().enumerate().filter(|(i, _)| *i != self.class);
                class - log_sum_exp(others.map(|(_, &l)| f64::from(l)))
            }
            Scale::Probability => libm::exp(class - log_sum_exp(logits.iter().map(|&l| f64::from(l)))),
            Scale::Similarity => class,
        }
    }
}

/// ln Σ exp, without overflow; −∞ for nothing.
fn log_sum_exp(values: impl Iterator<Item = f64> + Clone) -> f64 {
    let most = values.clone().fold(f64::NEG_INFINITY, f64::max);
    if most == f64::NEG_INFINITY {
        return most;
    }
    most + libm::log(values.map(|v| libm::exp(v - most)).sum())
}

/// Probabilities of all classes (softmax), in the order of the logits.
pub fn probabilities(logits: &[f32]) -> Vec<f64> {
    let total = log_sum_exp(logits.iter().map(|&l| f64::from(l)));
    logits.iter().map(|&l| libm::exp(f64::from(l) - total)).collect()
}

/// Classes by falling logit; ties go to the lower index.
pub fn ranking(logits: &[f32]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..logits.len()).collect();
    order.sort_by(|&a, &b| logits[b].total_cmp(&logits[a]));
    order
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn scales_agree_with_the_plain_formulas(logits in prop::collection::vec(-20f32..20.0, 2..9)) {
            let (class, rival) = (1, 0);
            let p = probabilities(&logits);
            let exp: Vec<f64> = logits.iter().map(|&l| f64::from(l).exp()).collect();
            let naive = exp[class] / exp.iter().sum::<f64>();
            let others: f64 = exp.iter().sum::<f64>() - exp[class];
            let value = |scale| Target { class, rival, scale }.value(&logits);
            prop_assert!((p.iter().sum::<f64>() - 1.0).abs() < 1e-12);
            prop_assert!((value(Scale::Probability) - naive).abs() < 1e-12);
            prop_assert_eq!(value(Scale::Probability), p[class]);
            if others / exp[class] > 1e-4 {
                prop_assert!((value(Scale::LogOdds) - (exp[class] / others).ln()).abs() < 1e-9);
            }
            prop_assert_eq!(value(Scale::Difference), f64::from(logits[1]) - f64::from(logits[0]));
            prop_assert_eq!(value(Scale::Similarity), f64::from(logits[1]));
        }
    }

    #[test]
    fn huge_logits_do_not_overflow() {
        let logits = [3.0e4f32, -3.0e4, 0.0];
        let value = |class, scale| Target { class, rival: 2, scale }.value(&logits);
        assert_eq!(value(0, Scale::Probability), 1.0);
        assert_eq!(value(1, Scale::Probability), 0.0);
        assert_eq!(value(0, Scale::LogOdds), 3.0e4);
        assert_eq!(value(1, Scale::LogOdds), -6.0e4);
    }

    #[test]
    fn ranking_breaks_ties_by_index() {
        assert_eq!(ranking(&[1.0, 3.0, 3.0, -1.0]), [1, 2, 0, 3]);
    }
}
