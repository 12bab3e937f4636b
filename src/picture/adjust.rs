//! Pictures with one thing turned: light, colour, sharpness, place. Basic arithmetic and `libm` only, so
//! that every target gives the same bytes.

use super::Rgb8Image;
use super::blur::blurred;

/// What can be turned, and by how much it is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Adjustment {
    /// All channels times this factor, at least 0; 1 changes nothing.
    Brightness(f64),
    /// Distance from mid-grey times this factor, at least 0; 1 changes nothing.
    Contrast(f64),
    /// Distance from the pixel's own grey (Rec. 709 luma of sRGB values) times this factor; 1 changes nothing.
    Saturation(f64),
    /// Colours turned about the grey axis by so many degrees (the matrix of CSS `hue-rotate`).
    Hue(f64),
    /// Three box filters with this radius, in thousandths of the longest side; close to a Gaussian.
    Blur(f64),
    /// Turned about the centre by so many degrees, clockwise; edges are repeated.
    Rotation(f64),
    /// Larger about the centre by this factor, above 0; edges are repeated where it is below 1.
    Zoom(f64),
}

impl Adjustment {
    /// By its name: `brightness`, `contrast`, `saturation`, `hue`, `blur`, `rotation` or `zoom`.
    pub fn named(name: &str, value: f64) -> Option<Self> {
        Some(match name {
            "brightness" => Self::Brightness(value),
            "contrast" => Self::Contrast(value),
            "saturation" => Self::Saturation(value),
            "hue" => Self::Hue(value),
            "blur" => Self::Blur(value),
            "rotation" => Self::Rotation(value),
            "zoom" => Self::Zoom(value),
            _ => return None,
        })
    }
}

/// The picture, turned; of the same size.
pub fn adjust(picture: &Rgb8Image, adjustment: Adjustment) -> Rgb8Image {
    match adjustment {
        Adjustment::Brightness(f) => each(picture, |p| p.map(|v| v * f)),
        Adjustment::Contrast(f) => each(picture, |p| p.map(|v| 127.5 + (v - 127.5) * f)),
        Adjustment::Saturation(f) => each(picture, |p| {
            let grey = luma(p);
            p.map(|v| grey + (v - grey) * f)
        }),
        Adjustment::Hue(degrees) => {
            let (s, c) = (libm::sin(degrees.to_radians()), libm::cos(degrees.to_radians()));
            each(picture, |p| turned(p, s, c))
        }
        Adjustment::Blur(thousandths) => {
            let side = picture.width().max(picture.height()) as f64;
            blurred(picture, libm::round(thousandths * side / 1000.0).max(0.0) as usize)
        }
        Adjustment::Rotation(degrees) => {
            let (s, c) = (libm::sin(degrees.to_radians()), libm::cos(degrees.to_radians()));
            moved(picture, |x, y| (c * x + s * y, c * y - s * x))
        }
        Adjustment::Zoom(f) => moved(picture, |x, y| (x / f, y / f)),
    }
}

/// `changed` where `chosen`, `picture` elsewhere.
///
/// # Panics
/// When sizes differ.
pub fn select(picture: &Rgb8Image, changed: &Rgb8Image, chosen: &[bool]) -> Rgb8Image {
    assert_eq!(picture.data().len(), changed.data().len(), "pictures of one size");
    assert_eq!(chosen.len() * 3, picture.data().len(), "a choice per pixel");
    let mut out = picture.clone();
    let pixels = out.data_mut().chunks_exact_mut(3).zip(changed.data().chunks_exact(3));
    pixels.zip(chosen).filter(|(_, on)| **on).for_each(|((a, b), _)| a.copy_from_slice(b));
    out
}

fn byte(v: f64) -> u8 {
    libm::round(v.clamp(0.0, 255.0)) as u8
}

fn each(picture: &Rgb8Image, f: impl Fn([f64; 3]) -> [f64; 3]) -> Rgb8Image {
    let mut out = picture.clone();
    for pixel in out.data_mut().chunks_exact_mut(3) {
        let new = f([pixel[0], pixel[1], pixel[2]].map(f64::from));
        pixel.copy_from_slice(&new.map(byte));
    }
    out
}

fn luma([r, g, b]: [f64; 3]) -> f64 {
    0.2126 * r + 0.7152 * g + 0.0722 * b
}

/// Filter Effects Module Level 1, `feColorMatrix` type `hueRotate`.
fn turned([r, g, b]: [f64; 3], s: f64, c: f64) -> [f64; 3] {
    [
        r * (0.213 + c * 0.787 - s * 0.213)
            + g * (0.715 - c * 0.715 - s * 0.715)
            + b * (0.072 - c * 0.072 + s * 0.928),
        r * (0.213 - c * 0.213 + s * 0.143)
            + g * (0.715 + c * 0.285 + s * 0.140)
            + b * (0.072 - c * 0.072 - s * 0.283),
        r * (0.213 - c * 0.213 - s * 0.787)
            + g * (0.715 - c * 0.715 + s * 0.715)
            + b * (0.072 + c * 0.928 + s * 0.072),
    ]
}

/// Each pixel from another place, given about the centre; bilinear, edges repeated.
fn moved(picture: &Rgb8Image, from: impl Fn(f64, f64) -> (f64, f64)) -> Rgb8Image {
    let (width, height) = (picture.width(), picture.height());
    let (cx, cy) = ((width as f64 - 1.0) / 2.0, (height as f64 - 1.0) / 2.0);
    let mut data = Vec::with_capacity(picture.data().len());
    for y in 0..height {
        for x in 0..width {
            let (dx, dy) = from(x as f64 - cx, y as f64 - cy);
            let sx = (dx + cx).clamp(0.0, width as f64 - 1.0);
            let sy = (dy + cy).clamp(0.0, height as f64 - 1.0);
            let (x0, y0) = (sx as usize, sy as usize);
            let (x1, y1) = ((x0 + 1).min(width - 1), (y0 + 1).min(height - 1));
            let (fx, fy) = (sx - x0 as f64, sy - y0 as f64);
            for c in 0..3 {
                let at = |x: usize, y: usize| f64::from(picture.data()[(y * width + x) * 3 + c]);
                let above = at(x0, y0) * (1.0 - fx) + at(x1, y0) * fx;
                let below = at(x0, y1) * (1.0 - fx) + at(x1, y1) * fx;
                data.push(byte(above * (1.0 - fy) + below * fy));
            }
        }
    }
    Rgb8Image::new(width, height, data).expect("as many bytes as before")
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn pictures() -> impl Strategy<Value = Rgb8Image> {
        (1usize..9, 1usize..9).prop_flat_map(|(w, h)| {
            prop::collection::vec(any::<u8>(), w * h * 3)
                .prop_map(move |data| Rgb8Image::new(w, h, data).unwrap())
        })
    }

    proptest! {
        #[test]
        fn neutral_values_change_nothing(picture in pictures()) {
            for (name, neutral) in [
                ("brightness", 1.0), ("contrast", 1.0), ("saturation", 1.0), ("hue", 0.0), ("blur", 0.0),
                ("rotation", 0.0), ("zoom", 1.0),
            ] {
                let found = adjust(&picture, Adjustment::named(name, neutral).unwrap());
                for (a, b) in found.data().iter().zip(picture.data()) {
                    prop_assert!(a.abs_diff(*b) <= 1, "{} {} {}", name, a, b);
                }
            }
        }

        /// A half turn is the picture read backwards.
        #[test]
        fn a_half_turn_reads_backwards(picture in pictures()) {
            let found = adjust(&picture, Adjustment::Rotation(180.0));
            let (w, h) = (picture.width(), picture.height());
            for y in 0..h {
                for x in 0..w {
                    prop_assert_eq!(found.pixel(x, y), picture.pixel(w - 1 - x, h - 1 - y));
                }
            }
        }

        #[test]
        fn grey_has_no_hue_and_no_saturation(v: u8, degrees in -180.0f64..180.0) {
            let grey = Rgb8Image::filled(3, 2, [v; 3]);
            for change in [Adjustment::Hue(degrees), Adjustment::Saturation(0.3), Adjustment::Blur(400.0), Adjustment::Zoom(1.7)] {
                let found = adjust(&grey, change);
                prop_assert!(found.data().iter().all(|a| a.abs_diff(v) <= 1), "{:?}", change);
            }
        }
    }

    #[test]
    fn known_values() {
        let red = Rgb8Image::filled(1, 1, [200, 0, 0]);
        let one = |change| adjust(&red, change).pixel(0, 0);
        assert_eq!(one(Adjustment::Brightness(0.5)), [100, 0, 0]);
        assert_eq!(one(Adjustment::Brightness(2.0)), [255, 0, 0]);
        assert_eq!(one(Adjustment::Contrast(0.0)), [128, 128, 128]);
        assert_eq!(one(Adjustment::Saturation(0.0)), [43, 43, 43]);
        // Two thirds of the way round: red is gone, blue or green has come.
        let [r, g, b] = one(Adjustment::Hue(120.0));
        assert!(r < 30 && g > r && b < g, "{r} {g} {b}");
        assert_eq!(Adjustment::named("sound", 1.0), None);
    }

    #[test]
    fn zoom_enlarges_the_middle_and_select_takes_a_part() {
        let data: Vec<u8> = (0..25).flat_map(|i| if i == 12 { [255; 3] } else { [0; 3] }).collect();
        let dot = Rgb8Image::new(5, 5, data).unwrap();
        let large = adjust(&dot, Adjustment::Zoom(3.0));
        assert_eq!(large.pixel(2, 2), [255; 3]);
        assert!(large.pixel(2, 1)[0] > 100 && dot.pixel(2, 1)[0] == 0);
        let chosen: Vec<bool> = (0..25).map(|i| i == 7).collect();
        let both = select(&dot, &large, &chosen);
        assert_eq!(both.pixel(2, 1), large.pixel(2, 1));
        assert_eq!(both.pixel(1, 2), dot.pixel(1, 2));
    }
}
