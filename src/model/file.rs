//! What a model file is told, or says of itself, beyond its graph: normalisation and layout.

/// Where the colours stand among the axes of a model's input.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// Batch, channels, rows, columns.
    Nchw,
    /// Batch, rows, columns, channels.
    Nhwc,
}

/// The order of the colours of a model's input.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ChannelOrder {
    /// Red, green, blue.
    #[default]
    Rgb,
    /// Blue, green, red.
    Bgr,
}

/// How sure it is what a file's pixel values should be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Guess {
    /// The caller said it.
    Told,
    /// The file's metadata say it.
    Said,
    /// The graph computes with its input before anything else, so it takes bytes as they are.
    Inside,
    /// Taken for what networks of this layout usually want.
    Usual,
}

/// How a pixel value, 0 to 255, becomes what the network takes: `(value − mean) / deviation`,
/// channels in the order R, G, B.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Normalisation {
    /// Subtracted, in units of 0 to 255.
    pub mean: [f32; 3],
    /// Divided by, in units of 0 to 255; never 0.
    pub deviation: [f32; 3],
}

impl Normalisation {
    /// Pixel values as they are, 0 to 255: the graph normalises by itself.
    pub const NONE: Self = Self { mean: [0.0; 3], deviation: [1.0; 3] };
    /// 0 to 1.
    pub const UNIT: Self = Self { mean: [0.0; 3], deviation: [255.0; 3] };
    /// −1 to 1.
    pub const SIGNED: Self = Self { mean: [127.5; 3], deviation: [127.5; 3] };
    /// The mean and standard deviation of ImageNet's training pictures, as torchvision's models take them.
    pub const IMAGENET: Self = Self { mean: [123.675, 116.28, 103.53], deviation: [58.395, 57.12, 57.375] };

    /// Reads the two values of a file's metadata, each one or three numbers, e.g. `127 127 127`.
    pub(crate) fn from_text(mean: &str, deviation: &str) -> Option<Self> {
        let three = |text: &str| -> Option<[f32; 3]> {
            let numbers: Vec<f32> = text.split_whitespace().map_while(|t| t.parse().ok()).collect();
            match numbers[..] {
                [a] => Some([a; 3]),
                [a, b, c] => Some([a, b, c]),
                _ => None,
            }
        };
        let (mean, deviation) = (three(mean)?, three(deviation)?);
        let sound =
            mean.iter().all(|m| m.is_finite()) && deviation.iter().all(|d| d.is_finite() && *d != 0.0);
        sound.then_some(Self { mean, deviation })
    }

    /// All 256 values of each channel, normalised: `table[channel][value]`.
    pub(crate) fn tables(&self) -> [[f32; 256]; 3] {
        std::array::from_fn(|c| std::array::from_fn(|v| (v as f32 - self.mean[c]) / self.deviation[c]))
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;

    #[test]
    fn metadata_is_read_or_refused() {
        assert_eq!(
            Normalisation::from_text("127", "128 64 32"),
            Some(Normalisation { mean: [127.0; 3], deviation: [128.0, 64.0, 32.0] })
        );
        for (mean, deviation) in [("", "1"), ("1 2", "1"), ("1", "0"), ("NaN", "1"), ("a", "1")] {
            assert_eq!(Normalisation::from_text(mean, deviation), None, "{mean:?} {deviation:?}");
        }
    }

    #[test]
    fn tables_follow_the_formula() {
        let tables = Normalisation::IMAGENET.tables();
        assert_eq!(tables[1][200], (200.0 - 116.28) / 57.12);
        assert_eq!(Normalisation::NONE.tables()[2][255], 255.0);
    }
}
