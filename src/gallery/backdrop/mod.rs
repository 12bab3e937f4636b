//! Backdrops: graphic ones here, landscapes in `scenery`, rooms in `places`.

mod places;
mod scenery;

use std::f64::consts::TAU;

use crate::gallery::colour::Rgb;
use crate::gallery::paint::canvas::{Canvas, path, rect};
use crate::gallery::paint::geom::{P, Pen, cos, ring, sin, star};
use crate::gallery::part::Part;
use crate::gallery::rng::{Rng, Stream};
use crate::gallery::variation::{Backdrop, Variation};

/// Tools for one backdrop.
pub struct Set<'a> {
    pub cv: &'a mut Canvas,
    pub r: Rng,
}

impl Set<'_> {
    /// Vertical gradient over the whole picture.
    pub fn sky(&mut self, stops: &[(f64, u32)]) {
        let s: Vec<_> = stops.iter().map(|(t, c)| (*t, Rgb::hex(*c), 1.0)).collect();
        let f = self.cv.linear((0.0, 0.0), (0.0, 256.0), &s);
        self.cv.put(rect(-2.0, -2.0, 260.0, 260.0, 0.0).fill(&f));
    }

    /// Filled path.
    pub fn fill(&mut self, d: impl AsRef<str>, c: u32, o: f64) {
        self.cv.put(path(d).fill(Rgb::hex(c)).op(o));
    }

    /// Filled rectangle.
    pub fn block(&mut self, x: f64, y: f64, w: f64, h: f64, c: u32) {
        self.cv.put(rect(x, y, w, h, 0.0).fill(Rgb::hex(c)));
    }

    /// A point anywhere in the given box.
    pub fn spot(&mut self, x: (f64, f64), y: (f64, f64)) -> P {
        (self.r.range(x.0, x.1), self.r.range(y.0, y.1))
    }

    /// Many dots as one path.
    pub fn dots(&mut self, n: usize, y: (f64, f64), size: (f64, f64), c: u32, o: f64) {
        for k in 0..3 {
            let d: String = (0..n / 3).map(|_| dot(self.spot((0.0, 256.0), y))).collect();
            let w = 2.0 * (size.0 + (size.1 - size.0) * f64::from(k) / 2.0);
            let m = path(d).line(Rgb::hex(c), w).op(o);
            self.cv.put(m);
        }
    }

    /// A soft round light.
    pub fn glow(&mut self, c: P, radius: f64, colour: u32, o: f64) {
        let c0 = Rgb::hex(colour);
        let f = self.cv.radial(&[(0.0, c0, 1.0), (0.4, c0, 0.55), (1.0, c0, 0.0)]);
        self.cv.put(crate::gallery::paint::canvas::circle(c, radius).fill(&f).op(o));
    }

    /// Outline of a heap of round lumps: clouds, tree crowns.
    pub fn heap(&mut self, c: P, w: f64, h: f64, n: usize) -> String {
        let n = n + 3;
        let mut p: Vec<P> = Vec::new();
        for i in 0..n {
            let a = (i as f64 + self.r.range(-0.25, 0.25)) / n as f64 * TAU;
            let y = -cos(a) * h * 1.15;
            p.push(((c.0 + sin(a) * w * 1.2).round(), (c.1 + y.min(h * 0.62) - h * 0.2).round()));
        }
        let mut d = format!("M{} {}", p[0].0, p[0].1);
        for i in 0..n {
            let (a, b) = (p[i], p[(i + 1) % n]);
            let r = (crate::gallery::paint::geom::dist(a, b) * 0.56).ceil();
            d.push_str(&format!("a{r} {r} 0 0 1 {} {}", b.0 - a.0, b.1 - a.1));
        }
        d
    }

    /// A filled [`Set::heap`].
    pub fn lumps(&mut self, c: P, w: f64, h: f64, n: usize, colour: u32, o: f64) {
        let d = self.heap(c, w, h, n);
        self.fill(d, colour, o);
    }

    /// A remembered shape again, somewhere else.
    pub fn stamp(&mut self, id: &str, p: P, k: f64, colour: u32) {
        let m = crate::gallery::paint::canvas::again(id).fill(Rgb::hex(colour));
        self.cv.put(m.shift(p.0.round(), p.1.round()).scale(k));
    }
}

/// Draws the backdrop.
pub fn draw(cv: &mut Canvas, va: &Variation) {
    cv.part(Part::Background, |cv| {
        if cv.is_mask() {
            cv.put(rect(-2.0, -2.0, 260.0, 260.0, 0.0).fill(Rgb(0, 0, 0)));
            return;
        }
        let mut s = Set { cv, r: Rng::new(u64::from(va.backdrop_seed), Stream::Backdrop) };
        match va.backdrop {
            Backdrop::Plain => plain(&mut s),
            Backdrop::Halftone => halftone(&mut s),
            Backdrop::Speed => speed(&mut s),
            Backdrop::Pattern => pattern(&mut s),
            Backdrop::Sky => scenery::sky(&mut s),
            Backdrop::Snow => scenery::snow(&mut s),
            Backdrop::Forest => scenery::forest(&mut s),
            Backdrop::Beach => scenery::beach(&mut s),
            Backdrop::Sunset => scenery::sunset(&mut s),
            Backdrop::Night => scenery::night(&mut s),
            Backdrop::Cherry => scenery::cherry(&mut s),
            Backdrop::Underwater => scenery::underwater(&mut s),
            Backdrop::Rain => places::rain(&mut s),
            Backdrop::City => places::city(&mut s),
            Backdrop::Classroom => places::classroom(&mut s),
            Backdrop::Festival => places::festival(&mut s),
            Backdrop::Library => places::library(&mut s),
        }
    });
}

const PASTEL: [(u32, u32); 8] = [
    (0xffe3ea, 0xf7b9cc),
    (0xe3f1ff, 0xb0d0f2),
    (0xe6f7e8, 0xb3deba),
    (0xfff3d4, 0xf6d592),
    (0xefe6fb, 0xc9b3ea),
    (0xe0f6f5, 0xa5dcd9),
    (0xf3efe9, 0xd8cdbf),
    (0xffe9d9, 0xf6bf9c),
];

fn plain(s: &mut Set) {
    let (a, b) = s.r.pick(&PASTEL);
    s.sky(&[(0.0, a), (1.0, b)]);
    let c = s.spot((90.0, 166.0), (90.0, 130.0));
    s.fill(ring(c, 104.0), a, 0.7);
    s.fill(ring(c, 84.0), 0xffffff, 0.3);
}

fn halftone(s: &mut Set) {
    let (a, b) = s.r.pick(&PASTEL);
    s.sky(&[(0.0, 0xffffff), (1.0, a)]);
    for j in 0..12 {
        let (x, y) = (if j % 2 == 0 { 0 } else { 12 }, 254 - j * 14);
        let row = path(format!("M{x} {y}H260")).dash(".1 23.9");
        s.cv.put(row.line(Rgb::hex(b), 15.0 - f64::from(j) * 1.15).op(0.9));
    }
}

fn speed(s: &mut Set) {
    let (a, b) = s.r.pick(&PASTEL);
    s.sky(&[(0.0, a), (1.0, 0xffffff)]);
    let (mut d, mut e) = (String::new(), String::new());
    for i in 0..44 {
        let t = (f64::from(i) + s.r.range(-0.3, 0.3)) / 44.0 * TAU;
        let (w, near) = (s.r.range(0.012, 0.04), s.r.range(84.0, 128.0));
        let p = |t: f64, r: f64| (128.0 + r * cos(t), 126.0 + r * sin(t));
        let tri = Pen::at(p(t, near)).ls(&[p(t - w, 200.0), p(t + w, 200.0)]).z().d();
        if i % 3 == 0 {
            e.push_str(&tri);
        } else {
            d.push_str(&tri);
        }
    }
    s.fill(d, b, 1.0);
    s.cv.put(path(e).fill(Rgb::hex(b).tint([0.62, 0.58, 0.68])));
}

fn pattern(s: &mut Set) {
    let (a, b) = s.r.pick(&PASTEL);
    s.sky(&[(0.0, a), (1.0, a)]);
    let kind = s.r.below(4);
    let figure = |c: P| match kind {
        0 => star(c, 5, 12.0, 5.2),
        1 => ring(c, 9.0),
        2 => star(c, 4, 14.0, 3.8),
        _ => heart(c, 11.0),
    };
    let d = figure((14.0, 15.0)) + &figure((37.0, 42.0));
    let tile = s.cv.tiles((46.0, 54.0), &d, Rgb::hex(b));
    s.cv.put(rect(-2.0, -2.0, 260.0, 260.0, 0.0).fill(&tile).op(0.85));
}

/// A round dot, drawn by the cap of a stroke.
pub fn dot(p: P) -> String {
    format!("M{} {}h.1", p.0.round(), p.1.round())
}

fn heart(c: P, k: f64) -> String {
    let f = |x: f64, y: f64| (c.0 + x * k, c.1 + y * k);
    Pen::at(f(0.0, 1.0))
        .c(f(-1.6, 0.0), f(-1.2, -1.2), f(0.0, -0.4))
        .c(f(1.2, -1.2), f(1.6, 0.0), f(0.0, 1.0))
        .z()
        .d()
}
