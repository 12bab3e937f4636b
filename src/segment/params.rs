//! The settings of SLIC, checked once.

/// Settings of SLIC as a person gives them.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SlicParams {
    /// How many superpixels are asked for, 1–4096. The result has roughly as many.
    pub segments: usize,
    /// Weight of nearness against likeness in colour, 10⁻⁶–10⁶: larger gives squarer superpixels.
    pub compactness: f64,
    /// Rounds of assigning pixels and moving centres, 1–100.
    pub iterations: usize,
}

impl Default for SlicParams {
    /// 31 superpixels (so that a fold-over block is 64 evaluations), compactness 10, 10 rounds.
    fn default() -> Self {
        Self { segments: 31, compactness: 10.0, iterations: 10 }
    }
}

/// Which setting of SLIC is out of range.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum SlicParamsError {
    /// `segments` is 0 or too large.
    #[error("the number of superpixels must be between 1 and {}, found {found}", SlicParams::MAX_SEGMENTS)]
    Segments {
        /// The value given.
        found: usize,
    },
    /// `compactness` is not a number in range.
    #[error("the compactness must be between 0.000001 and 1000000, found {found}")]
    Compactness {
        /// The value given.
        found: f64,
    },
    /// `iterations` is 0 or too large.
    #[error("the number of rounds must be between 1 and 100, found {found}")]
    Iterations {
        /// The value given.
        found: usize,
    },
}

impl SlicParams {
    /// The largest `segments`. The grid of seeds holds at most four times as many seeds, and joining
    /// small pieces leaves at most four superpixels per seed, so that labels always fit 16 bits.
    pub const MAX_SEGMENTS: usize = 4096;

    /// Checks every setting.
    ///
    /// # Errors
    /// The first setting that is out of range.
    pub fn validated(self) -> Result<ValidSlicParams, SlicParamsError> {
        if !(1..=Self::MAX_SEGMENTS).contains(&self.segments) {
            return Err(SlicParamsError::Segments { found: self.segments });
        }
        if !(1e-6..=1e6).contains(&self.compactness) {
            return Err(SlicParamsError::Compactness { found: self.compactness });
        }
        if !(1..=100).contains(&self.iterations) {
            return Err(SlicParamsError::Iterations { found: self.iterations });
        }
        Ok(ValidSlicParams(self))
    }
}

/// Settings of SLIC that are known to be in range.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct ValidSlicParams(SlicParams);

impl ValidSlicParams {
    /// The settings.
    pub fn get(&self) -> &SlicParams {
        &self.0
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;

    #[test]
    fn every_setting_is_checked() {
        let good = SlicParams::default();
        assert_eq!(good.validated(), Ok(ValidSlicParams::default()));
        for segments in [0, 4097] {
            let bad = SlicParams { segments, ..good };
            assert_eq!(bad.validated(), Err(SlicParamsError::Segments { found: segments }));
        }
        for compactness in [0.0, -1.0, f64::INFINITY] {
            let bad = SlicParams { compactness, ..good };
            assert_eq!(bad.validated(), Err(SlicParamsError::Compactness { found: compactness }));
        }
        assert!(SlicParams { compactness: f64::NAN, ..good }.validated().is_err());
        for iterations in [0, 101] {
            let bad = SlicParams { iterations, ..good };
            assert_eq!(bad.validated(), Err(SlicParamsError::Iterations { found: iterations }));
        }
    }
}
