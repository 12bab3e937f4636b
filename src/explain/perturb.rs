//! Perturbed pictures: each pixel is the picture's or its fill's.

use std::ops::Range;

use super::bits::BitMatrix;
use super::design::{Design, DesignError};
use super::fill::{Fill, fill_picture};
use super::plan::MaskPlan;
use crate::model::{InputSpec, PixelBatch};
use crate::picture::Rgb8Image;
use crate::segment::Segmentation;

/// Why pictures cannot be perturbed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PerturbError {
    /// A picture or a reference of another size than the model takes.
    #[error("{what} must have the model's input size, {} x {}, found {found_width} x {found_height}", expected.width, expected.height)]
    Size {
        /// Which picture.
        what: String,
        /// What the model takes.
        expected: InputSpec,
        /// Columns found.
        found_width: usize,
        /// Rows found.
        found_height: usize,
    },
    /// The fill takes its pixels from pictures of other classes, and there is none.
    #[error("the fill {fill} needs at least one reference picture, found none")]
    NoReferences {
        /// The fill asked for.
        fill: Fill,
    },
    /// The design is over another number of superpixels than the segmentation.
    #[error("the segmentation has {expected} superpixels, the design {found}")]
    Superpixels {
        /// Superpixels of the segmentation.
        expected: usize,
        /// Superpixels of the design.
        found: usize,
    },
    /// Too many superpixels for a design.
    #[error(transparent)]
    Design(#[from] DesignError),
}

/// Everything needed to compose the picture of any evaluation, at the model's input size.
#[derive(Clone, Debug)]
pub struct Perturbation {
    design: Design,
    picture: Rgb8Image,
    labels: Vec<u16>,
    fills: Vec<Rgb8Image>,
}

impl Perturbation {
    /// `picture` and `references` have the model's input size; `references` are used by
    /// [`Fill::Contrastive`] and [`Fill::Others`] alone. The segmentation may have any size: its labels
    /// come over by nearest neighbour ([`Segmentation::labels_at`]).
    pub fn new(
        input: InputSpec,
        picture: Rgb8Image,
        segmentation: &Segmentation,
        fill: Fill,
        references: &[Rgb8Image],
        design: Design,
    ) -> Result<Self, PerturbError> {
        let fits = |what: String, p: &Rgb8Image| match (p.width(), p.height()) {
            (width, height) if width == input.width && height == input.height => Ok(()),
            (found_width, found_height) => {
                Err(PerturbError::Size { what, expected: input, found_width, found_height })
            }
        };
        if design.superpixels() != segmentation.count() {
            let found = design.superpixels();
            return Err(PerturbError::Superpixels { expected: segmentation.count(), found });
        }
        fits("the picture".into(), &picture)?;
        let labels = segmentation.labels_at(input.width, input.height);
        let fills = match fill_picture(fill, &picture, &labels, segmentation.count()) {
            Some(one) => vec![one],
            None if references.is_empty() => return Err(PerturbError::NoReferences { fill }),
            None => references.to_vec(),
        };
        for (i, fill) in fills.iter().enumerate() {
            fits(format!("reference picture {i}"), fill)?;
        }
        Ok(Self { design, picture, labels, fills })
    }

    /// Which superpixels are on in which evaluation.
    pub fn design(&self) -> &Design {
        &self.design
    }

    /// The model's input size.
    pub fn input(&self) -> InputSpec {
        InputSpec { width: self.picture.width(), height: self.picture.height() }
    }

    /// Which fill picture evaluation `i` uses: one for a whole block, in turn.
    pub fn reference_of(&self, i: usize) -> usize {
        reference_of(&self.design, self.fills.len(), i)
    }

    /// The picture as it is.
    pub fn unperturbed(&self) -> PixelBatch {
        PixelBatch::of(&self.picture)
    }

    /// The pictures of a range of evaluations, in order: `range.len() × height × width × 3` bytes.
    pub fn compose(&self, range: Range<usize>) -> PixelBatch {
        self.compose_masks(&self.design.masks(range.clone()), range.start)
    }

    /// The pictures of any masks, a row each; row k shows the fill of evaluation `first + k`.
    ///
    /// # Panics
    /// When the masks have another number of superpixels.
    pub fn compose_masks(&self, masks: &BitMatrix, first: usize) -> PixelBatch {
        self.compose_rows(masks, 0..masks.rows(), |row| self.reference_of(first + row))
    }

    /// The pictures of some rows of a plan, in order.
    ///
    /// # Panics
    /// When the plan has another number of superpixels, or names a reference that is not there.
    pub fn compose_plan(&self, plan: &MaskPlan, rows: Range<usize>) -> PixelBatch {
        self.compose_rows(&plan.masks, rows, |row| plan.references[row])
    }

    /// Number of fill pictures: the references, or 1 for a fill without.
    pub fn fills(&self) -> usize {
        self.fills.len()
    }

    fn compose_rows(
        &self,
        masks: &BitMatrix,
        rows: Range<usize>,
        fill_of: impl Fn(usize) -> usize,
    ) -> PixelBatch {
        assert_eq!(masks.columns(), self.design.superpixels(), "a column per superpixel");
        let mut batch = PixelBatch::new(self.input());
        batch.data.reserve_exact(rows.len() * batch.stride());
        let mut on = vec![false; masks.columns()];
        for row in rows {
            on.fill(false);
            masks.ones(row).for_each(|c| on[c] = true);
            let fill = &self.fills[fill_of(row)];
            let pixels = self.picture.data().chunks_exact(3).zip(fill.data().chunks_exact(3));
            for ((own, filled), &label) in pixels.zip(&self.labels) {
                batch.data.extend_from_slice(if on[usize::from(label)] { own } else { filled });
            }
        }
        batch
    }
}

/// Reference of evaluation `i`: references[(i / block) mod R].
pub(super) fn reference_of(design: &Design, references: usize, i: usize) -> usize {
    i / design.block() % references.max(1)
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::super::design::DesignKind;
    use super::*;
    use proptest::prelude::*;

    const INPUT: InputSpec = InputSpec { width: 12, height: 9 };

    fn picture(salt: usize) -> Rgb8Image {
        let data = (0..INPUT.width * INPUT.height * 3).map(|i| (i * 31 + salt * 101) as u8).collect();
        Rgb8Image::new(INPUT.width, INPUT.height, data).unwrap()
    }

    /// A grid of 4 × 3 over 24 × 18 pixels.
    fn grid() -> Segmentation {
        let labels = (0..18 * 24).map(|i| ((i / 24 / 6) * 4 + i % 24 / 6) as u16).collect();
        Segmentation::new(24, 18, labels).unwrap()
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(32))]
        /// Against a naive oracle, pixel by pixel.
        #[test]
        fn composed_pictures_select_per_pixel(seed: u64, start in 0usize..150, length in 0usize..20) {
            let design = Design::new(DesignKind::HadamardFoldover, seed, 12).unwrap();
            let references = [picture(1), picture(2), picture(3)];
            let p = Perturbation::new(INPUT, picture(0), &grid(), Fill::Contrastive, &references, design).unwrap();
            let batch = p.compose(start..start + length);
            prop_assert_eq!(batch.count(), length);
            let masks = design.masks(0..start + length);
            for i in 0..length {
                let reference = &references[(start + i) / 32 % 3];
                for y in 0..INPUT.height {
                    for x in 0..INPUT.width {
                        let label = y / 3 * 4 + x / 3;
                        let source = if masks.get(start + i, label) { &picture(0) } else { reference };
                        let at = (y * INPUT.width + x) * 3;
                        prop_assert_eq!(&batch.picture(i)[at..at + 3], &source.pixel(x, y)[..]);
                    }
                }
            }
        }
    }

    #[test]
    fn sizes_and_references_are_checked() {
        let design = Design::new(DesignKind::Bernoulli, 0, 12).unwrap();
        let new = |picture, fill, references: &[Rgb8Image]| {
            Perturbation::new(INPUT, picture, &grid(), fill, references, design).map(|_| ())
        };
        let small = Rgb8Image::filled(3, 4, [0; 3]);
        let size = |what: &str| {
            Err(PerturbError::Size { what: what.into(), expected: INPUT, found_width: 3, found_height: 4 })
        };
        assert_eq!(new(small.clone(), Fill::Grey, &[]), size("the picture"));
        assert_eq!(new(picture(0), Fill::Contrastive, &[picture(1), small]), size("reference picture 1"));
        assert_eq!(
            new(picture(0), Fill::Others, &[]),
            Err(PerturbError::NoReferences { fill: Fill::Others })
        );
        assert_eq!(new(picture(0), Fill::Blur, &[]), Ok(()));
        let design = Design::new(DesignKind::Bernoulli, 0, 11).unwrap();
        let other = Perturbation::new(INPUT, picture(0), &grid(), Fill::Grey, &[], design);
        assert_eq!(other.err(), Some(PerturbError::Superpixels { expected: 12, found: 11 }));
    }

    #[test]
    fn the_all_on_row_is_the_picture() {
        let design = Design::new(DesignKind::Bernoulli, 5, 12).unwrap();
        let p = Perturbation::new(INPUT, picture(0), &grid(), Fill::Mean, &[], design).unwrap();
        assert_eq!(p.compose(0..1), p.unperturbed());
    }
}
