//! What the worker that teaches does: train a head in steps, measure it, write and read files of heads.

mod audit;

use serde::{Deserialize, Serialize};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use super::error::WebError;
use super::exchange::{from_js, to_js};
use crate::learn::curve::with_share;
use crate::learn::doubt::{Doubt, doubtful};
use crate::learn::medoids::medoids;
use crate::learn::metrics::{best, wilson};
use crate::learn::split::Folds;
use crate::learn::{
    ClassWeights, Embeddings, Labelled, LearnError, SoftmaxParams, TrainParams, TrainReport, TrainedHead,
    Training,
};
use crate::model::{HeadError, LinearHead, Manifest, from_onnx, to_onnx};

/// Standard errors to either side of a 95 % interval.
const Z95: f64 = 1.96;
/// Larger trainings than this (pictures × numbers × characters; about ten seconds of one processor) are
/// validated on fewer numbers.
const QUICK_FROM: usize = 50_000_000;

/// Pictures as their embeddings, whose they are, and a training on its way.
#[wasm_bindgen]
pub struct Teacher {
    names: Vec<String>,
    labels: Vec<usize>,
    sources: Vec<usize>,
    rows: Vec<f32>,
    dimension: usize,
    training: Option<Training>,
    trained: Option<Trained>,
    audit: Option<audit::Audit>,
}

/// A training that came to its end, and what measuring on needs of it.
struct Trained {
    head: LinearHead,
    params: TrainParams,
    folds: Folds,
    softmax: SoftmaxParams,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Settings {
    /// Inverse strengths of the penalty; the usual ones when absent.
    c: Option<Vec<f64>>,
    /// Where fits stop; the usual gradient when absent.
    tolerance: Option<f64>,
    folds: usize,
    balanced: bool,
    seed: u64,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Measured {
    pictures: usize,
    right: usize,
    interval: (f64, f64),
    top_five: usize,
    log_loss: f64,
    folds: usize,
    near_duplicates: usize,
    c: f64,
    temperature: f64,
    calibration_error: f64,
    known_kept: f64,
    confusion: Vec<usize>,
    mixed_up: Vec<(usize, usize, usize)>,
    /// The class that each picture is taken for.
    decided: Vec<usize>,
    reliability: Vec<Bin>,
    doubts: Vec<Doubted>,
}

#[derive(Serialize)]
struct Bin {
    count: usize,
    confidence: f64,
    accuracy: f64,
}

#[derive(Serialize)]
struct Doubted {
    row: usize,
    decided: usize,
    own: f64,
    other: f64,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Point {
    per_class: f64,
    right: Vec<usize>,
    count: usize,
}

#[derive(Serialize)]
struct HeadInfo {
    names: Vec<String>,
    dimension: usize,
}

impl From<LearnError> for WebError {
    fn from(error: LearnError) -> Self {
        let message = match &error {
            LearnError::Classes { .. } => {
                "It takes at least two characters with pictures to learn a difference.".into()
            }
            LearnError::TooFew { class, .. } => {
                format!("{class} needs at least two pictures that differ. Add some, or remove {class}.")
            }
            _ => "Training stopped. Try again.".into(),
        };
        Self::new("teach", message, error.to_string())
    }
}

impl From<HeadError> for WebError {
    fn from(error: HeadError) -> Self {
        Self::new("head", "This file holds no model that was taught here.", error.to_string())
    }
}

#[wasm_bindgen]
impl Teacher {
    /// Takes the embeddings of all pictures, `pictures × dimension`, row-major, and the character of each;
    /// the last `sources.length` rows are variants of the rows that `sources` names.
    #[wasm_bindgen(constructor)]
    pub fn new(
        names: Vec<String>,
        labels: Vec<u32>,
        sources: Vec<u32>,
        rows: Vec<f32>,
    ) -> Result<Teacher, WebError> {
        let whole = |list: Vec<u32>| list.into_iter().map(|n| n as usize).collect::<Vec<_>>();
        let dimension = rows.len().checked_div(labels.len()).unwrap_or(1).max(1);
        let (labels, sources) = (whole(labels), whole(sources));
        let teacher =
            Self { names, labels, sources, rows, dimension, training: None, trained: None, audit: None };
        teacher.data()?;
        Ok(teacher)
    }

    /// Begins a training and returns the number of its steps.
    pub fn begin(&mut self, settings: JsValue) -> Result<usize, WebError> {
        let Settings { c, tolerance, folds, balanced, seed } = from_js(settings)?;
        let usual = TrainParams::default();
        let class_weights = if balanced { ClassWeights::Balanced } else { ClassWeights::Uniform };
        let c = c.unwrap_or(usual.c.clone());
        let (quick_from, tolerance) = (QUICK_FROM, tolerance.unwrap_or(usual.tolerance));
        let params = TrainParams { c, folds, class_weights, quick_from, tolerance, seed, ..usual };
        let training = Training::new(&self.data()?, None, &params.check()?)?;
        let planned = training.planned();
        (self.training, self.trained) = (Some(training), None);
        Ok(planned)
    }

    /// Does the next step and returns how many are done.
    pub fn step(&mut self) -> Result<usize, WebError> {
        let mut training =
            self.training.take().ok_or_else(|| WebError::internal("step came before begin"))?;
        training.step(&self.data()?, None)?;
        let done = training.done();
        self.training = Some(training);
        Ok(done)
    }

    /// What was measured, once every step is done.
    pub fn finish(&mut self) -> Result<JsValue, WebError> {
        let training = self.training.take().filter(|t| t.done() == t.planned());
        let training = training.ok_or_else(|| WebError::internal("finish came before the last step"))?;
        let (params, folds, softmax) =
            (training.params().clone(), training.folds().clone(), training.softmax());
        let data = self.data()?;
        let TrainedHead { head, report } = training.finish(&data, None)?;
        let labels = &data.labels()[..data.measured()];
        let shown = shown(&report, labels, data.classes());
        let softmax = SoftmaxParams { c: report.c, ..softmax };
        self.trained = Some(Trained { head, params, folds, softmax });
        to_js(&shown)
    }

    /// The trained head as a safetensors file.
    pub fn head(&self) -> Result<Vec<u8>, WebError> {
        Ok(self.trained()?.head.to_safetensors()?)
    }

    /// A point of the learning curve: `{ perClass, right, count }` when only a share of the pictures is
    /// trained on.
    pub fn curve(&self, share: f64) -> Result<JsValue, WebError> {
        let Trained { params, folds, softmax, .. } = self.trained()?;
        let found = with_share(&self.data()?, folds, share, params.scale, softmax, params.seed)?;
        to_js(&Point { per_class: found.per_class, right: found.right, count: found.count })
    }

    /// Up to `count` pictures of each character that stand for it (the k-means medoids), as rows, the
    /// characters one behind the other with `u32::MAX` after each.
    pub fn faces(&self, count: usize) -> Result<Vec<u32>, WebError> {
        let data = self.data()?;
        let mut found = Vec::new();
        for class in 0..data.classes() {
            let rows: Vec<usize> = (0..data.measured()).filter(|&r| data.labels()[r] == class).collect();
            let own: Vec<f32> = rows.iter().flat_map(|&r| data.embeddings.row(r)).copied().collect();
            let chosen = medoids(&Embeddings::new(&own, self.dimension)?, count.min(rows.len()), 0)?;
            found.extend(chosen.into_iter().map(|i| rows[i] as u32));
            found.push(u32::MAX);
        }
        Ok(found)
    }
}

impl Teacher {
    fn data(&self) -> Result<Labelled<'_>, LearnError> {
        let rows = Embeddings::new(&self.rows, self.dimension)?;
        Labelled::new(rows, &self.labels, &self.names)?.with_variants(&self.sources)
    }

    fn trained(&self) -> Result<&Trained, WebError> {
        self.trained.as_ref().ok_or_else(|| WebError::internal("nothing was trained"))
    }
}

fn shown(report: &TrainReport, labels: &[usize], classes: usize) -> Measured {
    let metrics = &report.metrics;
    let doubted = |d: Doubt| Doubted { row: d.row, decided: d.decided, own: d.own, other: d.other };
    let bins = report.reliability.iter();
    Measured {
        pictures: metrics.count,
        right: metrics.top1,
        interval: wilson(metrics.top1, metrics.count, Z95),
        top_five: metrics.top5,
        log_loss: metrics.log_loss,
        folds: report.folds,
        near_duplicates: report.near_duplicates,
        c: report.c,
        temperature: report.temperature,
        calibration_error: report.calibration_error.1,
        known_kept: report.rejection.known_kept,
        confusion: metrics.confusion.clone(),
        mixed_up: metrics.mixed_up(),
        decided: report.logits.chunks_exact(classes).map(best).collect(),
        reliability: bins
            .map(|b| Bin { count: b.count, confidence: b.confidence, accuracy: b.accuracy })
            .collect(),
        doubts: doubtful(&report.logits, labels, classes).into_iter().map(doubted).collect(),
    }
}

/// The shipped backbone with a head as one ONNX file; `manifest` is the text of `manifest.json`.
#[wasm_bindgen(js_name = exportOnnx)]
pub fn export_onnx(manifest: &str, backbone: &[u8], head: &[u8]) -> Result<Vec<u8>, WebError> {
    let head = LinearHead::from_safetensors(head)?;
    Ok(to_onnx(backbone, &Manifest::parse(manifest)?.normalisation(), &head)?)
}

/// The head inside an ONNX file that [`export_onnx`] made on the shipped backbone, as a safetensors file.
#[wasm_bindgen(js_name = importOnnx)]
pub fn import_onnx(manifest: &str, file: &[u8]) -> Result<Vec<u8>, WebError> {
    let found = from_onnx(file)?;
    let expected = Manifest::parse(manifest)?.backbone.sha256;
    if found.backbone != expected {
        let details = format!("it stands on the backbone {}, the page has {expected}", found.backbone);
        let message = "This model was taught on another network than the page's, so it cannot be taken in.";
        return Err(WebError::new("head", message, details));
    }
    Ok(found.head.to_safetensors()?)
}

/// What a head's file says of itself: `{ names, dimension }`.
#[wasm_bindgen(js_name = headInfo)]
pub fn head_info(head: &[u8]) -> Result<JsValue, WebError> {
    let head = LinearHead::from_safetensors(head)?;
    to_js(&HeadInfo { names: head.labels().to_vec(), dimension: head.dimension() })
}
