//! Which way up a camera was held.

use super::Rgb8Image;
use exif::{In, Reader, Tag};

/// The orientation (1–8) in a bare EXIF block (TIFF structure), as the `image` decoders cut it out of
/// JPEG (APP1), PNG (eXIf) and WebP (EXIF); 1 when it has none or is damaged before it. Some WebP writers
/// keep the prefix of JPEG, which is skipped.
pub(super) fn exif_orientation(mut block: Vec<u8>) -> u8 {
    const JPEG_PREFIX: &[u8] = b"Exif\0\0";
    if block.starts_with(JPEG_PREFIX) {
        block.drain(..JPEG_PREFIX.len());
    }
    let mut reader = Reader::new();
    let parsed = reader.continue_on_error(true).read_raw(block);
    let parsed = parsed.or_else(|error| error.distill_partial_result(|_| ()));
    let value = parsed.ok().and_then(|exif| exif.get_field(Tag::Orientation, In::PRIMARY)?.value.get_uint(0));
    match value {
        Some(orientation @ 1..=8) => orientation as u8,
        _ => 1,
    }
}

/// The picture as it is meant to be seen (EXIF 2.32, tag 0x0112: where row 0 and column 0 of the stored
/// picture belong).
///
/// # Panics
/// When `orientation` is not in 1–8.
pub(super) fn oriented(picture: Rgb8Image, orientation: u8) -> Rgb8Image {
    let (w, h) = (picture.width(), picture.height());
    // For each place of the result, the stored column and row.
    let source: fn(usize, usize, usize, usize) -> (usize, usize) = match orientation {
        1 => return picture,
        2 => |x, y, w, _| (w - 1 - x, y),
        3 => |x, y, w, h| (w - 1 - x, h - 1 - y),
        4 => |x, y, _, h| (x, h - 1 - y),
        5 => |x, y, _, _| (y, x),
        6 => |x, y, _, h| (y, h - 1 - x),
        7 => |x, y, w, h| (w - 1 - y, h - 1 - x),
        8 => |x, y, w, _| (w - 1 - y, x),
        other => panic!("{other} is not an EXIF orientation"),
    };
    let (width, height) = if orientation < 5 { (w, h) } else { (h, w) };
    let mut data = Vec::with_capacity(w * h * 3);
    for y in 0..height {
        for x in 0..width {
            let (sx, sy) = source(x, y, w, h);
            data.extend(picture.pixel(sx, sy));
        }
    }
    Rgb8Image::new(width, height, data).expect("the number of pixels stays")
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;
    use image::{DynamicImage, RgbImage, metadata::Orientation};

    #[test]
    fn agrees_with_the_image_crate() {
        let data: Vec<u8> = (0..3 * 2 * 3).collect();
        let picture = Rgb8Image::new(3, 2, data.clone()).unwrap();
        for orientation in 1..=8 {
            let mut other = DynamicImage::ImageRgb8(RgbImage::from_raw(3, 2, data.clone()).unwrap());
            other.apply_orientation(Orientation::from_exif(orientation).unwrap());
            let ours = oriented(picture.clone(), orientation);
            assert_eq!((ours.width(), ours.height()), (other.width() as usize, other.height() as usize));
            assert_eq!(ours.data(), other.as_bytes(), "orientation {orientation}");
        }
    }

    #[test]
    fn damaged_blocks_are_upright() {
        for block in [&b""[..], b"Exif\0\0", b"MM\0*", b"MM\0*\0\0\0\x08\0\x05\x01\x12\0\x03"] {
            assert_eq!(exif_orientation(block.to_vec()), 1);
        }
    }
}
