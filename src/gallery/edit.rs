//! One-step changes of a drawn picture: what an editor offers, and what a search for the smallest change
//! that flips an answer tries.

use serde::Serialize;

use super::character::{Accessory, BackHair, Character, EyeShape, FrontHair, Outfit};
use super::paint::palette::{EYE_COLOURS, HAIR_COLOURS};
use super::variation::{Backdrop, Expression, Variation};

/// What a change is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Trait {
    /// Colour of the hair.
    HairColour,
    /// Hair behind the head.
    Hair,
    /// Fringe.
    Fringe,
    /// Colour of the eyes.
    EyeColour,
    /// Outline of the eyes.
    Eyes,
    /// Clothes.
    Outfit,
    /// The accessory.
    Accessory,
    /// Mouth, lids, brows and cheeks.
    Expression,
    /// The place.
    Background,
}

impl Trait {
    /// All, in the order an editor shows them.
    pub const ALL: [Trait; 9] = [
        Trait::HairColour,
        Trait::Hair,
        Trait::Fringe,
        Trait::EyeColour,
        Trait::Eyes,
        Trait::Outfit,
        Trait::Accessory,
        Trait::Expression,
        Trait::Background,
    ];
}

/// A picture that differs from another in one trait.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Edit {
    /// What changes.
    pub about: Trait,
    /// The new choice, readable.
    pub label: &'static str,
    /// The new choice's colour, where it is one.
    pub colour: Option<super::colour::Rgb>,
    /// Whether this is what the picture has already.
    pub current: bool,
    /// Who is drawn.
    pub character: Character,
    /// How.
    pub variation: Variation,
}

/// Every choice of every trait, all else staying as it is; also the choices that change nothing
/// ([`Edit::current`]). The light stays that of the picture's own place.
pub fn edits(character: &Character, variation: &Variation) -> Vec<Edit> {
    let mut out = Vec::new();
    let mut push = |about, label, colour, change: &dyn Fn(&mut Character, &mut Variation)| {
        let (mut c, mut v) = (character.clone(), variation.clone());
        change(&mut c, &mut v);
        let current = c == *character && v == *variation;
        out.push(Edit { about, label, colour, current, character: c, variation: v });
    };
    for s in HAIR_COLOURS {
        push(Trait::HairColour, s.1, Some(s.0), &|c, _| c.hair = s.0);
    }
    for &x in BackHair::ALL {
        push(Trait::Hair, x.label(), None, &|c, _| c.back = x);
    }
    for &x in FrontHair::ALL {
        push(Trait::Fringe, x.label(), None, &|c, _| c.front = x);
    }
    for s in EYE_COLOURS {
        push(Trait::EyeColour, s.1, Some(s.0), &|c, _| c.eye = s.0);
    }
    for &x in EyeShape::ALL {
        push(Trait::Eyes, x.label(), None, &|c, _| c.eye_shape = x);
    }
    for &x in Outfit::ALL {
        push(Trait::Outfit, x.label(), None, &|c, _| c.outfit = x);
    }
    for &x in Accessory::ALL {
        push(Trait::Accessory, x.label(), None, &|c, _| c.accessory = x);
    }
    for (name, mouth, lids, brows, blush) in Expression::MOODS {
        push(Trait::Expression, name, None, &|_, v| {
            let old = v.expression;
            v.expression = Expression { mouth, lids, brows, blush, ..old };
        });
    }
    for &x in Backdrop::ALL {
        push(Trait::Background, x.label(), None, &|_, v| {
            if v.backdrop != x {
                *v = v.moved_to(x, v.backdrop_seed);
            }
        });
    }
    out
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::super::{cast, draw};
    use super::*;

    #[test]
    fn each_edit_changes_one_trait_and_the_drawing() {
        for (i, member) in cast().iter().enumerate().step_by(17) {
            let how = Variation::training(i as u64);
            let before = draw(&member.character, &how);
            let all = edits(&member.character, &how);
            for about in Trait::ALL {
                assert!(all.iter().filter(|e| e.about == about).count() >= 4, "{about:?}");
            }
            for edit in &all {
                let same = edit.character == member.character && edit.variation == how;
                assert_eq!(edit.current, same);
                if edit.about == Trait::Background || edit.about == Trait::Expression {
                    assert_eq!(edit.character, member.character);
                } else {
                    assert_eq!(edit.variation, how);
                }
            }
            let changed = all.iter().filter(|e| draw(&e.character, &e.variation) != before).count();
            // Closed eyes hide their colour, hats hide some hair; most changes show.
            assert!(changed * 10 >= all.len() * 8, "{changed} of {}", all.len());
        }
    }
}
