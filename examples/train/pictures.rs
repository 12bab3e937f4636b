//! Which pictures are drawn, and how they look when they reach the model.

use moelens::gallery::{CastMember, Character, Variation, cast, difference, draw};
use moelens::picture::{Rgb8Image, decode, resize};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

use crate::render::render;

/// Side of a shipped picture.
pub const SIDE: u32 = 256;
/// Most bytes of a shipped picture.
pub const MAX_BYTES: usize = 8 * 1024;
/// Training pictures of each character; every other one went through a WebP file.
pub const TRAINING: usize = 60;
/// Pictures of each character to measure on.
pub const HELD_OUT: usize = 20;
/// Strangers to set the threshold with, and as many others to measure it with.
pub const STRANGERS: usize = 500;
/// Pictures of no character at all, to measure with.
pub const NOBODIES: usize = 200;
/// How unlike every member of the cast a stranger is at least, by [`difference`].
const STRANGENESS: f64 = 5.0;

/// A picture to come.
#[derive(Clone)]
pub struct Shot {
    /// The drawing.
    pub svg: String,
    /// Whether it goes through a lossy file of at most [`MAX_BYTES`].
    pub compressed: bool,
}

/// Seed of the `i`-th training picture of character `class`, for [`Variation::training`].
pub fn training_seed(class: usize, i: usize) -> u64 {
    (class * 1000 + i) as u64
}

/// [`TRAINING`] pictures of each character, in order.
pub fn training() -> Vec<Shot> {
    let shot = |class: usize, member: &CastMember, i: usize| Shot {
        svg: draw(&member.character, &Variation::training(training_seed(class, i))),
        compressed: i % 2 == 1,
    };
    let each = cast().iter().enumerate();
    each.flat_map(|(class, member)| (0..TRAINING).map(move |i| shot(class, member, i))).collect()
}

/// [`HELD_OUT`] pictures of each character, in order, at places and with seeds never trained on.
pub fn held_out(compressed: bool) -> Vec<Shot> {
    let svg = |class: usize, member: &CastMember, i: usize| {
        draw(&member.character, &Variation::held_out(training_seed(class, i)))
    };
    let each = cast().iter().enumerate();
    each.flat_map(|(class, member)| {
        (0..HELD_OUT).map(move |i| Shot { svg: svg(class, member, i), compressed })
    })
    .collect()
}

/// One picture each of [`STRANGERS`] characters unlike anybody in the cast. Those to measure with
/// are other people at other places than those to set the threshold with.
pub fn strangers(to_measure: bool) -> Vec<Shot> {
    let known = cast();
    let first: u64 = if to_measure { 2_000_000 } else { 1_000_000 };
    let people = (first..).map(|seed| (seed, Character::from_seed(seed)));
    let unlike = |c: &Character| known.iter().all(|m| difference(&m.character, c) >= STRANGENESS);
    let vary = if to_measure { Variation::held_out } else { Variation::training };
    people
        .filter(|(_, c)| unlike(c))
        .take(STRANGERS)
        .map(|(seed, c)| Shot { svg: draw(&c, &vary(seed)), compressed: seed % 2 == 1 })
        .collect()
}

/// [`NOBODIES`] pictures of coloured shapes without any character.
pub fn nobodies() -> Vec<Shot> {
    let mut rng = ChaCha8Rng::seed_from_u64(3_000_000);
    let colour = |rng: &mut ChaCha8Rng| format!("#{:06x}", rng.random_range(0..0x100_0000_u32));
    let mut shapes = || {
        let mut svg = String::from("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 256 256\">");
        svg += &format!("<rect width=\"256\" height=\"256\" fill=\"{}\"/>", colour(&mut rng));
        for _ in 0..rng.random_range(0..12) {
            let (x, y) = (rng.random_range(0..256), rng.random_range(0..256));
            let (w, h) = (rng.random_range(8..160), rng.random_range(8..160));
            let round = if rng.random_bool(0.5) { w.min(h) / 2 } else { 0 };
            let fill = colour(&mut rng);
            svg += &format!(
                "<rect x=\"{x}\" y=\"{y}\" width=\"{w}\" height=\"{h}\" rx=\"{round}\" fill=\"{fill}\" \
                 transform=\"rotate({} {x} {y})\"/>",
                rng.random_range(0..90)
            );
        }
        svg + "</svg>"
    };
    (0..NOBODIES).map(|_| Shot { svg: shapes(), compressed: false }).collect()
}

/// A lossy WebP file of a picture: the highest quality of a fixed ladder that fits [`MAX_BYTES`].
pub fn webp(picture: &Rgb8Image) -> Vec<u8> {
    let (width, height) = (picture.width() as u32, picture.height() as u32);
    let encoder = webp::Encoder::from_rgb(picture.data(), width, height);
    let mut smallest = Vec::new();
    for quality in [92.0, 86.0, 80.0, 72.0, 64.0, 56.0, 48.0, 40.0, 30.0, 20.0] {
        smallest = encoder.encode(quality).to_vec();
        if smallest.len() <= MAX_BYTES {
            break;
        }
    }
    smallest
}

/// The pixels of a shot at the model's input size.
pub fn pixels(shot: &Shot, side: usize) -> Rgb8Image {
    let drawn = render(&shot.svg, SIDE);
    if shot.compressed { fitted(&webp(&drawn), side) } else { resize(&drawn, side, side) }
}

/// A picture file at the model's input size.
pub fn fitted(file: &[u8], side: usize) -> Rgb8Image {
    let decoded = decode(file).expect("an encoded picture can be decoded");
    resize(&decoded.picture, side, side)
}
