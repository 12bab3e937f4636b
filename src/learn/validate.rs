//! Choosing the strength of the penalty by k-fold validation.

use super::metrics::Metrics;
use super::softmax::{SoftmaxFit, SoftmaxParams, fit};
use super::split::Folds;
use super::train::scale_of;
use super::{Labelled, LearnError, ScaleKind};
use crate::model::{EmbeddingScale, LinearHead};

/// One fold's answers for every strength of the grid.
#[derive(Clone, Debug)]
pub struct FoldAnswers {
    /// The measured rows it held out, ascending.
    pub rows: Vec<usize>,
    /// For each strength, in order of the grid: a head of temperature 1 trained without those rows.
    pub heads: Vec<LinearHead>,
    /// Scaling and centroids come from the rows it was trained on.
    pub trained_on: Vec<usize>,
}

/// One fold on its way through the grid.
pub(super) struct FoldRun {
    answers: FoldAnswers,
    scale: EmbeddingScale,
    before: Option<SoftmaxFit>,
}

impl FoldRun {
    pub(super) fn new(data: &Labelled, folds: &Folds, fold: usize, kind: ScaleKind) -> Self {
        let mut rows = folds.held_out(fold);
        rows.retain(|&row| row < data.measured());
        let trained_on = folds.kept(fold);
        let scale = scale_of(&data.embeddings, &trained_on, kind);
        Self { answers: FoldAnswers { rows, heads: Vec::new(), trained_on }, scale, before: None }
    }

    /// Fits the next strength, beginning where the one before ended.
    pub(super) fn step(&mut self, data: &Labelled, c: f64, params: &SoftmaxParams) -> Result<(), LearnError> {
        let params = SoftmaxParams { c, ..*params };
        let fit = fit(data, &self.answers.trained_on, &self.scale, &params, self.before.as_ref())?;
        self.answers.heads.push(head_of(data, &self.scale, &fit)?);
        self.before = Some(fit);
        Ok(())
    }

    pub(super) fn fitted(&self) -> usize {
        self.answers.heads.len()
    }

    pub(super) fn into_answers(self) -> FoldAnswers {
        self.answers
    }
}

/// Trains without the rows of one fold, for each `C` of the grid in order, each fit beginning where
/// the one before ended. Folds do not depend on each other, so they may run on several threads.
///
/// # Errors
/// As [`fit`].
pub fn run_fold(
    data: &Labelled,
    folds: &Folds,
    fold: usize,
    kind: ScaleKind,
    grid: &[f64],
    params: &SoftmaxParams,
) -> Result<FoldAnswers, LearnError> {
    let mut run = FoldRun::new(data, folds, fold, kind);
    grid.iter().try_for_each(|&c| run.step(data, c, params))?;
    Ok(run.into_answers())
}

/// A head of temperature 1 with a fit's weights.
pub(super) fn head_of(
    data: &Labelled,
    scale: &EmbeddingScale,
    fit: &SoftmaxFit,
) -> Result<LinearHead, LearnError> {
    let (weights, bias) = (fit.weights.clone(), fit.bias.clone());
    let dimension = data.embeddings.dimension();
    Ok(LinearHead::new(data.names().to_vec(), dimension, weights, bias, scale.clone())?)
}

/// The out-of-fold scores of one strength: `measured rows × classes`, row-major, each row scored by the
/// head that was trained without it.
///
/// # Panics
/// When the folds do not hold out every measured row once or have no such strength.
pub fn out_of_fold(data: &Labelled, answers: &[FoldAnswers], strength: usize) -> Vec<f32> {
    let classes = data.classes();
    let mut logits = vec![f32::NAN; data.measured() * classes];
    for fold in answers {
        for &row in &fold.rows {
            let scores = fold.heads[strength].logits(data.embeddings.row(row));
            logits[row * classes..(row + 1) * classes].copy_from_slice(&scores);
        }
    }
    assert!(!logits.iter().any(|z| z.is_nan()), "every row is held out once");
    logits
}

/// What one strength of the penalty scored on pictures it was not trained on.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Strength {
    /// Inverse strength of the penalty.
    pub c: f64,
    /// Out-of-fold log-loss at the temperature that suits it best, in nats.
    pub log_loss: f64,
    /// Out-of-fold accuracy, in 0..=1.
    pub accuracy: f64,
}

/// Measures every strength of the grid. The log-loss is taken after temperature scaling, because the
/// head will be scaled too; a strength is not to be chosen for being timid.
pub fn measure(data: &Labelled, answers: &[FoldAnswers], grid: &[f64]) -> Vec<Strength> {
    let (classes, labels) = (data.classes(), &data.labels()[..data.measured()]);
    let one = |(at, &c): (usize, &f64)| {
        let mut logits = out_of_fold(data, answers, at);
        let temperature = super::calibrate::fit_temperature(&logits, labels, classes) as f32;
        logits.iter_mut().for_each(|z| *z /= temperature);
        let metrics = Metrics::of(&logits, labels, classes);
        Strength { c, log_loss: metrics.log_loss, accuracy: metrics.accuracy() }
    };
    grid.iter().enumerate().map(one).collect()
}
