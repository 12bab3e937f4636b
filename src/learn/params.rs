//! What can be chosen about training, checked once.

use super::{ClassWeights, LearnError};

/// How embeddings are scaled before the weights see them.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum ScaleKind {
    /// Every embedding gets the length `factor`.
    L2 {
        /// The length, above 0.
        factor: f32,
    },
    /// Every coordinate gets mean 0 and deviation 1 over the training pictures.
    Standardised,
}

/// What may be compared with the threshold of "nobody I know"; see
/// [`RejectionScore`](crate::model::RejectionScore).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ScoreKind {
    /// The largest probability.
    MaxProbability,
    /// The largest logit.
    MaxLogit,
    /// `ln Σ exp` of the logits.
    Energy,
    /// The largest cosine to a class centroid; costs as much room in the head's file as its weights.
    Centroid,
}

impl ScoreKind {
    /// The name that reports and head files write.
    pub fn name(self) -> &'static str {
        match self {
            Self::MaxProbability => "max-probability",
            Self::MaxLogit => "max-logit",
            Self::Energy => "energy",
            Self::Centroid => "centroid",
        }
    }
}

/// What can be chosen about training; [`check`](Self::check) makes it usable.
#[derive(Clone, Debug, PartialEq)]
pub struct TrainParams {
    /// How embeddings are scaled.
    pub scale: ScaleKind,
    /// Inverse strengths of the penalty to choose from, ascending, each from 1e-9 to 1e9.
    pub c: Vec<f64>,
    /// How much each picture counts.
    pub class_weights: ClassWeights,
    /// Folds of the validation, at least 2; fewer are used when a class has fewer pictures.
    pub folds: usize,
    /// Pictures whose embeddings have at least this cosine are taken for pictures of one source.
    pub near_duplicate: f64,
    /// Kinds of score for "nobody I know", at least one, the preferred one first.
    pub scores: Vec<ScoreKind>,
    /// Where a fit stops; see [`SoftmaxParams::tolerance`](super::SoftmaxParams::tolerance).
    pub tolerance: f64,
    /// Most evaluations of one fit.
    pub max_evaluations: usize,
    /// From this product of pictures, numbers per picture and classes on, validation works on the principal
    /// part of the numbers: the strength is chosen by one fold, and each fold is fitted at that strength only.
    /// The head itself is always fitted to all numbers. Never when it is `usize::MAX`.
    pub quick_from: usize,
    /// Seed of all random choices.
    pub seed: u64,
}

impl Default for TrainParams {
    fn default() -> Self {
        Self {
            scale: ScaleKind::L2 { factor: 8.0 },
            c: vec![0.1, 1.0, 10.0, 100.0],
            class_weights: ClassWeights::Uniform,
            folds: 5,
            near_duplicate: 0.999,
            scores: vec![ScoreKind::MaxProbability, ScoreKind::MaxLogit, ScoreKind::Energy],
            tolerance: 1e-4,
            max_evaluations: 400,
            quick_from: usize::MAX,
            seed: 0,
        }
    }
}

/// Parameters that lie in their ranges.
#[derive(Clone, Debug, PartialEq)]
pub struct ValidTrainParams(TrainParams);

impl ValidTrainParams {
    /// The parameters.
    pub fn get(&self) -> &TrainParams {
        &self.0
    }
}

impl TrainParams {
    /// Checks every range.
    ///
    /// # Errors
    /// [`LearnError::Parameter`] for the first one that is violated.
    pub fn check(self) -> Result<ValidTrainParams, LearnError> {
        let wrong = |name, expected, found: String| Err(LearnError::Parameter { name, expected, found });
        if let ScaleKind::L2 { factor } = self.scale
            && !(factor.is_finite() && factor > 0.0)
        {
            return wrong("the length of embeddings", "a finite number above 0", factor.to_string());
        }
        let ascending = self.c.windows(2).all(|pair| pair[0] < pair[1]);
        let in_range = self.c.iter().all(|c| (1e-9..=1e9).contains(c));
        if self.c.is_empty() || !ascending || !in_range {
            return wrong("C", "one or more ascending numbers from 1e-9 to 1e9", format!("{:?}", self.c));
        }
        if self.folds < 2 {
            return wrong("the number of folds", "at least 2", self.folds.to_string());
        }
        if !(0.0..=1.0).contains(&self.near_duplicate) {
            let found = self.near_duplicate.to_string();
            return wrong("the cosine of near duplicates", "0 to 1", found);
        }
        if self.scores.is_empty() {
            return wrong("the kinds of score", "at least one", "none".into());
        }
        if !(self.tolerance > 0.0 && self.tolerance < 1.0) {
            return wrong("the tolerance", "above 0 and below 1", self.tolerance.to_string());
        }
        if self.max_evaluations == 0 {
            return wrong("the number of evaluations", "at least 1", "0".into());
        }
        Ok(ValidTrainParams(self))
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;

    #[test]
    fn every_range_is_checked() {
        let good = TrainParams::default;
        assert!(good().check().is_ok());
        for wrong in [
            TrainParams { scale: ScaleKind::L2 { factor: 0.0 }, ..good() },
            TrainParams { c: vec![], ..good() },
            TrainParams { c: vec![1.0, 1.0], ..good() },
            TrainParams { c: vec![f64::NAN], ..good() },
            TrainParams { folds: 1, ..good() },
            TrainParams { near_duplicate: 1.5, ..good() },
            TrainParams { scores: vec![], ..good() },
            TrainParams { tolerance: 0.0, ..good() },
            TrainParams { max_evaluations: 0, ..good() },
        ] {
            assert!(matches!(wrong.clone().check(), Err(LearnError::Parameter { .. })), "{wrong:?}");
        }
    }
}
