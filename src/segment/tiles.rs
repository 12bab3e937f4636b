//! A picture in CIELAB, cut into small squares, so that what is asked about neighbouring pixels lies together.

use crate::picture::{LabTable, Rgb8Image, ToneRange};

/// Side of a tile.
pub(super) const TILE: usize = 8;
pub(super) const AREA: usize = TILE * TILE;
/// Units of the whole numbers that stand for L*, a* and b*: fine enough that no label depends on them, and
/// sums of them are exact.
pub(super) const FIXED: f64 = (1u32 << 24) as f64;

/// A picture of `width × height` pixels.
pub(super) struct Tiles {
    pub width: usize,
    pub height: usize,
    /// Tiles per row of tiles.
    pub across: usize,
    /// Row-major.
    pub all: Vec<Tile>,
    /// The largest absolute value of L*, a* and b*.
    pub largest: f32,
}

/// A part of the picture. Where it reaches beyond the edge, the pixels at the edge are repeated.
pub(super) struct Tile {
    pub top: usize,
    pub left: usize,
    /// Rows and columns inside the picture.
    pub inside: (usize, usize),
    /// L*, a* and b* in units of 1 / [`FIXED`].
    pub exact: [[i32; AREA]; 3],
    /// Ranges of the same as [`nearly`] gives it.
    pub low: [f32; 3],
    pub high: [f32; 3],
}

impl Tiles {
    pub fn new(picture: &Rgb8Image) -> Self {
        let (width, height) = (picture.width(), picture.height());
        let across = width.div_ceil(TILE);
        let table = LabTable::new(picture, ToneRange::Stretched);
        let mut all = Vec::with_capacity(across * height.div_ceil(TILE));
        let mut rgb = [[0; 3]; AREA];
        for top in (0..height).step_by(TILE) {
            for left in (0..width).step_by(TILE) {
                let inside @ (_, columns) = (TILE.min(height - top), TILE.min(width - left));
                for (y, row) in rgb.chunks_exact_mut(TILE).enumerate() {
                    let start = (top + y).min(height - 1) * width + left;
                    let pixels = picture.data()[start * 3..][..columns * 3].chunks_exact(3);
                    for (to, from) in row.iter_mut().zip(pixels) {
                        to.copy_from_slice(from);
                    }
                    let last = row[columns - 1];
                    row[columns..].fill(last);
                }
                all.push(Tile::new((top, left), inside, &table.convert(&rgb)));
            }
        }
        let values = all.iter().flat_map(|t: &Tile| t.low.iter().chain(&t.high));
        let largest = values.fold(0.0, |largest: f32, v| largest.max(v.abs()));
        Self { width, height, across, all, largest }
    }
}

/// A colour's channel in `f32`.
#[inline(always)]
pub(super) fn nearly(fixed: i32) -> f32 {
    fixed as f32 * (1.0 / FIXED as f32)
}

impl Tile {
    fn new((top, left): (usize, usize), inside: (usize, usize), lab: &[[f64; AREA]; 3]) -> Self {
        let mut tile = Self { top, left, inside, exact: [[0; AREA]; 3], low: [0.0; 3], high: [0.0; 3] };
        for (c, plane) in lab.iter().enumerate() {
            let (mut low, mut high) = ([i32::MAX; TILE], [i32::MIN; TILE]);
            for (to, from) in tile.exact[c].chunks_exact_mut(TILE).zip(plane.chunks_exact(TILE)) {
                for i in 0..TILE {
                    to[i] = (from[i] * FIXED) as i32;
                    low[i] = low[i].min(to[i]);
                    high[i] = high[i].max(to[i]);
                }
            }
            tile.low[c] = nearly(low.into_iter().min().unwrap_or(0));
            tile.high[c] = nearly(high.into_iter().max().unwrap_or(0));
        }
        tile
    }

    /// The colour of pixel `i` in units of 1 / [`FIXED`].
    pub fn exact_at(&self, i: usize) -> [i32; 3] {
        [0, 1, 2].map(|c| self.exact[c][i])
    }
}
