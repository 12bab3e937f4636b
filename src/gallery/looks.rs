//! What a character is known by, in words: for groups that are named, and pairs that are compared.

use serde::Serialize;

use super::character::{Accessory, Character, Dye, Ears, Skinmark};
use super::colour::Rgb;
use super::paint::palette::{EYE_COLOURS, HAIR_COLOURS, SKIN_COLOURS, Swatch};

/// One visible trait, in words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
pub struct Look {
    /// What it is about: `hair`, `back`, `front`, `dye`, `eyes`, `eye-shape`, `skin`, `ears`, `mark`,
    /// `outfit` or `accessory`.
    pub kind: &'static str,
    /// The choice as an editor names it, such as "twin tails"; colours by their nearest swatch.
    pub label: &'static str,
}

/// The traits of a character, at most one of each kind, always in the same order. What most people have
/// or lack (human ears, no mark, no accessory, hair of one colour) is no trait.
pub fn looks(character: &Character) -> Vec<Look> {
    let c = character;
    let all = [
        (true, "hair", nearest(c.hair, HAIR_COLOURS)),
        (true, "back", c.back.label()),
        (true, "front", c.front.label()),
        (c.dye != Dye::Solid, "dye", c.dye.label()),
        (true, "eyes", nearest(c.eye, EYE_COLOURS)),
        (true, "eye-shape", c.eye_shape.label()),
        (true, "skin", nearest(c.skin, SKIN_COLOURS)),
        (c.ears != Ears::Human, "ears", c.ears.label()),
        (c.mark != Skinmark::None, "mark", c.mark.label()),
        (true, "outfit", c.outfit.label()),
        (c.accessory != Accessory::None, "accessory", c.accessory.label()),
    ];
    all.into_iter().filter(|t| t.0).map(|(_, kind, label)| Look { kind, label }).collect()
}

/// Name of the swatch nearest in sRGB.
fn nearest(colour: Rgb, swatches: &[Swatch]) -> &'static str {
    let square = |a: u8, b: u8| u32::from(a.abs_diff(b)).pow(2);
    let far = |s: &&Swatch| square(s.0.0, colour.0) + square(s.0.1, colour.1) + square(s.0.2, colour.2);
    swatches.iter().min_by_key(far).map_or("", |s| s.1)
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::super::{SISTERS, cast};
    use super::*;

    #[test]
    fn the_first_of_the_cast_by_hand() {
        let found = looks(&cast()[0].character);
        let words: Vec<(&str, &str)> = found.iter().map(|t| (t.kind, t.label)).collect();
        let expected = [
            ("hair", "persimmon"),
            ("back", "twin tails"),
            ("front", "over one eye"),
            ("dye", "inner colour"),
            ("eyes", "aqua"),
            ("eye-shape", "droopy"),
            ("skin", "fair"),
            ("outfit", "overalls"),
            ("accessory", "witch hat"),
        ];
        assert_eq!(words, expected);
    }

    #[test]
    fn sisters_share_most_and_differ_in_the_eyes() {
        let all = cast();
        for i in 0..SISTERS {
            let (a, b) = (looks(&all[i].character), looks(&all[all.len() - SISTERS + i].character));
            let shared = a.iter().filter(|t| b.contains(t)).count();
            assert!(shared >= 5, "{}: {a:?} {b:?}", all[i].name);
            assert_ne!(a.iter().find(|t| t.kind == "eyes"), b.iter().find(|t| t.kind == "eyes"));
        }
    }
}
