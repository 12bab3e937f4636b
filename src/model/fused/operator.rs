//! The fused layers as operators of tract's typed graph.

use std::hash::{Hash, Hasher};
use std::sync::Arc;

use tract_onnx::tract_core::internal::*;
use tract_onnx::tract_core::{as_op, op_as_typed_op, op_out_of_plan};

use super::block::Block;
use super::kernels::TileHeight;
use super::layers::{Convolution, Pictures, Pointwise, Pool, with_scratch};

/// How a first convolution's input lies in memory.
#[derive(Clone, Debug)]
pub(super) enum Source {
    /// Floats, `N × H × W × C` or `H × W × C`.
    Interleaved,
    /// Floats, `N × C × H × W` or `C × H × W`.
    Planar,
    /// Bytes, `N × H × W × 3`, and what they stand for.
    Bytes(Box<[[f32; 256]; 3]>),
}

#[derive(Clone, Debug)]
pub(super) enum Layer {
    Convolution(Convolution, Source),
    Block(Block),
    Pointwise(Pointwise),
    Pool(Pool),
}

/// An operator whose output is `N × H × W × C` and, except for a convolution, whose inputs are too: the
/// data, then a residual where there is one.
#[derive(Clone, Debug)]
pub(super) struct Fused {
    pub layer: Arc<Layer>,
    /// `N × H × W × C`
    pub shape: TVec<TDim>,
    pub tile: TileHeight,
}

/// Operators are equal when they are copies of each other; weights are not compared.
impl PartialEq for Fused {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.layer, &other.layer) && self.shape == other.shape && self.tile == other.tile
    }
}

impl Eq for Fused {}

impl Hash for Fused {
    fn hash<H: Hasher>(&self, state: &mut H) {
        Arc::as_ptr(&self.layer).hash(state);
        self.shape.hash(state);
        self.tile.hash(state);
    }
}

impl Op for Fused {
    fn name(&self) -> StaticName {
        match &*self.layer {
            Layer::Convolution(..) => "FusedConvolution",
            Layer::Block(_) => "FusedBlock",
            Layer::Pointwise(_) => "FusedPointwise",
            Layer::Pool(_) => "FusedPool",
        }
        .into()
    }

    op_as_typed_op!();
}

impl EvalOp for Fused {
    op_out_of_plan!();

    fn eval(&self, context: &EvalContext, inputs: TVec<TValue>) -> TractResult<TVec<TValue>> {
        let shape = self
            .shape
            .iter()
            .map(|d| Ok(d.eval(context.symbols).to_usize()?))
            .collect::<TractResult<TVec<_>>>()?;
        let mut output = Tensor::zero::<f32>(&shape)?;
        {
            let mut view = output.try_as_plain_ram_mut()?;
            let out = view.as_slice_mut::<f32>()?;
            let data = inputs[0].try_as_plain_ram()?;
            let residual = inputs.get(1).map(|r| r.try_as_plain_ram()).transpose()?;
            let residual = residual.as_ref().map(|r| r.as_slice::<f32>()).transpose()?;
            let (count, tile) = (shape[0], self.tile);
            with_scratch(|scratch| -> TractResult<()> {
                match &*self.layer {
                    Layer::Convolution(layer, source) => {
                        let pictures = match source {
                            Source::Interleaved => Pictures::Interleaved(data.as_slice()?),
                            Source::Planar => Pictures::Planar(data.as_slice()?),
                            Source::Bytes(tables) => Pictures::Bytes(data.as_slice()?, tables),
                        };
                        layer.run(pictures, count, out, scratch, tile);
                    }
                    Layer::Block(layer) => layer.run(data.as_slice()?, residual, count, out, scratch, tile),
                    Layer::Pointwise(layer) => layer.run(data.as_slice()?, residual, out, tile),
                    Layer::Pool(layer) => layer.run(data.as_slice()?, out),
                }
                Ok(())
            })?;
        }
        Ok(tvec!(output.into_tvalue()))
    }
}

impl TypedOp for Fused {
    fn output_facts(&self, _inputs: &[&TypedFact]) -> TractResult<TVec<TypedFact>> {
        Ok(tvec!(f32::fact(&self.shape)))
    }

    as_op!();
}
