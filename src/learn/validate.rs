//! Choosing the strength of the penalty by k-fold validation.

use super::metrics::Metrics;
use super::softmax::{SoftmaxFit, SoftmaxParams, fit};
use super::split::Folds;
use super::train::scale_of;
use super::{Embeddings, Labelled, LearnError, ScaleKind};
use crate::model::{EmbeddingScale, LinearHead};

/// One fold's answers for every strength that was tried.
#[derive(Clone, Debug)]
pub struct FoldAnswers {
    /// The measured rows it held out, ascending.
    pub rows: Vec<usize>,
    /// For each strength: what a head of temperature 1 trained without those rows gives them, `rows ×
    /// classes`, row-major.
    pub logits: Vec<Vec<f32>>,
    /// The same for pictures of nobody, where there are any.
    pub strange: Vec<Vec<f32>>,
    /// The rows that were trained on.
    pub trained_on: Vec<usize>,
}

impl FoldAnswers {
    /// Forgets all strengths but one.
    pub(super) fn keep(&mut self, strength: usize) {
        self.logits = vec![std::mem::take(&mut self.logits[strength])];
        self.strange = vec![std::mem::take(&mut self.strange[strength])];
    }
}

/// One fold on its way through the grid.
pub(super) struct FoldRun {
    answers: FoldAnswers,
    scale: EmbeddingScale,
    before: Option<SoftmaxFit>,
}

impl FoldRun {
    /// `scale` is what the rows that are not held out say of it.
    pub(super) fn new(data: &Labelled, folds: &Folds, fold: usize, scale: EmbeddingScale) -> Self {
        let mut rows = folds.held_out(fold);
        rows.retain(|&row| row < data.measured());
        let (logits, strange) = (Vec::new(), Vec::new());
        let answers = FoldAnswers { rows, logits, strange, trained_on: folds.kept(fold) };
        Self { answers, scale, before: None }
    }

    /// Fits the next strength, beginning where the one before ended.
    pub(super) fn step(
        &mut self,
        data: &Labelled,
        unknown: Option<&Embeddings>,
        c: f64,
        params: &SoftmaxParams,
    ) -> Result<(), LearnError> {
        let params = SoftmaxParams { c, ..*params };
        let answers = &mut self.answers;
        let fit = fit(data, &answers.trained_on, &self.scale, &params, self.before.as_ref())?;
        let head = head_of(data, &self.scale, &fit)?;
        let own = answers.rows.iter().flat_map(|&row| head.logits(data.embeddings.row(row)));
        answers.logits.push(own.collect());
        let strange = unknown.map(|u| (0..u.rows()).flat_map(|row| head.logits(u.row(row))).collect());
        answers.strange.push(strange.unwrap_or_default());
        self.before = Some(fit);
        Ok(())
    }

    pub(super) fn fitted(&self) -> usize {
        self.answers.logits.len()
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
    unknown: Option<&Embeddings>,
    (folds, fold): (&Folds, usize),
    kind: ScaleKind,
    grid: &[f64],
    params: &SoftmaxParams,
) -> Result<FoldAnswers, LearnError> {
    let scale = scale_of(&data.embeddings, &folds.kept(fold), kind);
    let mut run = FoldRun::new(data, folds, fold, scale);
    grid.iter().try_for_each(|&c| run.step(data, unknown, c, params))?;
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
        for (&row, scores) in fold.rows.iter().zip(fold.logits[strength].chunks_exact(classes)) {
            logits[row * classes..(row + 1) * classes].copy_from_slice(scores);
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

/// Measures every strength of the grid on what the folds held out. The log-loss is taken after temperature
/// scaling, because the head will be scaled too; a strength is not to be chosen for being timid.
pub fn measure(data: &Labelled, answers: &[FoldAnswers], grid: &[f64]) -> Vec<Strength> {
    let classes = data.classes();
    let labels: Vec<usize> =
        answers.iter().flat_map(|fold| &fold.rows).map(|&row| data.labels()[row]).collect();
    let one = |(at, &c): (usize, &f64)| {
        let mut logits: Vec<f32> = answers.iter().flat_map(|fold| &fold.logits[at]).copied().collect();
        let temperature = super::calibrate::fit_temperature(&logits, &labels, classes) as f32;
        logits.iter_mut().for_each(|z| *z /= temperature);
        let metrics = Metrics::of(&logits, &labels, classes);
        Strength { c, log_loss: metrics.log_loss, accuracy: metrics.accuracy() }
    };
    grid.iter().enumerate().map(one).collect()
}
