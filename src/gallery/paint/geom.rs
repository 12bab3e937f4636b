//! Points, paths and the few curves everything is made of.

use std::fmt::Write;

/// A point in picture units.
pub type P = (f64, f64);

/// Sine of an angle in radians; from `libm`, so that every target writes the same digits.
pub fn sin(x: f64) -> f64 {
    libm::sin(x)
}

/// Cosine of an angle in radians, see [`sin`].
pub fn cos(x: f64) -> f64 {
    libm::cos(x)
}

/// Point between `a` and `b`.
pub fn lerp(a: P, b: P, t: f64) -> P {
    (a.0 + (b.0 - a.0) * t, a.1 + (b.1 - a.1) * t)
}

/// Unit vector from `a` to `b` (or down when they coincide).
pub fn dir(a: P, b: P) -> P {
    let (dx, dy) = (b.0 - a.0, b.1 - a.1);
    let n = (dx * dx + dy * dy).sqrt();
    if n < 1e-6 { (0.0, 1.0) } else { (dx / n, dy / n) }
}

/// `a` moved by `k` times `d`.
pub fn along(a: P, d: P, k: f64) -> P {
    (a.0 + d.0 * k, a.1 + d.1 * k)
}

/// Distance between two points.
pub fn dist(a: P, b: P) -> f64 {
    let (dx, dy) = (b.0 - a.0, b.1 - a.1);
    (dx * dx + dy * dy).sqrt()
}

/// Appends tenths as a number, with a blank before it if one is needed.
fn tenths(out: &mut String, t: i64, sep: bool) {
    if t < 0 {
        out.push('-');
    } else if sep {
        out.push(' ');
    }
    let t = t.abs();
    let _ = match (t / 10, t % 10) {
        (w, 0) => write!(out, "{w}"),
        (0, f) => write!(out, ".{f}"),
        (w, f) => write!(out, "{w}.{f}"),
    };
}

fn round(v: f64) -> i64 {
    (v * 10.0).round() as i64
}

/// Appends a number with at most one decimal and no padding.
pub fn num(out: &mut String, v: f64) {
    tenths(out, round(v), false);
}

/// Builds path data; takes absolute points, writes short relative ones. Coordinates
/// are whole units unless the pen is a fine one.
#[derive(Clone, Debug, Default)]
pub struct Pen {
    d: String,
    at: (i64, i64),
    fine: bool,
    last: Option<char>,
}

impl Pen {
    /// Starts at a point.
    pub fn at(p: P) -> Self {
        Pen::default().m(p)
    }

    /// Starts at a point and keeps tenths, for small features.
    pub fn fine(p: P) -> Self {
        Pen { fine: true, ..Pen::default() }.m(p)
    }

    fn cmd(mut self, c: char, pts: &[P]) -> Self {
        let base = if c == 'M' { (0, 0) } else { self.at };
        let mut v = Vec::with_capacity(6);
        for p in pts {
            let q = if self.fine {
                (round(p.0), round(p.1))
            } else {
                (p.0.round() as i64 * 10, p.1.round() as i64 * 10)
            };
            v.extend([q.0 - base.0, q.1 - base.1]);
            self.at = q;
        }
        let c = match (c, v[0], v[1]) {
            ('l', _, 0) => {
                v.pop();
                'h'
            }
            ('l', 0, _) => {
                v.remove(0);
                'v'
            }
            _ => c,
        };
        // A repeated command needs no letter.
        let same = self.last == Some(c) && c != 'M';
        if !same {
            self.d.push(c);
        }
        self.last = Some(c);
        for (i, t) in v.into_iter().enumerate() {
            tenths(&mut self.d, t, same || i > 0);
        }
        self
    }

    /// Moves without drawing.
    pub fn m(self, p: P) -> Self {
        self.cmd('M', &[p])
    }

    /// Straight line.
    pub fn l(self, p: P) -> Self {
        self.cmd('l', &[p])
    }

    /// Straight lines through all the points.
    pub fn ls(self, pts: &[P]) -> Self {
        pts.iter().fold(self, |pen, p| pen.l(*p))
    }

    /// Quadratic curve.
    pub fn q(self, c: P, p: P) -> Self {
        self.cmd('q', &[c, p])
    }

    /// Cubic curve.
    pub fn c(self, a: P, b: P, p: P) -> Self {
        self.cmd('c', &[a, b, p])
    }

    /// Closes the figure.
    pub fn z(mut self) -> Self {
        self.d.push('z');
        self.last = None;
        self
    }

    /// The path data.
    pub fn d(self) -> String {
        self.d
    }
}

/// Whole-unit ends for curves long enough not to show it.
fn ends(a: P, b: P) -> (P, P) {
    let whole = |p: P| (p.0.round(), p.1.round());
    if dist(a, b) > 15.0 { (whole(a), whole(b)) } else { (a, b) }
}

/// A tapered stroke from `a` to `b` bent towards `c`, at most about `w` wide.
pub fn spindle(a: P, c: P, b: P, w: f64) -> String {
    let (a, b) = ends(a, b);
    let u = dir(a, b);
    let n = (-u.1, u.0);
    Pen::fine(a).q(along(c, n, w), b).q(along(c, n, -w), a).z().d()
}

/// A leaf: like [`spindle`] with the fullest place at `t` of its length.
pub fn leaf(a: P, b: P, t: f64, left: f64, right: f64) -> String {
    let (a, b) = ends(a, b);
    let u = dir(a, b);
    let n = (-u.1, u.0);
    let m = lerp(a, b, t);
    Pen::fine(a).q(along(m, n, left), b).q(along(m, n, -right), a).z().d()
}

/// A star with `n` points.
pub fn star(c: P, n: usize, outer: f64, inner: f64) -> String {
    let mut pts = Vec::new();
    for i in 0..2 * n {
        let r = if i % 2 == 0 { outer } else { inner };
        let a = std::f64::consts::PI * i as f64 / n as f64;
        pts.push((c.0 + r * sin(a), c.1 - r * cos(a)));
    }
    Pen::fine(pts[0]).ls(&pts[1..]).z().d()
}

/// A circle as path data, for compound figures.
pub fn ring(c: P, r: f64) -> String {
    let (x, y, r) = (round(c.0 - r), round(c.1), round(r));
    let mut s = String::from("M");
    tenths(&mut s, x, false);
    tenths(&mut s, y, true);
    for sweep in [2 * r, -2 * r] {
        s.push('a');
        tenths(&mut s, r, false);
        tenths(&mut s, r, true);
        s.push_str(" 0 1 0");
        tenths(&mut s, sweep, true);
        s.push_str(" 0");
    }
    s.push('z');
    s
}

/// `n` points around a circle, the first on top.
pub fn circle_pts(c: P, r: f64, n: usize) -> Vec<P> {
    let step = std::f64::consts::TAU / n as f64;
    (0..n).map(|i| (c.0 + r * sin(step * i as f64), c.1 - r * cos(step * i as f64))).collect()
}
