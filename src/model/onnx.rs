//! ONNX image classifiers, run by tract. Only this file and `fused` know tract.

use std::io::Cursor;
use std::sync::Arc;

use tract_onnx::pb;
use tract_onnx::prelude::*;
use tract_onnx::tract_core::internal::{DimLike, bail};

use super::file::{Layout, Normalisation};
use super::fused::{self, FusedReport, TileHeight};
use super::spec::{InputSpec, Model, ModelError, OutputKind, OutputSpec, Outputs, PixelBatch};

/// The side of a picture where a file leaves it open.
const OPEN_SIDE: usize = 224;

/// Pictures in one run of a graph that is fused wholly: weights are read less often than one by one.
const MOST_TOGETHER: usize = 8;

/// What the caller knows better than the file.
#[derive(Clone, Copy, Debug)]
pub struct OnnxOptions {
    /// How pixel values are normalised; read from the file, or guessed, when absent.
    pub normalisation: Option<Normalisation>,
    /// Whether the class scores may be left out, because only the embedding is used.
    pub embedding_only: bool,
    /// Whether inverted-residual networks run on the operators of [`fused`], about twice as fast in wasm as
    /// tract's own and the same to the bit natively; a graph without anything of the kind is not touched.
    pub fused: bool,
    /// How many rows the fused matrix kernel takes together: speed only, never results.
    pub tile: TileHeight,
}

impl Default for OnnxOptions {
    fn default() -> Self {
        Self { normalisation: None, embedding_only: false, fused: true, tile: TileHeight::default() }
    }
}

/// An ONNX classifier: one picture in, class scores and, where the file names an output `embedding`,
/// an embedding out.
///
/// Input: float32, rank 4, three channels in NCHW or NHWC order, batch 1 or open. Results do not depend on
/// how pictures are grouped.
pub struct OnnxModel {
    plan: Arc<TypedRunnableModel>,
    input: InputSpec,
    layout: Layout,
    normalisation: Normalisation,
    outputs: OutputSpec,
    scores_slot: Option<usize>,
    embedding_slot: Option<usize>,
    fused: FusedReport,
    together: usize,
}

fn unusable(reason: impl Into<String>) -> ModelError {
    ModelError::Unusable { reason: reason.into() }
}

/// tract's chain of causes in one line.
fn chain(error: &TractError) -> String {
    format!("{error:#}")
}

/// What is read from the file before tract builds anything.
struct FileFacts {
    input: InputSpec,
    layout: Layout,
    normalisation: Normalisation,
    scores: Option<String>,
    ends_in_softmax: bool,
    embedding: Option<String>,
}

impl FileFacts {
    fn read(proto: &pb::ModelProto, options: &OnnxOptions) -> Result<Self, ModelError> {
        let graph = proto.graph.as_ref().ok_or_else(|| unusable("the file holds no graph"))?;
        let weights: Vec<&str> = graph.initializer.iter().map(|t| t.name.as_str()).collect();
        let inputs: Vec<_> = graph.input.iter().filter(|i| !weights.contains(&i.name.as_str())).collect();
        let [input] = inputs[..] else {
            return Err(unusable(format!("an image classifier has one input, found {}", inputs.len())));
        };
        let (spec, layout) = picture_input(input)?;
        let embedding = graph.output.iter().map(|o| &o.name).find(|n| *n == "embedding").cloned();
        let scores = graph.output.iter().map(|o| &o.name).find(|n| Some(*n) != embedding.as_ref()).cloned();
        if options.embedding_only && embedding.is_none() {
            return Err(unusable("the file has no output named \"embedding\""));
        }
        if !options.embedding_only && scores.is_none() {
            return Err(unusable("the file has no output with class scores"));
        }
        let ends_in_softmax = scores
            .as_ref()
            .is_some_and(|name| graph.node.iter().any(|n| n.op_type == "Softmax" && n.output.contains(name)));
        let normalisation = options
            .normalisation
            .unwrap_or_else(|| said(proto).unwrap_or_else(|| guessed(graph, &input.name)));
        Ok(Self { input: spec, layout, normalisation, scores, ends_in_softmax, embedding })
    }
}

/// Size and layout of a rank-4 input with three channels.
fn picture_input(input: &pb::ValueInfoProto) -> Result<(InputSpec, Layout), ModelError> {
    use pb::tensor_shape_proto::dimension::Value;
    use pb::type_proto::Value as Type;
    let Some(Type::TensorType(tensor)) = input.r#type.as_ref().and_then(|t| t.value.as_ref()) else {
        return Err(unusable(format!("input {:?} is no tensor", input.name)));
    };
    if tensor.elem_type != pb::tensor_proto::DataType::Float as i32 {
        return Err(unusable(format!("input {:?} must be float32", input.name)));
    }
    let dims: Vec<Option<usize>> = tensor
        .shape
        .iter()
        .flat_map(|s| &s.dim)
        .map(|d| match d.value {
            Some(Value::DimValue(v)) if v > 0 => Some(v as usize),
            _ => None,
        })
        .collect();
    let [batch, a, b, c] = dims[..] else {
        return Err(unusable(format!("a picture input has 4 axes, {:?} has {}", input.name, dims.len())));
    };
    if batch.is_some_and(|n| n != 1) {
        return Err(unusable(format!("the batch axis must be 1 or open, found {}", batch.unwrap_or(0))));
    }
    let open = |side: Option<usize>, other: Option<usize>| side.or(other).unwrap_or(OPEN_SIDE);
    let (height, width, layout) = match (a, c) {
        (Some(3), _) => (open(b, c), open(c, b), Layout::Nchw),
        (_, Some(3)) => (open(a, b), open(b, a), Layout::Nhwc),
        _ => {
            return Err(unusable(format!(
                "a picture input has 3 channels, {:?} has shape {dims:?}",
                input.name
            )));
        }
    };
    if width.max(height) > 4096 {
        return Err(unusable(format!("pictures of {width} x {height} are larger than 4096 a side")));
    }
    Ok((InputSpec { width, height }, layout))
}

/// The normalisation in the file's metadata (`moelens.mean`, `moelens.deviation`).
fn said(proto: &pb::ModelProto) -> Option<Normalisation> {
    let value = |key: &str| proto.metadata_props.iter().find(|p| p.key == key).map(|p| p.value.as_str());
    Normalisation::from_text(value("moelens.mean")?, value("moelens.deviation")?)
}

/// Arithmetic directly on the input means that the graph normalises by itself; a graph that starts with
/// a convolution or a change of layout is taken for one that wants ImageNet's normalisation.
fn guessed(graph: &pb::GraphProto, input: &str) -> Normalisation {
    let arithmetic = ["Sub", "Add", "Div", "Mul", "BatchNormalization"];
    let inside = graph
        .node
        .iter()
        .filter(|n| n.input.iter().any(|i| i == input))
        .any(|n| arithmetic.contains(&n.op_type.as_str()));
    if inside { Normalisation::NONE } else { Normalisation::IMAGENET }
}

impl OnnxModel {
    /// Reads and optimises a model.
    ///
    /// # Errors
    /// [`ModelError::Unusable`] when the bytes are no ONNX file, an operator or a shape is not supported,
    /// or the graph does not look like an image classifier.
    pub fn load(bytes: &[u8], options: &OnnxOptions) -> Result<Self, ModelError> {
        let onnx = tract_onnx::onnx().with_ignore_output_shapes(true).with_ignore_value_info(true);
        let proto = onnx
            .proto_model_for_read(&mut Cursor::new(bytes))
            .map_err(|e| unusable(format!("it is no ONNX file ({})", chain(&e))))?;
        let facts = FileFacts::read(&proto, options)?;
        let Built { plan, outputs, fused, together } = build(&onnx, &proto, &facts, options)
            .map_err(|e| unusable(format!("its graph cannot be run here ({})", chain(&e))))?;
        drop(proto);
        let slot = |name: &Option<String>| outputs.iter().position(|o| Some(&o.0) == name.as_ref());
        let (scores_slot, embedding_slot) = (slot(&facts.scores), slot(&facts.embedding));
        let classes = scores_slot.map_or(0, |slot| outputs[slot].1);
        let embedding = embedding_slot.map(|slot| outputs[slot].1);
        let kind = if facts.ends_in_softmax { OutputKind::Probabilities } else { OutputKind::Logits };
        Ok(Self {
            plan,
            input: facts.input,
            layout: facts.layout,
            normalisation: facts.normalisation,
            outputs: OutputSpec { classes, embedding, kind },
            scores_slot,
            embedding_slot,
            fused,
            together,
        })
    }

    /// How pixel values are normalised: told, read from the file, or guessed.
    pub fn normalisation(&self) -> Normalisation {
        self.normalisation
    }

    /// The order of the input's axes.
    pub fn layout(&self) -> Layout {
        self.layout
    }

    /// What of the graph runs on the fused operators.
    pub fn fused(&self) -> FusedReport {
        self.fused
    }

    /// How many pictures it takes in one run; batches of a multiple of this are quickest.
    pub fn together(&self) -> usize {
        self.together
    }

    /// `count` pictures as the network's input tensor.
    fn tensor(&self, pictures: &[u8], count: usize, tables: &[[f32; 256]; 3]) -> TractResult<Tensor> {
        let InputSpec { width, height } = self.input;
        if self.fused.takes_bytes {
            return Tensor::from_shape(&[count, height, width, 3], pictures);
        }
        let plane = width * height;
        let mut data = vec![0f32; count * 3 * plane];
        match self.layout {
            Layout::Nchw => {
                for (i, pixel) in pictures.chunks_exact(3).enumerate() {
                    let (picture, i) = (i / plane, i % plane);
                    for c in 0..3 {
                        data[(picture * 3 + c) * plane + i] = tables[c][usize::from(pixel[c])];
                    }
                }
                Tensor::from_shape(&[count, 3, height, width], &data)
            }
            Layout::Nhwc => {
                for (to, pixel) in data.chunks_exact_mut(3).zip(pictures.chunks_exact(3)) {
                    for c in 0..3 {
                        to[c] = tables[c][usize::from(pixel[c])];
                    }
                }
                Tensor::from_shape(&[count, height, width, 3], &data)
            }
        }
    }
}

/// A plan that can be run.
struct Built {
    plan: Arc<TypedRunnableModel>,
    /// Names of the outputs in order, and the length of each for one picture.
    outputs: Vec<(String, usize)>,
    fused: FusedReport,
    /// Pictures that it takes in one run.
    together: usize,
}

/// The plan with fused operators where they are wanted and fit. A graph that they cover wholly takes several
/// pictures in one run, any other one at a time, because tract's own operators may give other bits in
/// larger batches.
fn build(
    onnx: &tract_onnx::Onnx,
    proto: &pb::ModelProto,
    facts: &FileFacts,
    options: &OnnxOptions,
) -> TractResult<Built> {
    if options.fused {
        // A graph may insist on one picture, for instance by a constant in a change of shape.
        let open = build_for(onnx, proto, facts, options, MOST_TOGETHER);
        if let Some(built) = open.ok().filter(|b| b.fused.stock == 0 && b.fused.takes_bytes) {
            return Ok(built);
        }
    }
    build_for(onnx, proto, facts, options, 1)
}

/// The plan for up to `together` pictures in one run.
fn build_for(
    onnx: &tract_onnx::Onnx,
    proto: &pb::ModelProto,
    facts: &FileFacts,
    options: &OnnxOptions,
    together: usize,
) -> TractResult<Built> {
    let mut model = onnx.model_for_proto_model(proto)?;
    let symbol = model.symbols.sym("pictures");
    let count = if together == 1 { TDim::from(1) } else { TDim::from(symbol.clone()) };
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
        let tables = facts.normalisation.tables();
        (typed, fused) = fused::optimise(typed.into_decluttered()?, options.tile, Some(&tables))?;
    }
    let plan = typed.into_optimized()?.into_runnable()?;
    let one = SymbolValues::default().with(&symbol, 1);
    let mut outputs = Vec::new();
    for (slot, name) in names.into_iter().enumerate() {
        let fact = plan.model().output_fact(slot)?;
        if fact.datum_type != f32::datum_type() {
            bail!("output {name:?} must be float32, found {:?}", fact.datum_type);
        }
        let Ok(length) = fact.shape.volume().eval(&one).to_usize() else {
            bail!("the size of output {name:?} is open");
        };
        outputs.push((name, length));
    }
    Ok(Built { plan, outputs, fused, together })
}

impl Model for OnnxModel {
    fn input(&self) -> InputSpec {
        self.input
    }

    fn outputs(&self) -> OutputSpec {
        self.outputs
    }

    fn run(&mut self, batch: &PixelBatch) -> Result<Outputs, ModelError> {
        if batch.width != self.input.width || batch.height != self.input.height {
            return Err(ModelError::Size {
                expected: self.input,
                found_width: batch.width,
                found_height: batch.height,
            });
        }
        let tables = self.normalisation.tables();
        let failed = |e: TractError| ModelError::Run { reason: chain(&e) };
        let mut logits = Vec::with_capacity(batch.count() * self.outputs.classes);
        let mut embedding = self.embedding_slot.map(|_| Vec::new());
        let whole = batch.count() * batch.stride();
        for pictures in batch.data[..whole].chunks(self.together * batch.stride()) {
            let count = pictures.len() / batch.stride();
            let input = self.tensor(pictures, count, &tables).map_err(failed)?;
            let results = self.plan.run(tvec!(input.into_tvalue())).map_err(failed)?;
            if let Some(slot) = self.scores_slot {
                let view = results[slot].to_plain_array_view::<f32>().map_err(failed)?;
                match self.outputs.kind {
                    OutputKind::Logits => logits.extend(view.iter()),
                    OutputKind::Probabilities => {
                        logits.extend(view.iter().map(|p| libm::logf(p.max(f32::MIN_POSITIVE))))
                    }
                }
            }
            if let (Some(slot), Some(rows)) = (self.embedding_slot, embedding.as_mut()) {
                rows.extend(results[slot].to_plain_array_view::<f32>().map_err(failed)?.iter());
            }
        }
        Ok(Outputs { classes: self.outputs.classes, logits, embedding })
    }
}
