//! The swap test, for the page: which places to paste, the pictures with them, and the verdict.

use serde::Serialize;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use super::error::WebError;
use super::exchange::{View, to_js};
use super::studio::Studio;
use crate::explain::{
    Level, Reason, Scale, Signals, SwapResult, SwapTest, Target, Verdict, explain, heaviest, leading_set,
    paste, verdict,
};
use crate::picture::Rgb8Image;

/// A likeness is tested on strangers: how far a picture falls behind the explained one in its cosine with the
/// character, stretched to the range of differences of logits, for which the least distance of [`SwapTest`] is
/// made. Below 0 is a stranger less like the character than the explained picture is.
const COSINE_SCALE: f64 = 10.0;

/// The superpixels that are tested.
#[derive(Serialize)]
struct Places {
    /// The heaviest for the class, alone; empty when none speaks for it.
    top: Vec<usize>,
    /// The fewest that hold half of the evidence for it.
    set: Vec<usize>,
}

/// A verdict with the figures it rests on.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Judged {
    level: Level,
    reasons: Vec<Reason>,
    z1: f64,
    pictures: usize,
    top: Option<Figures>,
    set: Option<Figures>,
}

#[derive(Serialize)]
struct Figures {
    pieces: Vec<usize>,
    area: f64,
    excess: f64,
    clearness: f64,
}

#[wasm_bindgen]
impl Studio {
    /// The superpixels to test for a view: `{ top, set }`.
    pub fn places(&self, run: &str, view: JsValue) -> Result<JsValue, WebError> {
        let found =
            explain(&self.runs.named(run)?.evaluations, &View::read(view)?).map_err(WebError::internal)?;
        let top = heaviest(&found.weights).into_iter().collect();
        to_js(&Places { top, set: leading_set(&found.weights) })
    }

    /// Pictures of the rival (at the model's input size, one behind the other) with superpixels of the
    /// explained picture pasted in.
    pub fn paste(&self, run: &str, pieces: Vec<u16>, rivals: Vec<u8>) -> Result<Vec<u8>, WebError> {
        let run = self.runs.named(run)?;
        let input = self.model.input();
        let picture = |rgb: Vec<u8>| {
            Rgb8Image::new(input.width, input.height, rgb)
                .ok_or_else(|| WebError::internal("pictures of another size than the model takes"))
        };
        let explained = picture(self.input(run.key.picture)?)?;
        let segmentation = &run.evaluations.setup().segmentation;
        let mut chosen = vec![false; segmentation.count()];
        for &piece in &pieces {
            let Some(place) = chosen.get_mut(usize::from(piece)) else {
                return Err(WebError::internal(format!("there is no superpixel {piece}")));
            };
            *place = true;
        }
        let size = input.width * input.height * 3;
        let rivals =
            rivals.chunks_exact(size).map(|rgb| picture(rgb.to_vec())).collect::<Result<Vec<_>, _>>()?;
        Ok(paste(&explained, &segmentation.labels_at(input.width, input.height), &chosen, &rivals).data)
    }

    /// The verdict on a view. `before` are the logits of the rival's pictures, a row each; `top` and `set`
    /// those of the same with the superpixels of [`Self::places`] pasted in, empty when there are none. Where a
    /// likeness is asked about, the pictures show strangers and rows are cosines; the thresholds of the verdict
    /// were fitted for "A rather than B?" and are taken over.
    /// Returns `{ level, reasons, z1, pictures, top, set }`.
    pub fn judge(
        &self,
        run: &str,
        view: JsValue,
        before: Vec<f32>,
        top: Vec<f32>,
        set: Vec<f32>,
    ) -> Result<JsValue, WebError> {
        let evaluations = &self.runs.named(run)?.evaluations;
        let view = View::read(view)?;
        let found = explain(evaluations, &view).map_err(WebError::internal)?;
        let segmentation = &evaluations.setup().segmentation;
        let all = (segmentation.width() * segmentation.height()) as f64;
        let areas = segmentation.areas();
        let value = |row: &[f32]| match view.target.scale {
            Scale::Similarity => {
                let own = view.target.value(evaluations.unperturbed());
                COSINE_SCALE * (view.target.value(row) - own)
            }
            _ => Target { scale: Scale::Difference, ..view.target }.value(row),
        };
        let values =
            |rows: &[f32]| -> Vec<f64> { rows.chunks_exact(evaluations.classes()).map(&value).collect() };
        let test = |pieces: &[usize], after: &[f32]| {
            let area = pieces.iter().map(|&i| areas[i] as f64).sum::<f64>() / all;
            let picture = value(evaluations.unperturbed());
            (area, SwapTest { area, picture, before: values(&before), after: values(after) }.result())
        };
        let heaviest = heaviest(&found.weights);
        let (pieces, leading) = (heaviest.into_iter().collect::<Vec<_>>(), leading_set(&found.weights));
        let (alone, together) = (test(&pieces, &top), test(&leading, &set));
        let z1 = heaviest.map_or(0.0, |i| found.weights[i].value / found.weights[i].standard_error);
        let signals = Signals { z1, top: alone.1, set: together.1, set_size: leading.len() };
        let figures = |pieces: Vec<usize>, (area, result): (f64, Option<SwapResult>)| {
            result.map(|r| Figures { pieces, area, excess: r.excess, clearness: r.clearness })
        };
        let Verdict { level, reasons } = verdict(&signals);
        to_js(&Judged {
            level,
            reasons,
            z1,
            pictures: alone.1.map_or(0, |r| r.pictures),
            top: figures(pieces, alone),
            set: figures(leading, together),
        })
    }
}
