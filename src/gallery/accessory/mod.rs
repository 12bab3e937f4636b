//! Accessories, in four layers: behind the fringe, on the face, over the clothes, on top.

mod hats;
mod ornaments;

use crate::gallery::character::Accessory;
use crate::gallery::paint::canvas::{Canvas, again, path};
use crate::gallery::paint::geom::{Pen, leaf, lerp, spindle};
use crate::gallery::paint::palette::Tone;
use crate::gallery::paint::pose::Scene;
use crate::gallery::part::Part;

/// Growing out of the hair: drawn before the fringe, so that hair covers the roots.
pub fn rooted(cv: &mut Canvas, sc: &Scene) {
    match sc.ch.accessory {
        Accessory::CatEars => cv.part(Part::Accessory, |cv| cat_ears(cv, sc)),
        Accessory::Horns => cv.part(Part::Accessory, |cv| horns(cv, sc)),
        _ => {}
    }
}

/// On the face, under the fringe.
pub fn on_face(cv: &mut Canvas, sc: &Scene) {
    if sc.ch.accessory == Accessory::Glasses {
        cv.part(Part::Accessory, |cv| glasses(cv, sc));
    }
}

/// Over the clothes, under the head.
pub fn on_body(cv: &mut Canvas, sc: &Scene) {
    if sc.ch.accessory == Accessory::Scarf {
        cv.part(Part::Accessory, |cv| scarf(cv, sc));
    }
}

/// Over the hair.
pub fn on_top(cv: &mut Canvas, sc: &Scene) {
    let f: fn(&mut Canvas, &Scene) = match sc.ch.accessory {
        Accessory::Ribbon => ornaments::ribbon,
        Accessory::Hairpins => ornaments::hairpins,
        Accessory::Hairband => ornaments::hairband,
        Accessory::Flower => ornaments::flower,
        Accessory::Headphones => ornaments::headphones,
        Accessory::WitchHat => hats::witch,
        Accessory::Beret => hats::beret,
        Accessory::Tiara => hats::tiara,
        Accessory::FoxMask => hats::fox_mask,
        Accessory::Halo => hats::halo,
        _ => return,
    };
    cv.part(Part::Accessory, |cv| f(cv, sc));
}

/// A filled and outlined piece.
pub fn piece(cv: &mut Canvas, d: impl AsRef<str>, t: Tone) {
    cv.put(path(d).fill(t.base).line(t.ink, 1.6));
}

fn cat_ears(cv: &mut Canvas, sc: &Scene) {
    let h = sc.pal.hair;
    let pink = sc.pal.lit(0xffb3c2).mix(sc.pal.hair.base, 0.15);
    for k in [-1.0, 1.0] {
        let x = sc.pose.yaw * 1.0;
        let w = 1.0 - 0.12 * sc.pose.yaw * k;
        let f = |a: f64, y: f64| (k * a * w + x, y);
        let d = Pen::at(f(16.0, 44.0))
            .c(f(24.0, 22.0), f(42.0, 4.0), f(58.0, -2.0))
            .c(f(68.0, 18.0), f(72.0, 46.0), f(64.0, 76.0))
            .z();
        piece(cv, d.d(), h);
        let d = Pen::at(f(30.0, 44.0))
            .c(f(36.0, 26.0), f(46.0, 14.0), f(55.0, 9.0))
            .c(f(61.0, 24.0), f(63.0, 44.0), f(58.0, 66.0))
            .z();
        cv.put(path(d.d()).fill(pink));
        for (a, b) in [(34.0, 30.0), (42.0, 26.0), (50.0, 30.0)] {
            cv.put(path(leaf(f(a, 58.0), f(a + 5.0, b), 0.3, 4.0, 4.0)).fill(h.base));
        }
        let s = spindle(f(20.0, 40.0), f(32.0, 18.0), f(54.0, 3.0), 1.4);
        cv.put(path(s).fill(if k * sc.lit > 0.0 { h.shine } else { h.shade }));
    }
}

fn horns(cv: &mut Canvas, sc: &Scene) {
    let t = Tone::of(sc.pal.lit(0x6b5548).mix(sc.pal.gear.base, 0.25));
    for k in [-1.0, 1.0] {
        let f = |a: f64, y: f64| (k * a + sc.pose.yaw, y);
        let d = Pen::at(f(24.0, 52.0))
            .c(f(28.0, 20.0), f(50.0, 4.0), f(84.0, 4.0))
            .c(f(66.0, 16.0), f(60.0, 32.0), f(56.0, 66.0))
            .z();
        piece(cv, d.d(), t);
        cv.put(path(leaf(f(52.0, 52.0), f(72.0, 9.0), 0.4, 3.0 * k, 3.0 * k)).fill(t.shade));
        for (a, y, b, z) in [(27.0, 38.0, 57.0, 50.0), (32.0, 27.0, 60.0, 34.0), (41.0, 17.0, 64.0, 22.0)] {
            let (p, q) = (f(a, y), f(b, z));
            let m = lerp(p, q, 0.5);
            cv.put(path(spindle(p, (m.0, m.1 + 4.0), q, 1.5)).fill(t.ink).op(0.7));
        }
        let s = spindle(f(30.0, 34.0), f(38.0, 14.0), f(66.0, 7.0), 2.2);
        cv.put(path(s).fill(t.shine));
    }
}

fn glasses(cv: &mut Canvas, sc: &Scene) {
    let g = sc.pal.gear;
    let tinted = if g.base.luma() > 0.5 { g.deep } else { g.shade };
    let lost = (tinted.luma() - sc.pal.skin.base.luma()).abs() < 0.34;
    let frame = match (lost, sc.pal.skin.base.luma() > 0.4) {
        (false, _) => tinted,
        (true, true) => sc.pal.lit(0x3a2a38),
        (true, false) => sc.pal.lit(0xf0d9a0),
    };
    let mut inner = [(0.0, 0.0); 2];
    for (i, k) in [-1.0, 1.0].into_iter().enumerate() {
        let c = sc.pose.face(k * 29.5, 134.0);
        let w = sc.pose.width(k * 29.5);
        let (rx, ry) = (23.0 * w, 21.5);
        let d = Pen::at((c.0 - rx, c.1 - 4.0))
            .c((c.0 - rx, c.1 - ry), (c.0 - rx * 0.6, c.1 - ry), (c.0, c.1 - ry))
            .c((c.0 + rx * 0.6, c.1 - ry), (c.0 + rx, c.1 - ry), (c.0 + rx, c.1 - 4.0))
            .c((c.0 + rx, c.1 + ry * 0.8), (c.0 + rx * 0.5, c.1 + ry), (c.0, c.1 + ry))
            .c((c.0 - rx * 0.5, c.1 + ry), (c.0 - rx, c.1 + ry * 0.8), (c.0 - rx, c.1 - 4.0))
            .z()
            .d();
        let id = cv.define(&d);
        cv.put(again(&id).fill(sc.pal.lit(0xeaf6ff)).op(0.16).decor());
        cv.put(again(&id).line(frame, 3.0));
        let x = c.0 + sc.lit * rx * 0.35;
        let glare = Pen::at((x, c.1 - ry + 3.0)).l((x + 7.0, c.1 - ry + 3.0));
        let glare = glare.l((x - 7.0, c.1 + ry - 6.0)).l((x - 12.0, c.1 + ry - 9.0)).z();
        cv.put(path(glare.d()).fill(sc.pal.lit(0xffffff)).op(0.28).decor());
        inner[i] = (c.0 - k * rx, c.1 - 4.0);
        let arm = (k * 57.0, c.1 - 9.0);
        cv.put(path(Pen::at((c.0 + k * rx, c.1 - 6.0)).l(arm).d()).line(frame, 2.6));
    }
    let m = lerp(inner[0], inner[1], 0.5);
    cv.put(path(Pen::at(inner[0]).q((m.0, m.1 - 4.5), inner[1]).d()).line(frame, 2.8));
}

fn scarf(cv: &mut Canvas, sc: &Scene) {
    let t = sc.pal.gear;
    let band = |y: f64| if y > 0.0 { t.shine } else { t.shade };
    let tail = Pen::at((10.0, 214.0)).l((40.0, 208.0)).q((50.0, 244.0), (46.0, 290.0)).l((16.0, 292.0));
    piece(cv, tail.q((18.0, 250.0), (10.0, 214.0)).z().d(), t);
    for y in [246.0, 264.0] {
        let d = Pen::at((16.0, y)).q((32.0, y + 3.0), (47.0, y - 1.0)).l((47.0, y + 7.0));
        cv.put(path(d.q((32.0, y + 11.0), (17.0, y + 8.0)).z().d()).fill(band(1.0)));
    }
    let fringe: String = (0..6).map(|i| format!("M{} 291v10", 18 + i * 5)).collect();
    cv.put(path(&fringe).line(t.ink, 3.0));
    cv.put(path(&fringe).line(t.base, 1.4));
    let d = Pen::at((-34.0, 176.0))
        .c((-56.0, 186.0), (-58.0, 214.0), (-40.0, 222.0))
        .c((-16.0, 236.0), (20.0, 236.0), (44.0, 220.0))
        .c((58.0, 210.0), (54.0, 186.0), (34.0, 176.0))
        .c((22.0, 192.0), (-22.0, 192.0), (-34.0, 176.0))
        .z();
    piece(cv, d.d(), t);
    let low = Pen::at((-48.0, 214.0))
        .c((-20.0, 224.0), (20.0, 222.0), (48.0, 206.0))
        .c((50.0, 216.0), (40.0, 222.0), (30.0, 226.0))
        .c((0.0, 234.0), (-30.0, 232.0), (-48.0, 214.0))
        .z();
    cv.put(path(low.d()).fill(t.shade));
    for (a, m, b) in [
        ((-42.0, 190.0), (-14.0, 210.0), (20.0, 206.0)),
        ((40.0, 188.0), (24.0, 206.0), (-4.0, 214.0)),
        ((-50.0, 204.0), (-30.0, 216.0), (-8.0, 219.0)),
    ] {
        cv.put(path(spindle(a, m, b, 2.0)).fill(t.ink).op(0.7));
    }
}
