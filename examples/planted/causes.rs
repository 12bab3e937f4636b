//! Pairs of characters that differ in one known thing, and pictures of them.

use moelens::gallery::{
    Accessory, Backdrop, Character, Corner, Dye, EYE_COLOURS, HAIR_COLOURS, Lids, Outfit, Part, Rgb, Sticker,
    StickerShape, Variation, cast, draw, draw_mask,
};
use moelens::picture::Rgb8Image;

use crate::render::{render, render_mask};

/// Side of a drawn picture, the same as in the gallery.
pub const SIDE: u32 = 256;

/// The five kinds of causes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A always stands in the snow, B never; besides, their eyes differ by a shade.
    Snow,
    /// A wears something on the head, B nothing.
    Accessory,
    /// A's pictures have a sticker in a corner.
    Patch,
    /// The hair differs in colour.
    Hair,
    /// The eyes differ in colour.
    Eyes,
    /// All of A's pictures have a tint: a cause that is at no place, so that no explanation by places is
    /// right. Not a row of the table of fills; the verdict must doubt what is said of it.
    Tint,
}

impl Kind {
    /// The kinds that are at a place, in the order of the table.
    pub const PLACED: [Self; 5] = [Self::Snow, Self::Accessory, Self::Patch, Self::Hair, Self::Eyes];

    /// The name in the table.
    pub fn name(self) -> &'static str {
        match self {
            Self::Snow => "snow",
            Self::Accessory => "accessory",
            Self::Patch => "patch",
            Self::Hair => "hair",
            Self::Eyes => "eyes",
            Self::Tint => "tint",
        }
    }

    /// The part of the drawing that the cause is, where it is at a place.
    pub fn part(self) -> Option<Part> {
        match self {
            Self::Snow => Some(Part::Background),
            Self::Accessory => Some(Part::Accessory),
            Self::Patch => Some(Part::Sticker),
            Self::Hair => Some(Part::Hair),
            Self::Eyes => Some(Part::Eyes),
            Self::Tint => None,
        }
    }
}

/// Which of the two a picture shows: the one with the cause or the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Who {
    /// Has the cause.
    A,
    /// Has it not.
    B,
}

/// Two characters that differ in one known thing, and two others who only take part in the training.
pub struct Pair {
    /// What the difference is.
    pub kind: Kind,
    /// Number among the pairs of its kind.
    pub number: usize,
    base: &'static Character,
    others: [&'static Character; 2],
}

/// A drawing before it is rendered.
#[derive(Clone)]
pub struct Shot {
    character: Character,
    variation: Variation,
    /// Colour and strength of a tint over the whole picture.
    tint: Option<(Rgb, f64)>,
}

impl Shot {
    /// The picture, [`SIDE`] × [`SIDE`].
    pub fn picture(&self) -> Rgb8Image {
        let picture = render(&draw(&self.character, &self.variation), SIDE);
        let Some((colour, strength)) = self.tint else { return picture };
        let tinted = picture.data().as_chunks::<3>().0.iter().flat_map(|&[r, g, b]| {
            let Rgb(r, g, b) = Rgb(r, g, b).mix(colour, strength);
            [r, g, b]
        });
        Rgb8Image::new(picture.width(), picture.height(), tinted.collect()).expect("the same size")
    }

    /// The part of each pixel.
    pub fn parts(&self) -> Vec<Part> {
        render_mask(&draw_mask(&self.character, &self.variation), SIDE)
    }
}

const HATS: [Accessory; 4] =
    [Accessory::WitchHat, Accessory::Headphones, Accessory::CatEars, Accessory::Ribbon];
const CORNERS: [Corner; 4] = [Corner::TopLeft, Corner::BottomRight, Corner::TopRight, Corner::BottomLeft];
/// Framing of the portraits: the mean zoom, and the share of the usual spread of zoom and offset.
const ZOOM: f64 = 0.82;
const CALM: f64 = 0.3;
/// Strength of a tint.
const TINT: f64 = 0.18;
const SHAPES: [StickerShape; 3] = [StickerShape::Disc, StickerShape::Square, StickerShape::Star];

/// A colour that differs by a shade: enough to tell sisters apart side by side, too little for the
/// network to lean on, so that the place stays the one cause.
fn shade_of(colour: Rgb) -> Rgb {
    let toward = if colour.luma() > 0.5 { Rgb(0, 0, 0) } else { Rgb(255, 255, 255) };
    colour.mix(toward, 0.12)
}

/// A training picture framed as a portrait: pose, expression, light and place vary; zoom and offset vary
/// little, so that the same place of two pictures shows the same part of the figure.
fn portrait(seed: u64) -> Variation {
    let mut variation = Variation::training(seed);
    variation.zoom = ZOOM + (variation.zoom - 1.0) * CALM;
    variation.offset = (variation.offset.0 * CALM, variation.offset.1 * CALM);
    variation.flip = false;
    variation
}

impl Pair {
    /// The `number`-th pair of a kind; the same at every call.
    pub fn new(kind: Kind, number: usize) -> Self {
        // Members of the cast on whom the cause can be planted.
        let bare: Vec<&'static Character> = cast()[..90]
            .iter()
            .map(|m| &m.character)
            .filter(|c| match kind {
                Kind::Accessory => c.accessory == Accessory::None,
                // White cloth and white hair melt into the snow: a superpixel would hold both.
                Kind::Snow => {
                    let dark = [Outfit::Hoodie, Outfit::Turtleneck, Outfit::Kimono, Outfit::Jacket];
                    dark.contains(&c.outfit) && c.cloth.luma() < 0.6 && c.hair.luma() < 0.6
                }
                _ => true,
            })
            .collect();
        let place = (kind as usize * 17 + number * 7) % bare.len();
        let other = |i: usize| &cast()[(kind as usize * 23 + number * 11 + i * 37) % 90].character;
        Self { kind, number, base: bare[place], others: [other(1), other(2)] }
    }

    /// One of the three colours of a palette that are farthest from `colour`.
    fn far_from(&self, palette: impl Iterator<Item = Rgb>, colour: Rgb) -> Rgb {
        let all = Self::by_distance(palette, colour);
        all[all.len() - 1 - self.number % 3]
    }

    fn by_distance(palette: impl Iterator<Item = Rgb>, colour: Rgb) -> Vec<Rgb> {
        let apart = |p: Rgb| {
            let d = |a: u8, b: u8| (i32::from(a) - i32::from(b)).pow(2);
            d(p.0, colour.0) + d(p.1, colour.1) + d(p.2, colour.2)
        };
        let mut all: Vec<Rgb> = palette.collect();
        all.sort_by_key(|p| (apart(*p), p.0, p.1, p.2));
        all
    }

    /// `who` in the picture of a seed. Apart from what tells A from B, both are drawn alike.
    pub fn shot(&self, who: Who, seed: u64) -> Shot {
        let mut shot = self.bystander_free(who, seed);
        shot.variation = match (self.kind, who) {
            (Kind::Snow, Who::A) => shot.variation.moved_to(Backdrop::Snow, shot.variation.backdrop_seed),
            (Kind::Snow, Who::B) => Self::out_of_snow(&shot.variation, seed),
            _ => shot.variation,
        };
        shot
    }

    /// The same picture of A without the cause: what B has stands in its place.
    pub fn swapped(&self, seed: u64) -> Shot {
        match self.kind {
            Kind::Snow => {
                let shot = self.bystander_free(Who::A, seed);
                Shot { variation: Self::out_of_snow(&shot.variation, seed), ..shot }
            }
            _ => self.shot(Who::B, seed),
        }
    }

    /// One of the two others.
    pub fn other(&self, which: usize, seed: u64) -> Shot {
        Shot { character: self.others[which].clone(), variation: portrait(seed), tint: None }
    }

    fn bystander_free(&self, who: Who, seed: u64) -> Shot {
        let mut character = self.base.clone();
        let mut variation = portrait(seed);
        let is_a = who == Who::A;
        let mut tint = None;
        match self.kind {
            Kind::Snow => {
                variation.expression.lids = Lids::Open;
                if is_a {
                    character.eye = shade_of(character.eye);
                }
            }
            Kind::Accessory => {
                let hat = HATS[self.number % HATS.len()];
                variation.room_for = Some(hat);
                character.ahoge = false;
                character.accessory = if is_a { hat } else { Accessory::None };
            }
            Kind::Patch => {
                let colour = EYE_COLOURS[(3 * self.number) % EYE_COLOURS.len()].0;
                let (corner, shape) = (CORNERS[self.number % 4], SHAPES[self.number % 3]);
                variation.sticker = is_a.then(|| Sticker::new(corner, colour, shape));
            }
            Kind::Hair => {
                character.dye = Dye::Solid;
                if is_a {
                    character.hair = self.far_from(HAIR_COLOURS.iter().map(|s| s.0), character.hair);
                }
            }
            Kind::Eyes => {
                variation.expression.lids = Lids::Open;
                if is_a {
                    character.eye = self.far_from(EYE_COLOURS.iter().map(|s| s.0), character.eye);
                }
            }
            Kind::Tint => {
                let colour = EYE_COLOURS[(5 * self.number) % EYE_COLOURS.len()].0;
                tint = is_a.then_some((colour, TINT));
            }
        }
        Shot { character, variation, tint }
    }

    /// The same pose at a place without snow.
    fn out_of_snow(variation: &Variation, seed: u64) -> Variation {
        let places: Vec<Backdrop> =
            Backdrop::TRAINING.iter().copied().filter(|b| *b != Backdrop::Snow).collect();
        variation.moved_to(places[(seed % places.len() as u64) as usize], variation.backdrop_seed)
    }
}
