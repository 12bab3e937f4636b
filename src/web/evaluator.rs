//! What an evaluation worker does: load the model, classify, evaluate perturbed pictures.

use serde::{Deserialize, Serialize};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use super::audit::composed;
use super::error::WebError;
use super::exchange::to_js;
use crate::explain::{BitMatrix, Design, DesignKind, Fill, MaskPlan, Perturbation, probabilities};
use crate::graph::Likeness;
use crate::learn::augment::Variant;
use crate::model::fused::{TileHeight, calibrate};
use crate::model::{Classifier, Manifest, Model, ModelError, OnnxModel, Outputs, PixelBatch};
use crate::picture::{Rgb8Image, as_opened, decode, sha256_hex};
use crate::segment::Segmentation;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = performance)]
    fn now() -> f64;
}

/// How many rows the network's matrix kernel had best take together in this browser; takes some 50 ms.
#[wasm_bindgen(js_name = fastestRows)]
pub fn fastest_rows() -> usize {
    calibrate(&now).rows()
}

/// A model, and the pictures it is asked about.
#[wasm_bindgen]
pub struct Evaluator {
    pub(super) model: Loaded,
    /// Of the model's files.
    pub(super) sha256: String,
    job: Job,
    /// Instead of the classes, while an explanation is about how much pictures are like characters.
    likeness: Option<Likeness>,
}

/// What classifies.
pub(super) enum Loaded {
    /// The shipped backbone with the shipped head, or one that was taught.
    Headed(Box<Classifier>),
    /// Any classifier.
    Foreign(Box<OnnxModel>),
}

impl Loaded {
    fn model(&self) -> &dyn Model {
        match self {
            Self::Headed(model) => model.as_ref(),
            Self::Foreign(model) => model.as_ref(),
        }
    }

    fn run(&mut self, batch: &PixelBatch) -> Result<Outputs, ModelError> {
        match self {
            Self::Headed(model) => model.run(batch),
            Self::Foreign(model) => model.run(batch),
        }
    }

    /// Whether a picture looks like somebody the model was trained on; a foreign model cannot say.
    fn is_known(&self, outputs: &Outputs) -> bool {
        match (self, outputs.embedding.as_deref()) {
            (Self::Headed(model), Some(embedding)) => model.head().is_known(embedding),
            _ => true,
        }
    }
}

/// Where the pictures of [`Evaluator::evaluate`] come from.
enum Job {
    Nothing,
    /// Perturbations of one picture, made one by one.
    Perturbed(Box<Perturbation>),
    /// The same with masks that no design made.
    Masked(Box<Perturbation>, MaskPlan),
    /// Any pictures, one behind the other.
    Pictures(PixelBatch),
}

#[derive(Serialize)]
struct Facts {
    width: usize,
    height: usize,
    classes: usize,
    /// Length; 0 without one.
    embedding: usize,
    sha256: String,
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
    /// Loads the shipped model; `manifest` is the text of `manifest.json`, `rows` what [`fastest_rows`] gave
    /// here once. Answers do not depend on `rows`; a number that it never gives stands for the default.
    #[wasm_bindgen(constructor)]
    pub fn new(manifest: &str, backbone: &[u8], head: &[u8], rows: usize) -> Result<Evaluator, WebError> {
        let manifest = Manifest::parse(manifest)?;
        let tile = TileHeight::from_rows(rows).unwrap_or_default();
        let classifier = Classifier::from_manifest(&manifest, backbone, head, tile)?;
        Ok(Self { sha256: manifest.model_sha256(), ..Self::of(Loaded::Headed(Box::new(classifier))) })
    }

    /// The shipped backbone with a head that was taught, the bytes of its file.
    pub fn taught(manifest: &str, backbone: &[u8], head: &[u8], rows: usize) -> Result<Evaluator, WebError> {
        let manifest = Manifest::parse(manifest)?;
        let tile = TileHeight::from_rows(rows).unwrap_or_default();
        let classifier = Classifier::taught(&manifest, backbone, head, tile)?;
        let sha256 = format!("{} {}", manifest.backbone.sha256, sha256_hex(head));
        Ok(Self { sha256, ..Self::of(Loaded::Headed(Box::new(classifier))) })
    }

    /// What is known of the network: `{ width, height, classes, embedding, sha256 }`.
    pub fn facts(&self) -> Result<JsValue, WebError> {
        let model = self.model.model();
        let (input, outputs) = (model.input(), model.outputs());
        to_js(&Facts {
            width: input.width,
            height: input.height,
            classes: outputs.classes,
            embedding: outputs.embedding.unwrap_or(0),
            sha256: self.sha256.clone(),
        })
    }

    /// Classifies one picture of the model's input size, given as `height × width × 3` bytes.
    /// Returns `{ logits, probabilities, known }`, a number per class in the manifest's order.
    pub fn classify(&mut self, rgb: Vec<u8>) -> Result<JsValue, WebError> {
        let picture = self.picture(rgb)?;
        let outputs = self.model.run(&PixelBatch::of(&picture))?;
        let known = self.model.is_known(&outputs);
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
        let size = references.len().checked_div(plan.references).unwrap_or(1).max(1);
        let references = references.chunks_exact(size).map(|p| self.picture(p.to_vec()));
        let references = references.collect::<Result<Vec<_>, _>>()?;
        let picture = self.picture(rgb)?;
        let input = self.model.model().input();
        let perturbation = Perturbation::new(input, picture, &segmentation, plan.fill, &references, design)
            .map_err(WebError::internal)?;
        self.job = Job::Perturbed(Box::new(perturbation));
        self.likeness = None;
        Ok(())
    }

    /// After [`Self::begin`]: evaluations say how much pictures are like each character, instead of the
    /// logits of the classes. `rows` is what [`super::Graph::likeness`] gave.
    #[wasm_bindgen(js_name = beginLikeness)]
    pub fn begin_likeness(&mut self, rows: &[f32]) -> Result<(), WebError> {
        let dimension = self.model.model().outputs().embedding.ok_or_else(no_embedding)?;
        self.likeness = Some(Likeness::from_rows(rows, dimension)?);
        Ok(())
    }

    /// After [`Self::begin`]: evaluates these masks instead of the design's, a byte per piece and row,
    /// row-major, with the reference that each row shows.
    #[wasm_bindgen(js_name = beginMasks)]
    pub fn begin_masks(&mut self, masks: &[u8], references: &[u32]) -> Result<(), WebError> {
        let Job::Perturbed(perturbation) = std::mem::replace(&mut self.job, Job::Nothing) else {
            return Err(WebError::internal("beginMasks came before begin"));
        };
        let columns = perturbation.design().superpixels();
        if masks.len() != columns * references.len()
            || references.iter().any(|r| *r as usize >= perturbation.fills())
        {
            let (bytes, rows) = (masks.len(), references.len());
            return Err(WebError::internal(format!("{bytes} bytes are no {rows} masks of {columns} pieces")));
        }
        let mut bits = BitMatrix::new(references.len(), columns);
        masks.iter().enumerate().for_each(|(i, on)| bits.set(i / columns, i % columns, *on != 0));
        let references = references.iter().map(|r| *r as usize).collect();
        self.job = Job::Masked(perturbation, MaskPlan { masks: bits, references });
        Ok(())
    }

    /// Prepares to run pictures of the model's input size, given one behind the other as `height × width ×
    /// 3` bytes each. Returns how many there are.
    #[wasm_bindgen(js_name = beginPictures)]
    pub fn begin_pictures(&mut self, rgb: Vec<u8>) -> Result<usize, WebError> {
        let mut pictures = PixelBatch::new(self.model.model().input());
        if !rgb.len().is_multiple_of(pictures.stride()) {
            let (found, stride) = (rgb.len(), pictures.stride());
            return Err(WebError::internal(format!("{found} bytes are no pictures of {stride} bytes each")));
        }
        pictures.data = rgb;
        let count = pictures.count();
        self.job = Job::Pictures(pictures);
        self.likeness = None;
        Ok(count)
    }

    /// The logits of `count` evaluations, or pictures, from `first` on: `count × classes`, row-major.
    pub fn evaluate(&mut self, first: usize, count: usize) -> Result<Vec<f32>, WebError> {
        let outputs = self.run(first, count)?;
        let Some(likeness) = &self.likeness else { return Ok(outputs.logits) };
        let embeddings = outputs.embedding.unwrap_or_default();
        let mut rows = Vec::with_capacity(count * likeness.characters());
        for embedding in embeddings.chunks_exact(likeness.dimension()) {
            rows.extend(likeness.of(embedding)?);
        }
        Ok(rows)
    }

    /// The embedding of a picture file as it would be opened, then of its variants by name
    /// ([`Variant::name`]): one row each, as the backbone gives them. What is random about a variant follows
    /// from the file's bytes. No picture is kept.
    pub fn look(&mut self, file: &[u8], variants: Vec<String>) -> Result<Vec<f32>, WebError> {
        let Loaded::Headed(classifier) = &mut self.model else {
            return Err(WebError::internal("only the shipped network looks at pictures to learn from"));
        };
        let input = classifier.input();
        let picture = as_opened(&decode(file)?.picture, input.width, input.height);
        let seed = u64::from_str_radix(&sha256_hex(file)[..16], 16).map_err(WebError::internal)?;
        let mut batch = PixelBatch::of(&picture);
        for name in variants {
            let variant = Variant::named(&name)
                .ok_or_else(|| WebError::internal(format!("there is no variant {name:?}")))?;
            batch.data.extend(variant.of(&picture, seed).into_data());
        }
        Ok(classifier.embed(&batch)?)
    }

    /// A picture file as the model sees it: its centred square at the input size, `height × width × 3` bytes.
    pub fn opened(&self, file: &[u8]) -> Result<Vec<u8>, WebError> {
        let input = self.model.model().input();
        Ok(as_opened(&decode(file)?.picture, input.width, input.height).into_data())
    }

    /// The embedding of one picture file's figure on the background of another; see [`composed`].
    #[wasm_bindgen(js_name = lookOnGround)]
    pub fn look_on_ground(
        &mut self,
        file: &[u8],
        figure: &[u8],
        other: &[u8],
        other_figure: &[u8],
    ) -> Result<Vec<f32>, WebError> {
        let Loaded::Headed(classifier) = &mut self.model else {
            return Err(WebError::internal("only the shipped network looks at pictures to learn from"));
        };
        let input = classifier.input();
        let size = (input.width, input.height);
        let picture = composed((file, figure), (other, other_figure), size)?;
        Ok(classifier.embed(&PixelBatch::of(&picture))?)
    }

    /// The embeddings of the same: `count × dimension`, row-major, as the backbone gives them.
    pub fn embed(&mut self, first: usize, count: usize) -> Result<Vec<f32>, WebError> {
        let embedding = self.run(first, count)?.embedding;
        embedding.ok_or_else(no_embedding)
    }
}

fn no_embedding() -> WebError {
    let message = "This model gives no list of numbers to compare pictures by. Take another model for this.";
    WebError::new("no-embedding", message, "the model has no embedding")
}

impl Evaluator {
    pub(super) fn of(model: Loaded) -> Self {
        Self { model, sha256: String::new(), job: Job::Nothing, likeness: None }
    }

    fn run(&mut self, first: usize, count: usize) -> Result<Outputs, WebError> {
        let batch = match &self.job {
            Job::Nothing => return Err(WebError::internal("evaluate came before begin")),
            Job::Perturbed(perturbation) => perturbation.compose(first..first + count),
            Job::Masked(perturbation, plan) => perturbation.compose_plan(plan, first..first + count),
            Job::Pictures(all) => {
                let stride = all.stride();
                let bytes = all.data.get(first * stride..(first + count) * stride);
                let Some(bytes) = bytes else {
                    let (end, found) = (first + count, all.count());
                    return Err(WebError::internal(format!(
                        "there are {found} pictures, {end} were asked for"
                    )));
                };
                PixelBatch { data: bytes.to_vec(), ..PixelBatch::new(self.model.model().input()) }
            }
        };
        Ok(self.model.run(&batch)?)
    }

    fn picture(&self, rgb: Vec<u8>) -> Result<Rgb8Image, WebError> {
        let input = self.model.model().input();
        let found = rgb.len();
        Rgb8Image::new(input.width, input.height, rgb).ok_or_else(|| {
            WebError::internal(format!("{found} bytes are no picture of {} x {}", input.width, input.height))
        })
    }
}
