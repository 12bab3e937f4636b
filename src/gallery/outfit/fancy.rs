//! Armour, cape and frills.

use crate::gallery::outfit::Cloth;
use crate::gallery::paint::canvas::{circle, path};
use crate::gallery::paint::geom::{Pen, leaf, spindle};
use crate::gallery::paint::palette::Tone;

pub fn armor(c: &mut Cloth) {
    let p = &c.sc.pal;
    let cloth = p.cloth;
    let steel = Tone::of(p.lit(0xc3ccdb).mix(p.cloth.base, 0.12));
    let gold = Tone::of(p.lit(0xe9bf57));
    let gem = p.accent;
    c.torso(cloth);
    let d = Pen::at((-36.0, 212.0))
        .q((0.0, 246.0), (36.0, 212.0))
        .c((54.0, 222.0), (60.0, 262.0), (52.0, 300.0))
        .q((0.0, 330.0), (-52.0, 300.0))
        .c((-60.0, 262.0), (-54.0, 222.0), (-36.0, 212.0))
        .z();
    c.piece(&d.d(), steel);
    c.flat(&leaf((c.sc.lit * 34.0, 222.0), (c.sc.lit * 40.0, 296.0), 0.5, 7.0, 7.0), steel.shine);
    c.flat(&leaf((-c.sc.lit * 46.0, 226.0), (-c.sc.lit * 30.0, 310.0), 0.4, 12.0, 12.0), steel.shade);
    c.fold((0.0, 236.0), (-2.0, 270.0), (0.0, 314.0), 2.0, steel.ink);
    let collar = Pen::at((-25.0, 186.0))
        .q((0.0, 208.0), (25.0, 186.0))
        .l((38.0, 214.0))
        .q((0.0, 242.0), (-38.0, 214.0))
        .z();
    c.piece(&collar.d(), steel);
    let trim = Pen::at((-38.0, 214.0)).q((0.0, 242.0), (38.0, 214.0)).l((40.0, 221.0));
    c.piece(&trim.q((0.0, 252.0), (-40.0, 221.0)).z().d(), gold);
    c.flat(&leaf((-22.0, 194.0), (-2.0, 222.0), 0.4, 4.0, 4.0), steel.shade);
    c.cv.put(circle((0.0, 240.0), 8.0).fill(gem.base).line(gold.ink, 2.0));
    c.cv.put(circle((c.sc.lit * 2.5, 237.0), 2.4).fill(gem.shine));
    for (low, lift) in [(282.0, 10.0), (258.0, 0.0)] {
        c.both_curves(
            (46.0, 214.0 + lift),
            &[
                [(66.0, 198.0 + lift), (102.0, 214.0 + lift), (112.0, low - 4.0)],
                [(96.0, low - 10.0), (74.0, low - 10.0), (58.0, low)],
                [(52.0, low - 16.0), (48.0, 236.0 + lift), (46.0, 214.0 + lift)],
            ],
            steel,
        );
    }
    for k in [-1.0, 1.0] {
        let tone = if k * c.sc.lit > 0.0 { steel.shine } else { steel.shade };
        c.flat(&leaf((k * 60.0, 216.0), (k * 98.0, 240.0), 0.4, 5.0, 5.0), tone);
        let edge = Pen::at((k * 60.0 * c.s, 254.0)).c(
            (k * 74.0, 245.0),
            (k * 96.0, 246.0),
            (k * 109.0 * c.s, 250.0),
        );
        c.cv.put(path(edge.d()).line(gold.base, 3.0));
    }
}

pub fn cape(c: &mut Cloth) {
    let p = &c.sc.pal;
    let (t, under, fur, gem) = (p.cloth, p.trim, p.white, p.accent);
    let gold = Tone::of(p.lit(0xe9bf57));
    c.torso(under);
    c.flat(&leaf((0.0, 226.0), (0.0, 344.0), 0.4, 3.0, 3.0), under.shade);
    c.both_curves(
        (16.0, 204.0),
        &[
            [(50.0, 204.0), (84.0, 212.0), (98.0, 236.0)],
            [(114.0, 270.0), (116.0, 310.0), (118.0, 344.0)],
            [(90.0, 344.0), (60.0, 344.0), (40.0, 344.0)],
            [(40.0, 300.0), (24.0, 250.0), (2.0, 226.0)],
            [(6.0, 216.0), (10.0, 210.0), (16.0, 204.0)],
        ],
        t,
    );
    for k in [-1.0, 1.0] {
        let edge = Pen::at((k * 8.0, 232.0)).c((k * 30.0, 256.0), (k * 46.0, 300.0), (k * 47.0, 344.0));
        c.cv.put(path(edge.d()).line(gold.base, 3.0));
        for (x, y) in [(62.0, 246.0), (84.0, 262.0)] {
            c.flat(&leaf((k * x, y), (k * (x + 10.0), 344.0), 0.5, 5.0, 5.0), t.shade);
        }
    }
    // Fluffy collar.
    let mut pen = Pen::at((-30.0, 184.0));
    let pts = [(-47.0, 196.0), (-53.0, 214.0), (-40.0, 228.0), (-22.0, 236.0), (0.0, 240.0)];
    let mut all: Vec<_> = pts.to_vec();
    all.extend(pts.iter().rev().skip(1).map(|p| (-p.0, p.1)));
    all.push((30.0, 184.0));
    let mut last = (-30.0, 184.0);
    for q in all {
        let m = ((last.0 + q.0) / 2.0, (last.1 + q.1) / 2.0);
        pen = pen.q((m.0 * 1.22, m.1 + 6.0), q);
        last = q;
    }
    let d =
        pen.c((24.0, 206.0), (12.0, 214.0), (0.0, 217.0)).c((-12.0, 214.0), (-24.0, 206.0), (-30.0, 184.0));
    c.piece(&d.z().d(), fur);
    for k in [-1.0, 1.0] {
        c.flat(&leaf((k * 44.0, 206.0), (k * 10.0, 230.0), 0.5, 3.5, 3.5), fur.shade);
    }
    c.cv.put(circle((0.0, 236.0), 9.0).fill(gem.base).line(gold.base, 3.4));
    c.cv.put(circle((c.sc.lit * 3.0, 233.0), 2.6).fill(gem.shine));
}

pub fn frill(c: &mut Cloth) {
    let p = &c.sc.pal;
    let (t, white, bow) = (p.cloth, p.white, p.accent);
    c.torso(t);
    // Puffed sleeves.
    c.both_curves(
        (60.0, 214.0),
        &[
            [(88.0, 204.0), (116.0, 222.0), (114.0, 262.0)],
            [(112.0, 278.0), (90.0, 284.0), (76.0, 278.0)],
            [(62.0, 268.0), (58.0, 240.0), (60.0, 214.0)],
        ],
        t,
    );
    for k in [-1.0, 1.0] {
        c.flat(&leaf((k * 70.0, 222.0), (k * 86.0, 276.0), 0.4, 6.0, 6.0), t.shade);
        c.fold((k * 84.0, 218.0), (k * 98.0, 244.0), (k * 94.0, 272.0), 1.6, t.shade);
    }
    // Apron bib with ruffled straps.
    let bib = Pen::at((-30.0, 262.0)).q((0.0, 254.0), (30.0, 262.0)).l((36.0, 344.0)).l((-36.0, 344.0));
    c.piece(&bib.z().d(), white);
    for k in [-1.0, 1.0] {
        let mut pen = Pen::at((k * 36.0, 208.0));
        for (i, y) in [222.0, 238.0, 256.0, 276.0, 300.0].iter().enumerate() {
            let f = i as f64;
            pen = pen.q((k * (58.0 - f * 1.0), y - 13.0), (k * (49.0 - f * 1.5), *y));
        }
        let d = pen.l((k * 28.0, 300.0)).q((k * 26.0, 250.0), (k * 36.0, 208.0)).z();
        c.piece(&d.d(), white);
        c.flat(&leaf((k * 34.0, 220.0), (k * 34.0, 296.0), 0.5, 3.0, 3.0), white.shade);
    }
    // Round collar.
    for k in [-1.0, 1.0] {
        let d = Pen::at((k * 19.0, 192.0))
            .c((k * 34.0, 200.0), (k * 44.0, 214.0), (k * 34.0, 226.0))
            .c((k * 22.0, 234.0), (k * 6.0, 230.0), (0.0, 216.0))
            .q((k * 16.0, 208.0), (k * 19.0, 192.0))
            .z();
        c.piece(&d.d(), white);
        let lace = spindle((k * 36.0, 210.0), (k * 30.0, 228.0), (k * 6.0, 224.0), 1.0);
        c.flat(&lace, bow.base);
    }
    c.bow((0.0, 226.0), 0.85, bow);
}
