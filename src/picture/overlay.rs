//! An explanation drawn over its picture.

use super::Rgb8Image;

/// The ink of evidence for the answer.
pub const FOR: [u8; 3] = [0x2a, 0x74, 0xf0];
/// The ink of evidence against it.
pub const AGAINST: [u8; 3] = [0xf5, 0x82, 0x1f];

/// Share of the colour that stays in the pale print.
const SATURATION: f64 = 0.12;
/// Contrast of the pale print around middle grey, before it is lightened.
const CONTRAST: f64 = 0.5;
/// Factor by which the print is lightened.
const BRIGHTNESS: f64 = 1.5;
/// Opacity of the outlines between superpixels, which are black.
const OUTLINE: f64 = 0.28;

/// Draws weights over a picture: the picture pale and almost grey, over it blue ([`FOR`], positive) or
/// orange ([`AGAINST`], negative), multiplied with the opacity 0.86 · (|w| / max |w|)^0.7, and a thin dark
/// line where superpixels meet.
///
/// `labels` has one label per pixel, row-major; `weights[label]` is the superpixel's weight. A label
/// without a weight, and a weight that is not finite, are left without ink.
///
/// # Panics
/// When the number of labels is not the number of pixels.
pub fn draw_overlay(picture: &Rgb8Image, labels: &[u16], weights: &[f64]) -> Rgb8Image {
    let (width, height) = (picture.width(), picture.height());
    assert_eq!(labels.len(), width * height, "one label per pixel");
    let inks = inks(weights);
    let mut out = picture.clone();
    for (i, pixel) in out.data_mut().chunks_exact_mut(3).enumerate() {
        let (x, y) = (i % width, i / width);
        let label = labels[i];
        let meets = |inside: bool, step: usize| inside && labels[i + step] != label;
        let edge = meets(x + 1 < width, 1) || meets(y + 1 < height, width);
        let ink = inks.get(usize::from(label)).copied().unwrap_or([1.0; 3]);
        let print = pale([pixel[0], pixel[1], pixel[2]]);
        for c in 0..3 {
            let value = print[c] * ink[c] * if edge { 1.0 - OUTLINE } else { 1.0 };
            pixel[c] = (value + 0.5) as u8; // 0–255.5, cut to whole numbers
        }
    }
    out
}

/// The factor of each channel for each superpixel, 0–1.
fn inks(weights: &[f64]) -> Vec<[f64; 3]> {
    let size = |w: f64| if w.is_finite() { w.abs() } else { 0.0 };
    let largest = weights.iter().copied().map(size).fold(0.0, f64::max);
    let ink = |&weight: &f64| {
        if size(weight) == 0.0 {
            return [1.0; 3];
        }
        let opacity = 0.86 * libm::pow(size(weight) / largest, 0.7);
        let colour = if weight > 0.0 { FOR } else { AGAINST };
        colour.map(|c| 1.0 - opacity * (1.0 - f64::from(c) / 255.0))
    };
    weights.iter().map(ink).collect()
}

/// A colour as the pale print shows it, 0–255: the CSS filters `saturate`, `contrast` and `brightness`
/// in that order (Filter Effects Module Level 1, section 8; the luminance weights are its own).
fn pale(rgb: [u8; 3]) -> [f64; 3] {
    let rgb = rgb.map(f64::from);
    let grey = 0.213 * rgb[0] + 0.715 * rgb[1] + 0.072 * rgb[2];
    rgb.map(|v| {
        let v = (grey + SATURATION * (v - grey)).clamp(0.0, 255.0);
        let v = (v - 127.5) * CONTRAST + 127.5;
        (v * BRIGHTNESS).clamp(0.0, 255.0)
    })
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;

    /// Two superpixels of two columns each, on white.
    fn draw(weights: &[f64]) -> Rgb8Image {
        draw_overlay(&Rgb8Image::filled(4, 1, [255; 3]), &[0, 0, 1, 1], weights)
    }

    #[test]
    fn inks_say_the_sign_and_the_size() {
        let out = draw(&[2.0, -1.0]);
        // 1 − 0.86 · (1 − 0x2a / 255) of white, and so on.
        assert_eq!(out.pixel(0, 0), [72, 135, 242]);
        let share = 0.86 * 0.5f64.powf(0.7);
        let orange = AGAINST.map(|c| (255.0 * (1.0 - share * (1.0 - f64::from(c) / 255.0))).round() as u8);
        assert_eq!(out.pixel(2, 0), orange);
        assert_eq!(out.pixel(3, 0), orange);
        let line = out.pixel(1, 0);
        assert!((0..3).all(|c| line[c] < out.pixel(0, 0)[c]), "the outline is darker: {line:?}");
    }

    #[test]
    fn without_evidence_the_print_stays_clean() {
        for weights in [&[0.0, 0.0][..], &[], &[f64::NAN, f64::INFINITY], &[0.0]] {
            let out = draw(weights);
            assert_eq!((out.pixel(0, 0), out.pixel(3, 0)), ([255; 3], [255; 3]), "{weights:?}");
        }
    }

    #[test]
    fn the_print_is_pale_and_almost_grey() {
        for rgb in [[0, 0, 0], [255, 0, 0], [10, 200, 30]] {
            let print = pale(rgb);
            assert!(print.iter().all(|&v| v >= 95.0), "{rgb:?} becomes {print:?}");
            let spread = print.iter().fold(0.0, |m: f64, &v| m.max(v))
                - print.iter().fold(255.0, |m: f64, &v| m.min(v));
            assert!(spread < 30.0, "{rgb:?} becomes {print:?}");
        }
    }
}
