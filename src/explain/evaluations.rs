//! Evaluations: what the model said of perturbed pictures, and what made them. Everything about an
//! explanation is a pure function of them.

use std::ops::Range;

use super::design::Design;
use super::explanation::{ViewError, ViewParams, explain_first};
use super::fill::Fill;
use super::perturb::reference_of;
use super::stop::{StopReason, StopRule};
use crate::segment::Segmentation;

/// The explained picture.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct PictureMeta {
    /// Pixels per row, orientation applied.
    pub width: usize,
    /// Rows.
    pub height: usize,
    /// SHA-256 of the file, lower-case hexadecimal.
    pub sha256: String,
}

/// The model that was asked.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct ModelMeta {
    /// Its name or file name.
    pub name: String,
    /// SHA-256 of its file, or of its files in order; lower-case hexadecimal.
    pub sha256: String,
    /// Class names, in the order of the logits.
    pub classes: Vec<String>,
}

/// A picture that switched-off superpixels show.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct ReferenceMeta {
    /// Name of its class.
    pub class: String,
    /// Name of its file.
    pub name: String,
    /// SHA-256 of the file, lower-case hexadecimal.
    pub sha256: String,
}

/// What makes evaluations.
#[derive(Clone, Debug, PartialEq)]
pub struct Setup {
    /// The explained picture.
    pub picture: PictureMeta,
    /// The model that is asked.
    pub model: ModelMeta,
    /// The superpixels.
    pub segmentation: Segmentation,
    /// Which superpixels are on in which evaluation.
    pub design: Design,
    /// Evaluations at most.
    pub planned: usize,
    /// What switched-off superpixels show.
    pub fill: Fill,
    /// Class whose pictures [`Fill::Contrastive`] shows: only questions about this rival are answered.
    pub rival: Option<usize>,
    /// The pictures shown, in the order of [`super::Perturbation`]; empty for fills without references.
    pub references: Vec<ReferenceMeta>,
}

impl Setup {
    /// Which reference evaluation `i` uses: one for a whole block, in turn.
    pub fn reference_of(&self, i: usize) -> usize {
        reference_of(&self.design, self.references.len(), i)
    }
}

/// Why outputs do not belong to evaluations.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum EvaluationsError {
    /// A row of logits per evaluation, a logit per class.
    #[error("{rows} evaluations of {classes} classes need {} logits, found {found}", rows * classes)]
    Logits {
        /// Evaluations.
        rows: usize,
        /// Classes of the model.
        classes: usize,
        /// Logits given.
        found: usize,
    },
    /// A range past the plan.
    #[error("{planned} evaluations are planned, found the range {} to {}", found.start, found.end)]
    Range {
        /// Evaluations at most.
        planned: usize,
        /// The range given.
        found: Range<usize>,
    },
    /// A logit that is not a finite number.
    #[error("logits must be finite, found {found} in evaluation {evaluation}")]
    NotFinite {
        /// Which evaluation.
        evaluation: usize,
        /// The value.
        found: f32,
    },
    /// The design is over another number of superpixels than the segmentation.
    #[error("the segmentation has {expected} superpixels, the design {found}")]
    Superpixels {
        /// Superpixels of the segmentation.
        expected: usize,
        /// Superpixels of the design.
        found: usize,
    },
}

/// Outputs of the model for the picture and for perturbations of it, filled in any order.
#[derive(Clone, Debug, PartialEq)]
pub struct Evaluations {
    setup: Setup,
    unperturbed: Vec<f32>,
    logits: Vec<f32>,
    present: Vec<bool>,
    prefix: usize,
    /// Block ends up to here were found not to be the end.
    checked: usize,
    stopped: Option<StopReason>,
}

impl Evaluations {
    /// None made yet; `unperturbed` holds the logits of the picture itself, one per class.
    ///
    /// # Errors
    /// When lengths do not fit or a logit is not finite.
    pub fn new(setup: Setup, unperturbed: Vec<f32>) -> Result<Self, EvaluationsError> {
        let classes = setup.model.classes.len();
        let (expected, found) = (setup.segmentation.count(), setup.design.superpixels());
        if expected != found {
            return Err(EvaluationsError::Superpixels { expected, found });
        }
        check(0, 1, classes, &unperturbed)?;
        let planned = setup.planned;
        let (logits, present) = (vec![0.0; planned * classes], vec![false; planned]);
        Ok(Self { setup, unperturbed, logits, present, prefix: 0, checked: 0, stopped: None })
    }

    /// What makes the evaluations.
    pub fn setup(&self) -> &Setup {
        &self.setup
    }

    /// Number of classes.
    pub fn classes(&self) -> usize {
        self.unperturbed.len()
    }

    /// Logits of the picture itself.
    pub fn unperturbed(&self) -> &[f32] {
        &self.unperturbed
    }

    /// Takes the logits of a range, `range.len() × classes`, row-major. Ranges may come in any order; one
    /// that comes again replaces what was there.
    ///
    /// # Errors
    /// When the range or the number of logits does not fit, or a logit is not finite; nothing is taken.
    pub fn insert(&mut self, range: Range<usize>, logits: &[f32]) -> Result<(), EvaluationsError> {
        let (planned, classes) = (self.present.len(), self.classes());
        if range.start > range.end || range.end > planned {
            return Err(EvaluationsError::Range { planned, found: range });
        }
        check(range.start, range.len(), classes, logits)?;
        self.logits[range.start * classes..range.end * classes].copy_from_slice(logits);
        self.present[range].fill(true);
        self.prefix += self.present[self.prefix..].iter().take_while(|p| **p).count();
        Ok(())
    }

    /// Evaluations that are there without a gap from the first on.
    pub fn complete_prefix(&self) -> usize {
        self.prefix
    }

    /// Evaluations that an explanation uses: the complete prefix, whole fold-over pairs only, and none past
    /// the end that [`Self::settle`] found.
    pub fn usable(&self) -> usize {
        let end =
            if self.stopped.is_some_and(|s| s != StopReason::Cancelled) { self.checked } else { self.prefix };
        end / self.setup.design.unit() * self.setup.design.unit()
    }

    /// Evaluations at most.
    pub fn planned(&self) -> usize {
        self.setup.planned
    }

    /// Logits of evaluation `i`, which must lie in the complete prefix.
    ///
    /// # Panics
    /// When it does not.
    pub fn logits_of(&self, i: usize) -> &[f32] {
        assert!(i < self.prefix, "evaluation {i} is not in the complete prefix of {}", self.prefix);
        &self.logits[i * self.classes()..(i + 1) * self.classes()]
    }

    /// Why no more evaluations are needed, once so.
    pub fn stopped(&self) -> Option<StopReason> {
        self.stopped
    }

    /// Asks the rule at every block end that has become complete. The end found depends on the outputs
    /// alone, not on the order in which they came; evaluations past it are not used.
    ///
    /// # Errors
    /// When the view does not fit the evaluations.
    pub fn settle(&mut self, view: &ViewParams, rule: &StopRule) -> Result<Option<StopReason>, ViewError> {
        let block = self.setup.design.block();
        let all_references = block * self.setup.references.len().max(1);
        while self.stopped.is_none() {
            let next = (self.checked + block).min(self.planned());
            if next > self.prefix {
                break;
            }
            self.checked = next;
            if next == self.planned() {
                self.stopped = Some(StopReason::Budget);
            } else if next >= all_references {
                self.stopped = rule.satisfied(&explain_first(self, next, view)?.weights);
            }
        }
        Ok(self.stopped)
    }

    /// Ends the evaluations where they are, unless they have ended by themselves.
    pub fn cancel(&mut self) {
        self.stopped.get_or_insert(StopReason::Cancelled);
    }
}

fn check(first: usize, rows: usize, classes: usize, logits: &[f32]) -> Result<(), EvaluationsError> {
    if logits.len() != rows * classes {
        return Err(EvaluationsError::Logits { rows, classes, found: logits.len() });
    }
    match logits.iter().position(|l| !l.is_finite()) {
        Some(at) => Err(EvaluationsError::NotFinite { evaluation: first + at / classes, found: logits[at] }),
        None => Ok(()),
    }
}
