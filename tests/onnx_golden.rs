//! The shipped backbone by tract equals onnxruntime on the same file
//! (`tests/golden/onnx/make.py` wrote the expected outputs).
#![cfg(not(target_arch = "wasm32"))]

mod common;

use common::{GoldenOutputs, largest_difference};
use moelens::model::{Model, OnnxModel, OnnxOptions, PixelBatch};

#[test]
fn outputs_equal_onnxruntime() {
    let bytes = std::fs::read("models/efficientnet-lite0-224.onnx").expect("the shipped backbone");
    let expected = GoldenOutputs::all();
    let mut model = OnnxModel::load(&bytes, &OnnxOptions::default()).expect("a usable model");
    for (p, row) in expected.iter().enumerate() {
        let outputs = model.run(&PixelBatch::of(&common::seeded_picture(p, 224))).expect("outputs");
        let embedding = outputs.embedding.as_deref().expect("an embedding");
        let (e, l) =
            (largest_difference(embedding, &row.embedding), largest_difference(&outputs.logits, &row.logits));
        println!("picture {p}: largest difference of embedding {e:e}, logits {l:e}");
        assert!(e < 1e-3 && l < 1e-3, "picture {p}: embedding {e}, logits {l}");
    }
}

#[test]
fn pictures_in_a_batch_do_not_touch_each_other() {
    let bytes = std::fs::read("models/efficientnet-lite0-224.onnx").expect("the shipped backbone");
    let mut model =
        OnnxModel::load(&bytes, &OnnxOptions { embedding_only: true, ..Default::default() }).expect("usable");
    let pictures: Vec<_> = (0..3).map(|p| PixelBatch::of(&common::seeded_picture(p, 224))).collect();
    let mut all = PixelBatch::new(model.input());
    for one in &pictures {
        all.data.extend_from_slice(&one.data);
    }
    let together = model.run(&all).expect("outputs").embedding.expect("an embedding");
    for (i, one) in pictures.iter().enumerate() {
        let alone = model.run(one).expect("outputs").embedding.expect("an embedding");
        assert_eq!(alone[..], together[i * 1280..(i + 1) * 1280]);
    }
}

#[test]
fn files_that_are_no_models_are_refused_in_words() {
    let good = std::fs::read("models/efficientnet-lite0-224.onnx").expect("the shipped backbone");
    let cases = [&b""[..], b"no model at all", &good[..good.len() / 3], &[0xff; 4096]];
    for bytes in cases {
        let Err(error) = OnnxModel::load(bytes, &OnnxOptions::default()) else {
            panic!("{} bytes were taken for a model", bytes.len());
        };
        assert!(error.to_string().starts_with("the model file cannot be used"), "{error}");
    }
}
