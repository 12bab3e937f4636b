//! Any ONNX classifier, for the page: looked into, tried with other pixel values, loaded.

use serde::{Deserialize, Serialize};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use super::error::WebError;
use super::evaluator::{Evaluator, Loaded};
use super::exchange::{from_js, to_js};
use crate::model::fused::TileHeight;
use crate::model::{
    ChannelOrder, Guess, Layout, Model, Normalisation, OnnxFacts, OnnxModel, OnnxOptions, OutputKind,
};
use crate::picture::sha256_hex;

/// How pixel values enter.
#[derive(Deserialize)]
struct Entry {
    mean: [f32; 3],
    deviation: [f32; 3],
    order: Order,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Order {
    Rgb,
    Bgr,
}

impl Entry {
    fn checked(self) -> Result<(Normalisation, ChannelOrder), WebError> {
        let Self { mean, deviation, order } = self;
        let is_sound =
            mean.iter().all(|m| m.is_finite()) && deviation.iter().all(|d| d.is_finite() && *d != 0.0);
        if !is_sound {
            let message = "Mean and spread must be numbers, and no spread may be 0.";
            return Err(WebError::new("setting", message, format!("{mean:?} {deviation:?}")));
        }
        let order = match order {
            Order::Rgb => ChannelOrder::Rgb,
            Order::Bgr => ChannelOrder::Bgr,
        };
        Ok((Normalisation { mean, deviation }, order))
    }
}

/// What a person is shown of a file before it is used.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Inspected {
    input_name: String,
    width: usize,
    height: usize,
    is_size_open: bool,
    batch: Option<usize>,
    layout: &'static str,
    mean: [f32; 3],
    deviation: [f32; 3],
    guess: &'static str,
    opset: f64,
    producer: String,
    kind: &'static str,
    classes: usize,
    /// Length; 0 without one.
    embedding: usize,
    labels: Option<String>,
}

#[wasm_bindgen]
impl Evaluator {
    /// Any ONNX classifier; `options` says how pixel values enter it: `{ mean, deviation, order }`.
    pub fn foreign(file: &[u8], options: JsValue, rows: usize) -> Result<Evaluator, WebError> {
        let (normalisation, order) = from_js::<Entry>(options)?.checked()?;
        let tile = TileHeight::from_rows(rows).unwrap_or_default();
        let normalisation = Some(normalisation);
        let options = OnnxOptions { normalisation, order, tile, ..OnnxOptions::default() };
        let model = OnnxModel::load(file, &options).map_err(WebError::of_file)?;
        let mut loaded = Self::of(Loaded::Foreign(Box::new(model)));
        loaded.sha256 = sha256_hex(file);
        Ok(loaded)
    }

    /// The same with pixel values that [`Self::enter_as`] may change, for looking into the file.
    pub fn inspect(file: &[u8], rows: usize) -> Result<Evaluator, WebError> {
        let tile = TileHeight::from_rows(rows).unwrap_or_default();
        let options = OnnxOptions { changeable: true, tile, ..OnnxOptions::default() };
        let model = OnnxModel::load(file, &options).map_err(WebError::of_file)?;
        Ok(Self::of(Loaded::Foreign(Box::new(model))))
    }

    /// After [`Self::inspect`]: what the file says of itself.
    pub fn inspected(&self) -> Result<JsValue, WebError> {
        let model = self.any()?;
        let OnnxFacts { input, normalisation, .. } = *model.facts();
        let facts = model.facts();
        to_js(&Inspected {
            input_name: facts.input_name.clone(),
            width: input.width,
            height: input.height,
            is_size_open: facts.is_size_open,
            batch: facts.batch,
            layout: match facts.layout {
                Layout::Nchw => "nchw",
                Layout::Nhwc => "nhwc",
            },
            mean: normalisation.mean,
            deviation: normalisation.deviation,
            guess: match facts.guess {
                Guess::Told | Guess::Said => "said",
                Guess::Inside => "inside",
                Guess::Usual => "usual",
            },
            opset: facts.opset as f64,
            producer: facts.producer.clone(),
            kind: match facts.kind {
                OutputKind::Logits => "logits",
                OutputKind::Probabilities => "probabilities",
            },
            classes: model.outputs().classes,
            embedding: model.outputs().embedding.unwrap_or(0),
            labels: facts.labels.clone(),
        })
    }

    /// After [`Self::inspect`]: other pixel values from now on.
    #[wasm_bindgen(js_name = enterAs)]
    pub fn enter_as(&mut self, options: JsValue) -> Result<(), WebError> {
        let (normalisation, order) = from_js::<Entry>(options)?.checked()?;
        match &mut self.model {
            Loaded::Foreign(model) => Ok(model.enter_as(normalisation, order)?),
            Loaded::Headed(_) => Err(WebError::internal("the shipped network has its own pixel values")),
        }
    }
}

impl Evaluator {
    fn any(&self) -> Result<&OnnxModel, WebError> {
        match &self.model {
            Loaded::Foreign(model) => Ok(model),
            Loaded::Headed(_) => Err(WebError::internal("the shipped network was not inspected")),
        }
    }
}
