//! Arithmetic of the fused operators: 128-bit SIMD in wasm and on x86-64, scalar elsewhere, with one order
//! of operations for all.

mod calibrate;
mod dense;
mod depthwise;
mod lanes;

pub use calibrate::calibrate;
pub use dense::{Dense, Residual, Rows, dense};
pub use depthwise::{Depthwise, depthwise};
pub use lanes::FUSES;

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests;

/// Bounds of a value; NaN passes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Clamp {
    /// Smaller values become this.
    pub low: f32,
    /// Larger values become this.
    pub high: f32,
}

impl Clamp {
    /// No bounds.
    pub const NONE: Self = Self { low: f32::NEG_INFINITY, high: f32::INFINITY };

    /// These bounds, then `max(_, low)`.
    pub fn then_max(self, low: f32) -> Self {
        Self { low: self.low.max(low), high: self.high.max(low) }
    }

    /// These bounds, then `min(_, high)`.
    pub fn then_min(self, high: f32) -> Self {
        Self { low: self.low.min(high), high: self.high.min(high) }
    }
}

/// How many rows the matrix kernel computes together. Which is fastest depends on the engine, because
/// browsers leave different numbers of vector registers to a wasm loop; results never depend on it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum TileHeight {
    /// Three rows: six sums.
    Three,
    /// Four rows: eight sums.
    #[default]
    Four,
    /// Six rows: twelve sums, and four values of each row in one turn of the inner loop.
    Six,
}

impl TileHeight {
    /// Every height.
    pub const ALL: [Self; 3] = [Self::Three, Self::Four, Self::Six];

    /// Number of rows.
    pub fn rows(self) -> usize {
        match self {
            Self::Three => 3,
            Self::Four => 4,
            Self::Six => 6,
        }
    }

    /// The height of that many rows, where there is one.
    pub fn from_rows(rows: usize) -> Option<Self> {
        Self::ALL.into_iter().find(|h| h.rows() == rows)
    }
}
