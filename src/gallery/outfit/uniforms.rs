//! School clothes and the T-shirt.

use crate::gallery::outfit::Cloth;
use crate::gallery::paint::canvas::path;
use crate::gallery::paint::geom::{Pen, leaf, star};
use crate::gallery::paint::palette::Tone;

pub fn sailor(c: &mut Cloth) {
    let p = &c.sc.pal;
    let (cloth, bow) = (p.cloth, p.accent);
    let light = Tone::of(p.white.base.mix(p.cloth.base, 0.06));
    let stripe = if cloth.base.luma() > 0.7 { p.accent.base } else { p.white.base };
    c.torso(light);
    c.skin_v(20.0, 250.0);
    c.flat(&Pen::at((-10.0, 232.0)).l((10.0, 232.0)).l((0.0, 252.0)).z().d(), light.shade);
    for k in [-1.0, 1.0] {
        let d = Pen::at((k * 18.0, 194.0))
            .c((k * 34.0, 206.0), (k * 60.0, 210.0), (k * 72.0, 218.0))
            .c((k * 72.0, 236.0), (k * 66.0, 248.0), (k * 60.0, 256.0))
            .c((k * 40.0, 256.0), (k * 18.0, 260.0), (0.0, 266.0))
            .c((k * 10.0, 244.0), (k * 18.0, 222.0), (k * 18.0, 194.0))
            .z()
            .d();
        c.piece(&d, cloth);
        c.flat(&leaf((k * 20.0, 202.0), (k * 8.0, 254.0), 0.5, 5.0, 5.0), cloth.shade);
        let line = Pen::at((k * 66.0, 220.0)).c((k * 66.0, 234.0), (k * 61.0, 243.0), (k * 56.0, 249.0)).c(
            (k * 40.0, 249.0),
            (k * 22.0, 252.0),
            (k * 9.0, 257.0),
        );
        c.cv.put(path(line.d()).line(stripe, 2.2));
    }
    c.bow((0.0, 264.0), 1.0, bow);
}

fn shirt_collar(c: &mut Cloth, t: Tone) {
    for k in [-1.0, 1.0] {
        let d = Pen::at((k * 17.0, 190.0))
            .q((k * 28.0, 200.0), (k * 33.0, 212.0))
            .l((k * 21.0, 229.0))
            .l((0.0, 214.0))
            .q((k * 14.0, 206.0), (k * 17.0, 190.0))
            .z()
            .d();
        c.piece(&d, t);
    }
}

fn necktie(c: &mut Cloth, t: Tone) {
    let d = Pen::at((-6.0, 226.0))
        .l((6.0, 226.0))
        .q((12.0, 260.0), (12.0, 300.0))
        .l((0.0, 316.0))
        .l((-12.0, 300.0))
        .q((-12.0, 260.0), (-6.0, 226.0))
        .z();
    c.piece(&d.d(), t);
    for y in [244.0, 262.0, 280.0] {
        let d = Pen::at((-9.0, y)).l((9.0, y - 8.0)).l((9.5, y - 3.0)).l((-9.5, y + 5.0)).z();
        c.flat(&d.d(), t.shade);
    }
    let knot = Pen::at((-7.0, 213.0)).l((7.0, 213.0)).l((5.0, 227.0)).l((-5.0, 227.0)).z();
    c.piece(&knot.d(), t);
}

pub fn blazer(c: &mut Cloth) {
    let p = &c.sc.pal;
    let (cloth, white, tie) = (p.cloth, p.white, p.accent);
    let metal = Tone::of(p.lit(0xf2cc62));
    let trim = p.trim;
    c.torso(cloth);
    let d = Pen::at((-24.0, 204.0)).l((0.0, 310.0)).l((24.0, 204.0)).q((0.0, 214.0), (-24.0, 204.0));
    c.piece(&d.z().d(), white);
    c.flat(&leaf((-20.0, 206.0), (-1.0, 300.0), 0.3, 3.0, 6.0), white.shade);
    necktie(c, tie);
    c.both_curves(
        (22.0, 200.0),
        &[
            [(34.0, 208.0), (44.0, 216.0), (50.0, 226.0)],
            [(46.0, 234.0), (43.0, 236.0), (40.0, 238.0)],
            [(46.0, 242.0), (48.0, 246.0), (50.0, 252.0)],
            [(36.0, 276.0), (16.0, 296.0), (2.0, 306.0)],
            [(8.0, 270.0), (22.0, 240.0), (22.0, 200.0)],
        ],
        Tone { base: cloth.base.mix(cloth.shine, 0.12), ..cloth },
    );
    shirt_collar(c, white);
    c.buttons(-6.0, &[318.0], metal);
    let badge = Pen::at((-64.0, 256.0)).l((-46.0, 256.0)).q((-46.0, 272.0), (-55.0, 278.0));
    c.piece(&badge.q((-64.0, 272.0), (-64.0, 256.0)).z().d(), trim);
    c.flat(&star((-55.0, 265.0), 5, 5.5, 2.4), tie.base);
}

pub fn vest(c: &mut Cloth) {
    let p = &c.sc.pal;
    let (white, knit, tie) = (p.white, p.cloth, p.accent);
    let trim = p.trim;
    c.torso(white);
    let d = Pen::at((-44.0, 212.0))
        .q((-52.0, 260.0), (-66.0, 290.0))
        .l((-64.0, 344.0))
        .l((64.0, 344.0))
        .l((66.0, 290.0))
        .q((52.0, 260.0), (44.0, 212.0))
        .l((28.0, 207.0))
        .l((0.0, 272.0))
        .l((-28.0, 207.0))
        .z();
    c.piece(&d.d(), knit);
    for k in [-1.0, 1.0] {
        let d = Pen::at((k * 28.0, 207.0)).l((0.0, 272.0)).l((0.0, 281.0)).l((k * 35.0, 209.0)).z();
        c.flat(&d.d(), trim.base);
        c.fold((k * 24.0, 268.0), (k * 20.0, 300.0), (k * 24.0, 340.0), 1.4, knit.shade);
        c.flat(&leaf((k * 50.0, 262.0), (k * 58.0, 330.0), 0.4, 6.0, 6.0), knit.shade);
    }
    shirt_collar(c, white);
    c.bow((0.0, 222.0), 0.8, tie);
}

pub fn tee(c: &mut Cloth) {
    let p = &c.sc.pal;
    let (cloth, trim, mark) = (p.cloth, p.trim, p.accent);
    c.torso(cloth);
    c.skin_v(26.0, 226.0);
    let d = Pen::at((-27.0, 201.0))
        .q((-16.0, 227.0), (0.0, 227.0))
        .q((16.0, 227.0), (27.0, 201.0))
        .l((33.0, 205.0))
        .q((20.0, 235.0), (0.0, 235.0))
        .q((-20.0, 235.0), (-33.0, 205.0))
        .z();
    c.piece(&d.d(), trim);
    let (s, ink) = (star((0.0, 276.0), 5, 24.0, 11.0), trim.base);
    c.cv.put(path(s).fill(mark.base).line(ink, 3.0));
    c.flat(&leaf((-14.0, 266.0), (4.0, 292.0), 0.4, 3.0, 3.0), mark.shine);
}
