//! How much of the evidence of an explanation lies on the background of a picture of a person's own.

use serde::Serialize;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use super::{Studio, View, WebError, to_js};
use crate::explain::describe::describe;
use crate::explain::explain;
use crate::explain::ground::share_on;
use crate::picture::{WORKING_SIDE, at_most, draw_overlay, encode_png, flags_at, resize};
use crate::web::audit::flags;

/// Side of the picture that shows an explanation.
const SHOWN: usize = 192;

#[derive(Serialize)]
struct Audited {
    /// Share of the evidence for the class that lies on the background; nothing when nothing speaks for it.
    background: Option<f64>,
    /// The background's share of the picture.
    area: f64,
    weights: Vec<f64>,
    /// How each piece looks and where it lies, row-major.
    numbers: Vec<f32>,
}

#[wasm_bindgen]
impl Studio {
    /// Where the evidence of a run lies: `{ background, area, weights, numbers }`. `figure` is a byte per pixel
    /// of the picture at the model's input size, not 0 on the figure.
    pub fn audited(&self, run: &str, view: JsValue, figure: &[u8]) -> Result<JsValue, WebError> {
        let run = self.runs.named(run)?;
        let found = explain(&run.evaluations, &View::read(view)?).map_err(WebError::internal)?;
        let weights: Vec<f64> = found.weights.iter().map(|w| w.value).collect();
        let cut = &run.evaluations.setup().segmentation;
        let input = self.model.input();
        if figure.len() != input.width * input.height {
            let (found, width, height) = (figure.len(), input.width, input.height);
            return Err(WebError::internal(format!("a figure of {found} pixels, not {width} x {height}")));
        }
        let ground: Vec<bool> = flags(figure).into_iter().map(|is_figure| !is_figure).collect();
        let region = flags_at(&ground, (input.width, input.height), (cut.width(), cut.height()));
        let working = at_most(&self.opened(run.key.picture)?.part, WORKING_SIDE);
        to_js(&Audited {
            background: share_on(&weights, cut, &region),
            area: region.iter().filter(|r| **r).count() as f64 / region.len() as f64,
            numbers: describe(&working, cut),
            weights,
        })
    }

    /// A small PNG of the explanation over its picture.
    #[wasm_bindgen(js_name = shownOver)]
    pub fn shown_over(&self, run: &str, view: JsValue) -> Result<Vec<u8>, WebError> {
        let run = self.runs.named(run)?;
        let found = explain(&run.evaluations, &View::read(view)?).map_err(WebError::internal)?;
        let weights: Vec<f64> = found.weights.iter().map(|w| w.value).collect();
        let picture = resize(&self.opened(run.key.picture)?.part, SHOWN, SHOWN);
        let labels = run.evaluations.setup().segmentation.labels_at(SHOWN, SHOWN);
        Ok(encode_png(&draw_overlay(&picture, &labels, &weights)))
    }
}
