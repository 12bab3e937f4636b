//! How much one picture is like each character: a model's embedding with cosines as its class scores.

use super::error::GraphError;
use super::points::{Points, Space, reciprocal_length};

/// A space and the characters in it. Asked of a picture's embedding it gives a number per character, as
/// a classifier's head does, so that whatever explains a class score explains a likeness too.
#[derive(Clone, Debug, PartialEq)]
pub struct Likeness {
    space: Space,
    centroids: Points,
}

impl Likeness {
    /// Characters in a space.
    ///
    /// # Errors
    /// [`GraphError::Shape`] when they have another dimension.
    pub fn new(space: Space, centroids: Points) -> Result<Self, GraphError> {
        let (expected, found) = (space.dimension(), centroids.dimension());
        if expected != found {
            return Err(GraphError::Shape { what: "a centroid", expected, found });
        }
        Ok(Self { space, centroids })
    }

    /// From what [`Self::to_rows`] gave.
    ///
    /// # Errors
    /// [`GraphError`] when there are fewer than two whole rows, or a number is not finite.
    pub fn from_rows(rows: &[f32], dimension: usize) -> Result<Self, GraphError> {
        let all = Points::new(rows.to_vec(), dimension)?;
        let space = Space::around(all.row(0).to_vec())?;
        Self::new(space, Points::new(rows[dimension..].to_vec(), dimension)?)
    }

    /// The centre, then a row per character: `(1 + characters) × dimension`, row-major.
    pub fn to_rows(&self) -> Vec<f32> {
        [self.space.centre(), self.centroids.data()].concat()
    }

    /// The space.
    pub fn space(&self) -> &Space {
        &self.space
    }

    /// Number of characters.
    pub fn characters(&self) -> usize {
        self.centroids.len()
    }

    /// Numbers per embedding.
    pub fn dimension(&self) -> usize {
        self.space.dimension()
    }

    /// Cosine of the angle between the embedding's point and each character, −1 to 1, in `f64` rounded
    /// once: weights of single superpixels are small differences of these.
    ///
    /// # Errors
    /// [`GraphError`] when the embedding is of another length or not finite.
    pub fn of(&self, embedding: &[f32]) -> Result<Vec<f32>, GraphError> {
        if embedding.len() != self.dimension() {
            let (expected, found) = (self.dimension(), embedding.len());
            return Err(GraphError::Shape { what: "the embedding", expected, found });
        }
        let point = self.space.place(embedding)?;
        let own = reciprocal_length(point.data());
        let cosine = |c: usize| {
            let row = self.centroids.row(c);
            let pairs = point.data().iter().zip(row);
            let sum: f64 = pairs.map(|(&x, &y)| f64::from(x) * f64::from(y)).sum();
            (sum * own * reciprocal_length(row)).clamp(-1.0, 1.0) as f32
        };
        Ok((0..self.characters()).map(cosine).collect())
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::super::similarities::Similarities;
    use super::super::synthetic::rows;
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn agrees_with_the_similarities_of_points(seed in 0u64..300, n in 2usize..12) {
            let embeddings = rows(seed, n, 6);
            let space = Space::of(&embeddings, 6).unwrap();
            let points = space.place(&embeddings).unwrap();
            let all = Similarities::of(&points);
            let likeness = Likeness::new(space, points).unwrap();
            for i in 0..n {
                let found = likeness.of(&embeddings[i * 6..(i + 1) * 6]).unwrap();
                for (j, f) in found.iter().enumerate() {
                    prop_assert!((f - all.get(i, j)).abs() < 1e-5);
                }
            }
            prop_assert_eq!(Likeness::from_rows(&likeness.to_rows(), 6).unwrap(), likeness);
        }
    }

    #[test]
    fn lengths_are_checked() {
        let space = Space::around(vec![0.0, 0.0]).unwrap();
        let three = Points::new(vec![1.0; 3], 3).unwrap();
        assert!(Likeness::new(space.clone(), three).is_err());
        let likeness = Likeness::new(space, Points::new(vec![1.0, 0.0], 2).unwrap()).unwrap();
        assert_eq!(likeness.of(&[3.0, 4.0]).unwrap(), [0.6]);
        assert!(likeness.of(&[1.0; 3]).is_err());
        assert!(Likeness::from_rows(&[0.0, 0.0], 2).is_err());
    }
}
