//! How much of the evidence lies on a region of the picture, such as the background.

use super::parts::evidence;
use crate::segment::Segmentation;

/// The share of the evidence for the class that lies on the pixels of `region`, 0 to 1, where each superpixel
/// spreads its own evenly over its pixels; `None` when nothing speaks for the class.
///
/// `weights` has one value per superpixel, `region` one per pixel of the segmentation, row-major.
///
/// # Panics
/// When a length does not fit.
pub fn share_on(weights: &[f64], segmentation: &Segmentation, region: &[bool]) -> Option<f64> {
    assert_eq!(weights.len(), segmentation.count(), "a weight per superpixel");
    assert_eq!(region.len(), segmentation.labels().len(), "a flag per pixel");
    let mut inside = vec![0usize; segmentation.count()];
    for (&label, &is_in) in segmentation.labels().iter().zip(region) {
        inside[usize::from(label)] += usize::from(is_in);
    }
    let shares = evidence(weights);
    let speaks = shares.iter().any(|s| *s > 0.0);
    let part = |(share, (&inside, area)): (&f64, (&usize, usize))| share * inside as f64 / area as f64;
    speaks.then(|| shares.iter().zip(inside.iter().zip(segmentation.areas())).map(part).sum())
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_hand_made_case() {
        // Two superpixels of two pixels; the first speaks for the class, half of it lies in the region.
        let cut = Segmentation::new(4, 1, vec![0, 0, 1, 1]).unwrap();
        let region = [true, false, true, true];
        assert_eq!(share_on(&[2.0, -5.0], &cut, &region), Some(0.5));
        assert_eq!(share_on(&[1.0, 3.0], &cut, &region), Some(0.25 * 0.5 + 0.75));
        assert_eq!(share_on(&[-1.0, 0.0], &cut, &region), None);
    }

    proptest! {
        #[test]
        fn a_region_and_the_rest_share_everything(
            weights in proptest::collection::vec(-3.0f64..3.0, 3),
            region in proptest::collection::vec(any::<bool>(), 12),
        ) {
            let labels = vec![0, 0, 1, 1, 1, 2, 0, 1, 2, 2, 2, 2];
            let cut = Segmentation::new(6, 2, labels).unwrap();
            let rest: Vec<bool> = region.iter().map(|r| !r).collect();
            match (share_on(&weights, &cut, &region), share_on(&weights, &cut, &rest)) {
                (Some(a), Some(b)) => prop_assert!((a + b - 1.0).abs() < 1e-9),
                (a, b) => prop_assert_eq!((a, b), (None, None)),
            }
        }
    }
}
