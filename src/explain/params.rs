//! The settings of LIME, validated once.

use serde::{Deserialize, Serialize};

use super::design::DesignKind;
use super::explanation::ViewParams;
use super::fill::Fill;
use super::stop::StopRule;
use super::surrogate::FeatureSelection;
use super::target::{Scale, Target};

/// Settings of an explanation.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct LimeParams {
    /// Superpixels at most, 2 to 127.
    pub segments: usize,
    /// SLIC compactness, above 0.
    pub compactness: f64,
    /// How masks are chosen.
    pub design: DesignKind,
    /// Evaluations at most, 4 to 65,536; even for Hadamard blocks, whose masks come in pairs.
    pub evaluations: usize,
    /// What all randomness starts from.
    pub seed: u64,
    /// What switched-off superpixels show.
    pub fill: Fill,
    /// How class scores become one number.
    pub scale: Scale,
    /// Kernel width ν, above 0; `None` for a flat kernel.
    pub kernel_width: Option<f64>,
    /// Ridge penalty, at least 0.
    pub alpha: f64,
    /// Which superpixels enter the surrogate.
    pub feature_selection: FeatureSelection,
    /// When to stop before all evaluations are made.
    pub stop: StopRule,
}

impl Default for LimeParams {
    /// "Why A rather than B?": four references of B, one fold-over block of 64 evaluations each.
    fn default() -> Self {
        Self {
            segments: 31,
            compactness: 10.0,
            design: DesignKind::HadamardFoldover,
            evaluations: 256,
            seed: 0,
            fill: Fill::Contrastive,
            scale: Scale::Difference,
            kernel_width: None,
            alpha: 1.0,
            feature_selection: FeatureSelection::None,
            stop: StopRule::default(),
        }
    }
}

/// A setting out of its range.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{name} must be {expected}, found {found}")]
pub struct ParamsError {
    /// Which setting.
    pub name: &'static str,
    /// Its range, in words.
    pub expected: &'static str,
    /// The value given.
    pub found: String,
}

/// Settings that are in their ranges.
#[derive(Clone, Debug, PartialEq)]
pub struct ValidLimeParams(LimeParams);

impl LimeParams {
    /// The defaults of Python `lime` 0.2.0.1's `LimeImageExplainer.explain_instance`: 1,000 Bernoulli
    /// evaluations, own-mean fill, probability, ν = 0.25, α = 1, all superpixels (Python's choice `auto`
    /// with 100,000 features keeps all). It never stops early.
    ///
    /// Deviations: superpixels come from SLIC (about 50) where Python uses quickshift, masks from another
    /// random generator, and perturbed pictures are made at the model's input size.
    pub fn python_lime() -> Self {
        Self {
            segments: 50,
            design: DesignKind::Bernoulli,
            evaluations: 1000,
            fill: Fill::Mean,
            scale: Scale::Probability,
            kernel_width: Some(0.25),
            stop: StopRule { top: 0, precision: 0.0 },
            ..Self::default()
        }
    }

    /// Checks all ranges.
    ///
    /// # Errors
    /// The first setting that is out of its range.
    pub fn validated(self) -> Result<ValidLimeParams, ParamsError> {
        let checks: [(bool, &str, &str, String); 7] = [
            ((2..=127).contains(&self.segments), "segments", "2 to 127", self.segments.to_string()),
            (positive(self.compactness), "compactness", "above 0", self.compactness.to_string()),
            (
                (4..=65_536).contains(&self.evaluations),
                "evaluations",
                "4 to 65536",
                self.evaluations.to_string(),
            ),
            (
                self.design == DesignKind::Bernoulli || self.evaluations.is_multiple_of(2),
                "evaluations",
                "even for Hadamard blocks, whose masks come in pairs",
                self.evaluations.to_string(),
            ),
            (
                self.kernel_width.is_none_or(positive),
                "kernel width",
                "above 0",
                self.kernel_width.unwrap_or_default().to_string(),
            ),
            (
                self.alpha == 0.0 || positive(self.alpha),
                "ridge penalty",
                "at least 0",
                self.alpha.to_string(),
            ),
            (
                self.stop.precision == 0.0 || positive(self.stop.precision),
                "precision",
                "at least 0",
                self.stop.precision.to_string(),
            ),
        ];
        match checks.into_iter().find(|c| !c.0) {
            Some((_, name, expected, found)) => Err(ParamsError { name, expected, found }),
            None => Ok(ValidLimeParams(self)),
        }
    }
}

impl ValidLimeParams {
    /// The settings.
    pub fn get(&self) -> &LimeParams {
        &self.0
    }

    /// How the evaluations are looked at for "why `class` rather than `rival`?".
    pub fn view(&self, class: usize, rival: usize) -> ViewParams {
        ViewParams {
            target: Target { class, rival, scale: self.0.scale },
            kernel_width: self.0.kernel_width,
            alpha: self.0.alpha,
            feature_selection: self.0.feature_selection,
        }
    }
}

fn positive(x: f64) -> bool {
    x > 0.0 && x.is_finite()
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;

    #[test]
    fn defaults_are_valid() {
        assert!(LimeParams::default().validated().is_ok());
        assert!(LimeParams::python_lime().validated().is_ok());
    }

    #[test]
    fn each_range_is_checked() {
        let error = |change: fn(&mut LimeParams)| {
            let mut params = LimeParams::default();
            change(&mut params);
            params.validated().map(|_| ()).map_err(|e| e.to_string())
        };
        assert_eq!(error(|p| p.segments = 128), Err("segments must be 2 to 127, found 128".into()));
        assert_eq!(error(|p| p.compactness = f64::NAN), Err("compactness must be above 0, found NaN".into()));
        assert_eq!(error(|p| p.evaluations = 3), Err("evaluations must be 4 to 65536, found 3".into()));
        assert!(error(|p| p.evaluations = 65).is_err());
        assert!(error(|p| (p.evaluations, p.design) = (65, DesignKind::Bernoulli)).is_ok());
        assert_eq!(
            error(|p| p.kernel_width = Some(0.0)),
            Err("kernel width must be above 0, found 0".into())
        );
        assert_eq!(error(|p| p.alpha = -1.0), Err("ridge penalty must be at least 0, found -1".into()));
        assert!(error(|p| p.alpha = 0.0).is_ok());
        assert!(error(|p| p.stop.precision = f64::INFINITY).is_err());
    }

    #[test]
    fn settings_survive_json() {
        let params = LimeParams { fill: Fill::Colour([1, 2, 255]), ..LimeParams::python_lime() };
        let text = serde_json::to_string(&params).unwrap();
        assert!(text.contains(r##""fill":"#0102ff""##) && text.contains(r#""design":"bernoulli""#), "{text}");
        assert_eq!(serde_json::from_str::<LimeParams>(&text).unwrap(), params);
    }
}
