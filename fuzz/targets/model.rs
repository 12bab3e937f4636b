//! Any bytes as a model: a classifier that answers one picture, or an error in words.
#![no_main]

use std::sync::Once;

use libfuzzer_sys::fuzz_target;
use moelens::model::{Model, OnnxModel, OnnxOptions, PixelBatch};
use moelens::picture::Rgb8Image;

/// Larger inputs only take time.
const MOST_SIDE: usize = 64;
static QUIET: Once = Once::new();

fuzz_target!(|bytes: &[u8]| {
    // Panics of the network library become errors in the loader. The hook that is there would end the run
    // before; those that nobody catches end it still.
    QUIET.call_once(|| std::panic::set_hook(Box::new(|_| ())));
    let Ok(mut model) = OnnxModel::load(bytes, &OnnxOptions::default()) else { return };
    let input = model.input();
    if input.width.max(input.height) <= MOST_SIDE {
        let grey = Rgb8Image::filled(input.width, input.height, [128; 3]);
        let _ = model.run(&PixelBatch::of(&grey));
    }
});
