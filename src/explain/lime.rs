//! LIME from end to end on one thread: perturb, run the model, collect.

use std::ops::{ControlFlow, Range};

use super::design::{Design, DesignError};
use super::evaluations::{Evaluations, EvaluationsError, ModelMeta, PictureMeta, ReferenceMeta, Setup};
use super::explanation::ViewError;
use super::fill::Fill;
use super::params::ValidLimeParams;
use super::perturb::{PerturbError, Perturbation};
use crate::model::{Model, ModelError};
use crate::picture::Rgb8Image;
use crate::segment::Segmentation;

/// Pictures per forward pass. Constant, so that results do not depend on how ranges are split.
pub const BATCH: usize = 1;

/// "Why is this picture `class` rather than `rival`?"
#[derive(Clone, Debug)]
pub struct Question {
    /// The picture at the model's input size. A picture of another shape is stretched to it, as it is when
    /// it is classified.
    pub picture: Rgb8Image,
    /// Where it comes from.
    pub picture_meta: PictureMeta,
    /// The model.
    pub model_meta: ModelMeta,
    /// The superpixels, at any size.
    pub segmentation: Segmentation,
    /// A.
    pub class: usize,
    /// B.
    pub rival: usize,
    /// Pictures of B for [`Fill::Contrastive`], of other classes for [`Fill::Others`], at the model's input
    /// size; not used by other fills.
    pub references: Vec<(ReferenceMeta, Rgb8Image)>,
}

/// Why a picture cannot be explained.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ExplainError {
    /// The pictures cannot be perturbed.
    #[error(transparent)]
    Perturb(#[from] PerturbError),
    /// The model failed.
    #[error(transparent)]
    Model(#[from] ModelError),
    /// The model's outputs do not fit.
    #[error(transparent)]
    Evaluations(#[from] EvaluationsError),
    /// The question does not fit the model.
    #[error(transparent)]
    View(#[from] ViewError),
}

impl From<DesignError> for ExplainError {
    fn from(error: DesignError) -> Self {
        Self::Perturb(error.into())
    }
}

/// What makes the evaluations of a question, and the pictures to evaluate.
///
/// # Errors
/// When a picture has another size than `model` takes, references are missing, or there are too many
/// superpixels.
pub fn prepare(
    model: &dyn Model,
    question: Question,
    params: &ValidLimeParams,
) -> Result<(Setup, Perturbation), PerturbError> {
    let params = params.get();
    let design = Design::new(params.design, params.seed, question.segmentation.count())?;
    let needed = if params.fill.needs_references() { question.references } else { Vec::new() };
    let (references, pictures): (Vec<_>, Vec<_>) = needed.into_iter().unzip();
    let perturbation = Perturbation::new(
        model.input(),
        question.picture,
        &question.segmentation,
        params.fill,
        &pictures,
        design,
    )?;
    let setup = Setup {
        picture: question.picture_meta,
        model: question.model_meta,
        segmentation: question.segmentation,
        design,
        planned: params.evaluations,
        fill: params.fill,
        rival: (params.fill == Fill::Contrastive).then_some(question.rival),
        references,
    };
    Ok((setup, perturbation))
}

/// The logits of a range of evaluations, `range.len() × classes`, row-major: [`BATCH`] pictures at a time,
/// so any split of a range gives the same bits.
///
/// # Errors
/// When the model fails.
pub fn evaluate(
    model: &mut dyn Model,
    perturbation: &Perturbation,
    range: Range<usize>,
) -> Result<Vec<f32>, ModelError> {
    let mut logits = Vec::new();
    for start in range.clone().step_by(BATCH) {
        let batch = perturbation.compose(start..range.end.min(start + BATCH));
        logits.extend(model.run(&batch)?.logits);
    }
    Ok(logits)
}

/// Makes all evaluations of a question, until the rule of `params` is satisfied, the budget is spent, or
/// `progress`, which is asked after every evaluation, breaks.
///
/// # Errors
/// When the question does not fit the model, or the model fails.
pub fn run(
    model: &mut dyn Model,
    question: Question,
    params: &ValidLimeParams,
    progress: &mut dyn FnMut(&Evaluations) -> ControlFlow<()>,
) -> Result<Evaluations, ExplainError> {
    let view = params.view(question.class, question.rival);
    let (setup, perturbation) = prepare(model, question, params)?;
    let unperturbed = model.run(&perturbation.unperturbed())?.logits;
    let mut evaluations = Evaluations::new(setup, unperturbed)?;
    super::explanation::validate(&evaluations, &view)?;
    let mut next = 0;
    while evaluations.settle(&view, &params.get().stop)?.is_none() {
        let range = next..(next + BATCH).min(evaluations.planned());
        next = range.end;
        let logits = evaluate(model, &perturbation, range.clone())?;
        evaluations.insert(range, &logits)?;
        if progress(&evaluations).is_break() {
            evaluations.settle(&view, &params.get().stop)?;
            evaluations.cancel();
        }
    }
    Ok(evaluations)
}
