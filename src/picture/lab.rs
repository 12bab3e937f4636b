//! sRGB to CIELAB.

use super::Rgb8Image;

/// Linear RGB (Rec. 709 primaries) to CIE XYZ, rows X, Y, Z; the six-digit matrix that scikit-image uses.
const XYZ_FROM_RGB: [[f64; 3]; 3] =
    [[0.412453, 0.357580, 0.180423], [0.212671, 0.715160, 0.072169], [0.019334, 0.119193, 0.950227]];

/// The white point D65 for the 2° observer, with Y = 1.
const WHITE: [f64; 3] = [0.95047, 1.0, 1.08883];

/// What the channel values 0–255 mean before the conversion.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ToneRange {
    /// 0 is black and 255 is white.
    Full,
    /// The smallest value of all channels of the picture becomes 0 and the largest 1. A picture with
    /// a single value in all channels becomes black.
    Stretched,
}

/// A picture in CIELAB (CIE 1976, D65, 2° observer): three row-major planes of `width * height`
/// values, L* in 0–100, a* and b* roughly in −110–110.
#[derive(Clone, Debug, PartialEq)]
pub struct LabImage {
    width: usize,
    height: usize,
    planes: [Vec<f64>; 3],
}

impl LabImage {
    /// Converts by `skimage.color.rgb2lab` of scikit-image 0.26.0 (its matrix, its thresholds 0.04045 and
    /// 0.008856), with `pow` from `libm` and a cube root of its own, so that every target gives the same bits.
    pub fn new(picture: &Rgb8Image, range: ToneRange) -> Self {
        let linear = linear_table(picture, range);
        let count = picture.width() * picture.height();
        let mut planes = [(); 3].map(|()| Vec::with_capacity(count));
        let mut cache = ColourCache::new();
        for rgb in picture.data().chunks_exact(3) {
            let lab = cache.get([rgb[0], rgb[1], rgb[2]], &linear);
            for (plane, value) in planes.iter_mut().zip(lab) {
                plane.push(value);
            }
        }
        Self { width: picture.width(), height: picture.height(), planes }
    }

    /// Pixels per row.
    pub fn width(&self) -> usize {
        self.width
    }

    /// Number of rows.
    pub fn height(&self) -> usize {
        self.height
    }

    /// The planes L*, a* and b*, each `width * height`, row-major.
    pub fn planes(&self) -> &[Vec<f64>; 3] {
        &self.planes
    }

    /// Every value times `factor`.
    pub fn scaled(mut self, factor: f64) -> Self {
        for value in self.planes.iter_mut().flatten() {
            *value *= factor;
        }
        self
    }
}

/// Linear light in 0–1 for each channel value (IEC 61966-2-1 with the threshold 0.04045).
fn linear_table(picture: &Rgb8Image, range: ToneRange) -> [f64; 256] {
    let unit = |v: u8| f64::from(v) * (1.0 / 255.0);
    let (low, span) = match range {
        ToneRange::Full => (0.0, 1.0),
        ToneRange::Stretched => {
            let (low, high) = picture.data().iter().fold((255, 0), |(l, h), &v| (v.min(l), v.max(h)));
            (unit(low), if low == high { 1.0 } else { unit(high) - unit(low) })
        }
    };
    std::array::from_fn(|v| {
        let v = (unit(v as u8) - low) / span;
        if v > 0.04045 { libm::pow((v + 0.055) / 1.055, 2.4) } else { v / 12.92 }
    })
}

/// L*, a*, b* of a colour in linear light.
fn lab_from_linear(rgb: [f64; 3]) -> [f64; 3] {
    let [x, y, z] = std::array::from_fn(|i| {
        let m = XYZ_FROM_RGB[i];
        let t = (rgb[0] * m[0] + rgb[1] * m[1] + rgb[2] * m[2]) / WHITE[i];
        if t > 0.008856 { cube_root(t) } else { 7.787 * t + 16.0 / 116.0 }
    });
    [116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)]
}

/// ∛t of a normal number above 0, at most two units in the last place off, by basic arithmetic alone: a third of the
/// exponent to begin with (as FreeBSD's `cbrt` does it), then Halley's iteration, which triples the digits. The
/// correctly rounded root of `libm` takes several times as long where there is no fused multiply-add.
fn cube_root(t: f64) -> f64 {
    let mut root = f64::from_bits(t.to_bits() / 3 + 0x2a9f_7893_0000_0000);
    for _ in 0..3 {
        let cube = root * root * root;
        root *= (cube + 2.0 * t) / (2.0 * cube + t);
    }
    root
}

/// Remembers colours already converted: drawn pictures repeat few colours, and a cube root is dear.
struct ColourCache {
    slots: Vec<Option<([u8; 3], [f64; 3])>>,
}

impl ColourCache {
    const BITS: u32 = 11;

    fn new() -> Self {
        Self { slots: vec![None; 1 << Self::BITS] }
    }

    fn get(&mut self, rgb: [u8; 3], linear: &[f64; 256]) -> [f64; 3] {
        let key = u32::from_le_bytes([rgb[0], rgb[1], rgb[2], 0]);
        let slot = &mut self.slots[(key.wrapping_mul(0x9e37_79b1) >> (32 - Self::BITS)) as usize];
        match slot {
            Some((known, lab)) if *known == rgb => *lab,
            _ => {
                let lab = lab_from_linear(rgb.map(|v| linear[usize::from(v)]));
                *slot = Some((rgb, lab));
                lab
            }
        }
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;

    fn lab(rgb: [u8; 3]) -> [f64; 3] {
        let image = LabImage::new(&Rgb8Image::filled(1, 1, rgb), ToneRange::Full);
        [0, 1, 2].map(|c| image.planes()[c][0])
    }

    #[test]
    fn cube_roots_are_right_to_the_last_places() {
        for i in 1..100_000 {
            let t = 0.008 + f64::from(i) * 1.2e-5;
            let (found, exact) = (cube_root(t), libm::cbrt(t));
            assert!((found - exact).abs() <= 2.0 * f64::EPSILON * exact, "{t}: {found} is not {exact}");
        }
    }

    /// Values of `skimage.color.rgb2lab` (0.26.0) on `np.uint8` colours.
    #[test]
    fn equals_scikit_image() {
        let known = [
            ([255, 0, 0], [53.240_587_943_744_9, 80.092_308_225_692_2, 67.202_751_044_428_7]),
            ([0, 0, 255], [32.295_672_565_013_51, 79.185_590_911_765_56, -107.857_300_206_694_89]),
            ([12, 200, 77], [70.815_744_599_576_46, -66.543_544_230_651_29, 48.873_178_449_783_275]),
            ([3, 2, 1], [0.586_868_916_585_928, 0.122_420_676_306_800_31, 0.470_628_057_419_037_6]),
        ];
        for (rgb, expected) in known {
            for (found, expected) in lab(rgb).into_iter().zip(expected) {
                assert!((found - expected).abs() < 1e-9, "{rgb:?}: {found} is not {expected}");
            }
        }
    }

    #[test]
    fn stretching_uses_all_channels_at_once() {
        let picture = Rgb8Image::new(2, 1, vec![10, 110, 60, 60, 60, 60]).unwrap();
        let stretched = LabImage::new(&picture, ToneRange::Stretched);
        // 10 to 0, 110 to 255 and 60 to the exact middle, which no byte holds.
        let middle = (libm::pow((0.5 + 0.055) / 1.055, 2.4) * (0.212671 + 0.715160 + 0.072169)).cbrt();
        assert!((stretched.planes()[0][1] - (116.0 * middle - 16.0)).abs() < 1e-9);
        let flat = LabImage::new(&Rgb8Image::filled(2, 2, [7, 7, 7]), ToneRange::Stretched);
        assert!(flat.planes()[0].iter().all(|l| l.abs() < 1e-12));
    }
}
