//! From a file to a plan that can be run.

use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use tract_onnx::prelude::*;
use tract_onnx::tract_core::internal::{DimLike, bail};

use super::OnnxOptions;
use super::facts::OnnxFacts;
use crate::model::file::{ChannelOrder, Layout};
use crate::model::fused::{self, FusedReport};

/// Pictures in one run of a graph that is fused wholly: weights are read less often than one by one. Eight
/// are hardly quicker and take twice the memory.
const MOST_TOGETHER: usize = 4;
/// More pictures in one run than this are not taken.
const MOST_FIXED: usize = 64;

/// A plan that can be run.
pub(super) struct Built {
    pub(super) plan: Arc<TypedRunnableModel>,
    /// Names of the outputs in order, and the length of each for one picture.
    pub(super) outputs: Vec<(String, usize)>,
    pub(super) fused: FusedReport,
    pub(super) together: Together,
}

/// How many pictures a plan takes in one run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Together {
    /// At most so many.
    AtMost(usize),
    /// Exactly so many: all but the first are black.
    Exactly(usize),
}

impl Together {
    /// Pictures in one run.
    pub(super) fn pictures(self) -> usize {
        match self {
            Self::AtMost(n) => n,
            Self::Exactly(_) => 1,
        }
    }
}

/// What comes of a graph from outside, whose numbers tract does not check everywhere before it trusts them.
/// Where a panic cannot be caught, in wasm, it ends the worker, and the page says so.
pub(super) fn guarded<T>(act: impl FnOnce() -> TractResult<T>) -> TractResult<T> {
    catch_unwind(AssertUnwindSafe(act)).unwrap_or_else(|_| bail!("the network library gave it up"))
}

/// The plan with fused operators where they are wanted and fit. A graph that they cover wholly takes several
/// pictures in one run, any other one at a time, because tract's own operators may give other bits in
/// larger batches.
pub(super) fn build(
    onnx: &tract_onnx::Onnx,
    bytes: &[u8],
    facts: &OnnxFacts,
    options: &OnnxOptions,
) -> TractResult<Built> {
    if options.fused && !options.changeable {
        // A graph may insist on one picture, for instance by a constant in a change of shape.
        let open = build_for(onnx, bytes, facts, options, Together::AtMost(MOST_TOGETHER));
        if let Some(built) = open.ok().filter(|b| b.fused.stock == 0 && b.fused.takes_bytes) {
            return Ok(built);
        }
    }
    let alone = build_for(onnx, bytes, facts, options, Together::AtMost(1));
    match facts.batch {
        // The batch may be written into the graph, not only into its input.
        Some(fixed @ 2..=MOST_FIXED) if alone.is_err() => {
            build_for(onnx, bytes, facts, options, Together::Exactly(fixed))
        }
        _ => alone,
    }
}

fn build_for(
    onnx: &tract_onnx::Onnx,
    bytes: &[u8],
    facts: &OnnxFacts,
    options: &OnnxOptions,
    together: Together,
) -> TractResult<Built> {
    let mut model = onnx.model_for_read(&mut Cursor::new(bytes))?;
    let symbol = model.symbols.sym("pictures");
    let count = match together {
        Together::AtMost(1) => TDim::from(1),
        Together::AtMost(_) => TDim::from(symbol.clone()),
        Together::Exactly(n) => n.to_dim(),
    };
    let (height, width) = (facts.input.height.to_dim(), facts.input.width.to_dim());
    let shape = match facts.layout {
        Layout::Nchw => [count, 3.to_dim(), height, width],
        Layout::Nhwc => [count, height, width, 3.to_dim()],
    };
    model.set_input_fact(0, f32::fact(shape).into())?;
    let wanted = if options.embedding_only {
        [None, facts.embedding.clone()]
    } else {
        [facts.scores.clone(), facts.embedding.clone()]
    };
    let names: Vec<String> = wanted.into_iter().flatten().collect();
    model.select_outputs_by_name(&names)?;
    let mut typed = model.into_typed()?;
    let mut fused = FusedReport::default();
    if options.fused {
        let mut tables = facts.normalisation.tables();
        if options.order == ChannelOrder::Bgr {
            tables.reverse();
        }
        let tables = (!options.changeable).then_some(&tables);
        (typed, fused) = fused::optimise(typed.into_decluttered()?, options.tile, tables)?;
    }
    let plan = typed.into_optimized()?.into_runnable()?;
    let one = SymbolValues::default().with(&symbol, 1);
    let fixed = if let Together::Exactly(n) = together { n } else { 1 };
    let mut outputs = Vec::new();
    for (slot, name) in names.into_iter().enumerate() {
        let fact = plan.model().output_fact(slot)?;
        if fact.datum_type != f32::datum_type() {
            bail!("output {name:?} must be float32, found {:?}", fact.datum_type);
        }
        let Ok(length) = fact.shape.volume().eval(&one).to_usize() else {
            bail!("the size of output {name:?} is open");
        };
        outputs.push((name, length / fixed));
    }
    Ok(Built { plan, outputs, fused, together })
}
