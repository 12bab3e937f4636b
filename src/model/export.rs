//! A backbone and a trained head as one ONNX file that any runtime loads.
//!
//! Input: float32 `N × 3 × height × width`, R, G, B, values 0 to 255; the normalisation is part of the
//! graph. Outputs: `probabilities`, `N × classes`, calibrated, and `embedding`, `N × dimension`. The
//! metadata holds `labels` (a JSON array in the order of the probabilities), `size` (`width x height`), and
//! under `moelens.` what [`from_onnx`] needs to take the head out again, so that nothing is stored twice.

use prost::Message;
use safetensors::Dtype;
use tract_onnx::pb;

use super::file::{Layout, Normalisation};
use super::head::{EmbeddingScale, HeadError, LinearHead, Rejection, RejectionScore};
use super::head::{half_bytes, single_bytes, widened};
use super::manifest::sha256_hex;
use super::onnx::picture_input;
use super::spec::ModelError;

/// Before the names of all that is added to the backbone's graph.
const PREFIX: &str = "moelens.";
const EMBEDDING: &str = "embedding";
const PROBABILITIES: &str = "probabilities";
/// From this version of the operators on, axes of a reduction are an input instead of an attribute.
const AXES_AS_INPUT: i64 = 18;
/// Embeddings shorter than this are not made longer: a black one stays 0.
const SHORTEST: f32 = 1e-30;

/// A head that was taken out of an ONNX file.
#[derive(Clone, Debug, PartialEq)]
pub struct ExportedHead {
    /// The head.
    pub head: LinearHead,
    /// SHA-256 of the backbone's file that it was trained on, lower-case hexadecimal.
    pub backbone: String,
}

/// Puts a head on a backbone and gives both as one ONNX file. `normalisation` is how pictures enter the
/// backbone. A head that knows strangers by class centroids loses that rule in the file.
///
/// # Errors
/// [`ModelError::Unusable`] when the backbone is no ONNX file with one picture input in the order NCHW and
/// an output `embedding`.
pub fn to_onnx(
    backbone: &[u8],
    normalisation: &Normalisation,
    head: &LinearHead,
) -> Result<Vec<u8>, ModelError> {
    let mut model = pb::ModelProto::decode(backbone)
        .map_err(|e| unusable(format!("the backbone is no ONNX file ({e})")))?;
    let opset = model.opset_import.iter().find(|o| o.domain.is_empty() || o.domain == "ai.onnx");
    let opset = opset.map_or(1, |o| o.version);
    let graph = model.graph.as_mut().ok_or_else(|| unusable("the backbone holds no graph"))?;
    let weights: Vec<&str> = graph.initializer.iter().map(|t| t.name.as_str()).collect();
    let inputs: Vec<_> = graph.input.iter().filter(|i| !weights.contains(&i.name.as_str())).collect();
    let [input] = inputs[..] else {
        return Err(unusable(format!("a backbone has one input, found {}", inputs.len())));
    };
    let (size, layout) = picture_input(input)?;
    if layout != Layout::Nchw {
        return Err(unusable("the backbone takes pictures in the order NHWC, an export needs NCHW"));
    }
    if !graph.output.iter().any(|o| o.name == EMBEDDING) {
        return Err(unusable("the backbone has no output named \"embedding\""));
    }
    let input = input.name.clone();
    keep_what_makes(graph, EMBEDDING);
    normalise_inside(graph, &input, normalisation);
    let stored = storable(head);
    add_head(graph, &stored, opset);
    let [height, width] = [size.height, size.width].map(|side| side as i64);
    graph.input = vec![tensor_info(&input, &[3, height, width])];
    graph.output = vec![
        tensor_info(PROBABILITIES, &[head.classes() as i64]),
        tensor_info(EMBEDDING, &[head.dimension() as i64]),
    ];
    graph.value_info.clear();
    let labels = serde_json::to_string(head.labels()).map_err(|e| unusable(e.to_string()))?;
    model.metadata_props = [
        ("labels", labels),
        ("size", format!("{width} x {height}")),
        // What reads these is told that pixel values enter as they are.
        ("moelens.mean", "0".into()),
        ("moelens.deviation", "1".into()),
        ("moelens.backbone", sha256_hex(backbone)),
        ("moelens.head", stored.meta().map_err(|e| unusable(e.to_string()))?),
    ]
    .map(|(key, value)| pb::StringStringEntryProto { key: key.into(), value })
    .to_vec();
    Ok(model.encode_to_vec())
}

/// Takes the head out of a file that [`to_onnx`] made.
///
/// # Errors
/// [`HeadError`] when the bytes are no such file, or a damaged one.
pub fn from_onnx(bytes: &[u8]) -> Result<ExportedHead, HeadError> {
    let not_a_head = |reason: String| HeadError::NotAHead { reason };
    let model = pb::ModelProto::decode(bytes).map_err(|e| not_a_head(format!("it is no ONNX file, {e}")))?;
    let said = |key: &str| {
        let found = model.metadata_props.iter().find(|p| p.key == key).map(|p| p.value.clone());
        found.ok_or_else(|| not_a_head(format!("its metadata has no entry {key:?}")))
    };
    let graph = model.graph.as_ref().ok_or_else(|| not_a_head("it holds no graph".into()))?;
    let tensor = |name: &'static str| {
        let full = format!("{PREFIX}{name}");
        let found = graph.initializer.iter().find(|t| t.name == full);
        found.ok_or_else(|| not_a_head(format!("it has no tensor {full:?}")))
    };
    let dimension = tensor("weights")?.dims.get(1).map_or(0, |&d| usize::try_from(d).unwrap_or(0));
    let read = |name: &'static str, dtype: Dtype, shape: &[usize]| {
        let found = tensor(name)?;
        let fits = found.dims.iter().map(|&d| usize::try_from(d).ok()).eq(shape.iter().map(|&d| Some(d)));
        let bytes = shape.iter().product::<usize>() * if dtype == Dtype::F16 { 2 } else { 4 };
        if found.data_type != type_of(dtype) as i32 || !fits || found.raw_data.len() != bytes {
            let expected = format!("{dtype} of {shape:?}");
            return Err(HeadError::Tensor { name, expected, found: format!("{:?}", found.dims) });
        }
        Ok(widened(dtype, &found.raw_data))
    };
    let head = LinearHead::assembled(&said("moelens.head")?, dimension, &read)?;
    Ok(ExportedHead { head, backbone: said("moelens.backbone")? })
}

fn unusable(reason: impl Into<String>) -> ModelError {
    ModelError::Unusable { reason: reason.into() }
}

/// The head as the file holds it: half precision, and no centroids, which no output uses.
fn storable(head: &LinearHead) -> LinearHead {
    let centroid = matches!(head.rejection(), Some(Rejection { score: RejectionScore::Centroid { .. }, .. }));
    let half = head.clone().to_half_precision();
    if centroid { half.without_rejection() } else { half }
}

/// Drops nodes and weights that one value does not need.
fn keep_what_makes(graph: &mut pb::GraphProto, value: &str) {
    let mut needed = std::collections::HashSet::from([value.to_string()]);
    let mut kept = Vec::with_capacity(graph.node.len());
    // Nodes stand behind those that make their inputs.
    for node in std::mem::take(&mut graph.node).into_iter().rev() {
        if node.output.iter().any(|o| needed.contains(o)) {
            needed.extend(node.input.iter().cloned());
            kept.push(node);
        }
    }
    kept.reverse();
    graph.node = kept;
    graph.initializer.retain(|t| needed.contains(&t.name));
    graph.input.retain(|i| needed.contains(&i.name));
}

/// `(value − mean) / deviation` before whatever read the input.
fn normalise_inside(graph: &mut pb::GraphProto, input: &str, by: &Normalisation) {
    let normalised = format!("{PREFIX}normalised");
    for name in graph.node.iter_mut().flat_map(|n| &mut n.input).filter(|n| *n == input) {
        name.clone_from(&normalised);
    }
    let centred = format!("{PREFIX}centred");
    graph.initializer.push(single("pixel_mean", &[1, 3, 1, 1], &by.mean));
    graph.initializer.push(single("pixel_deviation", &[1, 3, 1, 1], &by.deviation));
    let nodes = [
        node("Sub", &[input, "moelens.pixel_mean"], &centred),
        node("Div", &[&centred, "moelens.pixel_deviation"], &normalised),
    ];
    graph.node.splice(0..0, nodes);
}

/// Scale, weights, temperature and softmax behind the embedding.
fn add_head(graph: &mut pb::GraphProto, head: &LinearHead, opset: i64) {
    let (classes, dimension) = (head.classes() as i64, head.dimension() as i64);
    match head.scale() {
        EmbeddingScale::L2 { factor } => {
            graph.initializer.push(single("factor", &[], &[*factor]));
            graph.initializer.push(single("shortest", &[], &[SHORTEST]));
            let mut length = node("ReduceL2", &[EMBEDDING], "moelens.raw_length");
            if opset < AXES_AS_INPUT {
                length.attribute.push(integers("axes", &[1]));
            } else {
                length.input.push("moelens.axes".into());
                graph.initializer.push(tensor("axes", &[1], 7, 1i64.to_le_bytes().to_vec()));
            }
            graph.node.push(length);
            graph.node.push(node("Max", &["moelens.raw_length", "moelens.shortest"], "moelens.length"));
            graph.node.push(node("Div", &[EMBEDDING, "moelens.length"], "moelens.unit"));
            graph.node.push(node("Mul", &["moelens.unit", "moelens.factor"], "moelens.scaled"));
        }
        EmbeddingScale::Standardised { mean, deviation } => {
            graph.initializer.push(single("mean", &[dimension], mean));
            graph.initializer.push(single("deviation", &[dimension], deviation));
            graph.node.push(node("Sub", &[EMBEDDING, "moelens.mean"], "moelens.moved"));
            graph.node.push(node("Div", &["moelens.moved", "moelens.deviation"], "moelens.scaled"));
        }
    }
    let half = type_of(Dtype::F16) as i32;
    graph.initializer.push(tensor("weights", &[classes, dimension], half, half_bytes(head.weights())));
    graph.initializer.push(single("bias", &[classes], head.bias()));
    graph.initializer.push(single("temperature", &[], &[head.temperature()]));
    let mut wide = node("Cast", &["moelens.weights"], "moelens.wide_weights");
    wide.attribute.push(integer("to", pb::tensor_proto::DataType::Float as i64));
    let mut scores =
        node("Gemm", &["moelens.scaled", "moelens.wide_weights", "moelens.bias"], "moelens.scores");
    scores.attribute.push(integer("transB", 1));
    let logits = node("Div", &["moelens.scores", "moelens.temperature"], "moelens.logits");
    let mut softmax = node("Softmax", &["moelens.logits"], PROBABILITIES);
    softmax.attribute.push(integer("axis", 1));
    graph.node.extend([wide, scores, logits, softmax]);
}

fn type_of(dtype: Dtype) -> pb::tensor_proto::DataType {
    match dtype {
        Dtype::F16 => pb::tensor_proto::DataType::Float16,
        _ => pb::tensor_proto::DataType::Float,
    }
}

fn tensor(name: &str, dims: &[i64], data_type: i32, raw_data: Vec<u8>) -> pb::TensorProto {
    let name = format!("{PREFIX}{name}");
    pb::TensorProto { name, dims: dims.to_vec(), data_type, raw_data, ..Default::default() }
}

fn single(name: &str, dims: &[i64], values: &[f32]) -> pb::TensorProto {
    tensor(name, dims, type_of(Dtype::F32) as i32, single_bytes(values))
}

fn node(operator: &str, inputs: &[&str], output: &str) -> pb::NodeProto {
    pb::NodeProto {
        name: format!("{PREFIX}{}_{}", operator.to_lowercase(), output.trim_start_matches(PREFIX)),
        op_type: operator.into(),
        input: inputs.iter().map(|&i| i.into()).collect(),
        output: vec![output.into()],
        ..Default::default()
    }
}

fn integer(name: &str, i: i64) -> pb::AttributeProto {
    let r#type = pb::attribute_proto::AttributeType::Int as i32;
    pb::AttributeProto { name: name.into(), i, r#type, ..Default::default() }
}

fn integers(name: &str, ints: &[i64]) -> pb::AttributeProto {
    let r#type = pb::attribute_proto::AttributeType::Ints as i32;
    pb::AttributeProto { name: name.into(), ints: ints.to_vec(), r#type, ..Default::default() }
}

/// A float32 tensor of any number of pictures, then `dims`.
fn tensor_info(name: &str, dims: &[i64]) -> pb::ValueInfoProto {
    use pb::tensor_shape_proto::{Dimension, dimension::Value};
    let size = |value| Dimension { value: Some(value), ..Default::default() };
    let any = size(Value::DimParam("pictures".into()));
    let shape = std::iter::once(any).chain(dims.iter().map(|&d| size(Value::DimValue(d)))).collect();
    let tensor = pb::type_proto::Tensor {
        elem_type: type_of(Dtype::F32) as i32,
        shape: Some(pb::TensorShapeProto { dim: shape }),
    };
    let value = Some(pb::type_proto::Value::TensorType(tensor));
    let r#type = Some(pb::TypeProto { value, ..Default::default() });
    pb::ValueInfoProto { name: name.into(), r#type, ..Default::default() }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;
    use crate::model::{Model, OnnxModel, OnnxOptions, PixelBatch};
    use crate::picture::Rgb8Image;

    fn backbone() -> Vec<u8> {
        std::fs::read("models/efficientnet-lite0-224.onnx").expect("the shipped backbone")
    }

    fn normalisation() -> Normalisation {
        Normalisation { mean: [127.0; 3], deviation: [128.0; 3] }
    }

    fn head(scale: EmbeddingScale, score: RejectionScore) -> LinearHead {
        let weights = (0..3 * 1280).map(|i| ((i * 37 % 101) as f32 - 50.0) / 200.0).collect();
        let labels = vec!["Sumire".to_string(), "Asagi \"the\" 2nd".to_string(), "雪".to_string()];
        LinearHead::new(labels, 1280, weights, vec![0.1, -0.7, 1e-9], scale)
            .and_then(|h| h.with_temperature(0.731))
            .and_then(|h| h.with_rejection(Rejection { score, threshold: 0.4 }))
            .expect("a sound head")
            .to_half_precision()
    }

    fn scales() -> [EmbeddingScale; 2] {
        let mean = (0..1280).map(|i| (i % 7) as f32 / 10.0).collect();
        let deviation = (0..1280).map(|i| 1.0 + (i % 5) as f32 / 10.0).collect();
        [EmbeddingScale::L2 { factor: 8.0 }, EmbeddingScale::Standardised { mean, deviation }]
    }

    #[test]
    fn the_file_answers_as_backbone_and_head_do() {
        let backbone = backbone();
        let told = OnnxOptions { normalisation: Some(normalisation()), ..OnnxOptions::default() };
        let mut network = OnnxModel::load(&backbone, &told).expect("a usable backbone");
        let data = (0..224 * 224 * 3).map(|i| (i * 7 % 251) as u8).collect();
        let picture = PixelBatch::of(&Rgb8Image::new(224, 224, data).expect("a picture"));
        let embedding = network.run(&picture).expect("outputs").embedding.expect("an embedding");
        for scale in scales() {
            let head = head(scale, RejectionScore::MaxProbability);
            let file = to_onnx(&backbone, &normalisation(), &head).expect("an export");
            assert!(file.len() < backbone.len(), "what only ImageNet's classes need is left out");
            let mut whole = OnnxModel::load(&file, &OnnxOptions::default()).expect("a usable file");
            assert_eq!(whole.normalisation(), Normalisation::NONE);
            let outputs = whole.run(&picture).expect("outputs");
            let expected = head.probabilities(&embedding);
            for (found, expected) in outputs.logits.iter().map(|l| l.exp()).zip(expected) {
                assert!((found - expected).abs() < 1e-4, "{found} {expected}");
            }
            for (found, expected) in outputs.embedding.expect("an embedding").iter().zip(&embedding) {
                assert!((found - expected).abs() < 1e-3, "{found} {expected}");
            }
        }
    }

    #[test]
    fn the_head_comes_out_as_it_went_in() {
        let backbone = backbone();
        for scale in scales() {
            let head = head(scale, RejectionScore::Energy);
            let file = to_onnx(&backbone, &normalisation(), &head).expect("an export");
            let found = from_onnx(&file).expect("the head");
            assert_eq!(found, ExportedHead { head, backbone: sha256_hex(&backbone) });
        }
        let centroid = RejectionScore::Centroid { centre: vec![0.0; 1280], centroids: vec![0.5; 3 * 1280] };
        let file =
            to_onnx(&backbone, &normalisation(), &head(scales()[0].clone(), centroid)).expect("an export");
        assert_eq!(from_onnx(&file).expect("the head").head.rejection(), None);
    }

    #[test]
    fn other_files_are_refused_in_words() {
        let backbone = backbone();
        let head = head(scales()[0].clone(), RejectionScore::Energy);
        assert!(matches!(from_onnx(&backbone), Err(HeadError::NotAHead { .. })));
        assert!(matches!(from_onnx(b"\xff\xff\xff\xff"), Err(HeadError::NotAHead { .. })));
        assert!(to_onnx(b"\xff\xff\xff\xff", &normalisation(), &head).is_err());
        assert!(to_onnx(&[], &normalisation(), &head).is_err());
        let file = to_onnx(&backbone, &normalisation(), &head).expect("an export");
        for cut in [10, 1000, file.len() / 2, file.len() - 1] {
            assert!(from_onnx(&file[..cut]).is_err());
        }
    }
}
