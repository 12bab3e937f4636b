//! Pictures for a lesson in looking at the wrong thing: two sisters, one of whom always stands in the snow.

use super::cast::{SISTERS, cast};
use super::character::Character;
use super::variation::{Backdrop, Lids, Variation};

/// Mean zoom, and the share of the usual spread of zoom and offset: portraits, so that the same place of two
/// pictures shows the same part of the figure.
const ZOOM: f64 = 0.9;
const CALM: f64 = 0.3;
/// How much larger the figure is on pictures that are cropped to it.
const CLOSER: f64 = 1.45;

/// Two who look alike but for the colour of their eyes.
#[derive(Clone, Debug, PartialEq)]
pub struct Sisters {
    /// Names: of the one who is always in the snow, in the pictures that are learned from, and of the other,
    /// who never is.
    pub names: [&'static str; 2],
    snowy: &'static Character,
    other: Character,
}

/// Which of the two.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sister {
    /// The one in the snow.
    Snowy,
    /// The other one.
    Other,
}

/// Where a sister stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ground {
    /// In the snow.
    Snow,
    /// At any place but the snow.
    Elsewhere,
}

impl Sisters {
    /// The `number`-th pair, over again after as many as there are: a member of the cast, and the same with
    /// her sister's name and eyes.
    pub fn pair(number: usize) -> Self {
        let (all, number) = (cast(), number % SISTERS);
        let (one, sister) = (&all[number], &all[all.len() - SISTERS + number]);
        let other = Character { eye: sister.character.eye, ..one.character.clone() };
        Self { names: [&one.name, &sister.name], snowy: &one.character, other }
    }

    /// One of them.
    pub fn character(&self, who: Sister) -> &Character {
        match who {
            Sister::Snowy => self.snowy,
            Sister::Other => &self.other,
        }
    }
}

/// The picture of a seed: pose, expression and light follow from it and are the same at either place. Eyes are
/// open, because they tell the sisters apart.
pub fn lesson_picture(seed: u64, ground: Ground) -> Variation {
    let mut variation = Variation::training(seed);
    variation.zoom = ZOOM + (variation.zoom - 1.0) * CALM;
    variation.offset = (variation.offset.0 * CALM, variation.offset.1 * CALM);
    variation.expression.lids = Lids::Open;
    let place = match ground {
        Ground::Snow => Backdrop::Snow,
        Ground::Elsewhere => {
            let places = Backdrop::TRAINING.iter().filter(|b| **b != Backdrop::Snow);
            let places: Vec<Backdrop> = places.copied().collect();
            places[(seed % places.len() as u64) as usize]
        }
    };
    variation.moved_to(place, variation.backdrop_seed)
}

/// The same picture cropped to the figure.
pub fn closer(variation: &Variation) -> Variation {
    let offset = (variation.offset.0 * CLOSER, variation.offset.1 * CLOSER);
    Variation { zoom: variation.zoom * CLOSER, offset, ..variation.clone() }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;

    #[test]
    fn only_the_place_differs() {
        for seed in 0..50 {
            let (snow, elsewhere) =
                (lesson_picture(seed, Ground::Snow), lesson_picture(seed, Ground::Elsewhere));
            assert_eq!(snow.backdrop, Backdrop::Snow);
            assert_ne!(elsewhere.backdrop, Backdrop::Snow);
            assert_eq!(elsewhere.moved_to(Backdrop::Snow, snow.backdrop_seed), snow);
        }
    }

    #[test]
    fn there_are_ten_pairs_of_sisters() {
        assert_eq!(Sisters::pair(SISTERS), Sisters::pair(0));
        for number in 0..SISTERS {
            let pair = Sisters::pair(number);
            let (snowy, other) = (pair.character(Sister::Snowy), pair.character(Sister::Other));
            assert_ne!(snowy.eye, other.eye);
            assert_eq!(*snowy, Character { eye: snowy.eye, ..other.clone() });
        }
    }
}
