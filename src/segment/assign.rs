//! The assignment step of SLIC: each pixel gets the nearest cluster, tile by tile.
//!
//! The result is that of distances in `f64`, to the bit. Most of the work is done in `f32`, though: in square
//! tiles, whose ranges of places and colours rule most clusters out, and eight pixels at a time. Where the two
//! nearest clusters are closer than rounding can tell apart, the pixel is looked at again in `f64`.

use wide::f32x8;

use super::slic::{Cluster, Clusters, Window};
use crate::picture::LabImage;

/// Side of a tile: as many pixels as a vector has lanes.
const TILE: usize = 8;
/// Tiles in a row that share a list of clusters.
const SHARED: usize = 8;

/// A picture's colours in tiles, row by row.
pub(super) struct Tiles {
    tiles: Vec<Tile>,
    /// Tiles in a row.
    across: usize,
    /// Largest distance of a colour value from 0.
    largest: f64,
}

/// A square part of the picture, and the ranges (first to last) of its rows, columns and colours.
struct Tile {
    window: Window,
    rows: (f32, f32),
    columns: (f32, f32),
    ranges: [(f32, f32); 3],
    /// Rows of each colour plane; lanes past the picture repeat the last pixel.
    colours: [[f32x8; TILE]; 3],
}

/// Some clusters, eight to a vector: all whose windows reach into a run of tiles.
#[derive(Default)]
struct Nearby {
    numbers: Vec<u16>,
    groups: Vec<Group>,
}

struct Group {
    place: [f32x8; 2],
    colour: [f32x8; 3],
    /// First column and column behind the last.
    columns: [f32x8; 2],
}

/// The pixels of a tile while clusters compete for them.
struct Contest {
    nearest: [f32x8; TILE],
    second: [f32x8; TILE],
    label: [f32x8; TILE],
    /// Clusters that have competed.
    seen: Vec<u16>,
}

impl Tiles {
    pub(super) fn new(lab: &LabImage) -> Self {
        let across = lab.width().div_ceil(TILE);
        let mut tiles = Vec::with_capacity(across * lab.height().div_ceil(TILE));
        for top in (0..lab.height()).step_by(TILE) {
            for left in (0..lab.width()).step_by(TILE) {
                tiles.push(Tile::new(lab, top, left));
            }
        }
        let values = tiles.iter().flat_map(|t| &t.ranges).flat_map(|&(low, high)| [low.abs(), high.abs()]);
        let largest = values.fold(0.0, f32::max);
        Self { tiles, across, largest: f64::from(largest) }
    }

    /// Gives each pixel the nearest cluster whose window holds it; the lower label where two are equally near,
    /// the label it had where there is none. Returns whether any label changed.
    pub(super) fn assign(&self, lab: &LabImage, clusters: &Clusters, labels: &mut [u16]) -> bool {
        let rounding = self.rounding(lab, clusters);
        let mut contest = Contest::new();
        let mut nearby = Nearby::default();
        let mut of_row = Vec::with_capacity(clusters.all.len());
        let mut changed = false;
        for row in self.tiles.chunks(self.across) {
            let rows = row[0].window.rows;
            of_row.clear();
            let reaches = |c: &Cluster| c.window.rows.0 < rows.1 && rows.0 < c.window.rows.1;
            of_row.extend((0..).zip(&clusters.all).filter(|(_, c)| reaches(c)).map(|(k, _): (u16, _)| k));
            for run in row.chunks(SHARED) {
                nearby.gather(clusters, &of_row, run);
                for tile in run {
                    let step = Step { tile, nearby: &nearby, clusters, lab, rounding };
                    changed |= step.assign(labels, &mut contest);
                }
            }
        }
        changed
    }

    /// How far a distance in `f32` may lie from the same in `f64`.
    ///
    /// With u = 2⁻²⁴ and colour values at most M from 0: a difference of two of them is at most 2M and off by at
    /// most 4uM, so its square is off by 20uM², and three of them by 60uM². Places are at most Y and differences
    /// of places at most D, so a square of these is off by 2uD(Y + D) + uD². The sum of five is off by 4u of its
    /// value, at most 12M² + 2D², besides. All that is doubled for good measure.
    fn rounding(&self, lab: &LabImage, clusters: &Clusters) -> f32 {
        let unit = f64::from(f32::EPSILON) / 2.0;
        let side = lab.width().max(lab.height()) as f64;
        let apart = clusters.reach.0.max(clusters.reach.1) + (TILE + 2) as f64;
        let place = clusters.spatial * (4.0 * apart * (side + apart) + 10.0 * apart * apart);
        (2.0 * unit * (108.0 * self.largest * self.largest + place)) as f32
    }
}

impl Tile {
    fn new(lab: &LabImage, top: usize, left: usize) -> Self {
        let window = Window {
            rows: (top, (top + TILE).min(lab.height())),
            columns: (left, (left + TILE).min(lab.width())),
        };
        let width = window.columns.1 - left;
        let mut ranges = [(0.0, 0.0); 3];
        let mut colours = [[f32x8::ZERO; TILE]; 3];
        for ((plane, range), rows) in lab.planes().iter().zip(&mut ranges).zip(&mut colours) {
            let first = f32x8::splat(plane[top * lab.width() + left] as f32);
            let (mut low, mut high) = (first, first);
            for (y, row) in (window.rows.0..window.rows.1).zip(rows) {
                let source = &plane[y * lab.width() + left..][..width];
                // What lies past the picture repeats a pixel of it, which no range minds.
                let value = |j: usize| source[j.min(width - 1)] as f32;
                *row = match source.first_chunk::<TILE>() {
                    Some(whole) => f32x8::from(whole.map(|v| v as f32)),
                    None => f32x8::from(std::array::from_fn(value)),
                };
                (low, high) = (low.fast_min(*row), high.fast_max(*row));
            }
            *range = (
                low.to_array().into_iter().fold(f32::INFINITY, f32::min),
                high.to_array().into_iter().fold(f32::NEG_INFINITY, f32::max),
            );
        }
        let range = |(from, to): (usize, usize)| (from as f32, (to - 1) as f32);
        Self { window, rows: range(window.rows), columns: range(window.columns), ranges, colours }
    }

    fn is_whole(&self) -> bool {
        let Window { rows, columns } = self.window;
        rows.1 - rows.0 == TILE && columns.1 - columns.0 == TILE
    }

    /// An upper bound of the distance from a cluster to the pixels of the tile, in `f32`.
    fn farthest_from(&self, cluster: &Cluster, spatial: f32) -> f32 {
        let far = |v: f64, (low, high): (f32, f32)| (v as f32 - low).abs().max((high - v as f32).abs());
        let (dy, dx) = (far(cluster.y, self.rows), far(cluster.x, self.columns));
        let colour = |c: usize| far(cluster.lab[c], self.ranges[c]);
        let [l, a, b] = [colour(0), colour(1), colour(2)];
        (dy * dy + dx * dx) * spatial + (l * l + a * a + b * b)
    }
}

impl Nearby {
    /// Those clusters of a row of tiles whose windows reach into a run of it.
    fn gather(&mut self, clusters: &Clusters, of_row: &[u16], run: &[Tile]) {
        let (first, last) = (&run[0].window, &run[run.len() - 1].window);
        let cluster = |k: u16| &clusters.all[usize::from(k)];
        let reaches = |w: Window| w.columns.0 < last.columns.1 && first.columns.0 < w.columns.1;
        self.numbers.clear();
        self.numbers.extend(of_row.iter().copied().filter(|&k| reaches(cluster(k).window)));
        self.groups.clear();
        for numbers in self.numbers.chunks(TILE) {
            // Lanes without a cluster have a window without a column.
            let mut lanes = [[0.0f32; TILE]; 7];
            for (j, &k) in numbers.iter().enumerate() {
                let Cluster { y, x, lab: [l, a, b], window } = *cluster(k);
                let (from, to) = window.columns;
                let values = [y, x, l, a, b, from as f64, to as f64];
                lanes.iter_mut().zip(values).for_each(|(lanes, v)| lanes[j] = v as f32);
            }
            let [y, x, l, a, b, from, to] = lanes.map(f32x8::from);
            self.groups.push(Group { place: [y, x], colour: [l, a, b], columns: [from, to] });
        }
    }
}

impl Group {
    /// For each cluster, a lower bound of its distance to the pixels of a tile: to the place and to the colour
    /// that come nearest within the tile's ranges.
    fn nearest_in(&self, tile: &Tile, spatial: f32) -> f32x8 {
        let apart = |v: f32x8, (low, high): (f32, f32)| {
            let d = v - v.fast_max(f32x8::splat(low)).fast_min(f32x8::splat(high));
            d * d
        };
        let place = apart(self.place[0], tile.rows) + apart(self.place[1], tile.columns);
        let [l, a, b] = [0, 1, 2].map(|c| apart(self.colour[c], tile.ranges[c]));
        place * f32x8::splat(spatial) + (l + a + b)
    }

    /// Lanes of the clusters that reach into the columns of a tile and can be as near as `limit`.
    fn within(&self, tile: &Tile, spatial: f32, limit: f32) -> u32 {
        let starts = self.columns[0].simd_le(f32x8::splat(tile.columns.1));
        let ends = f32x8::splat(tile.columns.0).simd_lt(self.columns[1]);
        let near = self.nearest_in(tile, spatial).simd_le(f32x8::splat(limit));
        (starts & ends & near).to_bitmask()
    }
}

impl Contest {
    fn new() -> Self {
        let zero = [f32x8::ZERO; TILE];
        Self { nearest: zero, second: zero, label: zero, seen: Vec::new() }
    }

    /// All pixels of a tile as far as can be, with the labels they had; what lies past the picture is as near as
    /// can be, so that nothing wins there.
    fn begin(&mut self, tile: &Tile, labels: &[u16], width: usize) {
        self.seen.clear();
        self.second = [f32x8::splat(f32::INFINITY); TILE];
        self.nearest = [f32x8::splat(f32::NEG_INFINITY); TILE];
        let Window { rows, columns } = tile.window;
        for (row, y) in (rows.0..rows.1).enumerate() {
            let own = &labels[y * width + columns.0..y * width + columns.1];
            let (mut label, mut nearest) = ([0.0; TILE], [f32::NEG_INFINITY; TILE]);
            for ((label, nearest), &k) in label.iter_mut().zip(&mut nearest).zip(own) {
                (*label, *nearest) = (f32::from(k), f32::INFINITY);
            }
            (self.label[row], self.nearest[row]) = (f32x8::from(label), f32x8::from(nearest));
        }
    }

    /// Lets cluster `k` compete for the pixels of a tile that its window holds.
    fn enter(&mut self, k: u16, cluster: &Cluster, tile: &Tile, spatial: f32) {
        let Some(shared) = cluster.window.intersection(&tile.window) else { return };
        self.seen.push(k);
        let (top, left) = (tile.window.rows.0, tile.window.columns.0);
        let dx = f32x8::from(std::array::from_fn(|j| cluster.x as f32 - (left + j) as f32));
        let mut across = dx * dx * f32x8::splat(spatial);
        if shared.columns != (left, left + TILE) {
            let held = shared.columns.0 - left..shared.columns.1 - left;
            let outside = |j| if held.contains(&j) { 0.0 } else { f32::INFINITY };
            across += f32x8::from(std::array::from_fn(outside));
        }
        let colour = cluster.lab.map(|v| f32x8::splat(v as f32));
        let label = f32x8::splat(f32::from(k));
        for y in shared.rows.0 - top..shared.rows.1 - top {
            let dy = cluster.y as f32 - (top + y) as f32;
            let [l, a, b] = [0, 1, 2].map(|c| {
                let d = tile.colours[c][y] - colour[c];
                d * d
            });
            let distance = (across + f32x8::splat(dy * dy * spatial)) + (l + a + b);
            let nearest = self.nearest[y];
            self.second[y] = self.second[y].fast_min(distance.fast_max(nearest));
            self.label[y] = distance.simd_lt(nearest).select(label, self.label[y]);
            self.nearest[y] = distance.fast_min(nearest);
        }
    }

    /// The distance of the pixel that is worst served.
    fn farthest(&self) -> f32 {
        let all = self.nearest.iter().fold(f32x8::ZERO, |far, &row| far.fast_max(row));
        all.to_array().into_iter().fold(0.0, f32::max)
    }
}

/// One tile's turn.
struct Step<'a> {
    tile: &'a Tile,
    nearby: &'a Nearby,
    clusters: &'a Clusters,
    lab: &'a LabImage,
    rounding: f32,
}

impl Step<'_> {
    fn assign(&self, labels: &mut [u16], contest: &mut Contest) -> bool {
        let (tile, spatial, width) = (self.tile, self.clusters.spatial as f32, self.lab.width());
        let Window { rows, columns } = tile.window;
        let corner = |y: usize, x: usize| labels[y * width + x];
        let corners = [
            corner(rows.0, columns.0),
            corner(rows.0, columns.1 - 1),
            corner(rows.1 - 1, columns.0),
            corner(rows.1 - 1, columns.1 - 1),
        ];
        if self.stays(labels, corners[0]) {
            return false;
        }
        // Those that the corners had rule most others out.
        contest.begin(tile, labels, width);
        for (i, &k) in corners.iter().enumerate() {
            if !corners[..i].contains(&k) {
                contest.enter(k, &self.clusters.all[usize::from(k)], tile, spatial);
            }
        }
        let limit = contest.farthest() + 2.0 * self.rounding;
        for (at, group) in self.nearby.groups.iter().enumerate() {
            let mut lanes = group.within(tile, spatial, limit);
            while lanes != 0 {
                let k = self.nearby.numbers[at * TILE + lanes.trailing_zeros() as usize];
                lanes &= lanes - 1;
                if !corners.contains(&k) {
                    contest.enter(k, &self.clusters.all[usize::from(k)], tile, spatial);
                }
            }
        }
        self.write(labels, contest)
    }

    /// Whether a tile of one label keeps it, because no other cluster can be as near as the farthest pixel of the
    /// tile is to its own.
    fn stays(&self, labels: &[u16], k: u16) -> bool {
        let (tile, own) = (self.tile, &self.clusters.all[usize::from(k)]);
        let Window { rows, columns } = tile.window;
        let is_served = own.window.intersection(&tile.window) == Some(tile.window);
        if !is_served || !tile.is_whole() {
            return false;
        }
        let mut same = true;
        for y in rows.0..rows.1 {
            let row: &[u16; TILE] = labels[y * self.lab.width() + columns.0..].first_chunk().expect("whole");
            same &= *row == [k; TILE];
        }
        if !same {
            return false;
        }
        let spatial = self.clusters.spatial as f32;
        let limit = tile.farthest_from(own, spatial) + 2.0 * self.rounding;
        let rivals = |group: &Group| group.within(tile, spatial, limit).count_ones();
        self.nearby.groups.iter().map(rivals).sum::<u32>() <= 1
    }

    /// Writes the labels that won; returns whether any is new.
    fn write(&self, labels: &mut [u16], contest: &Contest) -> bool {
        let Window { rows, columns } = self.tile.window;
        let close = f32x8::splat(2.0 * self.rounding);
        let mut changed = false;
        for (row, y) in (rows.0..rows.1).enumerate() {
            let own = &mut labels[y * self.lab.width() + columns.0..][..columns.1 - columns.0];
            let mut won = contest.label[row].to_array().map(|k| k as u16);
            let mut unsure = (contest.second[row] - contest.nearest[row]).simd_le(close).to_bitmask();
            while unsure != 0 {
                let j = unsure.trailing_zeros() as usize;
                unsure &= unsure - 1;
                won[j] = self.nearest(y, columns.0 + j, contest, own[j]);
            }
            let won = &won[..own.len()];
            if own != won {
                changed = true;
                own.copy_from_slice(won);
            }
        }
        changed
    }

    /// The nearest cluster among those that competed, in `f64`.
    fn nearest(&self, y: usize, x: usize, contest: &Contest, before: u16) -> u16 {
        let at = y * self.lab.width() + x;
        let colour = self.lab.planes().each_ref().map(|plane| plane[at]);
        let mut best = (f64::INFINITY, before);
        for &k in &contest.seen {
            let cluster = &self.clusters.all[usize::from(k)];
            if !cluster.window.contains(y, x) {
                continue;
            }
            let distance = self.clusters.distance(cluster, y as f64, x as f64, colour);
            if distance < best.0 || distance == best.0 && k < best.1 {
                best = (distance, k);
            }
        }
        best.1
    }
}
