//! The end of a classifier's graph: what the scores are, and where the embedding is.

use std::collections::HashMap;

use tract_onnx::pb;

/// Operators behind the last layer that change a tensor's form or scale, not what it says.
const PASSED: [&str; 13] = [
    "Identity",
    "Reshape",
    "Flatten",
    "Squeeze",
    "Unsqueeze",
    "Cast",
    "Add",
    "Mul",
    "Div",
    "Softmax",
    "LogSoftmax",
    "Sigmoid",
    "Dropout",
];
/// Nodes looked at behind the last layer.
const MOST_STEPS: usize = 16;

/// What stands at the end of a graph.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Tail {
    /// The scores are probabilities, not logits.
    pub(super) ends_in_probabilities: bool,
    /// The tensor that the last fully connected layer reads.
    pub(super) embedding: Option<String>,
}

impl Tail {
    /// Walks back from the scores to the last fully connected layer.
    pub(super) fn of(graph: &pb::GraphProto, scores: &str) -> Self {
        let makers: HashMap<&str, &pb::NodeProto> =
            graph.node.iter().flat_map(|n| n.output.iter().map(move |o| (o.as_str(), n))).collect();
        let fixed = |name: &str| is_fixed(graph, &makers, name, MOST_STEPS);
        let mut tail = Self::default();
        let mut tensor = scores;
        let mut is_end = true;
        for _ in 0..MOST_STEPS {
            let Some(node) = makers.get(tensor) else { break };
            let op = node.op_type.as_str();
            // Whatever is computed behind a softmax makes no probabilities of it any more.
            if is_end && ["Softmax", "Sigmoid"].contains(&op) {
                tail.ends_in_probabilities = true;
            }
            is_end &= ["Identity", "Reshape", "Flatten", "Squeeze", "Unsqueeze", "Cast"].contains(&op);
            // Weights may stand on either side; the other side is what comes from the picture.
            let Some(read) = node.input.iter().find(|i| !i.is_empty() && !fixed(i)) else { break };
            if ["Gemm", "MatMul"].contains(&op) {
                tail.embedding = Some(read.clone());
                break;
            }
            if !PASSED.contains(&op) {
                break;
            }
            tensor = read;
        }
        tail
    }
}

/// Whether a tensor is the same for every picture.
fn is_fixed(
    graph: &pb::GraphProto,
    makers: &HashMap<&str, &pb::NodeProto>,
    name: &str,
    steps: usize,
) -> bool {
    if graph.initializer.iter().any(|t| t.name == name) {
        return true;
    }
    match makers.get(name) {
        Some(node) if steps > 0 => {
            let mut inputs = node.input.iter().filter(|i| !i.is_empty());
            inputs.all(|i| is_fixed(graph, makers, i, steps - 1))
        }
        _ => false,
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;

    fn node(op: &str, inputs: &[&str], output: &str) -> pb::NodeProto {
        let input = inputs.iter().map(|i| i.to_string()).collect();
        pb::NodeProto { op_type: op.into(), input, output: vec![output.into()], ..Default::default() }
    }

    fn tail(nodes: Vec<pb::NodeProto>, weights: &[&str]) -> (bool, Option<String>) {
        let tensor = |name: &&str| pb::TensorProto { name: name.to_string(), ..Default::default() };
        let initializer = weights.iter().map(tensor).collect();
        let graph = pb::GraphProto { node: nodes, initializer, ..Default::default() };
        let Tail { ends_in_probabilities, embedding } = Tail::of(&graph, "scores");
        (ends_in_probabilities, embedding)
    }

    #[test]
    fn the_last_layer_is_found_behind_bias_and_softmax() {
        let keras = vec![
            node("MatMul", &["pooled", "w"], "a"),
            node("Add", &["a", "bias"], "b"),
            node("Softmax", &["b"], "c"),
            node("Identity", &["c"], "scores"),
        ];
        assert_eq!(tail(keras, &["w", "bias"]), (true, Some("pooled".into())));
        let torch = vec![node("Gemm", &["flat", "w", "bias"], "scores")];
        assert_eq!(tail(torch, &["w", "bias"]), (false, Some("flat".into())));
        // Weights that are computed from others, and that stand on the left.
        let turned = vec![node("Transpose", &["w"], "t"), node("MatMul", &["t", "flat"], "scores")];
        assert_eq!(tail(turned, &["w"]), (false, Some("flat".into())));
    }

    #[test]
    fn a_convolution_at_the_end_has_no_embedding() {
        let squeezed = vec![
            node("Conv", &["x", "w"], "a"),
            node("GlobalAveragePool", &["a"], "b"),
            node("Softmax", &["b"], "c"),
            node("Reshape", &["c", "shape"], "scores"),
        ];
        assert_eq!(tail(squeezed, &["w", "shape"]), (true, None));
        assert_eq!(tail(vec![], &[]), (false, None));
        // A graph that bites its own tail.
        assert_eq!(tail(vec![node("Identity", &["scores"], "scores")], &[]), (false, None));
    }

    #[test]
    fn arithmetic_behind_a_softmax_makes_scores_of_it() {
        let scaled = vec![node("Softmax", &["x"], "a"), node("Mul", &["a", "ten"], "scores")];
        assert!(!tail(scaled, &["ten"]).0);
    }
}
