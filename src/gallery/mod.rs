//! The artist: characters and variations as plain data, drawn as SVG with exact part masks.
//!
//! A [`Character`] says who is drawn, a [`Variation`] how: pose, framing, expression, light, place.
//! [`draw`] gives the picture, [`draw_mask`] the same picture with one flat colour per [`Part`], which
//! [`part_map`] turns into parts once it is rendered (by `resvg` natively, by the browser on a page).
//! Everything is a pure function of the data; the text is the same on every target. [`cast`] holds a
//! hundred characters of our own.
//!
//! ```
//! use moelens::gallery::{Accessory, Backdrop, Variation, cast, draw, draw_mask};
//!
//! let member = &cast()[0];
//! let how = Variation::training(7);
//! assert!(draw(&member.character, &how).starts_with("<svg"));
//!
//! // One trait or the place may change while all else stays as it is.
//! let mut bare = member.character.clone();
//! bare.accessory = Accessory::None;
//! let elsewhere = how.moved_to(Backdrop::Snow, 1);
//! assert_ne!(draw_mask(&bare, &elsewhere), draw_mask(&member.character, &elsewhere));
//! ```

mod accessory;
mod backdrop;
mod cast;
mod character;
mod colour;
mod edit;
mod hair;
mod head;
mod lesson;
mod looks;
mod outfit;
mod paint;
mod part;
mod rng;
mod sticker;
mod variation;

pub use cast::{CastMember, SISTERS, cast, difference, newcomer};
pub use character::{
    Accessory, BackHair, Character, Dye, Ears, EyeShape, FaceShape, FrontHair, Outfit, Skinmark,
};
pub use colour::{ColourError, Rgb};
pub use edit::{Edit, Trait, edits};
pub use lesson::{Ground, Sister, Sisters, closer, lesson_picture};
pub use looks::{Look, looks};
pub use paint::palette::{EYE_COLOURS, HAIR_COLOURS, SKIN_COLOURS, Swatch};
pub use part::{Part, part_map};
pub use sticker::{Corner, Sticker, StickerShape};
pub use variation::{Backdrop, Blush, Brows, Expression, Lids, Light, Mouth, Variation};

use hair::{back, fringe, tails};
use head::{eyes, face, mouth};
use paint::canvas::Canvas;
use paint::pose::Scene;

/// The picture, as an SVG document with `viewBox="0 0 256 256"`, at most [`MAX_SVG_BYTES`] long.
pub fn draw(character: &Character, variation: &Variation) -> String {
    render(character, &variation.tamed(), false)
}

/// The same picture flat-coloured by [`Part`]: each shape has its part's
/// [`mask_colour`](Part::mask_colour), without shading, glows and smoothing.
pub fn draw_mask(character: &Character, variation: &Variation) -> String {
    render(character, &variation.tamed(), true)
}

/// Longest document that [`draw`] and [`draw_mask`] write, in bytes.
pub const MAX_SVG_BYTES: usize = 20 * 1024;

/// How far the figure moves down, and how much smaller it is drawn, to make room for what it wears.
fn headroom(accessory: Accessory) -> (f64, f64) {
    match accessory {
        Accessory::WitchHat => (24.0, 0.93),
        Accessory::Halo => (16.0, 0.96),
        Accessory::CatEars | Accessory::Horns => (10.0, 1.0),
        _ => (0.0, 1.0),
    }
}

fn render(ch: &Character, va: &Variation, mask: bool) -> String {
    let mut cv = Canvas::new(mask);
    backdrop::draw(&mut cv, va);
    let (down, smaller) = headroom(va.room_for.unwrap_or(ch.accessory));
    let zoom = va.zoom * smaller;
    let frame = format!(
        "translate({:.1} {:.1})rotate({:.1})scale({:.3} {:.3})translate(0 -140)",
        128.0 + va.offset.0,
        140.0 + va.offset.1 + down,
        va.tilt * 0.25,
        if va.flip { -zoom } else { zoom },
        zoom
    );
    let head = format!("rotate({:.1} 0 180)", va.tilt * if va.flip { -0.75 } else { 0.75 });
    cv.moved(&frame, |cv| {
        let sc = Scene::new(cv, ch, va);
        let fringe = fringe::fringe(cv, &sc);
        cv.moved(&head, |cv| cv.part(Part::Hair, |cv| back::behind(cv, &sc)));
        face::neck(cv, &sc);
        outfit::draw(cv, &sc);
        accessory::on_body(cv, &sc);
        cv.moved(&head, |cv| {
            accessory::rooted(cv, &sc);
            cv.part(Part::Hair, |cv| tails::over(cv, &sc));
            if fringe::ears_free(ch.back) || ch.ears == Ears::Elf {
                face::ears(cv, &sc);
            }
            face::face(cv, &sc, &fringe.id);
            mouth::mouth(cv, &sc);
            eyes::eyes(cv, &sc);
            accessory::on_face(cv, &sc);
            cv.part(Part::Hair, |cv| {
                fringe::side_locks(cv, &sc, &fringe);
                fringe::draw(cv, &sc, &fringe);
            });
            eyes::brows(cv, &sc);
            mouth::sweat(cv, &sc);
            accessory::on_top(cv, &sc);
        });
    });
    if let Some(sticker) = &va.sticker {
        sticker::draw(&mut cv, sticker);
    }
    cv.finish()
}
