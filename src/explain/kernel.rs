//! How much an evaluation counts, by its likeness to the picture itself.

/// Weight of an evaluation with `on` of `superpixels` on: √exp(−D² / ν²), where D = 1 − √(on / d) is the
/// cosine distance to the row with all on. `None` is a flat kernel (1 everywhere).
///
/// Matches Python `lime` 0.2.0.1 (`lime_image.py`: `kernel`, `distance_metric="cosine"`; an empty row has
/// distance 1 as in scikit-learn). The square root is taken inside the exponent, so a narrow kernel
/// underflows later than in Python.
pub fn kernel_weight(on: usize, superpixels: usize, width: Option<f64>) -> f64 {
    let Some(width) = width else { return 1.0 };
    let distance = 1.0 - libm::sqrt(on as f64 / superpixels as f64);
    libm::exp(-distance * distance / (2.0 * width * width))
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;

    #[test]
    fn weights_fall_with_distance() {
        assert_eq!(kernel_weight(10, 10, Some(0.25)), 1.0);
        assert_eq!(kernel_weight(3, 10, None), 1.0);
        let weights: Vec<f64> = (0..=10).map(|on| kernel_weight(on, 10, Some(0.25))).collect();
        assert!(weights.windows(2).all(|w| w[0] < w[1]));
        // √exp(−1 / 0.0625) = e⁻⁸
        assert!((weights[0] - 3.354_626_279_025_118_5e-4).abs() < 1e-15);
    }
}
