//! Parity of the softmax regression with scikit-learn 1.9.1; `tests/golden/learn/make.py` wrote the data.
#![cfg(not(target_arch = "wasm32"))]

#[path = "golden/learn/reproducible.rs"]
mod reproducible;

use moelens::learn::{ClassWeights, Embeddings, Labelled, SoftmaxParams, fit};
use moelens::model::EmbeddingScale;
use serde::Deserialize;

#[derive(Deserialize)]
struct Golden {
    features: usize,
    classes: usize,
    labels: Vec<usize>,
    thousandths: Vec<i32>,
    cases: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    c: f64,
    balanced: bool,
    objective: f64,
    log_loss: f64,
    weights: Vec<f64>,
    bias: Vec<f64>,
}

fn golden() -> Golden {
    serde_json::from_str(include_str!("golden/learn/scikit-learn.json")).expect("the golden file is JSON")
}

#[test]
fn optimum_equals_scikit_learn() {
    let golden = golden();
    let rows: Vec<f32> = golden.thousandths.iter().map(|&t| t as f32 / 1000.0).collect();
    let names: Vec<String> = (0..golden.classes).map(|c| c.to_string()).collect();
    let embeddings = Embeddings::new(&rows, golden.features).expect("whole rows");
    let data = Labelled::new(embeddings, &golden.labels, &names).expect("labels in range");
    let all: Vec<usize> = (0..golden.labels.len()).collect();
    // A scale that leaves the rows as they are.
    let scale = EmbeddingScale::Standardised {
        mean: vec![0.0; golden.features],
        deviation: vec![1.0; golden.features],
    };
    assert_eq!(golden.cases.len(), 10);
    for case in &golden.cases {
        let class_weights = if case.balanced { ClassWeights::Balanced } else { ClassWeights::Uniform };
        let params = SoftmaxParams { c: case.c, class_weights, tolerance: 1e-7, max_evaluations: 1000 };
        let found = fit(&data, &all, &scale, &params, None).expect("sound data");
        let what = format!("C = {}, balanced {}", case.c, case.balanced);
        let relative = (found.objective / case.objective - 1.0).abs();
        assert!(relative < 1e-6, "{what}: objective {} against {}", found.objective, case.objective);
        let relative = (found.log_loss / case.log_loss - 1.0).abs();
        assert!(relative < 1e-4, "{what}: log-loss {} against {}", found.log_loss, case.log_loss);
        let size = case.weights.iter().fold(0.0f64, |m, w| m.max(w.abs()));
        let pairs = found.weights.iter().zip(&case.weights).chain(found.bias.iter().zip(&case.bias));
        for (ours, theirs) in pairs {
            let gap = (f64::from(*ours) - theirs).abs();
            assert!(gap < 2e-3 * size.max(1.0), "{what}: {ours} against {theirs}");
        }
    }
}

#[test]
fn a_trained_head_has_the_same_bytes_everywhere() {
    assert_eq!(reproducible::head_sha256(), reproducible::HEAD_SHA256);
}
