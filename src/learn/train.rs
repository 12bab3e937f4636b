//! Embeddings and labels in, a calibrated head and its report out.

use super::calibrate::ReliabilityBin;
use super::metrics::Metrics;
use super::params::{ScaleKind, ValidTrainParams};
use super::rejection::RejectionFit;
use super::softmax::{SoftmaxFit, mean_of};
use super::training::Training;
use super::validate::{FoldAnswers, Strength, run_fold};
use super::{Embeddings, Labelled, LearnError};
use crate::model::{EmbeddingScale, LinearHead};

/// A head and how it came about.
#[derive(Clone, Debug)]
pub struct TrainedHead {
    /// Trained on all pictures, with temperature and rejection rule, in half precision as its file.
    pub head: LinearHead,
    /// What was measured on the way.
    pub report: TrainReport,
}

/// What training measured on pictures held out by the folds.
#[derive(Clone, Debug)]
pub struct TrainReport {
    /// The chosen inverse strength of the penalty.
    pub c: f64,
    /// Every strength that was tried.
    pub strengths: Vec<Strength>,
    /// Number of folds.
    pub folds: usize,
    /// Pictures that have a near duplicate and were kept on its side.
    pub near_duplicates: usize,
    /// Calibrated scores of every measured picture by the head that was trained without it:
    /// `pictures × classes`, row-major.
    pub logits: Vec<f32>,
    /// Figures of these scores.
    pub metrics: Metrics,
    /// What the scores are divided by.
    pub temperature: f64,
    /// Expected calibration error before and after, in 0..=1.
    pub calibration_error: (f64, f64),
    /// Reliability diagram after calibration.
    pub reliability: Vec<ReliabilityBin>,
    /// The rule of "nobody I know" that was chosen.
    pub rejection: RejectionFit,
    /// Each score that was tried, by its name, with what its own threshold does.
    pub scores: Vec<(&'static str, RejectionFit)>,
    /// The final fit: evaluations, log-loss on its own training pictures.
    pub fit: SoftmaxFit,
}

/// Trains a head.
///
/// 1. Near duplicates are found, and folds dealt that keep them together.
/// 2. Every `C` of the grid is fitted without each fold; the one with the lowest out-of-fold log-loss
///    is chosen.
/// 3. The temperature is fitted to its out-of-fold scores.
/// 4. The rejection rule is fitted to its out-of-fold scores of the known, and to the scores that the
///    same fold heads give the unknown. Of several kinds of score the one with the largest area under
///    the ROC curve is taken; without unknown pictures, the first kind in the parameters.
/// 5. The head is fitted to all pictures.
///
/// `unknown` are embeddings of pictures that show none of the classes, where there are any. `threads`
/// folds run at a time (give 1 where threads cannot be started); the result does not depend on it.
///
/// # Errors
/// [`LearnError::TooFew`] when a class has fewer than two pictures that differ,
/// [`LearnError::Shape`] when known and unknown embeddings differ in length.
pub fn train_head(
    data: &Labelled,
    unknown: Option<&Embeddings>,
    params: &ValidTrainParams,
    threads: usize,
) -> Result<TrainedHead, LearnError> {
    let mut training = Training::new(data, unknown, params)?;
    if threads > 1 && !training.is_quick() {
        training.take(run_folds(data, unknown, &training, threads)?);
    }
    while training.done() < training.planned() {
        training.step(data, unknown)?;
    }
    training.finish(data, unknown)
}

/// All folds, `threads` at a time, in order.
fn run_folds(
    data: &Labelled,
    unknown: Option<&Embeddings>,
    training: &Training,
    threads: usize,
) -> Result<Vec<FoldAnswers>, LearnError> {
    let (p, folds, softmax) = (training.params(), training.folds(), training.softmax());
    let run = |fold: usize| run_fold(data, unknown, (folds, fold), p.scale, &p.c, &softmax);
    let numbers: Vec<usize> = (0..folds.count()).collect();
    let mut answers = Vec::with_capacity(folds.count());
    for some in numbers.chunks(threads) {
        let done: Vec<_> = std::thread::scope(|scope| {
            let workers: Vec<_> = some.iter().map(|&fold| scope.spawn(move || run(fold))).collect();
            workers.into_iter().map(|w| w.join()).collect()
        });
        for result in done {
            answers.push(result.unwrap_or_else(|panic| std::panic::resume_unwind(panic))?);
        }
    }
    Ok(answers)
}

/// The scale of a kind as `rows` set it.
pub(super) fn scale_of(embeddings: &Embeddings, rows: &[usize], kind: ScaleKind) -> EmbeddingScale {
    let factor = match kind {
        ScaleKind::L2 { factor } => return EmbeddingScale::L2 { factor },
        ScaleKind::Standardised => 1e-6,
    };
    let dimension = embeddings.dimension();
    let mean = mean_of(rows.len(), dimension, |i| embeddings.row(rows[i]).to_vec());
    let variance = mean_of(rows.len(), dimension, |i| {
        let row = embeddings.row(rows[i]).iter().zip(&mean);
        row.map(|(&x, m)| ((f64::from(x) - m) * (f64::from(x) - m)) as f32).collect()
    });
    // A coordinate that never changes is divided by 1.
    let deviation = |v: &f64| if *v > factor * factor { v.sqrt() as f32 } else { 1.0 };
    EmbeddingScale::Standardised {
        mean: mean.iter().map(|&m| m as f32).collect(),
        deviation: variance.iter().map(deviation).collect(),
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;
    use crate::learn::TrainParams;
    use crate::learn::synthetic::{Blobs, blobs};

    fn params(scale: ScaleKind) -> ValidTrainParams {
        TrainParams { scale, c: vec![0.1, 1.0, 10.0], folds: 3, ..TrainParams::default() }.check().unwrap()
    }

    #[test]
    fn a_trained_head_knows_its_own_and_turns_strangers_away() {
        // Even rows to train on, odd ones to measure on.
        let all = blobs(6, 40, 64, 0.6, 21);
        let known = Blobs {
            data: all.data.chunks_exact(64).step_by(2).flatten().copied().collect(),
            labels: all.labels.iter().copied().step_by(2).collect(),
            ..all.clone()
        };
        let strange = blobs(40, 2, 64, 0.6, 99);
        for scale in [ScaleKind::L2 { factor: 8.0 }, ScaleKind::Standardised] {
            let trained =
                train_head(&known.labelled(), Some(&strange.embeddings()), &params(scale), 1).unwrap();
            let report = &trained.report;
            assert!(report.metrics.accuracy() > 0.95, "{}", report.metrics.accuracy());
            assert!(report.rejection.auroc.unwrap() > 0.9, "{:?}", report.scores);
            assert!(report.calibration_error.1 < 0.06, "{:?}", report.calibration_error);
            assert_eq!((report.folds, report.near_duplicates), (3, 0));
            assert!(report.strengths.iter().all(|s| s.log_loss >= report.metrics.log_loss - 1e-9));
            let head = &trained.head;
            let right = (1..240).step_by(2).filter(|&r| {
                let scores = head.logits(all.embeddings().row(r));
                crate::learn::metrics::best(&scores) == all.labels[r]
            });
            let right = right.count();
            assert!(right >= 114, "{right} of 120");
        }
    }

    #[test]
    fn threads_do_not_change_the_head() {
        let known = blobs(3, 9, 12, 0.4, 5);
        let strange = blobs(5, 2, 12, 0.4, 6);
        let strange = strange.embeddings();
        let params = params(ScaleKind::L2 { factor: 8.0 });
        let one = train_head(&known.labelled(), Some(&strange), &params, 1).unwrap();
        let three = train_head(&known.labelled(), Some(&strange), &params, 3).unwrap();
        assert_eq!(one.head.to_safetensors().unwrap(), three.head.to_safetensors().unwrap());
        assert_eq!(one.report.metrics, three.report.metrics);
    }

    #[test]
    fn broken_data_is_refused_with_its_name() {
        let two = blobs(2, 3, 4, 0.5, 1);
        let strange = blobs(1, 2, 5, 0.5, 1);
        let params = params(ScaleKind::Standardised);
        assert!(matches!(
            train_head(&two.labelled(), Some(&strange.embeddings()), &params, 1),
            Err(LearnError::Shape { expected: 4, found: 5, .. })
        ));
        let labels = [0, 0, 0, 0, 0, 1];
        let lonely = Labelled::new(two.embeddings(), &labels, &two.names).unwrap();
        assert!(matches!(
            train_head(&lonely, None, &params, 1),
            Err(LearnError::TooFew { class, needed: 2, found: 1 }) if class == "class 1"
        ));
        let absent = Labelled::new(two.embeddings(), &[0; 6], &two.names).unwrap();
        assert!(matches!(train_head(&absent, None, &params, 1), Err(LearnError::TooFew { found: 0, .. })));
    }

    #[test]
    fn two_classes_of_two_pictures_are_enough() {
        let tiny = blobs(2, 2, 8, 0.3, 4);
        let trained = train_head(&tiny.labelled(), None, &params(ScaleKind::L2 { factor: 8.0 }), 1).unwrap();
        assert_eq!(trained.report.metrics.count, 4);
        assert_eq!(trained.head.rejection().unwrap().score.name(), "max-probability");
    }
}
