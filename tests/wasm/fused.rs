//! Fused operators in the browser: equal to stock tract there, to the naive oracles, and to what native
//! code gives.

use moelens::model::fused::{TileHeight, calibrate, kernels::FUSES};
use moelens::model::{Model, OnnxModel, OnnxOptions, Outputs, PixelBatch};
use sha2::{Digest, Sha256};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::common::seeded_picture;
use crate::kernels;

const BACKBONE: &[u8] = include_bytes!("../../models/efficientnet-lite0-224.onnx");
const SMALL: [(&str, &[u8]); 4] = [
    ("mobilenet_v1", include_bytes!("../golden/fused/mobilenet_v1.onnx")),
    ("mobilenet_v2", include_bytes!("../golden/fused/mobilenet_v2.onnx")),
    ("efficientnet_lite2", include_bytes!("../golden/fused/efficientnet_lite2.onnx")),
    ("variants", include_bytes!("../golden/fused/variants.onnx")),
];

fn load(bytes: &[u8], fused: bool, tile: TileHeight) -> OnnxModel {
    OnnxModel::load(bytes, &OnnxOptions { fused, tile, ..OnnxOptions::default() }).expect("a usable model")
}

fn picture(model: &OnnxModel) -> PixelBatch {
    let spec = model.input();
    let square = seeded_picture(1, spec.width.max(spec.height));
    let mut batch = PixelBatch::new(spec);
    for row in square.data().chunks_exact(3 * square.width()).take(spec.height) {
        batch.data.extend_from_slice(&row[..3 * spec.width]);
    }
    batch
}

fn difference(a: &[f32], b: &[f32]) -> f32 {
    assert_eq!(a.len(), b.len());
    let largest = a.iter().map(|v| v.abs()).fold(0.0, f32::max);
    a.iter().zip(b).map(|(a, b)| (a - b).abs()).fold(0.0, f32::max) / largest
}

fn compare(name: &str, bytes: &[u8]) -> Outputs {
    let mut stock = load(bytes, false, TileHeight::Four);
    let batch = picture(&stock);
    let expected = stock.run(&batch).expect("outputs");
    let mut found: Option<Outputs> = None;
    for tile in TileHeight::ALL {
        let mut fused = load(bytes, true, tile);
        assert!(fused.fused().blocks > 0, "{name}");
        let outputs = fused.run(&batch).expect("outputs");
        let d = difference(&expected.logits, &outputs.logits);
        assert!(d <= 1e-4, "{name}, {tile:?}: {d}");
        match &found {
            Some(others) => assert_eq!(*others, outputs, "{name}: {tile:?} gives other bits"),
            None => found = Some(outputs),
        }
    }
    found.expect("one height at least")
}

#[wasm_bindgen_test]
fn small_networks_equal_stock_tract_for_every_tile_height() {
    for (name, bytes) in SMALL {
        compare(name, bytes);
    }
}

#[wasm_bindgen_test]
fn the_backbone_equals_stock_tract_and_native_code() {
    let outputs = compare("backbone", BACKBONE);
    if !FUSES {
        let bytes: Vec<u8> = outputs.logits.iter().flat_map(|v| v.to_le_bytes()).collect();
        let digest: String = Sha256::digest(&bytes).iter().map(|b| format!("{b:02x}")).collect();
        assert_eq!(digest, include_str!("../golden/fused/backbone.sha256").trim());
    }
}

#[wasm_bindgen_test]
fn kernels_equal_naive_loops() {
    for seed in 0..60 {
        kernels::dense_case(seed);
        kernels::depthwise_case(seed);
    }
}

#[wasm_bindgen_test]
fn calibration_is_quick() {
    let clock = || js_sys::Date::now();
    let start = clock();
    let height = calibrate(&clock);
    let took = clock() - start;
    wasm_bindgen_test::console_log!("tile height {height:?}, found in {took} ms");
    assert!(took < 3000.0, "calibration took {took} ms");
}
