//! The bias lab, for the page: pictures of two sisters, and how much of the evidence lies on the background.

use serde::Serialize;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use super::error::WebError;
use super::exchange::{View, to_js};
use super::studio::Studio;
use crate::explain::explain;
use crate::explain::ground::share_on;
use crate::gallery::{Character, Ground, Part, Sister, Sisters, Variation, closer, lesson_picture, part_map};

#[derive(Serialize)]
struct Sketch {
    character: Character,
    variation: Variation,
}

/// Names of the sisters of a pair: the snowy one, the other one.
#[wasm_bindgen(js_name = sisterNames)]
pub fn sister_names(pair: usize) -> Vec<String> {
    Sisters::pair(pair).names.map(String::from).to_vec()
}

/// One of two sisters (0 the snowy one, 1 the other one) in the picture of a seed: `{ character, variation }`.
#[wasm_bindgen(js_name = sisterPicture)]
pub fn sister_picture(
    pair: usize,
    who: usize,
    seed: u32,
    snow: bool,
    is_closer: bool,
) -> Result<JsValue, WebError> {
    let who = if who == 0 { Sister::Snowy } else { Sister::Other };
    let picture = lesson_picture(u64::from(seed), if snow { Ground::Snow } else { Ground::Elsewhere });
    let variation = if is_closer { closer(&picture) } else { picture };
    to_js(&Sketch { character: Sisters::pair(pair).character(who).clone(), variation })
}

#[wasm_bindgen]
impl Studio {
    /// The share of the evidence for the class that lies on the background. `rgba` is the rendered part mask
    /// of the explained picture at [`Self::working_size`]. Nothing when nothing speaks for the class.
    #[wasm_bindgen(js_name = shareOnBackground)]
    pub fn share_on_background(
        &self,
        run: &str,
        view: JsValue,
        rgba: &[u8],
    ) -> Result<Option<f64>, WebError> {
        let evaluations = &self.runs.named(run)?.evaluations;
        let found = explain(evaluations, &View::read(view)?).map_err(WebError::internal)?;
        let weights: Vec<f64> = found.weights.iter().map(|w| w.value).collect();
        let rgb: Vec<u8> = rgba.as_chunks::<4>().0.iter().flat_map(|&[r, g, b, _]| [r, g, b]).collect();
        let region: Vec<bool> = part_map(&rgb).iter().map(|p| *p == Part::Background).collect();
        let segmentation = &evaluations.setup().segmentation;
        if region.len() != segmentation.labels().len() {
            let (found, expected) = (region.len(), segmentation.labels().len());
            return Err(WebError::internal(format!("a mask of {found} pixels, expected {expected}")));
        }
        Ok(share_on(&weights, segmentation, &region))
    }
}
