//! Pixels to the bytes of a file.

use super::Rgb8Image;
use image::codecs::png::PngEncoder;
use image::{ExtendedColorType, ImageEncoder};

/// The picture as a PNG file, 8-bit RGB. The same picture always gives the same bytes.
///
/// # Panics
/// When a side does not fit 32 bits, which no picture in memory has.
pub fn encode_png(picture: &Rgb8Image) -> Vec<u8> {
    let side = |v: usize| u32::try_from(v).expect("a side of a picture in memory fits 32 bits");
    let mut bytes = Vec::new();
    PngEncoder::new(&mut bytes)
        .write_image(picture.data(), side(picture.width()), side(picture.height()), ExtendedColorType::Rgb8)
        .expect("memory takes everything, and the sizes agree");
    bytes
}
