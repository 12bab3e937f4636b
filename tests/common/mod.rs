//! What several integration tests share.

use moelens::picture::Rgb8Image;

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
