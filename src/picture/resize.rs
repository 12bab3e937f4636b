//! Other sizes and parts of a picture.

use super::Rgb8Image;
use image::imageops::{self, FilterType};
use image::{ImageBuffer, Rgb};

/// Longest side at which superpixels are computed and explanations are drawn, in pixels.
pub const WORKING_SIDE: usize = 384;

/// Larger pictures are brought down to this longest side when they are opened, in pixels.
pub const OPEN_SIDE: usize = 2048;

/// A part of a picture: columns `x..x + width`, rows `y..y + height`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rect {
    /// First column.
    pub x: usize,
    /// First row.
    pub y: usize,
    /// Columns.
    pub width: usize,
    /// Rows.
    pub height: usize,
}

/// The picture at another size by the triangle filter of `image::imageops` (bilinear when enlarging,
/// widened to the step when shrinking, so that it does not alias), on sRGB values. It uses basic
/// arithmetic only, so that every target gives the same bytes. A side of 0 counts as 1.
pub fn resize(picture: &Rgb8Image, width: usize, height: usize) -> Rgb8Image {
    let (width, height) = (width.max(1), height.max(1));
    if (width, height) == (picture.width(), picture.height()) {
        return picture.clone();
    }
    let side = |v: usize| u32::try_from(v).expect("a side of a picture in memory fits 32 bits");
    let view = ImageBuffer::<Rgb<u8>, &[u8]>::from_raw(
        side(picture.width()),
        side(picture.height()),
        picture.data(),
    )
    .expect("a picture has three bytes per pixel");
    let resized = imageops::resize(&view, side(width), side(height), FilterType::Triangle);
    Rgb8Image::new(width, height, resized.into_raw()).expect("sides are at least 1")
}

/// The size at which the longest side has `max` pixels and the shape is kept, as (width, height), each
/// at least 1; the given size where it is not larger.
pub fn longest_side(width: usize, height: usize, max: usize) -> (usize, usize) {
    let (longest, max) = (width.max(height), max.max(1));
    if longest <= max {
        return (width, height);
    }
    let scaled = |side: usize| {
        let (side, longest, max) = (side as u64, longest as u64, max as u64);
        (((2 * side * max + longest) / (2 * longest)) as usize).max(1)
    };
    (scaled(width), scaled(height))
}

/// The picture shrunk to [`longest_side`]; unchanged where it is not larger than `max`.
pub fn at_most(picture: &Rgb8Image, max: usize) -> Rgb8Image {
    let (width, height) = longest_side(picture.width(), picture.height(), max);
    resize(picture, width, height)
}

/// The largest square in the middle of a picture of this size.
pub fn centred_square(width: usize, height: usize) -> Rect {
    let side = width.min(height);
    Rect { x: (width - side) / 2, y: (height - side) / 2, width: side, height: side }
}

/// A picture as a model sees it unless a person chose a part: brought down to [`OPEN_SIDE`], the
/// [`centred_square`], at the given size.
pub fn as_opened(picture: &Rgb8Image, width: usize, height: usize) -> Rgb8Image {
    let whole = at_most(picture, OPEN_SIDE);
    let square = crop(&whole, centred_square(whole.width(), whole.height()));
    resize(&square.expect("a square in the middle is part of the picture"), width, height)
}

/// The part of the picture inside `rect`, which may reach beyond it; `None` when nothing is left.
pub fn crop(picture: &Rgb8Image, rect: Rect) -> Option<Rgb8Image> {
    let right = rect.x.saturating_add(rect.width).min(picture.width());
    let bottom = rect.y.saturating_add(rect.height).min(picture.height());
    let (width, height) = (right.checked_sub(rect.x)?, bottom.checked_sub(rect.y)?);
    if width == 0 || height == 0 {
        return None;
    }
    let rows = picture.data().chunks_exact(picture.width() * 3);
    let part = rows.skip(rect.y).take(height).flat_map(|row| &row[rect.x * 3..right * 3]).copied().collect();
    Rgb8Image::new(width, height, part)
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;

    #[test]
    fn sizes_keep_the_shape_and_never_grow() {
        assert_eq!(longest_side(1000, 500, 384), (384, 192));
        assert_eq!(longest_side(500, 1000, 384), (192, 384));
        assert_eq!(longest_side(384, 10, 384), (384, 10));
        assert_eq!(longest_side(20, 30, 384), (20, 30));
        assert_eq!(longest_side(100_000, 1, 384), (384, 1));
        assert_eq!(longest_side(5, 5, 0), (1, 1));
    }

    #[test]
    fn shrinking_averages_instead_of_skipping() {
        // A chequerboard of single pixels: every other pixel alone would be black or white.
        let data = (0..64 * 64).flat_map(|i| [if (i % 64 + i / 64) % 2 == 0 { 0 } else { 255 }; 3]).collect();
        let small = resize(&Rgb8Image::new(64, 64, data).unwrap(), 16, 16);
        assert!(small.data().iter().all(|&v| (120..=135).contains(&v)), "{:?}", small.pixel(0, 0));
        let flat = Rgb8Image::filled(7, 5, [3, 90, 255]);
        assert_eq!(resize(&flat, 31, 2), Rgb8Image::filled(31, 2, [3, 90, 255]));
    }

    #[test]
    fn a_picture_is_opened_at_its_middle() {
        // Three columns, red, green, blue, each as wide as the picture is high.
        let row: Vec<u8> = (0..30).flat_map(|x| [[255, 0, 0], [0, 255, 0], [0, 0, 255]][x / 10]).collect();
        let wide = Rgb8Image::new(30, 10, row.repeat(10)).unwrap();
        assert_eq!(as_opened(&wide, 4, 4), Rgb8Image::filled(4, 4, [0, 255, 0]));
        assert_eq!(centred_square(5, 8), Rect { x: 0, y: 1, width: 5, height: 5 });
        let huge = Rgb8Image::filled(4096, 1, [9, 8, 7]);
        assert_eq!(as_opened(&huge, 3, 2), Rgb8Image::filled(3, 2, [9, 8, 7]));
    }

    #[test]
    fn cropping_stays_inside() {
        let picture = Rgb8Image::new(3, 2, (0..18).collect()).unwrap();
        let part = crop(&picture, Rect { x: 1, y: 1, width: 9, height: usize::MAX }).unwrap();
        assert_eq!((part.width(), part.height(), part.data()), (2, 1, &[12, 13, 14, 15, 16, 17][..]));
        for (x, y, width, height) in [(3, 0, 1, 1), (0, 2, 1, 1), (0, 0, 0, 2), (9, 9, 9, 9)] {
            assert_eq!(crop(&picture, Rect { x, y, width, height }), None);
        }
    }
}
