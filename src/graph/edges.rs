//! Nearest neighbours, and the lines of a graph.

use super::similarities::Similarities;

/// A line between two points, the lower one first.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Edge {
    /// The lower point.
    pub a: usize,
    /// The higher point.
    pub b: usize,
    /// How alike they are.
    pub similarity: f32,
}

/// For each point the others that are most like it, the most alike first; ties by number.
#[derive(Clone, Debug, PartialEq)]
pub struct Neighbours {
    most: usize,
    of: Vec<(u32, f32)>,
}

impl Neighbours {
    /// The `most` nearest of each point, fewer when there are not so many others.
    pub fn of(all: &Similarities, most: usize) -> Self {
        let most = most.min(all.len().saturating_sub(1));
        let mut of = Vec::with_capacity(all.len() * most);
        if most == 0 {
            return Self { most, of };
        }
        let by = |x: &(u32, f32), y: &(u32, f32)| y.1.total_cmp(&x.1).then(x.0.cmp(&y.0));
        for a in 0..all.len() {
            let others = (0..all.len()).filter(|&b| b != a);
            let mut row: Vec<(u32, f32)> = others.map(|b| (b as u32, all.get(a, b))).collect();
            if most < row.len() {
                row.select_nth_unstable_by(most - 1, by);
                row.truncate(most);
            }
            row.sort_unstable_by(by);
            of.extend(row);
        }
        Self { most, of }
    }

    /// Neighbours kept per point.
    pub fn most(&self) -> usize {
        self.most
    }

    /// The nearest of a point, the most alike first.
    ///
    /// # Panics
    /// When there is no such point.
    pub fn nearest(&self, a: usize) -> &[(u32, f32)] {
        if self.most == 0 { &[] } else { &self.of[a * self.most..(a + 1) * self.most] }
    }
}

/// Lines between points that are each among the `k` nearest of the other, sorted by their ends.
pub fn mutual_neighbours(neighbours: &Neighbours, k: usize) -> Vec<Edge> {
    let k = k.min(neighbours.most());
    if k == 0 {
        return Vec::new();
    }
    let mut edges = Vec::new();
    for a in 0..neighbours.of.len() / neighbours.most {
        for &(b, similarity) in &neighbours.nearest(a)[..k] {
            let b = b as usize;
            if a < b && neighbours.nearest(b)[..k].iter().any(|&(back, _)| back as usize == a) {
                edges.push(Edge { a, b, similarity });
            }
        }
    }
    edges.sort_unstable_by_key(|e| (e.a, e.b));
    edges
}

/// Lines between points that are at least so much alike, sorted by their ends.
pub fn at_least(all: &Similarities, threshold: f32) -> Vec<Edge> {
    let alike = all.iter().filter(|&(_, _, similarity)| similarity >= threshold);
    alike.map(|(a, b, similarity)| Edge { a, b, similarity }).collect()
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::super::points::Points;
    use super::super::synthetic::rows;
    use super::*;
    use proptest::prelude::*;

    fn similarities(seed: u64, n: usize) -> Similarities {
        Similarities::of(&Points::new(rows(seed, n, 5), 5).unwrap())
    }

    /// Whether fewer than `k` others are more like `a` than `b` is; ties go to the lower number.
    fn is_near(all: &Similarities, a: usize, b: usize, k: usize) -> bool {
        let own = all.get(a, b);
        let before = (0..all.len()).filter(|&c| c != a && c != b).filter(|&c| {
            let other = all.get(a, c);
            other > own || (other == own && c < b)
        });
        before.count() < k
    }

    proptest! {
        #[test]
        fn neighbours_are_a_sort_of_all_others(seed in 0u64..500, n in 1usize..25, most in 0usize..30) {
            let all = similarities(seed, n);
            let found = Neighbours::of(&all, most);
            for a in 0..n {
                let mut others: Vec<(u32, f32)> =
                    (0..n).filter(|&b| b != a).map(|b| (b as u32, all.get(a, b))).collect();
                others.sort_by(|x, y| y.1.total_cmp(&x.1).then(x.0.cmp(&y.0)));
                others.truncate(most);
                prop_assert_eq!(found.nearest(a), &others[..]);
            }
        }

        #[test]
        fn lines_join_who_is_near_both_ways(seed in 0u64..500, n in 1usize..25, k in 0usize..12) {
            let all = similarities(seed, n);
            let found: Vec<_> =
                mutual_neighbours(&Neighbours::of(&all, 12), k).iter().map(|e| (e.a, e.b, e.similarity)).collect();
            let naive: Vec<_> =
                all.iter().filter(|&(a, b, _)| is_near(&all, a, b, k) && is_near(&all, b, a, k)).collect();
            prop_assert_eq!(&found, &naive);
            // More neighbours never lose a line, and nobody has more than k.
            let more = mutual_neighbours(&Neighbours::of(&all, 13), k + 1);
            prop_assert!(found.iter().all(|f| more.iter().any(|m| (m.a, m.b) == (f.0, f.1))));
            for point in 0..n {
                prop_assert!(found.iter().filter(|f| f.0 == point || f.1 == point).count() <= k);
            }
        }

        #[test]
        fn order_changes_names_only(seed in 0u64..300, n in 2usize..20, turn in 1usize..20, k in 1usize..6) {
            let data = rows(seed, n, 5);
            let turned = [&data[turn % n * 5..], &data[..turn % n * 5]].concat();
            let edges = |data: Vec<f32>| {
                let all = Similarities::of(&Points::new(data, 5).unwrap());
                mutual_neighbours(&Neighbours::of(&all, k), k)
            };
            let name = |i: usize| (i + turn) % n;
            let mut named: Vec<_> = edges(turned)
                .iter()
                .map(|e| (name(e.a).min(name(e.b)), name(e.a).max(name(e.b)), e.similarity))
                .collect();
            named.sort_by_key(|e| (e.0, e.1));
            let plain: Vec<_> = edges(data).iter().map(|e| (e.a, e.b, e.similarity)).collect();
            prop_assert_eq!(named, plain);
        }

        #[test]
        fn a_threshold_takes_whatever_reaches_it(seed in 0u64..300, n in 1usize..20, threshold in -1f32..1.0) {
            let all = similarities(seed, n);
            let edges = at_least(&all, threshold);
            prop_assert_eq!(edges.len(), all.iter().filter(|p| p.2 >= threshold).count());
            prop_assert!(edges.iter().all(|e| e.similarity >= threshold && e.a < e.b));
        }
    }
}
