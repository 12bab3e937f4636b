//! The shipped backbone, run by tract in the browser.

use moelens::model::{Model, OnnxModel, OnnxOptions, PixelBatch};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::common::{GoldenOutputs, largest_difference, seeded_picture};

const BACKBONE: &[u8] = include_bytes!("../../models/efficientnet-lite0-224.onnx");

#[wasm_bindgen_test]
fn the_real_model_equals_onnxruntime() {
    let expected = GoldenOutputs::all();
    let mut model = OnnxModel::load(BACKBONE, &OnnxOptions::default()).expect("a usable model");
    for (p, row) in expected.iter().enumerate() {
        let picture = PixelBatch::of(&seeded_picture(p, 224));
        let outputs = model.run(&picture).expect("outputs");
        let embedding = outputs.embedding.as_deref().expect("an embedding");
        let e = largest_difference(embedding, &row.embedding);
        let l = largest_difference(&outputs.logits, &row.logits);
        assert!(e < 1e-3 && l < 1e-3, "picture {p}: embedding {e}, logits {l}");
        assert_eq!(outputs, model.run(&picture).expect("outputs"), "a second run gives the same bits");
    }
}

#[wasm_bindgen_test]
fn a_broken_model_is_refused_in_words() {
    let Err(error) = OnnxModel::load(&BACKBONE[..BACKBONE.len() / 2], &OnnxOptions::default()) else {
        panic!("half a file was taken for a model");
    };
    assert!(error.to_string().starts_with("the model file cannot be used"), "{error}");
}
