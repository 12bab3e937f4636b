//! The scores by which a head may know strangers, tried on what the folds held out.

use super::params::ScoreKind;
use super::rejection::{RejectionFit, fit_rejection};
use super::softmax::mean_of;
use super::validate::FoldAnswers;
use super::{Embeddings, Labelled};
use crate::model::RejectionScore;
use crate::model::head::{centred, dot};

/// For each kind of score: the fold heads' scores of what they held out, and the threshold. The folds'
/// answers are those of the chosen strength alone.
pub(super) fn try_scores(
    data: &Labelled,
    unknown: Option<&Embeddings>,
    answers: &[FoldAnswers],
    temperature: f32,
    kinds: &[ScoreKind],
) -> Vec<(ScoreKind, RejectionFit)> {
    let one = |&kind: &ScoreKind| {
        let (mut known, mut strange) = (Vec::new(), Vec::new());
        for fold in answers {
            let score = score_of(kind, data, &fold.trained_on);
            let of = |logits: &[f32], embedding: &[f32]| {
                let cooled: Vec<f32> = logits.iter().map(|z| z / temperature).collect();
                score.of(&cooled, embedding)
            };
            let own = fold.rows.iter().zip(fold.logits[0].chunks_exact(data.classes()));
            known.extend(own.map(|(&row, logits)| of(logits, data.embeddings.row(row))));
            if let Some(unknown) = unknown {
                let others = fold.strange[0].chunks_exact(data.classes()).enumerate();
                strange.extend(others.map(|(row, logits)| of(logits, unknown.row(row))));
            }
        }
        (kind, fit_rejection(&known, unknown.map(|_| &strange[..])))
    };
    kinds.iter().map(one).collect()
}

/// The score of a kind, its centroids taken from `rows`.
pub(super) fn score_of(kind: ScoreKind, data: &Labelled, rows: &[usize]) -> RejectionScore {
    match kind {
        ScoreKind::MaxProbability => RejectionScore::MaxProbability,
        ScoreKind::MaxLogit => RejectionScore::MaxLogit,
        ScoreKind::Energy => RejectionScore::Energy,
        ScoreKind::Centroid => {
            let (centre, centroids) = centroids(data, rows);
            RejectionScore::Centroid { centre, centroids }
        }
    }
}

/// Mean of the L2-normalised embeddings of `rows`, and for each class its mean minus that, of length 1.
fn centroids(data: &Labelled, rows: &[usize]) -> (Vec<f32>, Vec<f32>) {
    let dimension = data.embeddings.dimension();
    let origin = vec![0.0f32; dimension];
    let unit = |row: usize| centred(data.embeddings.row(row), &origin);
    let centre = mean_of(rows.len(), dimension, |i| unit(rows[i]));
    let mut centroids = Vec::with_capacity(data.classes() * dimension);
    for class in 0..data.classes() {
        let own: Vec<usize> = rows.iter().copied().filter(|&row| data.labels()[row] == class).collect();
        let mean = mean_of(own.len(), dimension, |i| unit(own[i]));
        let moved: Vec<f32> = mean.iter().zip(&centre).map(|(m, c)| (m - c) as f32).collect();
        let length = dot(&moved, &moved).sqrt();
        let by = if length > 0.0 { 1.0 / length } else { 0.0 };
        centroids.extend(moved.iter().map(|&x| (f64::from(x) * by) as f32));
    }
    (centre.iter().map(|&c| c as f32).collect(), centroids)
}
