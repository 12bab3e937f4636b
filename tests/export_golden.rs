//! An exported model in onnxruntime answers as backbone and head do here
//! (`tests/golden/export/make.py` wrote the expected outputs, and says how).
#![cfg(not(target_arch = "wasm32"))]

mod common;

use common::largest_difference;
use moelens::model::fused::TileHeight;
use moelens::model::head::softmax;
use moelens::model::manifest::sha256_hex;
use moelens::model::{Classifier, LinearHead, Manifest, Model, PixelBatch, to_onnx};

#[derive(serde::Deserialize)]
struct Golden {
    sha256: String,
    input: (String, String, usize, usize, usize),
    outputs: Vec<String>,
    labels: Vec<String>,
    size: String,
    probabilities: Vec<Vec<f32>>,
    embedding: Vec<Vec<f32>>,
}

#[test]
fn onnxruntime_gives_the_same_answers() {
    let golden: Golden =
        serde_json::from_str(include_str!("golden/export/outputs.json")).expect("golden outputs");
    let read = |path: &str| std::fs::read(format!("models/{path}")).expect("a shipped file");
    let manifest =
        Manifest::parse(&String::from_utf8(read("manifest.json")).expect("text")).expect("a manifest");
    let (backbone, head) = (read(&manifest.backbone.path), read(&manifest.head.path));
    let whole = LinearHead::from_safetensors(&head).expect("the shipped head");
    let export = to_onnx(&backbone, &manifest.normalisation(), &whole).expect("an export");
    assert_eq!(
        sha256_hex(&export),
        golden.sha256,
        "the export has other bytes than the one that onnxruntime ran; run tests/golden/export/make.py again"
    );
    assert_eq!(golden.input, ("tensor(float)".into(), "pictures".into(), 3, 224, 224));
    assert_eq!(golden.outputs, ["probabilities", "embedding"]);
    assert_eq!(golden.labels, whole.labels());
    assert_eq!(golden.size, "224 x 224");

    let mut model = Classifier::from_manifest(&manifest, &backbone, &head, TileHeight::default())
        .expect("files that fit");
    for p in 0..3 {
        let outputs = model.run(&PixelBatch::of(&common::seeded_picture(p, 224))).expect("outputs");
        let embedding = outputs.embedding.as_deref().expect("an embedding");
        let gap = largest_difference(&softmax(&outputs.logits), &golden.probabilities[p]);
        let embedded = largest_difference(embedding, &golden.embedding[p]);
        println!("picture {p}: largest difference of probabilities {gap:e}, embedding {embedded:e}");
        assert!(gap < 1e-4 && embedded < 1e-3, "picture {p}: {gap} {embedded}");
    }
}
