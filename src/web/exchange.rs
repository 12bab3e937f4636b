//! What page and studio say to each other.

use serde::{Deserialize, Serialize};
use wasm_bindgen::JsValue;

use super::error::WebError;
use super::runs::Reference;
use crate::explain::{DesignKind, Fill, Scale, Target, ViewParams};
use crate::segment::{Segmentation, adjacency, centres, outlines};

#[derive(Serialize, Deserialize)]
pub(super) struct Place {
    pub(super) x: usize,
    pub(super) y: usize,
    pub(super) width: usize,
    pub(super) height: usize,
}

#[derive(Serialize)]
pub(super) struct Size {
    pub(super) width: usize,
    pub(super) height: usize,
}

#[derive(Serialize)]
pub(super) struct OpenedInfo {
    pub(super) id: u32,
    pub(super) width: usize,
    pub(super) height: usize,
    pub(super) sha256: String,
    pub(super) crop: Place,
    pub(super) whole: Size,
}

/// How a picture is cut.
#[derive(Deserialize)]
pub(super) struct Cutting {
    /// `slic`, `grid`, `parts`, or the name of a cut made by hand.
    #[serde(default = "by_slic")]
    pub(super) cut: String,
    pub(super) segments: usize,
    pub(super) compactness: f64,
}

fn by_slic() -> String {
    "slic".into()
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Settings {
    #[serde(flatten)]
    pub(super) cutting: Cutting,
    pub(super) fill: Fill,
    pub(super) kernel_width: Option<f64>,
    pub(super) scale: Scale,
    pub(super) design: DesignKind,
    pub(super) evaluations: usize,
    pub(super) seed: u64,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Question {
    pub(super) picture: u32,
    pub(super) class_index: usize,
    pub(super) rival_index: usize,
    pub(super) settings: Settings,
    /// Logits of the picture itself; how much it is like each character when asked about a likeness.
    pub(super) logits: Vec<f32>,
    pub(super) likeness: Option<LikenessQuestion>,
}

/// A question about how much a picture is like a character, instead of about the model's classes.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct LikenessQuestion {
    /// Which set of characters: evaluations of one do not answer for another.
    pub(super) set: u32,
    /// Names of the characters, in the order of the numbers.
    pub(super) names: Vec<String>,
    /// Classes of the gallery whose pictures switched-off superpixels must not show.
    pub(super) avoid: Vec<usize>,
}

#[derive(Serialize)]
pub(super) struct Pieces {
    pub(super) count: usize,
    pub(super) width: usize,
    pub(super) height: usize,
    pub(super) paths: Vec<String>,
    pub(super) areas: Vec<f64>,
    pub(super) centres: Vec<(usize, usize)>,
    pub(super) neighbours: Vec<Vec<u16>>,
}

#[derive(Serialize)]
pub(super) struct Prepared<'a> {
    pub(super) run: String,
    pub(super) pieces: &'a Pieces,
    pub(super) references: Vec<Reference>,
    pub(super) done: usize,
    pub(super) planned: usize,
    pub(super) stopped: Option<&'static str>,
}

/// How the page looks at evaluations.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct View {
    pub(super) class_index: usize,
    pub(super) rival_index: usize,
    pub(super) scale: Scale,
    pub(super) kernel_width: Option<f64>,
}

/// The solution of an explanation, as the page knows it.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Solution {
    pub(super) weights: Vec<f64>,
    pub(super) standard_errors: Vec<f64>,
    pub(super) reference_errors: Option<Vec<f64>>,
    pub(super) intercept: f64,
    pub(super) fidelity: f64,
    pub(super) local_prediction: f64,
    pub(super) prediction: f64,
}

#[derive(Serialize)]
pub(super) struct Inserted {
    pub(super) done: usize,
    pub(super) stopped: Option<&'static str>,
}

impl View {
    pub(super) fn read(view: JsValue) -> Result<ViewParams, WebError> {
        let Self { class_index, rival_index, scale, kernel_width } = from_js(view)?;
        let target = Target { class: class_index, rival: rival_index, scale };
        Ok(ViewParams { kernel_width, ..ViewParams::new(target) })
    }
}

pub(super) fn to_js(value: &impl Serialize) -> Result<JsValue, WebError> {
    let plain = serde_wasm_bindgen::Serializer::new().serialize_missing_as_null(true);
    value.serialize(&plain).map_err(WebError::internal)
}

pub(super) fn from_js<T: serde::de::DeserializeOwned>(value: JsValue) -> Result<T, WebError> {
    serde_wasm_bindgen::from_value(value).map_err(WebError::internal)
}

/// What the page draws; outlines are in pixels of the segmentation.
pub(super) fn pieces(segmentation: &Segmentation) -> Pieces {
    let (width, height) = (segmentation.width(), segmentation.height());
    let all = (width * height) as f64;
    Pieces {
        count: segmentation.count(),
        width,
        height,
        paths: outlines(segmentation),
        areas: segmentation.areas().iter().map(|&a| a as f64 / all).collect(),
        centres: centres(segmentation),
        neighbours: adjacency(segmentation),
    }
}
