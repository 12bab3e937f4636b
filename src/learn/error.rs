//! What can be wrong with training data and parameters.

use crate::model::HeadError;

/// Why a head cannot be trained.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum LearnError {
    /// A parameter outside its range.
    #[error("{name} must be {expected}, found {found}")]
    Parameter {
        /// Which parameter.
        name: &'static str,
        /// What it must be.
        expected: &'static str,
        /// What it is.
        found: String,
    },
    /// Fewer than two classes.
    #[error("training needs at least 2 classes, found {found}")]
    Classes {
        /// Number of classes given.
        found: usize,
    },
    /// A class without enough independent pictures to hold some out.
    #[error("{class:?} needs at least {needed} pictures that differ from each other, found {found}")]
    TooFew {
        /// The class's name.
        class: String,
        /// Independent pictures needed.
        needed: usize,
        /// Independent pictures found.
        found: usize,
    },
    /// A label that names no class.
    #[error("picture {row} has class number {found}, but there are {classes} classes")]
    Label {
        /// The picture's row.
        row: usize,
        /// Its label.
        found: usize,
        /// Number of classes.
        classes: usize,
    },
    /// A variant of no picture, or of one of another class.
    #[error("row {row} cannot be a variant of row {source_row}, which is no picture of the same class")]
    Variant {
        /// The variant's row.
        row: usize,
        /// The row it is said to come from.
        source_row: usize,
    },
    /// Numbers that do not make whole rows, or another number of rows than labels.
    #[error("{what} must hold {expected} numbers, found {found}")]
    Shape {
        /// What was measured.
        what: &'static str,
        /// Numbers needed.
        expected: usize,
        /// Numbers found.
        found: usize,
    },
    /// A number that is NaN or infinite.
    #[error("the embedding of picture {row} holds a number that is not finite")]
    NotFinite {
        /// The picture's row.
        row: usize,
    },
    /// The trained head does not hold together.
    #[error(transparent)]
    Head(#[from] HeadError),
}
