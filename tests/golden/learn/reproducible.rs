//! One small training run whose head has the same bytes on every target. Included by the native and
//! by the browser tests.

use moelens::learn::{Embeddings, Labelled, ScaleKind, ScoreKind, TrainParams, train_head};
use moelens::model::manifest::sha256_hex;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// Hash of the head's file. It changes when training changes, and with nothing else.
pub const HEAD_SHA256: &str = "18b13c60ee8204de4a665b88140f51d4fec636ed357ac0ac7e75efa0a171a1c7";

/// Trains a head on seeded embeddings (6 classes of 15 rows, 40 strangers, 50 numbers each: whole and
/// broken chunks, groups and panels) and hashes its file.
pub fn head_sha256() -> String {
    let mut rng = ChaCha8Rng::seed_from_u64(11);
    let mut row = |centre: &[f32]| -> Vec<f32> {
        centre.iter().map(|c| (c + rng.random_range(-0.5f32..0.5)).max(0.0)).collect()
    };
    let centre =
        |class: usize| -> Vec<f32> { (0..50).map(|k| ((k * 7 + class * 13) % 10) as f32 / 10.0).collect() };
    let known: Vec<f32> = (0..90).flat_map(|i| row(&centre(i / 15))).collect();
    let strange: Vec<f32> = (0..40).flat_map(|i| row(&centre(6 + i))).collect();
    let labels: Vec<usize> = (0..90).map(|i| i / 15).collect();
    let names: Vec<String> = (0..6).map(|c| format!("class {c}")).collect();
    let data =
        Labelled::new(Embeddings::new(&known, 50).expect("whole rows"), &labels, &names).expect("labels");
    let params = TrainParams {
        scale: ScaleKind::L2 { factor: 8.0 },
        folds: 3,
        scores: vec![ScoreKind::Centroid],
        ..TrainParams::default()
    };
    let unknown = Embeddings::new(&strange, 50).expect("whole rows");
    let trained =
        train_head(&data, Some(&unknown), &params.check().expect("in range"), 1).expect("sound data");
    sha256_hex(&trained.head.to_safetensors().expect("a sound head"))
}
