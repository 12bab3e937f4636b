//! Fused operators against stock tract on whole networks, and their kernels against naive loops.
//! `tests/golden/fused/make.py` made the small networks.
#![cfg(not(target_arch = "wasm32"))]

mod common;
#[path = "common/kernels.rs"]
mod kernels;

use moelens::model::fused::{FusedReport, TileHeight};
use moelens::model::{ChannelOrder, Model, OnnxModel, OnnxOptions, Outputs, PixelBatch};
use proptest::prelude::*;

const BACKBONE: &str = "models/efficientnet-lite0-224.onnx";
const STOCK: OnnxOptions = OnnxOptions {
    normalisation: None,
    order: ChannelOrder::Rgb,
    changeable: false,
    embedding_only: false,
    fused: false,
    tile: TileHeight::Four,
};

fn load(path: &str, options: &OnnxOptions) -> OnnxModel {
    OnnxModel::load(&std::fs::read(path).expect(path), options).expect(path)
}

fn small(name: &str) -> String {
    format!("tests/golden/fused/{name}.onnx")
}

/// Pictures of a model's size with every value in them.
fn pictures(model: &OnnxModel, count: usize) -> PixelBatch {
    let spec = model.input();
    let mut batch = PixelBatch::new(spec);
    for p in 0..count {
        let square = common::seeded_picture(p, spec.width.max(spec.height));
        for row in square.data().chunks_exact(3 * square.width()).take(spec.height) {
            batch.data.extend_from_slice(&row[..3 * spec.width]);
        }
    }
    batch
}

/// Largest difference relative to the largest value.
fn difference(a: &[f32], b: &[f32]) -> f32 {
    assert_eq!(a.len(), b.len());
    let largest = a.iter().map(|v| v.abs()).fold(0.0, f32::max);
    a.iter().zip(b).map(|(a, b)| (a - b).abs()).fold(0.0, f32::max) / largest
}

fn bits(outputs: &Outputs) -> Vec<u32> {
    let embedding = outputs.embedding.iter().flatten();
    outputs.logits.iter().chain(embedding).map(|v| v.to_bits()).collect()
}

/// Equal to stock tract, for every tile height the same to the bit, and what was found.
fn compare(path: &str) -> FusedReport {
    let mut stock = load(path, &STOCK);
    let batch = pictures(&stock, 2);
    let expected = stock.run(&batch).expect("outputs of stock tract");
    assert_eq!(stock.fused(), FusedReport::default());
    let mut found: Option<(Vec<u32>, FusedReport)> = None;
    for tile in TileHeight::ALL {
        let mut fused = load(path, &OnnxOptions { fused: true, tile, ..STOCK });
        assert_eq!(fused.outputs(), stock.outputs());
        let outputs = fused.run(&batch).expect("outputs of the fused operators");
        let logits = difference(&expected.logits, &outputs.logits);
        let embedding = match (&expected.embedding, &outputs.embedding) {
            (Some(a), Some(b)) => difference(a, b),
            (a, b) => {
                assert_eq!(a, b);
                0.0
            }
        };
        println!("{path}, {tile:?}: logits {logits:e}, embedding {embedding:e}");
        assert!(logits <= 1e-4 && embedding <= 1e-4, "{path}: logits {logits}, embedding {embedding}");
        let these = (bits(&outputs), fused.fused());
        match &found {
            Some(others) => assert!(*others == these, "{path}: {tile:?} gives other bits"),
            None => found = Some(these),
        }
    }
    found.expect("one height at least").1
}

#[test]
fn efficientnet_lite0_runs_wholly_on_fused_operators() {
    assert_eq!(
        compare(BACKBONE),
        FusedReport {
            convolutions: 1,
            blocks: 16,
            expansions: 15,
            projections: 16,
            residuals: 9,
            pointwise: 1,
            connected: 1,
            pools: 1,
            stock: 0,
            takes_bytes: true,
        }
    );
}

/// The bits are the same in browsers: `tests/wasm/fused.rs` reads the same file. After a change of the
/// kernels' order of operations, `MOELENS_UPDATE_GOLDEN=1` writes it anew, and this test fails once.
#[test]
fn the_backbone_gives_the_golden_bits() {
    use sha2::{Digest, Sha256};
    let mut model = load(BACKBONE, &OnnxOptions { fused: true, ..OnnxOptions::default() });
    let picture = PixelBatch::of(&common::seeded_picture(1, 224));
    let logits = model.run(&picture).expect("outputs").logits;
    let bytes: Vec<u8> = logits.iter().flat_map(|v| v.to_le_bytes()).collect();
    let digest: String = Sha256::digest(&bytes).iter().map(|b| format!("{b:02x}")).collect();
    let path = "tests/golden/fused/backbone.sha256";
    if std::env::var_os("MOELENS_UPDATE_GOLDEN").is_some() {
        std::fs::write(path, format!("{digest}\n")).expect(path);
        panic!("{path} is written anew; look at the difference and run again");
    }
    assert_eq!(std::fs::read_to_string(path).expect(path).trim(), digest);
}

#[test]
fn mobilenet_v1_with_batch_norms() {
    let report = compare(&small("mobilenet_v1"));
    let expected = FusedReport { convolutions: 1, blocks: 13, projections: 13, ..FusedReport::default() };
    assert_eq!(report, FusedReport { connected: 1, pools: 1, takes_bytes: true, ..expected });
}

#[test]
fn mobilenet_v2_of_an_older_opset() {
    let report = compare(&small("mobilenet_v2"));
    let blocks = FusedReport { blocks: 17, expansions: 16, projections: 17, ..FusedReport::default() };
    let rest = FusedReport { convolutions: 1, pointwise: 1, connected: 1, pools: 1, ..blocks };
    assert_eq!(report, FusedReport { residuals: report.residuals, takes_bytes: true, ..rest });
    assert!(report.residuals >= 10);
}

#[test]
fn efficientnet_lite1_and_2() {
    for name in ["efficientnet_lite1", "efficientnet_lite2"] {
        let report = compare(&small(name));
        assert_eq!((report.blocks, report.expansions, report.projections, report.stock), (21, 20, 21, 0));
    }
}

#[test]
fn variants_are_fused_where_they_can_be() {
    let report = compare(&small("variants"));
    assert_eq!((report.convolutions, report.blocks, report.connected), (2, 6, 2));
    assert!(report.stock >= 3, "max pool, leaky ReLU and sigmoid stay, found {report:?}");
}

#[test]
fn channels_last_graphs() {
    let report = compare(&small("nhwc"));
    assert_eq!((report.convolutions, report.blocks, report.pools, report.connected), (1, 4, 1, 1));
}

#[test]
fn a_graph_with_nothing_to_match_stays_stock() {
    let report = compare(&small("unmatched"));
    assert!(!report.found_any() && !report.takes_bytes && report.stock > 0, "{report:?}");
    let (mut stock, mut fused) =
        (load(&small("unmatched"), &STOCK), load(&small("unmatched"), &OnnxOptions::default()));
    let batch = pictures(&stock, 1);
    assert_eq!(stock.run(&batch).expect("outputs"), fused.run(&batch).expect("outputs"));
}

#[test]
fn results_do_not_depend_on_how_pictures_are_grouped() {
    for path in [BACKBONE.to_owned(), small("efficientnet_lite1"), small("variants")] {
        let mut model = load(&path, &OnnxOptions { fused: true, ..STOCK });
        let all = pictures(&model, 11);
        let together = model.run(&all).expect("outputs");
        for i in 0..all.count() {
            let alone = PixelBatch { data: all.picture(i).to_vec(), ..all };
            let alone = model.run(&alone).expect("outputs");
            assert_eq!(alone.logits[..], *together.logits_of(i), "{path}, picture {i}");
            if let (Some(one), Some(rows)) = (&alone.embedding, &together.embedding) {
                assert_eq!(one[..], rows[i * one.len()..(i + 1) * one.len()], "{path}, picture {i}");
            }
        }
    }
}

#[test]
fn the_embedding_alone() {
    let mut all = load(BACKBONE, &OnnxOptions::default());
    let mut only = load(BACKBONE, &OnnxOptions { embedding_only: true, ..OnnxOptions::default() });
    assert_eq!(only.fused().connected, 0);
    let batch = pictures(&all, 1);
    assert_eq!(all.run(&batch).expect("outputs").embedding, only.run(&batch).expect("outputs").embedding);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn dense_kernel_equals_three_loops(seed: u64) {
        kernels::dense_case(seed);
    }

    #[test]
    fn depthwise_kernel_equals_its_definition(seed: u64) {
        kernels::depthwise_case(seed);
    }
}
