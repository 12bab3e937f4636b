//! Where the clusters of SLIC start.

/// Evenly spaced places along the rows and the columns of a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct SeedGrid {
    /// Down the picture.
    pub rows: Spacing,
    /// Across the picture.
    pub columns: Spacing,
}

/// `start`, `start + step`, … up to the end of a side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Spacing {
    pub start: usize,
    pub step: usize,
}

impl Spacing {
    /// From a real step: starts at half of it, rounds to even at a half.
    fn new(step: f64) -> Self {
        Self { start: (step / 2.0).floor() as usize, step: step.round_ties_even() as usize }
    }

    fn places(self, side: usize) -> impl Iterator<Item = usize> + Clone {
        (self.start..side).step_by(self.step)
    }
}

impl SeedGrid {
    /// About `points` places on a picture, matched to `skimage.util.regular_grid` (scikit-image 0.26.0)
    /// for a shape of 1 × `height` × `width`: square cells of area `width * height / points`, unless
    /// the shorter side is shorter than such a cell.
    pub fn new(width: usize, height: usize, points: usize) -> Self {
        let area = width as f64 * height as f64;
        let points = points as f64;
        let every = Spacing { start: 0, step: 1 };
        if area <= points {
            return Self { rows: every, columns: every };
        }
        let cell = (area / points).sqrt();
        let (short, long) = (width.min(height) as f64, width.max(height) as f64);
        let (short, long) = if short < cell { (short, long / points) } else { (cell, cell) };
        let (short, long) = (Spacing::new(short), Spacing::new(long));
        if height <= width {
            Self { rows: short, columns: long }
        } else {
            Self { rows: long, columns: short }
        }
    }

    /// The places as (row, column), row by row.
    pub fn places(self, width: usize, height: usize) -> Vec<(usize, usize)> {
        let columns = self.columns.places(width);
        self.rows.places(height).flat_map(|y| columns.clone().map(move |x| (y, x))).collect()
    }

    /// For each pixel, row-major, the number of the place whose cell holds it; the last cell of a row
    /// or column holds what is left over.
    pub fn cells(self, width: usize, height: usize) -> Vec<u16> {
        let cell = |at: usize, spacing: Spacing, side: usize| {
            (at / spacing.step).min(spacing.places(side).count() - 1)
        };
        let across = self.columns.places(width).count();
        let columns: Vec<usize> = (0..width).map(|x| cell(x, self.columns, width)).collect();
        let row = |y| cell(y, self.rows, height) * across;
        (0..height).flat_map(|y| columns.iter().map(move |x| (row(y) + x) as u16)).collect()
    }

    /// The larger step.
    pub fn step(self) -> usize {
        self.rows.step.max(self.columns.step)
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;

    /// Slices of `skimage.util.regular_grid((1, height, width), points)`, scikit-image 0.26.0.
    #[test]
    fn equals_scikit_image() {
        // width, height, points, rows (start, step), columns (start, step)
        let known = include_str!("../../tests/golden/slic/grids.txt");
        let mut cases = 0;
        for line in known.lines() {
            let v: Vec<usize> = line.split(' ').map(|t| t.parse().unwrap()).collect();
            let grid = SeedGrid::new(v[0], v[1], v[2]);
            let found = [grid.rows.start, grid.rows.step, grid.columns.start, grid.columns.step];
            assert_eq!(found, v[3..7], "{line}");
            cases += 1;
        }
        assert!(cases >= 100);
    }
}
