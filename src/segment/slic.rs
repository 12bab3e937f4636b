//! Simple linear iterative clustering.

use super::assign::Tiles;
use super::connectivity::enforce;
use super::params::ValidSlicParams;
use super::seeds::SeedGrid;
use super::segmentation::Segmentation;
use crate::picture::{LabImage, Rgb8Image, ToneRange};

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
    segment(&scaled_lab(picture, params.compactness), grid, params.iterations)
}

/// CIELAB over the compactness, so that a colour distance adds to a distance in steps.
fn scaled_lab(picture: &Rgb8Image, compactness: f64) -> LabImage {
    LabImage::new(picture, ToneRange::Stretched).scaled(1.0 / compactness)
}

fn segment(lab: &LabImage, grid: SeedGrid, iterations: usize) -> Segmentation {
    let (width, height) = (lab.width(), lab.height());
    let mut clusters = Clusters::new(lab, grid);
    let tiles = Tiles::new(lab);
    let mut labels = grid.cells(width, height);
    for round in 0..iterations {
        let changed = tiles.assign(lab, &clusters, &mut labels);
        // From the second round on the centres follow from the labels: the same labels again would
        // repeat for ever.
        if round > 0 && !changed {
            break;
        }
        clusters.move_to_means(lab, &labels);
    }
    let average = (width * height) as f64 / clusters.all.len() as f64;
    let size = |factor: f64| (factor * average) as usize;
    let labels = enforce(&labels, width, size(MIN_SIZE_FACTOR), size(MAX_SIZE_FACTOR));
    Segmentation::new(width, height, labels).expect("pieces are numbered without gaps")
}

/// A centre in the five dimensions of SLIC.
#[derive(Clone, Copy, Default)]
pub(super) struct Cluster {
    pub(super) y: f64,
    pub(super) x: f64,
    pub(super) lab: [f64; 3],
    /// The pixels that it may have.
    pub(super) window: Window,
}

/// Half-open ranges of rows and columns.
#[derive(Clone, Copy, Default, PartialEq)]
pub(super) struct Window {
    pub(super) rows: (usize, usize),
    pub(super) columns: (usize, usize),
}

impl Window {
    pub(super) fn contains(&self, y: usize, x: usize) -> bool {
        (self.rows.0..self.rows.1).contains(&y) && (self.columns.0..self.columns.1).contains(&x)
    }

    pub(super) fn intersection(&self, other: &Self) -> Option<Self> {
        let rows = (self.rows.0.max(other.rows.0), self.rows.1.min(other.rows.1));
        let columns = (self.columns.0.max(other.columns.0), self.columns.1.min(other.columns.1));
        (rows.0 < rows.1 && columns.0 < columns.1).then_some(Self { rows, columns })
    }
}

pub(super) struct Clusters {
    pub(super) all: Vec<Cluster>,
    /// How far windows reach down and across, in pixels.
    pub(super) reach: (f64, f64),
    /// One over the squared step: what a squared pixel distance weighs.
    pub(super) spatial: f64,
}

impl Clusters {
    fn new(lab: &LabImage, grid: SeedGrid) -> Self {
        let (width, height) = (lab.width(), lab.height());
        let places = grid.places(width, height);
        let step = grid.step() as f64;
        // Windows follow the grid for the number of seeds placed, not for the number asked for.
        let window_grid = SeedGrid::new(width, height, places.len());
        let reach = (2.0 * window_grid.rows.step as f64, 2.0 * window_grid.columns.step as f64);
        let mut clusters = Self { all: Vec::new(), reach, spatial: 1.0 / (step * step) };
        clusters.all = places
            .into_iter()
            .map(|(y, x)| {
                let (y, x) = (y as f64, x as f64);
                Cluster { y, x, window: clusters.window(y, x, lab), lab: [0.0; 3] }
            })
            .collect();
        clusters
    }

    fn window(&self, y: f64, x: f64, lab: &LabImage) -> Window {
        let range = |centre: f64, reach: f64, side: usize| {
            ((centre - reach).max(0.0) as usize, (centre + reach + 1.0).min(side as f64) as usize)
        };
        Window { rows: range(y, self.reach.0, lab.height()), columns: range(x, self.reach.1, lab.width()) }
    }

    /// Squared distance, in steps.
    pub(super) fn distance(&self, cluster: &Cluster, y: f64, x: f64, lab: [f64; 3]) -> f64 {
        let (dy, dx) = (cluster.y - y, cluster.x - x);
        let [l, a, b] = [0, 1, 2].map(|c| lab[c] - cluster.lab[c]);
        (dy * dy + dx * dx) * self.spatial + (l * l + a * a + b * b)
    }

    /// Moves each cluster to the mean of its pixels. One without pixels is out of the game.
    fn move_to_means(&mut self, lab: &LabImage, labels: &[u16]) {
        let [l, a, b] = lab.planes();
        let mut sums = vec![(0.0, Cluster::default()); self.all.len()];
        for (y, row) in labels.chunks_exact(lab.width()).enumerate() {
            let mut x = 0;
            // Pixels of one label in a row, so that its sums stay where adding is quick.
            for run in row.chunk_by(|left, right| left == right) {
                let (count, sum) = &mut sums[usize::from(run[0])];
                let mut colour = sum.lab;
                let pixels = y * lab.width() + x..y * lab.width() + x + run.len();
                for ((l, a), b) in l[pixels.clone()].iter().zip(&a[pixels.clone()]).zip(&b[pixels]) {
                    colour = [colour[0] + l, colour[1] + a, colour[2] + b];
                }
                sum.lab = colour;
                // Sums of places are whole numbers, whatever their order.
                let (first, last) = (x as f64, (x + run.len() - 1) as f64);
                *count += run.len() as f64;
                sum.y += (y * run.len()) as f64;
                sum.x += (first + last) * run.len() as f64 / 2.0;
                x += run.len();
            }
        }
        self.all = sums
            .into_iter()
            .map(|(count, sum)| {
                if count == 0.0 {
                    return Cluster::default();
                }
                let (y, x) = (sum.y / count, sum.x / count);
                Cluster { y, x, lab: sum.lab.map(|v| v / count), window: self.window(y, x, lab) }
            })
            .collect();
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
#[path = "slic_tests.rs"]
mod tests;
