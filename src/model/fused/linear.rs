//! Reads linear layers out of tract's typed, decluttered graph: a convolution or a matrix product with
//! everything foldable that follows it, told by structure and not by name.
//!
//! What declutter makes of ONNX operators (tract 0.23.9): a 1×1 convolution with stride 1 is an `EinSum`
//! without bias followed by an `Add`, and axes of length one may be gone (`NIHW,OI->OHW`); `Gemm` and
//! `MatMul` are `EinSum`s too; other convolutions are `Conv` with weights and bias as inputs; `BatchNorm` is
//! a `Mul` and an `Add` by one value per channel; `Clip` and `Relu` are `Max` and `Min` by one value.
//! Weights may be wrapped in arithmetic on constants.

use std::collections::HashSet;
use std::sync::Arc;

use tract_onnx::tract_core::internal::*;
use tract_onnx::tract_core::ops::binary::TypedBinOp;
use tract_onnx::tract_core::ops::cnn::Conv;
use tract_onnx::tract_core::ops::einsum::EinSum;
use tract_onnx::tract_core::ops::math::{Add, Max, Min, Mul, Sub};

use super::form::Form;
use super::kernels::{Clamp, Depthwise};
use super::layers::Window;

/// What a linear layer is, and in which order its weights lie.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Kind {
    /// A matrix product per pixel, `outputs × inputs`.
    Pointwise,
    /// One window per channel, `channels × kernel × kernel`.
    Depthwise(Window),
    /// `outputs × kernel × kernel × inputs`
    Dense(Window),
}

/// `y = clamp(W·x + b)`
#[derive(Clone, Debug)]
pub(super) struct Linear {
    pub kind: Kind,
    /// Nodes that it stands for.
    pub nodes: Vec<usize>,
    pub input: OutletId,
    pub input_form: Form,
    /// Channels of the input.
    pub inputs: usize,
    pub output: OutletId,
    pub output_form: Form,
    pub bias: Vec<f32>,
    pub clamp: Clamp,
    weights: Weights,
}

/// Weights as they lie in the graph. They are not copied before they are packed, because a copy of a whole
/// network's weights is much of a browser's memory.
#[derive(Clone, Debug)]
struct Weights {
    tensor: Arc<Tensor>,
    order: Order,
    /// One per output, from a batch norm.
    factors: Vec<f32>,
}

/// In which order weights lie; `outputs` come first in the packed layers' order.
#[derive(Clone, Copy, Debug)]
enum Order {
    /// `outputs × …` as wanted.
    Same,
    /// `inputs × outputs`
    InputsFirst,
    /// `outputs × inputs × taps`, wanted as `outputs × taps × inputs`.
    TapsLast { inputs: usize, taps: usize },
}

impl Weights {
    fn of(tensor: Arc<Tensor>, order: Order, outputs: usize) -> Option<Self> {
        let plain = tensor.datum_type() == f32::datum_type() && tensor.is_plain();
        let even = tensor.len() > 0 && tensor.len().is_multiple_of(outputs);
        (plain && even).then(|| Self { tensor, order, factors: vec![1.0; outputs] })
    }
}

impl Linear {
    /// The weights in the order of [`Self::kind`].
    ///
    /// # Errors
    /// When they are no floats, which [`Graph::linear`] has looked at before.
    pub fn weights(&self) -> TractResult<Vec<f32>> {
        let plain = self.weights.tensor.try_as_plain_ram()?;
        let (from, outputs) = (plain.as_slice::<f32>()?, self.bias.len());
        let row = from.len() / outputs;
        let factor = |i: usize| self.weights.factors[i / row];
        let value = |i: usize| match self.weights.order {
            Order::Same => from[i],
            Order::InputsFirst => from[i % row * outputs + i / row],
            Order::TapsLast { inputs, taps } => {
                from[(i / row * inputs + i % inputs) * taps + i / inputs % taps]
            }
        };
        Ok((0..from.len()).map(|i| value(i) * factor(i)).collect())
    }
}

/// A sum of a layer's output with another tensor of the same shape, and its bounds.
#[derive(Clone, Debug)]
pub(super) struct Sum {
    pub other: OutletId,
    pub nodes: Vec<usize>,
    pub output: OutletId,
    pub clamp: Clamp,
}

/// One node's arithmetic with a constant or with another tensor.
enum Step {
    Multiply(Arc<Tensor>),
    Add(Arc<Tensor>),
    Subtract(Arc<Tensor>),
    Max(f32),
    Min(f32),
    Sum(OutletId),
}

/// A graph with what the search asks of it.
pub(super) struct Graph<'a> {
    pub model: &'a TypedModel,
    outputs: HashSet<OutletId>,
    /// Nodes that depend on no input of the model.
    constants: HashSet<usize>,
}

impl<'a> Graph<'a> {
    /// `order` is the order of evaluation.
    pub fn new(model: &'a TypedModel, order: &[usize]) -> Self {
        let mut constants = HashSet::new();
        for &id in order {
            let node = model.node(id);
            let given = node.outputs.iter().all(|o| o.fact.konst.is_some());
            if given || !node.inputs.is_empty() && node.inputs.iter().all(|i| constants.contains(&i.node)) {
                constants.insert(id);
            }
        }
        Self { model, outputs: model.outputs.iter().copied().collect(), constants }
    }

    pub fn shape(&self, outlet: OutletId) -> Option<&'a [TDim]> {
        let fact = self.model.outlet_fact(outlet).ok()?;
        (fact.datum_type == f32::datum_type() && fact.exotic_fact.is_none()).then_some(&*fact.shape)
    }

    /// The value of an outlet that depends on no input.
    pub fn constant(&self, outlet: OutletId) -> Option<Arc<Tensor>> {
        if let Some(value) = &self.model.outlet_fact(outlet).ok()?.konst {
            return Some(value.clone());
        }
        let node = self.model.node(outlet.node);
        if !self.constants.contains(&outlet.node) || outlet.slot != 0 {
            return None;
        }
        let inputs =
            node.inputs.iter().map(|&i| Some(self.constant(i)?.into_tvalue())).collect::<Option<_>>()?;
        let mut values = node.op.eval_out_of_plan(inputs).ok()??;
        (values.len() == 1).then(|| values.remove(0).into_arc_tensor())
    }

    /// The one node that reads an outlet, where nothing else does.
    pub fn only_reader(&self, outlet: OutletId) -> Option<&'a TypedNode> {
        match self.model.outlet_successors(outlet) {
            [inlet] if !self.outputs.contains(&outlet) => Some(self.model.node(inlet.node)),
            _ => None,
        }
    }

    /// What the only reader of an outlet does with it, where that is simple arithmetic on floats.
    fn step(&self, outlet: OutletId) -> Option<(usize, Step)> {
        let node = self.only_reader(outlet)?;
        let op = node.op_as::<TypedBinOp>()?;
        let [a, b] = node.inputs[..] else { return None };
        let other = if a == outlet { b } else { a };
        if self.shape(node.id.into()) != self.shape(outlet) || op.1.is_some_and(|t| t != f32::datum_type()) {
            return None;
        }
        let step = match self.constant(other) {
            Some(value) if op.0.is::<Mul>() => Step::Multiply(value),
            Some(value) if op.0.is::<Add>() => Step::Add(value),
            Some(value) if op.0.is::<Sub>() && a == outlet => Step::Subtract(value),
            Some(value) if op.0.is::<Max>() => Step::Max(uniform(&value)?),
            Some(value) if op.0.is::<Min>() => Step::Min(uniform(&value)?),
            None if op.0.is::<Add>() && self.shape(other) == self.shape(outlet) => Step::Sum(other),
            _ => return None,
        };
        Some((node.id, step))
    }

    /// The linear layer that starts at a node.
    pub fn linear(&self, node: &TypedNode) -> Option<Linear> {
        let mut layer = if let Some(op) = node.op_as::<Conv>() {
            self.convolution(node, op)?
        } else {
            self.product(node, node.op_as::<EinSum>()?)?
        };
        let (rank, outputs) = (self.shape(layer.output)?.len(), layer.bias.len());
        let channel = layer.output_form.channel_axis();
        while let Some((id, step)) = self.step(layer.output) {
            let per_channel = |value: &Tensor| per_channel(value, rank, channel, outputs);
            let bounded = layer.clamp != Clamp::NONE;
            match step {
                Step::Multiply(value) if !bounded => {
                    let Some(factors) = per_channel(&value) else { break };
                    layer.weights.factors.iter_mut().zip(&factors).for_each(|(w, f)| *w *= f);
                    layer.bias.iter_mut().zip(&factors).for_each(|(b, f)| *b *= f);
                }
                Step::Add(value) if !bounded => {
                    let Some(terms) = per_channel(&value) else { break };
                    layer.bias.iter_mut().zip(&terms).for_each(|(b, t)| *b += t);
                }
                Step::Subtract(value) if !bounded => {
                    let Some(terms) = per_channel(&value) else { break };
                    layer.bias.iter_mut().zip(&terms).for_each(|(b, t)| *b -= t);
                }
                Step::Max(low) => layer.clamp = layer.clamp.then_max(low),
                Step::Min(high) => layer.clamp = layer.clamp.then_min(high),
                _ => break,
            }
            layer.nodes.push(id);
            layer.output = id.into();
        }
        Some(layer)
    }

    /// The sum that alone takes a layer's output.
    pub fn residual(&self, output: OutletId) -> Option<Sum> {
        let (id, Step::Sum(other)) = self.step(output)? else { return None };
        let mut sum = Sum { other, nodes: vec![id], output: id.into(), clamp: Clamp::NONE };
        while let Some((id, step)) = self.step(sum.output) {
            match step {
                Step::Max(low) => sum.clamp = sum.clamp.then_max(low),
                Step::Min(high) => sum.clamp = sum.clamp.then_min(high),
                _ => break,
            }
            sum.nodes.push(id);
            sum.output = id.into();
        }
        Some(sum)
    }

    /// The factor that the only reader multiplies an outlet with, and that reader.
    pub fn factor(&self, outlet: OutletId) -> Option<(f32, usize)> {
        match self.step(outlet)? {
            (id, Step::Multiply(value)) => Some((uniform(&value)?, id)),
            _ => None,
        }
    }

    fn convolution(&self, node: &TypedNode, op: &Conv) -> Option<Linear> {
        let [input, kernel, bias] = node.inputs[..] else { return None };
        let pool = &op.pool_spec;
        let (side, stride) = match (&pool.kernel_shape[..], &pool.strides()[..]) {
            (&[a, b], &[s, t]) if a == b && s == t => (a, s),
            _ => return None,
        };
        let depthwise = op.group == op.input_channels() && op.group == op.output_channels() && op.group > 1;
        let plain = op.q_params.is_none() && pool.dilations().iter().all(|&d| d == 1);
        if !plain || !(op.group == 1 || depthwise) || !Depthwise::supports(side, stride) {
            return None;
        }
        let form = Form::from(pool.data_format);
        let shape = self.shape(input)?;
        let pixels: Vec<usize> =
            form.pixel_axes().iter().map(|&a| shape[a].to_usize().ok()).collect::<Option<_>>()?;
        let padding = pool.computed_padding(&pixels);
        let window = Window {
            kernel: side,
            stride,
            top: padding[0].pad_before,
            left: padding[1].pad_before,
            in_height: pixels[0],
            in_width: pixels[1],
            out_height: padding[0].convoluted,
            out_width: padding[1].convoluted,
        };
        if window.out_height == 0 || window.out_width == 0 {
            return None;
        }
        let (kernel, bias) = (self.constant(kernel)?, self.constant(bias)?);
        let kernel = op.kernel_fmt.kernel_as_group_o_i_hw(&kernel, op.group).ok()?;
        let (inputs, outputs) = (op.input_channels(), op.output_channels());
        let bias = spread(floats(&bias)?, outputs)?;
        let order = if depthwise { Order::Same } else { Order::TapsLast { inputs, taps: side * side } };
        Some(Linear {
            kind: if depthwise { Kind::Depthwise(window) } else { Kind::Dense(window) },
            nodes: vec![node.id],
            input,
            input_form: form,
            inputs,
            output: node.id.into(),
            output_form: form,
            bias,
            clamp: Clamp::NONE,
            weights: Weights::of(kernel.into_arc_tensor(), order, outputs)?,
        })
    }

    /// An `EinSum` of data and constant weights that mixes channels and keeps all else in place.
    fn product(&self, node: &TypedNode, op: &EinSum) -> Option<Linear> {
        let [first, second] = node.inputs[..] else { return None };
        if op.q_params.is_some() || op.operating_dt != f32::datum_type() {
            return None;
        }
        let (data, weights) = match (self.constant(first), self.constant(second)) {
            (None, Some(value)) => (0, value),
            (Some(value), None) => (1, value),
            _ => return None,
        };
        let input = node.inputs[data];
        let (from, to) = (self.shape(input)?, self.shape(node.id.into())?);
        let (mut inner, mut outer, mut kept) = (None, None, vec![]);
        for axis in op.axes.iter_all_axes() {
            let position = |io| match axis.interface(io) {
                [] => Some(None),
                [p] => Some(Some(*p)),
                _ => None,
            };
            let x = position(InOut::In(data))?;
            let w = position(InOut::In(1 - data))?;
            let y = position(InOut::Out(0))?;
            match (x, w, y) {
                (Some(x), Some(w), None) if inner.is_none() => inner = Some((x, w)),
                (None, Some(w), Some(y)) if outer.is_none() => outer = Some((w, y)),
                (Some(x), None, Some(y)) => kept.push((x, y)),
                (Some(x), None, None) if from[x].is_one() => {}
                (None, None, Some(y)) if to[y].is_one() => {}
                (None, Some(w), None) if weights.shape()[w] == 1 => {}
                _ => return None,
            }
        }
        let ((x, inner), (outer, y)) = (inner?, outer?);
        kept.sort();
        if !kept.is_sorted_by_key(|k| k.1) {
            return None;
        }
        let input_form = Form::with_channels_at(x, from.len())?;
        let output_form = Form::with_channels_at(y, to.len())?;
        let (before, after) = (input_form.to_nhwc(from), output_form.to_nhwc(to));
        let (inputs, outputs) = (weights.shape()[inner], weights.shape()[outer]);
        let fixed = |shape: &[TDim]| shape[1..].iter().all(|d| d.to_usize().is_ok());
        let same_channels = before[3] == inputs.to_dim() && after[3] == outputs.to_dim();
        if before[..3] != after[..3] || !same_channels || !fixed(&before) || inputs == 0 || outputs == 0 {
            return None;
        }
        let order = if outer < inner { Order::Same } else { Order::InputsFirst };
        Some(Linear {
            kind: Kind::Pointwise,
            nodes: vec![node.id],
            input,
            input_form,
            inputs,
            output: node.id.into(),
            output_form,
            bias: vec![0.0; outputs],
            clamp: Clamp::NONE,
            weights: Weights::of(weights, order, outputs)?,
        })
    }
}

fn floats(tensor: &Tensor) -> Option<Vec<f32>> {
    Some(tensor.try_as_plain_ram().ok()?.as_slice::<f32>().ok()?.to_vec())
}

/// The value that all elements of a tensor have.
fn uniform(tensor: &Tensor) -> Option<f32> {
    let values = floats(tensor)?;
    let first = *values.first()?;
    (!first.is_nan() && values.iter().all(|v| *v == first)).then_some(first)
}

fn spread(values: Vec<f32>, count: usize) -> Option<Vec<f32>> {
    match values[..] {
        [one] => Some(vec![one; count]),
        _ => (values.len() == count).then_some(values),
    }
}

/// One value per channel of a constant that is broadcast over all other axes.
fn per_channel(value: &Tensor, rank: usize, channel: usize, channels: usize) -> Option<Vec<f32>> {
    let shape = value.shape();
    let others_are_one = shape.iter().enumerate().all(|(axis, &d)| axis == channel || d == 1);
    if shape.len() != rank || !others_are_one {
        return None;
    }
    spread(floats(value)?, channels)
}
