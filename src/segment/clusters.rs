//! The centres that pixels are given to.

use super::seeds::SeedGrid;
use super::tiles::{FIXED, TILE, Tiles};

/// A centre in the five dimensions of SLIC.
#[derive(Clone, Copy, Default)]
pub(super) struct Cluster {
    pub y: f64,
    pub x: f64,
    /// L*, a*, b*.
    pub lab: [f64; 3],
    pub window: Window,
}

/// Half-open ranges of rows and columns: the pixels that a cluster may get.
#[derive(Clone, Copy, Default)]
pub(super) struct Window {
    pub rows: (usize, usize),
    pub columns: (usize, usize),
}

impl Window {
    pub fn contains(&self, y: usize, x: usize) -> bool {
        (self.rows.0..self.rows.1).contains(&y) && (self.columns.0..self.columns.1).contains(&x)
    }

    /// Whether no pixel lies in it: the cluster is out of the game.
    pub fn is_empty(&self) -> bool {
        self.rows.0 >= self.rows.1 || self.columns.0 >= self.columns.1
    }
}

/// All clusters, numbered like the labels.
pub(super) struct Clusters {
    pub all: Vec<Cluster>,
    /// What a squared pixel distance weighs against a squared distance in colour.
    pub spatial: f64,
    /// Its square root.
    pub root: f64,
    /// How far windows reach down and across, in pixels.
    pub reach: (f64, f64),
    size: (usize, usize),
}

impl Clusters {
    /// Black, at the places of the grid.
    pub fn new((width, height): (usize, usize), grid: SeedGrid, compactness: f64) -> Self {
        let places = grid.places(width, height);
        let step = grid.step() as f64;
        // Windows follow the grid for the number of seeds placed, not for the number asked for.
        let window_grid = SeedGrid::new(width, height, places.len());
        let reach = (2.0 * window_grid.rows.step as f64, 2.0 * window_grid.columns.step as f64);
        let spatial = compactness * compactness / (step * step);
        let root = compactness / step;
        let mut clusters = Self { all: Vec::new(), spatial, root, reach, size: (width, height) };
        let place = |(y, x): (usize, usize)| clusters.at(y as f64, x as f64, [0.0; 3]);
        clusters.all = places.into_iter().map(place).collect();
        clusters
    }

    fn at(&self, y: f64, x: f64, lab: [f64; 3]) -> Cluster {
        let range = |centre: f64, reach: f64, side: usize| {
            ((centre - reach).max(0.0) as usize, (centre + reach + 1.0).min(side as f64) as usize)
        };
        let rows = range(y, self.reach.0, self.size.1);
        let columns = range(x, self.reach.1, self.size.0);
        Cluster { y, x, lab, window: Window { rows, columns } }
    }

    /// Squared distance of a pixel from a cluster.
    pub fn distance(&self, cluster: &Cluster, y: usize, x: usize, lab: [f64; 3]) -> f64 {
        let (dy, dx) = (cluster.y - y as f64, cluster.x - x as f64);
        let [l, a, b] = [0, 1, 2].map(|c| lab[c] - cluster.lab[c]);
        (dy * dy + dx * dx) * self.spatial + (l * l + a * a + b * b)
    }

    /// Moves each cluster to the mean of its pixels. One without pixels is out of the game.
    pub fn move_to_means(&mut self, sums: &[Sum]) {
        self.all = sums.iter().map(|sum| self.mean(sum)).collect();
    }

    fn mean(&self, sum: &Sum) -> Cluster {
        if sum.count == 0 {
            return Cluster::default();
        }
        let mean = |total: i64| total as f64 / sum.count as f64;
        self.at(mean(sum.y), mean(sum.x), sum.lab.map(|v| mean(v) * (1.0 / FIXED)))
    }
}

/// What the pixels of a cluster add up to, in whole numbers: the order in which they come and go does
/// not matter.
#[derive(Clone, Copy, Default)]
pub(super) struct Sum {
    pub count: i64,
    pub y: i64,
    pub x: i64,
    /// In units of 1 / [`FIXED`].
    pub lab: [i64; 3],
}

impl Sum {
    /// Each cluster's pixels.
    pub fn of_all(tiles: &Tiles, labels: &[u16], clusters: usize) -> Vec<Self> {
        let mut sums = vec![Self::default(); clusters];
        for tile in &tiles.all {
            for y in 0..tile.inside.0 {
                let row = tile.top + y;
                let labels = &labels[row * tiles.width + tile.left..][..tile.inside.1];
                for (x, &label) in labels.iter().enumerate() {
                    sums[usize::from(label)].add(row, tile.left + x, tile.exact_at(y * TILE + x), 1);
                }
            }
        }
        sums
    }

    /// One pixel more (`sign` 1) or less (−1).
    pub fn add(&mut self, y: usize, x: usize, lab: [i32; 3], sign: i64) {
        self.count += sign;
        self.y += sign * y as i64;
        self.x += sign * x as i64;
        for (sum, value) in self.lab.iter_mut().zip(lab) {
            *sum += sign * i64::from(value);
        }
    }
}
