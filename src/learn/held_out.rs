//! Heads that have not seen a part of the pictures, to judge what was made of that part.

use super::softmax::{SoftmaxParams, fit};
use super::split::Folds;
use super::train::scale_of;
use super::validate::head_of;
use super::{Labelled, LearnError, ScaleKind};
use crate::model::LinearHead;

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
