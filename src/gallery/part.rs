//! The parts of a picture and their flat mask colours.

use serde::{Deserialize, Serialize};

use super::colour::Rgb;

/// What a pixel belongs to; also the `class` of the SVG group that draws it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Part {
    /// The place behind the figure, with everything that hovers in it.
    Background,
    /// Hair in front of and behind the head.
    Hair,
    /// Skin: face, ears, neck, nose, cheeks and marks on the skin.
    Face,
    /// Eyes, lashes and brows. An eye under the fringe counts as hair where hair covers it.
    Eyes,
    /// The mouth.
    Mouth,
    /// Clothes.
    Outfit,
    /// The one accessory, where the character wears one.
    Accessory,
    /// A sticker on top of the picture, which no normal picture has.
    Sticker,
}

impl Part {
    /// The seven parts of a normal picture.
    pub const NORMAL: [Part; 7] =
        [Part::Background, Part::Hair, Part::Face, Part::Eyes, Part::Mouth, Part::Outfit, Part::Accessory];

    /// Every part: the normal ones, then the sticker.
    pub const ALL: [Part; 8] = [
        Part::Background,
        Part::Hair,
        Part::Face,
        Part::Eyes,
        Part::Mouth,
        Part::Outfit,
        Part::Accessory,
        Part::Sticker,
    ];

    /// Lower-case name, as in SVG classes and JSON.
    pub fn name(self) -> &'static str {
        match self {
            Part::Background => "background",
            Part::Hair => "hair",
            Part::Face => "face",
            Part::Eyes => "eyes",
            Part::Mouth => "mouth",
            Part::Outfit => "outfit",
            Part::Accessory => "accessory",
            Part::Sticker => "sticker",
        }
    }

    /// The part's colour in [`draw_mask`](super::draw_mask): a corner of the colour cube each.
    pub fn mask_colour(self) -> Rgb {
        match self {
            Part::Background => Rgb(0, 0, 0),
            Part::Hair => Rgb(255, 0, 0),
            Part::Face => Rgb(255, 255, 0),
            Part::Eyes => Rgb(0, 0, 255),
            Part::Mouth => Rgb(255, 0, 255),
            Part::Outfit => Rgb(0, 255, 0),
            Part::Accessory => Rgb(0, 255, 255),
            Part::Sticker => Rgb(255, 255, 255),
        }
    }

    /// The part whose mask colour is nearest (each channel by the half it lies in).
    pub fn of_mask_colour(colour: Rgb) -> Part {
        match (colour.0 > 127, colour.1 > 127, colour.2 > 127) {
            (false, false, false) => Part::Background,
            (true, false, false) => Part::Hair,
            (true, true, false) => Part::Face,
            (false, false, true) => Part::Eyes,
            (true, false, true) => Part::Mouth,
            (false, true, false) => Part::Outfit,
            (false, true, true) => Part::Accessory,
            (true, true, true) => Part::Sticker,
        }
    }
}

/// Turns the pixels of a rendered [`draw_mask`](super::draw_mask) into parts.
///
/// `rgb_pixels` is interleaved `R G B`, 8 bits each, in any pixel order; the result has one part per
/// pixel in the same order. Render the mask without smoothing, so that every pixel has the exact
/// colour of a part; a stray colour goes to the part with the nearest one.
///
/// # Panics
/// When the length is not a multiple of 3.
pub fn part_map(rgb_pixels: &[u8]) -> Vec<Part> {
    let (pixels, rest) = rgb_pixels.as_chunks::<3>();
    assert!(rest.is_empty(), "{} bytes are not whole R G B pixels", rgb_pixels.len());
    pixels.iter().map(|&[r, g, b]| Part::of_mask_colour(Rgb(r, g, b))).collect()
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;

    fn nearest(c: Rgb) -> Part {
        let square = |a: u8, b: u8| (i32::from(a) - i32::from(b)).pow(2);
        let far = |p: &Part| {
            let m = p.mask_colour();
            square(c.0, m.0) + square(c.1, m.1) + square(c.2, m.2)
        };
        Part::ALL.into_iter().min_by_key(far).expect("there are parts")
    }

    #[test]
    fn every_colour_goes_to_the_nearest_part() {
        for step in 0..26u8 {
            for other in 0..26u8 {
                for third in 0..26u8 {
                    let c = Rgb(step * 10, other * 10, third * 10);
                    assert_eq!(Part::of_mask_colour(c), nearest(c), "{c:?}");
                }
            }
        }
        for part in Part::ALL {
            assert_eq!(Part::of_mask_colour(part.mask_colour()), part);
        }
    }

    #[test]
    fn maps_pixels_in_order() {
        let pixels = [0, 0, 0, 250, 3, 0, 255, 255, 255];
        assert_eq!(part_map(&pixels), [Part::Background, Part::Hair, Part::Sticker]);
    }

    #[test]
    fn names_are_the_names_in_json() {
        for part in Part::ALL {
            assert_eq!(serde_json::to_value(part).expect("a string"), part.name());
        }
    }
}
