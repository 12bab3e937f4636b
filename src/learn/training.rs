//! Training in steps, so that a caller can show how far it is and stop between two of them.

use super::calibrate::{expected_calibration_error, fit_temperature, reliability};
use super::metrics::Metrics;
use super::params::{TrainParams, ValidTrainParams};
use super::reduce::Reduced;
use super::scores::{score_of, try_scores};
use super::softmax::{SoftmaxFit, SoftmaxParams, fit};
use super::split::{Folds, near_duplicates, stratified_folds};
use super::train::scale_of;
use super::validate::{FoldAnswers, FoldRun, Strength, head_of, measure, out_of_fold};
use super::{Embeddings, Labelled, LearnError, TrainReport, TrainedHead};
use crate::model::{EmbeddingScale, Rejection};

/// Bins of the reliability diagram.
const BINS: usize = 15;
/// Where fits of quick validation stop; what they say of held-out pictures changes little after that.
const QUICK_TOLERANCE: f64 = 2e-3;

/// A training on its way. Every call is given the same data.
///
/// ```
/// use moelens::learn::{Embeddings, Labelled, TrainParams, Training};
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let names = ["left".to_string(), "right".to_string()];
/// let embeddings = [1.0, 0.1, 0.9, 0.2, 0.1, 1.0, 0.3, 0.8];
/// let data = Labelled::new(Embeddings::new(&embeddings, 2)?, &[0, 0, 1, 1], &names)?;
/// let mut training = Training::new(&data, None, &TrainParams::default().check()?)?;
/// while training.done() < training.planned() {
///     training.step(&data, None)?;
/// }
/// assert_eq!(training.finish(&data, None)?.report.folds, 2);
/// # Ok(())
/// # }
/// ```
pub struct Training {
    params: TrainParams,
    near_duplicates: usize,
    folds: Folds,
    answers: Vec<FoldAnswers>,
    under_way: Option<FoldRun>,
    strengths: Vec<Strength>,
    chosen: usize,
    done: usize,
    quick: Option<Quick>,
    last: Option<(EmbeddingScale, SoftmaxFit)>,
}

/// What validation on fewer numbers needs besides.
#[derive(Default)]
struct Quick {
    reduced: Option<Reduced>,
    /// Places of the pictures of nobody.
    unknown: Vec<f32>,
    /// The head of the reduced rows, where the fit of all numbers begins.
    start: Option<SoftmaxFit>,
}

impl Training {
    /// Finds near duplicates and deals the folds.
    ///
    /// # Errors
    /// As [`train_head`](super::train_head).
    pub fn new(
        data: &Labelled,
        unknown: Option<&Embeddings>,
        params: &ValidTrainParams,
    ) -> Result<Self, LearnError> {
        let params = params.get().clone();
        if let Some(unknown) = unknown.filter(|u| u.dimension() != data.embeddings.dimension()) {
            let (expected, found) = (data.embeddings.dimension(), unknown.dimension());
            return Err(LearnError::Shape { what: "an unknown embedding", expected, found });
        }
        let mut groups = near_duplicates(&data.embeddings.first(data.measured()), params.near_duplicate)?;
        let near_duplicates = repeated(&groups);
        groups.extend(data.sources().iter().map(|&source| groups[source]).collect::<Vec<_>>());
        let folds = stratified_folds(data, &groups, params.folds, params.seed)?;
        let size = data.labels().len().saturating_mul(data.embeddings.dimension() * data.classes());
        let quick = (size >= params.quick_from).then(Quick::default);
        Ok(Self {
            params,
            near_duplicates,
            folds,
            answers: Vec::new(),
            under_way: None,
            strengths: Vec::new(),
            chosen: 0,
            done: 0,
            quick,
            last: None,
        })
    }

    /// Steps in all: one for each fit.
    pub fn planned(&self) -> usize {
        let (folds, grid) = (self.folds.count(), self.params.c.len());
        // The first fold chooses the strength for the others, then one head begins where another ends.
        if self.is_quick() { grid + (folds - 1) + 2 } else { folds * grid + 1 }
    }

    /// Steps that are done.
    pub fn done(&self) -> usize {
        self.done
    }

    /// Whether validation works on the principal part of the numbers
    /// ([`TrainParams::quick_from`](super::TrainParams::quick_from)).
    pub fn is_quick(&self) -> bool {
        self.quick.is_some()
    }

    /// The folds.
    pub fn folds(&self) -> &Folds {
        &self.folds
    }

    /// What was chosen.
    pub fn params(&self) -> &TrainParams {
        &self.params
    }

    /// What each fit is told, apart from its strength.
    pub fn softmax(&self) -> SoftmaxParams {
        SoftmaxParams {
            c: 1.0,
            class_weights: self.params.class_weights,
            tolerance: self.params.tolerance,
            max_evaluations: self.params.max_evaluations,
        }
    }

    /// Answers of all folds, in order, that were made elsewhere.
    pub(super) fn take(&mut self, answers: Vec<FoldAnswers>) {
        self.answers = answers;
        self.under_way = None;
        self.done = self.folds.count() * self.params.c.len();
    }

    /// The next fit. Does nothing once all are done.
    ///
    /// # Errors
    /// As [`fit`](super::fit).
    pub fn step(&mut self, data: &Labelled, unknown: Option<&Embeddings>) -> Result<(), LearnError> {
        if self.done == self.planned() {
            return Ok(());
        }
        if self.answers.len() < self.folds.count() {
            self.validate(data, unknown)?;
        } else {
            self.conclude(data)?;
        }
        self.done += 1;
        Ok(())
    }

    /// The next fit of a fold.
    fn validate(&mut self, data: &Labelled, unknown: Option<&Embeddings>) -> Result<(), LearnError> {
        let fold = self.answers.len();
        let mut softmax = self.softmax();
        let kept = self.folds.kept(fold);
        let (is_whole, kind) = (self.quick.is_none() || fold == 0, self.params.scale);
        let grid = if is_whole { &self.params.c[..] } else { &self.params.c[self.chosen..=self.chosen] };
        let run = if let Some(quick) = &mut self.quick {
            softmax.tolerance = softmax.tolerance.max(QUICK_TOLERANCE);
            let scale = scale_of(&data.embeddings, &(0..data.measured()).collect::<Vec<_>>(), kind);
            let seed = self.params.seed;
            let reduced = quick.reduced.get_or_insert_with(|| Reduced::of(data, &scale, seed));
            if let Some(unknown) = unknown.filter(|_| quick.unknown.is_empty()) {
                quick.unknown = reduced.places(unknown, &scale);
            }
            let small = reduced.labelled(data)?;
            let strange = Embeddings::new(&quick.unknown, small.embeddings.dimension())?;
            let run = self
                .under_way
                .get_or_insert_with(|| FoldRun::new(&small, &self.folds, fold, reduced.scale()));
            run.step(&small, unknown.map(|_| &strange), grid[run.fitted()], &softmax)?;
            run
        } else {
            let run = self.under_way.get_or_insert_with(|| {
                FoldRun::new(data, &self.folds, fold, scale_of(&data.embeddings, &kept, kind))
            });
            run.step(data, unknown, grid[run.fitted()], &softmax)?;
            run
        };
        if run.fitted() == grid.len() {
            self.answers.extend(self.under_way.take().map(FoldRun::into_answers));
            if self.quick.is_some() && fold == 0 {
                self.choose(data);
            }
        }
        Ok(())
    }

    /// A fit of all rows: of the reduced ones where validation was quick, then of all numbers.
    fn conclude(&mut self, data: &Labelled) -> Result<(), LearnError> {
        if self.quick.is_none() {
            self.choose(data);
        }
        let softmax = SoftmaxParams { c: self.params.c[self.chosen], ..self.softmax() };
        let all: Vec<usize> = (0..data.labels().len()).collect();
        if let Some(quick) = self.quick.as_mut().filter(|q| q.start.is_none())
            && let Some(reduced) = quick.reduced.take()
        {
            let tolerance = softmax.tolerance.max(QUICK_TOLERANCE);
            let rough = SoftmaxParams { tolerance, ..softmax };
            let found = fit(&reduced.labelled(data)?, &all, &reduced.scale(), &rough, None)?;
            quick.start = Some(reduced.lifted(&found));
            return Ok(());
        }
        let scale = scale_of(&data.embeddings, &all, self.params.scale);
        let start = self.quick.as_ref().and_then(|q| q.start.as_ref());
        let last = fit(data, &all, &scale, &softmax, start)?;
        self.last = Some((scale, last));
        Ok(())
    }

    /// The strength with the lowest log-loss on what was held out; answers at others are forgotten.
    fn choose(&mut self, data: &Labelled) {
        self.strengths = measure(data, &self.answers, &self.params.c);
        let loss = |at: usize| self.strengths[at].log_loss;
        self.chosen =
            (1..self.strengths.len()).fold(0, |best, at| if loss(at) < loss(best) { at } else { best });
        self.answers.iter_mut().for_each(|fold| fold.keep(self.chosen));
    }

    /// The calibrated head and what was measured on the way.
    ///
    /// # Errors
    /// [`LearnError::Head`] when the fit does not make a sound head.
    ///
    /// # Panics
    /// When steps are still missing.
    pub fn finish(self, data: &Labelled, unknown: Option<&Embeddings>) -> Result<TrainedHead, LearnError> {
        let (scale, last) = self.last.expect("every step was done");
        let classes = data.classes();
        let labels = &data.labels()[..data.measured()];
        let raw = out_of_fold(data, &self.answers, 0);
        let temperature = fit_temperature(&raw, labels, classes) as f32;
        let logits: Vec<f32> = raw.iter().map(|z| z / temperature).collect();
        let bins = |logits: &[f32]| reliability(logits, labels, classes, BINS);
        let after = bins(&logits);
        let kinds = &self.params.scores;
        let scores = try_scores(data, unknown, &self.answers, temperature, kinds);
        let area = |at: usize| scores[at].1.auroc.unwrap_or(0.0);
        let score = (1..scores.len()).fold(0, |best, at| if area(at) > area(best) { at } else { best });

        let all: Vec<usize> = (0..data.labels().len()).collect();
        let rule =
            Rejection { score: score_of(kinds[score], data, &all), threshold: scores[score].1.threshold };
        let head = head_of(data, &scale, &last)?.with_temperature(temperature)?.with_rejection(rule)?;
        let report = TrainReport {
            c: self.strengths[self.chosen].c,
            strengths: self.strengths,
            folds: self.folds.count(),
            near_duplicates: self.near_duplicates,
            metrics: Metrics::of(&logits, labels, classes),
            temperature: f64::from(temperature),
            calibration_error: (expected_calibration_error(&bins(&raw)), expected_calibration_error(&after)),
            reliability: after,
            rejection: scores[score].1,
            scores: kinds.iter().zip(&scores).map(|(k, s)| (k.name(), s.1)).collect(),
            fit: last,
            logits,
        };
        Ok(TrainedHead { head: head.to_half_precision(), report })
    }
}

/// Rows that share their group with another.
fn repeated(groups: &[usize]) -> usize {
    let mut sizes = vec![0usize; groups.len()];
    groups.iter().for_each(|&g| sizes[g] += 1);
    groups.iter().filter(|&&g| sizes[g] > 1).count()
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;
    use crate::learn::synthetic::blobs;
    use crate::learn::train_head;

    #[test]
    fn steps_give_what_training_at_once_gives() {
        let all = blobs(4, 10, 12, 0.5, 8);
        let data = all.labelled();
        let params = TrainParams { c: vec![0.1, 1.0], folds: 3, ..TrainParams::default() }.check().unwrap();
        let mut training = Training::new(&data, None, &params).unwrap();
        assert_eq!((training.done(), training.planned()), (0, 7));
        for done in 1..=7 {
            training.step(&data, None).unwrap();
            assert_eq!(training.done(), done);
        }
        training.step(&data, None).unwrap();
        let stepped = training.finish(&data, None).unwrap();
        let at_once = train_head(&data, None, &params, 2).unwrap();
        assert_eq!(stepped.head, at_once.head);
        assert_eq!(stepped.report.logits, at_once.report.logits);
    }

    #[test]
    fn quick_validation_finds_nearly_the_same() {
        let all = blobs(8, 25, 400, 1.3, 12);
        let data = all.labelled();
        let strange = blobs(20, 2, 400, 1.3, 77);
        let params = TrainParams { c: vec![1.0, 10.0], folds: 5, ..TrainParams::default() };
        let whole =
            train_head(&data, Some(&strange.embeddings()), &params.clone().check().unwrap(), 1).unwrap();
        let params = TrainParams { quick_from: 0, ..params }.check().unwrap();
        let training = Training::new(&data, None, &params).unwrap();
        assert_eq!((training.is_quick(), training.planned()), (true, 8));
        let quick = train_head(&data, Some(&strange.embeddings()), &params, 1).unwrap();
        let gap = whole.report.metrics.accuracy() - quick.report.metrics.accuracy();
        assert!(gap.abs() < 0.05, "{gap}");
        assert_eq!(quick.report.metrics.count, 200);
        assert!(quick.report.rejection.auroc.is_some());
        // The head is fitted to all numbers in either case, so the same strength means the same optimum.
        if quick.report.c == whole.report.c {
            let (a, b) = (quick.report.fit.objective, whole.report.fit.objective);
            assert!((a / b - 1.0).abs() < 1e-3, "{a} {b}");
        }
        let again = train_head(&data, Some(&strange.embeddings()), &params, 2).unwrap();
        assert_eq!(again.head, quick.head);
    }

    #[test]
    fn variants_are_trained_on_and_never_measured() {
        let all = blobs(3, 8, 12, 0.5, 9);
        // Each picture once more, a little moved.
        let data: Vec<f32> = all.data.iter().copied().chain(all.data.iter().map(|x| x + 0.01)).collect();
        let labels: Vec<usize> = all.labels.iter().chain(&all.labels).copied().collect();
        let sources: Vec<usize> = (0..24).collect();
        let rows = Embeddings::new(&data, 12).unwrap();
        let data = Labelled::new(rows, &labels, &all.names).unwrap().with_variants(&sources).unwrap();
        let params = TrainParams { folds: 4, ..TrainParams::default() }.check().unwrap();
        let training = Training::new(&data, None, &params).unwrap();
        let folds = training.folds().fold_of();
        assert!((0..24).all(|row| folds[row] == folds[24 + row]), "a variant stays beside its source");
        let trained = train_head(&data, None, &params, 1).unwrap();
        assert_eq!(trained.report.metrics.count, 24);
        assert_eq!(trained.report.logits.len(), 24 * 3);
    }
}
