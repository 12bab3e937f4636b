//! Explanations: designs, fills, kernel, surrogate, error bars.

mod bits;
mod design;
mod fill;
mod kernel;
mod moments;
mod perturb;
mod random;
mod surrogate;
mod target;

pub use bits::BitMatrix;
pub use design::{Design, DesignError, DesignKind};
pub use fill::{Fill, other_classes};
pub use kernel::kernel_weight;
pub use perturb::{PerturbError, Perturbation};
pub use surrogate::{FeatureSelection, Surrogate};
pub use target::{Scale, Target, probabilities, ranking};
