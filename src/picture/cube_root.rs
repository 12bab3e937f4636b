//! Cube roots of many numbers, the same to the bit on every target.

/// Entries of the table of first guesses.
const ENTRIES: usize = 2048;

/// Cube roots of numbers from [`CubeRoots::LEAST`] to 1.125, right to a few units of the last place: in plain
/// sums and products, so that the compiler takes several numbers at a time.
pub(super) struct CubeRoots {
    /// t^(−1/3) in the middle of each of the equal parts of 0 to 1.125.
    guesses: Vec<f64>,
}

impl CubeRoots {
    /// Smaller numbers are taken for this one.
    pub const LEAST: f64 = 0.0088;
    const SCALE: f64 = ENTRIES as f64 / 1.125;

    pub fn new() -> Self {
        let guess = |i: usize| 1.0 / libm::cbrt(((i as f64 + 0.5) / Self::SCALE).max(Self::LEAST));
        Self { guesses: (0..ENTRIES).map(guess).collect() }
    }

    /// Replaces every number by its cube root.
    ///
    /// The guess y of t^(−1/3) is off by less than 1 %; with r = 1 − t y³ the series (1 − r)^(−1/3) = 1 + r/3 +
    /// 2 r²/9 + 14 r³/81 + … brings it to 10⁻⁷ and then to the last place; the root is t y².
    pub fn take<const N: usize>(&self, numbers: &mut [f64; N]) {
        let mut inverse = [0.0; N];
        for (y, t) in inverse.iter_mut().zip(numbers.iter_mut()) {
            *t = if *t < Self::LEAST { Self::LEAST } else { *t };
            *y = self.guesses[((*t * Self::SCALE) as i32 as usize).min(ENTRIES - 1)];
        }
        for (y, t) in inverse.iter().zip(numbers.iter_mut()) {
            let r = 1.0 - *t * (y * y * y);
            let y = y + y * (r * (1.0 / 3.0 + r * (2.0 / 9.0 + r * (14.0 / 81.0))));
            let r = 1.0 - *t * (y * y * y);
            let y = y + y * (r * (1.0 / 3.0 + r * (2.0 / 9.0)));
            *t *= y * y;
        }
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;

    #[test]
    fn equals_the_library() {
        let roots = CubeRoots::new();
        for i in 0..20_000 {
            let t = CubeRoots::LEAST + f64::from(i) * ((1.1 - CubeRoots::LEAST) / 20_000.0);
            let mut found = [t; 1];
            roots.take(&mut found);
            assert!((found[0] / libm::cbrt(t) - 1.0).abs() < 1e-15, "{t}: {}", found[0]);
        }
    }
}
