//! What several integration tests share.
#![allow(dead_code, reason = "each test binary uses a part")]

use moelens::picture::Rgb8Image;

/// What onnxruntime gives for a picture (`tests/golden/onnx/make.py`).
#[derive(serde::Deserialize)]
pub struct GoldenOutputs {
    /// Before the classifier, 1280 numbers.
    pub embedding: Vec<f32>,
    /// ImageNet's 1000 classes.
    pub logits: Vec<f32>,
}

impl GoldenOutputs {
    /// One for each of the pictures 0, 1, 2.
    pub fn all() -> Vec<Self> {
        serde_json::from_str(include_str!("../golden/onnx/outputs.json")).expect("golden outputs")
    }
}

/// The largest difference of two lists of one length.
pub fn largest_difference(a: &[f32], b: &[f32]) -> f32 {
    assert_eq!(a.len(), b.len());
    a.iter().zip(b).map(|(a, b)| (a - b).abs()).fold(0.0, f32::max)
}

/// The picture that `tests/golden/onnx/make.py` makes, from whole numbers only.
pub fn seeded_picture(p: usize, side: usize) -> Rgb8Image {
    let mut data = Vec::with_capacity(side * side * 3);
    for y in 0..side {
        for x in 0..side {
            for c in 0..3 {
                let v = (x * (3 + p) + y * (5 + 2 * p) + 31 * ((x / 16 + y / 16) % 5) + 40 * c) * (1 + p);
                data.push((v % 256) as u8);
            }
        }
    }
    Rgb8Image::new(side, side, data).expect("side * side * 3 bytes")
}
