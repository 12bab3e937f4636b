//! k-means over embeddings and the pictures nearest to its centres.

use super::{Embeddings, LearnError};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// Rounds of Lloyd's algorithm at most.
const ROUNDS: usize = 100;

/// Centres of `k` clusters of the rows, `k × dimension`, row-major: k-means++ (Arthur & Vassilvitskii
/// 2007) followed by Lloyd's algorithm until no row changes its centre. Distances are Euclidean. A
/// centre that loses all its rows stays where it was.
///
/// # Errors
/// [`LearnError::Parameter`] when `k` is 0 or larger than the number of rows.
pub fn k_means(embeddings: &Embeddings, k: usize, seed: u64) -> Result<Vec<f64>, LearnError> {
    let (rows, dimension) = (embeddings.rows(), embeddings.dimension());
    if k == 0 || k > rows {
        let expected = "from 1 to the number of pictures";
        return Err(LearnError::Parameter { name: "the number of clusters", expected, found: k.to_string() });
    }
    let mut centres = plus_plus(embeddings, k, seed);
    let mut owner = vec![usize::MAX; rows];
    for _ in 0..ROUNDS {
        let nearest = |row: usize| {
            let distance =
                |c: usize| distance(embeddings.row(row), &centres[c * dimension..(c + 1) * dimension]);
            (0..k).map(|c| (distance(c), c)).min_by(|a, b| a.0.total_cmp(&b.0)).expect("k is not 0").1
        };
        let next: Vec<usize> = (0..rows).map(nearest).collect();
        if next == owner {
            break;
        }
        owner = next;
        for c in 0..k {
            let members: Vec<usize> = (0..rows).filter(|&row| owner[row] == c).collect();
            if !members.is_empty() {
                let mean = super::softmax::mean_of(members.len(), dimension, |i| {
                    embeddings.row(members[i]).to_vec()
                });
                centres[c * dimension..(c + 1) * dimension].copy_from_slice(&mean);
            }
        }
    }
    Ok(centres)
}

/// First centres: each drawn with a chance in proportion to its squared distance from those before.
fn plus_plus(embeddings: &Embeddings, k: usize, seed: u64) -> Vec<f64> {
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    let rows = embeddings.rows();
    let wide = |row: usize| embeddings.row(row).iter().map(|&x| f64::from(x));
    let mut chosen = rng.random_range(0..rows as u64) as usize;
    let mut centres: Vec<f64> = Vec::with_capacity(k * embeddings.dimension());
    let mut nearest = vec![f64::INFINITY; rows];
    loop {
        let centre: Vec<f64> = wide(chosen).collect();
        for (row, d) in nearest.iter_mut().enumerate() {
            *d = d.min(distance(embeddings.row(row), &centre));
        }
        centres.extend(centre);
        if centres.len() == k * embeddings.dimension() {
            return centres;
        }
        let total: f64 = nearest.iter().sum();
        let mut left = rng.random_range(0.0..1.0) * total;
        chosen = nearest
            .iter()
            .position(|d| {
                left -= d;
                left < 0.0
            })
            // All rows are centres already, or rounding used up the sum.
            .unwrap_or_else(|| {
                (0..rows).fold(0, |far, row| if nearest[row] > nearest[far] { row } else { far })
            });
    }
}

fn distance(row: &[f32], centre: &[f64]) -> f64 {
    row.iter().zip(centre).map(|(&x, c)| (f64::from(x) - c) * (f64::from(x) - c)).sum()
}

/// `k` distinct rows that stand for all: for each centre of [`k_means`] in turn the nearest row not
/// taken yet. Rows come in the order of their cluster's size, largest first.
///
/// L2-normalise the rows first if the length of an embedding should not matter.
///
/// # Errors
/// As [`k_means`].
pub fn medoids(embeddings: &Embeddings, k: usize, seed: u64) -> Result<Vec<usize>, LearnError> {
    let dimension = embeddings.dimension();
    let centres = k_means(embeddings, k, seed)?;
    let centre = |c: usize| &centres[c * dimension..(c + 1) * dimension];
    let mut sizes = vec![0usize; k];
    for row in 0..embeddings.rows() {
        let to = |c: usize| distance(embeddings.row(row), centre(c));
        sizes[(1..k).fold(0, |best, c| if to(c) < to(best) { c } else { best })] += 1;
    }
    let mut order: Vec<usize> = (0..k).collect();
    order.sort_by_key(|&c| (std::cmp::Reverse(sizes[c]), c));
    let mut taken: Vec<usize> = Vec::with_capacity(k);
    for c in order {
        let free = (0..embeddings.rows()).filter(|row| !taken.contains(row));
        let nearest = free.map(|row| (distance(embeddings.row(row), centre(c)), row));
        let (_, row) = nearest.min_by(|a, b| a.0.total_cmp(&b.0)).expect("k is at most the number of rows");
        taken.push(row);
    }
    Ok(taken)
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;
    use crate::learn::synthetic::blobs;
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(32))]

        #[test]
        fn medoids_are_distinct_members(rows in 1usize..30, k in 1usize..30, seed: u64, copies: bool) {
            prop_assume!(k <= rows);
            let mut blobs = blobs(1, rows, 4, 0.5, seed);
            if copies {
                let first = blobs.data[..4].to_vec();
                blobs.data.chunks_exact_mut(4).for_each(|row| row.copy_from_slice(&first));
            }
            let mut found = medoids(&blobs.embeddings(), k, seed).unwrap();
            prop_assert_eq!(&medoids(&blobs.embeddings(), k, seed).unwrap(), &found);
            found.sort_unstable();
            found.dedup();
            prop_assert_eq!(found.len(), k);
            prop_assert!(found.iter().all(|&row| row < rows));
        }

        #[test]
        fn centres_are_the_means_of_their_rows(k in 1usize..5, seed: u64) {
            let blobs = blobs(4, 8, 3, 0.1, seed);
            let embeddings = blobs.embeddings();
            let centres = k_means(&embeddings, k, seed).unwrap();
            let owner = |row: usize| {
                let to = |c: usize| distance(embeddings.row(row), &centres[c * 3..c * 3 + 3]);
                (0..k).min_by(|&a, &b| to(a).total_cmp(&to(b))).unwrap()
            };
            for c in 0..k {
                let members: Vec<usize> = (0..32).filter(|&row| owner(row) == c).collect();
                for x in 0..3 {
                    let mean: f64 = members.iter().map(|&r| f64::from(embeddings.row(r)[x])).sum::<f64>()
                        / members.len() as f64;
                    prop_assert!(members.is_empty() || (mean - centres[c * 3 + x]).abs() < 1e-9);
                }
            }
        }
    }

    #[test]
    fn tight_clusters_each_get_one_medoid() {
        let blobs = blobs(4, 10, 16, 0.02, 3);
        let mut classes: Vec<usize> =
            medoids(&blobs.embeddings(), 4, 1).unwrap().iter().map(|row| row / 10).collect();
        classes.sort_unstable();
        assert_eq!(classes, [0, 1, 2, 3]);
    }

    #[test]
    fn too_many_clusters_are_refused() {
        let blobs = blobs(2, 2, 2, 0.5, 1);
        assert!(matches!(k_means(&blobs.embeddings(), 5, 0), Err(LearnError::Parameter { .. })));
        assert!(matches!(medoids(&blobs.embeddings(), 0, 0), Err(LearnError::Parameter { .. })));
    }
}
