//! Would more pictures help? How good heads are that were trained on a share of them.

use super::metrics::best;
use super::softmax::{SoftmaxParams, fit};
use super::split::Folds;
use super::train::scale_of;
use super::validate::head_of;
use super::{Labelled, LearnError, ScaleKind};
use rand::SeedableRng;
use rand::seq::SliceRandom;
use rand_chacha::ChaCha8Rng;
use std::collections::HashSet;

/// A point of the learning curve.
#[derive(Clone, Debug, PartialEq)]
pub struct CurvePoint {
    /// Pictures that each character was trained on, on average over folds and characters.
    pub per_class: f64,
    /// Right decisions on the held-out pictures of each class.
    pub right: Vec<usize>,
    /// Held-out pictures.
    pub count: usize,
}

/// Trains without each fold on `share` of each class's other pictures (at least one, chosen by `seed`), and
/// counts right decisions on what the fold holds out. A picture's variants are trained on with it.
///
/// # Errors
/// [`LearnError::Parameter`] when `share` is not in 0..=1, else as [`fit`].
pub fn with_share(
    data: &Labelled,
    folds: &Folds,
    share: f64,
    kind: ScaleKind,
    params: &SoftmaxParams,
    seed: u64,
) -> Result<CurvePoint, LearnError> {
    if !(0.0..=1.0).contains(&share) {
        let found = share.to_string();
        return Err(LearnError::Parameter { name: "the share of pictures", expected: "0 to 1", found });
    }
    let mut order: Vec<usize> = (0..data.measured()).collect();
    order.shuffle(&mut ChaCha8Rng::seed_from_u64(seed));
    let (mut right, mut count, mut trained) = (vec![0; data.classes()], 0, 0);
    for fold in 0..folds.count() {
        let mut rows = some_of(data, &order, |row| folds.fold_of()[row] != fold, share);
        trained += rows.len();
        let chosen: HashSet<usize> = rows.iter().copied().collect();
        let variants = data.sources().iter().enumerate().filter(|(_, source)| chosen.contains(source));
        rows.extend(variants.map(|(i, _)| data.measured() + i));
        let scale = scale_of(&data.embeddings, &rows, kind);
        let head = head_of(data, &scale, &fit(data, &rows, &scale, params, None)?)?;
        for row in folds.held_out(fold).into_iter().filter(|&row| row < data.measured()) {
            let label = data.labels()[row];
            right[label] += usize::from(best(&head.logits(data.embeddings.row(row))) == label);
            count += 1;
        }
    }
    let per_class = trained as f64 / (folds.count() * data.classes()) as f64;
    Ok(CurvePoint { per_class, right, count })
}

/// The first `share` of each class's rows in `order` that are to be kept, ascending.
fn some_of(data: &Labelled, order: &[usize], kept: impl Fn(usize) -> bool, share: f64) -> Vec<usize> {
    let rows: Vec<usize> = order.iter().copied().filter(|&row| kept(row)).collect();
    let wanted: Vec<usize> =
        data.counts(&rows).iter().map(|&n| (libm::ceil(share * n as f64) as usize).max(1)).collect();
    let mut taken = vec![0; data.classes()];
    let mut some: Vec<usize> = rows
        .into_iter()
        .filter(|&row| {
            let label = data.labels()[row];
            taken[label] += 1;
            taken[label] <= wanted[label]
        })
        .collect();
    some.sort_unstable();
    some
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;
    use crate::learn::split::stratified_folds;
    use crate::learn::synthetic::blobs;
    use crate::learn::{ClassWeights, TrainParams, Training};

    const PARAMS: SoftmaxParams = SoftmaxParams {
        c: 10.0,
        class_weights: ClassWeights::Uniform,
        tolerance: 1e-4,
        max_evaluations: 400,
    };

    #[test]
    fn more_pictures_help_where_the_task_is_hard() {
        let all = blobs(6, 20, 24, 1.4, 3);
        let data = all.labelled();
        let groups: Vec<usize> = (0..120).collect();
        let folds = stratified_folds(&data, &groups, 4, 0).unwrap();
        let kind = ScaleKind::L2 { factor: 8.0 };
        let at = |share| with_share(&data, &folds, share, kind, &PARAMS, 7).unwrap();
        let (few, all) = (at(0.1), at(1.0));
        assert_eq!((few.per_class, all.per_class, few.count), (2.0, 15.0, 120));
        let right = |p: &CurvePoint| p.right.iter().sum::<usize>();
        assert!(right(&all) > right(&few) + 10, "{} {}", right(&few), right(&all));
        assert_eq!(at(0.1), few);
        assert!(with_share(&data, &folds, 1.5, kind, &PARAMS, 7).is_err());
    }

    #[test]
    fn all_pictures_give_what_validation_measured() {
        let all = blobs(4, 12, 16, 1.2, 5);
        let data = all.labelled();
        let params = TrainParams { c: vec![10.0], folds: 3, ..TrainParams::default() };
        let mut training = Training::new(&data, None, &params.clone().check().unwrap()).unwrap();
        let folds = training.folds().clone();
        (0..4).for_each(|_| training.step(&data, None).unwrap());
        let report = training.finish(&data, None).unwrap().report;
        let point = with_share(&data, &folds, 1.0, params.scale, &PARAMS, 1).unwrap();
        assert_eq!(point.right.iter().sum::<usize>(), report.metrics.top1);
    }
}
