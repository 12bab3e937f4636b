//! Clothes: the tools and the torso that all outfits share.

mod fancy;
mod uniforms;
mod wardrobe;

use crate::gallery::character::{FaceShape, Outfit};
use crate::gallery::colour::Rgb;
use crate::gallery::paint::canvas::{Canvas, again, circle, path};
use crate::gallery::paint::geom::{P, Pen, leaf, spindle};
use crate::gallery::paint::palette::Tone;
use crate::gallery::paint::pose::Scene;
use crate::gallery::part::Part;

/// Drawing tools of one outfit; `s` is the shoulder scale.
pub struct Cloth<'a, 'b> {
    pub cv: &'a mut Canvas,
    pub sc: &'a Scene<'b>,
    pub s: f64,
}

impl Cloth<'_, '_> {
    /// Draws closed path data in a material.
    pub fn piece(&mut self, d: &str, t: Tone) {
        self.cv.put(path(d).fill(t.base).line(t.ink, 1.6));
    }

    /// Flat shape without outline.
    pub fn flat(&mut self, d: &str, c: Rgb) {
        self.cv.put(path(d).fill(c));
    }

    /// A fold: a tapered line.
    pub fn fold(&mut self, a: P, m: P, b: P, w: f64, c: Rgb) {
        self.cv.put(path(spindle(a, m, b, w)).fill(c));
    }

    /// A smooth closed shape on both sides: a start and cubic pieces.
    pub fn both_curves(&mut self, start: P, curves: &[[P; 3]], t: Tone) {
        for k in [-1.0, 1.0] {
            let f = |p: P| ((p.0 * k * self.s).round(), p.1);
            let mut pen = Pen::at(f(start));
            for c in curves {
                pen = pen.c(f(c[0]), f(c[1]), f(c[2]));
            }
            self.piece(&pen.z().d(), t);
        }
    }

    /// Skin showing in a neckline down to `low`.
    pub fn skin_v(&mut self, half: f64, low: f64) {
        let s = self.sc.pal.skin;
        let d = Pen::at((-half, 199.0))
            .q((-half * 0.6, (199.0 + low) / 2.0), (0.0, low))
            .q((half * 0.6, (199.0 + low) / 2.0), (half, 199.0))
            .l((12.0, 180.0))
            .l((-12.0, 180.0))
            .z()
            .d();
        let (sc, t) = (self.sc, self.sc.pose.yaw * 3.0);
        self.cv.part(Part::Face, |cv| {
            let (id, clip) = cv.shape(&d);
            cv.put(again(&id).fill(s.base));
            let y = sc.chin() + 22.0;
            let d = Pen::at((-40.0, 160.0))
                .l((40.0, 160.0))
                .c((30.0, y - 12.0), (16.0 + t, y), (2.0 + t - sc.lit * 5.0, y))
                .c((-14.0, y), (-30.0, y - 12.0), (-40.0, 160.0))
                .z();
            cv.put(path(d.d()).fill(s.shade).clip(&clip));
        });
    }

    /// A row of buttons down the middle.
    pub fn buttons(&mut self, x: f64, ys: &[f64], t: Tone) {
        for y in ys {
            self.cv.put(circle((x, *y), 3.0).fill(t.base).line(t.ink, 1.2));
        }
    }

    /// A bow tied at `c`.
    pub fn bow(&mut self, c: P, k: f64, t: Tone) {
        for s in [-1.0, 1.0] {
            let f = |x: f64, y: f64| ((c.0 + s * x * k).round(), (c.1 + y * k).round());
            let tail = Pen::at(f(1.0, 0.0)).q(f(10.0, 12.0), f(14.0, 28.0)).l(f(7.0, 24.0));
            self.piece(&tail.l(f(3.0, 29.0)).q(f(2.0, 12.0), f(-1.0, 0.0)).z().d(), t);
            let d = Pen::at(f(0.0, -2.0))
                .c(f(10.0, -14.0), f(24.0, -14.0), f(26.0, -8.0))
                .c(f(28.0, 2.0), f(24.0, 12.0), f(20.0, 11.0))
                .q(f(8.0, 9.0), f(0.0, 3.0))
                .z()
                .d();
            self.piece(&d, t);
            self.flat(&leaf(f(3.0, 0.5), f(20.0, 4.0), 0.6, 4.0 * s, -s), t.shade);
        }
        let d = Pen::at((c.0 - 5.0 * k, c.1 - 5.0 * k))
            .q((c.0, c.1 - 8.0 * k), (c.0 + 5.0 * k, c.1 - 5.0 * k))
            .q((c.0 + 7.0 * k, c.1), (c.0 + 5.0 * k, c.1 + 6.0 * k))
            .q((c.0, c.1 + 8.0 * k), (c.0 - 5.0 * k, c.1 + 6.0 * k))
            .q((c.0 - 7.0 * k, c.1), (c.0 - 5.0 * k, c.1 - 5.0 * k))
            .z();
        self.piece(&d.d(), t);
    }

    /// Torso with sleeves, side shade, head shadow, folds and rim light.
    pub fn torso(&mut self, t: Tone) {
        let s = self.s;
        let f = |x: f64, y: f64| ((x * s).round(), y);
        let d = Pen::at((-21.0, 199.0))
            .c(f(-34.0, 210.0), f(-66.0, 210.0), f(-84.0, 228.0))
            .c(f(-98.0, 246.0), f(-102.0, 290.0), f(-104.0, 344.0))
            .l(f(104.0, 344.0))
            .c(f(102.0, 290.0), f(98.0, 246.0), f(84.0, 228.0))
            .c(f(66.0, 210.0), f(34.0, 210.0), (21.0, 199.0))
            .q((0.0, 214.0), (-21.0, 199.0))
            .z()
            .d();
        let (sc, lit) = (self.sc, self.sc.lit);
        let (id, clip) = self.cv.shape(&d);
        self.cv.put(again(&id).fill(t.base));
        self.cv.clipped(&clip, |cv| {
            let side = Pen::at(f(-lit * 110.0, 200.0))
                .l(f(-lit * 70.0, 214.0))
                .c(f(-lit * 78.0, 246.0), f(-lit * 58.0, 290.0), f(-lit * 66.0, 350.0))
                .l(f(-lit * 110.0, 350.0))
                .z();
            cv.put(path(side.d()).fill(t.shade));
            let head = Pen::at((-44.0, 196.0))
                .c((-34.0, 226.0), (-14.0 - lit * 6.0, 232.0), (-lit * 8.0, 232.0))
                .c((14.0 - lit * 6.0, 232.0), (34.0, 226.0), (44.0, 196.0))
                .z();
            cv.put(path(head.d()).fill(t.shade));
            let (mut arms, mut folds) = (String::new(), String::new());
            for k in [-1.0, 1.0] {
                arms.push_str(&spindle(f(k * 62.0, 252.0), f(k * 70.0, 290.0), f(k * 66.0, 344.0), 2.4));
                folds.push_str(&leaf(f(k * 66.0, 250.0), f(k * 84.0, 276.0), 0.4, 4.0, 4.0));
                folds.push_str(&leaf(f(k * 60.0, 258.0), f(k * 42.0, 284.0), 0.4, 3.0, 3.0));
            }
            cv.put(path(folds).fill(t.shade));
            cv.put(path(arms).fill(t.ink).op(0.8));
            cv.put(again(&id).line(&sc.rim, 6.0).op(0.8).decor());
        });
        self.cv.put(again(&id).line(t.ink, 1.6));
    }
}

/// Draws the outfit.
pub fn draw(cv: &mut Canvas, sc: &Scene) {
    let s = if sc.ch.face == FaceShape::Sharp { 1.02 } else { 0.92 };
    cv.part(Part::Outfit, |cv| {
        let mut c = Cloth { cv, sc, s };
        match sc.ch.outfit {
            Outfit::Sailor => uniforms::sailor(&mut c),
            Outfit::Blazer => uniforms::blazer(&mut c),
            Outfit::Vest => uniforms::vest(&mut c),
            Outfit::Hoodie => wardrobe::hoodie(&mut c),
            Outfit::Kimono => wardrobe::kimono(&mut c),
            Outfit::Armor => fancy::armor(&mut c),
            Outfit::Cape => fancy::cape(&mut c),
            Outfit::Frill => fancy::frill(&mut c),
            Outfit::Turtleneck => wardrobe::turtleneck(&mut c),
            Outfit::Jacket => wardrobe::jacket(&mut c),
            Outfit::Tee => uniforms::tee(&mut c),
            Outfit::Overalls => wardrobe::overalls(&mut c),
        }
    });
}
