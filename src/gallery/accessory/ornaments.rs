//! Things worn in the hair.

use crate::gallery::accessory::piece;
use crate::gallery::paint::canvas::{Canvas, circle, ellipse, path};
use crate::gallery::paint::geom::{P, Pen, circle_pts, leaf, lerp, ring, spindle};
use crate::gallery::paint::palette::Tone;
use crate::gallery::paint::pose::Scene;

pub fn ribbon(cv: &mut Canvas, sc: &Scene) {
    let t = sc.pal.gear;
    let c: P = (sc.pose.yaw * 2.0, 38.0);
    for s in [-1.0, 1.0] {
        let f = |x: f64, y: f64| (c.0 + s * x, c.1 + y);
        let tail = Pen::at(f(2.0, 2.0)).c(f(14.0, 8.0), f(26.0, 18.0), f(32.0, 34.0)).l(f(22.0, 30.0));
        piece(cv, tail.l(f(17.0, 36.0)).c(f(14.0, 22.0), f(8.0, 10.0), f(-2.0, 4.0)).z().d(), t);
        let d = Pen::at(f(0.0, -3.0))
            .c(f(14.0, -26.0), f(38.0, -34.0), f(46.0, -24.0))
            .c(f(52.0, -12.0), f(50.0, 12.0), f(42.0, 16.0))
            .c(f(30.0, 20.0), f(12.0, 12.0), f(0.0, 5.0))
            .z();
        piece(cv, d.d(), t);
        let d = Pen::at(f(6.0, 2.0)).c(f(20.0, 0.0), f(34.0, 6.0), f(43.0, 14.0));
        cv.put(path(d.c(f(30.0, 17.0), f(14.0, 11.0), f(6.0, 2.0)).z().d()).fill(t.shade));
        cv.put(path(spindle(f(7.0, -4.0), f(18.0, -12.0), f(30.0, -14.0), 1.5)).fill(t.ink).op(0.7));
        cv.put(path(leaf(f(20.0, -20.0), f(40.0, -24.0), 0.5, 2.4, 2.4)).fill(t.shine));
    }
    let d = Pen::at((c.0 - 8.0, c.1 - 8.0))
        .q((c.0, c.1 - 12.0), (c.0 + 8.0, c.1 - 8.0))
        .q((c.0 + 11.0, c.1), (c.0 + 8.0, c.1 + 9.0))
        .q((c.0, c.1 + 12.0), (c.0 - 8.0, c.1 + 9.0))
        .q((c.0 - 11.0, c.1), (c.0 - 8.0, c.1 - 8.0))
        .z();
    piece(cv, d.d(), t);
    cv.put(path(leaf((c.0 - 4.0, c.1 - 6.0), (c.0 + 5.0, c.1 - 6.0), 0.5, 1.6, 1.6)).fill(t.shine));
}

pub fn hairpins(cv: &mut Canvas, sc: &Scene) {
    let (t, u) = (sc.pal.gear, sc.pal.accent);
    let k = 1.0;
    for (i, tone) in [t, u].into_iter().enumerate() {
        let y = 80.0 + i as f64 * 12.0;
        let a = sc.pose.at(k * 34.0, y + 6.0, 6.0);
        let b = sc.pose.at(k * 58.0, y - 3.0, 4.0);
        cv.put(path(Pen::at(a).l(b).d()).line(tone.ink, 8.4));
        cv.put(path(Pen::at(a).l(b).d()).line(tone.base, 5.4));
        let d = spindle((a.0 + 2.0, a.1 - 1.6), lerp(a, b, 0.5), (b.0 - 4.0, b.1 - 0.6), 1.0);
        cv.put(path(d).fill(tone.shine));
    }
    let c = sc.pose.at(k * 33.0, 80.0, 6.0);
    let s = crate::gallery::paint::geom::star(c, 5, 11.0, 5.2);
    cv.put(path(s).fill(sc.pal.lit(0xffd95e)).line(sc.pal.lit(0xffd95e).ink(), 1.6));
}

pub fn hairband(cv: &mut Canvas, sc: &Scene) {
    let t = sc.pal.gear;
    let m = sc.pose.yaw * 4.0;
    let y = sc.pose.pitch * 2.0;
    let d = Pen::at((-67.0, 92.0))
        .c((-60.0, 60.0), (-34.0, 45.0 + y), (m, 45.0 + y))
        .c((34.0, 45.0 + y), (60.0, 60.0), (67.0, 92.0))
        .l((66.0, 104.0))
        .c((56.0, 74.0), (32.0, 58.0 + y), (m, 58.0 + y))
        .c((-32.0, 58.0 + y), (-56.0, 74.0), (-66.0, 104.0))
        .z();
    piece(cv, d.d(), t);
    let d = Pen::at((-56.0, 70.0)).c((-40.0, 53.0 + y), (-20.0, 49.0 + y), (m, 49.0 + y));
    let d = d.c((20.0, 49.0 + y), (40.0, 53.0 + y), (56.0, 70.0));
    cv.put(path(d.d()).line(t.shine, 2.0));
    for s in [-1.0, 1.0] {
        let c = (42.0 + m * 0.6, 58.0 + y * 0.6);
        let f = |a: f64, b: f64| (c.0 + s * a + b * 0.3, c.1 + b + s * a * 0.4);
        let d = Pen::at(f(0.0, -2.0))
            .c(f(6.0, -14.0), f(20.0, -16.0), f(22.0, -8.0))
            .c(f(24.0, 4.0), f(20.0, 12.0), f(15.0, 11.0))
            .q(f(6.0, 8.0), f(0.0, 3.0))
            .z();
        piece(cv, d.d(), t);
        cv.put(path(leaf(f(3.0, 2.0), f(17.0, 6.0), 0.5, 2.5, 2.5)).fill(t.shade));
    }
    let c = (42.0 + m * 0.6, 58.0 + y * 0.6);
    cv.put(circle(c, 5.5).fill(t.base).line(t.ink, 1.6));
}

pub fn flower(cv: &mut Canvas, sc: &Scene) {
    let t = sc.pal.gear;
    let leafy = Tone::of(sc.pal.lit(0x58a866));
    let gold = Tone::of(sc.pal.lit(0xffd45c));
    let c = sc.pose.at(46.0, 68.0, 3.0);
    for (dx, dy) in [(22.0, 12.0), (-8.0, 24.0), (14.0, -22.0)] {
        piece(cv, leaf(c, (c.0 + dx, c.1 + dy), 0.6, 8.0, 8.0), leafy);
    }
    for p in circle_pts(c, 11.0, 5) {
        let u = crate::gallery::paint::geom::dir(c, p);
        let out = (c.0 + u.0 * 21.0, c.1 + u.1 * 21.0);
        let n = (-u.1, u.0);
        let s = |k: f64, r: f64| (c.0 + u.0 * r + n.0 * k, c.1 + u.1 * r + n.1 * k);
        let d = Pen::at(c)
            .c(s(-14.0, 8.0), s(-12.0, 22.0), s(-3.0, 21.0))
            .q(s(0.0, 17.0), s(3.0, 21.0))
            .c(s(12.0, 22.0), s(14.0, 8.0), c)
            .z();
        piece(cv, d.d(), t);
        cv.put(path(leaf(c, lerp(c, out, 0.72), 0.6, 2.2, 2.2)).fill(t.shade));
    }
    cv.put(circle(c, 5.6).fill(gold.base).line(gold.ink, 1.6));
    cv.put(ellipse((c.0 + sc.lit * 1.6, c.1 - 1.6), 2.0, 1.5).fill(gold.shine));
}

pub fn headphones(cv: &mut Canvas, sc: &Scene) {
    let t = sc.pal.gear;
    let x = sc.pose.yaw;
    let band = Pen::at((-66.0, 112.0)).c((-76.0, 56.0), (-46.0, 26.0), (x, 26.0));
    let band = band.c((46.0, 26.0), (76.0, 56.0), (66.0, 112.0)).d();
    cv.put(path(&band).line(t.ink, 12.0));
    cv.put(path(&band).line(t.base, 8.6));
    let hi = Pen::at((-56.0, 56.0)).c((-44.0, 36.0), (-20.0, 25.0), (x, 25.0));
    cv.put(path(hi.c((20.0, 25.0), (44.0, 36.0), (56.0, 56.0)).d()).line(t.shine, 2.4));
    let pad = Tone::of(sc.pal.lit(0x3d3848));
    for k in [-1.0, 1.0] {
        let c = (k * 64.0 - sc.pose.yaw * 2.0, 124.0);
        cv.put(ellipse((c.0 - k * 5.0, c.1), 9.0, 20.0).fill(pad.base).line(pad.ink, 1.6));
        cv.put(ellipse((c.0 + k * 3.0, c.1), 11.0, 22.0).fill(t.base).line(t.ink, 1.6));
        cv.put(path(ring((c.0 + k * 5.0, c.1), 6.5)).fill(t.shade).line(sc.pal.accent.shine, 1.6));
        cv.put(
            path(leaf((c.0 + k * 2.0 - 4.0, c.1 - 17.0), (c.0 + k * 2.0 + 6.0, c.1 - 14.0), 0.5, 2.0, 2.0))
                .fill(t.shine),
        );
    }
}
