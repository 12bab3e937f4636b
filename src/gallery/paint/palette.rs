//! Colour choices: hair, skin, eyes, harmonies, and the light of a place.

use crate::gallery::character::{Character, Dye};
use crate::gallery::colour::Rgb;
use crate::gallery::rng::Rng;
use crate::gallery::variation::{Backdrop, Light, Variation};

/// A colour with a readable name, as an editor shows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Swatch(
    /// The colour.
    pub Rgb,
    /// Its name, lower case.
    pub &'static str,
);

/// Hair colours.
pub const HAIR_COLOURS: &[Swatch] = &[
    Swatch(Rgb::hex(0x2f2b3d), "ink"),
    Swatch(Rgb::hex(0x5b3a2e), "chestnut"),
    Swatch(Rgb::hex(0x9a5f38), "hazel"),
    Swatch(Rgb::hex(0xf0c960), "gold"),
    Swatch(Rgb::hex(0xf7e6b4), "cream"),
    Swatch(Rgb::hex(0xe9ecf5), "silver"),
    Swatch(Rgb::hex(0x9fa6bd), "ash"),
    Swatch(Rgb::hex(0xf79bb8), "sakura"),
    Swatch(Rgb::hex(0xdb5d8f), "azalea"),
    Swatch(Rgb::hex(0xcf3d43), "crimson"),
    Swatch(Rgb::hex(0xf08447), "persimmon"),
    Swatch(Rgb::hex(0x6fc28a), "mint"),
    Swatch(Rgb::hex(0x2f7f6b), "pine"),
    Swatch(Rgb::hex(0x57bcc9), "lagoon"),
    Swatch(Rgb::hex(0x7db4ef), "sky"),
    Swatch(Rgb::hex(0x3f5fb5), "cobalt"),
    Swatch(Rgb::hex(0xb79ae8), "wisteria"),
    Swatch(Rgb::hex(0x7a4fae), "plum"),
];

/// Skin tones, light to dark.
pub const SKIN_COLOURS: &[Swatch] = &[
    Swatch(Rgb::hex(0xffeadc), "porcelain"),
    Swatch(Rgb::hex(0xffdfc8), "fair"),
    Swatch(Rgb::hex(0xf8d2b2), "warm"),
    Swatch(Rgb::hex(0xdca274), "tan"),
    Swatch(Rgb::hex(0xb0744c), "brown"),
    Swatch(Rgb::hex(0x85533a), "deep"),
];

/// Eye colours.
pub const EYE_COLOURS: &[Swatch] = &[
    Swatch(Rgb::hex(0x3c7be0), "blue"),
    Swatch(Rgb::hex(0x2fa877), "green"),
    Swatch(Rgb::hex(0xa5582c), "brown"),
    Swatch(Rgb::hex(0x9048d0), "violet"),
    Swatch(Rgb::hex(0xd63a4c), "red"),
    Swatch(Rgb::hex(0xe0a020), "amber"),
    Swatch(Rgb::hex(0x2fb0c4), "aqua"),
    Swatch(Rgb::hex(0x66687f), "grey"),
    Swatch(Rgb::hex(0xe0609f), "rose"),
];

/// An eye colour that is not lost next to the hair.
pub fn eye_for(hair: Rgb, r: &mut Rng) -> Rgb {
    let h = hair.to_hsl();
    loop {
        let c = r.pick(EYE_COLOURS).0;
        let gap = (c.to_hsl().0 - h.0).abs();
        if h.1 < 0.25 || gap.min(1.0 - gap) > 0.06 || r.chance(0.25) {
            return c;
        }
    }
}

/// A second hair colour: a neighbour in hue or a bold contrast.
pub fn second_hair(hair: Rgb, r: &mut Rng) -> Rgb {
    let (h, s, l) = hair.to_hsl();
    match r.below(3) {
        0 => Rgb::hsl(h + r.pick(&[-0.09, 0.09]), (s + 0.25).min(0.8), (l + 0.14).min(0.82)),
        1 => Rgb::hsl(h + r.pick(&[0.33, 0.5, 0.62]), 0.62, 0.62),
        _ => {
            if l > 0.6 {
                Rgb::hsl(h, (s * 0.6 + 0.2).min(0.7), 0.38)
            } else {
                Rgb::hsl(h, 0.5, 0.86)
            }
        }
    }
}

/// Cloth, trim, accent and accessory colours that suit the hair.
pub fn scheme(hair: Rgb, r: &mut Rng) -> [Rgb; 4] {
    let (h, s, _) = hair.to_hsl();
    let base = if s < 0.22 { r.unit() } else { h };
    let turn = r.pick(&[0.5, 0.42, 0.58, 0.33, 0.67, 0.08, 0.92]);
    let cloth = match r.below(5) {
        0 => Rgb::hsl(base + turn, 0.40, 0.24),
        1 => Rgb::hsl(base + turn, 0.55, 0.42),
        2 => Rgb::hsl(base + turn, 0.42, 0.58),
        3 => Rgb::hsl(base + turn, 0.48, 0.76),
        _ => Rgb::hsl(base + turn, 0.10, r.pick(&[0.20, 0.34, 0.88])),
    };
    let trim = if cloth.luma() > 0.62 {
        Rgb::hsl(base + turn, 0.34, 0.34)
    } else {
        Rgb::hsl(base + turn + 0.06, 0.30, 0.94)
    };
    let spark = base + turn + r.pick(&[0.42, 0.5, 0.58]);
    let accent = Rgb::hsl(spark, 0.72, 0.56);
    let gear = match r.below(4) {
        0 => accent,
        1 => Rgb::hsl(base + 0.5, 0.66, 0.52),
        2 => Rgb::hsl(r.pick(&[0.98, 0.12, 0.60, 0.45, 0.80]), 0.68, 0.56),
        _ => r.pick(&[Rgb::hex(0xfaf4ee), Rgb::hex(0x35303f), Rgb::hex(0xd8404f)]),
    };
    let near = (gear.luma() - hair.luma()).abs() < 0.12 && gear_hue_close(gear, hair);
    [cloth, trim, accent, if near { gear.mix(Rgb(255, 250, 240), 0.6) } else { gear }]
}

fn gear_hue_close(a: Rgb, b: Rgb) -> bool {
    let d = (a.to_hsl().0 - b.to_hsl().0).abs();
    d.min(1.0 - d) < 0.1
}

/// One material: base, shadow, deeper shadow, highlight, ink.
#[derive(Clone, Copy, Debug)]
pub struct Tone {
    pub base: Rgb,
    pub shade: Rgb,
    pub deep: Rgb,
    pub shine: Rgb,
    pub ink: Rgb,
}

impl Tone {
    /// Tones of cloth, hair and things.
    pub fn of(c: Rgb) -> Tone {
        Tone { base: c, shade: c.shade(), deep: c.deep(), shine: c.shine(), ink: c.ink() }
    }

    /// Tones of skin.
    pub fn skin(c: Rgb) -> Tone {
        let shade = c.skin_shade();
        let shine = c.mix(Rgb(255, 255, 250), 0.5);
        Tone { base: c, shade, deep: shade.skin_shade(), shine, ink: c.skin_ink() }
    }
}

/// All colours of one picture, already lit by its place.
#[derive(Clone, Debug)]
pub struct Palette {
    pub skin: Tone,
    pub hair: Tone,
    pub hair2: Tone,
    /// Hair seen from the inside, behind the neck.
    pub inner: Tone,
    pub eye: Tone,
    pub cloth: Tone,
    pub trim: Tone,
    pub accent: Tone,
    pub gear: Tone,
    pub white: Tone,
    pub rim: Rgb,
    light: [f64; 3],
}

impl Palette {
    /// Lights the character's colours.
    pub fn new(ch: &Character, va: &Variation) -> Palette {
        let (place, rim) = place_light(va.lit_by.unwrap_or(va.backdrop));
        let lamp = match va.light {
            Light::Day => [1.0, 1.0, 1.0],
            Light::Warm => [1.02, 0.94, 0.84],
            Light::Cool => [0.88, 0.95, 1.05],
            Light::Dim => [0.78, 0.78, 0.84],
            Light::Rose => [1.02, 0.90, 0.95],
        };
        let soft = |k: f64, i: usize| 1.0 + (place[i] * lamp[i] - 1.0) * k;
        let light = [0, 1, 2].map(|i| soft(0.72, i));
        // Skin stays close to its own colour, so that nobody looks ill.
        let on_skin = [0, 1, 2].map(|i| soft(0.36, i));
        let t = |c: Rgb| Tone::of(c.tint(light));
        let hair = ch.hair.tint(light);
        let inner = if ch.dye == Dye::Inner { ch.hair2 } else { ch.hair.shade() };
        Palette {
            skin: Tone::skin(ch.skin.tint(on_skin)),
            hair: Tone::of(hair),
            hair2: t(if ch.dye == Dye::Solid { ch.hair } else { ch.hair2 }),
            inner: t(inner),
            eye: t(ch.eye),
            cloth: t(ch.cloth),
            trim: t(ch.trim),
            accent: t(ch.accent),
            gear: t(ch.accessory_colour),
            white: t(Rgb(252, 250, 255)),
            rim,
            light,
        }
    }

    /// Lights any other colour.
    pub fn lit(&self, v: u32) -> Rgb {
        Rgb::hex(v).tint(self.light)
    }
}

/// Light that a place throws on the character, and its rim light.
fn place_light(b: Backdrop) -> ([f64; 3], Rgb) {
    let day = [1.0, 1.0, 1.0];
    match b {
        Backdrop::Snow => ([0.97, 0.99, 1.03], Rgb::hex(0xf4faff)),
        Backdrop::Forest => ([0.95, 1.0, 0.92], Rgb::hex(0xeaffb8)),
        Backdrop::Sunset => ([1.0, 0.86, 0.80], Rgb::hex(0xffc27a)),
        Backdrop::Night => ([0.78, 0.82, 1.0], Rgb::hex(0xbfd0ff)),
        Backdrop::Festival => ([1.0, 0.88, 0.80], Rgb::hex(0xffb765)),
        Backdrop::Cherry => ([1.0, 0.96, 0.98], Rgb::hex(0xffdcea)),
        Backdrop::Rain => ([0.84, 0.88, 0.95], Rgb::hex(0xd5e4f2)),
        Backdrop::Library => ([1.0, 0.94, 0.86], Rgb::hex(0xffdf9f)),
        Backdrop::Underwater => ([0.80, 0.95, 1.0], Rgb::hex(0x9ff0ff)),
        Backdrop::Classroom => ([1.0, 0.98, 0.94], Rgb::hex(0xfff3c8)),
        _ => (day, Rgb::hex(0xffffff)),
    }
}
