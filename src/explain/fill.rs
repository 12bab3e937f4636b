//! What a switched-off superpixel shows. The fill decides whether an explanation is true.

use serde::{Deserialize, Serialize};

use super::random::{Use, draw, stream};
use crate::picture::{Rgb8Image, blurred};

/// What a switched-off superpixel shows instead of the picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fill {
    /// The same place of a picture of the rival: "why A rather than B?".
    Contrastive,
    /// The same place of pictures of all other classes, in turn.
    Others,
    /// The grey 127, the middle of the range (zero after the usual normalisation).
    Grey,
    /// The picture itself, blurred: three box filters, each of radius side / 16 (at least 1), where side is
    /// the shorter side; close to a Gaussian with σ ≈ radius + ½. Edges are repeated.
    Blur,
    /// The superpixel's own mean colour, rounded down: the default of Python `lime` 0.2.0.1.
    Mean,
    /// The mean colour of the whole picture, rounded down.
    PictureMean,
    /// One colour, sRGB.
    Colour([u8; 3]),
}

impl Fill {
    /// Whether pictures of other classes are needed.
    pub fn needs_references(self) -> bool {
        matches!(self, Self::Contrastive | Self::Others)
    }
}

impl std::fmt::Display for Fill {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Contrastive => f.write_str("contrastive"),
            Self::Others => f.write_str("others"),
            Self::Grey => f.write_str("grey"),
            Self::Blur => f.write_str("blur"),
            Self::Mean => f.write_str("mean"),
            Self::PictureMean => f.write_str("picture-mean"),
            Self::Colour([r, g, b]) => write!(f, "#{r:02x}{g:02x}{b:02x}"),
        }
    }
}

impl std::str::FromStr for Fill {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        Ok(match name {
            "contrastive" => Self::Contrastive,
            "others" => Self::Others,
            "grey" => Self::Grey,
            "blur" => Self::Blur,
            "mean" => Self::Mean,
            "picture-mean" => Self::PictureMean,
            _ => {
                let hex = name.strip_prefix('#').filter(|h| h.len() == 6);
                let number = hex.filter(|h| h.bytes().all(|b| b.is_ascii_hexdigit()));
                let number = number.and_then(|h| u32::from_str_radix(h, 16).ok()).ok_or_else(|| {
                    format!(
                        "expected contrastive, others, grey, blur, mean, picture-mean or #rrggbb, found {name:?}"
                    )
                })?;
                Self::Colour([(number >> 16) as u8, (number >> 8) as u8, number as u8])
            }
        })
    }
}

impl Serialize for Fill {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Fill {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

/// The fill picture of a fill that needs no references: what shows where superpixels are off.
/// `labels` is the row-major label map of the picture, `count` the number of labels.
/// `None` for fills that take their pixels from references.
pub(super) fn fill_picture(
    fill: Fill,
    picture: &Rgb8Image,
    labels: &[u16],
    count: usize,
) -> Option<Rgb8Image> {
    let one = |rgb| Some(Rgb8Image::filled(picture.width(), picture.height(), rgb));
    match fill {
        Fill::Contrastive | Fill::Others => None,
        Fill::Grey => one([127; 3]),
        Fill::Colour(rgb) => one(rgb),
        Fill::PictureMean => one(means(picture, &vec![0; labels.len()], 1)[0]),
        Fill::Mean => {
            let means = means(picture, labels, count);
            let mut out = picture.clone();
            for (pixel, &label) in out.data_mut().chunks_exact_mut(3).zip(labels) {
                pixel.copy_from_slice(&means[usize::from(label)]);
            }
            Some(out)
        }
        Fill::Blur => Some(blurred(picture, blur_radius(picture))),
    }
}

/// Mean colour of each label, rounded down (as numpy does when it stores a mean in bytes); black for a
/// label without a pixel.
fn means(picture: &Rgb8Image, labels: &[u16], count: usize) -> Vec<[u8; 3]> {
    let mut sums = vec![[0u64; 4]; count];
    for (pixel, &label) in picture.data().chunks_exact(3).zip(labels) {
        let sum = &mut sums[usize::from(label)];
        (0..3).for_each(|c| sum[c] += u64::from(pixel[c]));
        sum[3] += 1;
    }
    sums.iter().map(|s| [0, 1, 2].map(|c| (s[c] / s[3].max(1)) as u8)).collect()
}

/// A sixteenth of the shorter side, at least 1.
fn blur_radius(picture: &Rgb8Image) -> usize {
    (picture.width().min(picture.height()) / 16).max(1)
}

/// For [`Fill::Others`]: `count` classes other than `class`, in a random order fixed by the seed, over
/// again when there are fewer. Reference i is then a picture of the i-th of them.
pub fn other_classes(seed: u64, classes: usize, class: usize, count: usize) -> Vec<usize> {
    if classes < 2 {
        return Vec::new();
    }
    let last = classes as u32 - 2;
    let order = draw(&mut stream(seed, Use::OtherClasses, 0), 0, last, classes - 1);
    let skip = |i: u32| if (i as usize) < class { i as usize } else { i as usize + 1 };
    order.into_iter().map(skip).cycle().take(count).collect()
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn names_and_fills_agree() {
        for name in ["contrastive", "others", "grey", "blur", "mean", "picture-mean", "#0a80ff"] {
            assert_eq!(name.parse::<Fill>().unwrap().to_string(), name);
        }
        assert_eq!("#0A80FF".parse::<Fill>(), Ok(Fill::Colour([10, 128, 255])));
        for name in ["", "red", "#12345", "#1234567", "#+12345", "#gggggg"] {
            assert!(name.parse::<Fill>().is_err(), "{name}");
        }
    }

    #[test]
    fn own_mean_keeps_each_superpixel_apart() {
        let picture = Rgb8Image::new(2, 2, vec![10, 0, 0, 13, 0, 9, 0, 200, 0, 0, 101, 0]).unwrap();
        let filled = fill_picture(Fill::Mean, &picture, &[0, 0, 2, 2], 3).unwrap();
        // (10 + 13) / 2 and (200 + 101) / 2, rounded down; label 1 has no pixel.
        assert_eq!(filled.data(), [11, 0, 4, 11, 0, 4, 0, 150, 0, 0, 150, 0]);
        let whole = fill_picture(Fill::PictureMean, &picture, &[0, 0, 2, 2], 3).unwrap();
        assert_eq!(whole.data(), [5, 75, 2].repeat(4));
    }

    proptest! {
        #[test]
        fn other_classes_are_all_the_others(seed: u64, classes in 2usize..30, class in 0usize..30) {
            let class = class % classes;
            let mut order = other_classes(seed, classes, class, 2 * (classes - 1));
            prop_assert_eq!(&order[..classes - 1], &order[classes - 1..]);
            order.truncate(classes - 1);
            order.sort_unstable();
            let all: Vec<usize> = (0..classes).filter(|&c| c != class).collect();
            prop_assert_eq!(order, all);
        }
    }
}
