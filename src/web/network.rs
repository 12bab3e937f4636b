//! A network without a head, superpixels and surrogates without a picture at hand: for measuring each in a
//! browser.

use wasm_bindgen::prelude::wasm_bindgen;

use super::error::WebError;
use crate::explain::{Evaluations, Scale, Target, ViewParams, explain, synthetic};
use crate::model::fused::TileHeight;
use crate::model::{Model, OnnxModel, OnnxOptions, PixelBatch};
use crate::picture::Rgb8Image;
use crate::segment::{SlicParams, slic};

/// Any ONNX classifier.
#[wasm_bindgen]
pub struct Network(OnnxModel);

#[wasm_bindgen]
impl Network {
    /// Loads an ONNX file; `fused` and `rows` choose how it is computed, not what.
    #[wasm_bindgen(constructor)]
    pub fn new(file: &[u8], fused: bool, rows: usize) -> Result<Network, WebError> {
        let tile = TileHeight::from_rows(rows).unwrap_or_default();
        Ok(Self(OnnxModel::load(file, &OnnxOptions { fused, tile, ..OnnxOptions::default() })?))
    }

    /// Class scores of one or more pictures of the network's input size, each `height × width × 3` bytes, one
    /// behind the other.
    pub fn run(&mut self, rgb: Vec<u8>) -> Result<Vec<f32>, WebError> {
        let batch = PixelBatch { data: rgb, ..PixelBatch::new(self.0.input()) };
        Ok(self.0.run(&batch)?.logits)
    }
}

/// The label map that SLIC gives for a picture of `width` columns, `height × width × 3` bytes.
#[wasm_bindgen]
pub fn superpixels(rgb: Vec<u8>, width: usize, segments: usize) -> Result<Vec<u16>, WebError> {
    let (found, height) = (rgb.len(), rgb.len() / 3 / width.max(1));
    let picture = Rgb8Image::new(width, height, rgb)
        .ok_or_else(|| WebError::internal(format!("{found} bytes are no picture of {width} columns")))?;
    let params = SlicParams { segments, ..SlicParams::default() };
    Ok(slic(&picture, &params.validated().map_err(WebError::setting)?).labels().to_vec())
}

/// Evaluations to look at again and again ([`synthetic::additive`]).
#[wasm_bindgen]
pub struct Evaluated(Evaluations);

#[wasm_bindgen]
impl Evaluated {
    /// So many superpixels and evaluations.
    #[wasm_bindgen(constructor)]
    pub fn new(superpixels: usize, evaluations: usize) -> Evaluated {
        Self(synthetic::additive(superpixels, evaluations))
    }

    /// The weight of each superpixel, found with a kernel width (`None`: flat).
    pub fn solve(&self, kernel_width: Option<f64>) -> Result<Vec<f64>, WebError> {
        let target = Target { class: 0, rival: 1, scale: Scale::Difference };
        let view = ViewParams { kernel_width, ..ViewParams::new(target) };
        let found = explain(&self.0, &view).map_err(WebError::internal)?;
        Ok(found.weights.iter().map(|w| w.value).collect())
    }
}
