//! A backbone and a linear head as one model.

use super::fused::TileHeight;
use super::head::LinearHead;
use super::manifest::{FileEntry, Manifest};
use super::onnx::{OnnxModel, OnnxOptions};
use super::spec::{InputSpec, Model, ModelError, OutputKind, OutputSpec, Outputs, PixelBatch};

/// Pictures through a backbone to embeddings, embeddings through a head to calibrated logits.
pub struct Classifier<B = OnnxModel> {
    backbone: B,
    head: LinearHead,
}

impl Classifier<OnnxModel> {
    /// The shipped model: the manifest says how pictures enter the backbone. `tile` changes its speed,
    /// never its answers.
    ///
    /// # Errors
    /// [`ModelError::Unusable`] when a file is not what the manifest says, or they do not fit together.
    pub fn from_manifest(
        manifest: &Manifest,
        backbone: &[u8],
        head: &[u8],
        tile: TileHeight,
    ) -> Result<Self, ModelError> {
        named(&manifest.head, head)?;
        Self::taught(manifest, backbone, head, tile)
    }

    /// The shipped backbone with another head than the shipped one.
    ///
    /// # Errors
    /// [`ModelError::Unusable`] when the backbone is not what the manifest says, the head is none, or they do
    /// not fit together.
    pub fn taught(
        manifest: &Manifest,
        backbone: &[u8],
        head: &[u8],
        tile: TileHeight,
    ) -> Result<Self, ModelError> {
        named(&manifest.backbone, backbone)?;
        let options = OnnxOptions {
            normalisation: Some(manifest.normalisation()),
            embedding_only: true,
            tile,
            ..OnnxOptions::default()
        };
        let network = OnnxModel::load(backbone, &options)?;
        if network.input() != manifest.input_spec() {
            let (found, expected) = (network.input(), manifest.input_spec());
            let reason = format!(
                "it takes pictures of {} x {}, the manifest says {} x {}",
                found.width, found.height, expected.width, expected.height
            );
            return Err(ModelError::Unusable { reason });
        }
        let head =
            LinearHead::from_safetensors(head).map_err(|e| ModelError::Unusable { reason: e.to_string() })?;
        Self::new(network, head)
    }
}

/// Refuses bytes that are not the file of an entry.
fn named(entry: &FileEntry, bytes: &[u8]) -> Result<(), ModelError> {
    if entry.matches(bytes) {
        return Ok(());
    }
    Err(ModelError::Unusable { reason: format!("{} is not the file that the manifest names", entry.path) })
}

impl<B: Model> Classifier<B> {
    /// Puts a head on a backbone.
    ///
    /// # Errors
    /// [`ModelError::Unusable`] when the backbone has no embedding of the head's length.
    pub fn new(backbone: B, head: LinearHead) -> Result<Self, ModelError> {
        let found = backbone.outputs().embedding;
        if found != Some(head.dimension()) {
            let expected = head.dimension();
            let reason =
                format!("the head takes embeddings of {expected} numbers, the model gives {found:?}");
            return Err(ModelError::Unusable { reason });
        }
        Ok(Self { backbone, head })
    }

    /// Embeddings of a batch, `count × dimension`, row-major; the head is not asked.
    ///
    /// # Errors
    /// What the backbone says.
    pub fn embed(&mut self, batch: &PixelBatch) -> Result<Vec<f32>, ModelError> {
        Ok(self.backbone.run(batch)?.embedding.unwrap_or_default())
    }

    /// The head.
    pub fn head(&self) -> &LinearHead {
        &self.head
    }
}

impl<B: Model> Model for Classifier<B> {
    fn input(&self) -> InputSpec {
        self.backbone.input()
    }

    fn outputs(&self) -> OutputSpec {
        OutputSpec {
            classes: self.head.classes(),
            embedding: Some(self.head.dimension()),
            kind: OutputKind::Logits,
        }
    }

    fn run(&mut self, batch: &PixelBatch) -> Result<Outputs, ModelError> {
        let outputs = self.backbone.run(batch)?;
        let embedding = outputs.embedding.unwrap_or_default();
        let rows = embedding.chunks_exact(self.head.dimension());
        let logits = rows.flat_map(|row| self.head.logits(row)).collect();
        Ok(Outputs { classes: self.head.classes(), logits, embedding: Some(embedding) })
    }
}
