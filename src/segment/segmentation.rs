//! The label map that every explanation hangs on.

/// A picture cut into pieces: one label per pixel.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Segmentation {
    width: usize,
    height: usize,
    labels: Vec<u16>,
    count: usize,
}

/// Why a label map is not a segmentation.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SegmentationError {
    /// The number of labels is not width × height, or a side is 0.
    #[error("a label map of {width} x {height} needs {} labels, found {found}", width.saturating_mul(*height))]
    Size {
        /// Pixels per row.
        width: usize,
        /// Rows.
        height: usize,
        /// Labels given.
        found: usize,
    },
    /// Labels are not 0, 1, …, count − 1, each used at least once.
    #[error("labels must be contiguous from 0; label {missing} of {count} is not used")]
    Gap {
        /// The first label without a pixel.
        missing: usize,
        /// One more than the largest label.
        count: usize,
    },
    /// There are more superpixels than 16 bits can number.
    #[error("at most {} superpixels can be told apart, found {found}", Segmentation::MAX_COUNT)]
    TooMany {
        /// Superpixels asked for or given.
        found: usize,
    },
}

impl Segmentation {
    /// The largest number of superpixels.
    pub const MAX_COUNT: usize = 1 << 16;

    /// Takes row-major labels, contiguous from 0 (each of `0..count` used at least once).
    pub fn new(width: usize, height: usize, labels: Vec<u16>) -> Result<Self, SegmentationError> {
        if width == 0 || height == 0 || width.checked_mul(height) != Some(labels.len()) {
            return Err(SegmentationError::Size { width, height, found: labels.len() });
        }
        let count = labels.iter().copied().max().map_or(0, |m| usize::from(m) + 1);
        let mut used = vec![false; count];
        for &l in &labels {
            used[usize::from(l)] = true;
        }
        match used.iter().position(|u| !u) {
            Some(missing) => Err(SegmentationError::Gap { missing, count }),
            None => Ok(Self { width, height, labels, count }),
        }
    }

    /// Pixels per row.
    pub fn width(&self) -> usize {
        self.width
    }

    /// Number of rows.
    pub fn height(&self) -> usize {
        self.height
    }

    /// Row-major labels, each in `0..count`.
    pub fn labels(&self) -> &[u16] {
        &self.labels
    }

    /// Number of superpixels.
    pub fn count(&self) -> usize {
        self.count
    }

    /// Pixels of each superpixel; sums to width × height.
    pub fn areas(&self) -> Vec<usize> {
        let mut areas = vec![0; self.count];
        for &l in &self.labels {
            areas[usize::from(l)] += 1;
        }
        areas
    }

    /// The label map at another size by nearest neighbour (pixel centres:
    /// source column = ⌊(x + ½) · width / new width⌋, rows alike). A label whose superpixel is too
    /// thin to be hit keeps its number but has no pixel, so the result is a plain vector.
    pub fn labels_at(&self, width: usize, height: usize) -> Vec<u16> {
        let source = |i: usize, new: usize, old: usize| ((2 * i + 1) * old / (2 * new)).min(old - 1);
        let columns: Vec<usize> = (0..width).map(|x| source(x, width, self.width)).collect();
        let mut out = Vec::with_capacity(width * height);
        for y in 0..height {
            let row = source(y, height, self.height) * self.width;
            out.extend(columns.iter().map(|&x| self.labels[row + x]));
        }
        out
    }
}
