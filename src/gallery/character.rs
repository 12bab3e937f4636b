//! What a character is: plain data that an editor may change freely.

use serde::{Deserialize, Serialize};

use super::colour::Rgb;
use super::paint::palette;
use super::rng::{Rng, Stream};

/// Declares a field-less enum with its list of choices and readable names.
macro_rules! choices {
    ($(#[$doc:meta])* $name:ident { $($item:ident => $label:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
        #[serde(rename_all = "kebab-case")]
        pub enum $name {
            $(#[doc = concat!("\"", $label, "\".")] $item),+
        }

        impl $name {
            /// Every choice, in the order an editor shows them.
            pub const ALL: &'static [$name] = &[$($name::$item),+];

            /// Readable name, lower case.
            pub fn label(self) -> &'static str {
                match self { $($name::$item => $label),+ }
            }
        }
    };
}
pub(crate) use choices;

choices!(
    /// Fringe and the locks that frame the face.
    FrontHair {
        Blunt => "blunt fringe", Parted => "centre part", Swept => "side-swept",
        Spiky => "spiky", Centre => "centre lock", Curtain => "curtain",
        OverEye => "over one eye", Choppy => "choppy", Slick => "slicked back",
        Wispy => "wispy",
    }
);
choices!(
    /// Hair behind the head and over the shoulders.
    BackHair {
        Long => "long", Wavy => "wavy", Bob => "bob", TwinTails => "twin tails",
        Ponytail => "ponytail", Buns => "two buns", TwinBraids => "twin braids",
        Short => "short", Drills => "drill curls", SideTail => "side tail",
        Flip => "flipped ends",
    }
);
choices!(
    /// How the second hair colour is used.
    Dye {
        Solid => "one colour", Tips => "faded tips", Inner => "inner colour",
        Streak => "streak",
    }
);
choices!(
    /// Eye outline.
    EyeShape { Round => "round", Sharp => "sharp", Droopy => "droopy", Calm => "calm" }
);
choices!(
    /// Outline of cheeks and chin.
    FaceShape { Soft => "soft", Oval => "oval", Sharp => "sharp" }
);
choices!(
    /// Ears.
    Ears { Human => "human", Elf => "elf" }
);
choices!(
    /// Small marks on the skin.
    Skinmark {
        None => "none", MoleEye => "mole under the eye", MoleMouth => "mole by the mouth",
        Freckles => "freckles", Scar => "scar", Plaster => "plaster",
    }
);
choices!(
    /// Clothes.
    Outfit {
        Sailor => "sailor uniform", Blazer => "blazer", Hoodie => "hoodie",
        Kimono => "kimono", Armor => "armour", Cape => "cape", Frill => "frilled dress",
        Vest => "shirt and vest", Turtleneck => "turtleneck", Jacket => "bomber jacket",
        Tee => "T-shirt", Overalls => "overalls",
    }
);
choices!(
    /// One accessory.
    Accessory {
        None => "none", Ribbon => "ribbon", CatEars => "cat ears", Glasses => "glasses",
        Hairpins => "hairpins", Hairband => "hairband", WitchHat => "witch hat",
        Horns => "horns", Flower => "flower", Headphones => "headphones",
        Scarf => "scarf", Beret => "beret", Tiara => "tiara", FoxMask => "fox mask",
        Halo => "halo",
    }
);

impl Accessory {
    /// Whether it covers the top of the head.
    pub(crate) fn is_hat(self) -> bool {
        matches!(self, Accessory::WitchHat | Accessory::Beret)
    }

    /// Whether it presses spikes of hair down.
    pub(crate) fn flattens(self) -> bool {
        self.is_hat() || matches!(self, Accessory::Headphones | Accessory::Halo)
    }
}

/// Everything that stays the same from picture to picture. Every combination of traits can be drawn.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Character {
    /// Fringe.
    pub front: FrontHair,
    /// Hair behind the head.
    pub back: BackHair,
    /// One stray lock on top (hidden under what sits there).
    pub ahoge: bool,
    /// Hair colour.
    pub hair: Rgb,
    /// Second hair colour; [`Dye`] says where it shows.
    pub hair2: Rgb,
    /// How the second hair colour is used.
    pub dye: Dye,
    /// Eye outline.
    pub eye_shape: EyeShape,
    /// Eye colour.
    pub eye: Rgb,
    /// Outline of cheeks and chin.
    pub face: FaceShape,
    /// Skin colour.
    pub skin: Rgb,
    /// Ears.
    pub ears: Ears,
    /// A small mark on the skin.
    pub mark: Skinmark,
    /// Clothes.
    pub outfit: Outfit,
    /// Main cloth.
    pub cloth: Rgb,
    /// Second cloth: collars, shirts, linings.
    pub trim: Rgb,
    /// Ties, bows, buttons.
    pub accent: Rgb,
    /// One accessory.
    pub accessory: Accessory,
    /// Its colour (cat ears have the hair's colour, horns mostly their own).
    pub accessory_colour: Rgb,
}

impl Character {
    /// A random but harmonious character. The [cast](super::cast) does not depend on it.
    pub fn from_seed(seed: u64) -> Character {
        let r = &mut Rng::new(seed, Stream::Character);
        let front = r.pick(FrontHair::ALL);
        let back = r.pick(BackHair::ALL);
        let hair = r.pick(palette::HAIR_COLOURS).0;
        let dye = match r.below(10) {
            0 | 1 => Dye::Tips,
            2 => Dye::Inner,
            3 => Dye::Streak,
            _ => Dye::Solid,
        };
        let hair2 = palette::second_hair(hair, r);
        let eye = palette::eye_for(hair, r);
        let scheme = palette::scheme(hair, r);
        let skin = palette::SKIN_COLOURS[r.pick(&[0, 0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 4, 4, 5])].0;
        let face = match back {
            BackHair::Short => r.pick(&[FaceShape::Sharp, FaceShape::Sharp, FaceShape::Oval]),
            _ => r.pick(&[FaceShape::Soft, FaceShape::Soft, FaceShape::Oval]),
        };
        let mark = match r.below(16) {
            0 => Skinmark::MoleEye,
            1 => Skinmark::MoleMouth,
            2 => Skinmark::Freckles,
            3 => Skinmark::Scar,
            4 => Skinmark::Plaster,
            _ => Skinmark::None,
        };
        let accessory = r.pick(Accessory::ALL);
        Character {
            front,
            back,
            ahoge: r.chance(0.3) && !accessory.is_hat(),
            hair,
            hair2,
            dye,
            eye_shape: r.pick(EyeShape::ALL),
            eye,
            face,
            skin,
            ears: if r.chance(0.08) { Ears::Elf } else { Ears::Human },
            mark,
            outfit: r.pick(Outfit::ALL),
            cloth: scheme[0],
            trim: scheme[1],
            accent: scheme[2],
            accessory,
            accessory_colour: scheme[3],
        }
    }
}
