//! Embeddings brought to one length, with the mean of all taken away.

use super::error::GraphError;

/// What brings embeddings of one model and one set of pictures to where they can be compared: each is
/// divided by its Euclidean length, then the mean of all is taken away. What all drawings share (lines,
/// a face) is in that mean; without it, everybody would be like everybody.
#[derive(Clone, Debug, PartialEq)]
pub struct Space {
    centre: Vec<f32>,
}

/// Rows of a [`Space`], `len × dimension`, row-major.
#[derive(Clone, Debug, PartialEq)]
pub struct Points {
    dimension: usize,
    data: Vec<f32>,
}

impl Space {
    /// The space of these embeddings, `rows × dimension`, row-major.
    ///
    /// # Errors
    /// [`GraphError`] when there are no whole rows, or a number is not finite.
    pub fn of(embeddings: &[f32], dimension: usize) -> Result<Self, GraphError> {
        check(embeddings, dimension)?;
        let mut sum = vec![0.0f64; dimension];
        for row in embeddings.chunks_exact(dimension) {
            let by = reciprocal_length(row);
            sum.iter_mut().zip(row).for_each(|(s, &x)| *s += f64::from(x) * by);
        }
        let rows = (embeddings.len() / dimension) as f64;
        Ok(Self { centre: sum.iter().map(|s| (s / rows) as f32).collect() })
    }

    /// The space with this centre: the mean of L2-normalised embeddings.
    ///
    /// # Errors
    /// [`GraphError`] when it is empty or a number is not finite.
    pub fn around(centre: Vec<f32>) -> Result<Self, GraphError> {
        check(&centre, centre.len())?;
        Ok(Self { centre })
    }

    /// Mean of the L2-normalised embeddings.
    pub fn centre(&self) -> &[f32] {
        &self.centre
    }

    /// Numbers per embedding.
    pub fn dimension(&self) -> usize {
        self.centre.len()
    }

    /// Where embeddings lie, `rows × dimension`, row-major. An embedding of length 0 lies at the origin
    /// before the centre is taken away.
    ///
    /// # Errors
    /// [`GraphError`] when there are no whole rows, or a number is not finite.
    pub fn place(&self, embeddings: &[f32]) -> Result<Points, GraphError> {
        let dimension = self.dimension();
        check(embeddings, dimension)?;
        let rows = embeddings.chunks_exact(dimension);
        let data = rows.flat_map(|row| {
            let by = reciprocal_length(row);
            row.iter().zip(&self.centre).map(move |(&x, &c)| (f64::from(x) * by - f64::from(c)) as f32)
        });
        Ok(Points { dimension, data: data.collect() })
    }
}

impl Points {
    /// Points as they are.
    ///
    /// # Errors
    /// [`GraphError`] when there are no whole rows, or a number is not finite.
    pub fn new(data: Vec<f32>, dimension: usize) -> Result<Self, GraphError> {
        check(&data, dimension)?;
        Ok(Self { dimension, data })
    }

    /// Number of points.
    pub fn len(&self) -> usize {
        self.data.len() / self.dimension
    }

    /// Never: points are at least one.
    pub fn is_empty(&self) -> bool {
        self.data.is_empty()
    }

    /// Numbers per point.
    pub fn dimension(&self) -> usize {
        self.dimension
    }

    /// `len × dimension`, row-major.
    pub fn data(&self) -> &[f32] {
        &self.data
    }

    /// One point.
    ///
    /// # Panics
    /// When there is no such point.
    pub fn row(&self, i: usize) -> &[f32] {
        &self.data[i * self.dimension..(i + 1) * self.dimension]
    }

    /// The mean of each group: `groups` names one of `count` groups per point.
    ///
    /// # Errors
    /// [`GraphError`] when `groups` has another length, a group is past the last or has no members.
    pub fn means(&self, groups: &[usize], count: usize) -> Result<Points, GraphError> {
        if groups.len() != self.len() {
            let (expected, found) = (self.len(), groups.len());
            return Err(GraphError::Shape { what: "the groups", expected, found });
        }
        let mut sums = vec![0.0f64; count * self.dimension];
        let mut members = vec![0usize; count];
        for (i, &group) in groups.iter().enumerate() {
            if group >= count {
                return Err(GraphError::Group { groups: count, found: group });
            }
            members[group] += 1;
            let sum = &mut sums[group * self.dimension..(group + 1) * self.dimension];
            sum.iter_mut().zip(self.row(i)).for_each(|(s, &x)| *s += f64::from(x));
        }
        if let Some(group) = members.iter().position(|&m| m == 0) {
            return Err(GraphError::Empty { group });
        }
        let mean = |(i, s): (usize, f64)| (s / members[i / self.dimension] as f64) as f32;
        Points::new(sums.into_iter().enumerate().map(mean).collect(), self.dimension)
    }

    /// Every point at length 1; a point at the origin stays there.
    pub(super) fn directions(&self) -> Vec<f32> {
        let rows = self.data.chunks_exact(self.dimension);
        rows.flat_map(|row| {
            let by = reciprocal_length(row);
            row.iter().map(move |&x| (f64::from(x) * by) as f32)
        })
        .collect()
    }
}

/// 1 / the Euclidean length of a row; 0 for a row of zeros.
pub(super) fn reciprocal_length(row: &[f32]) -> f64 {
    let length = row.iter().map(|&x| f64::from(x) * f64::from(x)).sum::<f64>().sqrt();
    if length > 0.0 { 1.0 / length } else { 0.0 }
}

fn check(data: &[f32], dimension: usize) -> Result<(), GraphError> {
    let whole = dimension > 0 && !data.is_empty() && data.len().is_multiple_of(dimension);
    if !whole {
        let expected = data.len().div_ceil(dimension.max(1)).max(1) * dimension.max(1);
        return Err(GraphError::Shape { what: "the embeddings", expected, found: data.len() });
    }
    match data.iter().position(|x| !x.is_finite()) {
        Some(at) => Err(GraphError::NotFinite { row: at / dimension }),
        None => Ok(()),
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::super::synthetic::rows;
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_small_space_by_hand() {
        // Directions (1, 0), (0, 1), (−1, 0): their mean is (0, 1/3).
        let embeddings = [2.0, 0.0, 0.0, 5.0, -0.5, 0.0];
        let space = Space::of(&embeddings, 2).unwrap();
        assert_eq!(space.centre(), [0.0, 1.0 / 3.0]);
        let points = space.place(&embeddings).unwrap();
        let near = |a: &[f32], b: &[f32]| a.iter().zip(b).all(|(x, y)| (x - y).abs() < 1e-6);
        assert!(near(points.row(1), &[0.0, 2.0 / 3.0]), "{points:?}");
        let means = points.means(&[1, 0, 1], 2).unwrap();
        assert!(near(means.data(), &[0.0, 2.0 / 3.0, 0.0, -1.0 / 3.0]), "{means:?}");
    }

    #[test]
    fn what_makes_no_points_is_refused() {
        assert!(matches!(Space::of(&[1.0; 5], 2), Err(GraphError::Shape { found: 5, .. })));
        assert!(matches!(Space::of(&[], 2), Err(GraphError::Shape { .. })));
        assert!(matches!(Points::new(vec![1.0], 0), Err(GraphError::Shape { .. })));
        let broken = [1.0, 0.0, 1.0, f32::NAN];
        assert_eq!(Space::of(&broken, 2), Err(GraphError::NotFinite { row: 1 }));
        let points = Points::new(vec![1.0; 6], 2).unwrap();
        assert!(matches!(points.means(&[0, 1], 2), Err(GraphError::Shape { .. })));
        assert_eq!(points.means(&[0, 1, 2], 2), Err(GraphError::Group { groups: 2, found: 2 }));
        assert_eq!(points.means(&[0, 2, 2], 3), Err(GraphError::Empty { group: 1 }));
    }

    proptest! {
        #[test]
        fn points_sum_to_zero_and_ignore_length(seed in 0u64..500, n in 1usize..12) {
            let embeddings = rows(seed, n, 7);
            let space = Space::of(&embeddings, 7).unwrap();
            let points = space.place(&embeddings).unwrap();
            for axis in 0..7 {
                let sum: f32 = (0..n).map(|i| points.row(i)[axis]).sum();
                prop_assert!(sum.abs() < 1e-5, "axis {axis} sums to {sum}");
            }
            let longer: Vec<f32> = embeddings.iter().map(|x| x * 4.0).collect();
            prop_assert_eq!(space.place(&longer).unwrap(), points);
        }

        #[test]
        fn a_group_of_everything_is_the_centre(seed in 0u64..500, n in 1usize..12) {
            let embeddings = rows(seed, n, 5);
            let points = Space::of(&embeddings, 5).unwrap().place(&embeddings).unwrap();
            let means = points.means(&vec![0; n], 1).unwrap();
            prop_assert!(means.data().iter().all(|x| x.abs() < 1e-6));
        }
    }
}
