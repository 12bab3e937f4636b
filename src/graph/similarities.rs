//! How alike every two points are.

use super::points::Points;

/// Sums are kept in so many parts, so that processors with and without vectors add in one order.
const LANES: usize = 8;
/// Points whose similarities are found together: their rows stay in the processor's cache.
const TILE: usize = 16;

/// The cosine of the angle between every two points, −1 to 1: the upper triangle of a symmetric matrix.
#[derive(Clone, Debug, PartialEq)]
pub struct Similarities {
    len: usize,
    packed: Vec<f32>,
}

impl Similarities {
    /// Compares all points: `len² · dimension / 2` products. A point at the origin is like nobody (0).
    pub fn of(points: &Points) -> Self {
        let mut comparison = Comparison::new(points);
        while !comparison.is_done() {
            comparison.step(usize::MAX);
        }
        comparison.finish()
    }

    /// Number of points.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether there are no points.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Number of pairs.
    pub fn pairs(&self) -> usize {
        self.packed.len()
    }

    /// How alike two points are; a point and itself: 1.
    ///
    /// # Panics
    /// When there is no such point.
    pub fn get(&self, a: usize, b: usize) -> f32 {
        assert!(a < self.len && b < self.len, "{} points, asked for {a} and {b}", self.len);
        if a == b { 1.0 } else { self.packed[place(self.len, a.min(b), a.max(b))] }
    }

    /// Of the other pairs, the share that is less alike than these two: 0 to 1.
    ///
    /// # Panics
    /// When the points are the same, or there is no such point.
    pub fn share_below(&self, a: usize, b: usize) -> f64 {
        assert_ne!(a, b, "a pair is two points");
        let own = self.get(a, b);
        let below = self.packed.iter().filter(|&&s| s < own).count();
        below as f64 / (self.pairs() - 1).max(1) as f64
    }

    /// The most alike pairs, the most alike first; ties by the first point, then the second.
    pub fn most_alike(&self, count: usize) -> Vec<(usize, usize, f32)> {
        let mut order: Vec<u32> = (0..self.packed.len() as u32).collect();
        let count = count.min(order.len());
        let by =
            |&a: &u32, &b: &u32| self.packed[b as usize].total_cmp(&self.packed[a as usize]).then(a.cmp(&b));
        if count > 0 && count < order.len() {
            order.select_nth_unstable_by(count - 1, by);
        }
        order.truncate(count);
        order.sort_unstable_by(by);
        order.into_iter().map(|p| self.pair(p as usize)).collect()
    }

    /// All pairs `(a, b, similarity)` with `a < b`, row by row.
    pub fn iter(&self) -> impl Iterator<Item = (usize, usize, f32)> + '_ {
        let pairs = (0..self.len).flat_map(move |a| (a + 1..self.len).map(move |b| (a, b)));
        pairs.zip(&self.packed).map(|((a, b), &s)| (a, b, s))
    }

    fn pair(&self, packed: usize) -> (usize, usize, f32) {
        // The last row that begins at or before the place.
        let (mut low, mut high) = (0, self.len - 1);
        while high - low > 1 {
            let middle = low.midpoint(high);
            if start(self.len, middle) <= packed { low = middle } else { high = middle }
        }
        (low, low + 1 + packed - start(self.len, low), self.packed[packed])
    }
}

/// Where row `a` of the upper triangle begins.
fn start(len: usize, a: usize) -> usize {
    a * (2 * len - a - 1) / 2
}

fn place(len: usize, a: usize, b: usize) -> usize {
    start(len, a) + b - a - 1
}

/// A comparison under way, in steps: for progress.
pub struct Comparison {
    len: usize,
    dimension: usize,
    directions: Vec<f32>,
    packed: Vec<f32>,
    rows: usize,
}

impl Comparison {
    /// Nothing compared yet.
    pub fn new(points: &Points) -> Self {
        let len = points.len();
        let pairs = len * (len - 1) / 2;
        let (directions, dimension) = (points.directions(), points.dimension());
        Self { len, dimension, directions, packed: vec![0.0; pairs], rows: 0 }
    }

    /// Whether all points are compared.
    pub fn is_done(&self) -> bool {
        self.rows == self.len
    }

    /// Rows compared so far.
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// Compares up to `rows` more rows (a multiple of the tile, at least one tile) with all after them.
    pub fn step(&mut self, rows: usize) {
        let end = self.rows.saturating_add(rows.max(1)).min(self.len);
        while self.rows < end {
            let tile = (self.rows + TILE).min(self.len);
            for b in self.rows + 1..self.len {
                for a in self.rows..tile.min(b) {
                    let cosine = dot(self.row(a), self.row(b)).clamp(-1.0, 1.0);
                    self.packed[place(self.len, a, b)] = cosine;
                }
            }
            self.rows = tile;
        }
    }

    /// The similarities.
    ///
    /// # Panics
    /// When not all points are compared.
    pub fn finish(self) -> Similarities {
        assert!(self.is_done(), "{} of {} points are compared", self.rows, self.len);
        Similarities { len: self.len, packed: self.packed }
    }

    fn row(&self, i: usize) -> &[f32] {
        &self.directions[i * self.dimension..(i + 1) * self.dimension]
    }
}

/// The dot product, added in [`LANES`] parts and those pairwise.
pub(super) fn dot(a: &[f32], b: &[f32]) -> f32 {
    let (a, a_rest) = a.as_chunks::<LANES>();
    let (b, b_rest) = b.as_chunks::<LANES>();
    let mut sums = [0.0f32; LANES];
    for (x, y) in a.iter().zip(b) {
        for lane in 0..LANES {
            sums[lane] += x[lane] * y[lane];
        }
    }
    for (lane, (x, y)) in a_rest.iter().zip(b_rest).enumerate() {
        sums[lane] += x * y;
    }
    let [a, b, c, d, e, f, g, h] = sums;
    ((a + e) + (c + g)) + ((b + f) + (d + h))
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::super::synthetic::rows;
    use super::*;
    use proptest::prelude::*;

    fn points(seed: u64, n: usize, dimension: usize) -> Points {
        Points::new(rows(seed, n, dimension), dimension).unwrap()
    }

    fn naive(a: &[f32], b: &[f32]) -> f64 {
        let sum = |x: &[f32], y: &[f32]| -> f64 {
            x.iter().zip(y).map(|(&p, &q)| f64::from(p) * f64::from(q)).sum()
        };
        sum(a, b) / (sum(a, a).sqrt() * sum(b, b).sqrt())
    }

    proptest! {
        #[test]
        fn agrees_with_the_plain_formula_and_is_symmetric(seed in 0u64..500, n in 1usize..40, d in 1usize..30) {
            let points = points(seed, n, d);
            let all = Similarities::of(&points);
            prop_assert_eq!(all.pairs(), n * (n - 1) / 2);
            for a in 0..n {
                prop_assert_eq!(all.get(a, a), 1.0);
                for b in 0..n {
                    prop_assert_eq!(all.get(a, b), all.get(b, a));
                    let expected = naive(points.row(a), points.row(b));
                    prop_assert!((f64::from(all.get(a, b)) - expected).abs() < 1e-5);
                }
            }
        }

        #[test]
        fn order_does_not_matter(seed in 0u64..500, n in 2usize..30, turn in 1usize..30) {
            let (before, d) = (points(seed, n, 9), 9);
            let turned = [&before.data()[turn % n * d..], &before.data()[..turn % n * d]].concat();
            let (a, b) = (Similarities::of(&before), Similarities::of(&Points::new(turned, d).unwrap()));
            for i in 0..n {
                for j in 0..n {
                    prop_assert_eq!(a.get((i + turn) % n, (j + turn) % n), b.get(i, j));
                }
            }
        }

        #[test]
        fn steps_do_not_matter(seed in 0u64..200, n in 1usize..70, step in 1usize..50) {
            let points = points(seed, n, 6);
            let mut stepped = Comparison::new(&points);
            while !stepped.is_done() {
                stepped.step(step);
            }
            prop_assert_eq!(stepped.finish(), Similarities::of(&points));
        }

        #[test]
        fn the_most_alike_pairs_are_a_sort_of_all(seed in 0u64..500, n in 1usize..25, count in 0usize..40) {
            let all = Similarities::of(&points(seed, n, 4));
            let mut sorted: Vec<_> = all.iter().collect();
            sorted.sort_by(|a, b| b.2.total_cmp(&a.2).then((a.0, a.1).cmp(&(b.0, b.1))));
            sorted.truncate(count);
            prop_assert_eq!(all.most_alike(count), sorted);
        }

        #[test]
        fn shares_count_the_other_pairs(seed in 0u64..500, n in 3usize..20) {
            let all = Similarities::of(&points(seed, n, 4));
            let best = all.most_alike(1)[0];
            let ties = all.iter().filter(|p| p.2 == best.2).count();
            let pairs = all.pairs() as f64;
            prop_assert!((all.share_below(best.0, best.1) - (pairs - ties as f64) / (pairs - 1.0)).abs() < 1e-12);
            let mean: f64 = all.iter().map(|(a, b, _)| all.share_below(b, a)).sum::<f64>() / pairs;
            prop_assert!(mean <= 0.5 + 1e-9);
        }
    }

    #[test]
    fn a_point_at_the_origin_is_like_nobody() {
        let points = Points::new(vec![0.0, 0.0, 1.0, 2.0, -1.0, -2.0], 2).unwrap();
        let all = Similarities::of(&points);
        assert_eq!(all.get(0, 1), 0.0);
        assert!((all.get(1, 2) + 1.0).abs() < 1e-6);
    }

    #[test]
    fn a_single_point_has_no_pairs() {
        let all = Similarities::of(&points(1, 1, 3));
        assert_eq!((all.len(), all.pairs(), all.most_alike(5)), (1, 0, Vec::new()));
    }
}
