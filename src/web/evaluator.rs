//! What an evaluation worker does: load the model, classify, evaluate perturbed pictures.

use serde::{Deserialize, Serialize};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use super::error::WebError;
use crate::explain::{BitMatrix, Design, DesignKind, Fill, MaskPlan, Perturbation, probabilities};
use crate::model::{Classifier, Manifest, Model, PixelBatch};
use crate::picture::Rgb8Image;
use crate::segment::Segmentation;

/// A model, and the perturbations of the explanation at hand.
#[wasm_bindgen]
pub struct Evaluator {
    classifier: Classifier,
    perturbation: Option<Perturbation>,
    /// What is evaluated instead of the design, when something is.
    instead: Option<Instead>,
}

/// Pictures that no design made.
enum Instead {
    Masks(MaskPlan),
    Pictures(PixelBatch),
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Classification {
    logits: Vec<f32>,
    probabilities: Vec<f64>,
    known: bool,
}

/// What defines the masks and fills of an explanation; pixels come beside it.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Plan {
    width: usize,
    height: usize,
    count: usize,
    design: DesignKind,
    seed: u64,
    fill: Fill,
    references: usize,
}

#[wasm_bindgen]
impl Evaluator {
    /// Loads the shipped model; `manifest` is the text of `manifest.json`.
    #[wasm_bindgen(constructor)]
    pub fn new(manifest: &str, backbone: &[u8], head: &[u8]) -> Result<Evaluator, WebError> {
        let manifest = Manifest::parse(manifest)?;
        Ok(Self {
            classifier: Classifier::from_manifest(&manifest, backbone, head)?,
            perturbation: None,
            instead: None,
        })
    }

    /// Classifies one picture of the model's input size, given as `height × width × 3` bytes.
    /// Returns `{ logits, probabilities, known }`, a number per class in the manifest's order.
    pub fn classify(&mut self, rgb: Vec<u8>) -> Result<JsValue, WebError> {
        let picture = self.picture(rgb)?;
        let outputs = self.classifier.run(&PixelBatch::of(&picture))?;
        let known = outputs.embedding.as_deref().is_none_or(|e| self.classifier.head().is_known(e));
        let probabilities = probabilities(&outputs.logits);
        let answer = Classification { logits: outputs.logits, probabilities, known };
        serde_wasm_bindgen::to_value(&answer).map_err(WebError::internal)
    }

    /// Prepares the evaluations of one explanation. `plan` is what [`super::Studio::begin`] returned;
    /// `rgb` and each picture of `references` (one behind the other) have the model's input size,
    /// `labels` is the row-major label map.
    pub fn begin(
        &mut self,
        plan: JsValue,
        rgb: Vec<u8>,
        labels: Vec<u16>,
        references: Vec<u8>,
    ) -> Result<(), WebError> {
        let plan: Plan = serde_wasm_bindgen::from_value(plan).map_err(WebError::internal)?;
        let segmentation = Segmentation::new(plan.width, plan.height, labels).map_err(WebError::internal)?;
        let design = Design::new(plan.design, plan.seed, plan.count).map_err(WebError::internal)?;
        let size = if plan.references == 0 { 1 } else { references.len() / plan.references };
        let references = references.chunks_exact(size).map(|p| self.picture(p.to_vec()));
        let references = references.collect::<Result<Vec<_>, _>>()?;
        let picture = self.picture(rgb)?;
        let input = self.classifier.input();
        let perturbation = Perturbation::new(input, picture, &segmentation, plan.fill, &references, design)
            .map_err(WebError::internal)?;
        self.perturbation = Some(perturbation);
        self.instead = None;
        Ok(())
    }

    /// After [`Self::begin`]: evaluates these masks instead of the design's, a byte per piece and row,
    /// row-major, with the reference that each row shows.
    pub fn begin_masks(&mut self, masks: &[u8], references: &[u32]) -> Result<(), WebError> {
        let columns = if references.is_empty() { 0 } else { masks.len() / references.len() };
        let perturbation = self.perturbation.as_ref().filter(|p| p.design().superpixels() == columns);
        let fills = perturbation.map_or(0, Perturbation::fills);
        if references.iter().any(|r| *r as usize >= fills) {
            return Err(WebError::internal(format!(
                "{} masks of {columns} pieces fit no run",
                references.len()
            )));
        }
        let mut bits = BitMatrix::new(references.len(), columns);
        for (i, on) in masks.iter().enumerate() {
            bits.set(i / columns, i % columns, *on != 0);
        }
        let references = references.iter().map(|r| *r as usize).collect();
        self.instead = Some(Instead::Masks(MaskPlan { masks: bits, references }));
        Ok(())
    }

    /// Evaluates pictures of the model's input size, one behind the other.
    pub fn begin_pictures(&mut self, pictures: Vec<u8>) -> Result<(), WebError> {
        let mut batch = PixelBatch::new(self.classifier.input());
        if !pictures.len().is_multiple_of(batch.stride()) {
            return Err(WebError::internal(format!("{} bytes are no whole pictures", pictures.len())));
        }
        batch.data = pictures;
        self.instead = Some(Instead::Pictures(batch));
        Ok(())
    }

    /// The logits of `count` evaluations from `first` on, `count × classes`, row-major.
    pub fn evaluate(&mut self, first: usize, count: usize) -> Result<Vec<f32>, WebError> {
        let rows = first..first + count;
        let early = || WebError::internal("evaluate came before begin");
        let batch = match &self.instead {
            Some(Instead::Pictures(all)) => {
                let mut batch = PixelBatch::new(self.classifier.input());
                rows.for_each(|i| batch.data.extend_from_slice(all.picture(i)));
                batch
            }
            Some(Instead::Masks(plan)) => {
                self.perturbation.as_ref().ok_or_else(early)?.compose_plan(plan, rows)
            }
            None => self.perturbation.as_ref().ok_or_else(early)?.compose(rows),
        };
        Ok(self.classifier.run(&batch)?.logits)
    }

    fn picture(&self, rgb: Vec<u8>) -> Result<Rgb8Image, WebError> {
        let input = self.classifier.input();
        let found = rgb.len();
        Rgb8Image::new(input.width, input.height, rgb).ok_or_else(|| {
            WebError::internal(format!("{found} bytes are no picture of {} x {}", input.width, input.height))
        })
    }
}
