//! What changes from picture to picture: pose, framing, expression, light, place.

use serde::{Deserialize, Serialize};

use super::character::{Accessory, choices};
use super::rng::{Rng, Stream};
use super::sticker::Sticker;

choices!(
    /// Mouth.
    Mouth {
        Smile => "smile", Laugh => "laugh", Small => "small", Frown => "frown",
        Cat => "cat", Shout => "shout", Line => "line", Grin => "grin",
        Pout => "pout", Tongue => "tongue", Wavy => "wavy",
    }
);
choices!(
    /// Eyelids.
    Lids {
        Open => "open", Wide => "wide", Half => "half", Closed => "closed",
        Happy => "happy", Wink => "wink",
    }
);
choices!(
    /// Eyebrows.
    Brows {
        Level => "level", Raised => "raised", Angry => "angry", Worried => "worried",
        Quirk => "quirk",
    }
);
choices!(
    /// Cheeks.
    Blush { None => "none", Soft => "soft", Strong => "strong" }
);
choices!(
    /// Colour of the light.
    Light { Day => "day", Warm => "warm", Cool => "cool", Dim => "dim", Rose => "rose" }
);
choices!(
    /// Place.
    Backdrop {
        Plain => "plain", Sky => "sky", Snow => "snow", Forest => "forest", City => "city",
        Beach => "beach", Classroom => "classroom", Sunset => "sunset", Night => "night",
        Festival => "festival", Cherry => "cherry trees", Rain => "rain",
        Library => "library", Halftone => "halftone", Speed => "speed lines",
        Pattern => "pattern", Underwater => "underwater",
    }
);

impl Backdrop {
    /// Places of pictures to train on.
    pub const TRAINING: &'static [Backdrop] = &[
        Backdrop::Plain,
        Backdrop::Sky,
        Backdrop::Snow,
        Backdrop::Forest,
        Backdrop::City,
        Backdrop::Classroom,
        Backdrop::Sunset,
        Backdrop::Night,
        Backdrop::Festival,
        Backdrop::Halftone,
        Backdrop::Speed,
        Backdrop::Underwater,
    ];

    /// Places of pictures to measure on, never used in training: a graphic one, a bright one, a pink
    /// one and two with coloured light.
    pub const HELD_OUT: &'static [Backdrop] =
        &[Backdrop::Pattern, Backdrop::Beach, Backdrop::Cherry, Backdrop::Rain, Backdrop::Library];
}

/// What the face does.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Expression {
    /// Mouth.
    pub mouth: Mouth,
    /// Eyelids.
    pub lids: Lids,
    /// Eyebrows.
    pub brows: Brows,
    /// Cheeks.
    pub blush: Blush,
    /// A drop of sweat by the temple.
    pub sweat: bool,
    /// Where the eyes look: right and down in the drawn frame, `-1..=1` each.
    pub gaze: (f64, f64),
}

/// A mood by name, made of mouth, lids, brows and cheeks.
type Mood = (&'static str, Mouth, Lids, Brows, Blush);

impl Expression {
    /// Nine moods that read at once, by name.
    pub const MOODS: [Mood; 9] = [
        ("calm", Mouth::Smile, Lids::Open, Brows::Level, Blush::None),
        ("joy", Mouth::Laugh, Lids::Happy, Brows::Raised, Blush::Soft),
        ("delight", Mouth::Laugh, Lids::Open, Brows::Raised, Blush::Soft),
        ("surprise", Mouth::Small, Lids::Wide, Brows::Raised, Blush::None),
        ("anger", Mouth::Shout, Lids::Open, Brows::Angry, Blush::None),
        ("sorrow", Mouth::Frown, Lids::Open, Brows::Worried, Blush::None),
        ("mischief", Mouth::Grin, Lids::Wink, Brows::Quirk, Blush::None),
        ("shyness", Mouth::Wavy, Lids::Open, Brows::Worried, Blush::Strong),
        ("peace", Mouth::Smile, Lids::Closed, Brows::Level, Blush::Soft),
    ];

    /// A friendly face looking at us.
    pub const NEUTRAL: Expression = Expression {
        mouth: Mouth::Smile,
        lids: Lids::Open,
        brows: Brows::Level,
        blush: Blush::Soft,
        sweat: false,
        gaze: (0.0, 0.0),
    };

    fn random(r: &mut Rng) -> Expression {
        let m = r.pick(&Self::MOODS);
        let mut e = Expression {
            mouth: m.1,
            lids: m.2,
            brows: m.3,
            blush: m.4,
            sweat: r.chance(0.07),
            gaze: (r.bell(-1.0, 1.0), r.bell(-0.7, 0.7)),
        };
        if r.chance(0.45) {
            e.lids = r.pick(&[Lids::Open, Lids::Open, Lids::Open, Lids::Half]);
            e.mouth = r.pick(Mouth::ALL);
            e.brows = match e.mouth {
                Mouth::Frown | Mouth::Wavy => Brows::Worried,
                Mouth::Shout | Mouth::Pout => Brows::Angry,
                _ => r.pick(&[Brows::Level, Brows::Raised, Brows::Quirk]),
            };
        }
        if r.chance(0.2) {
            e.blush = r.pick(Blush::ALL);
        }
        e
    }
}

/// One picture of a character: pose, framing, expression, light and place. Numbers outside their
/// range (also infinite ones and NaN) are drawn as the nearest allowed or a middle value.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Variation {
    /// Turn of the head, `-1..=1`; positive to the right of the picture before [`Variation::flip`].
    pub yaw: f64,
    /// Nod, `-1..=1`; positive looks down.
    pub pitch: f64,
    /// Lean in degrees, `-45..=45`, clockwise.
    pub tilt: f64,
    /// Size of the figure, `0.6..=1.6`.
    pub zoom: f64,
    /// Shift of the figure right and down in picture units (the picture is 256 wide), `-96..=96`.
    pub offset: (f64, f64),
    /// Mirrors the figure (not the backdrop, not the sticker).
    pub flip: bool,
    /// What the face does.
    pub expression: Expression,
    /// Colour of the light.
    pub light: Light,
    /// Light from the left of the picture instead of the right.
    pub light_left: bool,
    /// The place.
    pub backdrop: Backdrop,
    /// Details of the backdrop.
    pub backdrop_seed: u32,
    /// The place whose light falls on the figure; that of [`Variation::backdrop`] when `None`.
    #[serde(default)]
    pub lit_by: Option<Backdrop>,
    /// The accessory that pose and hair make room for; the one the character wears when `None`. Tall
    /// ones move the figure down a little, hats press the hair flat: with the same value here, two
    /// pictures with and without an accessory differ in nothing else.
    #[serde(default)]
    pub room_for: Option<Accessory>,
    /// A sticker in a corner.
    #[serde(default)]
    pub sticker: Option<Sticker>,
}

impl Variation {
    /// A random picture at any place. To train and to measure, take [`Variation::training`] and
    /// [`Variation::held_out`].
    pub fn from_seed(seed: u64) -> Variation {
        Self::sample(&mut Rng::new(seed, Stream::Picture), Backdrop::ALL)
    }

    /// A random picture to train on: a place of [`Backdrop::TRAINING`], an even
    /// [`Variation::backdrop_seed`].
    pub fn training(seed: u64) -> Variation {
        let mut va = Self::sample(&mut Rng::new(seed, Stream::Training), Backdrop::TRAINING);
        va.backdrop_seed &= !1;
        va
    }

    /// A random picture to measure on: a place of [`Backdrop::HELD_OUT`], an odd
    /// [`Variation::backdrop_seed`], and a stream of random numbers of its own, so that it shares
    /// nothing with [`Variation::training`] of any seed. Pose, framing, expression and light have the
    /// same distribution.
    pub fn held_out(seed: u64) -> Variation {
        let mut va = Self::sample(&mut Rng::new(seed, Stream::HeldOut), Backdrop::HELD_OUT);
        va.backdrop_seed |= 1;
        va
    }

    fn sample(r: &mut Rng, places: &[Backdrop]) -> Variation {
        Variation {
            yaw: r.range(-1.0, 1.0),
            pitch: r.bell(-1.0, 1.0),
            tilt: r.bell(-15.0, 15.0),
            zoom: r.bell(0.78, 1.2),
            offset: (r.bell(-20.0, 20.0), r.bell(-10.0, 16.0)),
            flip: r.chance(0.5),
            expression: Expression::random(r),
            light: r.pick(&[
                Light::Day,
                Light::Day,
                Light::Day,
                Light::Warm,
                Light::Cool,
                Light::Dim,
                Light::Rose,
            ]),
            light_left: r.chance(0.5),
            backdrop: r.pick(places),
            backdrop_seed: r.bits(),
            lit_by: None,
            room_for: None,
            sticker: None,
        }
    }

    /// Facing us on a plain ground: for editors, faces on nodes and style sheets.
    pub fn neutral() -> Variation {
        Variation {
            yaw: 0.25,
            pitch: 0.0,
            tilt: 0.0,
            zoom: 0.94,
            offset: (0.0, 4.0),
            flip: false,
            expression: Expression::NEUTRAL,
            light: Light::Day,
            light_left: true,
            backdrop: Backdrop::Plain,
            backdrop_seed: 7,
            lit_by: None,
            room_for: None,
            sticker: None,
        }
    }

    /// The same figure, pixel by pixel, in front of another place: the light stays that of the place
    /// it was first drawn at. To let the new place's light fall on the figure too, set
    /// [`Variation::backdrop`] instead.
    pub fn moved_to(&self, backdrop: Backdrop, backdrop_seed: u32) -> Variation {
        let lit_by = Some(self.lit_by.unwrap_or(self.backdrop));
        Variation { backdrop, backdrop_seed, lit_by, ..self.clone() }
    }

    /// The same picture with every number inside its range.
    pub(crate) fn tamed(&self) -> Variation {
        let tame = |v: f64, lo: f64, hi: f64| {
            if v.is_nan() { (lo + hi) / 2.0 } else { v.clamp(lo, hi) }
        };
        let mut va = self.clone();
        va.yaw = tame(va.yaw, -1.0, 1.0);
        va.pitch = tame(va.pitch, -1.0, 1.0);
        va.tilt = tame(va.tilt, -45.0, 45.0);
        va.zoom = tame(va.zoom, 0.6, 1.6);
        va.offset = (tame(va.offset.0, -96.0, 96.0), tame(va.offset.1, -96.0, 96.0));
        let gaze = va.expression.gaze;
        va.expression.gaze = (tame(gaze.0, -1.0, 1.0), tame(gaze.1, -1.0, 1.0));
        if let Some(sticker) = &mut va.sticker {
            sticker.size = tame(sticker.size, 16.0, 96.0);
        }
        va
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn training_and_held_out_share_no_place_and_no_seed() {
        let mut all: Vec<_> = Backdrop::TRAINING.iter().chain(Backdrop::HELD_OUT).collect();
        assert_eq!(all.len(), Backdrop::ALL.len());
        all.retain(|b| Backdrop::TRAINING.contains(b) != Backdrop::HELD_OUT.contains(b));
        assert_eq!(all.len(), Backdrop::ALL.len());
        let (mut seen, mut kept) = (HashSet::new(), HashSet::new());
        for seed in 0..2000 {
            let (t, h) = (Variation::training(seed), Variation::held_out(seed));
            assert!(Backdrop::TRAINING.contains(&t.backdrop) && t.backdrop_seed % 2 == 0);
            assert!(Backdrop::HELD_OUT.contains(&h.backdrop) && h.backdrop_seed % 2 == 1);
            seen.insert((t.yaw.to_bits(), t.pitch.to_bits()));
            kept.insert((h.yaw.to_bits(), h.pitch.to_bits()));
        }
        assert_eq!((seen.len(), kept.len(), seen.intersection(&kept).count()), (2000, 2000, 0));
    }

    #[test]
    fn training_and_held_out_are_posed_alike() {
        let mean = |make: fn(u64) -> Variation, of: fn(&Variation) -> f64| {
            (0..4000).map(|s| of(&make(s))).sum::<f64>() / 4000.0
        };
        let figures: [fn(&Variation) -> f64; 6] = [
            |v| v.yaw,
            |v| v.yaw.abs(),
            |v| v.pitch,
            |v| f64::from(v.flip),
            |v| (v.zoom - 0.99) * 10.0,
            |v| f64::from(v.light == Light::Day),
        ];
        for f in figures {
            // Six standard errors of a difference of two means of numbers with a variance below 1/3.
            let gap = mean(Variation::training, f) - mean(Variation::held_out, f);
            assert!(gap.abs() < 6.0 * (2.0 / 3.0 / 4000.0_f64).sqrt(), "{gap}");
        }
    }

    #[test]
    fn moving_twice_keeps_the_first_light() {
        let va = Variation { backdrop: Backdrop::Snow, ..Variation::training(3) };
        let there = va.moved_to(Backdrop::Night, 5);
        assert_eq!(there.lit_by, Some(Backdrop::Snow));
        assert_eq!(there.moved_to(Backdrop::Snow, va.backdrop_seed).lit_by, Some(Backdrop::Snow));
    }

    #[test]
    fn wild_numbers_are_tamed() {
        let mut va = Variation::neutral();
        (va.yaw, va.pitch, va.zoom) = (f64::NAN, f64::INFINITY, -3.0);
        let tame = va.tamed();
        assert_eq!((tame.yaw, tame.pitch, tame.zoom), (0.0, 1.0, 0.6));
    }

    #[test]
    fn json_may_leave_out_the_rare_fields() {
        let mut json = serde_json::to_value(Variation::training(1)).expect("plain data");
        let fields = json.as_object_mut().expect("an object");
        fields.remove("lit_by");
        fields.remove("room_for");
        fields.remove("sticker");
        assert_eq!(serde_json::from_value::<Variation>(json).expect("enough"), Variation::training(1));
    }
}
