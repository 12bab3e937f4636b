//! Landscapes.

use crate::gallery::backdrop::Set;
use crate::gallery::paint::geom::{Pen, leaf, ring, star};

pub fn sky(s: &mut Set) {
    s.sky(&[(0.0, 0x4f9fec), (0.6, 0xa9d8fb), (1.0, 0xe6f6ff)]);
    for _ in 0..4 {
        let c = s.spot((0.0, 256.0), (30.0, 190.0));
        let w = s.r.range(28.0, 52.0);
        s.lumps((c.0, c.1 + 5.0), w, w * 0.42, 6, 0xcfe6f8, 0.9);
        s.lumps(c, w * 0.94, w * 0.4, 6, 0xffffff, 0.95);
    }
}

pub fn snow(s: &mut Set) {
    s.sky(&[(0.0, 0x9fb9dc), (0.6, 0xd9e6f4), (1.0, 0xf4f8fd)]);
    s.fill("M-2 150L30 112L62 144L104 92L150 146L190 108L258 156V258H-2z", 0xb9cce4, 1.0);
    s.fill("M104 92L122 113L110 110L102 120L92 107zM30 112L42 124L30 122L22 122z", 0xffffff, 0.9);
    let green = "M0-70l12 28q-12 5-24 0zM0-52l18 32q-18 6-36 0zM0-34l24 36q-24 7-48 0z";
    let white = "M0-70l8 17q-8-4-16 0zM0-52l12 19q-12-5-24 0zM0-34l16 22q-16-6-32 0z";
    let (green, white) = (s.cv.define(green), s.cv.define(white));
    for i in 0..7 {
        let x = f64::from(i) * 42.0 + s.r.range(-14.0, 14.0);
        let (y, k) = (196.0 + s.r.range(-6.0, 10.0), s.r.range(0.7, 1.15));
        s.stamp(&green, (x, y), k, 0x6f96a2);
        s.stamp(&white, (x, y), k, 0xf6fbff);
    }
    s.fill("M-2 204Q60 184 130 200T258 192V258H-2z", 0xffffff, 1.0);
    s.fill("M-2 230Q90 210 258 226V258H-2z", 0xe3edf8, 1.0);
    s.dots(34, (0.0, 256.0), (1.0, 3.4), 0xffffff, 0.9);
}

pub fn forest(s: &mut Set) {
    s.sky(&[(0.0, 0xdff4c4), (0.6, 0xa7d6a0), (1.0, 0x6fae78)]);
    let x = s.r.range(60.0, 196.0);
    s.glow((x, 60.0), 120.0, 0xfdffe0, 0.8);
    let crown = s.heap((0.0, 0.0), 36.0, 27.0, 5);
    let crown = s.cv.define(&crown);
    let trunk = s.cv.define("M-3 0h6q1 160 4 220h-14q3-60 4-220z");
    for layer in 0..2 {
        let (bark, leaves) = [(0x8aa57c, 0x8cc48c), (0x6a5a46, 0x5aa069)][layer];
        for i in 0..5 {
            let x = f64::from(i) * 62.0 + s.r.range(-18.0, 18.0) + layer as f64 * 26.0 - 10.0;
            let y = s.r.range(16.0, 44.0);
            s.stamp(&trunk, (x, 36.0), 1.0 + layer as f64 * 0.5, bark);
            s.stamp(&crown, (x, y), s.r.clone().range(0.85, 1.15), leaves);
        }
    }
    s.lumps((40.0, 4.0), 70.0, 30.0, 6, 0x468a58, 1.0);
    s.lumps((216.0, 2.0), 70.0, 30.0, 6, 0x468a58, 1.0);
    s.fill("M-2 236Q60 218 128 230T258 224V258H-2z", 0x4f9460, 1.0);
    s.dots(14, (40.0, 240.0), (1.0, 2.6), 0xfcffd0, 0.8);
}

pub fn beach(s: &mut Set) {
    s.sky(&[(0.0, 0x54b4f0), (0.5, 0xbfeaff), (1.0, 0xe8fbff)]);
    let x = s.r.range(30.0, 226.0);
    s.lumps((x, 96.0), 60.0, 26.0, 7, 0xffffff, 0.95);
    s.lumps((256.0 - x, 116.0), 44.0, 16.0, 6, 0xffffff, 0.8);
    s.block(-2.0, 138.0, 260.0, 60.0, 0x2f9ccb);
    s.fill("M-2 158H258V200H-2z", 0x46bcd6, 1.0);
    s.fill("M20 148h40v2h-40zM120 152h54v2h-54zM196 145h34v2h-34zM70 168h46v2h-46z", 0xd8f6ff, 0.9);
    s.fill("M-2 188Q60 174 130 188T258 182V258H-2z", 0xffffff, 0.9);
    s.fill("M-2 194Q60 180 130 194T258 188V258H-2z", 0xf6e3b0, 1.0);
    s.fill("M-2 226Q90 214 258 228V258H-2z", 0xecd196, 1.0);
}

pub fn sunset(s: &mut Set) {
    s.sky(&[(0.0, 0x5a4a9c), (0.4, 0xd76b8e), (0.68, 0xff9d6c), (0.8, 0xffd591)]);
    let c = s.spot((50.0, 206.0), (138.0, 168.0));
    s.glow(c, 92.0, 0xfff2b8, 0.9);
    s.fill(ring(c, 25.0), 0xfff4cf, 1.0);
    for i in 0..4 {
        let y = 40.0 + f64::from(i) * 28.0;
        let x = s.r.range(0.0, 256.0);
        s.fill(leaf((x - 90.0, y), (x + 90.0, y + 4.0), 0.5, 7.0, 7.0), 0xffb59a, 0.6);
    }
    s.fill("M-2 196L34 178L70 194L120 172L176 196L214 182L258 198V258H-2z", 0x9a4f78, 1.0);
    s.fill("M-2 220Q70 200 140 214T258 208V258H-2z", 0x6a3a68, 1.0);
}

pub fn night(s: &mut Set) {
    s.sky(&[(0.0, 0x10173f), (0.6, 0x2c3478), (1.0, 0x5b569f)]);
    s.glow((128.0, 230.0), 150.0, 0x8a7fd0, 0.5);
    s.dots(52, (0.0, 216.0), (0.5, 1.5), 0xffffff, 0.9);
    let d: String = (0..5).map(|_| star(s.spot((8.0, 248.0), (8.0, 170.0)), 4, 5.5, 1.1)).collect();
    s.fill(d, 0xfff6d0, 1.0);
    let c = s.spot((34.0, 222.0), (34.0, 66.0));
    s.glow(c, 54.0, 0xfff2c4, 0.6);
    s.fill(ring(c, 21.0), 0xfff4cf, 1.0);
    s.fill(ring((c.0 + 6.0, c.1 + 4.0), 5.0), 0xf0dfae, 1.0);
    s.fill("M-2 226L40 204L84 226L130 198L190 226L226 208L258 222V258H-2z", 0x1c2254, 1.0);
}

pub fn cherry(s: &mut Set) {
    s.sky(&[(0.0, 0xbfe0fb), (0.6, 0xf3eefa), (1.0, 0xfbdbe6)]);
    let (crown, top) = (s.heap((0.0, 0.0), 54.0, 32.0, 6), s.heap((-8.0, -10.0), 30.0, 15.0, 3));
    let (crown, top) = (s.cv.define(&crown), s.cv.define(&top));
    let trunk = s.cv.define("M-3 0h6q1 100 5 220h-14q2-120 3-220z");
    for layer in 0..2 {
        let colour = [0xf9cfdd, 0xf5aec6][layer];
        for i in 0..4 {
            let x = f64::from(i) * 88.0 - 8.0 + layer as f64 * 38.0 + s.r.range(-12.0, 12.0);
            let y = 62.0 + s.r.range(-14.0, 26.0) - layer as f64 * 26.0;
            let k = s.r.range(0.75, 1.05);
            s.stamp(&trunk, (x, y), 0.9 + layer as f64 * 0.3, 0x9a7276);
            s.stamp(&crown, (x, y), k, colour);
            s.stamp(&top, (x, y), k, 0xffe3ec);
        }
    }
    s.fill("M-2 236Q80 222 258 234V258H-2z", 0xbfd9a4, 1.0);
    let mut d = String::new();
    for _ in 0..22 {
        let p = s.spot((0.0, 256.0), (0.0, 256.0));
        let (a, b) = (s.r.range(-5.0, 5.0).round(), s.r.range(2.5, 5.0).round());
        d.push_str(&format!("M{} {}q{b} {} {a} {b}q{} {b} {} {}z", p.0.round(), p.1.round(), -a, -a, -a, -b));
    }
    s.fill(d, 0xff8fb2, 0.9);
}

pub fn underwater(s: &mut Set) {
    s.sky(&[(0.0, 0x7fe0ee), (0.45, 0x2f9fcb), (1.0, 0x135a92)]);
    for _ in 0..5 {
        let x = s.r.range(-20.0, 240.0);
        let w = s.r.range(12.0, 30.0);
        let d = Pen::at((x, -2.0)).l((x + w, -2.0)).l((x + w * 1.6 - 40.0, 258.0)).l((x - 60.0, 258.0));
        s.fill(d.z().d(), 0xe0fdff, 0.16);
    }
    for _ in 0..6 {
        let x = s.r.range(0.0, 256.0);
        let h = s.r.range(40.0, 90.0);
        let d = Pen::at((x - 5.0, 258.0))
            .c((x - 16.0, 258.0 - h * 0.4), (x + 12.0, 258.0 - h * 0.6), (x, 258.0 - h))
            .c((x + 20.0, 258.0 - h * 0.6), (x - 2.0, 258.0 - h * 0.3), (x + 6.0, 258.0));
        s.fill(d.z().d(), 0x1f7f7c, 0.9);
    }
    for _ in 0..3 {
        let p = s.spot((10.0, 246.0), (20.0, 190.0));
        let d = Pen::at((p.0 - 11.0, p.1)).q((p.0, p.1 - 9.0), (p.0 + 9.0, p.1)).l((p.0 + 16.0, p.1 - 6.0));
        s.fill(
            d.l((p.0 + 16.0, p.1 + 6.0)).l((p.0 + 9.0, p.1)).q((p.0, p.1 + 9.0), (p.0 - 11.0, p.1)).d(),
            0xffb56a,
            0.95,
        );
    }
    s.dots(15, (0.0, 250.0), (2.0, 8.0), 0xe8fdff, 0.42);
}
