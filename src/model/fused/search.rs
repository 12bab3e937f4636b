//! Finds the parts of a graph that a fused operator can stand for.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use tract_onnx::tract_core::internal::*;
use tract_onnx::tract_core::ops::nn::{Reduce, Reducer};

use super::block::Block;
use super::form::Form;
use super::kernels::{Clamp, Dense, Depthwise};
use super::layers::{Convolution, Pointwise, Pool};
use super::linear::{Graph, Kind, Linear, Sum};
use super::operator::{Layer, Source};

/// Dense k×k convolutions over more channels than this stay with tract.
const FEW_CHANNELS: usize = 4;

/// A part of the graph and the layer that takes its place.
#[derive(Debug)]
pub(super) struct Region {
    pub layer: Arc<Layer>,
    /// Nodes that go.
    pub nodes: Vec<usize>,
    /// The data and, where there is one, the residual.
    pub inputs: Vec<(OutletId, Form)>,
    pub output: OutletId,
    pub output_form: Form,
}

impl Region {
    fn new(layer: Layer, mut nodes: Vec<usize>, first: &Linear, last: &Linear, sum: Option<Sum>) -> Self {
        let mut inputs = vec![(first.input, first.input_form)];
        let mut output = last.output;
        if let Some(sum) = sum {
            inputs.push((sum.other, last.output_form));
            output = sum.output;
            nodes.extend(sum.nodes);
        }
        Self { layer: Arc::new(layer), nodes, inputs, output, output_form: last.output_form }
    }
}

/// Linear layers of a graph, each free until a region takes it.
struct Search<'a> {
    graph: Graph<'a>,
    layers: Vec<Option<Linear>>,
    by_output: HashMap<OutletId, usize>,
    by_node: HashMap<usize, usize>,
    taken: HashSet<usize>,
    regions: Vec<Region>,
}

/// All regions, none sharing a node with another.
pub(super) fn regions(model: &TypedModel) -> TractResult<Vec<Region>> {
    let order = model.eval_order()?;
    let graph = Graph::new(model, &order);
    let layers: Vec<Option<Linear>> =
        order.iter().map(|&id| graph.linear(model.node(id))).filter(Option::is_some).collect();
    let mut by_output = HashMap::new();
    let mut by_node = HashMap::new();
    for (i, layer) in layers.iter().enumerate() {
        if let Some(layer) = layer {
            by_output.insert(layer.output, i);
            by_node.insert(layer.nodes[0], i);
        }
    }
    let mut search = Search { graph, layers, by_output, by_node, taken: HashSet::new(), regions: Vec::new() };
    // Blocks first, because they take the pointwise layers before and behind them; in evaluation order, so
    // that a pointwise layer between two depthwise ones projects for the first.
    for i in 0..search.layers.len() {
        search.block(i)?;
    }
    for i in 0..search.layers.len() {
        search.single(i)?;
    }
    for id in order {
        search.pool(id);
    }
    Ok(search.regions)
}

impl Search<'_> {
    /// The layer that alone reads an outlet, if it is pointwise and free.
    fn pointwise_behind(&self, outlet: OutletId) -> Option<usize> {
        let i = *self.by_node.get(&self.graph.only_reader(outlet)?.id)?;
        self.layers[i].as_ref().filter(|l| l.kind == Kind::Pointwise).map(|_| i)
    }

    /// The layer whose output is an outlet that only node `reader` reads, if it is pointwise and free.
    fn pointwise_before(&self, outlet: OutletId, reader: usize) -> Option<usize> {
        let i = *self.by_output.get(&outlet)?;
        let alone = self.graph.only_reader(outlet).is_some_and(|n| n.id == reader);
        self.layers[i].as_ref().filter(|l| alone && l.kind == Kind::Pointwise).map(|_| i)
    }

    /// A depthwise convolution with what belongs to it.
    fn block(&mut self, i: usize) -> TractResult<()> {
        let Some(Kind::Depthwise(window)) = self.layers[i].as_ref().map(|l| l.kind) else { return Ok(()) };
        let Some(depthwise) = self.layers[i].take() else { return Ok(()) };
        let expand = self.pointwise_before(depthwise.input, depthwise.nodes[0]);
        let expand = expand.and_then(|i| self.layers[i].take());
        let project = self.pointwise_behind(depthwise.output).and_then(|i| self.layers[i].take());

        let filtered = depthwise.bias.len();
        let kernel = Depthwise::new(
            &depthwise.weights()?,
            &depthwise.bias,
            window.kernel,
            window.stride,
            depthwise.clamp,
        );
        let first = expand.as_ref().unwrap_or(&depthwise);
        let last = project.as_ref().unwrap_or(&depthwise);
        let residual = project.as_ref().and_then(|l| self.residual(l.output));
        let layer = Layer::Block(Block {
            window,
            channels: first.inputs,
            expand: expand.as_ref().map(|l| packed(l, kernel.channels())).transpose()?,
            depthwise: kernel,
            filtered,
            project: project.as_ref().map(|l| packed(l, l.bias.len())).transpose()?,
            sum_clamp: residual.as_ref().map_or(Clamp::NONE, |r| r.clamp),
        });
        let parts = [expand.as_ref(), Some(&depthwise), project.as_ref()];
        let nodes = parts.into_iter().flatten().flat_map(|l| l.nodes.iter().copied()).collect();
        self.take(Region::new(layer, nodes, first, last, residual));
        Ok(())
    }

    /// A layer that belongs to no block.
    fn single(&mut self, i: usize) -> TractResult<()> {
        let Some(linear) = self.layers[i].take() else { return Ok(()) };
        if matches!(linear.kind, Kind::Dense(_)) && linear.inputs > FEW_CHANNELS {
            return Ok(());
        }
        let weights = packed(&linear, linear.bias.len())?;
        let (layer, residual) = match linear.kind {
            Kind::Dense(window) => {
                let layer = Convolution { window, channels: linear.inputs, weights };
                (Layer::Convolution(layer, Source::Interleaved), None)
            }
            Kind::Pointwise => {
                let residual = self.residual(linear.output);
                let sum_clamp = residual.as_ref().map_or(Clamp::NONE, |r| r.clamp);
                (Layer::Pointwise(Pointwise { weights, sum_clamp }), residual)
            }
            Kind::Depthwise(_) => unreachable!("blocks took them all"),
        };
        self.take(Region::new(layer, linear.nodes.clone(), &linear, &linear, residual));
        Ok(())
    }

    /// A sum over all pixels of what another region gives.
    fn pool(&mut self, id: usize) {
        let node = self.graph.model.node(id);
        let Some(reduce) = node.op_as::<Reduce>().filter(|r| r.reducer == Reducer::Sum) else { return };
        let [input] = node.inputs[..] else { return };
        let Some(form) = self.regions.iter().find(|r| r.output == input).map(|r| r.output_form) else {
            return;
        };
        let mut axes = reduce.axes.to_vec();
        axes.sort();
        let Some(shape) = self.graph.shape(input).map(|s| form.to_nhwc(s)) else { return };
        let fixed: Vec<usize> = shape[1..].iter().filter_map(|d| d.to_usize().ok()).collect();
        let [height, width, channels] = fixed[..] else { return };
        if axes != form.pixel_axes() || axes.is_empty() {
            return;
        }
        let (scale, after) = self.graph.factor(id.into()).map_or((1.0, None), |(f, id)| (f, Some(id)));
        self.take(Region {
            layer: Arc::new(Layer::Pool(Pool { pixels: height * width, channels, scale })),
            nodes: [Some(id), after].into_iter().flatten().collect(),
            inputs: vec![(input, form)],
            output: after.unwrap_or(id).into(),
            output_form: form,
        });
    }

    /// The sum behind a layer, unless another region has it.
    fn residual(&self, output: OutletId) -> Option<Sum> {
        self.graph.residual(output).filter(|sum| !sum.nodes.iter().any(|n| self.taken.contains(n)))
    }

    fn take(&mut self, region: Region) {
        self.taken.extend(&region.nodes);
        self.regions.push(region);
    }
}

/// Packed weights, with outputs of zeros up to `outputs`.
fn packed(layer: &Linear, outputs: usize) -> TractResult<Dense> {
    let (mut weights, mut bias) = (layer.weights()?, layer.bias.clone());
    let inner = weights.len() / bias.len();
    weights.resize(outputs * inner, 0.0);
    bias.resize(outputs, 0.0);
    Ok(Dense::new(&weights, &bias, inner, layer.clamp))
}
