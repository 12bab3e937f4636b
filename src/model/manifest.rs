//! `models/manifest.json`: what is shipped, how it is fed, and under which licence.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::file::Normalisation;
use super::spec::{InputSpec, ModelError};

/// A shipped file; `path` is relative to the manifest.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileEntry {
    /// Relative to the manifest, with forward slashes.
    pub path: String,
    /// Length of the file.
    pub bytes: u64,
    /// SHA-256 of the file, lower-case hexadecimal.
    pub sha256: String,
    /// SPDX expression.
    pub licence: String,
    /// Where it comes from: a package and version, or the command that makes it.
    pub source: String,
}

impl FileEntry {
    /// Whether `bytes` are this file.
    pub fn matches(&self, bytes: &[u8]) -> bool {
        bytes.len() as u64 == self.bytes && sha256_hex(bytes) == self.sha256
    }
}

/// SHA-256 as 64 lower-case hexadecimal digits.
pub fn sha256_hex(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|b| format!("{b:02x}")).collect()
}

/// How pictures enter the backbone: `(value − mean) / deviation` per channel, value 0 to 255.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct InputEntry {
    /// Pixels per row.
    pub width: usize,
    /// Rows.
    pub height: usize,
    /// Per channel R, G, B.
    pub mean: [f32; 3],
    /// Per channel R, G, B.
    pub deviation: [f32; 3],
}

/// A picture of a character, which is also a reference for contrastive fill.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PictureEntry {
    /// Relative to the manifest.
    pub path: String,
    /// Length of the file.
    pub bytes: u64,
    /// SHA-256 of the file.
    pub sha256: String,
    /// The seed of `gallery::Variation::training` that drew it.
    pub seed: u64,
}

/// A class of the head and its pictures.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClassEntry {
    /// The character's name.
    pub name: String,
    /// Its pictures: the k-means medoids of its training pictures.
    pub pictures: Vec<PictureEntry>,
}

/// One picture with a face per class, row-major in the order of the classes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AtlasEntry {
    /// The file.
    pub file: FileEntry,
    /// Faces per row.
    pub columns: usize,
    /// Rows of faces.
    pub rows: usize,
    /// Side of one face in pixels.
    pub size: usize,
}

/// The whole of `manifest.json`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Manifest {
    /// Version of this format: 1.
    pub format: u32,
    /// The network that turns pictures into embeddings.
    pub backbone: FileEntry,
    /// How pictures enter it.
    pub input: InputEntry,
    /// Length of the embedding.
    pub embedding: usize,
    /// The linear head over the embedding.
    pub head: FileEntry,
    /// Licence of all pictures.
    pub pictures_licence: String,
    /// Where the pictures come from.
    pub pictures_source: String,
    /// Faces of all classes.
    pub atlas: AtlasEntry,
    /// What the backbone says of the gallery (`graph::GalleryFile`), once that was made.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub likeness: Option<FileEntry>,
    /// In the order of the head's classes.
    pub classes: Vec<ClassEntry>,
}

impl Manifest {
    /// Reads the JSON text.
    ///
    /// # Errors
    /// [`ModelError::Unusable`] when the text is no manifest of format 1.
    pub fn parse(text: &str) -> Result<Self, ModelError> {
        let manifest: Self = serde_json::from_str(text)
            .map_err(|e| ModelError::Unusable { reason: format!("its manifest cannot be read ({e})") })?;
        if manifest.format != 1 {
            let reason = format!("its manifest must have format 1, found {}", manifest.format);
            return Err(ModelError::Unusable { reason });
        }
        Ok(manifest)
    }

    /// What explanations call the model: its files.
    pub fn model_name(&self) -> String {
        format!("{} + {}", self.backbone.path, self.head.path)
    }

    /// SHA-256 of the model's files, in the order of [`Self::model_name`].
    pub fn model_sha256(&self) -> String {
        format!("{} {}", self.backbone.sha256, self.head.sha256)
    }

    /// The picture size.
    pub fn input_spec(&self) -> InputSpec {
        InputSpec { width: self.input.width, height: self.input.height }
    }

    /// The normalisation.
    pub fn normalisation(&self) -> Normalisation {
        Normalisation { mean: self.input.mean, deviation: self.input.deviation }
    }
}
