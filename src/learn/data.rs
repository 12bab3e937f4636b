//! Embeddings with their labels, checked once.

use super::LearnError;

/// Embeddings of pictures: `rows × dimension`, row-major, every number finite.
#[derive(Clone, Copy, Debug)]
pub struct Embeddings<'a> {
    data: &'a [f32],
    dimension: usize,
}

impl<'a> Embeddings<'a> {
    /// Takes whole rows of finite numbers.
    ///
    /// # Errors
    /// [`LearnError::Shape`] when `data` is not a whole number of rows (or `dimension` is 0),
    /// [`LearnError::NotFinite`] when it holds a NaN or an infinity.
    pub fn new(data: &'a [f32], dimension: usize) -> Result<Self, LearnError> {
        if dimension == 0 || !data.len().is_multiple_of(dimension) {
            let expected = data.len().div_ceil(dimension.max(1)) * dimension.max(1);
            return Err(LearnError::Shape { what: "the embeddings", expected, found: data.len() });
        }
        match data.iter().position(|x| !x.is_finite()) {
            Some(at) => Err(LearnError::NotFinite { row: at / dimension }),
            None => Ok(Self { data, dimension }),
        }
    }

    /// Number of pictures.
    pub fn rows(&self) -> usize {
        self.data.len() / self.dimension
    }

    /// Length of an embedding.
    pub fn dimension(&self) -> usize {
        self.dimension
    }

    /// The first `rows` of them.
    ///
    /// # Panics
    /// When there are fewer.
    pub fn first(&self, rows: usize) -> Self {
        Self { data: &self.data[..rows * self.dimension], dimension: self.dimension }
    }

    /// The embedding of picture `row`.
    ///
    /// # Panics
    /// When there is no such row.
    pub fn row(&self, row: usize) -> &'a [f32] {
        &self.data[row * self.dimension..(row + 1) * self.dimension]
    }
}

/// Embeddings, the class of each, and the classes' names.
#[derive(Clone, Copy, Debug)]
pub struct Labelled<'a> {
    /// One row per picture.
    pub embeddings: Embeddings<'a>,
    labels: &'a [usize],
    names: &'a [String],
    /// The row that each of the last rows is a variant of.
    sources: &'a [usize],
}

impl<'a> Labelled<'a> {
    /// Takes one label in `0..names.len()` per row.
    ///
    /// # Errors
    /// [`LearnError::Classes`] for fewer than two classes, [`LearnError::Shape`] for another number
    /// of labels than rows, [`LearnError::Label`] for a label out of range.
    pub fn new(
        embeddings: Embeddings<'a>,
        labels: &'a [usize],
        names: &'a [String],
    ) -> Result<Self, LearnError> {
        let classes = names.len();
        if classes < 2 {
            return Err(LearnError::Classes { found: classes });
        }
        if labels.len() != embeddings.rows() {
            let (expected, found) = (embeddings.rows(), labels.len());
            return Err(LearnError::Shape { what: "the labels", expected, found });
        }
        match labels.iter().position(|&l| l >= classes) {
            Some(row) => Err(LearnError::Label { row, found: labels[row], classes }),
            None => Ok(Self { embeddings, labels, names, sources: &[] }),
        }
    }

    /// Takes the last `sources.len()` rows for variants (mirrored, turned, ...) of the rows that `sources`
    /// names: they are trained on together with their source, and never measured.
    ///
    /// # Errors
    /// [`LearnError::Shape`] for more variants than rows, [`LearnError::Variant`] when a source is itself
    /// one of the variants or has another label.
    pub fn with_variants(mut self, sources: &'a [usize]) -> Result<Self, LearnError> {
        let Some(measured) = self.labels.len().checked_sub(sources.len()) else {
            let (expected, found) = (self.labels.len(), sources.len());
            return Err(LearnError::Shape { what: "the variants", expected, found });
        };
        let is_of =
            |i: usize, source: usize| source < measured && self.labels[source] == self.labels[measured + i];
        match sources.iter().enumerate().find(|&(i, &source)| !is_of(i, source)) {
            Some((i, &source)) => Err(LearnError::Variant { row: measured + i, source_row: source }),
            None => {
                self.sources = sources;
                Ok(self)
            }
        }
    }

    /// Rows that are no variants; they come first.
    pub fn measured(&self) -> usize {
        self.labels.len() - self.sources.len()
    }

    /// The row that each row behind the measured ones is a variant of.
    pub fn sources(&self) -> &'a [usize] {
        self.sources
    }

    /// The class of each row.
    pub fn labels(&self) -> &'a [usize] {
        self.labels
    }

    /// Number of classes.
    pub fn classes(&self) -> usize {
        self.names.len()
    }

    /// The classes' names.
    pub fn names(&self) -> &'a [String] {
        self.names
    }

    /// How many of `rows` each class has.
    pub fn counts(&self, rows: &[usize]) -> Vec<usize> {
        let mut counts = vec![0; self.classes()];
        rows.iter().for_each(|&row| counts[self.labels[row]] += 1);
        counts
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;

    #[test]
    fn broken_data_is_refused() {
        assert!(matches!(
            Embeddings::new(&[0.0; 5], 2),
            Err(LearnError::Shape { expected: 6, found: 5, .. })
        ));
        assert!(matches!(Embeddings::new(&[0.0; 5], 0), Err(LearnError::Shape { .. })));
        let holed = [0.0, 1.0, 2.0, f32::NAN];
        assert!(matches!(Embeddings::new(&holed, 2), Err(LearnError::NotFinite { row: 1 })));
        let data = [0.0; 6];
        let rows = Embeddings::new(&data, 2).unwrap();
        let two = ["a".to_string(), "b".to_string()];
        assert!(matches!(Labelled::new(rows, &[0; 3], &two[..1]), Err(LearnError::Classes { found: 1 })));
        assert!(matches!(Labelled::new(rows, &[0; 3], &[]), Err(LearnError::Classes { found: 0 })));
        assert!(matches!(
            Labelled::new(rows, &[0; 4], &two),
            Err(LearnError::Shape { expected: 3, found: 4, .. })
        ));
        assert!(matches!(
            Labelled::new(rows, &[0, 2, 1], &two),
            Err(LearnError::Label { row: 1, found: 2, classes: 2 })
        ));
        let sound = Labelled::new(rows, &[0, 1, 0], &two).unwrap();
        assert_eq!(sound.with_variants(&[0]).unwrap().measured(), 2);
        for wrong in [1, 2, 9] {
            assert!(matches!(sound.with_variants(&[wrong]), Err(LearnError::Variant { row: 2, .. })));
        }
        assert!(matches!(sound.with_variants(&[0; 4]), Err(LearnError::Shape { .. })));
    }
}
