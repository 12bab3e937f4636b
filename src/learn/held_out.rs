//! Heads that have not seen a part of the pictures, to judge what was made of that part.

use super::softmax::{SoftmaxParams, fit};
use super::split::{Folds, near_duplicates, stratified_folds};
use super::train::scale_of;
use super::validate::head_of;
use super::{Labelled, LearnError, ScaleKind, TrainParams};
use crate::model::LinearHead;

/// Folds as in training, but no more than leave two sources of every class in each, where there are as many.
///
/// # Errors
/// As [`stratified_folds`] and [`near_duplicates`].
pub fn folds_of_pairs(data: &Labelled, params: &TrainParams) -> Result<Folds, LearnError> {
    let mut groups = near_duplicates(&data.embeddings.first(data.measured()), params.near_duplicate)?;
    let sources = |class: usize| {
        let mut own: Vec<usize> =
            groups.iter().zip(data.labels()).filter(|(_, l)| **l == class).map(|(g, _)| *g).collect();
        own.sort_unstable();
        own.dedup();
        own.len()
    };
    let fewest = (0..data.classes()).map(sources).min().unwrap_or(0);
    groups.extend(data.sources().iter().map(|&source| groups[source]).collect::<Vec<_>>());
    stratified_folds(data, &groups, params.folds.min(fewest / 2).max(2), params.seed)
}

/// The head that was trained without the rows of `fold`, at temperature 1.
///
/// # Errors
/// As [`fit`].
pub fn head_without(
    data: &Labelled,
    folds: &Folds,
    fold: usize,
    kind: ScaleKind,
    params: &SoftmaxParams,
) -> Result<LinearHead, LearnError> {
    let kept = folds.kept(fold);
    let scale = scale_of(&data.embeddings, &kept, kind);
    head_of(data, &scale, &fit(data, &kept, &scale, params, None)?)
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;
    use crate::learn::synthetic::blobs;
    use crate::learn::validate::run_fold;
    use crate::learn::{ClassWeights, split::stratified_folds};

    #[test]
    fn every_fold_has_two_of_each_class_where_it_can() {
        for (each, count) in [(12, 5), (8, 4), (4, 2), (3, 2), (2, 2)] {
            let all = blobs(3, each, 10, 0.6, 4);
            let data = all.labelled();
            let folds = folds_of_pairs(&data, &TrainParams::default()).unwrap();
            assert_eq!(folds.count(), count);
            for fold in 0..count {
                assert!(data.counts(&folds.held_out(fold)).iter().all(|&n| n >= (each / count).max(1)));
            }
        }
    }

    #[test]
    fn it_answers_as_validation_does() {
        let all = blobs(3, 8, 10, 0.6, 4);
        let data = all.labelled();
        let folds = stratified_folds(&data, &(0..24).collect::<Vec<_>>(), 4, 1).unwrap();
        let kind = ScaleKind::L2 { factor: 8.0 };
        let params = SoftmaxParams {
            c: 1.0,
            class_weights: ClassWeights::Uniform,
            tolerance: 1e-4,
            max_evaluations: 400,
        };
        for fold in 0..4 {
            let head = head_without(&data, &folds, fold, kind, &params).unwrap();
            let answers = run_fold(&data, None, (&folds, fold), kind, &[1.0], &params).unwrap();
            let own: Vec<f32> =
                answers.rows.iter().flat_map(|&row| head.logits(data.embeddings.row(row))).collect();
            assert_eq!(own, answers.logits[0]);
        }
    }
}
