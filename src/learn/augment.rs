//! Variants of pictures to learn from besides the pictures themselves.

use crate::picture::{Adjustment, Rect, Rgb8Image, adjust, crop, resize};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// Largest turn, degrees to either side.
const TURN: f64 = 12.0;
/// Sides of a part, as shares of the picture's.
const PART: (f64, f64) = (0.7, 0.9);
/// Factors on all channels.
const LIGHT: (f64, f64) = (0.7, 1.35);

/// A way to make another picture of the same character.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Variant {
    /// Left and right exchanged.
    Mirror,
    /// Turned by up to 12 degrees; edges are repeated.
    Turn,
    /// A part of 70 to 90 % of each side, anywhere.
    Crop,
    /// Darker or lighter by a factor of 0.7 to 1.35.
    Light,
}

impl Variant {
    /// All of them, in the order of their names' places in files.
    pub const ALL: [Self; 4] = [Self::Mirror, Self::Turn, Self::Crop, Self::Light];

    /// The name that the page and files use.
    pub fn name(self) -> &'static str {
        match self {
            Self::Mirror => "mirror",
            Self::Turn => "turn",
            Self::Crop => "crop",
            Self::Light => "light",
        }
    }

    /// By its name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|v| v.name() == name)
    }

    /// The variant of a picture, of the same size. What is random follows from `seed` and the kind.
    pub fn of(self, picture: &Rgb8Image, seed: u64) -> Rgb8Image {
        let mut rng = ChaCha8Rng::seed_from_u64(seed ^ ((self as u64 + 1) << 56));
        match self {
            Self::Mirror => mirrored(picture),
            Self::Turn => {
                let size = rng.random_range(0.3 * TURN..TURN);
                let degrees = if rng.random_range(0..2u32) == 0 { size } else { -size };
                adjust(picture, Adjustment::Rotation(degrees))
            }
            Self::Crop => {
                let (width, height) = (picture.width(), picture.height());
                let share = rng.random_range(PART.0..PART.1);
                let side = |all: usize| ((all as f64 * share) as usize).max(1);
                let rect = Rect {
                    x: rng.random_range(0..(width - side(width) + 1) as u32) as usize,
                    y: rng.random_range(0..(height - side(height) + 1) as u32) as usize,
                    width: side(width),
                    height: side(height),
                };
                resize(&crop(picture, rect).expect("a part of the picture"), width, height)
            }
            Self::Light => {
                let factor = rng.random_range(LIGHT.0..LIGHT.1);
                adjust(picture, Adjustment::Brightness(factor))
            }
        }
    }
}

fn mirrored(picture: &Rgb8Image) -> Rgb8Image {
    let rows = picture.data().chunks_exact(3 * picture.width());
    let data = rows.flat_map(|row| row.as_chunks::<3>().0.iter().rev().flatten()).copied().collect();
    Rgb8Image::new(picture.width(), picture.height(), data).expect("as many bytes as before")
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn variants_keep_the_size_and_follow_from_the_seed(width in 1usize..20, height in 1usize..20, seed: u64) {
            let data = (0..width * height * 3).map(|i| (i * 37 % 256) as u8).collect();
            let picture = Rgb8Image::new(width, height, data).unwrap();
            for variant in Variant::ALL {
                let found = variant.of(&picture, seed);
                prop_assert_eq!((found.width(), found.height()), (width, height));
                prop_assert_eq!(variant.of(&picture, seed), found);
                prop_assert_eq!(Variant::named(variant.name()), Some(variant));
            }
            let twice = Variant::Mirror.of(&Variant::Mirror.of(&picture, seed), seed);
            prop_assert_eq!(twice, picture);
        }
    }

    #[test]
    fn each_kind_changes_a_picture_in_its_way() {
        let data = (0..40 * 40).flat_map(|i| [(i % 40 * 6) as u8, (i / 40 * 6) as u8, 90]).collect();
        let picture = Rgb8Image::new(40, 40, data).unwrap();
        for variant in Variant::ALL {
            assert!((0..8).all(|seed| variant.of(&picture, seed) != picture), "{variant:?}");
        }
        assert_eq!(Variant::Mirror.of(&picture, 0).pixel(0, 5), picture.pixel(39, 5));
        // A part of a slope is less steep.
        let part = Variant::Crop.of(&picture, 3);
        let steep = |p: &Rgb8Image| p.pixel(39, 20)[0].abs_diff(p.pixel(0, 20)[0]);
        assert!(steep(&part) < steep(&picture));
    }
}
