//! Everyday clothes and the kimono.

use crate::gallery::backdrop::dot;
use crate::gallery::outfit::Cloth;
use crate::gallery::paint::canvas::{circle, path};
use crate::gallery::paint::geom::{Pen, circle_pts, leaf};
use crate::gallery::paint::palette::Tone;

pub fn hoodie(c: &mut Cloth) {
    let p = &c.sc.pal;
    let (t, cord) = (p.cloth, p.trim);
    let lining = Tone::of(p.cloth.deep);
    c.torso(t);
    // The hood lies around the neck like a thick ring.
    let d = Pen::at((-30.0, 184.0))
        .c((-48.0, 190.0), (-58.0, 208.0), (-50.0, 222.0))
        .c((-40.0, 240.0), (-14.0, 248.0), (0.0, 250.0))
        .c((14.0, 248.0), (40.0, 240.0), (50.0, 222.0))
        .c((58.0, 208.0), (48.0, 190.0), (30.0, 184.0))
        .c((26.0, 206.0), (12.0, 222.0), (0.0, 228.0))
        .c((-12.0, 222.0), (-26.0, 206.0), (-30.0, 184.0))
        .z();
    c.piece(&d.d(), Tone { base: t.base.mix(t.shine, 0.15), ..t });
    for k in [-1.0, 1.0] {
        let d = Pen::at((k * 30.0, 185.0))
            .c((k * 26.0, 206.0), (k * 12.0, 222.0), (0.0, 228.0))
            .l((0.0, 236.0))
            .c((k * 18.0, 230.0), (k * 36.0, 212.0), (k * 38.0, 190.0))
            .z();
        c.piece(&d.d(), lining);
        c.flat(&leaf((k * 50.0, 206.0), (k * 22.0, 240.0), 0.5, 4.0, 4.0), t.shade);
        let (x, y) = (k * 15.0, 286.0 + k * 4.0);
        c.cv.put(path(Pen::at((k * 12.0, 238.0)).q((k * 18.0, 262.0), (x, y)).d()).line(cord.ink, 5.0));
        c.cv.put(path(Pen::at((k * 12.0, 238.0)).q((k * 18.0, 262.0), (x, y)).d()).line(cord.base, 3.0));
        c.cv.put(circle((x, y), 3.4).fill(cord.base).line(cord.ink, 1.2));
    }
    let pocket = Pen::at((-36.0, 304.0)).l((36.0, 304.0)).l((48.0, 344.0)).l((-48.0, 344.0)).z();
    c.piece(&pocket.d(), t);
}

pub fn kimono(c: &mut Cloth) {
    let p = &c.sc.pal;
    let (t, obi, white) = (p.cloth, p.accent, p.white);
    let pattern = p.trim.base.mix(t.base, 0.25);
    c.torso(t);
    let (mut petals, mut hearts) = (String::new(), String::new());
    for f in [(-70.0, 268.0), (-80.0, 306.0), (72.0, 284.0), (56.0, 238.0), (80.0, 320.0), (-46.0, 238.0)] {
        petals.extend(circle_pts(f, 5.4, 5).into_iter().map(dot));
        hearts.push_str(&dot(f));
    }
    c.cv.put(path(petals).line(pattern, 8.0));
    c.cv.put(path(hearts).line(obi.base, 5.0));
    c.skin_v(20.0, 252.0);
    let panel = |k: f64, w: f64, low: f64| {
        Pen::at((k * 18.0, 193.0))
            .q((k * 22.0, 216.0), (-k * low * 0.25, 300.0))
            .l((-k * low * 0.25 + k * w * 1.2, 312.0))
            .q((k * (24.0 + w), 236.0), (k * (20.0 + w), 203.0))
            .z()
            .d()
    };
    for (k, first) in [(-1.0, true), (1.0, false)] {
        c.piece(&panel(k, 7.0, 60.0), white);
        let d = Pen::at((k * 24.0, 198.0))
            .q((k * 29.0, 222.0), (-k * 10.0, 304.0))
            .l((k * 16.0, 318.0))
            .q((k * 44.0, 244.0), (k * 40.0, 208.0))
            .z();
        c.piece(&d.d(), Tone { base: t.base.mix(t.shine, if first { 0.05 } else { 0.16 }), ..t });
        c.fold((k * 33.0, 206.0), (k * 36.0, 240.0), (k * 6.0, 306.0), 1.2, t.shade);
    }
    let d = Pen::at((-64.0, 296.0)).q((0.0, 306.0), (64.0, 296.0)).l((66.0, 344.0)).l((-66.0, 344.0));
    c.piece(&d.z().d(), obi);
    let d = Pen::at((-65.0, 316.0)).q((0.0, 326.0), (65.0, 316.0)).l((65.0, 324.0));
    c.piece(&d.q((0.0, 334.0), (-65.0, 324.0)).z().d(), p.trim);
}

pub fn turtleneck(c: &mut Cloth) {
    let t = c.sc.pal.cloth;
    c.torso(t);
    let x = c.sc.pose.yaw * 2.0;
    let d = Pen::at((-18.0 + x, 176.0))
        .q((x, 188.0), (18.0 + x, 176.0))
        .c((21.0, 190.0), (24.0, 202.0), (33.0, 210.0))
        .q((0.0, 232.0), (-33.0, 210.0))
        .c((-24.0, 202.0), (-21.0, 190.0), (-18.0 + x, 176.0))
        .z();
    c.piece(&d.d(), t);
    let fold = Pen::at((-20.0 + x, 186.0)).q((x, 202.0), (20.0 + x, 186.0)).l((23.0, 199.0));
    c.flat(&fold.q((0.0, 216.0), (-23.0, 199.0)).z().d(), t.shade);
    for i in -3..=3 {
        let f = f64::from(i);
        c.fold(
            (f * 5.0 + x, 184.0 - f.abs()),
            (f * 6.0, 200.0),
            (f * 8.0, 219.0 - f.abs() * 2.0),
            0.8,
            t.ink,
        );
    }
    for k in [-1.0, 1.0] {
        for i in 0..3 {
            let a = 14.0 + f64::from(i) * 14.0;
            c.fold((k * a, 246.0), (k * (a + 3.0), 296.0), (k * a, 344.0), 1.2, t.shade);
        }
    }
    let pin = c.sc.pal.accent;
    c.cv.put(circle((-40.0, 246.0), 5.0).fill(pin.base).line(pin.ink, 1.6));
}

pub fn jacket(c: &mut Cloth) {
    let p = &c.sc.pal;
    let (t, tee, rib, zip) = (p.cloth, p.trim, p.accent, p.white);
    c.torso(t);
    let d = Pen::at((-24.0, 202.0)).q((-26.0, 270.0), (-34.0, 344.0)).l((34.0, 344.0));
    c.piece(&d.q((26.0, 270.0), (24.0, 202.0)).q((0.0, 226.0), (-24.0, 202.0)).z().d(), tee);
    c.skin_v(18.0, 224.0);
    c.cv.put(
        path(Pen::at((-18.0, 200.0)).q((-11.0, 219.0), (0.0, 225.0)).q((11.0, 219.0), (18.0, 200.0)).d())
            .line(tee.ink, 1.6),
    );
    for k in [-1.0, 1.0] {
        let d = Pen::at((k * 22.0, 190.0))
            .c((k * 29.0, 195.0), (k * 36.0, 206.0), (k * 35.0, 222.0))
            .l((k * 25.0, 238.0))
            .c((k * 25.0, 222.0), (k * 23.0, 208.0), (k * 17.0, 197.0))
            .z();
        c.piece(&d.d(), Tone::of(t.deep));
        for i in 0..3 {
            let y = 204.0 + f64::from(i) * 8.0;
            c.fold((k * 23.5, y + 3.0), (k * 29.0, y), (k * 35.0, y - 1.0), 0.7, t.shade);
        }
        let zipper = Pen::at((k * 25.0, 234.0)).q((k * 28.0, 280.0), (k * 35.0, 344.0));
        c.cv.put(path(zipper.d()).line(t.ink, 4.0));
        let zipper = Pen::at((k * 25.0, 234.0)).q((k * 28.0, 280.0), (k * 35.0, 344.0));
        c.cv.put(path(zipper.d()).line(zip.base, 2.0));
        for w in [0.0, 8.0] {
            let s = Pen::at((k * (58.0 + w) * c.s, 215.0 + w * 0.4));
            let s = s.q((k * (84.0 + w) * c.s, 248.0), (k * (86.0 + w) * c.s, 344.0));
            c.cv.put(path(s.d()).line(rib.base, 3.4));
        }
    }
}

pub fn overalls(c: &mut Cloth) {
    let p = &c.sc.pal;
    let (shirt, denim, metal) = (p.trim, p.cloth, Tone::of(p.lit(0xf2cc62)));
    c.torso(shirt);
    c.skin_v(24.0, 222.0);
    c.cv.put(path(Pen::at((-25.0, 203.0)).q((0.0, 243.0), (25.0, 203.0)).d()).line(shirt.ink, 4.8));
    c.cv.put(path(Pen::at((-25.0, 203.0)).q((0.0, 243.0), (25.0, 203.0)).d()).line(p.accent.base, 2.6));
    let d = Pen::at((-34.0, 264.0)).q((0.0, 270.0), (34.0, 264.0)).l((44.0, 310.0)).l((62.0, 344.0));
    c.piece(&d.l((-62.0, 344.0)).l((-44.0, 310.0)).z().d(), denim);
    c.fold((-32.0, 268.0), (0.0, 275.0), (32.0, 268.0), 1.0, denim.shine);
    let pocket = Pen::at((-16.0, 288.0)).l((16.0, 288.0)).l((15.0, 312.0)).l((0.0, 318.0)).l((-15.0, 312.0));
    c.piece(&pocket.z().d(), Tone { base: denim.base.mix(denim.shine, 0.12), ..denim });
    for k in [-1.0, 1.0] {
        let d = Pen::at((k * 37.0, 209.0)).l((k * 49.0, 212.0)).q((k * 42.0, 250.0), (k * 36.0, 278.0));
        c.piece(&d.l((k * 24.0, 276.0)).q((k * 32.0, 240.0), (k * 37.0, 209.0)).z().d(), denim);
        c.cv.put(circle((k * 29.5, 272.0), 4.6).fill(metal.base).line(metal.ink, 1.6));
    }
}
