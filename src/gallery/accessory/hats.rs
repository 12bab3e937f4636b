//! What sits on top of the hair.

use crate::gallery::accessory::piece;
use crate::gallery::paint::canvas::{Canvas, circle, ellipse, path};
use crate::gallery::paint::geom::{Pen, leaf, spindle, star};
use crate::gallery::paint::palette::Tone;
use crate::gallery::paint::pose::Scene;

pub fn witch(cv: &mut Canvas, sc: &Scene) {
    let t = Tone::of(sc.pal.gear.base.tint([0.52, 0.46, 0.60]));
    let band = sc.pal.accent;
    let gold = sc.pal.lit(0xf6cf5f);
    let m = sc.pose.yaw * 3.0;
    let lit = sc.lit;
    // Crown with a bent tip.
    let d = Pen::at((-60.0 + m, 66.0))
        .c((-50.0 + m, 30.0), (-30.0, 0.0), (-8.0, -26.0))
        .c((2.0, -38.0), (24.0, -42.0), (46.0, -30.0))
        .c((36.0, -28.0), (28.0, -22.0), (30.0, -14.0))
        .c((42.0, 12.0), (54.0 + m, 36.0), (60.0 + m, 66.0))
        .z();
    piece(cv, d.d(), t);
    let (a, b) = ((-lit * 34.0, 20.0), (-lit * 44.0 + m, 70.0));
    cv.put(path(leaf(a, b, 0.5, 9.0, 9.0)).fill(t.shade));
    cv.put(path(spindle((22.0, -18.0), (6.0, -14.0), (-6.0, -4.0), 2.4)).fill(t.ink));
    cv.put(path(spindle((34.0, 6.0), (22.0, 10.0), (12.0, 18.0), 2.0)).fill(t.ink).op(0.7));
    cv.put(path(leaf((lit * 20.0, 4.0), (lit * 38.0 + m, 44.0), 0.5, 4.0, 4.0)).fill(t.shine).op(0.7));
    // Band and buckle.
    let d = Pen::at((-57.0 + m, 46.0))
        .c((-30.0, 60.0), (30.0, 60.0), (55.0 + m, 46.0))
        .l((61.0 + m, 68.0))
        .c((30.0, 82.0), (-30.0, 82.0), (-61.0 + m, 68.0))
        .z();
    piece(cv, d.d(), band);
    let s = star((m * 1.6, 66.0), 5, 13.0, 6.0);
    cv.put(path(s).fill(gold).line(gold.ink(), 1.6));
    // Brim, in front.
    let d = Pen::at((-112.0, 74.0))
        .c((-96.0, 58.0), (-72.0, 62.0), (-61.0 + m, 66.0))
        .c((-30.0, 82.0), (30.0, 82.0), (61.0 + m, 66.0))
        .c((72.0, 62.0), (96.0, 58.0), (112.0, 74.0))
        .c((84.0, 92.0), (46.0, 96.0), (0.0, 96.0))
        .c((-46.0, 96.0), (-84.0, 92.0), (-112.0, 74.0))
        .z();
    piece(cv, d.d(), t);
    let d = Pen::at((-100.0, 74.0)).c((-60.0, 90.0), (60.0, 90.0), (100.0, 74.0));
    cv.put(path(d.c((80.0, 94.0), (-80.0, 94.0), (-100.0, 74.0)).z().d()).fill(t.shade));
    cv.put(path(spindle((lit * 66.0, 66.0), (lit * 84.0, 63.0), (lit * 100.0, 71.0), 2.0)).fill(t.shine));
}

pub fn beret(cv: &mut Canvas, sc: &Scene) {
    let t = sc.pal.gear;
    let m = sc.pose.yaw * 3.0;
    let d = Pen::at((-62.0, 80.0))
        .c((-96.0, 72.0), (-98.0, 30.0), (-64.0, 14.0))
        .c((-26.0, -2.0), (40.0, 6.0), (62.0, 38.0))
        .c((70.0, 52.0), (70.0, 66.0), (66.0, 78.0))
        .c((36.0, 58.0), (-34.0, 60.0), (-62.0, 80.0))
        .z();
    piece(cv, d.d(), t);
    let d = Pen::at((-84.0, 62.0))
        .c((-60.0, 44.0), (30.0, 38.0), (68.0, 66.0))
        .l((66.0, 78.0))
        .c((36.0, 58.0), (-34.0, 60.0), (-62.0, 80.0))
        .c((-74.0, 78.0), (-80.0, 70.0), (-84.0, 62.0))
        .z();
    cv.put(path(d.d()).fill(t.shade));
    for (a, b) in [(-54.0, -70.0), (-20.0, -26.0), (20.0, 34.0)] {
        cv.put(path(spindle((a, 68.0), (a * 1.15, 52.0), (b, 36.0), 1.6)).fill(t.ink).op(0.6));
    }
    let band = Pen::at((-64.0, 86.0))
        .c((-36.0, 62.0), (36.0, 60.0), (67.0, 84.0))
        .l((67.0, 74.0))
        .c((36.0, 52.0), (-34.0, 54.0), (-63.0, 76.0))
        .z();
    piece(cv, band.d(), Tone::of(t.shade));
    let x = if sc.lit > 0.0 { 24.0 } else { -40.0 };
    cv.put(path(leaf((x - 20.0, 24.0), (x + 18.0, 18.0), 0.5, 5.0, 5.0)).fill(t.shine).op(0.85));
    let d = Pen::at((-8.0, 8.0)).c((-10.0, -2.0), (-2.0, -8.0), (2.0, -8.0)).l((3.0, 8.0)).z();
    piece(cv, d.d(), t);
    let p = sc.pal.accent;
    let c = (44.0 + m * 0.5, 58.0);
    cv.put(circle(c, 7.0).fill(p.base).line(p.ink, 1.6));
    cv.put(path(star(c, 5, 4.6, 2.0)).fill(sc.pal.lit(0xfff3c8)));
}

pub fn tiara(cv: &mut Canvas, sc: &Scene) {
    let gold = Tone::of(sc.pal.lit(0xf4ca58));
    let gem = sc.pal.gear;
    let m = sc.pose.yaw * 5.0;
    let y = |x: f64| 50.0 + (x / 44.0) * (x / 44.0) * 12.0 + sc.pose.pitch * 2.0;
    let f = |x: f64, up: f64| (x + m * (1.0 - x.abs() / 70.0), y(x) - up);
    let d = Pen::at(f(-46.0, -6.0))
        .l(f(-46.0, 16.0))
        .q(f(-38.0, 10.0), f(-30.0, 8.0))
        .l(f(-22.0, 26.0))
        .q(f(-16.0, 12.0), f(-10.0, 10.0))
        .l(f(0.0, 36.0))
        .l(f(10.0, 10.0))
        .q(f(16.0, 12.0), f(22.0, 26.0))
        .l(f(30.0, 8.0))
        .q(f(38.0, 10.0), f(46.0, 16.0))
        .l(f(46.0, -6.0))
        .q(f(0.0, -5.0), f(-46.0, -6.0))
        .z();
    piece(cv, d.d(), gold);
    let d = Pen::at(f(-45.0, 2.0)).q(f(0.0, 5.0), f(45.0, 2.0));
    cv.put(path(d.d()).line(gold.shade, 1.6));
    for (x, up, r) in [(-46.0, 18.0, 3.0), (46.0, 18.0, 3.0), (-22.0, 28.0, 3.4), (22.0, 28.0, 3.4)] {
        cv.put(circle(f(x, up), r).fill(sc.pal.white.base).line(gold.ink, 1.6));
    }
    for (x, up, r) in [(-26.0, 1.0, 3.2), (26.0, 1.0, 3.2), (0.0, 10.0, 6.4)] {
        cv.put(circle(f(x, up), r).fill(gem.base).line(gold.ink, 1.6));
        let c = f(x + sc.lit * r * 0.3, up + r * 0.35);
        cv.put(circle(c, r * 0.32).fill(gem.shine));
    }
    cv.put(path(spindle(f(-40.0, 8.0), f(-36.0, 8.0), f(-30.0, 3.0), 1.6)).fill(gold.shine));
}

pub fn fox_mask(cv: &mut Canvas, sc: &Scene) {
    let w = sc.pal.white;
    let red = sc.pal.lit(0xd8404f);
    let c = sc.pose.at(44.0, 56.0, 2.0);
    let t = format!("translate({:.1} {:.1})rotate(24)scale(.92)", c.0, c.1);
    cv.moved(&t, |cv| {
        let d = Pen::at((0.0, 34.0))
            .c((-10.0, 34.0), (-14.0, 20.0), (-26.0, 10.0))
            .c((-34.0, -2.0), (-34.0, -22.0), (-30.0, -40.0))
            .c((-22.0, -34.0), (-16.0, -28.0), (-13.0, -22.0))
            .q((0.0, -26.0), (13.0, -22.0))
            .c((16.0, -28.0), (22.0, -34.0), (30.0, -40.0))
            .c((34.0, -22.0), (34.0, -2.0), (26.0, 10.0))
            .c((14.0, 20.0), (10.0, 34.0), (0.0, 34.0))
            .z();
        piece(cv, d.d(), w);
        for k in [-1.0, 1.0] {
            let f = |x: f64, y: f64| (k * x, y);
            let ear =
                Pen::at(f(28.0, -32.0)).q(f(20.0, -26.0), f(18.0, -18.0)).q(f(26.0, -14.0), f(29.0, -12.0));
            cv.put(path(ear.z().d()).fill(red));
            let eye = Pen::at(f(6.0, 2.0)).q(f(12.0, -8.0), f(22.0, -8.0)).q(f(16.0, 2.0), f(6.0, 2.0));
            cv.put(path(eye.z().d()).fill(sc.pal.lit(0x34222c)));
            cv.put(path(spindle(f(24.0, -10.0), f(24.0, -4.0), f(14.0, 4.0), 2.2)).fill(red));
            cv.put(path(spindle(f(26.0, 6.0), f(18.0, 10.0), f(10.0, 11.0), 1.6)).fill(red));
        }
        cv.put(path(leaf((0.0, -22.0), (0.0, -6.0), 0.4, 4.0, 4.0)).fill(red));
        cv.put(ellipse((0.0, 22.0), 3.6, 2.6).fill(sc.pal.lit(0x34222c)));
        let s = if sc.lit > 0.0 { -1.0 } else { 1.0 };
        cv.put(path(leaf((s * 29.0, -20.0), (s * 8.0, 27.0), 0.5, 4.0, 4.0)).fill(w.shade).op(0.7));
    });
}

pub fn halo(cv: &mut Canvas, sc: &Scene) {
    let gold = sc.pal.gear.base.mix(sc.pal.lit(0xffe58a), 0.6);
    let c = (sc.pose.yaw * 3.0, 14.0);
    let glow = cv.radial(&[(0.55, gold, 0.0), (0.8, gold, 0.55), (1.0, gold, 0.0)]);
    cv.put(ellipse(c, 58.0, 22.0).fill(&glow).decor());
    cv.put(ellipse(c, 44.0, 12.0).line(gold.ink(), 8.6));
    cv.put(ellipse(c, 44.0, 12.0).line(gold, 5.8));
    cv.put(ellipse((c.0, c.1 - 0.8), 44.0, 12.0).line(gold.shine().mix(sc.pal.lit(0xffffff), 0.5), 2.0));
}
