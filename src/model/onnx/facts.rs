//! What is read from an ONNX file before anything is built of it.

use std::collections::BTreeSet;

use tract_onnx::pb;

use super::OnnxOptions;
use super::tail::Tail;
use crate::model::file::{Guess, Layout, Normalisation};
use crate::model::spec::{InputSpec, ModelError, OutputKind};

/// The side of a picture where a file leaves it open.
const OPEN_SIDE: usize = 224;
/// Longest side of a picture that is taken.
const MOST_SIDE: usize = 4096;
/// Arithmetic that normalises, where it is done to the input itself.
const ARITHMETIC: [&str; 5] = ["Sub", "Add", "Div", "Mul", "BatchNormalization"];

/// What a file says of itself, as far as a person is asked about it.
#[derive(Clone, Debug, PartialEq)]
pub struct OnnxFacts {
    /// Name of the input.
    pub input_name: String,
    /// Size of the pictures.
    pub input: InputSpec,
    /// Whether the file leaves the size open; `input` then is what is usual.
    pub is_size_open: bool,
    /// Pictures in one run, where the file fixes them.
    pub batch: Option<usize>,
    /// Order of the input's axes.
    pub layout: Layout,
    /// How pixel values enter.
    pub normalisation: Normalisation,
    /// How that is known.
    pub guess: Guess,
    /// Version of the operators.
    pub opset: i64,
    /// What wrote the file; may be empty.
    pub producer: String,
    /// Name of the output with class scores.
    pub scores: Option<String>,
    /// What the scores are.
    pub kind: OutputKind,
    /// Name of the tensor that is the embedding: an output of that name, else the input of the last fully
    /// connected layer.
    pub embedding: Option<String>,
    /// The labels in the file's metadata, as they stand there.
    pub labels: Option<String>,
}

pub(super) fn unusable(reason: impl Into<String>) -> ModelError {
    ModelError::Unusable { reason: reason.into() }
}

impl OnnxFacts {
    pub(super) fn read(
        proto: &pb::ModelProto,
        options: &OnnxOptions,
        is_known: impl Fn(&str) -> bool,
    ) -> Result<Self, ModelError> {
        let graph = proto.graph.as_ref().ok_or_else(|| unusable("it holds no graph"))?;
        check_weights(graph)?;
        let unknown: BTreeSet<&str> =
            graph.node.iter().map(|n| n.op_type.as_str()).filter(|op| !is_known(op)).collect();
        if !unknown.is_empty() {
            return Err(ModelError::Operators { names: unknown.into_iter().map(str::to_owned).collect() });
        }
        let weights: Vec<&str> = graph.initializer.iter().map(|t| t.name.as_str()).collect();
        let inputs: Vec<_> = graph.input.iter().filter(|i| !weights.contains(&i.name.as_str())).collect();
        let [input] = inputs[..] else {
            return Err(unusable(format!("an image classifier has one input, it has {}", inputs.len())));
        };
        check_outputs(graph)?;
        let shape = Shape::of(input, graph)?;
        let named = graph.output.iter().map(|o| &o.name).find(|n| *n == "embedding").cloned();
        let scores = graph.output.iter().map(|o| &o.name).find(|n| Some(*n) != named.as_ref()).cloned();
        if options.embedding_only && named.is_none() {
            return Err(unusable("it has no output named \"embedding\""));
        }
        if !options.embedding_only && scores.is_none() {
            return Err(unusable("it has no output with class scores"));
        }
        let tail = scores.as_ref().map(|name| Tail::of(graph, name)).unwrap_or_default();
        let (normalisation, guess) = match options.normalisation {
            Some(told) => (told, Guess::Told),
            None => entry(proto, graph, &input.name, shape.layout),
        };
        let opset = proto.opset_import.iter().find(|o| o.domain.is_empty() || o.domain == "ai.onnx");
        let said = |key: &str| proto.metadata_props.iter().find(|p| p.key == key).map(|p| p.value.clone());
        Ok(Self {
            input_name: input.name.clone(),
            input: InputSpec { width: shape.width, height: shape.height },
            is_size_open: shape.is_open,
            batch: shape.batch,
            layout: shape.layout,
            normalisation,
            guess,
            opset: opset.map_or(0, |o| o.version),
            producer: proto.producer_name.clone(),
            scores,
            kind: if tail.ends_in_probabilities { OutputKind::Probabilities } else { OutputKind::Logits },
            embedding: named.or(tail.embedding),
            labels: ["labels", "names", "classes", "moelens.labels"].iter().find_map(|key| said(key)),
        })
    }
}

/// Weights beside the file cannot be had in a browser.
fn check_weights(graph: &pb::GraphProto) -> Result<(), ModelError> {
    let outside = pb::tensor_proto::DataLocation::External as i32;
    if graph.initializer.iter().any(|t| t.data_location == Some(outside)) {
        return Err(unusable("its weights lie in a second file. Save it as one file, without external data"));
    }
    Ok(())
}

/// An output that nothing makes is not found out by the reader.
fn check_outputs(graph: &pb::GraphProto) -> Result<(), ModelError> {
    let made = graph.node.iter().flat_map(|n| &n.output);
    let given = graph.input.iter().map(|i| &i.name).chain(graph.initializer.iter().map(|t| &t.name));
    let known: BTreeSet<&String> = made.chain(given).collect();
    match graph.output.iter().find(|o| !known.contains(&o.name)) {
        Some(missing) => Err(unusable(format!("no part of it makes its output \"{}\"", missing.name))),
        None => Ok(()),
    }
}

/// Layout and size of a picture input.
struct Shape {
    batch: Option<usize>,
    width: usize,
    height: usize,
    is_open: bool,
    layout: Layout,
}

impl Shape {
    fn of(input: &pb::ValueInfoProto, graph: &pb::GraphProto) -> Result<Self, ModelError> {
        use pb::tensor_shape_proto::dimension::Value;
        use pb::type_proto::Value as Type;
        let name = &input.name;
        let Some(Type::TensorType(tensor)) = input.r#type.as_ref().and_then(|t| t.value.as_ref()) else {
            return Err(unusable(format!("its input {name:?} is no tensor")));
        };
        if tensor.elem_type != pb::tensor_proto::DataType::Float as i32 {
            return Err(unusable(format!("its input {name:?} does not take float32 numbers")));
        }
        let dims: Vec<Option<usize>> = tensor
            .shape
            .iter()
            .flat_map(|s| &s.dim)
            .map(|d| match d.value {
                Some(Value::DimValue(v)) if v > 0 => usize::try_from(v).ok(),
                _ => None,
            })
            .collect();
        let [batch, a, b, c] = dims[..] else {
            let found = dims.len();
            return Err(unusable(format!("pictures have 4 axes, its input {name:?} has {found}")));
        };
        let is_first = match (a, c) {
            (Some(3), _) => true,
            (_, Some(3)) => false,
            (None, None) => channels_first(graph, name),
            _ => {
                let shown = dims.iter().map(|d| d.map_or("?".into(), |d| d.to_string()));
                let shown = shown.collect::<Vec<String>>().join(" x ");
                return Err(unusable(format!("pictures have 3 colours, its input is {shown}")));
            }
        };
        let (rows, columns) = if is_first { (b, c) } else { (a, b) };
        let open = |side: Option<usize>, other: Option<usize>| side.or(other).unwrap_or(OPEN_SIDE);
        let (height, width) = (open(rows, columns), open(columns, rows));
        if width.max(height) > MOST_SIDE {
            return Err(unusable(format!(
                "it takes pictures of {width} x {height}, too large for this page"
            )));
        }
        let layout = if is_first { Layout::Nchw } else { Layout::Nhwc };
        Ok(Self { batch, width, height, is_open: rows.is_none() || columns.is_none(), layout })
    }
}

/// Where the colours stand when no axis says it: a convolution takes them first, and what turns the axes
/// says where they were.
fn channels_first(graph: &pb::GraphProto, input: &str) -> bool {
    let reader = graph.node.iter().find(|n| n.input.iter().any(|i| i == input));
    let turns = reader.filter(|n| n.op_type == "Transpose").and_then(|n| n.attribute.first());
    turns.is_none_or(|perm| perm.ints.get(1) != Some(&3))
}

/// The normalisation in the file's metadata (`moelens.mean`, `moelens.deviation`), else what its graph
/// looks like. Arithmetic directly on the input, also behind a change of axes, means that the graph
/// normalises by itself; else channels first is the way of torchvision, channels last that of Keras.
fn entry(
    proto: &pb::ModelProto,
    graph: &pb::GraphProto,
    input: &str,
    layout: Layout,
) -> (Normalisation, Guess) {
    let value = |key: &str| proto.metadata_props.iter().find(|p| p.key == key).map(|p| p.value.as_str());
    let said = value("moelens.mean").zip(value("moelens.deviation"));
    if let Some(said) = said.and_then(|(mean, deviation)| Normalisation::from_text(mean, deviation)) {
        return (said, Guess::Said);
    }
    if normalises(graph, input, 2) {
        return (Normalisation::NONE, Guess::Inside);
    }
    let usual = match layout {
        Layout::Nchw => Normalisation::IMAGENET,
        Layout::Nhwc => Normalisation::SIGNED,
    };
    (usual, Guess::Usual)
}

/// Whether a tensor is read by arithmetic, at most `steps` changes of axes or types away.
fn normalises(graph: &pb::GraphProto, tensor: &str, steps: usize) -> bool {
    let mut readers = graph.node.iter().filter(|n| n.input.iter().any(|i| i == tensor));
    readers.any(|n| match n.op_type.as_str() {
        op if ARITHMETIC.contains(&op) => true,
        "Transpose" | "Cast" | "Identity" if steps > 0 => {
            n.output.first().is_some_and(|next| normalises(graph, next, steps - 1))
        }
        _ => false,
    })
}

/// Size and layout of a picture input, for what writes such files.
pub(in crate::model) fn picture_input(input: &pb::ValueInfoProto) -> Result<(InputSpec, Layout), ModelError> {
    let Shape { width, height, layout, .. } = Shape::of(input, &pb::GraphProto::default())?;
    Ok((InputSpec { width, height }, layout))
}
