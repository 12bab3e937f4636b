//! "Nobody I know": one number that says how well known an embedding looks, and its threshold.

use super::{dot, log_sum_exp};

/// What is compared with the threshold. Larger always means better known.
#[derive(Clone, Debug, PartialEq)]
pub enum RejectionScore {
    /// The largest calibrated probability, in 0..1 (Hendrycks & Gimpel 2017).
    MaxProbability,
    /// The largest calibrated logit.
    MaxLogit,
    /// `ln Σ exp` of the calibrated logits, the negative free energy (Liu et al. 2020).
    Energy,
    /// The largest cosine between the embedding and a class centroid, both L2-normalised first and
    /// with `centre` subtracted; in −1..1.
    Centroid {
        /// Mean of all L2-normalised training embeddings.
        centre: Vec<f32>,
        /// `classes × dimension`, row-major: each class's mean L2-normalised embedding minus
        /// `centre`, scaled to length 1.
        centroids: Vec<f32>,
    },
}

impl RejectionScore {
    /// The score of a picture from its calibrated logits and its raw embedding.
    ///
    /// # Panics
    /// When centroids and embedding differ in length.
    pub fn of(&self, logits: &[f32], embedding: &[f32]) -> f64 {
        let top = || f64::from(logits.iter().copied().fold(f32::NEG_INFINITY, f32::max));
        match self {
            Self::MaxProbability => libm::exp(top() - log_sum_exp(logits)),
            Self::MaxLogit => top(),
            Self::Energy => log_sum_exp(logits),
            Self::Centroid { centre, centroids } => {
                assert_eq!(centre.len(), embedding.len(), "the centroids and the embedding differ in length");
                let x = centred(embedding, centre);
                let length = dot(&x, &x).sqrt();
                let by = if length > 0.0 { 1.0 / length } else { 0.0 };
                let cosines = centroids.chunks_exact(centre.len().max(1)).map(|c| dot(c, &x) * by);
                cosines.fold(f64::NEG_INFINITY, f64::max)
            }
        }
    }

    /// The score's name as head files and reports write it.
    pub fn name(&self) -> &'static str {
        match self {
            Self::MaxProbability => "max-probability",
            Self::MaxLogit => "max-logit",
            Self::Energy => "energy",
            Self::Centroid { .. } => "centroid",
        }
    }
}

/// The L2-normalised embedding minus `centre`.
pub(crate) fn centred(embedding: &[f32], centre: &[f32]) -> Vec<f32> {
    let length = dot(embedding, embedding).sqrt();
    let by = if length > 0.0 { 1.0 / length } else { 0.0 };
    embedding.iter().zip(centre).map(|(&x, &c)| (f64::from(x) * by) as f32 - c).collect()
}

/// The rule of "nobody I know": a picture whose score lies below the threshold is a stranger.
#[derive(Clone, Debug, PartialEq)]
pub struct Rejection {
    /// What is compared.
    pub score: RejectionScore,
    /// The smallest score of somebody known; finite.
    pub threshold: f32,
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;

    #[test]
    fn scores_of_a_hand_made_case() {
        let logits = [0.0f32, 2.0, 1.0];
        let sum = 1.0 + 2f64.exp() + 1f64.exp();
        assert!((RejectionScore::MaxProbability.of(&logits, &[]) - 2f64.exp() / sum).abs() < 1e-12);
        assert_eq!(RejectionScore::MaxLogit.of(&logits, &[]), 2.0);
        assert!((RejectionScore::Energy.of(&logits, &[]) - sum.ln()).abs() < 1e-12);
        let score = RejectionScore::Centroid { centre: vec![0.0, 0.0], centroids: vec![1.0, 0.0, 0.0, 1.0] };
        assert!((score.of(&[], &[3.0, 4.0]) - 0.8).abs() < 1e-6);
        assert!((score.of(&[], &[-1.0, 0.0]) - 0.0).abs() < 1e-6);
    }
}
