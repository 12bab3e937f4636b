//! Folds for validation: stratified, with pictures of one source on one side.

use super::{Embeddings, Labelled, LearnError};
use rand::SeedableRng;
use rand::seq::SliceRandom;
use rand_chacha::ChaCha8Rng;

/// The fold of each row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Folds {
    fold_of: Vec<usize>,
    count: usize,
}

impl Folds {
    /// Number of folds.
    pub fn count(&self) -> usize {
        self.count
    }

    /// The fold of each row, in `0..count`.
    pub fn fold_of(&self) -> &[usize] {
        &self.fold_of
    }

    /// Rows held out by `fold`, ascending.
    pub fn held_out(&self, fold: usize) -> Vec<usize> {
        (0..self.fold_of.len()).filter(|&row| self.fold_of[row] == fold).collect()
    }

    /// Rows that are not held out by `fold`, ascending.
    pub fn kept(&self, fold: usize) -> Vec<usize> {
        (0..self.fold_of.len()).filter(|&row| self.fold_of[row] != fold).collect()
    }
}

/// Deals rows into at most `wanted` folds so that every class is spread evenly and rows of one group
/// stay together.
///
/// `groups` names the source of each row; rows of one number are pictures of the same source. Groups
/// are taken in random order, large ones first, each to the fold where its classes are rarest (ties:
/// fewest rows, then the lowest number), as scikit-learn's `StratifiedGroupKFold` does in spirit.
/// There are as many folds as the class with the fewest groups has groups, but at most `wanted`, so
/// that every class is held out by every fold and trained on without it.
///
/// # Errors
/// [`LearnError::TooFew`] when a class has fewer than two groups, [`LearnError::Parameter`] for fewer
/// than two folds, [`LearnError::Shape`] when `groups` has another length than the rows.
pub fn stratified_folds(
    data: &Labelled,
    groups: &[usize],
    wanted: usize,
    seed: u64,
) -> Result<Folds, LearnError> {
    let rows = data.labels().len();
    if wanted < 2 {
        let found = wanted.to_string();
        return Err(LearnError::Parameter { name: "the number of folds", expected: "at least 2", found });
    }
    if groups.len() != rows {
        return Err(LearnError::Shape { what: "the groups", expected: rows, found: groups.len() });
    }
    let mut members = gather(groups);
    let mut groups_of_class = vec![0usize; data.classes()];
    for rows in &members {
        data.counts(rows).iter().zip(&mut groups_of_class).for_each(|(&n, of)| *of += usize::from(n > 0));
    }
    let (rarest, &fewest) =
        groups_of_class.iter().enumerate().min_by_key(|&(_, &n)| n).expect("there are classes");
    if fewest < 2 {
        let class = data.names()[rarest].clone();
        return Err(LearnError::TooFew { class, needed: 2, found: fewest });
    }
    let count = wanted.min(fewest);

    members.shuffle(&mut ChaCha8Rng::seed_from_u64(seed));
    members.sort_by_key(|rows| std::cmp::Reverse(rows.len()));
    let all: Vec<usize> = (0..rows).collect();
    let totals = data.counts(&all);
    let mut fold_of = vec![0; rows];
    let mut dealt = vec![(vec![0usize; data.classes()], 0usize); count];
    for group in &members {
        let counts = data.counts(group);
        let crowding = |fold: &(Vec<usize>, usize)| -> f64 {
            let classes = counts.iter().zip(&fold.0).zip(&totals);
            classes.map(|((&n, &there), &total)| n as f64 * there as f64 / total.max(1) as f64).sum()
        };
        let best = (0..count)
            .min_by(|&a, &b| {
                let (x, y) = (&dealt[a], &dealt[b]);
                crowding(x).total_cmp(&crowding(y)).then(x.1.cmp(&y.1))
            })
            .expect("there are at least two folds");
        group.iter().for_each(|&row| fold_of[row] = best);
        counts.iter().zip(&mut dealt[best].0).for_each(|(n, there)| *there += n);
        dealt[best].1 += group.len();
    }
    Ok(Folds { fold_of, count })
}

/// The rows of each group, groups in order of their first row.
fn gather(groups: &[usize]) -> Vec<Vec<usize>> {
    let mut sorted: Vec<usize> = (0..groups.len()).collect();
    sorted.sort_by_key(|&row| (groups[row], row));
    let mut members: Vec<Vec<usize>> =
        sorted.chunk_by(|&a, &b| groups[a] == groups[b]).map(<[usize]>::to_vec).collect();
    members.sort_by_key(|rows| rows[0]);
    members
}

/// Groups of near duplicates: rows whose embeddings have a cosine of at least `cosine` are in one
/// group, directly or through others. The number of a group is its first row.
///
/// Exact, without looking at most pairs to the end: the squared distance of L2-normalised embeddings
/// is `2 − 2 cos`, its terms are added up until they exceed the limit, coordinates of large variance
/// first.
///
/// # Errors
/// [`LearnError::Parameter`] when `cosine` is not in 0..=1.
pub fn near_duplicates(embeddings: &Embeddings, cosine: f64) -> Result<Vec<usize>, LearnError> {
    if !(0.0..=1.0).contains(&cosine) {
        let found = cosine.to_string();
        return Err(LearnError::Parameter {
            name: "the cosine of near duplicates",
            expected: "0 to 1",
            found,
        });
    }
    const STEP: usize = 16;
    // Rounding to f32 must not part a picture from its exact copy.
    let limit = (2.0 - 2.0 * cosine).max(1e-6) as f32;
    let rows = sorted_by_variance(embeddings, STEP);
    let width = embeddings.dimension().next_multiple_of(STEP);
    let row = |i: usize| rows[i * width..(i + 1) * width].as_chunks::<STEP>().0;
    let close = |i: usize, j: usize| {
        let mut distance = 0.0f32;
        for (a, b) in row(i).iter().zip(row(j)) {
            distance += (0..STEP).map(|k| (a[k] - b[k]) * (a[k] - b[k])).sum::<f32>();
            if distance > limit {
                return false;
            }
        }
        true
    };
    let mut parent: Vec<usize> = (0..embeddings.rows()).collect();
    for i in 0..embeddings.rows() {
        for j in 0..i {
            let (a, b) = (root(&mut parent, i), root(&mut parent, j));
            if a != b && close(i, j) {
                parent[a.max(b)] = a.min(b);
            }
        }
    }
    Ok((0..embeddings.rows()).map(|i| root(&mut parent, i)).collect())
}

fn root(parent: &mut [usize], mut i: usize) -> usize {
    while parent[i] != i {
        parent[i] = parent[parent[i]];
        i = parent[i];
    }
    i
}

/// L2-normalised rows with the coordinates of largest variance first, padded to a multiple of `step`.
fn sorted_by_variance(embeddings: &Embeddings, step: usize) -> Vec<f32> {
    let dimension = embeddings.dimension();
    let scale = crate::model::EmbeddingScale::L2 { factor: 1.0 };
    let unit: Vec<Vec<f32>> = (0..embeddings.rows()).map(|i| scale.apply(embeddings.row(i))).collect();
    let mut moments = vec![(0.0f64, 0.0f64); dimension];
    for row in &unit {
        for (m, &x) in moments.iter_mut().zip(row) {
            m.0 += f64::from(x);
            m.1 += f64::from(x) * f64::from(x);
        }
    }
    let count = unit.len().max(1) as f64;
    let variance: Vec<f64> = moments.iter().map(|m| m.1 / count - (m.0 / count) * (m.0 / count)).collect();
    let mut order: Vec<usize> = (0..dimension).collect();
    order.sort_by(|&a, &b| variance[b].total_cmp(&variance[a]).then(a.cmp(&b)));
    let padding = dimension.next_multiple_of(step) - dimension;
    let arranged = |row: &Vec<f32>| -> Vec<f32> {
        order.iter().map(|&k| row[k]).chain(std::iter::repeat_n(0.0, padding)).collect()
    };
    unit.iter().flat_map(arranged).collect()
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;
    use crate::learn::synthetic::blobs;
    use crate::model::head::dot;
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(48))]

        #[test]
        fn folds_part_the_rows_and_keep_groups(
            classes in 2usize..5, per_class in 4usize..15, wanted in 2usize..6, size in 1usize..3, seed: u64,
        ) {
            let blobs = blobs(classes, per_class, 3, 0.5, seed);
            let data = blobs.labelled();
            let rows = data.labels().len();
            // Groups of `size` neighbours; some reach over two classes.
            let groups: Vec<usize> = (0..rows).map(|r| r / size).collect();
            let folds = stratified_folds(&data, &groups, wanted, seed).unwrap();
            let mut seen: Vec<usize> = (0..folds.count()).flat_map(|f| folds.held_out(f)).collect();
            seen.sort_unstable();
            prop_assert_eq!(seen, (0..rows).collect::<Vec<_>>());
            for r in 1..rows {
                if groups[r] == groups[r - 1] {
                    prop_assert_eq!(folds.fold_of()[r], folds.fold_of()[r - 1]);
                }
            }
            for fold in 0..folds.count() {
                let (out, kept) = (folds.held_out(fold), folds.kept(fold));
                prop_assert_eq!(out.len() + kept.len(), rows);
                if size == 1 {
                    for n in data.counts(&out) {
                        prop_assert!(n == per_class / folds.count() || n == per_class.div_ceil(folds.count()));
                    }
                    let even = rows as f64 / folds.count() as f64;
                    prop_assert!((out.len() as f64 - even).abs() < classes as f64);
                }
            }
            prop_assert_eq!(stratified_folds(&data, &groups, wanted, seed).unwrap(), folds);
        }

        #[test]
        fn near_duplicates_equal_the_naive_components(rows in 1usize..25, cosine in 0.5f64..0.999, seed: u64) {
            let blobs = blobs(1, rows, 20, 0.4, seed);
            let embeddings = blobs.embeddings();
            let found = near_duplicates(&embeddings, cosine).unwrap();
            let cos = |i: usize, j: usize| {
                let (a, b) = (embeddings.row(i), embeddings.row(j));
                dot(a, b) / (dot(a, a) * dot(b, b)).sqrt()
            };
            // A pair on the very edge may fall to either side by rounding.
            prop_assume!((0..rows).all(|i| (0..i).all(|j| (cos(i, j) - cosine).abs() > 1e-5)));
            let mut naive: Vec<usize> = (0..rows).collect();
            for _ in 0..rows {
                for i in 0..rows {
                    for j in 0..rows {
                        if i == j || cos(i, j) >= cosine {
                            naive[i] = naive[i].min(naive[j]);
                        }
                    }
                }
            }
            prop_assert_eq!(found, naive);
        }
    }

    #[test]
    fn copies_are_one_group() {
        let mut blobs = blobs(2, 3, 1280, 0.4, 9);
        let copy: Vec<f32> = blobs.data[1280..2 * 1280].iter().map(|x| x * 3.0).collect();
        blobs.data[4 * 1280..5 * 1280].copy_from_slice(&copy);
        assert_eq!(near_duplicates(&blobs.embeddings(), 1.0).unwrap(), [0, 1, 2, 3, 1, 5]);
    }

    #[test]
    fn a_class_of_one_source_is_refused_by_name() {
        let blobs = blobs(2, 3, 2, 0.5, 1);
        let one = stratified_folds(&blobs.labelled(), &[0, 1, 2, 9, 9, 9], 3, 0).unwrap_err();
        assert_eq!(
            one.to_string(),
            "\"class 1\" needs at least 2 pictures that differ from each other, found 1"
        );
        assert_eq!(stratified_folds(&blobs.labelled(), &[0, 1, 2, 3, 3, 4], 5, 0).unwrap().count(), 2);
        assert!(matches!(
            stratified_folds(&blobs.labelled(), &[0; 6], 1, 0),
            Err(LearnError::Parameter { .. })
        ));
        assert!(matches!(
            stratified_folds(&blobs.labelled(), &[0; 5], 2, 0),
            Err(LearnError::Shape { expected: 6, found: 5, .. })
        ));
    }
}
