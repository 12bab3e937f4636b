//! Superpixels in a person's hand: merged, split, drawn.

use super::labels::from_labels;
use super::segmentation::{Segmentation, SegmentationError};
use crate::picture::{LabImage, Rgb8Image, ToneRange};

/// Rounds of the two means that split a superpixel.
const ROUNDS: usize = 10;
/// Weight of nearness against likeness when splitting: the sides of a superpixel count as so much of L*.
const NEARNESS: f64 = 40.0;

/// Makes one superpixel of `pieces`; labels that do not exist are ignored.
///
/// # Errors
/// None in practice: fewer superpixels always fit.
pub fn merge(segmentation: &Segmentation, pieces: &[u16]) -> Result<Segmentation, SegmentationError> {
    let to = pieces.iter().copied().min().unwrap_or(0);
    let label = |l: &u16| u32::from(if pieces.contains(l) { to } else { *l });
    let labels: Vec<u32> = segmentation.labels().iter().map(label).collect();
    from_labels(segmentation.width(), segmentation.height(), &labels)
}

/// Parts a superpixel in two by 2-means on colour (CIELAB) and place (Lloyd 1982), starting from the two ends
/// of its longer side. A superpixel of one pixel stays.
///
/// # Errors
/// When there would be too many superpixels.
///
/// # Panics
/// When `picture` has another size.
pub fn split(
    segmentation: &Segmentation,
    piece: u16,
    picture: &Rgb8Image,
) -> Result<Segmentation, SegmentationError> {
    let (width, height) = (segmentation.width(), segmentation.height());
    assert_eq!((picture.width(), picture.height()), (width, height), "the size of the segmentation");
    let lab = LabImage::new(picture, ToneRange::Full);
    let own: Vec<usize> = (0..width * height).filter(|&i| segmentation.labels()[i] == piece).collect();
    let span = |of: &dyn Fn(usize) -> usize| {
        let places = own.iter().map(|&i| of(i));
        places.clone().max().unwrap_or(0) - places.min().unwrap_or(0)
    };
    let (wide, high) = (span(&|i| i % width), span(&|i| i / width));
    let scale = NEARNESS / (wide.max(high).max(1)) as f64;
    let point = |i: usize| {
        let [l, a, b] = [0, 1, 2].map(|c| lab.planes()[c][i]);
        [l, a, b, (i % width) as f64 * scale, (i / width) as f64 * scale]
    };
    let along = |i: &usize| if wide >= high { (i % width, *i) } else { (i / width, *i) };
    let (Some(first), Some(last)) =
        (own.iter().copied().min_by_key(along), own.iter().copied().max_by_key(along))
    else {
        return Ok(segmentation.clone());
    };
    let mut means = [point(first), point(last)];
    let mut second = vec![false; own.len()];
    for _ in 0..ROUNDS {
        let far = |p: &[f64; 5], m: &[f64; 5]| (0..5).map(|k| (p[k] - m[k]) * (p[k] - m[k])).sum::<f64>();
        for (place, &i) in own.iter().enumerate() {
            let p = point(i);
            second[place] = far(&p, &means[1]) < far(&p, &means[0]);
        }
        for (half, mean) in means.iter_mut().enumerate() {
            let members = own.iter().zip(&second).filter(|(_, s)| **s == (half == 1));
            let (mut sum, mut count) = ([0.0; 5], 0.0);
            for (&i, _) in members {
                point(i).iter().zip(&mut sum).for_each(|(v, s)| *s += v);
                count += 1.0;
            }
            if count > 0.0 {
                *mean = sum.map(|s| s / count);
            }
        }
    }
    let mut labels: Vec<u32> = segmentation.labels().iter().map(|&l| u32::from(l)).collect();
    own.iter().zip(second).filter(|(_, s)| *s).for_each(|(&i, _)| labels[i] = segmentation.count() as u32);
    from_labels(width, height, &labels)
}

/// Makes a superpixel of its own from the pixels of `mask` (row-major); what it covers shrinks or goes.
///
/// # Errors
/// When there would be too many superpixels.
///
/// # Panics
/// When `mask` has another length than the picture has pixels.
pub fn draw_region(segmentation: &Segmentation, mask: &[bool]) -> Result<Segmentation, SegmentationError> {
    assert_eq!(mask.len(), segmentation.labels().len(), "a choice per pixel");
    let new = segmentation.count() as u32;
    let label = |(&l, &on): (&u16, &bool)| if on { new } else { u32::from(l) };
    let labels: Vec<u32> = segmentation.labels().iter().zip(mask).map(label).collect();
    from_labels(segmentation.width(), segmentation.height(), &labels)
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::super::labels::grid;
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(32))]

        #[test]
        fn edits_keep_every_pixel_in_one_superpixel(
            data in prop::collection::vec(any::<u8>(), 12 * 10 * 3), piece in 0u16..12, other in 0u16..12,
            mask in prop::collection::vec(any::<bool>(), 120),
        ) {
            let picture = Rgb8Image::new(12, 10, data).unwrap();
            let start = grid(12, 10, 4, 3).unwrap();
            let merged = merge(&start, &[piece, other]).unwrap();
            prop_assert_eq!(merged.count(), if piece == other { 12 } else { 11 });
            let parted = split(&start, piece, &picture).unwrap();
            prop_assert_eq!(parted.count(), 13);
            // Only the one that was split has changed.
            for (a, b) in start.labels().iter().zip(parted.labels()) {
                prop_assert!(a == b || *a == piece);
            }
            let drawn = draw_region(&start, &mask).unwrap();
            for i in 0..120 {
                for j in 0..120 {
                    let together = drawn.labels()[i] == drawn.labels()[j];
                    let before = start.labels()[i] == start.labels()[j];
                    prop_assert_eq!(together, mask[i] == mask[j] && (mask[i] || before));
                }
            }
        }
    }

    #[test]
    fn a_split_follows_the_colours() {
        // One superpixel, black on the left third, white on the rest.
        let data = (0..8 * 30).flat_map(|i| if i % 30 < 10 { [0; 3] } else { [255; 3] }).collect();
        let picture = Rgb8Image::new(30, 8, data).unwrap();
        let parted = split(&grid(30, 8, 1, 1).unwrap(), 0, &picture).unwrap();
        assert_eq!(parted.count(), 2);
        for (i, &label) in parted.labels().iter().enumerate() {
            assert_eq!(label, u16::from(i % 30 >= 10));
        }
        let single = grid(1, 1, 1, 1).unwrap();
        assert_eq!(split(&single, 0, &Rgb8Image::filled(1, 1, [9; 3])).unwrap(), single);
    }
}
