//! Drawings to pixels by `resvg`: for examples, tests and benches, which include this file with
//! `#[path]`. It never enters the wasm; there the browser renders.

#![allow(dead_code, reason = "each includer uses some of it")]

use moelens::gallery::{Part, part_map};
use moelens::picture::Rgb8Image;
use resvg::{tiny_skia, usvg};

/// Renders a drawing of the gallery at `size`×`size` pixels (`1..=4096`), over white.
///
/// # Panics
/// When the text is no SVG or the size is out of range: the gallery draws valid ones.
pub fn render(svg: &str, size: u32) -> Rgb8Image {
    let side = size as usize;
    Rgb8Image::new(side, side, pixels(svg, size)).expect("three bytes per pixel")
}

/// Renders a mask of the gallery: the part of each of `size`×`size` pixels, row-major. Masks ask for
/// crisp edges, so no pixel mixes two parts.
///
/// # Panics
/// As [`render`].
pub fn render_mask(svg: &str, size: u32) -> Vec<Part> {
    part_map(&pixels(svg, size))
}

/// Interleaved `R G B`, row-major.
fn pixels(svg: &str, size: u32) -> Vec<u8> {
    assert!((1..=4096).contains(&size), "expected a side of 1 to 4096 pixels, found {size}");
    let tree = usvg::Tree::from_str(svg, &usvg::Options::default()).expect("the gallery draws valid SVG");
    let mut map = tiny_skia::Pixmap::new(size, size).expect("a side of at least 1");
    map.fill(tiny_skia::Color::WHITE);
    let scale = size as f32 / tree.size().width();
    resvg::render(&tree, tiny_skia::Transform::from_scale(scale, scale), &mut map.as_mut());
    map.data().as_chunks::<4>().0.iter().flat_map(|&[r, g, b, _]| [r, g, b]).collect()
}
