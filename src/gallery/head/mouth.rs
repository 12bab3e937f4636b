//! Mouths, and the drop of sweat.

use crate::gallery::paint::canvas::{Canvas, path};
use crate::gallery::paint::geom::{P, Pen, spindle};
use crate::gallery::paint::pose::Scene;
use crate::gallery::part::Part;
use crate::gallery::variation::Mouth;

/// The mouth.
pub fn mouth(cv: &mut Canvas, sc: &Scene) {
    let pal = &sc.pal;
    let ink = pal.skin.ink.mix(pal.lit(0x7a1f35), 0.45);
    let red = pal.lit(0x96303f);
    let tongue = pal.lit(0xf27a86);
    let white = pal.lit(0xfffdfb);
    let c = sc.pose.face(0.0, (sc.chin() - 184.0) * 0.6 + 166.0 - sc.pose.pitch * 3.0);
    let c = (c.0 - sc.pose.yaw * 1.2, c.1);
    let w = sc.pose.width(0.0);
    let p = |x: f64, y: f64| -> P { (c.0 + x * w, c.1 + y) };
    let bow = |a: P, m: P, b: P| path(spindle(a, m, b, 1.9)).fill(ink).line(ink, 0.7);
    cv.part(Part::Mouth, |cv| match sc.va.expression.mouth {
        Mouth::Smile => cv.put(bow(p(-10.0, -2.0), p(0.0, 6.5), p(10.0, -2.0))),
        Mouth::Frown => cv.put(bow(p(-8.0, 3.0), p(0.0, -5.0), p(8.0, 3.0))),
        Mouth::Line => cv.put(bow(p(-7.5, 0.0), p(0.0, 1.2), p(7.5, 0.0))),
        Mouth::Pout => {
            cv.put(bow(p(-5.0, 1.0), p(0.0, -4.5), p(5.0, 1.0)));
            let lip = spindle(p(-2.5, 4.5), p(0.0, 6.0), p(2.5, 4.5), 1.2);
            cv.put(path(lip).fill(pal.skin.deep));
        }
        Mouth::Wavy => {
            let d = Pen::fine(p(-10.0, 1.5))
                .q(p(-7.0, -4.0), p(-3.5, 0.0))
                .q(p(0.0, 4.0), p(3.5, 0.0))
                .q(p(7.0, -4.0), p(10.0, 1.0));
            cv.put(path(d.d()).line(ink, 1.9));
        }
        Mouth::Cat => {
            let d = Pen::fine(p(-10.0, -2.5)).q(p(-5.5, 6.0), p(0.0, -1.0)).q(p(5.5, 6.0), p(10.0, -2.5));
            cv.put(path(d.d()).line(ink, 1.9));
        }
        Mouth::Small => {
            let d = Pen::fine(p(0.0, -5.0))
                .c(p(6.5, -5.0), p(6.0, 6.0), p(0.0, 6.0))
                .c(p(-6.0, 6.0), p(-6.5, -5.0), p(0.0, -5.0))
                .z()
                .d();
            let (id, clip) = cv.shape(&d);
            cv.put(crate::gallery::paint::canvas::again(&id).fill(red).line(ink, 1.6));
            cv.put(path(spindle(p(-6.0, 6.0), p(0.0, -1.0), p(6.0, 6.0), 3.0)).fill(tongue).clip(&clip));
        }
        Mouth::Laugh | Mouth::Tongue => {
            let d = Pen::fine(p(-12.0, -4.5))
                .q(p(0.0, -0.5), p(12.0, -4.5))
                .c(p(11.0, 7.0), p(5.0, 11.5), p(0.0, 11.5))
                .c(p(-5.0, 11.5), p(-11.0, 7.0), p(-12.0, -4.5))
                .z();
            inside(cv, &d.d(), ink, red, tongue, white, &p);
            if sc.va.expression.mouth == Mouth::Tongue {
                let d = Pen::fine(p(-1.0, 6.0)).c(p(-2.0, 16.0), p(9.0, 17.0), p(8.0, 5.0)).z().d();
                cv.put(path(d).fill(tongue).line(ink, 1.3));
            }
        }
        Mouth::Shout => {
            let d = Pen::fine(p(-9.0, -6.0))
                .q(p(0.0, -9.0), p(9.0, -6.0))
                .c(p(12.0, 2.0), p(11.0, 9.0), p(7.0, 9.5))
                .q(p(0.0, 11.0), p(-7.0, 9.5))
                .c(p(-11.0, 9.0), p(-12.0, 2.0), p(-9.0, -6.0))
                .z();
            inside(cv, &d.d(), ink, red, tongue, white, &p);
        }
        Mouth::Grin => {
            let d = Pen::fine(p(-13.0, -4.0))
                .q(p(0.0, 1.0), p(13.0, -4.0))
                .q(p(9.0, 8.0), p(0.0, 8.0))
                .q(p(-9.0, 8.0), p(-13.0, -4.0))
                .z()
                .d();
            cv.put(path(d).fill(white).line(ink, 1.7));
            cv.put(path(spindle(p(-10.0, 1.8), p(0.0, 4.6), p(10.0, 1.8), 0.8)).fill(ink).op(0.6));
        }
    });
}

type Ink = crate::gallery::colour::Rgb;

fn inside(cv: &mut Canvas, d: &str, ink: Ink, red: Ink, tongue: Ink, white: Ink, p: &dyn Fn(f64, f64) -> P) {
    let (id, clip) = cv.shape(d);
    cv.put(crate::gallery::paint::canvas::again(&id).fill(red));
    cv.clipped(&clip, |cv| {
        let t = Pen::fine(p(-9.0, 14.0)).c(p(-6.0, 2.0), p(6.0, 2.0), p(9.0, 14.0)).z();
        cv.put(path(t.d()).fill(tongue));
        let t = Pen::fine(p(-11.0, -10.0)).l(p(11.0, -10.0)).q(p(0.0, 4.0), p(-11.0, -4.0)).z();
        cv.put(path(t.d()).fill(white));
    });
    cv.put(crate::gallery::paint::canvas::again(&id).line(ink, 1.7));
}

/// A drop of sweat by the temple.
pub fn sweat(cv: &mut Canvas, sc: &Scene) {
    if !sc.va.expression.sweat {
        return;
    }
    let (x, y) = (-sc.lit * 52.0, 92.0);
    let d = Pen::fine((x, y - 12.0))
        .c((x + 8.0, y), (x + 6.0, y + 9.0), (x, y + 9.0))
        .c((x - 6.0, y + 9.0), (x - 8.0, y), (x, y - 12.0))
        .z()
        .d();
    cv.part(Part::Face, |cv| {
        cv.put(path(d).fill(sc.pal.lit(0xbfe8ff)).line(sc.pal.lit(0x4f8fc0), 1.4));
        cv.put(
            path(spindle((x - 2.5, y), (x - 4.0, y + 3.0), (x - 1.5, y + 6.0), 1.2))
                .fill(sc.pal.lit(0xffffff)),
        );
    });
}
