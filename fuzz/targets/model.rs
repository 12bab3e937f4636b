//! Any bytes as a model: a classifier that answers one picture, or an error in words.
#![no_main]

use libfuzzer_sys::fuzz_target;
use moelens::model::{Model, OnnxModel, OnnxOptions, PixelBatch};
use moelens::picture::Rgb8Image;

/// Larger inputs only take time.
const MOST_SIDE: usize = 64;

fuzz_target!(|bytes: &[u8]| {
    let Ok(mut model) = OnnxModel::load(bytes, &OnnxOptions::default()) else { return };
    let input = model.input();
    if input.width.max(input.height) <= MOST_SIDE {
        let grey = Rgb8Image::filled(input.width, input.height, [128; 3]);
        let _ = model.run(&PixelBatch::of(&grey));
    }
});
