//! An explanation: a pure function of evaluations and of how they are looked at.

use super::errors::{Layout, Own, over_references, within_references};
use super::evaluations::Evaluations;
use super::fill::Fill;
use super::kernel::kernel_weight;
use super::moments::{Moments, Sample};
use super::surrogate::{FeatureSelection, Surrogate};
use super::target::{Scale, Target};

/// How evaluations are looked at. Changing it runs no model.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ViewParams {
    /// What is explained.
    pub target: Target,
    /// Kernel width ν, above 0; `None` for a flat kernel.
    pub kernel_width: Option<f64>,
    /// Ridge penalty, at least 0.
    pub alpha: f64,
    /// Which superpixels enter the surrogate.
    pub feature_selection: FeatureSelection,
}

impl ViewParams {
    /// The defaults for a target: flat kernel, α = 1, all superpixels.
    pub fn new(target: Target) -> Self {
        Self { target, kernel_width: None, alpha: 1.0, feature_selection: FeatureSelection::None }
    }
}

/// Why evaluations cannot be looked at so.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum ViewError {
    /// A class or rival that the model does not have.
    #[error("the model has {classes} classes, found the {what} {found}")]
    Class {
        /// `class` or `rival`.
        what: &'static str,
        /// Number of classes.
        classes: usize,
        /// The index asked for.
        found: usize,
    },
    /// A class as its own rival.
    #[error("the rival must be another class than the class itself, found {found} for both")]
    SameClass {
        /// The index asked for.
        found: usize,
    },
    /// Another rival's pictures were shown: that question needs evaluations of its own.
    #[error("these evaluations show pictures of class {expected}, found the rival {found}")]
    Rival {
        /// Whose pictures were shown.
        expected: usize,
        /// The rival asked for.
        found: usize,
    },
    /// A kernel width or penalty that is out of range.
    #[error("the {what} must be {expected}, found {found}")]
    Number {
        /// Which number.
        what: &'static str,
        /// Its range, in words.
        expected: &'static str,
        /// The value asked for.
        found: f64,
    },
    /// Fewer than two pairs, or two evaluations.
    #[error("an explanation needs at least {expected} evaluations, found {found}")]
    TooFew {
        /// Evaluations needed.
        expected: usize,
        /// Evaluations there.
        found: usize,
    },
}

/// What a superpixel is worth.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Weight {
    /// Above 0 speaks for the class (against the rival), in units of the scale.
    pub value: f64,
    /// Noise of the evaluations within the references used: value ± 1.96 of these is a 95 % interval.
    /// 0 for a superpixel that was not selected.
    pub standard_error: f64,
    /// The same as a statement about all pictures like the references; `None` with fewer than two of them.
    pub reference_error: Option<f64>,
}

/// A surrogate with its error bars.
#[derive(Clone, Debug, PartialEq)]
pub struct Explanation {
    /// How the evaluations were looked at.
    pub view: ViewParams,
    /// Evaluations used.
    pub evaluations: usize,
    /// Per superpixel.
    pub weights: Vec<Weight>,
    /// The surrogate's value with all superpixels off.
    pub intercept: f64,
    /// Weighted R², at most 1.
    pub fidelity: f64,
    /// The surrogate's value at the picture itself.
    pub local_prediction: f64,
    /// The model's value at the picture itself.
    pub prediction: f64,
    /// Superpixels in the regression, in the order of selection.
    pub selected: Vec<usize>,
}

/// Explains the evaluations that are there ([`Evaluations::usable`]).
///
/// # Errors
/// When the view does not fit the evaluations or there are too few.
pub fn explain(evaluations: &Evaluations, view: &ViewParams) -> Result<Explanation, ViewError> {
    explain_first(evaluations, evaluations.usable(), view)
}

/// Explains the first `n` evaluations.
pub(super) fn explain_first(
    evaluations: &Evaluations,
    n: usize,
    view: &ViewParams,
) -> Result<Explanation, ViewError> {
    validate(evaluations, view)?;
    let setup = evaluations.setup();
    let unit = setup.design.unit();
    if n < 2 * unit {
        return Err(ViewError::TooFew { expected: 2 * unit, found: n });
    }
    let masks = setup.design.masks(0..n);
    let y: Vec<f64> = (0..n).map(|i| view.target.value(evaluations.logits_of(i))).collect();
    let d = masks.columns();
    let weights: Vec<f64> = (0..n).map(|i| kernel_weight(masks.count(i), d, view.kernel_width)).collect();
    let sample = Sample { masks: &masks, y: &y, weights: &weights };
    let reference_of: Vec<usize> = (0..n).map(|i| setup.reference_of(i)).collect();
    let layout = Layout { unit, block: setup.design.block(), references: &reference_of };
    let parts = layout.rows_by_reference();
    let (moments, own) = Moments::of_parts(sample, &parts);
    let own: Vec<Own> = parts.into_iter().zip(own).map(|(rows, moments)| Own { rows, moments }).collect();
    let (surrogate, fit) = Surrogate::with_fit(&moments, view.alpha, view.feature_selection);
    let within = within_references(sample, layout, &surrogate.selected, (&moments, &fit), &own);
    let over = over_references(sample, layout, &surrogate.selected, view.alpha, &own);
    let none = Weight { value: 0.0, standard_error: 0.0, reference_error: over.as_ref().map(|_| 0.0) };
    let mut out = vec![none; d];
    for (k, &c) in surrogate.selected.iter().enumerate() {
        let reference_error = over.as_ref().map(|errors| errors[k]);
        out[c] = Weight { value: surrogate.weights[c], standard_error: within[k], reference_error };
    }
    Ok(Explanation {
        view: *view,
        evaluations: n,
        weights: out,
        intercept: surrogate.intercept,
        fidelity: surrogate.fidelity,
        local_prediction: surrogate.local_prediction,
        prediction: view.target.value(evaluations.unperturbed()),
        selected: surrogate.selected,
    })
}

pub(super) fn validate(evaluations: &Evaluations, view: &ViewParams) -> Result<(), ViewError> {
    let Target { class, rival, scale } = view.target;
    let classes = evaluations.classes();
    for (what, found) in [("class", class), ("rival", rival)] {
        if found >= classes {
            return Err(ViewError::Class { what, classes, found });
        }
    }
    let setup = evaluations.setup();
    match setup.rival.filter(|_| setup.fill == Fill::Contrastive) {
        Some(expected) if expected != rival => return Err(ViewError::Rival { expected, found: rival }),
        _ => {}
    }
    if class == rival && (scale == Scale::Difference || setup.fill == Fill::Contrastive) {
        return Err(ViewError::SameClass { found: class });
    }
    match view.kernel_width {
        Some(found) if !(found > 0.0 && found.is_finite()) => {
            return Err(ViewError::Number { what: "kernel width", expected: "above 0", found });
        }
        _ => {}
    }
    let found = view.alpha;
    if !(found >= 0.0 && found.is_finite()) {
        return Err(ViewError::Number { what: "ridge penalty", expected: "at least 0", found });
    }
    Ok(())
}
