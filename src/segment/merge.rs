//! Fewer superpixels: neighbours that look alike become one.

use std::collections::BTreeSet;

use super::labels::from_labels;
use super::layout::adjacency;
use super::params::{SlicParams, SlicParamsError};
use super::segmentation::Segmentation;
use super::slic::slic;
use crate::picture::{LabImage, Rgb8Image, ToneRange};

/// SLIC starts with so many times the superpixels that are wanted.
const FINER: usize = 4;
/// A merged superpixel covers at most so many times its fair share of the picture, while others can be merged.
const LARGEST: f64 = 3.0;

/// Cuts a picture into at most `max_count` superpixels (1 to 4096), and into as many where the picture allows
/// it: SLIC with four times as many, then the two neighbours that look most alike become one, again and again.
///
/// SLIC with few seeds mixes what is small or thin with whatever lies beside it (a braid with the sky), because
/// pieces below a size go to any neighbour. A finer cut keeps them apart, and merging by colour puts together
/// what belongs together.
///
/// # Errors
/// [`SlicParamsError`] when `max_count` or `compactness` is out of range.
pub fn slic_at_most(
    picture: &Rgb8Image,
    max_count: usize,
    compactness: f64,
) -> Result<Segmentation, SlicParamsError> {
    slic_shifted(picture, max_count, compactness, (0.0, 0.0))
}

/// Another cut of the same kind: SLIC's seeds are moved right and down by a share (0 to 1) of their distance,
/// so that borders that no edge of the picture holds lie elsewhere. `(0.0, 0.0)` is [`slic_at_most`].
///
/// # Errors
/// As [`slic_at_most`].
///
/// # Panics
/// When a share is not between 0 and 1.
pub fn slic_shifted(
    picture: &Rgb8Image,
    max_count: usize,
    compactness: f64,
    (right, down): (f64, f64),
) -> Result<Segmentation, SlicParamsError> {
    assert!((0.0..=1.0).contains(&right) && (0.0..=1.0).contains(&down), "a share of the distance");
    let wanted = SlicParams { segments: max_count, compactness, ..SlicParams::default() }.validated()?;
    let (width, height) = (picture.width(), picture.height());
    let segments = (FINER * wanted.get().segments).min(SlicParams::MAX_SEGMENTS);
    let distance = libm::sqrt((width * height) as f64 / segments as f64);
    let (left, top) = ((right * distance) as usize, (down * distance) as usize);
    // The picture grows to the left and above, by its own edge; the seeds of the larger picture lie elsewhere.
    let (wide, tall) = (width + left, height + top);
    let mut data = Vec::with_capacity(wide * tall * 3);
    for y in 0..tall {
        let row = y.saturating_sub(top);
        (0..wide).for_each(|x| data.extend(picture.pixel(x.saturating_sub(left), row)));
    }
    let grown = Rgb8Image::new(wide, tall, data).expect("three bytes per pixel");
    let more = segments * wide * tall / (width * height);
    let fine = SlicParams { segments: more.min(SlicParams::MAX_SEGMENTS), ..*wanted.get() }.validated()?;
    let cut = slic(&grown, &fine);
    let inside: Vec<u32> = (top..tall)
        .flat_map(|y| cut.labels()[y * wide + left..(y + 1) * wide].iter().map(|&l| u32::from(l)))
        .collect();
    let inside = from_labels(width, height, &inside).expect("no more superpixels than before");
    Ok(merge_alike(picture, &inside, max_count))
}

/// A region in the making: its pixels and the sums of their colours.
#[derive(Clone)]
struct Region {
    pixels: f64,
    sums: [f64; 3],
    neighbours: BTreeSet<usize>,
}

impl Region {
    /// By how much the squared distances of pixels from their region's mean colour grow when two become one
    /// (Ward 1963, "Hierarchical grouping to optimize an objective function").
    fn loss(&self, other: &Self) -> f64 {
        let distance: f64 =
            (0..3).map(|c| self.sums[c] / self.pixels - other.sums[c] / other.pixels).map(|d| d * d).sum();
        self.pixels * other.pixels / (self.pixels + other.pixels) * distance
    }
}

/// Merges neighbours until at most `max_count` (at least 1) superpixels are left. Each step takes the pair
/// with the smallest growth of squared CIELAB distances from the mean ([Ward's criterion](Region::loss));
/// pairs that would cover more than three times the fair share of the picture come after all others. Of equal
/// pairs the one with the lowest labels is taken.
///
/// # Panics
/// When the picture and the segmentation differ in size.
pub fn merge_alike(picture: &Rgb8Image, segmentation: &Segmentation, max_count: usize) -> Segmentation {
    let (width, height) = (segmentation.width(), segmentation.height());
    assert_eq!((width, height), (picture.width(), picture.height()), "one size");
    if segmentation.count() <= max_count {
        return segmentation.clone();
    }
    let most = LARGEST * (width * height) as f64 / max_count as f64;
    let mut regions = regions(picture, segmentation);
    let mut owner: Vec<usize> = (0..regions.len()).collect();
    for _ in max_count.max(1)..segmentation.count() {
        let Some((a, b)) = cheapest(&regions, most) else { break };
        let gone = regions[b].take().expect("a living neighbour");
        for &n in gone.neighbours.iter().filter(|&&n| n != a) {
            let neighbour = regions[n].as_mut().expect("neighbours live");
            neighbour.neighbours.remove(&b);
            neighbour.neighbours.insert(a);
        }
        let kept = regions[a].as_mut().expect("a living region");
        kept.pixels += gone.pixels;
        (0..3).for_each(|c| kept.sums[c] += gone.sums[c]);
        kept.neighbours.extend(gone.neighbours);
        kept.neighbours.remove(&a);
        kept.neighbours.remove(&b);
        owner.iter_mut().filter(|o| **o == b).for_each(|o| *o = a);
    }
    let labels: Vec<u32> =
        segmentation.labels().iter().map(|&label| owner[usize::from(label)] as u32).collect();
    from_labels(width, height, &labels).expect("fewer superpixels than before")
}

fn regions(picture: &Rgb8Image, segmentation: &Segmentation) -> Vec<Option<Region>> {
    let lab = LabImage::new(picture, ToneRange::Full);
    let empty = Region { pixels: 0.0, sums: [0.0; 3], neighbours: BTreeSet::new() };
    let mut regions = vec![empty; segmentation.count()];
    for (i, &label) in segmentation.labels().iter().enumerate() {
        let region = &mut regions[usize::from(label)];
        region.pixels += 1.0;
        (0..3).for_each(|c| region.sums[c] += lab.planes()[c][i]);
    }
    for (region, list) in regions.iter_mut().zip(adjacency(segmentation)) {
        region.neighbours = list.into_iter().map(usize::from).collect();
    }
    regions.into_iter().map(Some).collect()
}

/// The pair of neighbours to merge next, the lower label first; `None` when there is only one region.
fn cheapest(regions: &[Option<Region>], most: f64) -> Option<(usize, usize)> {
    let mut best: Option<((bool, f64), (usize, usize))> = None;
    for (a, region) in regions.iter().enumerate() {
        let Some(region) = region else { continue };
        for &b in region.neighbours.range(a + 1..) {
            let other = regions[b].as_ref().expect("neighbours live");
            let cost = (region.pixels + other.pixels > most, region.loss(other));
            if best.is_none_or(|(least, _)| cost < least) {
                best = Some((cost, (a, b)));
            }
        }
    }
    best.map(|(_, pair)| pair)
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn pictures() -> impl Strategy<Value = Rgb8Image> {
        (1usize..40, 1usize..40, any::<u64>()).prop_map(|(w, h, salt)| {
            let value = |i: usize| (((i as u64 / 11 + salt % 97) * 2_654_435_761) >> 13) as u8;
            Rgb8Image::new(w, h, (0..w * h * 3).map(value).collect()).unwrap()
        })
    }

    /// Squared CIELAB distances of all pixels from their superpixel's mean.
    fn scatter(picture: &Rgb8Image, segmentation: &Segmentation) -> f64 {
        let lab = LabImage::new(picture, ToneRange::Full);
        let mut total = 0.0;
        for label in 0..segmentation.count() as u16 {
            let inside = |plane: &[f64]| -> Vec<f64> {
                let own = plane.iter().zip(segmentation.labels()).filter(|(_, l)| **l == label);
                own.map(|(v, _)| *v).collect()
            };
            for plane in lab.planes() {
                let values = inside(plane);
                let mean = values.iter().sum::<f64>() / values.len() as f64;
                total += values.iter().map(|v| (v - mean).powi(2)).sum::<f64>();
            }
        }
        total
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn as_many_superpixels_as_asked_for_each_a_union_of_neighbours(picture in pictures(), max in 1usize..24) {
            let params = SlicParams { segments: 4 * max, ..SlicParams::default() }.validated().unwrap();
            let fine = slic(&picture, &params);
            let merged = slic_at_most(&picture, max, 10.0).unwrap();
            prop_assert_eq!(merged.count(), max.min(fine.count()));
            let mut whole = vec![None; fine.count()];
            for (f, m) in fine.labels().iter().zip(merged.labels()) {
                let found = *whole[usize::from(*f)].get_or_insert(*m);
                prop_assert_eq!(found, *m, "a fine superpixel is not parted");
            }
            for (label, list) in adjacency(&fine).iter().enumerate() {
                let same: Vec<usize> = (0..fine.count()).filter(|&o| whole[o] == whole[label]).collect();
                let touches = list.iter().any(|&n| whole[usize::from(n)] == whole[label]);
                prop_assert!(same.len() == 1 || touches, "merged with a neighbour");
            }
        }

        /// One step against a naive oracle: no other pair that keeps to the size would scatter less.
        #[test]
        fn a_step_takes_the_pair_that_looks_most_alike(picture in pictures()) {
            let params = SlicParams { segments: 9, ..SlicParams::default() }.validated().unwrap();
            let fine = slic(&picture, &params);
            prop_assume!(fine.count() > 1);
            let max = fine.count() - 1;
            let most = LARGEST * fine.labels().len() as f64 / max as f64;
            let found = scatter(&picture, &merge_alike(&picture, &fine, max));
            let areas = fine.areas();
            for (a, list) in adjacency(&fine).iter().enumerate() {
                for &b in list.iter().filter(|&&b| (areas[a] + areas[usize::from(b)]) as f64 <= most) {
                    let joined = |l: &u16| if *l == b { a as u32 } else { u32::from(*l) };
                    let labels: Vec<u32> = fine.labels().iter().map(joined).collect();
                    let other = from_labels(fine.width(), fine.height(), &labels).unwrap();
                    prop_assert!(found <= scatter(&picture, &other) * (1.0 + 1e-9) + 1e-6);
                }
            }
        }
    }

    #[test]
    fn tiny_pictures_work() {
        for (w, h) in [(1, 1), (1, 2), (2, 1), (1, 400), (3, 3)] {
            let data = (0..w * h * 3).map(|i| (i * 37 % 256) as u8).collect();
            let picture = Rgb8Image::new(w, h, data).unwrap();
            assert!((1..=31).contains(&slic_at_most(&picture, 31, 10.0).unwrap().count()));
        }
        assert!(slic_at_most(&Rgb8Image::filled(4, 4, [0; 3]), 0, 10.0).is_err());
    }
}
