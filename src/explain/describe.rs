//! Superpixels of many pictures on common ground: which of them are of one kind?
//!
//! Submodular pick ([`super::pick`]) asks which pictures to look at by what they have in common. Superpixels of
//! different pictures have nothing in common but how they look and where they lie, so these make numbers that a
//! clustering can work on, as Ribeiro et al. 2016 (section 4) ask for pictures.

use super::pick::Explained;
use crate::picture::{LabImage, Rgb8Image, ToneRange};
use crate::segment::Segmentation;

/// Numbers of a superpixel: its mean L*, a*, b* and the middle of its place, left to right and top to bottom.
pub const NUMBERS: usize = 5;
/// Colours this far apart in CIELAB, and places this share of a side apart, differ alike.
const COLOUR: f64 = 25.0;
const PLACE: f64 = 0.25;

/// How each superpixel looks and where it lies: `superpixels × `[`NUMBERS`], row-major. Euclidean distances
/// between rows say how unlike they are.
///
/// # Panics
/// When picture and segmentation differ in size.
pub fn describe(picture: &Rgb8Image, segmentation: &Segmentation) -> Vec<f32> {
    let (width, height) = (segmentation.width(), segmentation.height());
    assert_eq!((picture.width(), picture.height()), (width, height), "the picture that was cut");
    let lab = LabImage::new(picture, ToneRange::Full);
    let mut sums = vec![[0.0; NUMBERS]; segmentation.count()];
    for (i, &label) in segmentation.labels().iter().enumerate() {
        let sum = &mut sums[usize::from(label)];
        (0..3).for_each(|k| sum[k] += lab.planes()[k][i] / COLOUR);
        sum[3] += ((i % width) as f64 + 0.5) / width as f64 / PLACE;
        sum[4] += ((i / width) as f64 + 0.5) / height as f64 / PLACE;
    }
    let areas = segmentation.areas();
    sums.iter().zip(areas).flat_map(|(sum, area)| sum.map(|s| (s / area as f64) as f32)).collect()
}

/// A superpixel of a picture: its kind and its weight.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Weighed {
    /// Its picture.
    pub picture: usize,
    /// Its cluster.
    pub kind: usize,
    /// Its weight in the explanation of the picture.
    pub weight: f64,
}

/// What each kind of superpixel counts for each picture: of the `top` heaviest superpixels of a picture, for or
/// against, the sum of the sizes of their weights, as shares of the picture's sum, so that a picture with large
/// weights is not more important than another.
///
/// # Panics
/// When a picture or kind is out of range, or a weight is not finite.
pub fn by_kind(pieces: &[Weighed], pictures: usize, kinds: usize, top: usize) -> Explained {
    let mut table = vec![0.0; pictures * kinds];
    for picture in 0..pictures {
        let mut own: Vec<&Weighed> =
            pieces.iter().filter(|p| p.picture == picture && p.weight != 0.0).collect();
        own.sort_by(|a, b| b.weight.abs().total_cmp(&a.weight.abs()).then(a.kind.cmp(&b.kind)));
        own.truncate(top);
        let total: f64 = own.iter().map(|p| p.weight.abs()).sum();
        for piece in own {
            assert!(piece.kind < kinds, "a kind that there is");
            table[picture * kinds + piece.kind] += piece.weight.abs() / total;
        }
    }
    Explained::new(pictures, kinds, &table).expect("finite weights of a table of this size")
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_hand_made_picture() {
        // Left half black, right half white, four columns and two rows.
        let data = (0..8).flat_map(|i| if i % 4 < 2 { [0; 3] } else { [255; 3] }).collect();
        let picture = Rgb8Image::new(4, 2, data).unwrap();
        let cut = Segmentation::new(4, 2, vec![0, 0, 1, 1, 0, 0, 1, 1]).unwrap();
        let found = describe(&picture, &cut);
        let expected = [0.0, 0.0, 0.0, 1.0, 2.0, 4.0, 0.0, 0.0, 3.0, 2.0];
        assert_eq!(found.len(), expected.len());
        assert!(found.iter().zip(expected).all(|(f, e)| (f - e).abs() < 1e-3), "{found:?}");
    }

    proptest! {
        #[test]
        fn a_picture_shares_one_among_its_heaviest(
            raw in proptest::collection::vec((0usize..4, 0usize..3, -2.0f64..2.0), 1..40), top in 1usize..6,
        ) {
            let pieces: Vec<Weighed> =
                raw.iter().map(|&(picture, kind, weight)| Weighed { picture, kind, weight }).collect();
            let found = by_kind(&pieces, 4, 3, top);
            // Importance is the root of what all pictures give a kind: squared, it sums up to the pictures.
            let all: f64 = found.importance().iter().map(|i| i * i).sum();
            let explained = (0..4).filter(|&p| pieces.iter().any(|x| x.picture == p && x.weight != 0.0)).count();
            prop_assert!((all - explained as f64).abs() < 1e-9);
            // Only what is among the heaviest counts: by hand, the kinds that a picture covers.
            for picture in 0..4 {
                let mut own: Vec<&Weighed> = pieces.iter().filter(|p| p.picture == picture).collect();
                own.sort_by(|a, b| b.weight.abs().total_cmp(&a.weight.abs()));
                let kinds: std::collections::BTreeSet<usize> = own.iter().take(top).map(|p| p.kind).collect();
                let importance = found.importance();
                let covered: f64 = kinds.iter().map(|&k| importance[k]).sum();
                prop_assert!((found.coverage(&[picture]) - covered).abs() < 1e-9);
            }
        }
    }
}
