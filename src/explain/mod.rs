//! Explanations: why does the model say A rather than B? By LIME (Ribeiro et al. 2016): superpixels are
//! switched on and off, the model is asked, and a linear surrogate says what each is worth.
//!
//! The way of the data: [`Design`] (masks) → [`Perturbation`] (pictures) → a model → [`Evaluations`] →
//! [`explain`] → [`Explanation`]. Everything after the model is a pure function of [`Evaluations`].
//! [`lime::run`] does all of it on one thread; a pool of workers does [`lime::evaluate`] on ranges and
//! inserts what comes back in any order.

pub mod agreement;
mod bits;
pub mod describe;
mod design;
mod errors;
mod evaluations;
mod explanation;
mod fill;
pub mod ground;
pub mod heat;
mod kernel;
pub mod lime;
mod moments;
pub mod occlusion;
mod params;
pub mod parts;
mod perturb;
pub mod pick;
mod plan;
mod random;
pub mod removal;
pub mod report;
pub mod shap;
mod stop;
mod surrogate;
pub mod swap;
pub mod synthetic;
mod target;
pub mod trust;

pub use bits::BitMatrix;
pub use design::{Design, DesignError, DesignKind};
pub use evaluations::{Evaluations, EvaluationsError, ModelMeta, PictureMeta, ReferenceMeta, Setup};
pub use explanation::{Explanation, ViewError, ViewParams, Weight, explain};
pub use fill::{Fill, other_classes};
pub use kernel::kernel_weight;
pub use lime::{ExplainError, Question};
pub use params::{LimeParams, ParamsError, ValidLimeParams};
pub use perturb::{PerturbError, Perturbation};
pub use plan::MaskPlan;
pub use report::{Report, Seconds};
pub use stop::{StopReason, StopRule};
pub use surrogate::{FeatureSelection, Surrogate};
pub use swap::{SWAP_PICTURES, SwapResult, SwapTest, paste};
pub use target::{Scale, Target, probabilities, ranking};
pub use trust::{Level, Reason, Signals, Verdict, heaviest, leading_set, verdict};
