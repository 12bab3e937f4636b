//! Segmentations that are not computed: a grid, and labels given by a person or a mask.

use super::segmentation::{Segmentation, SegmentationError};

/// Cuts a picture into `columns` × `rows` rectangles of nearly equal size, numbered row by row. More
/// columns than pixels become one per pixel, 0 becomes 1; rows alike.
///
/// # Errors
/// [`SegmentationError::TooMany`] when there are more than 65,536 rectangles, and
/// [`SegmentationError::Size`] when the picture has a side of 0.
pub fn grid(
    width: usize,
    height: usize,
    columns: usize,
    rows: usize,
) -> Result<Segmentation, SegmentationError> {
    let (columns, rows) = (columns.clamp(1, width.max(1)), rows.clamp(1, height.max(1)));
    if columns.saturating_mul(rows) > Segmentation::MAX_COUNT {
        return Err(SegmentationError::TooMany { found: columns.saturating_mul(rows) });
    }
    let column_of: Vec<usize> = (0..width).map(|x| x * columns / width).collect();
    let row_start = |y: usize| y * rows / height * columns;
    let labels = (0..height).flat_map(|y| column_of.iter().map(move |c| (row_start(y) + c) as u16)).collect();
    Segmentation::new(width, height, labels)
}

/// Takes any row-major labels and numbers them 0, 1, … in ascending order, so that contiguous labels stay
/// as they are. A label may be in several pieces.
///
/// # Errors
/// [`SegmentationError::Size`] when there is not one label per pixel, [`SegmentationError::TooMany`] when
/// there are more than 65,536 different labels.
pub fn from_labels(width: usize, height: usize, labels: &[u32]) -> Result<Segmentation, SegmentationError> {
    let mut used = labels.to_vec();
    used.sort_unstable();
    used.dedup();
    if used.len() > Segmentation::MAX_COUNT {
        return Err(SegmentationError::TooMany { found: used.len() });
    }
    let number = |label: &u32| used.partition_point(|u| u < label) as u16;
    Segmentation::new(width, height, labels.iter().map(number).collect())
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;

    #[test]
    fn a_grid_covers_the_picture_evenly() {
        let g = grid(7, 4, 3, 2).unwrap();
        assert_eq!(g.labels()[..7], [0, 0, 0, 1, 1, 2, 2]);
        assert_eq!(g.labels()[21..], [3, 3, 3, 4, 4, 5, 5]);
        assert_eq!((g.count(), g.areas()), (6, vec![6, 4, 4, 6, 4, 4]));
        assert_eq!(grid(2, 3, 9, 0).unwrap().labels(), [0, 1, 0, 1, 0, 1]);
        assert_eq!(grid(1000, 1000, 300, 300), Err(SegmentationError::TooMany { found: 90_000 }));
        assert_eq!(grid(256, 256, 256, 256).unwrap().count(), 65_536);
        assert!(matches!(grid(0, 5, 1, 1), Err(SegmentationError::Size { .. })));
    }

    #[test]
    fn any_labels_become_contiguous() {
        let s = from_labels(2, 2, &[9, u32::MAX, 4, 9]).unwrap();
        assert_eq!((s.labels(), s.count()), (&[1, 2, 0, 1][..], 3));
        assert_eq!(from_labels(3, 1, &[0, 2, 1]).unwrap().labels(), [0, 2, 1]);
        assert!(matches!(from_labels(2, 2, &[1, 2, 3]), Err(SegmentationError::Size { .. })));
        let many: Vec<u32> = (0..65_537).collect();
        assert_eq!(from_labels(65_537, 1, &many), Err(SegmentationError::TooMany { found: 65_537 }));
    }
}
