//! Heads as safetensors files.
//!
//! Tensors: `weights` (F16, `classes × dimension`), `bias` (F32, `classes`), and where the head has
//! them `mean` and `deviation` (F32, `dimension`), `centre` (F32, `dimension`) and `centroids` (F16,
//! `classes × dimension`). One metadata entry, `moelens`, holds a JSON object with `format` (1),
//! `labels`, `scale`, `temperature` and `rejection`. The same head always gives the same bytes.

use super::{EmbeddingScale, LinearHead, Rejection, RejectionScore};
use half::f16;
use safetensors::{Dtype, SafeTensors, tensor::TensorView};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

const FORMAT: u32 = 1;
const KEY: &str = "moelens";

/// Why a head cannot be made, read or written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum HeadError {
    /// A tensor of another length than the head needs.
    #[error("the head's {name} must hold {expected} numbers, found {found}")]
    Shape {
        /// Which tensor.
        name: &'static str,
        /// Numbers needed.
        expected: usize,
        /// Numbers found.
        found: usize,
    },
    /// A number that the head cannot work with.
    #[error("the head's {name} must be {expected}, found {found}")]
    Value {
        /// Which number.
        name: &'static str,
        /// What it must be.
        expected: &'static str,
        /// What it is.
        found: f32,
    },
    /// Labels that cannot name classes.
    #[error("the head's labels cannot be used: {reason}")]
    Label {
        /// What is wrong, in words.
        reason: String,
    },
    /// The bytes are no safetensors file.
    #[error("this is no readable safetensors file: {0}")]
    File(#[from] safetensors::SafeTensorError),
    /// A safetensors file, but not of a head.
    #[error("this safetensors file holds no head: {reason}")]
    NotAHead {
        /// What is missing, in words.
        reason: String,
    },
    /// A head of a format that this program does not know.
    #[error("this head is of format {found}, this program reads format {expected}")]
    Format {
        /// What this program reads.
        expected: u32,
        /// What the file says.
        found: u32,
    },
    /// A tensor of another number type or shape.
    #[error("the tensor {name:?} must be {expected}, found {found}")]
    Tensor {
        /// Which tensor.
        name: &'static str,
        /// Number type and shape needed.
        expected: String,
        /// Number type and shape found.
        found: String,
    },
}

/// Finds a tensor by name, number type and shape.
pub(in crate::model) type ReadTensor<'a> =
    dyn Fn(&'static str, Dtype, &[usize]) -> Result<Vec<f32>, HeadError> + 'a;

#[derive(Serialize, Deserialize)]
struct Meta {
    format: u32,
    labels: Vec<String>,
    scale: ScaleMeta,
    temperature: f32,
    rejection: Option<RejectionMeta>,
}

#[derive(Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
enum ScaleMeta {
    L2 { factor: f32 },
    Standardised,
}

#[derive(Serialize, Deserialize)]
struct RejectionMeta {
    score: String,
    threshold: f32,
}

impl LinearHead {
    /// The head as a safetensors file: tensors `weights` (F16, `classes × dimension`) and `bias` (F32),
    /// where the head has them `mean`, `deviation`, `centre` (F32) and `centroids` (F16), and one
    /// metadata entry `moelens` with the rest as JSON. Weights and centroids are rounded to half
    /// precision ([`to_half_precision`](Self::to_half_precision)); the same head gives the same bytes.
    ///
    /// # Errors
    /// [`HeadError::File`] when the file cannot be composed.
    pub fn to_safetensors(&self) -> Result<Vec<u8>, HeadError> {
        let (classes, dimension) = (self.classes(), self.dimension());
        let mut parts = vec![
            ("weights", Dtype::F16, vec![classes, dimension], half_bytes(&self.weights)),
            ("bias", Dtype::F32, vec![classes], single_bytes(&self.bias)),
        ];
        if let EmbeddingScale::Standardised { mean, deviation } = &self.scale {
            parts.push(("mean", Dtype::F32, vec![dimension], single_bytes(mean)));
            parts.push(("deviation", Dtype::F32, vec![dimension], single_bytes(deviation)));
        }
        if let Some(Rejection { score: RejectionScore::Centroid { centre, centroids }, .. }) = &self.rejection
        {
            parts.push(("centre", Dtype::F32, vec![dimension], single_bytes(centre)));
            parts.push(("centroids", Dtype::F16, vec![classes, dimension], half_bytes(centroids)));
        }
        let json = self.meta()?;
        let views = parts
            .iter()
            .map(|(name, dtype, shape, bytes)| Ok((*name, TensorView::new(*dtype, shape.clone(), bytes)?)))
            .collect::<Result<Vec<_>, HeadError>>()?;
        Ok(safetensors::serialize(views, Some(HashMap::from([(KEY.to_string(), json)])))?)
    }

    /// Reads what [`to_safetensors`](Self::to_safetensors) wrote.
    ///
    /// # Errors
    /// Any [`HeadError`]: bytes that are no safetensors file, that hold no head, or a head whose
    /// parts do not fit together.
    pub fn from_safetensors(bytes: &[u8]) -> Result<Self, HeadError> {
        let (_, header) = SafeTensors::read_metadata(bytes)?;
        let json = header.metadata().as_ref().and_then(|m| m.get(KEY));
        let json = json.ok_or_else(|| not_a_head(format!("its metadata has no entry {KEY:?}")))?;
        let tensors = SafeTensors::deserialize(bytes)?;
        let shape = tensors.tensor("weights")?.shape().to_vec();
        let dimension = shape.get(1).copied().unwrap_or(0);
        Self::assembled(json, dimension, &|name, dtype, shape| numbers(&tensors, name, dtype, shape))
    }

    /// What a file says of the head beside its tensors, as JSON.
    pub(in crate::model) fn meta(&self) -> Result<String, HeadError> {
        let scale = match &self.scale {
            EmbeddingScale::L2 { factor } => ScaleMeta::L2 { factor: *factor },
            EmbeddingScale::Standardised { .. } => ScaleMeta::Standardised,
        };
        let rejection = self
            .rejection
            .as_ref()
            .map(|r| RejectionMeta { score: r.score.name().to_string(), threshold: r.threshold });
        let labels = self.labels.clone();
        let meta = Meta { format: FORMAT, labels, scale, temperature: self.temperature, rejection };
        Ok(serde_json::to_string(&meta).map_err(safetensors::SafeTensorError::from)?)
    }

    /// A head from the JSON of [`meta`](Self::meta) and its tensors, which `read` finds by name, number
    /// type and shape.
    pub(in crate::model) fn assembled(
        json: &str,
        dimension: usize,
        read: &ReadTensor<'_>,
    ) -> Result<Self, HeadError> {
        let version: serde_json::Value = serde_json::from_str(json).map_err(|e| not_a_head(e.to_string()))?;
        match version.get("format").and_then(serde_json::Value::as_u64) {
            Some(found) if found != u64::from(FORMAT) => {
                let found = u32::try_from(found).unwrap_or(u32::MAX);
                return Err(HeadError::Format { expected: FORMAT, found });
            }
            _ => {}
        }
        let meta: Meta = serde_json::from_value(version).map_err(|e| not_a_head(e.to_string()))?;
        let classes = meta.labels.len();
        let weights = read("weights", Dtype::F16, &[classes, dimension])?;
        let bias = read("bias", Dtype::F32, &[classes])?;
        let scale = match meta.scale {
            ScaleMeta::L2 { factor } => EmbeddingScale::L2 { factor },
            ScaleMeta::Standardised => EmbeddingScale::Standardised {
                mean: read("mean", Dtype::F32, &[dimension])?,
                deviation: read("deviation", Dtype::F32, &[dimension])?,
            },
        };
        let head = Self::new(meta.labels, dimension, weights, bias, scale)?;
        let head = head.with_temperature(meta.temperature)?;
        let Some(rule) = meta.rejection else { return Ok(head) };
        let score = match rule.score.as_str() {
            "max-probability" => RejectionScore::MaxProbability,
            "max-logit" => RejectionScore::MaxLogit,
            "energy" => RejectionScore::Energy,
            "centroid" => RejectionScore::Centroid {
                centre: read("centre", Dtype::F32, &[dimension])?,
                centroids: read("centroids", Dtype::F16, &[classes, dimension])?,
            },
            other => return Err(not_a_head(format!("it rejects by a score unknown here, {other:?}"))),
        };
        head.with_rejection(Rejection { score, threshold: rule.threshold })
    }

    /// The head as its file will hold it: weights and centroids rounded to half precision. What is
    /// measured of this head is true of the file.
    #[must_use]
    pub fn to_half_precision(mut self) -> Self {
        let round = |values: &mut [f32]| values.iter_mut().for_each(|v| *v = f16::from_f32(*v).to_f32());
        round(&mut self.weights);
        if let Some(Rejection { score: RejectionScore::Centroid { centroids, .. }, .. }) = &mut self.rejection
        {
            round(centroids);
        }
        self
    }
}

fn not_a_head(reason: String) -> HeadError {
    HeadError::NotAHead { reason }
}

pub(in crate::model) fn half_bytes(values: &[f32]) -> Vec<u8> {
    values.iter().flat_map(|&v| f16::from_f32(v).to_le_bytes()).collect()
}

pub(in crate::model) fn single_bytes(values: &[f32]) -> Vec<u8> {
    values.iter().flat_map(|v| v.to_le_bytes()).collect()
}

fn numbers(
    tensors: &SafeTensors,
    name: &'static str,
    dtype: Dtype,
    shape: &[usize],
) -> Result<Vec<f32>, HeadError> {
    let tensor = tensors.tensor(name)?;
    if tensor.dtype() != dtype || tensor.shape() != shape {
        let expected = format!("{dtype} of {shape:?}");
        return Err(HeadError::Tensor {
            name,
            expected,
            found: format!("{} of {:?}", tensor.dtype(), tensor.shape()),
        });
    }
    Ok(widened(dtype, tensor.data()))
}

/// Little-endian numbers of half (`F16`) or single precision.
pub(in crate::model) fn widened(dtype: Dtype, bytes: &[u8]) -> Vec<f32> {
    match dtype {
        Dtype::F16 => bytes.as_chunks::<2>().0.iter().map(|b| f16::from_le_bytes(*b).to_f32()).collect(),
        _ => bytes.as_chunks::<4>().0.iter().map(|b| f32::from_le_bytes(*b)).collect(),
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn head(weights: Vec<f32>, scale: EmbeddingScale, score: RejectionScore) -> LinearHead {
        let labels = vec!["Sumire".to_string(), "Asagi \"the\" 2nd".to_string(), "雪".to_string()];
        LinearHead::new(labels, 2, weights, vec![0.1, -0.7, 1e-9], scale)
            .and_then(|h| h.with_temperature(0.731_234_5))
            .and_then(|h| h.with_rejection(Rejection { score, threshold: -3.217_654 }))
            .unwrap()
    }

    fn centroid() -> RejectionScore {
        RejectionScore::Centroid { centre: vec![0.3, -0.1], centroids: vec![1.0, 0.0, 0.6, 0.8, 0.0, -1.0] }
    }

    proptest! {
        #[test]
        fn a_head_survives_its_file(weights in proptest::collection::vec(-8.0f32..8.0, 6), l2 in any::<bool>()) {
            let scale = if l2 {
                EmbeddingScale::L2 { factor: 8.0 }
            } else {
                EmbeddingScale::Standardised { mean: vec![0.1, 0.2], deviation: vec![0.3, 1e-3] }
            };
            for score in [RejectionScore::Energy, RejectionScore::MaxLogit, RejectionScore::MaxProbability, centroid()] {
                let half = head(weights.clone(), scale.clone(), score).to_half_precision();
                let bytes = half.to_safetensors().unwrap();
                prop_assert_eq!(&LinearHead::from_safetensors(&bytes).unwrap(), &half);
                prop_assert_eq!(half.to_safetensors().unwrap(), bytes);
            }
        }

        #[test]
        fn broken_files_are_errors_and_never_panics(cut in 0usize..400, at in 0usize..400, byte in any::<u8>()) {
            let bytes = head(vec![0.5; 6], EmbeddingScale::L2 { factor: 8.0 }, centroid()).to_safetensors().unwrap();
            let cut = cut.min(bytes.len() - 1);
            prop_assert!(LinearHead::from_safetensors(&bytes[..cut]).is_err());
            let mut changed = bytes.clone();
            let at = at.min(bytes.len() - 1);
            changed[at] = byte;
            let _ = LinearHead::from_safetensors(&changed);
        }
    }

    #[test]
    fn foreign_files_are_named() {
        let view = TensorView::new(Dtype::F32, vec![1], &[0; 4]).unwrap();
        let foreign = safetensors::serialize([("weights", view)], None).unwrap();
        assert!(matches!(LinearHead::from_safetensors(&foreign), Err(HeadError::NotAHead { .. })));
        assert!(matches!(LinearHead::from_safetensors(b"no head"), Err(HeadError::File(_))));
        let view = TensorView::new(Dtype::F32, vec![1], &[0; 4]).unwrap();
        let later = HashMap::from([(KEY.to_string(), r#"{"format":7}"#.to_string())]);
        let later = safetensors::serialize([("weights", view)], Some(later)).unwrap();
        let error = LinearHead::from_safetensors(&later).unwrap_err();
        assert_eq!(error.to_string(), "this head is of format 7, this program reads format 1");
    }

    #[test]
    fn a_tensor_of_another_type_is_refused() {
        let meta = r#"{"format":1,"labels":["a"],"scale":{"kind":"l2","factor":8},"temperature":1,"rejection":null}"#;
        let bytes = [0u8; 8];
        let weights = TensorView::new(Dtype::F32, vec![1, 2], &bytes).unwrap();
        let bias = TensorView::new(Dtype::F32, vec![1], &bytes[..4]).unwrap();
        let meta = HashMap::from([(KEY.to_string(), meta.to_string())]);
        let file = safetensors::serialize([("weights", weights), ("bias", bias)], Some(meta)).unwrap();
        assert!(matches!(
            LinearHead::from_safetensors(&file),
            Err(HeadError::Tensor { name: "weights", .. })
        ));
    }
}
