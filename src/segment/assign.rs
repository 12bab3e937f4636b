//! Gives every pixel to its nearest cluster.
//!
//! Distances are first taken in `f32`, eight at a time. Where the two nearest clusters of a pixel are too close
//! to tell apart in `f32`, the pixel is decided in `f64`, so that the result is that of the definition in
//! `f64`. A cluster that cannot be nearest to any pixel of a tile is not looked at there: most tiles lie in the
//! middle of a superpixel, where that holds for all clusters but one.

use super::clusters::{Cluster, Clusters, Sum};
use super::tiles::{AREA, FIXED, TILE, Tile, Tiles, nearly};

/// Gives each pixel the nearest cluster whose window holds it; the lower label where two are equally near, the
/// label it had where there is none. Keeps `sums` up to date. Returns whether any label changed.
pub(super) fn assign(clusters: &Clusters, tiles: &Tiles, labels: &mut [u16], sums: &mut [Sum]) -> bool {
    let margin = Margin::new(clusters, tiles);
    let mut lists: Vec<Vec<u16>> = vec![Vec::new(); tiles.across];
    let mut changed = false;
    for row in tiles.all.chunks(tiles.across) {
        let (top, bottom) = (row[0].top, row[0].top + row[0].inside.0);
        lists.iter_mut().for_each(Vec::clear);
        for (k, Cluster { window, .. }) in clusters.all.iter().enumerate() {
            if !window.is_empty() && window.rows.0 < bottom && window.rows.1 > top {
                let columns = window.columns.0 / TILE..=(window.columns.1 - 1) / TILE;
                lists[columns].iter_mut().for_each(|list| list.push(k as u16));
            }
        }
        for (tile, list) in row.iter().zip(&mut lists) {
            let before = labels_of(tiles, tile, labels);
            if !is_settled(clusters, tile, &before, list, &margin) {
                let mut contest = Contest::new(tiles.width, tile, before);
                list.iter().for_each(|&k| contest.compete(clusters, k));
                changed |= contest.settle(clusters, list, &margin, labels, sums);
            }
        }
    }
    changed
}

/// How far off `f32` distances can be: by less than `constant + share · d` for two distances near `d`
/// together.
struct Margin {
    constant: f32,
    share: f32,
    /// How far off the difference of two distances can be, taken as in [`Rivals`].
    linear: f32,
}

impl Margin {
    /// Each of the five differences d_i is off by at most four roundings e_i of the largest value in it, hence
    /// the sum of squares by at most 2 √d · √Σe_i² and a few roundings of d itself. 4 √d E ≤ d/10⁵ + 4·10⁵ E²
    /// avoids the root; both parts are doubled for good measure. A difference of two distances is a sum of
    /// products of such values, none larger than the squared largest value; it is off by some roundings of that.
    fn new(clusters: &Clusters, tiles: &Tiles) -> Self {
        let rounding = 4.0 * f64::from(f32::EPSILON);
        let place = (clusters.reach.0.max(clusters.reach.1) + 2.0 * TILE as f64) * clusters.spatial.sqrt();
        let colour = f64::from(tiles.largest);
        let squared = 2.0 * place * place + 3.0 * colour * colour;
        Self {
            constant: (8e5 * rounding * rounding * squared) as f32,
            share: 3e-5,
            linear: (16.0 * rounding * squared) as f32,
        }
    }

    fn of(&self, distance: f32) -> f32 {
        self.constant + self.share * distance
    }
}

/// Tells which clusters are farther than cluster `o` from every pixel of a tile. The difference of two squared
/// distances is linear in the pixel's place and colour, so it is least at a corner of the tile's ranges.
struct Rivals {
    centre: [f32; 5],
    /// Half the ranges' middles and halves of their lengths, relative to `o`.
    middle: [f32; 5],
    half: [f32; 5],
}

impl Rivals {
    /// Place and colour of a cluster against a tile, in steps of equal weight.
    fn place(clusters: &Clusters, cluster: &Cluster, tile: &Tile) -> [f32; 5] {
        let root = clusters.root;
        let (y, x) = (cluster.y - tile.top as f64, cluster.x - tile.left as f64);
        let [l, a, b] = cluster.lab;
        [(y * root) as f32, (x * root) as f32, l as f32, a as f32, b as f32]
    }

    fn new(clusters: &Clusters, o: &Cluster, tile: &Tile) -> Self {
        let centre = Self::place(clusters, o, tile);
        let last = ((TILE - 1) as f64 * clusters.root) as f32;
        let (low, high) = (tile.low, tile.high);
        let low = [0.0, 0.0, low[0], low[1], low[2]];
        let high = [last, last, high[0], high[1], high[2]];
        let mut rivals = Self { centre, middle: [0.0; 5], half: [0.0; 5] };
        for i in 0..5 {
            rivals.middle[i] = 0.5 * (low[i] + high[i]) - centre[i];
            rivals.half[i] = 0.5 * (high[i] - low[i]);
        }
        rivals
    }

    /// The least of "squared distance from `cluster` − squared distance from `o`" over the tile's ranges: with
    /// v the way from `o` to the cluster and p a pixel seen from `o`, |p − v|² − |p|² = v · (v − 2 p).
    fn lead(&self, clusters: &Clusters, cluster: &Cluster, tile: &Tile) -> f32 {
        let at = Self::place(clusters, cluster, tile);
        let mut least = 0.0;
        for (i, at) in at.iter().enumerate() {
            let v = at - self.centre[i];
            least += v * (v - 2.0 * self.middle[i]) - 2.0 * v.abs() * self.half[i];
        }
        least
    }
}

/// The labels of a tile's pixels; beyond the edge those of the pixels there.
fn labels_of(tiles: &Tiles, tile: &Tile, labels: &[u16]) -> [u16; AREA] {
    let mut found = [0; AREA];
    let (rows, columns) = tile.inside;
    for (y, to) in found.chunks_exact_mut(TILE).enumerate() {
        let row = &labels[(tile.top + y.min(rows - 1)) * tiles.width + tile.left..][..columns];
        if let Ok(row) = <&[u16; TILE]>::try_from(row) {
            to.copy_from_slice(row);
        } else {
            to[..columns].copy_from_slice(row);
            to[columns..].fill(row[columns - 1]);
        }
    }
    found
}

/// Leaves in `list` the clusters that can be nearest to some pixel of the tile. Returns whether nothing can
/// change: all pixels belong to one cluster, and no other is left.
fn is_settled(
    clusters: &Clusters,
    tile: &Tile,
    before: &[u16; AREA],
    list: &mut Vec<u16>,
    margin: &Margin,
) -> bool {
    let mut is_one = true;
    for &k in before {
        is_one &= k == before[0];
    }
    // Any two clusters that may have all of the tile serve; those in two corners are likely to be near.
    for k in [before[0], before[AREA - 1]] {
        let owner = &clusters.all[usize::from(k)];
        let (bottom, right) = (tile.top + tile.inside.0 - 1, tile.left + tile.inside.1 - 1);
        if owner.window.contains(tile.top, tile.left) && owner.window.contains(bottom, right) {
            let rivals = Rivals::new(clusters, owner, tile);
            list.retain(|&other| {
                let cluster = &clusters.all[usize::from(other)];
                other == k || rivals.lead(clusters, cluster, tile) <= margin.linear
            });
        }
        if is_one {
            return list[..] == [k];
        }
    }
    false
}

/// The pixels of a tile while clusters compete for them.
struct Contest<'a> {
    tile: &'a Tile,
    width: usize,
    before: [u16; AREA],
    best: [f32; AREA],
    second: [f32; AREA],
    label: [u32; AREA],
}

impl<'a> Contest<'a> {
    fn new(width: usize, tile: &'a Tile, before: [u16; AREA]) -> Self {
        let (best, second) = ([f32::INFINITY; AREA], [f32::INFINITY; AREA]);
        Self { tile, width, before, best, second, label: before.map(u32::from) }
    }

    /// The weighted squared distances along one axis: `from` is where the cluster lies against the tile,
    /// `range` its window there.
    fn along(
        from: f64,
        start: usize,
        (low, high): (usize, usize),
        inside: usize,
        weight: f32,
    ) -> [f32; TILE] {
        let offset = (from - start as f64) as f32;
        let mut squares = [0.0; TILE];
        for (i, square) in squares.iter_mut().enumerate() {
            let d = offset - i as f32;
            *square = d * d * weight;
        }
        if low > start || high < start + inside {
            for (i, square) in squares.iter_mut().enumerate() {
                let at = start + i.min(inside - 1);
                if at < low || at >= high {
                    *square = f32::INFINITY;
                }
            }
        }
        squares
    }

    /// Gives cluster `k` the pixels that are nearer to it.
    fn compete(&mut self, clusters: &Clusters, k: u16) {
        let cluster = &clusters.all[usize::from(k)];
        let (tile, weight) = (self.tile, clusters.spatial as f32);
        let down = Self::along(cluster.y, tile.top, cluster.window.rows, tile.inside.0, weight);
        let across = Self::along(cluster.x, tile.left, cluster.window.columns, tile.inside.1, weight);
        let [cl, ca, cb] = cluster.lab.map(|v| v as f32);
        let mut distance = [0.0; AREA];
        for (to, down) in distance.chunks_exact_mut(TILE).zip(down) {
            for (to, across) in to.iter_mut().zip(across) {
                *to = across + down;
            }
        }
        // One channel after the other, so that the compiler takes several pixels at a time.
        for (plane, centre) in tile.exact.iter().zip([cl, ca, cb]) {
            for (d, &v) in distance.iter_mut().zip(plane) {
                let gap = nearly(v) - centre;
                *d += gap * gap;
            }
        }
        take(&distance, u32::from(k), &mut self.best, &mut self.second, &mut self.label);
    }

    /// Writes the labels, after a second look where it is needed; returns whether any changed.
    fn settle(
        &mut self,
        clusters: &Clusters,
        list: &[u16],
        margin: &Margin,
        labels: &mut [u16],
        sums: &mut [Sum],
    ) -> bool {
        let mut close = false;
        let mut same = true;
        for i in 0..AREA {
            close |= self.second[i] - self.best[i] <= margin.of(self.best[i]);
            same &= self.label[i] == u32::from(self.before[i]);
        }
        if same && !close {
            return false;
        }
        let tile = self.tile;
        let mut changed = false;
        for y in 0..tile.inside.0 {
            for x in 0..tile.inside.1 {
                let i = y * TILE + x;
                let (row, column) = (tile.top + y, tile.left + x);
                let is_close = self.second[i] - self.best[i] <= margin.of(self.best[i]);
                let exact =
                    is_close.then(|| nearest(clusters, list, row, column, tile.exact_at(i))).flatten();
                let (old, new) = (self.before[i], exact.unwrap_or(self.label[i] as u16));
                if old != new {
                    changed = true;
                    labels[row * self.width + column] = new;
                    sums[usize::from(old)].add(row, column, tile.exact_at(i), -1);
                    sums[usize::from(new)].add(row, column, tile.exact_at(i), 1);
                }
            }
        }
        changed
    }
}

/// Gives cluster `k` the pixels to which it is nearer than the best so far.
fn take(
    distance: &[f32; AREA],
    k: u32,
    best: &mut [f32; AREA],
    second: &mut [f32; AREA],
    label: &mut [u32; AREA],
) {
    for x in 0..AREA {
        let (d, b) = (distance[x], best[x]);
        let loser = if d < b { b } else { d };
        second[x] = if loser < second[x] { loser } else { second[x] };
        label[x] = if d < b { k } else { label[x] };
        best[x] = if d < b { d } else { b };
    }
}

/// The nearest of some clusters by the definition.
fn nearest(clusters: &Clusters, list: &[u16], y: usize, x: usize, lab: [i32; 3]) -> Option<u16> {
    let lab = lab.map(|v| f64::from(v) * (1.0 / FIXED));
    let mut best = (f64::INFINITY, None);
    for &k in list {
        let cluster = &clusters.all[usize::from(k)];
        if cluster.window.contains(y, x) {
            let distance = clusters.distance(cluster, y, x, lab);
            if distance < best.0 {
                best = (distance, Some(k));
            }
        }
    }
    best.1
}
