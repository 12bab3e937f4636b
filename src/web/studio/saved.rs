//! Explanations as files: written, and shown again without the model.

use std::rc::Rc;

use serde::{Deserialize, Serialize};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use super::{RunKey, Studio, View, WebError, from_js, to_js};
use crate::explain::{
    DesignKind, Fill, LimeParams, Report, Scale, Seconds, StopRule, Target, ViewParams, explain,
    probabilities,
};

/// What the page must know of a file before it opens the picture.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Peek {
    /// SHA-256 of the picture's file.
    sha256: String,
    /// The gallery picture with this file, where there is one.
    character: Option<usize>,
    picture: Option<usize>,
    /// Whether this very model made it.
    same_model: bool,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Settings {
    cut: String,
    segments: usize,
    compactness: f64,
    fill: Fill,
    kernel_width: Option<f64>,
    scale: Scale,
    design: DesignKind,
    evaluations: usize,
    seed: u64,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Loaded {
    class_index: usize,
    rival_index: usize,
    logits: Vec<f32>,
    probabilities: Vec<f64>,
    settings: Settings,
}

/// Times that the page measured.
#[derive(Deserialize)]
struct Times {
    evaluate: f64,
}

fn parse(text: &str) -> Result<Report, WebError> {
    serde_json::from_str(text).map_err(|e| {
        WebError::new("report", "This file is no explanation that Moelens saved.", e.to_string())
    })
}

#[wasm_bindgen]
impl Studio {
    /// The explanation of a run as JSON, in the form of the command `explain --json`.
    pub fn report(&self, run: &str, view: JsValue, times: JsValue) -> Result<String, WebError> {
        let View { class_index, rival_index, scale, kernel_width } = from_js(view)?;
        let Times { evaluate } = from_js(times)?;
        let target = Target { class: class_index, rival: rival_index, scale };
        let evaluations = &self.runs.named(run)?.evaluations;
        let view = ViewParams { kernel_width, ..ViewParams::new(target) };
        let found = explain(evaluations, &view).map_err(WebError::internal)?;
        let report = Report::new(evaluations, &found, Seconds { evaluate, ..Seconds::default() });
        serde_json::to_string(&report).map_err(WebError::internal)
    }

    /// What picture a saved explanation is about: `{ sha256, character, picture, sameModel }`.
    pub fn peek_report(&self, text: &str) -> Result<JsValue, WebError> {
        let report = parse(text)?;
        let classes = self.manifest.classes.iter().enumerate();
        let mut all =
            classes.flat_map(|(c, class)| class.pictures.iter().enumerate().map(move |(i, p)| (c, i, p)));
        let found = all.find(|(_, _, p)| p.sha256 == report.picture.sha256);
        to_js(&Peek {
            character: found.map(|f| f.0),
            picture: found.map(|f| f.1),
            same_model: report.model.sha256 == self.model.sha256,
            sha256: report.picture.sha256,
        })
    }

    /// Takes the evaluations and pieces of a saved explanation for an opened picture, so that everything
    /// that needs no model can be asked of them.
    pub fn load_report(&mut self, id: u32, text: &str) -> Result<JsValue, WebError> {
        let report = parse(text)?;
        if !report.model.classes.iter().eq(self.model.classes.iter().map(|c| &c.name)) {
            let message = "This explanation is of a model with other characters. Load that model first.";
            return Err(WebError::new("report", message, report.model.name));
        }
        if self.opened(id)?.sha256 != report.picture.sha256 {
            let message = "This explanation is of another picture. Open that picture first.";
            return Err(WebError::new("report", message, report.picture.sha256));
        }
        let broken = |e: crate::explain::report::ReportError| {
            WebError::new("report", "The parts of this file do not fit together.", e.to_string())
        };
        let evaluations = report.evaluations().map_err(broken)?;
        let place = |name: &str| self.model.classes.iter().position(|c| c.name == name);
        let (Some(class_index), Some(rival_index)) =
            (place(&report.target.class), place(&report.target.rival))
        else {
            return Err(WebError::new("report", "This file names characters that are not known here.", ""));
        };
        self.hands += 1;
        let settings = Settings {
            cut: format!("hand-{}", self.hands),
            segments: report.segmentation.count,
            compactness: LimeParams::default().compactness,
            fill: report.fill.kind,
            kernel_width: report.surrogate.kernel_width,
            scale: report.target.scale,
            design: report.design.kind,
            evaluations: report.design.evaluations,
            seed: report.design.seed,
        };
        let params = LimeParams {
            segments: settings.segments,
            design: settings.design,
            evaluations: settings.evaluations,
            seed: settings.seed,
            fill: settings.fill,
            scale: settings.scale,
            kernel_width: settings.kernel_width,
            stop: StopRule { top: 0, precision: 0.0 },
            ..LimeParams::default()
        };
        let segmentation = Rc::new(evaluations.setup().segmentation.clone());
        self.made.insert((id, settings.cut.clone()), segmentation);
        let key = RunKey::new(&self.model, id, &settings.cut, (class_index, rival_index), &params);
        let target = Target { class: class_index, rival: rival_index, scale: settings.scale };
        let view = ViewParams { kernel_width: settings.kernel_width, ..ViewParams::new(target) };
        let logits = report.unperturbed;
        self.runs.adopt(key, evaluations, &self.model, view);
        to_js(&Loaded { class_index, rival_index, probabilities: probabilities(&logits), logits, settings })
    }
}
