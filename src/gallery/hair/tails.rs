//! Tails, buns, braids and curls, and the hair that comes forward over the clothes.

use crate::gallery::character::{Accessory, BackHair, Dye};
use crate::gallery::hair::back::{fade, mass};
use crate::gallery::paint::canvas::{Canvas, Fill, again, circle, ellipse, path};
use crate::gallery::paint::geom::{P, Pen, leaf, lerp, ring, spindle};
use crate::gallery::paint::pose::Scene;

pub fn tail(cv: &mut Canvas, sc: &Scene, k: f64, x: f64) {
    let w = |a: f64, y: f64| (k * a + x * 1.3, y);
    let d = Pen::at(w(52.0, 64.0))
        .c(w(78.0, 38.0), w(114.0, 64.0), w(115.0, 116.0))
        .c(w(116.0, 164.0), w(96.0, 196.0), w(114.0, 258.0))
        .q(w(100.0, 246.0), w(96.0, 230.0))
        .q(w(96.0, 258.0), w(84.0, 276.0))
        .c(w(84.0, 238.0), w(62.0, 214.0), w(72.0, 162.0))
        .c(w(78.0, 128.0), w(76.0, 108.0), w(52.0, 94.0))
        .z()
        .d();
    let fill = fade(cv, sc, 110.0, 240.0);
    let sh = Pen::at(w(60.0, 84.0))
        .c(w(98.0, 100.0), w(94.0, 140.0), w(84.0, 172.0))
        .c(w(76.0, 206.0), w(92.0, 236.0), w(86.0, 276.0))
        .c(w(60.0, 240.0), w(60.0, 200.0), w(68.0, 150.0))
        .q(w(74.0, 110.0), w(60.0, 84.0))
        .z()
        .d();
    let mut st = Pen::at(w(66.0, 70.0))
        .c(w(104.0, 84.0), w(110.0, 140.0), w(98.0, 178.0))
        .c(w(106.0, 140.0), w(102.0, 90.0), w(66.0, 70.0))
        .z()
        .d();
    st.push_str(&spindle(w(94.0, 172.0), w(88.0, 200.0), w(100.0, 240.0), 1.6));
    mass(cv, sc, &d, &fill, &sh, &st);
    let mut glint = leaf(w(100.0, 92.0), w(107.0, 132.0), 0.4, 3.6, 3.6);
    glint.push_str(&leaf(w(92.0, 84.0), w(99.0, 112.0), 0.4, 3.0, 3.0));
    cv.put(path(glint).fill(sc.pal.hair.shine).op(0.9));
    let a = sc.pal.accent;
    cv.put(circle(w(66.0, 76.0), 10.0).fill(a.base).line(a.ink, 1.6));
}

pub fn ponytail(cv: &mut Canvas, sc: &Scene, x: f64) {
    let w = |a: f64, y: f64| (a + x * 1.6, y);
    let d = Pen::at(w(18.0, 44.0))
        .c(w(40.0, 8.0), w(100.0, 16.0), w(108.0, 92.0))
        .c(w(112.0, 140.0), w(104.0, 176.0), w(112.0, 226.0))
        .q(w(98.0, 214.0), w(96.0, 198.0))
        .q(w(92.0, 222.0), w(84.0, 240.0))
        .c(w(82.0, 200.0), w(78.0, 170.0), w(78.0, 140.0))
        .c(w(78.0, 110.0), w(66.0, 90.0), w(50.0, 84.0))
        .z()
        .d();
    let fill = fade(cv, sc, 80.0, 220.0);
    let sh = leaf(w(60.0, 78.0), w(88.0, 232.0), 0.45, 12.0, 12.0);
    let mut st = spindle(w(44.0, 44.0), w(98.0, 50.0), w(98.0, 180.0), 1.8);
    st.push_str(&spindle(w(46.0, 54.0), w(86.0, 70.0), w(88.0, 190.0), 1.5));
    mass(cv, sc, &d, &fill, &sh, &st);
    let glint = leaf(w(78.0, 42.0), w(102.0, 92.0), 0.45, 5.0, 5.0);
    cv.put(path(glint).fill(sc.pal.hair.shine).op(0.9));
    let (a, h) = (sc.pal.accent, sc.pal.hair);
    cv.put(circle(w(40.0, 42.0), 12.0).fill(a.base).line(h.ink, 1.6));
}

pub fn buns(cv: &mut Canvas, sc: &Scene, x: f64) {
    let h = sc.pal.hair;
    let (side, y) = match sc.worn {
        Accessory::WitchHat | Accessory::Beret => (70.0, 104.0),
        // Outside the band, resting on it.
        Accessory::Headphones => (52.0, 27.0),
        _ => (49.0, 42.0),
    };
    for k in [-1.0, 1.0] {
        let c = (k * side + x, y);
        let fill = fade(cv, sc, c.1 - 24.0, c.1 + 24.0);
        let d = ring(c, 24.0);
        let mut st = String::new();
        for (a, b) in [(-14.0, -16.0), (-4.0, -20.0), (8.0, -19.0)] {
            let (p, q) = ((c.0 + k * a, c.1 + 18.0), (c.0 + k * (b + 16.0), c.1 - 20.0));
            st.push_str(&spindle(p, (c.0 + k * (a + 22.0), c.1 - 2.0), q, 1.4));
        }
        let sh = leaf((c.0 - sc.lit * 18.0, c.1 - 16.0), (c.0 - sc.lit * 8.0, c.1 + 24.0), 0.5, 9.0, 9.0);
        mass(cv, sc, &d, &fill, &sh, &st);
        let g = (c.0 + sc.lit * 8.0, c.1 - 13.0);
        cv.put(ellipse(g, 6.5, 3.2).fill(h.shine));
    }
}

/// Hair that hangs in front of the shoulders.
pub fn over(cv: &mut Canvas, sc: &Scene) {
    let x = sc.pose.yaw * 2.0;
    match sc.ch.back {
        BackHair::TwinBraids => {
            for k in [-1.0, 1.0] {
                braid(cv, sc, k, x, 7, 58.0);
            }
        }
        BackHair::SideTail => side_tail(cv, sc, x),
        BackHair::Drills => {
            for k in [-1.0, 1.0] {
                drill(cv, sc, k, x);
            }
        }
        _ => {}
    }
}

fn tie(cv: &mut Canvas, sc: &Scene, p: P, w: f64) {
    let a = sc.pal.accent;
    let d = Pen::at((p.0 - w, p.1 - 4.0))
        .q((p.0, p.1 - 1.0), (p.0 + w, p.1 - 4.0))
        .l((p.0 + w, p.1 + 4.0))
        .q((p.0, p.1 + 7.0), (p.0 - w, p.1 + 4.0))
        .z()
        .d();
    cv.put(path(d).fill(a.base).line(a.ink, 1.6));
}

fn braid(cv: &mut Canvas, sc: &Scene, k: f64, x: f64, n: i32, from: f64) {
    let h = sc.pal.hair;
    let fill = fade(cv, sc, 170.0, 250.0);
    let (mut light, mut dark) = (String::new(), String::new());
    let end = (k * (from + 4.0) + x, 144.0 + f64::from(n) * 14.5);
    let brush = Pen::at((end.0 - 7.0, end.1 - 4.0))
        .c((end.0 - 14.0, end.1 + 12.0), (end.0 - 6.0, end.1 + 22.0), (end.0 - k, end.1 + 30.0))
        .c((end.0 + 8.0, end.1 + 20.0), (end.0 + 13.0, end.1 + 10.0), (end.0 + 7.0, end.1 - 4.0))
        .z()
        .d();
    cv.put(path(brush).fill(&fill).line(h.ink, 1.6));
    for i in 0..n {
        let y = 136.0 + f64::from(i) * 14.5;
        let cx = k * (from + f64::from(i) * 0.7) + x;
        for (s, out) in [(-1.0, &mut dark), (1.0, &mut light)] {
            let s = s * k;
            let d = Pen::at((cx - s * 3.0, y + 17.0))
                .c((cx - s * 4.0, y + 4.0), (cx + s * 4.0, y - 5.0), (cx + s * 12.0, y - 2.0))
                .c((cx + s * 15.0, y + 8.0), (cx + s * 6.0, y + 16.0), (cx - s * 3.0, y + 17.0))
                .z()
                .d();
            out.push_str(&d);
        }
    }
    let shade = if sc.ch.dye == Dye::Tips { fill.clone() } else { Fill::Flat(h.shade) };
    cv.put(path(&dark).fill(shade).line(h.ink, 1.6));
    cv.put(path(&light).fill(&fill).line(h.ink, 1.6));
    tie(cv, sc, (end.0, end.1), 8.0);
}

fn side_tail(cv: &mut Canvas, sc: &Scene, x: f64) {
    let w = |a: f64, y: f64| (a + x, y);
    let d = Pen::at(w(30.0, 150.0))
        .q(w(42.0, 166.0), w(41.0, 184.0))
        .c(w(38.0, 200.0), w(30.0, 224.0), w(42.0, 262.0))
        .q(w(50.0, 284.0), w(48.0, 300.0))
        .q(w(60.0, 290.0), w(64.0, 272.0))
        .q(w(72.0, 280.0), w(72.0, 290.0))
        .c(w(88.0, 250.0), w(80.0, 212.0), w(66.0, 184.0))
        .q(w(74.0, 150.0), w(62.0, 110.0))
        .z()
        .d();
    let fill = fade(cv, sc, 180.0, 280.0);
    let sh = leaf(w(44.0, 190.0), w(52.0, 296.0), 0.5, 8.0, 8.0);
    let mut st = spindle(w(54.0, 190.0), w(66.0, 230.0), w(60.0, 284.0), 1.4);
    st.push_str(&spindle(w(60.0, 188.0), w(76.0, 230.0), w(71.0, 280.0), 1.3));
    mass(cv, sc, &d, &fill, &sh, &st);
    let glint = leaf(w(62.0, 200.0), w(70.0, 240.0), 0.5, 3.0, 3.0);
    cv.put(path(glint).fill(sc.pal.hair.shine).op(0.9));
    tie(cv, sc, w(53.5, 184.0), 13.5);
}

/// A ringlet: coils that narrow to a point, each throwing a shadow on the next.
fn drill(cv: &mut Canvas, sc: &Scene, k: f64, x: f64) {
    let h = sc.pal.hair;
    let fill = fade(cv, sc, 130.0, 240.0);
    // Height of the coils' upper edges and half their width, from the top down.
    const COILS: [(f64, f64); 6] =
        [(100.0, 25.0), (130.0, 24.0), (160.0, 20.0), (187.0, 15.5), (211.0, 11.0), (232.0, 6.5)];
    // The outer ends of the edges hang lower: the hair winds downwards.
    let at = |i: usize, side: f64| {
        let (y, r) = COILS[i];
        let drop = if side > 0.0 { r * 0.55 } else { 0.0 };
        (k * (72.0 + i as f64 * 1.6 + side * r) + x, y + drop)
    };
    let bulge = |a: P, b: P, side: f64| {
        let m = lerp(a, b, 0.55);
        (m.0 + k * side * 8.0, m.1)
    };
    let last = COILS.len() - 1;
    let mut pen = Pen::at(at(0, -1.0));
    for i in 0..last {
        pen = pen.q(bulge(at(i, -1.0), at(i + 1, -1.0), -1.0), at(i + 1, -1.0));
    }
    let tip = (at(last, 0.0).0 + k * 5.0, 258.0);
    pen = pen.q((tip.0 - k * 8.0, tip.1 - 10.0), tip).q((tip.0 + k * 5.0, tip.1 - 14.0), at(last, 1.0));
    for i in (0..last).rev() {
        pen = pen.q(bulge(at(i + 1, 1.0), at(i, 1.0), 1.0), at(i, 1.0));
    }
    let top = at(0, 0.0);
    let d = pen.c((top.0 + k * 20.0, 84.0), (top.0 - k * 26.0, 78.0), at(0, -1.0)).z().d();
    let (mut shadows, mut edges, mut glints) = (String::new(), String::new(), String::new());
    for (i, &(_, r)) in COILS.iter().enumerate().skip(1) {
        let (a, b) = (at(i, -1.0), at(i, 1.0));
        let m = lerp(a, b, 0.5);
        let p = Pen::at(a).q((m.0 + k * 2.0, m.1 + r * 0.6), b);
        shadows
            .push_str(&p.q((m.0 + k * r * 0.7, m.1 + r * 1.7), (a.0 + k * r * 0.3, a.1 + r * 0.5)).z().d());
        edges.push_str(&spindle(a, (m.0 + k * 2.0, m.1 + r * 0.6), b, 1.8));
        // On the lit side of the coil above the edge.
        let (up, down) = (lerp(at(i - 1, -1.0), at(i - 1, 1.0), 0.5 + 0.24 * sc.lit * k), m);
        let c = lerp(up, down, 0.62);
        glints.push_str(&leaf(
            (c.0 - r * 0.3, c.1 - r * 0.36),
            (c.0 + r * 0.3, c.1 + r * 0.2),
            0.5,
            3.4,
            3.4,
        ));
    }
    let (id, clip) = cv.shape(&d);
    cv.put(again(&id).fill(&fill).line(h.ink, 2.0));
    cv.clipped(&clip, |cv| {
        cv.put(path(shadows).fill(h.shade.mix(h.deep, 0.4)).op(0.9));
        cv.put(path(edges).fill(h.ink));
        cv.put(path(glints).fill(h.shine).op(0.9));
    });
}
