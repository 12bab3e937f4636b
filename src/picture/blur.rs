//! Blurred pictures.

use super::Rgb8Image;

/// Three box filters of a radius in pixels, close to a Gaussian; edges are repeated. Radius 0 changes nothing.
pub fn blurred(picture: &Rgb8Image, radius: usize) -> Rgb8Image {
    let mut out = picture.clone();
    let (width, height) = (picture.width(), picture.height());
    for _ in 0..if radius == 0 { 0 } else { 3 } {
        for y in 0..height {
            box_line(out.data_mut(), y * width * 3, 3, width, radius);
        }
        for x in 0..width {
            box_line(out.data_mut(), x * 3, width * 3, height, radius);
        }
    }
    out
}

/// A box filter over one row or column in place: `length` pixels from byte `first`, `step` bytes apart.
fn box_line(data: &mut [u8], first: usize, step: usize, length: usize, radius: usize) {
    let window = 2 * radius + 1;
    for channel in first..first + 3 {
        let line: Vec<usize> = (0..length).map(|i| usize::from(data[channel + i * step])).collect();
        let at = |i: isize| line[i.clamp(0, length as isize - 1) as usize];
        let reach = radius as isize;
        let mut sum: usize = (-reach..=reach).map(at).sum();
        for i in 0..length {
            data[channel + i * step] = ((sum + radius) / window) as u8;
            sum = sum + at(i as isize + reach + 1) - at(i as isize - reach);
        }
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn blur_keeps_flat_pictures_and_flattens_noise() {
        let flat = Rgb8Image::filled(40, 33, [9, 100, 255]);
        assert_eq!(blurred(&flat, 2), flat);
        let spread = |p: &Rgb8Image| {
            let bytes: Vec<f64> = p.data().iter().map(|&b| f64::from(b)).collect();
            let mean = bytes.iter().sum::<f64>() / bytes.len() as f64;
            bytes.iter().map(|b| (b - mean).powi(2)).sum::<f64>() / bytes.len() as f64
        };
        let data = (0..64 * 64 * 3).map(|i| (i * 37 % 251) as u8).collect();
        let noisy = Rgb8Image::new(64, 64, data).unwrap();
        assert_eq!(blurred(&noisy, 0), noisy);
        assert!(spread(&blurred(&noisy, 4)) < 0.05 * spread(&noisy));
    }

    proptest! {
        #[test]
        fn box_filter_equals_the_plain_mean(
            line in prop::collection::vec(any::<u8>(), 1..40), radius in 1usize..20,
        ) {
            let mut data: Vec<u8> = line.iter().flat_map(|&b| [b, 0, 255]).collect();
            box_line(&mut data, 0, 3, line.len(), radius);
            let r = radius as i64;
            for i in 0..line.len() as i64 {
                let at = |k: i64| usize::from(line[k.clamp(0, line.len() as i64 - 1) as usize]);
                let sum: usize = (i - r..=i + r).map(at).sum();
                let mean = (sum as f64 / (2 * r + 1) as f64).round() as u8;
                prop_assert_eq!(&data[i as usize * 3..i as usize * 3 + 3], &[mean, 0, 255]);
            }
        }
    }
}
