//! Simple linear iterative clustering.

use super::assign::assign;
use super::clusters::{Clusters, Sum};
use super::connectivity::enforce;
use super::params::{SlicParams, ValidSlicParams};
use super::seeds::SeedGrid;
use super::segmentation::Segmentation;
use super::tiles::Tiles;
use crate::picture::Rgb8Image;

/// Superpixels smaller than this share of the average join a neighbour.
const MIN_SIZE_FACTOR: f64 = 0.5;
/// Superpixels larger than this multiple of the average are cut.
const MAX_SIZE_FACTOR: f64 = 3.0;

/// Cuts a picture into superpixels (SLIC; Achanta et al. 2012, IEEE TPAMI 34(11), algorithm 1).
///
/// Matched to `skimage.segmentation.slic` of scikit-image 0.26.0 with `start_label=0`, `sigma=0` and
/// its other defaults. From the paper it deviates as scikit-image does: all channels are stretched to
/// the full range first, seeds stay on their grid, clusters start black, the search window reaches two
/// steps each way, and the number of rounds is fixed. Labels are 0, 1, … in order of the first pixel,
/// and each superpixel is one 4-connected piece.
pub fn slic(picture: &Rgb8Image, params: &ValidSlicParams) -> Segmentation {
    let params = params.get();
    let grid = SeedGrid::new(picture.width(), picture.height(), params.segments);
    segment(&Tiles::new(picture), grid, params)
}

fn segment(tiles: &Tiles, grid: SeedGrid, params: &SlicParams) -> Segmentation {
    let size @ (width, height) = (tiles.width, tiles.height);
    let mut clusters = Clusters::new(size, grid, params.compactness);
    let mut labels = grid.cells(width, height);
    let mut sums = Sum::of_all(tiles, &labels, clusters.all.len());
    for round in 0..params.iterations {
        let changed = assign(&clusters, tiles, &mut labels, &mut sums);
        // From the second round on the centres follow from the labels: the same labels again would
        // repeat for ever.
        if round > 0 && !changed {
            break;
        }
        clusters.move_to_means(&sums);
    }
    let average = (width * height) as f64 / clusters.all.len() as f64;
    let share = |factor: f64| (factor * average) as usize;
    let labels = enforce(&labels, size, share(MIN_SIZE_FACTOR), share(MAX_SIZE_FACTOR));
    Segmentation::new(width, height, labels).expect("pieces are numbered without gaps")
}

#[cfg(all(test, not(target_arch = "wasm32")))]
#[path = "slic_tests.rs"]
mod tests;
