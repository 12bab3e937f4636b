//! Towns and rooms.

use crate::gallery::backdrop::Set;
use crate::gallery::paint::geom::{Pen, leaf, ring};

fn skyline(s: &mut Set, base: f64, tall: (f64, f64), colour: u32, window: u32, lit: f64) {
    let (mut wins, mut walls) = (String::new(), String::new());
    let mut x: f64 = -10.0;
    while x < 258.0 {
        let (w, h) = (s.r.range(26.0, 44.0), s.r.range(tall.0, tall.1));
        let (w, h) = (w.round(), h.round());
        walls.push_str(&format!("M{} {}h{w}v{}h-{w}z", x.round(), base - h, h + 80.0));
        let mut y = base - h + 9.0;
        while y < base.min(190.0) {
            for i in 0..3 {
                if s.r.chance(lit) {
                    let a = (x + 6.0 + f64::from(i) * (w - 6.0) / 3.0, y);
                    wins.push_str(&format!("M{} {}v4", a.0.round() + 2.0, a.1.round()));
                }
            }
            y += 17.0;
        }
        x += w + s.r.range(-2.0, 6.0);
    }
    s.fill(walls, colour, 1.0);
    s.cv.put(
        crate::gallery::paint::canvas::path(wins).line(crate::gallery::colour::Rgb::hex(window), 4.6).op(0.9),
    );
}

pub fn city(s: &mut Set) {
    s.sky(&[(0.0, 0x86bdea), (0.6, 0xd3e8f4), (1.0, 0xf6eedd)]);
    let x = s.r.range(20.0, 236.0);
    s.lumps((x, 46.0), 44.0, 16.0, 6, 0xffffff, 0.9);
    skyline(s, 206.0, (60.0, 140.0), 0xb7c8d8, 0xd8e4ee, 0.4);
    skyline(s, 240.0, (50.0, 120.0), 0x8fa3b8, 0xffeebc, 0.45);
    s.block(-2.0, 236.0, 260.0, 22.0, 0x6f7f92);
}

pub fn rain(s: &mut Set) {
    s.sky(&[(0.0, 0x6d7f96), (0.6, 0x9fb0c2), (1.0, 0xbcc8d2)]);
    skyline(s, 230.0, (50.0, 130.0), 0x7d8ea3, 0xf3e3ac, 0.22);
    s.lumps((50.0, 2.0), 90.0, 30.0, 6, 0x5d6e84, 0.9);
    s.lumps((214.0, 0.0), 90.0, 28.0, 6, 0x64758b, 0.9);
    let mut d = String::new();
    for _ in 0..38 {
        let p = s.spot((0.0, 270.0), (-10.0, 250.0));
        let h = s.r.range(10.0, 24.0).round();
        d.push_str(&format!("M{} {}l{} {h}", p.0.round(), p.1.round(), -(h * 0.3).round()));
    }
    s.cv.put(
        crate::gallery::paint::canvas::path(d).line(crate::gallery::colour::Rgb::hex(0xe6f1fb), 1.2).op(0.8),
    );
}

pub fn classroom(s: &mut Set) {
    s.sky(&[(0.0, 0xf4ead6), (1.0, 0xe8d6b8)]);
    let x = s.r.range(-20.0, 20.0);
    for i in 0..2 {
        let a = x + f64::from(i) * 150.0;
        s.block(a, 26.0, 118.0, 116.0, 0xfffaf0);
        s.block(a + 6.0, 32.0, 50.0, 104.0, 0xb3dcf7);
        s.block(a + 62.0, 32.0, 50.0, 104.0, 0xb3dcf7);
        s.lumps((a + 40.0, 104.0), 24.0, 12.0, 4, 0xffffff, 0.9);
        let d = Pen::at((a + 14.0, 136.0)).l((a + 40.0, 32.0)).l((a + 52.0, 32.0)).l((a + 26.0, 136.0));
        s.fill(d.z().d(), 0xffffff, 0.4);
        let d = Pen::at((a - 10.0, 16.0)).l((a + 22.0, 16.0)).q((a + 16.0, 90.0), (a - 4.0, 148.0));
        s.fill(d.l((a - 14.0, 148.0)).z().d(), 0xf3d9a6, 0.95);
    }
    s.block(-2.0, 12.0, 260.0, 7.0, 0xc9a878);
    s.block(-2.0, 150.0, 260.0, 6.0, 0xcfb185);
    s.block(-2.0, 196.0, 260.0, 62.0, 0xb98a5c);
    for i in 0..3 {
        let a = f64::from(i) * 104.0 - 26.0 + x;
        s.block(a, 186.0, 74.0, 9.0, 0xdcae78);
        s.block(a, 195.0, 74.0, 4.0, 0x9a6f46);
        s.block(a + 6.0, 199.0, 5.0, 60.0, 0x8f98a4);
        s.block(a + 63.0, 199.0, 5.0, 60.0, 0x8f98a4);
    }
}

pub fn festival(s: &mut Set) {
    s.sky(&[(0.0, 0x1d1a4a), (0.6, 0x54306e), (1.0, 0x9c4a62)]);
    s.dots(22, (0.0, 120.0), (0.5, 1.2), 0xffffff, 0.8);
    s.glow((128.0, 256.0), 150.0, 0xff9a5a, 0.6);
    for (x, w) in [(-16.0, 88.0), (184.0, 92.0)] {
        let mut stripes = String::new();
        s.block(x + 6.0, 176.0, w - 12.0, 84.0, 0x5f2f4a);
        let d = Pen::at((x, 180.0)).l((x + 12.0, 154.0)).l((x + w - 12.0, 154.0)).l((x + w, 180.0)).z();
        s.fill(d.d(), 0xf4e6d8, 1.0);
        for i in 0..3 {
            let a = x + 8.0 + f64::from(i) * (w - 8.0) / 3.0;
            let d = Pen::at((a, 180.0)).l((a + 5.0, 154.0)).l((a + 17.0, 154.0)).l((a + 13.0, 180.0)).z();
            stripes.push_str(&d.d());
        }
        s.fill(stripes, 0xd4445a, 1.0);
    }
    let (mut caps, mut flames, mut halos) = (String::new(), String::new(), String::new());
    let mut lanterns = Vec::new();
    for row in 0..2 {
        let y0 = 22.0 + f64::from(row) * 50.0;
        let d = leaf((-4.0, y0), (260.0, y0), 0.5, 26.0, -24.5);
        s.fill(d, 0x2a1836, 1.0);
        for i in 0..5 {
            let x = 18.0 + f64::from(i) * 55.0 + f64::from(row) * 22.0;
            let t = (x - 128.0) / 130.0;
            let y = y0 + 12.0 * (1.0 - t * t) + 15.0;
            let warm = s.r.pick(&[0xff6a4d, 0xffa24a, 0xffcf6a, 0xff7f7a]);
            let (a, b) = (x.round(), y.round());
            caps.push_str(&format!("M{} {}h10v32h-10z", a - 5.0, b - 16.0));
            lanterns.push((warm, format!("M{} {}c-9 7-9 19 0 26h18c9-7 9-19 0-26z", a - 9.0, b - 13.0)));
            flames.push_str(&format!("M{a} {}q8 11 0 22q-8-11 0-22z", b - 11.0));
            halos.push_str(&crate::gallery::backdrop::dot((x, y)));
        }
    }
    for (w, o) in [(58.0, 0.10), (46.0, 0.16)] {
        s.cv.put(
            crate::gallery::paint::canvas::path(&halos)
                .line(crate::gallery::colour::Rgb::hex(0xffb060), w)
                .op(o),
        );
    }
    s.fill(caps, 0x3a1f34, 1.0);
    for (c, d) in lanterns {
        s.fill(d, c, 1.0);
    }
    s.fill(flames, 0xfff0b8, 0.85);
}

pub fn library(s: &mut Set) {
    s.sky(&[(0.0, 0x6d4630), (1.0, 0x4f3226)]);
    let colours = [0xb8504a, 0x4f7f9c, 0x6f9460, 0xd2a24f, 0x8a5f90, 0xd8c6a4, 0x3f5f7a, 0xa8724a];
    let mut paths = vec![String::new(); colours.len()];
    for row in 0..5 {
        let y = f64::from(row) * 56.0 - 8.0;
        let mut x = s.r.range(-8.0, 2.0).round();
        while x < 258.0 {
            let (w, h) = (s.r.pick(&[12.0, 13.0, 14.0]), s.r.range(26.0, 38.0).round());
            let lean = if s.r.chance(0.12) { 5.0 } else { 0.0 };
            let i = s.r.below(colours.len());
            paths[i].push_str(&format!("M{x} {}l{lean}-{h}", y + 46.0));
            x += w + lean + if s.r.chance(0.1) { 12.0 } else { 1.0 };
        }
    }
    for (d, c) in paths.iter().zip(colours) {
        s.cv.put(crate::gallery::paint::canvas::path(d).line(crate::gallery::colour::Rgb::hex(c), 13.0));
    }
    for row in 0..5 {
        let y = f64::from(row) * 56.0 + 38.0;
        s.block(-2.0, y, 260.0, 10.0, 0x8f6040);
        s.block(-2.0, y, 260.0, 3.0, 0xb07f58);
    }
    let x = s.r.pick(&[36.0, 220.0]);
    s.glow((x, 60.0), 130.0, 0xffe2a0, 0.55);
    s.fill(ring((x, 60.0), 7.0), 0xfff6d8, 0.9);
}
