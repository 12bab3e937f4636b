//! The swap test: does the place that an explanation names push the rival's pictures towards the class?
//!
//! An explanation says "these superpixels speak for A rather than B". If that is true, pasting them, as they
//! are in the explained picture, into pictures of B that the explanation has not used must raise the model's
//! score of A over B, and by more than the size of the place explains. No surrogate takes part, so the test
//! can contradict it.

use crate::model::PixelBatch;
use crate::picture::Rgb8Image;

/// Pictures of the rival that a full test uses; the thresholds of [`super::trust`] are fitted for so many.
pub const SWAP_PICTURES: usize = 24;
/// Least distance between the picture's and the rival's values, so that rises stay finite.
const LEAST_DISTANCE: f64 = 0.5;
/// Added to the error of the mean: without it few pictures that happen to agree would look certain.
const ERROR_FLOOR: f64 = 0.005;

/// What the model said of the rival's pictures, with and without the place.
#[derive(Clone, Debug, PartialEq)]
pub struct SwapTest {
    /// The pasted superpixels' share of the picture, 0 to 1.
    pub area: f64,
    /// The target's value for the explained picture.
    pub picture: f64,
    /// The target's value for each of the rival's pictures.
    pub before: Vec<f64>,
    /// The same with the place pasted in, in the same order.
    pub after: Vec<f64>,
}

/// How clearly the place carries the answer.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SwapResult {
    /// Mean share of the way from the rival's pictures to the explained one that pasting covers, minus
    /// [`SwapTest::area`]. 0 is what a place no better than its size would reach.
    pub excess: f64,
    /// `excess` over its error.
    pub clearness: f64,
    /// Share of the rival's pictures that the model takes for the rival before anything is pasted.
    pub rivals: f64,
    /// Pictures used.
    pub pictures: usize,
}

impl SwapTest {
    /// The result; `None` with fewer than two pictures of the rival.
    ///
    /// With F the picture's value minus the mean of the rival's (at least 0.5), a picture's excess is
    /// e = (after − before) / F − area, and the clearness is mean(e) / (sd(e) / √n + 0.005).
    pub fn result(&self) -> Option<SwapResult> {
        let n = self.before.len().min(self.after.len());
        if n < 2 {
            return None;
        }
        let count = n as f64;
        let distance = (self.picture - self.before.iter().sum::<f64>() / count).max(LEAST_DISTANCE);
        let excess = |(after, before): (&f64, &f64)| (after - before) / distance - self.area;
        let values: Vec<f64> = self.after.iter().zip(&self.before).map(excess).collect();
        let mean = values.iter().sum::<f64>() / count;
        let squares: f64 = values.iter().map(|e| (e - mean) * (e - mean)).sum();
        let error = libm::sqrt(squares / (count - 1.0) / count) + ERROR_FLOOR;
        let rivals = self.before.iter().filter(|&&value| value < 0.0).count() as f64 / count;
        Some(SwapResult { excess: mean, clearness: mean / error, rivals, pictures: n })
    }
}

/// Each of `others` with the chosen superpixels of `picture` pasted in at their place.
///
/// `labels` has one superpixel per pixel, row-major; `chosen` one entry per superpixel.
///
/// # Panics
/// When the pictures differ in size, or `labels` does not fit.
pub fn paste(picture: &Rgb8Image, labels: &[u16], chosen: &[bool], others: &[Rgb8Image]) -> PixelBatch {
    assert_eq!(labels.len(), picture.width() * picture.height(), "a label per pixel");
    let mut batch =
        PixelBatch::new(crate::model::InputSpec { width: picture.width(), height: picture.height() });
    for other in others {
        assert_eq!(other.data().len(), picture.data().len(), "pictures of one size");
        let pixels = picture.data().chunks_exact(3).zip(other.data().chunks_exact(3));
        for ((own, below), &label) in pixels.zip(labels) {
            batch.data.extend_from_slice(if chosen[usize::from(label)] { own } else { below });
        }
    }
    batch
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;

    fn test(after: Vec<f64>) -> SwapTest {
        SwapTest { area: 0.1, picture: 4.0, before: vec![-4.0, -5.0, -3.0, -4.0], after }
    }

    #[test]
    fn a_place_that_carries_the_answer_is_clear() {
        let carries = test(vec![4.0, 3.0, 5.0, 4.5]).result().unwrap();
        assert!((carries.excess - (0.9 + 0.5 / 8.0 / 4.0)).abs() < 1e-12, "{carries:?}");
        assert!(carries.clearness > 20.0);
        assert_eq!((carries.rivals, carries.pictures), (1.0, 4));
        // A rise of exactly its share of the area is nothing.
        let idle = test(vec![-3.2, -4.2, -2.2, -3.2]).result().unwrap();
        assert!(idle.clearness.abs() < 1e-9);
        assert!(test(vec![-4.0, -5.0, -3.0, -4.0]).result().unwrap().clearness < 0.0);
    }

    #[test]
    fn too_few_pictures_say_nothing() {
        let one = SwapTest { area: 0.1, picture: 1.0, before: vec![-1.0], after: vec![1.0] };
        assert_eq!(one.result(), None);
    }

    #[test]
    fn pasting_selects_per_pixel() {
        let own = Rgb8Image::filled(2, 2, [9; 3]);
        let other = Rgb8Image::new(2, 2, (0..12).collect()).unwrap();
        let batch = paste(&own, &[0, 1, 1, 2], &[false, true, false], &[other.clone(), own.clone()]);
        assert_eq!(batch.picture(0), [0, 1, 2, 9, 9, 9, 9, 9, 9, 9, 10, 11]);
        assert_eq!(batch.picture(1), own.data());
    }
}
