//! Builds the graph anew with fused operators in the place of their regions.

use std::collections::HashMap;
use std::sync::Arc;

use tract_onnx::tract_core::internal::*;
use tract_onnx::tract_core::ops::konst::Const;
use tract_onnx::tract_core::ops::source::TypedSource;

use super::FusedReport;
use super::form::Form;
use super::kernels::TileHeight;
use super::operator::{Fused, Layer, Source};
use super::search::{Region, regions};

pub(super) fn optimise(
    model: TypedModel,
    tile: TileHeight,
    tables: Option<&[[f32; 256]; 3]>,
) -> TractResult<(TypedModel, FusedReport)> {
    let regions = regions(&model)?;
    if regions.is_empty() {
        let report = FusedReport { stock: count_stock(&model), ..FusedReport::default() };
        return Ok((model, report));
    }
    let mut report = count(&model, &regions)?;
    let byte_input = tables.and_then(|_| byte_input(&model, &regions));
    report.takes_bytes = byte_input.is_some();
    let mut rewriter = Rewriter {
        old: &model,
        new: TypedModel { symbols: model.symbols.clone(), ..TypedModel::default() },
        plain: HashMap::new(),
        channels_last: HashMap::new(),
        byte_input,
        tables,
        tile,
    };
    let mut owner: HashMap<usize, &Region> = HashMap::new();
    for region in &regions {
        owner.extend(region.nodes.iter().map(|&n| (n, region)));
    }
    for id in model.eval_order()? {
        match owner.get(&id) {
            Some(region) if region.output.node == id => rewriter.fuse(region)?,
            Some(_) => {}
            None => rewriter.copy(model.node(id))?,
        }
    }
    let outputs = model.outputs.iter().map(|&o| rewriter.plain(o)).collect::<TractResult<Vec<_>>>()?;
    let inputs = model
        .inputs
        .iter()
        .map(|i| rewriter.plain.get(i).copied().context("an input of the model got lost"))
        .collect::<TractResult<Vec<_>>>()?;
    let mut new = rewriter.new;
    new.set_input_outlets(&inputs)?;
    new.select_output_outlets(&outputs)?;
    new.compact()?;
    report.stock = count_stock(&new);
    Ok((new, report))
}

/// The input that can be bytes, and its shape then: floats read by one convolution over three channels.
fn byte_input(model: &TypedModel, regions: &[Region]) -> Option<(OutletId, TVec<TDim>)> {
    let [source] = model.inputs[..] else { return None };
    let region = regions.iter().find(|r| r.inputs[0].0 == source)?;
    let fits = matches!(&*region.layer, Layer::Convolution(layer, _) if layer.channels == 3);
    let read_once = model.outlet_successors(source).len() == 1 && !model.outputs.contains(&source);
    let fact = model.outlet_fact(source).ok()?;
    (fits && read_once && fact.rank() == 4).then(|| (source, region.inputs[0].1.to_nhwc(&fact.shape)))
}

fn count(model: &TypedModel, regions: &[Region]) -> TractResult<FusedReport> {
    let mut report = FusedReport::default();
    for region in regions {
        let shape = region.output_form.to_nhwc(&model.outlet_fact(region.output)?.shape);
        match &*region.layer {
            Layer::Convolution(..) => report.convolutions += 1,
            Layer::Block(block) => {
                report.blocks += 1;
                report.expansions += usize::from(block.expand.is_some());
                report.projections += usize::from(block.project.is_some());
            }
            Layer::Pointwise(_) if shape[1].is_one() && shape[2].is_one() => report.connected += 1,
            Layer::Pointwise(_) => report.pointwise += 1,
            Layer::Pool(_) => report.pools += 1,
        }
        report.residuals += region.inputs.len() - 1;
    }
    Ok(report)
}

fn count_stock(model: &TypedModel) -> usize {
    let ours = |n: &&TypedNode| n.op_is::<Fused>() || n.op_is::<AxisOp>();
    let given = |n: &&TypedNode| n.op_is::<Const>() || n.op_is::<TypedSource>();
    model.nodes().iter().filter(|n| !ours(n) && !given(n)).count()
}

struct Rewriter<'a> {
    old: &'a TypedModel,
    new: TypedModel,
    /// Outlets of the new graph by those of the old one whose shape and values they have.
    plain: HashMap<OutletId, OutletId>,
    /// The same in `N × H × W × C` order, with the form that the old ones have.
    channels_last: HashMap<OutletId, (OutletId, Form)>,
    /// The input that becomes bytes, and its shape then.
    byte_input: Option<(OutletId, TVec<TDim>)>,
    /// What bytes stand for.
    tables: Option<&'a [[f32; 256]; 3]>,
    tile: TileHeight,
}

impl Rewriter<'_> {
    /// A node that stays as it is.
    fn copy(&mut self, node: &TypedNode) -> TractResult<()> {
        let outlets = if node.op_is::<TypedSource>() {
            let fact = match &self.byte_input {
                Some((outlet, shape)) if *outlet == node.id.into() => u8::fact(shape),
                _ => node.outputs[0].fact.clone(),
            };
            tvec![self.new.add_source(&node.name, fact)?]
        } else {
            let inputs = node.inputs.iter().map(|&i| self.plain(i)).collect::<TractResult<TVec<_>>>()?;
            self.new.wire_node(&node.name, node.op.clone(), &inputs)?
        };
        for (slot, outlet) in outlets.into_iter().enumerate() {
            self.plain.insert(OutletId::new(node.id, slot), outlet);
        }
        Ok(())
    }

    /// The operator of a region.
    fn fuse(&mut self, region: &Region) -> TractResult<()> {
        let (data, form) = region.inputs[0];
        let mut layer = region.layer.clone();
        let mut inputs = tvec![];
        if let Layer::Convolution(convolution, _) = &*layer {
            let (input, source) = match (&self.byte_input, self.tables) {
                (Some((outlet, _)), Some(tables)) if *outlet == data => {
                    (self.plain(data)?, Source::Bytes(Box::new(*tables)))
                }
                _ if form.is_planar() && !self.channels_last.contains_key(&data) => {
                    (self.plain(data)?, Source::Planar)
                }
                _ => (self.channels_last(data, form)?, Source::Interleaved),
            };
            inputs.push(input);
            layer = Arc::new(Layer::Convolution(convolution.clone(), source));
        }
        for &(outlet, form) in &region.inputs[inputs.len()..] {
            inputs.push(self.channels_last(outlet, form)?);
        }
        let shape = region.output_form.to_nhwc(&self.old.outlet_fact(region.output)?.shape);
        let name = &self.old.node(region.output.node).name;
        let op = Fused { layer, shape, tile: self.tile };
        let outlet = self.new.wire_node(format!("{name}.fused"), op, &inputs)?[0];
        self.channels_last.insert(region.output, (outlet, region.output_form));
        Ok(())
    }

    /// An outlet as the old graph has it.
    fn plain(&mut self, old: OutletId) -> TractResult<OutletId> {
        if let Some(&outlet) = self.plain.get(&old) {
            return Ok(outlet);
        }
        let &(outlet, form) = self.channels_last.get(&old).context("a tensor is read before it is made")?;
        let outlet = self.steps(old, outlet, form.out_of_nhwc_steps(), "from_nhwc")?;
        self.plain.insert(old, outlet);
        Ok(outlet)
    }

    /// An outlet in `N × H × W × C` order.
    fn channels_last(&mut self, old: OutletId, form: Form) -> TractResult<OutletId> {
        match self.channels_last.get(&old) {
            Some(&(outlet, known)) if known == form => return Ok(outlet),
            _ => {}
        }
        let plain = self.plain(old)?;
        let outlet = self.steps(old, plain, form.into_nhwc_steps(), "to_nhwc")?;
        self.channels_last.entry(old).or_insert((outlet, form));
        Ok(outlet)
    }

    fn steps(
        &mut self,
        old: OutletId,
        mut outlet: OutletId,
        steps: Vec<AxisOp>,
        label: &str,
    ) -> TractResult<OutletId> {
        let name = format!("{}.{}.{label}", self.old.node(old.node).name, old.slot);
        for (i, step) in steps.into_iter().enumerate() {
            outlet = self.new.wire_node(
                self.new.unique_name(format!("{name}.{i}")).into_owned(),
                step,
                &[outlet],
            )?[0];
        }
        Ok(outlet)
    }
}
