//! Where things land on a turned head.

use crate::gallery::character::{Accessory, Character, FaceShape};
use crate::gallery::colour::Rgb;
use crate::gallery::paint::canvas::{Canvas, Fill};
use crate::gallery::paint::geom::{P, cos, sin};
use crate::gallery::paint::palette::Palette;
use crate::gallery::variation::Variation;

/// The head's turn, and the frame every part is drawn in: `x = 0` is the middle
/// of the head, `y` runs as in the 256-unit picture.
#[derive(Clone, Copy, Debug)]
pub struct Pose {
    pub yaw: f64,
    pub pitch: f64,
    sin: f64,
    cos: f64,
}

impl Pose {
    /// From a variation whose numbers are in range.
    pub fn new(va: &Variation) -> Pose {
        let yaw = va.yaw;
        // At most 25 degrees.
        let a = yaw * 0.44;
        Pose { yaw, pitch: va.pitch, sin: sin(a), cos: cos(a) }
    }

    /// A point on the surface of the face.
    pub fn face(&self, x: f64, y: f64) -> P {
        let z = 38.0 * (1.0 - (x / 74.0) * (x / 74.0)).max(0.0).sqrt();
        (x * self.cos + z * self.sin, y + self.pitch * 5.0 * z / 38.0)
    }

    /// How much narrower something at `x` looks than when seen from the front.
    pub fn width(&self, x: f64) -> f64 {
        let z = (1.0 - (x / 74.0) * (x / 74.0)).max(0.01).sqrt();
        (self.cos - self.sin * 0.5 * x / 74.0 / z).clamp(0.7, 1.08)
    }

    /// A point `depth` in front of (or behind, if negative) the middle of the head.
    pub fn at(&self, x: f64, y: f64, depth: f64) -> P {
        (x + self.yaw * depth, y + self.pitch * depth * 0.35)
    }
}

/// Everything a part needs to draw itself.
pub struct Scene<'a> {
    pub ch: &'a Character,
    pub va: &'a Variation,
    pub pal: Palette,
    pub pose: Pose,
    /// The accessory to make room for, mostly the one worn.
    pub worn: Accessory,
    /// -1 when light comes from the left of the drawn frame, else 1.
    pub lit: f64,
    /// Gradient for rim light strokes.
    pub rim: Fill,
    /// Face outline, remembered by id, and a clip made of it.
    pub face: String,
    pub face_clip: String,
}

impl<'a> Scene<'a> {
    /// Prepares shared definitions.
    pub fn new(cv: &mut Canvas, ch: &'a Character, va: &'a Variation) -> Scene<'a> {
        let pose = Pose::new(va);
        let pal = Palette::new(ch, va);
        let lit = if va.light_left != va.flip { -1.0 } else { 1.0 };
        let r: Rgb = pal.rim;
        let stops = [(0.0, r, 0.95), (1.0, r, 0.0)];
        let rim = cv.linear((lit * 96.0, 90.0), (lit * 26.0, 150.0), &stops);
        let (face, face_clip) = cv.shape(&crate::gallery::head::face::outline(ch, &pose));
        Scene { ch, va, worn: va.room_for.unwrap_or(ch.accessory), pal, pose, lit, rim, face, face_clip }
    }

    /// Height of the chin.
    pub fn chin(&self) -> f64 {
        chin(self.ch.face) + self.pose.pitch * 3.0
    }
}

/// Height of the chin of a face seen from the front.
pub fn chin(f: FaceShape) -> f64 {
    match f {
        FaceShape::Soft => 182.0,
        FaceShape::Oval => 185.0,
        FaceShape::Sharp => 188.0,
    }
}
