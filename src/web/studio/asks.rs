//! Questions beside LIME about the pieces of a run: what to evaluate, and what the answers say.

use serde::{Deserialize, Serialize};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use super::{Studio, View, WebError, from_js, to_js};
use crate::explain::agreement::{rank_correlation, top_overlap};
use crate::explain::parts::{Share, evidence, shares, weights_by_reference};
use crate::explain::removal::{BandPoint, Curve, Removal};
use crate::explain::shap::Coalitions;
use crate::explain::{Evaluations, MaskPlan, Scale, Target, ViewParams, explain, occlusion, probabilities};

/// Strongest superpixels that two methods are compared by.
const TOP: usize = 5;

/// A question about a run.
#[derive(Deserialize)]
#[serde(tag = "kind", rename_all = "camelCase")]
enum Ask {
    /// Shapley values from about so many evaluations.
    Shap { evaluations: usize },
    /// Each piece off, each piece alone.
    Occlusion,
    /// Deletion and insertion in an order of all pieces, the rest shown from one reference.
    Removal { order: Vec<usize>, reference: usize },
    /// The picture with some pieces on.
    Shown { on: Vec<usize>, reference: usize },
}

#[derive(Serialize)]
struct Shapley {
    values: Vec<f64>,
    all: f64,
    none: f64,
    exact: bool,
}

#[derive(Serialize)]
struct Occluded {
    off: Vec<f64>,
    alone: Vec<f64>,
}

#[derive(Serialize)]
struct CurveOut {
    values: Vec<f64>,
    area: f64,
    beats: usize,
}

#[derive(Serialize)]
struct Point {
    step: usize,
    low: f64,
    mean: f64,
    high: f64,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Removed {
    deletion: CurveOut,
    insertion: CurveOut,
    deletion_band: Vec<Point>,
    insertion_band: Vec<Point>,
    orders: usize,
}

#[derive(Serialize)]
struct Shown {
    probabilities: Vec<f64>,
}

#[derive(Serialize)]
struct Agreement {
    /// Spearman's; null when one side is constant.
    correlation: Option<f64>,
    /// Of the strongest five.
    top: usize,
    of: usize,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct PieceShares {
    shares: Vec<Share>,
    areas: Vec<f64>,
    weights: Vec<f64>,
}

fn curve(c: Curve) -> CurveOut {
    CurveOut { values: c.values, area: c.area, beats: c.beats }
}

fn band(points: Vec<BandPoint>) -> Vec<Point> {
    points.into_iter().map(|p| Point { step: p.step, low: p.low, mean: p.mean, high: p.high }).collect()
}

impl Ask {
    fn coalitions(evaluations: &Evaluations, budget: usize) -> Result<Coalitions, WebError> {
        let setup = evaluations.setup();
        let (d, references) = (setup.design.superpixels(), setup.references.len().max(1));
        Coalitions::new(d, references, budget, setup.design.seed()).map_err(WebError::internal)
    }

    fn removal(evaluations: &Evaluations, order: &[usize], reference: usize) -> Result<Removal, WebError> {
        let d = evaluations.setup().design.superpixels();
        let mut sorted = order.to_vec();
        sorted.sort_unstable();
        if !sorted.into_iter().eq(0..d) {
            return Err(WebError::internal(format!("{order:?} is no order of {d} pieces")));
        }
        Ok(Removal::new(order.to_vec(), reference, evaluations.setup().design.seed()))
    }

    fn plan(&self, evaluations: &Evaluations) -> Result<MaskPlan, WebError> {
        let setup = evaluations.setup();
        let (d, references) = (setup.design.superpixels(), setup.references.len().max(1));
        let plan = match self {
            Self::Shap { evaluations: budget } => Self::coalitions(evaluations, *budget)?.plan,
            Self::Occlusion => occlusion::plan(d, references),
            Self::Removal { order, reference } => Self::removal(evaluations, order, *reference)?.plan,
            Self::Shown { on, reference } => {
                let on = on.iter().copied().filter(|&c| c < d).collect();
                MaskPlan::from_rows(d, &[(on, *reference)])
            }
        };
        match plan.references.iter().find(|r| **r >= references) {
            Some(found) => Err(WebError::internal(format!("there is no reference {found}"))),
            None => Ok(plan),
        }
    }
}

#[wasm_bindgen]
impl Studio {
    /// What to evaluate for a question about a run: `{ count, masks, references }`, with a byte per piece
    /// and row, row-major.
    pub fn ask(&self, run: &str, ask: JsValue) -> Result<JsValue, WebError> {
        let ask: Ask = from_js(ask)?;
        let plan = ask.plan(&self.runs.named(run)?.evaluations)?;
        let bytes: Vec<u8> = (0..plan.len())
            .flat_map(|row| (0..plan.masks.columns()).map(move |c| (row, c)))
            .map(|(row, c)| u8::from(plan.masks.get(row, c)))
            .collect();
        let references: Vec<u32> = plan.references.iter().map(|&r| r as u32).collect();
        let out = js_sys::Object::new();
        let set = |name: &str, value: &JsValue| {
            js_sys::Reflect::set(&out, &name.into(), value).map_err(|e| WebError::internal(format!("{e:?}")))
        };
        set("count", &plan.len().into())?;
        set("masks", &js_sys::Uint8Array::from(&bytes[..]))?;
        set("references", &js_sys::Uint32Array::from(&references[..]))?;
        Ok(out.into())
    }

    /// What the logits of [`Self::ask`]'s rows say, on a scale.
    pub fn answer(
        &self,
        run: &str,
        ask: JsValue,
        view: JsValue,
        logits: &[f32],
    ) -> Result<JsValue, WebError> {
        let ask: Ask = from_js(ask)?;
        let View { class_index, rival_index, scale, .. } = from_js(view)?;
        let evaluations = &self.runs.named(run)?.evaluations;
        let setup = evaluations.setup();
        let (d, references) = (setup.design.superpixels(), setup.references.len().max(1));
        let rows = ask.plan(evaluations)?.len();
        if logits.len() != rows * evaluations.classes() {
            return Err(WebError::internal(format!("{rows} rows came with {} logits", logits.len())));
        }
        let target = |scale| Target { class: class_index, rival: rival_index, scale };
        let value = |scale: Scale| -> Vec<f64> {
            logits.chunks_exact(evaluations.classes()).map(|row| target(scale).value(row)).collect()
        };
        let all = |scale| target(scale).value(evaluations.unperturbed());
        match ask {
            Ask::Shap { evaluations: budget } => {
                let coalitions = Ask::coalitions(evaluations, budget)?;
                let found = coalitions.solve(all(scale), &value(scale));
                let (values, all, none) = (found.values, found.all, found.none);
                to_js(&Shapley { values, all, none, exact: coalitions.exact })
            }
            Ask::Occlusion => {
                let found = occlusion::solve(d, references, all(scale), &value(scale));
                to_js(&Occluded { off: found.off, alone: found.alone })
            }
            Ask::Removal { order, reference } => {
                // Always the probability, as in the paper.
                let chance = Scale::Probability;
                let found = Ask::removal(evaluations, &order, reference)?.solve(all(chance), &value(chance));
                to_js(&Removed {
                    deletion: curve(found.deletion),
                    insertion: curve(found.insertion),
                    deletion_band: band(found.deletion_band),
                    insertion_band: band(found.insertion_band),
                    orders: found.orders,
                })
            }
            Ask::Shown { .. } => to_js(&Shown { probabilities: probabilities(logits) }),
        }
    }

    /// The picture that the model sees for one row of a question, at its input size, as `R G B A` bytes.
    /// Needs [`Self::begin`] for this run.
    pub fn composed(&self, run: &str, ask: JsValue, row: usize) -> Result<Vec<u8>, WebError> {
        let ask: Ask = from_js(ask)?;
        let plan = ask.plan(&self.runs.named(run)?.evaluations)?;
        let (name, perturbation) =
            self.begun.as_ref().ok_or_else(|| WebError::internal("composed came before begin"))?;
        if name != run || row >= plan.len() {
            return Err(WebError::internal(format!("{run} row {row} was not begun")));
        }
        Ok(rgba(&perturbation.compose_plan(&plan, row..row + 1).data))
    }

    /// Weights for each of `widths` (NaN is a flat kernel), `widths × pieces`, row-major. Runs no model.
    pub fn kernel_path(&self, run: &str, view: JsValue, widths: &[f64]) -> Result<Vec<f64>, WebError> {
        let View { class_index, rival_index, scale, .. } = from_js(view)?;
        let target = Target { class: class_index, rival: rival_index, scale };
        let evaluations = &self.runs.named(run)?.evaluations;
        let mut out = Vec::new();
        for &width in widths {
            let view =
                ViewParams { kernel_width: (!width.is_nan()).then_some(width), ..ViewParams::new(target) };
            let found = explain(evaluations, &view).map_err(WebError::internal)?;
            out.extend(found.weights.iter().map(|w| w.value));
        }
        Ok(out)
    }

    /// How far two sets of weights agree: `{ correlation, top, of }`.
    pub fn agreement(&self, a: &[f64], b: &[f64]) -> Result<JsValue, WebError> {
        if a.len() != b.len() {
            return Err(WebError::internal(format!("{} and {} weights", a.len(), b.len())));
        }
        to_js(&Agreement {
            correlation: rank_correlation(a, b),
            top: top_overlap(a, b, TOP),
            of: TOP.min(a.len()),
        })
    }

    /// Each piece's share of the evidence for the class, with 95 % intervals over references, and its share
    /// of the picture: `{ shares, areas, weights }`.
    pub fn piece_shares(&self, run: &str, view: JsValue) -> Result<JsValue, WebError> {
        let View { class_index, rival_index, scale, kernel_width } = from_js(view)?;
        let target = Target { class: class_index, rival: rival_index, scale };
        let view = ViewParams { kernel_width, ..ViewParams::new(target) };
        let evaluations = &self.runs.named(run)?.evaluations;
        let by_reference = weights_by_reference(evaluations, &view).map_err(WebError::internal)?;
        let units: Vec<Vec<f64>> = by_reference.iter().map(|w| evidence(w)).collect();
        let d = evaluations.setup().design.superpixels();
        let mean =
            |c: usize| by_reference.iter().map(|w| w[c]).sum::<f64>() / by_reference.len().max(1) as f64;
        let segmentation = &evaluations.setup().segmentation;
        let pixels = (segmentation.width() * segmentation.height()) as f64;
        to_js(&PieceShares {
            shares: shares(&units),
            areas: segmentation.areas().iter().map(|&a| a as f64 / pixels).collect(),
            weights: (0..d).map(mean).collect(),
        })
    }
}

/// Opaque `R G B A` bytes, as a canvas takes them.
pub(super) fn rgba(rgb: &[u8]) -> Vec<u8> {
    rgb.chunks_exact(3).flat_map(|p| [p[0], p[1], p[2], 255]).collect()
}
