//! A sticker in a corner of the picture: a logo, a watermark, a label that has nothing to do with the
//! figure. Normal pictures have none; it is there to be planted as a false clue.

use serde::{Deserialize, Serialize};

use super::character::choices;
use super::colour::Rgb;
use super::paint::canvas::{Canvas, circle, path, rect};
use super::paint::geom::{P, star};
use super::part::Part;

choices!(
    /// Where a sticker sits; the corner stays the same when the figure is flipped.
    Corner {
        TopLeft => "top left", TopRight => "top right",
        BottomLeft => "bottom left", BottomRight => "bottom right",
    }
);
choices!(
    /// Outline of a sticker and the figure on it.
    StickerShape { Disc => "disc with a ring", Square => "square with two bars", Star => "star" }
);

/// One sticker, drawn over everything else.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Sticker {
    /// Corner it sits in.
    pub corner: Corner,
    /// Its colour; rim and figure are white.
    pub colour: Rgb,
    /// Its outline.
    pub shape: StickerShape,
    /// Width and height in picture units (the picture is 256 wide), `16..=96`.
    pub size: f64,
}

/// Distance of a sticker from the edges of the picture.
const MARGIN: f64 = 7.0;

impl Sticker {
    /// A sticker of the usual size, 46 units.
    pub fn new(corner: Corner, colour: Rgb, shape: StickerShape) -> Sticker {
        Sticker { corner, colour, shape, size: 46.0 }
    }

    fn centre(&self) -> P {
        let near = MARGIN + self.size / 2.0;
        let far = 256.0 - near;
        match self.corner {
            Corner::TopLeft => (near, near),
            Corner::TopRight => (far, near),
            Corner::BottomLeft => (near, far),
            Corner::BottomRight => (far, far),
        }
    }
}

/// Draws the sticker in the frame of the picture.
pub fn draw(cv: &mut Canvas, sticker: &Sticker) {
    let white = Rgb(255, 255, 255);
    let (c, r) = (sticker.centre(), sticker.size / 2.0);
    // Half of the rim's width lies outside the shape.
    let rim = r * 0.12;
    let shape = match sticker.shape {
        StickerShape::Disc => circle(c, r - rim),
        StickerShape::Square => {
            let side = 2.0 * (r - rim);
            rect(c.0 - r + rim, c.1 - r + rim, side, side, r * 0.3)
        }
        StickerShape::Star => path(star((c.0, c.1 + r * 0.06), 5, r, r * 0.5)),
    };
    cv.part(Part::Sticker, |cv| {
        cv.put(shape.fill(sticker.colour).line(white, 2.0 * rim));
        match sticker.shape {
            StickerShape::Disc => cv.put(circle(c, r * 0.42).line(white, r * 0.2)),
            StickerShape::Square => {
                for y in [-0.28, 0.28] {
                    cv.put(rect(c.0 - r * 0.5, c.1 + (y - 0.13) * r, r, r * 0.26, 0.0).fill(white));
                }
            }
            StickerShape::Star => {}
        }
    });
}
