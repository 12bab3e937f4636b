//! The audit of what was taught: heads that have not seen the pictures they judge, and whom they betray.

use serde::{Deserialize, Serialize};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use super::{QUICK_FROM, Teacher, WebError, from_js, to_js};
use crate::learn::held_out::{folds_of_pairs, head_without};
use crate::learn::metrics::best;
use crate::learn::split::Folds;
use crate::learn::suspects::{Answered, Exchange, Suspicion, exchanges, rank};
use crate::learn::{ClassWeights, SoftmaxParams, TrainParams};
use crate::model::LinearHead;

/// Where fits of large audits stop.
const ROUGH: f64 = 2e-3;

/// An audit on its way.
pub struct Audit {
    folds: Folds,
    exchanges: Vec<Exchange>,
    softmax: SoftmaxParams,
    params: TrainParams,
    heads: Vec<LinearHead>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Settings {
    /// Inverse strength of the penalty that was found best.
    c: f64,
    folds: usize,
    balanced: bool,
    seed: u64,
    /// Exchanges of each character at most.
    each: usize,
}

#[derive(Serialize)]
struct Begun {
    folds: usize,
    exchanges: Vec<(usize, usize, usize)>,
}

#[derive(Serialize)]
struct Judged {
    /// Whom each exchange is taken for on a background of its own character, and on the other.
    answers: Vec<(usize, usize)>,
    ranked: Vec<Ranked>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Ranked {
    class: usize,
    figures: usize,
    kept: (usize, usize),
    grounds: usize,
    lured: (usize, usize),
    score: f64,
    p: f64,
    is_suspect: bool,
}

impl From<Suspicion> for Ranked {
    fn from(found: Suspicion) -> Self {
        let Suspicion { class, figures, kept, grounds, lured, score, p, is_suspect } = found;
        Self { class, figures, kept, grounds, lured, score, p, is_suspect }
    }
}

#[wasm_bindgen]
impl Teacher {
    /// Deals the pictures that were taken into folds and says which figures to put on which backgrounds:
    /// `{ folds, exchanges }`, rows of the figure, of another picture of its character, of one of another.
    #[wasm_bindgen(js_name = beginAudit)]
    pub fn begin_audit(&mut self, settings: JsValue) -> Result<JsValue, WebError> {
        let Settings { c, folds, balanced, seed, each } = from_js(settings)?;
        let class_weights = if balanced { ClassWeights::Balanced } else { ClassWeights::Uniform };
        let params = TrainParams { c: vec![c], folds, class_weights, seed, ..TrainParams::default() };
        let params = params.check()?.get().clone();
        let data = self.data()?;
        let folds = folds_of_pairs(&data, &params)?;
        let exchanges = exchanges(&data.labels()[..data.measured()], data.classes(), &folds, each);
        let size = self.labels.len() * self.dimension * self.names.len();
        let tolerance = if size >= QUICK_FROM { ROUGH } else { params.tolerance };
        let max_evaluations = params.max_evaluations;
        let softmax = SoftmaxParams { c, class_weights, tolerance, max_evaluations };
        let begun = Begun {
            folds: folds.count(),
            exchanges: exchanges.iter().map(|e| (e.figure, e.same, e.other)).collect(),
        };
        self.audit = Some(Audit { folds, exchanges, softmax, params, heads: Vec::new() });
        to_js(&begun)
    }

    /// Trains the next head, without the next fold, and returns how many there are.
    #[wasm_bindgen(js_name = stepAudit)]
    pub fn step_audit(&mut self) -> Result<usize, WebError> {
        let mut audit = self.audit.take().ok_or_else(|| WebError::internal("stepAudit came first"))?;
        if audit.heads.len() < audit.folds.count() {
            let (fold, kind) = (audit.heads.len(), audit.params.scale);
            audit.heads.push(head_without(&self.data()?, &audit.folds, fold, kind, &audit.softmax)?);
        }
        let done = audit.heads.len();
        self.audit = Some(audit);
        Ok(done)
    }

    /// What the heads say: `{ answers, ranked }`. `rows` has two embeddings for each exchange: of the figure on
    /// a background of its own character, and on the other. An exchange whose first number is not finite was not
    /// looked at and is left out of the ranking.
    #[wasm_bindgen(js_name = judgeAudit)]
    pub fn judge_audit(&self, rows: &[f32]) -> Result<JsValue, WebError> {
        let audit = self.audit.as_ref().filter(|a| a.heads.len() == a.folds.count());
        let audit = audit.ok_or_else(|| WebError::internal("judgeAudit came before the last head"))?;
        let (found, expected) = (rows.len(), 2 * audit.exchanges.len() * self.dimension);
        if found != expected {
            return Err(WebError::internal(format!("{found} numbers, {expected} were expected")));
        }
        let answers: Vec<Option<(usize, usize)>> = rows
            .chunks_exact(2 * self.dimension)
            .zip(&audit.exchanges)
            .map(|(pair, exchange)| {
                let head = &audit.heads[audit.folds.fold_of()[exchange.figure]];
                let (same, other) = pair.split_at(self.dimension);
                let is_known = same[0].is_finite() && other[0].is_finite();
                is_known.then(|| (best(&head.logits(same)), best(&head.logits(other))))
            })
            .collect();
        let answered: Vec<Answered> = answers
            .iter()
            .zip(&audit.exchanges)
            .filter_map(|(answer, exchange)| {
                let (on_same, on_other) = (*answer)?;
                let (figure, ground) = (self.labels[exchange.figure], self.labels[exchange.other]);
                Some(Answered { figure, ground, on_same, on_other })
            })
            .collect();
        let none = self.names.len();
        to_js(&Judged {
            answers: answers.into_iter().map(|a| a.unwrap_or((none, none))).collect(),
            ranked: rank(&answered, self.names.len()).into_iter().map(Ranked::from).collect(),
        })
    }
}
