//! What a model says of a gallery, made once and shipped: embeddings of its pictures, and which
//! characters it takes for each other.
//!
//! A safetensors file with the tensors `embeddings` (F16, `pictures × dimension`), `mixed_up` (U16,
//! `characters × characters`) and `chances` (F32, the same), and one metadata entry `moelens` with JSON.
//! The same numbers always give the same bytes.

use std::collections::HashMap;

use half::f16;
use safetensors::{Dtype, SafeTensors, tensor::TensorView};
use serde::{Deserialize, Serialize};

const FORMAT: u32 = 1;
const KEY: &str = "moelens";

/// Why a file is no gallery's.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum GalleryFileError {
    /// The bytes are no safetensors file.
    #[error("this is no readable safetensors file: {0}")]
    File(#[from] safetensors::SafeTensorError),
    /// A safetensors file, but another one.
    #[error("this safetensors file holds no gallery: {reason}")]
    NotAGallery {
        /// What is missing, in words.
        reason: String,
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

/// What a model says of a gallery.
#[derive(Clone, Debug, PartialEq)]
pub struct GalleryFile {
    /// SHA-256 of the model that made the embeddings, lower-case hexadecimal.
    pub backbone: String,
    /// SHA-256 of the pictures' hashes (lower-case hexadecimal, a line each), in their order.
    pub pictures: String,
    /// Numbers per embedding.
    pub dimension: usize,
    /// `pictures × dimension`, row-major, of half precision.
    pub embeddings: Vec<f32>,
    /// Number of characters.
    pub characters: usize,
    /// Held-out pictures of each character.
    pub held_out: usize,
    /// `characters × characters`: held-out pictures of the row's character decided as the column's.
    pub mixed_up: Vec<u16>,
    /// The same shape: mean probability of the column's character over the row's held-out pictures.
    pub chances: Vec<f32>,
}

#[derive(Serialize, Deserialize)]
struct Meta {
    format: u32,
    backbone: String,
    pictures: String,
    held_out: usize,
}

impl GalleryFile {
    /// The file; embeddings are rounded to half precision.
    ///
    /// # Errors
    /// [`GalleryFileError::File`] when the file cannot be composed.
    pub fn to_bytes(&self) -> Result<Vec<u8>, GalleryFileError> {
        let (n, d, c) = (self.embeddings.len() / self.dimension, self.dimension, self.characters);
        let embeddings: Vec<u8> =
            self.embeddings.iter().flat_map(|&x| f16::from_f32(x).to_le_bytes()).collect();
        let mixed_up: Vec<u8> = self.mixed_up.iter().flat_map(|x| x.to_le_bytes()).collect();
        let chances: Vec<u8> = self.chances.iter().flat_map(|x| x.to_le_bytes()).collect();
        let tensors = [
            ("embeddings", TensorView::new(Dtype::F16, vec![n, d], &embeddings)?),
            ("mixed_up", TensorView::new(Dtype::U16, vec![c, c], &mixed_up)?),
            ("chances", TensorView::new(Dtype::F32, vec![c, c], &chances)?),
        ];
        let (backbone, pictures) = (self.backbone.clone(), self.pictures.clone());
        let meta = Meta { format: FORMAT, backbone, pictures, held_out: self.held_out };
        let json = serde_json::to_string(&meta).expect("plain data");
        Ok(safetensors::serialize(tensors, Some(HashMap::from([(KEY.to_string(), json)])))?)
    }

    /// Reads what [`Self::to_bytes`] wrote.
    ///
    /// # Errors
    /// [`GalleryFileError`] when the bytes are anything else.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, GalleryFileError> {
        let missing = |reason: String| GalleryFileError::NotAGallery { reason };
        let (_, header) = SafeTensors::read_metadata(bytes)?;
        let text = header.metadata().as_ref().and_then(|m| m.get(KEY));
        let text = text.ok_or_else(|| missing("its metadata lacks the entry \"moelens\"".into()))?;
        let meta: Meta = serde_json::from_str(text).map_err(|e| missing(e.to_string()))?;
        if meta.format != FORMAT {
            return Err(missing(format!("it is of format {}, this program reads {FORMAT}", meta.format)));
        }
        let tensors = SafeTensors::deserialize(bytes)?;
        let read = |name: &'static str, dtype: Dtype, square: bool| {
            let tensor = tensors.tensor(name)?;
            let shape = tensor.shape().to_vec();
            let fits = matches!(shape[..], [rows, columns] if rows > 0 && columns > 0 && (!square || rows == columns));
            if tensor.dtype() != dtype || !fits {
                let expected =
                    format!("{dtype:?} in rows{}", if square { ", as many as columns" } else { "" });
                return Err(GalleryFileError::Tensor {
                    name,
                    expected,
                    found: format!("{:?} {shape:?}", tensor.dtype()),
                });
            }
            Ok((shape[0], shape[1], tensor.data().to_vec()))
        };
        let (_, dimension, embeddings) = read("embeddings", Dtype::F16, false)?;
        let (characters, _, mixed_up) = read("mixed_up", Dtype::U16, true)?;
        let (also, _, chances) = read("chances", Dtype::F32, true)?;
        if also != characters {
            let (expected, found) = (format!("{characters} rows"), format!("{also} rows"));
            return Err(GalleryFileError::Tensor { name: "chances", expected, found });
        }
        let halves = embeddings.as_chunks::<2>().0.iter().map(|b| f16::from_le_bytes(*b).to_f32());
        Ok(Self {
            backbone: meta.backbone,
            pictures: meta.pictures,
            dimension,
            embeddings: halves.collect(),
            characters,
            held_out: meta.held_out,
            mixed_up: mixed_up.as_chunks::<2>().0.iter().map(|b| u16::from_le_bytes(*b)).collect(),
            chances: chances.as_chunks::<4>().0.iter().map(|b| f32::from_le_bytes(*b)).collect(),
        })
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;

    fn small() -> GalleryFile {
        GalleryFile {
            backbone: "ab".into(),
            pictures: "cd".into(),
            dimension: 3,
            embeddings: vec![0.5, -1.25, 3.0, 0.0, 2.0, 8.0],
            characters: 2,
            held_out: 20,
            mixed_up: vec![19, 1, 0, 20],
            chances: vec![0.9, 0.1, 0.01, 0.99],
        }
    }

    #[test]
    fn a_file_is_read_as_it_was_written() {
        let bytes = small().to_bytes().unwrap();
        assert_eq!(GalleryFile::from_bytes(&bytes).unwrap(), small());
        assert_eq!(small().to_bytes().unwrap(), bytes);
    }

    #[test]
    fn other_bytes_are_refused() {
        assert!(matches!(GalleryFile::from_bytes(b"anything"), Err(GalleryFileError::File(_))));
        let bytes = small().to_bytes().unwrap();
        assert!(GalleryFile::from_bytes(&bytes[..bytes.len() - 1]).is_err());
        let one = [1u8; 4];
        let alone = [("embeddings", TensorView::new(Dtype::F32, vec![1], &one).unwrap())];
        let plain = safetensors::serialize(alone, None).unwrap();
        assert!(matches!(GalleryFile::from_bytes(&plain), Err(GalleryFileError::NotAGallery { .. })));
        let ragged = GalleryFile { characters: 1, mixed_up: vec![20], chances: vec![1.0], ..small() };
        assert!(GalleryFile::from_bytes(&ragged.to_bytes().unwrap()).is_ok());
    }
}
