//! Eyes and eyebrows.

use crate::gallery::character::{EyeShape, FaceShape, FrontHair};
use crate::gallery::paint::canvas::{Canvas, Fill, circle, ellipse, path};
use crate::gallery::paint::geom::{P, Pen, lerp, spindle};
use crate::gallery::paint::pose::Scene;
use crate::gallery::part::Part;
use crate::gallery::variation::{Brows, Lids};

/// Height of the middle of the eyes.
pub const LINE: f64 = 132.0;
/// Distance of an eye from the middle of the face.
pub const APART: f64 = 29.0;

/// Proportions in eye units: `x` points outwards, `y` down.
struct Cut {
    inner: P,
    outer: P,
    top: f64,
    bottom: f64,
    iris: P,
}

fn cut(shape: EyeShape) -> Cut {
    match shape {
        EyeShape::Round => {
            Cut { inner: (-13.5, 3.0), outer: (15.0, 1.0), top: -18.5, bottom: 16.5, iris: (11.6, 15.4) }
        }
        EyeShape::Sharp => {
            Cut { inner: (-15.0, 7.0), outer: (17.5, -9.0), top: -13.5, bottom: 12.5, iris: (10.2, 12.4) }
        }
        EyeShape::Droopy => {
            Cut { inner: (-14.0, 0.5), outer: (16.0, 10.0), top: -16.0, bottom: 15.5, iris: (11.2, 13.8) }
        }
        EyeShape::Calm => {
            Cut { inner: (-14.5, -1.0), outer: (16.0, -1.0), top: -7.6, bottom: 14.5, iris: (10.6, 13.0) }
        }
    }
}

struct Eye {
    cut: Cut,
    at: P,
    side: f64,
    w: f64,
    h: f64,
    open: f64,
}

impl Eye {
    fn p(&self, x: f64, y: f64) -> P {
        (self.at.0 + self.side * x * self.w, self.at.1 + y * self.h)
    }

    /// The two control points of the upper lid, raised by `up`.
    fn lid(&self, up: f64) -> [P; 2] {
        let c = &self.cut;
        let y = c.top * 1.3 * self.open - up;
        [self.p(c.inner.0 * 0.78, y + 1.5), self.p(c.outer.0 * 0.62, y)]
    }

    /// A point on the upper edge of the lash, from the inner (0) to the outer end (1).
    fn on_lid(&self, t: f64) -> P {
        let ([a, b], c) = (self.lid(3.6), &self.cut);
        let (i, o) = (self.p(c.inner.0, c.inner.1), self.p(c.outer.0 + 1.0, c.outer.1 - 2.0));
        let (p, q, r) = (lerp(i, a, t), lerp(a, b, t), lerp(b, o, t));
        lerp(lerp(p, q, t), lerp(q, r, t), t)
    }

    fn white(&self) -> String {
        let c = &self.cut;
        let [a, b] = self.lid(0.0);
        let (i, o) = (self.p(c.inner.0, c.inner.1), self.p(c.outer.0, c.outer.1));
        let low = self.p(0.0, c.bottom);
        Pen::fine(i)
            .c(a, b, o)
            .c(self.p(c.outer.0, c.bottom * 0.65), self.p(8.5, c.bottom), low)
            .c(self.p(-8.5, c.bottom), self.p(c.inner.0, c.bottom * 0.7), i)
            .z()
            .d()
    }

    fn lash(&self) -> String {
        let c = &self.cut;
        let ([a, b], [a2, b2]) = (self.lid(-0.5), self.lid(5.4));
        let wing = self.p(c.outer.0 + 5.0, c.outer.1 - 2.6);
        Pen::fine(self.p(c.inner.0 - 1.6, c.inner.1 + 1.2))
            .c(a2, b2, self.p(c.outer.0 + 1.4, c.outer.1 - 3.6))
            .l(wing)
            .q(self.p(c.outer.0 + 3.0, c.outer.1 + 1.0), self.p(c.outer.0 + 0.6, c.outer.1 + 4.0))
            .q(self.p(c.outer.0, c.outer.1), self.p(c.outer.0 - 0.8, c.outer.1 - 0.4))
            .c(b, a, self.p(c.inner.0, c.inner.1))
            .z()
            .d()
    }
}

/// Both eyes (drawn before the fringe).
pub fn eyes(cv: &mut Canvas, sc: &Scene) {
    let (lids, e) = (sc.va.expression.lids, sc.pal.eye);
    cv.part(Part::Eyes, |cv| {
        let dark = e.base.tint([0.34, 0.28, 0.42]);
        let glow = e.base.mix(sc.pal.lit(0xffffff), 0.42);
        let iris = cv.linear(
            (0.0, LINE - 14.0),
            (0.0, LINE + 15.0),
            &[(0.0, dark, 1.0), (0.42, e.base.tint([0.8, 0.76, 0.86]), 1.0), (1.0, glow, 1.0)],
        );
        for side in [-1.0, 1.0] {
            let size: f64 = if sc.ch.face == FaceShape::Sharp { 0.98 } else { 1.1 };
            let eye = Eye {
                cut: cut(sc.ch.eye_shape),
                at: sc.pose.face(side * APART, LINE),
                side,
                w: sc.pose.width(side * APART) * size.max(1.03),
                h: size,
                open: match lids {
                    Lids::Wide => 1.12,
                    Lids::Half => 0.62,
                    _ => 1.0,
                },
            };
            match lids {
                Lids::Closed => shut(cv, sc, &eye, 1.0),
                Lids::Happy => shut(cv, sc, &eye, -1.0),
                Lids::Wink if side * sc.lit > 0.0 => shut(cv, sc, &eye, -1.0),
                _ => open(cv, sc, &eye, &iris, dark),
            }
        }
    });
}

fn open(cv: &mut Canvas, sc: &Scene, eye: &Eye, iris: &Fill, dark: crate::gallery::colour::Rgb) {
    let (pal, c) = (&sc.pal, &eye.cut);
    let lash = pal.hair.ink.mix(pal.lit(0x2a1626), 0.6);
    let white = pal.lit(0xfdfbff);
    let (id, clip) = cv.shape(&eye.white());
    let gaze = sc.va.expression.gaze;
    let look = (gaze.0.clamp(-1.0, 1.0) * 3.0, gaze.1.clamp(-1.0, 1.0) * 2.0);
    let tiny = if sc.va.expression.lids == Lids::Wide { 0.84 } else { 1.0 };
    let (rx, ry) = (c.iris.0 * eye.w * tiny, c.iris.1 * eye.h * tiny);
    let (x, y) = (eye.at.0 + look.0 - eye.side * 0.4, eye.at.1 + look.1 + 0.4);
    cv.clipped(&clip, |cv| {
        cv.put(crate::gallery::paint::canvas::again(&id).fill(white));
        cv.put(ellipse((x, y), rx, ry).fill(iris).line(dark, 1.5));
        let low = pal.eye.base.mix(pal.lit(0xffffff), 0.62);
        cv.put(ellipse((x, y + ry * 0.6), rx * 0.62, ry * 0.27).fill(low).op(0.75));
        cv.put(ellipse((x, y + ry * 0.02), rx * 0.42, ry * 0.46).fill(dark.tint([0.6, 0.55, 0.6])));
        cv.put(ellipse((x, y + ry * 0.28), rx * 0.2, ry * 0.14).fill(pal.eye.base).op(0.7));
        // The lid's shadow over white and iris.
        let [a, b] = eye.lid(-2.4);
        let (i, o) = (eye.p(c.inner.0, c.inner.1 + 1.0), eye.p(c.outer.0, c.outer.1 + 1.0));
        let shade = Pen::fine(i).c(a, b, o).d();
        cv.put(path(shade).line(pal.lit(0x4a3468), 7.5).op(0.34).decor());
        let l = sc.lit;
        cv.put(ellipse((x + l * rx * 0.36, y - ry * 0.40), rx * 0.36, ry * 0.30).fill(white));
        cv.put(circle((x - l * rx * 0.42, y + ry * 0.42), rx * 0.2).fill(white).op(0.95));
        cv.put(circle((x - l * rx * 0.5, y - ry * 0.18), rx * 0.1).fill(white).op(0.8));
    });
    let o = c.outer;
    let low = eye.p(o.0 * 0.72, c.bottom + 0.6);
    let ink = spindle(eye.p(o.0 - 0.8, 7.0), low, eye.p(0.5, c.bottom + 0.6), 1.5);
    let mut lashes = String::new();
    for (t, dx, dy) in [(0.96, 7.0, -4.5), (0.84, 6.0, -6.5)] {
        let a = eye.on_lid(t);
        let b = (a.0 + eye.side * eye.w * dx, a.1 + dy);
        let m = lerp(a, b, 0.35);
        lashes.push_str(&spindle(a, (m.0, m.1 + 1.0), b, 2.4));
    }
    cv.put(path(ink + &eye.lash()).fill(lash).clip(&sc.face_clip));
    cv.put(path(lashes).fill(lash).clip(&sc.face_clip));
    // Crease above the lid.
    let [a, b] = eye.lid(9.5);
    let m = lerp(a, b, 0.6);
    let fold = spindle(eye.p(-8.0, c.top * eye.open - 3.4), m, eye.p(o.0 - 1.0, o.1 - 9.0), 1.1);
    cv.put(path(fold).fill(pal.skin.ink.mix(pal.skin.shade, 0.3)));
}

fn shut(cv: &mut Canvas, sc: &Scene, eye: &Eye, down: f64) {
    let lash = sc.pal.hair.ink.mix(sc.pal.lit(0x2a1626), 0.6);
    let (i, o) = (eye.cut.inner, eye.cut.outer);
    let y = if down > 0.0 { 3.0 } else { 6.0 };
    let lean = o.1 * 0.35;
    let a = eye.p(i.0, y - lean);
    let b = eye.p(o.0 + 2.0, y + lean);
    let k = if down > 0.0 { 13.0 } else { -19.0 };
    let d = Pen::fine(a).q(eye.p(1.0, y + k + 3.0), b).q(eye.p(2.0, y + k - 4.4), a).z().d();
    cv.put(path(d).fill(lash).line(lash, 1.2));
    let flick = if down > 0.0 { 5.0 } else { 3.5 };
    let mut flicks = String::new();
    for (t, dx) in [(0.0, 4.0), (-4.5, 2.5)] {
        let s = eye.p(o.0 + 1.0 + t, y + lean + if down > 0.0 { -t * 0.7 } else { t * 0.9 });
        let e = (s.0 + eye.side * dx, s.1 + flick);
        flicks.push_str(&spindle(s, lerp(s, e, 0.3), e, 2.2));
    }
    cv.put(path(flicks).fill(lash));
}

/// Eyebrows, drawn over the fringe so that they show through it.
pub fn brows(cv: &mut Canvas, sc: &Scene) {
    let h = sc.pal.hair;
    let c = if h.base.luma() > 0.75 { h.deep } else { h.ink.mix(h.deep, 0.5) };
    let thick = if sc.ch.face == FaceShape::Sharp { 3.6 } else { 2.5 };
    let lift = match sc.ch.eye_shape {
        EyeShape::Calm => 3.0,
        _ => 0.0,
    };
    cv.part(Part::Eyes, |cv| {
        for side in [-1.0, 1.0] {
            // Heights of the inner end, the arch and the outer end.
            let (i, m, o) = match sc.va.expression.brows {
                Brows::Level => (0.0, -5.0, 1.0),
                Brows::Raised => (-5.0, -11.0, -3.0),
                Brows::Angry => (9.0, 0.0, -5.0),
                Brows::Worried => (-8.0, -4.0, 5.0),
                Brows::Quirk if side * sc.lit > 0.0 => (3.0, -2.0, 0.0),
                Brows::Quirk => (-4.0, -12.0, -4.0),
            };
            let y = LINE - 29.0 + lift;
            let p = |x: f64, dy: f64| sc.pose.face(side * x, y + dy);
            let (a, b, c2) = (p(15.0, i), p(30.0, m - 3.0), p(45.0, o));
            let d = Pen::fine(a)
                .q((b.0, b.1 - thick * 0.5), c2)
                .q((b.0, b.1 + thick), (a.0, a.1 + thick))
                .z()
                .d();
            // Long hair over one eye lets less of the brow through.
            let veiled = sc.ch.front == FrontHair::OverEye && side > 0.0;
            let brow = path(d).fill(c);
            cv.put(if veiled { brow.op(0.35).decor() } else { brow.op(0.82) });
        }
    });
}
