//! Masks that no design made: what other methods and single questions ask the model.

use std::ops::Range;

use super::bits::BitMatrix;
use super::lime::BATCH;
use super::perturb::Perturbation;
use crate::model::{Model, ModelError};

/// Masks, a row each, with the fill picture that each row shows where it is off.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MaskPlan {
    /// A row per evaluation, a column per superpixel, on where the picture shows.
    pub masks: BitMatrix,
    /// Place among the references, per row; 0 for fills without.
    pub references: Vec<usize>,
}

impl MaskPlan {
    /// A plan of rows given as (superpixels that are on, reference).
    ///
    /// # Panics
    /// When a superpixel is not below `superpixels`.
    pub fn from_rows(superpixels: usize, rows: &[(Vec<usize>, usize)]) -> Self {
        let mut masks = BitMatrix::new(rows.len(), superpixels);
        for (row, (on, _)) in rows.iter().enumerate() {
            on.iter().for_each(|&c| masks.set(row, c, true));
        }
        Self { masks, references: rows.iter().map(|r| r.1).collect() }
    }

    /// Number of evaluations.
    pub fn len(&self) -> usize {
        self.references.len()
    }

    /// Whether there is nothing to evaluate.
    pub fn is_empty(&self) -> bool {
        self.references.is_empty()
    }

    /// The logits of some rows, `rows.len() × classes`, row-major: one picture at a time, so any split
    /// of the rows gives the same bits.
    ///
    /// # Errors
    /// When the model fails.
    pub fn evaluate(
        &self,
        model: &mut dyn Model,
        perturbation: &Perturbation,
        rows: Range<usize>,
    ) -> Result<Vec<f32>, ModelError> {
        let mut logits = Vec::new();
        for start in rows.clone().step_by(BATCH) {
            let batch = perturbation.compose_plan(self, start..rows.end.min(start + BATCH));
            logits.extend(model.run(&batch)?.logits);
        }
        Ok(logits)
    }
}
