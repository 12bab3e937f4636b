//! Fused operators for inverted-residual networks (MobileNet, EfficientNet and their like).
//!
//! [`optimise`] searches tract's typed, decluttered graph, by structure, for
//!
//! - dense convolutions, such as the first of a network,
//! - blocks of expand 1×1, depthwise k×k and project 1×1 with or without a residual, whole or in part,
//! - other 1×1 convolutions and fully connected layers,
//! - global pooling behind one of these,
//!
//! each with bias, batch norm and clamp folded in, and replaces them by operators that work in channels-last
//! order on the [`kernels`]. Windows are square, of side 3, 5 or 7 and stride 1 or 2, with any padding;
//! widths are arbitrary. Everything else stays as it is, node by node, and layouts are converted at the
//! borders only.
//!
//! In plain `simd128` wasm, on x86-64 and in scalar code the operators give the same bits.

mod block;
mod form;
pub mod kernels;
mod layers;
mod linear;
mod operator;
mod rewrite;
mod search;

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests;

use tract_onnx::prelude::{TractResult, TypedModel};

pub use kernels::{TileHeight, calibrate};

/// What [`optimise`] found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FusedReport {
    /// Dense k×k convolutions.
    pub convolutions: usize,
    /// Depthwise convolutions with what belongs to them.
    pub blocks: usize,
    /// Of these, how many have an expansion.
    pub expansions: usize,
    /// Of these, how many have a projection.
    pub projections: usize,
    /// Sums with another tensor that became part of an operator.
    pub residuals: usize,
    /// 1×1 convolutions outside blocks, over more than one pixel.
    pub pointwise: usize,
    /// Fully connected layers: also 1×1 convolutions over one pixel.
    pub connected: usize,
    /// Global poolings.
    pub pools: usize,
    /// Operators left to tract, without constants, inputs and changes of axes.
    pub stock: usize,
    /// Whether the input became `1 × H × W × 3` bytes.
    pub takes_bytes: bool,
}

impl FusedReport {
    /// Whether anything was replaced.
    pub fn found_any(&self) -> bool {
        self.convolutions + self.blocks + self.pointwise + self.connected + self.pools > 0
    }
}

/// Replaces what the fused operators can do; a graph with nothing of the kind comes back as it was.
///
/// `model` is typed and decluttered. With `tables`, a model whose only reader of its input is a convolution
/// over three channels then takes bytes in `N × H × W × 3` order instead, each standing for the value in its
/// channel's table ([`FusedReport::takes_bytes`] says whether).
///
/// # Errors
/// What tract says of a graph that contradicts itself.
pub fn optimise(
    model: TypedModel,
    tile: TileHeight,
    tables: Option<&[[f32; 256]; 3]>,
) -> TractResult<(TypedModel, FusedReport)> {
    rewrite::optimise(model, tile, tables)
}
