//! Our surrogate against Python lime 0.2.0.1 on the same masks and outputs (tests/golden/lime/make.py).
#![cfg(not(target_arch = "wasm32"))]

use moelens::explain::{BitMatrix, FeatureSelection, Surrogate, kernel_weight};
use serde::Deserialize;

#[derive(Deserialize)]
struct Case {
    name: String,
    masks: Vec<String>,
    outputs: Vec<f64>,
    kernel_width: f64,
    selection: String,
    count: usize,
    selected: Vec<usize>,
    kernel: Vec<f64>,
    weights: Vec<f64>,
    intercept: f64,
    score: f64,
    local_prediction: f64,
}

/// Largest difference, relative to the largest expected value.
fn difference(found: &[f64], expected: &[f64]) -> f64 {
    assert_eq!(found.len(), expected.len());
    let scale = expected.iter().fold(f64::MIN_POSITIVE, |m, e| m.max(e.abs()));
    found.iter().zip(expected).fold(0.0, |m, (f, e)| f64::max(m, (f - e).abs() / scale))
}

#[test]
fn surrogates_equal_python_lime() {
    let text = include_str!("golden/lime/surrogates.json");
    let cases: Vec<Case> = serde_json::from_str(text).unwrap();
    assert!(cases.len() >= 11);
    let mut largest = 0.0;
    for case in cases {
        let masks = BitMatrix::from_text(&case.masks).unwrap();
        let (n, d) = (masks.rows(), masks.columns());
        let kernel: Vec<f64> =
            (0..n).map(|i| kernel_weight(masks.count(i), d, Some(case.kernel_width))).collect();
        let selection = match case.selection.as_str() {
            "none" => FeatureSelection::None,
            "highest_weights" => FeatureSelection::HighestWeights(case.count),
            "forward_selection" => FeatureSelection::ForwardSelection(case.count),
            other => panic!("unknown selection {other}"),
        };
        let fit = Surrogate::fit(&masks, &case.outputs, &kernel, 1.0, selection);
        assert_eq!(fit.selected, case.selected, "{}", case.name);
        let differences = [
            difference(&kernel, &case.kernel),
            difference(&fit.weights, &case.weights),
            difference(&[fit.intercept], &[case.intercept]),
            difference(&[fit.fidelity], &[case.score]),
            difference(&[fit.local_prediction], &[case.local_prediction]),
        ];
        // Each weight by itself as well.
        for (found, expected) in fit.weights.iter().zip(&case.weights) {
            assert!((found - expected).abs() <= 1e-6 * expected.abs(), "{}: {found} {expected}", case.name);
        }
        let most = differences.into_iter().fold(0.0, f64::max);
        assert!(most <= 1e-6, "{}: {differences:?}", case.name);
        largest = f64::max(largest, most);
    }
    println!("largest relative difference {largest:.1e}");
}
