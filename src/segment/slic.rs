//! Simple linear iterative clustering.

use super::connectivity::enforce;
use super::params::ValidSlicParams;
use super::seeds::SeedGrid;
use super::segmentation::Segmentation;
use crate::picture::{LabImage, Rgb8Image, ToneRange};
use std::ops::Range;

/// Superpixels smaller than this share of the average join a neighbour.
const MIN_SIZE_FACTOR: f64 = 0.5;
/// Superpixels larger than this multiple of the average are cut.
const MAX_SIZE_FACTOR: f64 = 3.0;
/// Side of the square tiles in which pixels are assigned.
const TILE: usize = 8;

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
    let mut labels = grid.cells(width, height);
    let mut before = Vec::new();
    for round in 0..iterations {
        before.clone_from(&labels);
        clusters.assign(lab, &before, &mut labels);
        // From the second round on the centres follow from the labels: the same labels again would
        // repeat for ever.
        if round > 0 && before == labels {
            break;
        }
        clusters.move_to_means(lab, &labels);
    }
    let average = (width * height) as f64 / clusters.all.len() as f64;
    let size = |factor: f64| (factor * average) as usize;
    let labels = enforce(&labels, (width, height), size(MIN_SIZE_FACTOR), size(MAX_SIZE_FACTOR));
    Segmentation::new(width, height, labels).expect("pieces are numbered without gaps")
}

/// A centre in the five dimensions of SLIC.
#[derive(Clone, Copy, Default)]
struct Cluster {
    y: f64,
    x: f64,
    lab: [f64; 3],
    window: Window,
}

/// Half-open ranges of rows and columns.
#[derive(Clone, Copy, Default)]
struct Window {
    rows: (usize, usize),
    columns: (usize, usize),
}

impl Window {
    fn contains(&self, y: usize, x: usize) -> bool {
        (self.rows.0..self.rows.1).contains(&y) && (self.columns.0..self.columns.1).contains(&x)
    }

    fn intersection(&self, other: &Self) -> Option<Self> {
        let rows = (self.rows.0.max(other.rows.0), self.rows.1.min(other.rows.1));
        let columns = (self.columns.0.max(other.columns.0), self.columns.1.min(other.columns.1));
        (rows.0 < rows.1 && columns.0 < columns.1).then_some(Self { rows, columns })
    }
}

/// One row of a tile while clusters compete for its pixels. Labels are whole numbers in `f64`, so that
/// one comparison selects distance and label alike.
#[derive(Clone, Copy)]
struct TileRow {
    x: [f64; TILE],
    colours: [[f64; TILE]; 3],
    distance: [f64; TILE],
    label: [f64; TILE],
}

impl TileRow {
    fn new(left: usize) -> Self {
        let zero = [0.0; TILE];
        let x = std::array::from_fn(|j| (left + j) as f64);
        Self { x, colours: [zero; 3], distance: zero, label: zero }
    }
}

struct Clusters {
    all: Vec<Cluster>,
    tiles: Vec<Tile>,
    /// How far windows reach down and across, in pixels.
    reach: (f64, f64),
    /// One over the squared step: what a squared pixel distance weighs.
    spatial: f64,
}

/// A square part of the picture, and the ranges (first to last) of its rows, columns and colours.
struct Tile {
    window: Window,
    rows: (f64, f64),
    columns: (f64, f64),
    colours: [(f64, f64); 3],
}

impl Tile {
    fn all(lab: &LabImage) -> Vec<Self> {
        let mut tiles = Vec::new();
        for top in (0..lab.height()).step_by(TILE) {
            let rows = (top, (top + TILE).min(lab.height()));
            for left in (0..lab.width()).step_by(TILE) {
                let columns = (left, (left + TILE).min(lab.width()));
                let colours = lab.planes().each_ref().map(|plane| {
                    let rows = (rows.0..rows.1).map(|y| &plane[y * lab.width()..][columns.0..columns.1]);
                    rows.flatten().fold((f64::INFINITY, -f64::INFINITY), |(l, h), &v| (v.min(l), v.max(h)))
                });
                let range = |(from, to): (usize, usize)| (from as f64, (to - 1) as f64);
                let window = Window { rows, columns };
                tiles.push(Self { window, rows: range(rows), columns: range(columns), colours });
            }
        }
        tiles
    }
}

impl Clusters {
    fn new(lab: &LabImage, grid: SeedGrid) -> Self {
        let (width, height) = (lab.width(), lab.height());
        let places = grid.places(width, height);
        let step = grid.step() as f64;
        // Windows follow the grid for the number of seeds placed, not for the number asked for.
        let window_grid = SeedGrid::new(width, height, places.len());
        let reach = (2.0 * window_grid.rows.step as f64, 2.0 * window_grid.columns.step as f64);
        let spatial = 1.0 / (step * step);
        let mut clusters = Self { all: Vec::new(), tiles: Tile::all(lab), reach, spatial };
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

    /// Gives each pixel the nearest cluster whose window holds it; the lower label where two are equally
    /// near, the label it had where there is none.
    ///
    /// The order of clusters does not matter to that, so each tile first takes the distances to the
    /// labels `before`, and then looks only at clusters that can be as near as the farthest of them.
    fn assign(&self, lab: &LabImage, before: &[u16], labels: &mut [u16]) {
        for tile in &self.tiles {
            self.assign_tile(lab, tile, before, labels);
        }
    }

    fn assign_tile(&self, lab: &LabImage, tile: &Tile, before: &[u16], labels: &mut [u16]) {
        let area = &tile.window;
        let (left, width) = (area.columns.0, area.columns.1 - area.columns.0);
        let mut rows = [TileRow::new(left); TILE];
        let mut farthest = 0.0;
        for (y, row) in (area.rows.0..area.rows.1).zip(&mut rows) {
            let start = y * lab.width() + left;
            for (local, plane) in row.colours.iter_mut().zip(lab.planes()) {
                local[..width].copy_from_slice(&plane[start..][..width]);
            }
            let own = &before[start..][..width];
            farthest = self.keep_own(own, y, left, row).max(farthest);
        }
        for (k, cluster) in self.all.iter().enumerate() {
            let Some(window) = cluster.window.intersection(area) else { continue };
            if self.nearest_in(cluster, tile) > farthest {
                continue;
            }
            let columns = window.columns.0 - left..window.columns.1 - left;
            for y in window.rows.0..window.rows.1 {
                let row = &mut rows[y - area.rows.0];
                // A constant range lets the compiler use vectors.
                if columns == (0..TILE) {
                    self.compete(k as f64, cluster, y as f64, row, 0..TILE);
                } else {
                    self.compete(k as f64, cluster, y as f64, row, columns.clone());
                }
            }
        }
        for (y, row) in (area.rows.0..area.rows.1).zip(&rows) {
            for (label, &k) in labels[y * lab.width() + left..][..width].iter_mut().zip(&row.label) {
                *label = k as u16;
            }
        }
    }

    /// Starts a row with the labels its pixels had and the distances to them; returns the largest distance.
    ///
    /// The distances are raised by the least step, so that the cluster itself, and any as near with a lower
    /// label, still win against them.
    fn keep_own(&self, own: &[u16], y: usize, left: usize, row: &mut TileRow) -> f64 {
        let raised = |distance: f64| f64::from_bits(distance.to_bits() + 1); // finite and not negative
        let [l, a, b] = &row.colours;
        let mut farthest = 0.0;
        let mut far = |distance: f64| farthest = if distance > farthest { distance } else { farthest };
        let first = &self.all[usize::from(own[0])];
        let covered = first.window.contains(y, left) && first.window.contains(y, left + TILE - 1);
        // Within a superpixel one cluster serves the whole row.
        if covered && own.len() == TILE && own.iter().all(|&k| k == own[0]) {
            for j in 0..TILE {
                let distance = self.distance(first, y as f64, row.x[j], [l[j], a[j], b[j]]);
                row.label[j] = f64::from(own[0]);
                row.distance[j] = raised(distance);
                far(distance);
            }
            return farthest;
        }
        for (j, &k) in own.iter().enumerate() {
            let cluster = &self.all[usize::from(k)];
            row.label[j] = f64::from(k);
            row.distance[j] = f64::INFINITY;
            if cluster.window.contains(y, left + j) {
                let distance = self.distance(cluster, y as f64, row.x[j], [l[j], a[j], b[j]]);
                row.distance[j] = raised(distance);
                far(distance);
            } else {
                far(f64::INFINITY);
            }
        }
        farthest
    }

    /// Gives cluster `k` the pixels of a row that are nearer to it.
    #[inline(always)]
    fn compete(&self, k: f64, cluster: &Cluster, y: f64, row: &mut TileRow, columns: Range<usize>) {
        let [l, a, b] = &row.colours;
        for j in columns {
            let distance = self.distance(cluster, y, row.x[j], [l[j], a[j], b[j]]);
            let wins = distance < row.distance[j];
            row.distance[j] = if wins { distance } else { row.distance[j] };
            row.label[j] = if wins { k } else { row.label[j] };
        }
    }

    /// A lower bound of the distance from a cluster to the pixels of a tile: to the place and to the
    /// colour that come nearest within the tile's ranges. Rounding keeps order, so the bound holds to
    /// the bit.
    fn nearest_in(&self, cluster: &Cluster, tile: &Tile) -> f64 {
        let within = |v: f64, (low, high): (f64, f64)| v.max(low).min(high);
        let (y, x) = (within(cluster.y, tile.rows), within(cluster.x, tile.columns));
        let colour = std::array::from_fn(|c| within(cluster.lab[c], tile.colours[c]));
        self.distance(cluster, y, x, colour)
    }

    /// Squared distance, in steps.
    #[inline(always)]
    fn distance(&self, cluster: &Cluster, y: f64, x: f64, lab: [f64; 3]) -> f64 {
        let (dy, dx) = (cluster.y - y, cluster.x - x);
        let [l, a, b] = [0, 1, 2].map(|c| lab[c] - cluster.lab[c]);
        (dy * dy + dx * dx) * self.spatial + (l * l + a * a + b * b)
    }

    /// Moves each cluster to the mean of its pixels. One without pixels is out of the game.
    fn move_to_means(&mut self, lab: &LabImage, labels: &[u16]) {
        let [l, a, b] = lab.planes();
        let mut sums = vec![(0.0, Cluster::default()); self.all.len()];
        for (y, row) in labels.chunks_exact(lab.width()).enumerate() {
            let offset = y * lab.width();
            for (x, &label) in row.iter().enumerate() {
                let (count, sum) = &mut sums[usize::from(label)];
                *count += 1.0;
                sum.y += y as f64;
                sum.x += x as f64;
                sum.lab[0] += l[offset + x];
                sum.lab[1] += a[offset + x];
                sum.lab[2] += b[offset + x];
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
