//! Classifiers of many forms by tract equal onnxruntime, and what cannot be used is refused in words
//! (`tests/golden/models/make.py` wrote the files and the expected scores).
#![cfg(not(target_arch = "wasm32"))]

use std::collections::BTreeMap;

use moelens::model::{
    ChannelOrder, Guess, Layout, Model, ModelError, Normalisation, OnnxModel, OnnxOptions, OutputKind,
    PixelBatch, knows_operator,
};

const FOLDER: &str = "tests/golden/models";

fn file(name: &str) -> Vec<u8> {
    std::fs::read(format!("{FOLDER}/{name}.onnx")).expect("a file of the generator")
}

fn expected() -> BTreeMap<String, Vec<f32>> {
    let text = std::fs::read_to_string(format!("{FOLDER}/outputs.json")).expect("the golden scores");
    serde_json::from_str(&text).expect("scores by name")
}

/// The picture of the golden scores.
fn waves(side: usize) -> PixelBatch {
    let pixel = |i: usize, c: usize| {
        ((i % side) * (c + 2) * 5 + (i / side) * (3 - c) * 7 + (i % side) * (i / side)) % 256
    };
    let data = (0..side * side).flat_map(|i| (0..3).map(move |c| pixel(i, c) as u8)).collect();
    PixelBatch { width: side, height: side, data }
}

fn order(name: &str) -> ChannelOrder {
    if name == "tagger" { ChannelOrder::Bgr } else { ChannelOrder::Rgb }
}

#[test]
fn scores_equal_onnxruntime() {
    let all = expected();
    assert_eq!(all.len(), 13);
    for (name, golden) in &all {
        for changeable in [false, true] {
            let options = OnnxOptions { order: order(name), changeable, ..OnnxOptions::default() };
            let mut model = OnnxModel::load(&file(name), &options).unwrap_or_else(|e| panic!("{name}: {e}"));
            let found = model.run(&waves(model.input().width)).expect("scores").logits;
            assert_eq!(found.len(), golden.len(), "{name}");
            let as_logit = |score: &f32| match model.outputs().kind {
                OutputKind::Logits => *score,
                OutputKind::Probabilities => score.ln(),
            };
            let scale = golden.iter().map(|s| as_logit(s).abs()).fold(1.0, f32::max);
            for (f, g) in found.iter().zip(golden) {
                let gap = (f - as_logit(g)).abs() / scale;
                assert!(gap < 1e-3, "{name}, changeable {changeable}: {found:?} for {golden:?}");
            }
        }
    }
}

#[test]
fn files_say_what_they_are() {
    let facts =
        |name: &str| OnnxModel::load(&file(name), &OnnxOptions::default()).expect("usable").facts().clone();
    let keras = facts("keras_mobilenet");
    assert_eq!(
        (keras.layout, keras.kind, keras.guess),
        (Layout::Nhwc, OutputKind::Probabilities, Guess::Usual)
    );
    assert_eq!(keras.normalisation, Normalisation::SIGNED);
    assert!(keras.embedding.is_some());
    let rescaling = facts("keras_rescaling");
    assert_eq!((rescaling.normalisation, rescaling.guess), (Normalisation::NONE, Guess::Inside));
    let torch = facts("torch_mobilenet_v3");
    assert_eq!((torch.layout, torch.kind, torch.opset), (Layout::Nchw, OutputKind::Logits, 17));
    assert_eq!((torch.normalisation, torch.batch), (Normalisation::IMAGENET, Some(1)));
    assert_eq!(facts("torch_squeezenet").embedding, None);
    assert_eq!(facts("batch_of_four").batch, Some(4));
    let open = facts("open_axes");
    assert!(open.is_size_open && open.layout == Layout::Nchw && open.batch.is_none());
    let tagger = facts("tagger");
    assert_eq!((tagger.guess, tagger.kind), (Guess::Said, OutputKind::Probabilities));
    assert!(tagger.labels.is_some_and(|l| l.contains("tag 6")));
}

#[test]
fn embeddings_are_what_the_last_layer_reads() {
    for (name, length) in [("torch_mobilenet_v2", 160), ("torch_resnet18", 32), ("keras_mobilenet", 64)] {
        let mut model = OnnxModel::load(&file(name), &OnnxOptions::default()).expect("usable");
        assert_eq!(model.outputs().embedding, Some(length), "{name}");
        let one = model.run(&waves(48)).expect("outputs").embedding.expect("an embedding");
        assert!(one.len() == length && one.iter().any(|v| *v != 0.0), "{name}");
    }
}

#[test]
fn pixel_values_can_be_changed_where_that_was_asked_for() {
    let options = OnnxOptions { changeable: true, ..OnnxOptions::default() };
    let mut model = OnnxModel::load(&file("torch_resnet18"), &options).expect("usable");
    let before = model.run(&waves(48)).expect("scores").logits;
    model.enter_as(Normalisation::UNIT, ChannelOrder::Bgr).expect("it is changeable");
    let after = model.run(&waves(48)).expect("scores").logits;
    assert_ne!(before, after);
    let told = OnnxOptions {
        normalisation: Some(Normalisation::UNIT),
        order: ChannelOrder::Bgr,
        ..OnnxOptions::default()
    };
    let mut fixed = OnnxModel::load(&file("torch_resnet18"), &told).expect("usable");
    let same = fixed.run(&waves(48)).expect("scores").logits;
    let gap = same.iter().zip(&after).map(|(a, b)| (a - b).abs()).fold(0.0, f32::max);
    assert!(gap < 1e-3, "{same:?} {after:?}");
    assert!(fixed.enter_as(Normalisation::NONE, ChannelOrder::Rgb).is_err());
}

#[test]
fn what_cannot_be_used_is_refused_in_words() {
    let cases = [
        ("bad_grey", "3 colours"),
        ("bad_half", "float32"),
        ("bad_huge", "9000 x 9000"),
        ("bad_no_picture", "4 axes"),
        ("bad_one_class", "at least 2 classes"),
        ("bad_operator", "FancyAttention"),
        ("bad_two_inputs", "one input"),
        ("bad_outside", "second file"),
        ("bad_shapes", "cannot be run here"),
        ("bad_axis", "cannot be run here"),
        ("bad_cut_short", "no ONNX file"),
        ("bad_random", "no ONNX file"),
        ("bad_empty", "no graph"),
    ];
    for (name, words) in cases {
        let Err(error) = OnnxModel::load(&file(name), &OnnxOptions::default()) else {
            panic!("{name} was taken for a model");
        };
        let said = error.said_of_file();
        assert!(said.contains(words), "{name}: {said} ({error})");
        assert!(said.ends_with('.') && !said.contains("Error"), "{name}: {said}");
        assert!(!matches!(error, ModelError::Run { .. }));
    }
}

#[test]
fn the_paper_lists_the_operators_that_cannot_be_read() {
    let text = std::fs::read_to_string(format!("{FOLDER}/operators.json")).expect("the standard's list");
    let standard: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    let paper = std::fs::read_to_string("docs/MODELS.md").expect("the paper");
    let list = paper.split("operators:").nth(1).expect("a list of operators");
    let all = standard["operators"].as_array().expect("operators");
    for operator in all {
        let name = operator["name"].as_str().expect("a name");
        let is_listed = list.contains(&format!(" {name} ({}", operator["since"]));
        assert_eq!(is_listed, !knows_operator(name), "{name}");
    }
    assert!(["Conv", "Gemm", "MatMul", "Relu", "LayerNormalization"].into_iter().all(knows_operator));
}
