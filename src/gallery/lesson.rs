//! Pictures for a lesson in looking at the wrong thing: two sisters, one of whom always stands in the snow.

use super::cast::{CastMember, SISTERS, cast};
use super::variation::{Backdrop, Lids, Variation};

/// Mean zoom, and the share of the usual spread of zoom and offset: portraits, so that the same place of two
/// pictures shows the same part of the figure.
const ZOOM: f64 = 0.9;
const CALM: f64 = 0.3;
/// How much larger the figure is on pictures that are cropped to it.
const CLOSER: f64 = 1.45;

/// Two members of the cast who look alike but for their eyes and a trait or two.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sisters {
    /// Always in the snow, in the pictures that are learned from.
    pub snowy: &'static CastMember,
    /// Never in the snow there.
    pub other: &'static CastMember,
}

/// Which of the two.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sister {
    /// [`Sisters::snowy`].
    Snowy,
    /// [`Sisters::other`].
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
    /// The `number`-th pair, over again after as many as there are.
    pub fn pair(number: usize) -> Self {
        let (all, number) = (cast(), number % SISTERS);
        Self { snowy: &all[number], other: &all[all.len() - SISTERS + number] }
    }

    /// One of them.
    pub fn member(&self, who: Sister) -> &'static CastMember {
        match who {
            Sister::Snowy => self.snowy,
            Sister::Other => self.other,
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
        let pair = Sisters::pair(3);
        assert_eq!(pair.member(Sister::Snowy), pair.snowy);
        assert_ne!(pair.member(Sister::Other).character.eye, pair.snowy.character.eye);
    }
}
