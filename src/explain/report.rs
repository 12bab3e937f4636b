//! An explanation as a file: everything needed to look at it again and to check it.

use serde::{Deserialize, Serialize};

use super::design::{Design, DesignError, DesignKind};
use super::evaluations::{Evaluations, EvaluationsError, ModelMeta, PictureMeta, ReferenceMeta, Setup};
use super::explanation::Explanation;
use super::fill::Fill;
use super::stop::StopReason;
use super::surrogate::FeatureSelection;
use super::target::{Scale, probabilities, ranking};
use crate::segment::{Segmentation, SegmentationError};

/// How many classes [`Report::top`] lists.
const TOP: usize = 5;

/// A label map.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SegmentationEntry {
    /// Pixels per row.
    pub width: usize,
    /// Rows.
    pub height: usize,
    /// Number of superpixels.
    pub count: usize,
    /// Row-major.
    pub labels: Vec<u16>,
}

/// How the masks were made.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DesignEntry {
    /// The design.
    pub kind: DesignKind,
    /// What its randomness started from.
    pub seed: u64,
    /// Evaluations used.
    pub evaluations: usize,
}

/// What is explained.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TargetEntry {
    /// Name of A.
    pub class: String,
    /// Name of B.
    pub rival: String,
    /// How class scores become one number.
    pub scale: Scale,
}

/// What switched-off superpixels show.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FillEntry {
    /// The fill.
    pub kind: Fill,
    /// Its reference pictures; empty for fills without.
    pub references: Vec<ReferenceMeta>,
    /// Place in `references` per evaluation; empty for fills without.
    pub reference_of_evaluation: Vec<usize>,
}

/// The surrogate.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SurrogateEntry {
    /// ν; null for a flat kernel.
    pub kernel_width: Option<f64>,
    /// Ridge penalty.
    pub alpha: f64,
    /// Which superpixels entered.
    pub feature_selection: FeatureSelection,
    /// Per superpixel.
    pub weights: Vec<f64>,
    /// Per superpixel, within the references used; weight ± 1.96 of these is a 95 % interval.
    pub standard_errors: Vec<f64>,
    /// Per superpixel, over references; null with fewer than two.
    pub reference_errors: Option<Vec<f64>>,
    /// The value with all superpixels off.
    pub intercept: f64,
    /// Weighted R².
    pub fidelity: f64,
    /// The value at the picture itself.
    pub local_prediction: f64,
}

/// Wall-clock times.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Seconds {
    /// Loading the model and the picture.
    pub load: f64,
    /// Cutting the picture into superpixels.
    pub segment: f64,
    /// Running the model.
    pub evaluate: f64,
    /// Fitting the surrogate and its errors.
    pub solve: f64,
}

/// An explanation as a file (JSON).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Report {
    /// The explained picture.
    pub picture: PictureMeta,
    /// The model.
    pub model: ModelMeta,
    /// The superpixels.
    pub segmentation: SegmentationEntry,
    /// How the masks were made.
    pub design: DesignEntry,
    /// A string of 0 and 1 per evaluation, a character per superpixel.
    pub masks: Vec<String>,
    /// Logits of the picture itself.
    pub unperturbed: Vec<f32>,
    /// A row per evaluation, a logit per class.
    pub logits: Vec<Vec<f32>>,
    /// What is explained.
    pub target: TargetEntry,
    /// What switched-off superpixels show.
    pub fill: FillEntry,
    /// The surrogate.
    pub surrogate: SurrogateEntry,
    /// The most probable classes of the picture itself, with their probabilities.
    pub top: Vec<(String, f64)>,
    /// Why no more evaluations were made; null while they go on.
    pub stopped_because: Option<StopReason>,
    /// Wall-clock times.
    pub seconds: Seconds,
}

/// Why a file is no explanation.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ReportError {
    /// The label map is broken.
    #[error(transparent)]
    Segmentation(#[from] SegmentationError),
    /// The number of superpixels is out of range.
    #[error(transparent)]
    Design(#[from] DesignError),
    /// The logits do not fit.
    #[error(transparent)]
    Evaluations(#[from] EvaluationsError),
    /// Not as many masks as evaluations.
    #[error("{expected} evaluations must have a mask each, found {found} masks")]
    Count {
        /// Evaluations that the file speaks of.
        expected: usize,
        /// Masks in it.
        found: usize,
    },
    /// Masks that the design with this seed does not make.
    #[error("evaluation {evaluation} must have the mask {expected}, found {found}")]
    Masks {
        /// Which evaluation.
        evaluation: usize,
        /// What the design makes.
        expected: String,
        /// What the file says.
        found: String,
    },
    /// A class name that the model does not have.
    #[error("the model has no class named {found}")]
    Class {
        /// The name.
        found: String,
    },
}

impl Report {
    /// Puts together what an explanation says and what it was made of.
    pub fn new(evaluations: &Evaluations, explanation: &Explanation, seconds: Seconds) -> Self {
        let setup = evaluations.setup();
        let n = explanation.evaluations;
        let name = |class: usize| setup.model.classes[class].clone();
        let masks = setup.design.masks(0..n);
        let (labels, view) = (&setup.segmentation, &explanation.view);
        let p = probabilities(evaluations.unperturbed());
        let order = ranking(evaluations.unperturbed());
        let weights = &explanation.weights;
        let reference_of_evaluation = if setup.references.is_empty() {
            Vec::new()
        } else {
            (0..n).map(|i| setup.reference_of(i)).collect()
        };
        Self {
            picture: setup.picture.clone(),
            model: setup.model.clone(),
            segmentation: SegmentationEntry {
                width: labels.width(),
                height: labels.height(),
                count: labels.count(),
                labels: labels.labels().to_vec(),
            },
            design: DesignEntry { kind: setup.design.kind(), seed: setup.design.seed(), evaluations: n },
            masks: (0..n).map(|i| masks.text(i)).collect(),
            unperturbed: evaluations.unperturbed().to_vec(),
            logits: (0..n).map(|i| evaluations.logits_of(i).to_vec()).collect(),
            target: TargetEntry {
                class: name(view.target.class),
                rival: name(view.target.rival),
                scale: view.target.scale,
            },
            fill: FillEntry {
                kind: setup.fill,
                references: setup.references.clone(),
                reference_of_evaluation,
            },
            surrogate: SurrogateEntry {
                kernel_width: view.kernel_width,
                alpha: view.alpha,
                feature_selection: view.feature_selection,
                weights: weights.iter().map(|w| w.value).collect(),
                standard_errors: weights.iter().map(|w| w.standard_error).collect(),
                reference_errors: weights.iter().map(|w| w.reference_error).collect(),
                intercept: explanation.intercept,
                fidelity: explanation.fidelity,
                local_prediction: explanation.local_prediction,
            },
            top: order.into_iter().take(TOP).map(|c| (name(c), p[c])).collect(),
            stopped_because: evaluations.stopped(),
            seconds,
        }
    }

    /// The evaluations of the file, to look at in other ways; `planned` becomes what was made. Masks are
    /// made anew from the seed and compared.
    ///
    /// # Errors
    /// When the parts of the file do not fit together.
    pub fn evaluations(&self) -> Result<Evaluations, ReportError> {
        let map = &self.segmentation;
        let segmentation = Segmentation::new(map.width, map.height, map.labels.clone())?;
        let design = Design::new(self.design.kind, self.design.seed, segmentation.count())?;
        let n = self.design.evaluations;
        if n != self.masks.len() {
            return Err(ReportError::Count { expected: n, found: self.masks.len() });
        }
        let masks = design.masks(0..n);
        for (evaluation, found) in self.masks.iter().enumerate() {
            let expected = masks.text(evaluation);
            if expected != *found {
                return Err(ReportError::Masks { evaluation, expected, found: found.clone() });
            }
        }
        let rival = self.model.classes.iter().position(|c| *c == self.target.rival);
        let rival = rival.ok_or_else(|| ReportError::Class { found: self.target.rival.clone() })?;
        let setup = Setup {
            picture: self.picture.clone(),
            model: self.model.clone(),
            segmentation,
            design,
            planned: n,
            fill: self.fill.kind,
            rival: (self.fill.kind == Fill::Contrastive).then_some(rival),
            references: self.fill.references.clone(),
        };
        let mut evaluations = Evaluations::new(setup, self.unperturbed.clone())?;
        evaluations.insert(0..n, &self.logits.concat())?;
        Ok(evaluations)
    }
}
