//! Hair behind the head.

use crate::gallery::character::{BackHair, Dye};
use crate::gallery::hair::tails;
use crate::gallery::paint::canvas::{Canvas, Fill, again, path};
use crate::gallery::paint::geom::{P, Pen, leaf, lerp, spindle};
use crate::gallery::paint::palette::Tone;
use crate::gallery::paint::pose::Scene;

/// Fill that fades to the second colour towards the tips.
pub fn fade(cv: &mut Canvas, sc: &Scene, from: f64, to: f64) -> Fill {
    let h = sc.pal.hair;
    if sc.ch.dye != Dye::Tips {
        return Fill::Flat(h.base);
    }
    let c = sc.pal.hair2.base;
    cv.linear((0.0, from), (0.0, to), &[(0.0, h.base, 1.0), (1.0, c, 1.0)])
}

/// A mass of hair: ink, fill, shadow, strands and rim.
pub fn mass(cv: &mut Canvas, sc: &Scene, d: &str, fill: &Fill, shadows: &str, strands: &str) {
    let h = sc.pal.hair;
    let (id, clip) = cv.shape(d);
    cv.put(again(&id).line(h.ink, 2.0).shift(-sc.lit * 0.6, 0.8));
    cv.put(again(&id).fill(fill).line(h.ink, 1.6));
    cv.clipped(&clip, |cv| {
        if !shadows.is_empty() {
            let tint = if sc.ch.dye == Dye::Tips { h.deep } else { h.shade };
            let o = if sc.ch.dye == Dye::Tips { 0.35 } else { 1.0 };
            cv.put(path(shadows).fill(tint).op(o));
        }
        if !strands.is_empty() {
            cv.put(path(strands).fill(h.ink).op(0.5));
        }
        cv.put(again(&id).line(&sc.rim, 6.0).op(0.8).decor());
    });
}

/// The scalp seen behind the ears and neck, down to `low`.
fn nape(cv: &mut Canvas, sc: &Scene, low: f64, wide: f64) {
    let t: Tone = sc.pal.inner;
    let x = -sc.pose.yaw * 3.0;
    let d = Pen::at((-62.0, 70.0))
        .c((-68.0, 116.0), (-wide + x, low - 30.0), (-wide + 8.0 + x, low))
        .l((-wide + 16.0 + x, low - 9.0))
        .l((-wide + 26.0 + x, low + 5.0))
        .l((x - 8.0, low - 4.0))
        .l((x, low + 6.0))
        .l((x + 8.0, low - 4.0))
        .l((wide - 26.0 + x, low + 5.0))
        .l((wide - 16.0 + x, low - 9.0))
        .l((wide - 8.0 + x, low))
        .c((wide + x, low - 30.0), (68.0, 116.0), (62.0, 70.0))
        .z()
        .d();
    cv.put(path(d).fill(t.base).line(sc.pal.hair.ink, 1.6));
}

/// A curtain with tips at the bottom; `edge` bends the right side.
fn curtain(x: f64, edge: &dyn Fn(Pen, f64) -> Pen, tips: &[(f64, f64)], close: P) -> String {
    let mut pen = Pen::at((-66.0, 96.0)).c((-70.0, 52.0), (-40.0, 36.0), (0.0, 36.0));
    pen = pen.c((40.0, 36.0), (70.0, 52.0), (66.0, 96.0));
    pen = edge(pen, 1.0);
    let mut last = (close.0 + x, close.1);
    for t in tips {
        let p = (t.0 + x, t.1);
        let c = lerp(last, p, 0.6);
        pen = pen.q((c.0 + 3.0, c.1 + if p.1 > last.1 { -6.0 } else { 5.0 }), p);
        last = p;
    }
    edge(pen, -1.0).z().d()
}

/// Behind everything but the backdrop.
pub fn behind(cv: &mut Canvas, sc: &Scene) {
    let x = -sc.pose.yaw * 6.0;
    match sc.ch.back {
        BackHair::Long => long(cv, sc, x),
        BackHair::Wavy => wavy(cv, sc, x),
        BackHair::Bob => bob(cv, sc, x),
        BackHair::Flip => flip(cv, sc, x),
        BackHair::TwinTails => {
            for k in [-1.0, 1.0] {
                tails::tail(cv, sc, k, x);
            }
            nape(cv, sc, 168.0, 56.0);
        }
        BackHair::Ponytail => {
            tails::ponytail(cv, sc, x);
            nape(cv, sc, 162.0, 54.0);
        }
        BackHair::Buns => {
            tails::buns(cv, sc, x);
            nape(cv, sc, 164.0, 55.0);
        }
        BackHair::Short => nape(cv, sc, 172.0, 60.0),
        BackHair::TwinBraids | BackHair::Drills => nape(cv, sc, 170.0, 60.0),
        BackHair::SideTail => nape(cv, sc, 174.0, 60.0),
    }
}

fn long(cv: &mut Canvas, sc: &Scene, x: f64) {
    let edge = |p: Pen, k: f64| {
        if k > 0.0 {
            p.c((78.0, 140.0), (86.0 + x, 200.0), (84.0 + x, 282.0))
        } else {
            p.c((-86.0 + x, 200.0), (-78.0, 140.0), (-66.0, 96.0))
        }
    };
    let tips = [
        (74.0, 304.0),
        (62.0, 284.0),
        (44.0, 310.0),
        (30.0, 288.0),
        (0.0, 312.0),
        (-30.0, 288.0),
        (-44.0, 310.0),
        (-62.0, 284.0),
        (-74.0, 304.0),
        (-84.0, 282.0),
    ];
    let d = curtain(x, &edge, &tips, (84.0, 282.0));
    let fill = fade(cv, sc, 150.0, 270.0);
    let mut sh = String::new();
    let mut st = String::new();
    for k in [-1.0, 1.0] {
        let far = k * sc.lit < 0.0;
        sh.push_str(&leaf((k * 58.0, 110.0), (k * 56.0 + x, 306.0), 0.4, 12.0, 12.0));
        if far {
            sh.push_str(&leaf((k * 70.0, 120.0), (k * 76.0 + x, 300.0), 0.5, 7.0, 7.0));
        }
        st.push_str(&spindle((k * 66.0, 120.0), (k * 71.0 + x, 190.0), (k * 66.0 + x, 290.0), 1.2));
        st.push_str(&spindle((k * 62.0, 150.0), (k * 66.0 + x, 210.0), (k * 58.0 + x, 280.0), 1.0));
    }
    mass(cv, sc, &d, &fill, &sh, &st);
    inside(cv, sc, 52.0, 250.0);
}

/// The dark inside of long hair behind the neck.
fn inside(cv: &mut Canvas, sc: &Scene, w: f64, low: f64) {
    let x = -sc.pose.yaw * 4.0;
    let d = Pen::at((-w, 110.0))
        .c((-w - 2.0, 150.0), (-w + 4.0 + x, low - 30.0), (-w + 14.0 + x, low))
        .l((w - 14.0 + x, low))
        .c((w - 4.0 + x, low - 30.0), (w + 2.0, 150.0), (w, 110.0))
        .z()
        .d();
    let t = sc.pal.inner;
    let c = if sc.ch.dye == Dye::Inner { t.base } else { sc.pal.hair.deep.mix(sc.pal.hair.shade, 0.3) };
    let end = if sc.ch.dye == Dye::Tips { sc.pal.hair2.shade } else { c.mix(sc.pal.hair.shade, 0.5) };
    let g = cv.linear((0.0, 140.0), (0.0, low), &[(0.0, c, 1.0), (1.0, end, 1.0)]);
    cv.put(path(d).fill(&g));
    let mut st = String::new();
    for k in [-1.0, 1.0] {
        for a in [24.0, 36.0, 45.0] {
            st.push_str(&spindle((k * a, 150.0), (k * (a + 3.0) + x, 190.0), (k * a + x, low), 1.3));
        }
    }
    cv.put(path(st).fill(sc.pal.hair.ink).op(0.45));
}

/// One side of wavy hair, `off` inside its edge, downwards.
fn wave(p: Pen, k: f64, off: f64, x: f64) -> Pen {
    let w = |a: f64, y: f64| (k * (a - off) + x * (y - 96.0) / 190.0, y);
    p.c(w(74.0, 114.0), w(92.0, 122.0), w(87.0, 144.0))
        .c(w(82.0, 164.0), w(99.0, 170.0), w(97.0, 192.0))
        .c(w(95.0, 212.0), w(108.0, 222.0), w(98.0, 246.0))
        .c(w(94.0, 262.0), w(90.0, 270.0), w(78.0, 280.0))
}

fn wavy(cv: &mut Canvas, sc: &Scene, x: f64) {
    let edge = |p: Pen, k: f64| {
        let w = |a: f64, y: f64| (k * a + x * (y - 96.0) / 190.0, y);
        if k > 0.0 {
            wave(p, k, 0.0, x)
        } else {
            p.c(w(90.0, 270.0), w(94.0, 262.0), w(98.0, 246.0))
                .c(w(108.0, 222.0), w(95.0, 212.0), w(97.0, 192.0))
                .c(w(99.0, 170.0), w(82.0, 164.0), w(87.0, 144.0))
                .c(w(92.0, 122.0), w(74.0, 114.0), (-66.0, 96.0))
        }
    };
    let tips = [
        (66.0, 262.0),
        (44.0, 284.0),
        (20.0, 270.0),
        (-20.0, 270.0),
        (-44.0, 284.0),
        (-66.0, 262.0),
        (-78.0, 280.0),
    ];
    let d = curtain(x, &edge, &tips, (78.0, 280.0));
    let fill = fade(cv, sc, 140.0, 250.0);
    let (mut sh, mut lines) = (String::new(), String::new());
    for k in [-1.0, 1.0] {
        let far = if k * sc.lit < 0.0 { 12.0 } else { 20.0 };
        let pen = wave(Pen::at((k * (66.0 - far), 96.0)), k, far, x);
        sh.push_str(&pen.l((k * 20.0, 284.0)).l((k * 20.0, 96.0)).z().d());
        lines.push_str(&wave(Pen::at((k * 60.0, 100.0)), k, 6.0, x).d());
    }
    mass(cv, sc, &d, &fill, &sh, "");
    cv.put(path(lines).line(sc.pal.hair.ink, 1.1).op(0.5));
    inside(cv, sc, 50.0, 240.0);
}

fn bob(cv: &mut Canvas, sc: &Scene, x: f64) {
    let edge = |p: Pen, k: f64| {
        if k > 0.0 {
            p.c((77.0, 130.0), (80.0 + x * 0.6, 168.0), (60.0 + x * 0.6, 192.0))
        } else {
            p.c((-80.0 + x * 0.6, 168.0), (-77.0, 130.0), (-66.0, 96.0))
        }
    };
    let tips = [
        (52.0, 184.0),
        (40.0, 196.0),
        (26.0, 186.0),
        (0.0, 194.0),
        (-26.0, 186.0),
        (-40.0, 196.0),
        (-52.0, 184.0),
        (-60.0, 192.0),
    ];
    let d = curtain(x * 0.6, &edge, &tips, (60.0, 192.0));
    let fill = fade(cv, sc, 130.0, 196.0);
    let (mut sh, mut st) = (String::new(), String::new());
    for k in [-1.0, 1.0] {
        sh.push_str(&leaf((k * 54.0, 104.0), (k * 54.0 + x * 0.6, 190.0), 0.5, 9.0, 9.0));
        st.push_str(&spindle((k * 67.0, 112.0), (k * 72.0, 150.0), (k * 60.0 + x * 0.6, 184.0), 1.2));
    }
    mass(cv, sc, &d, &fill, &sh, &st);
    inside(cv, sc, 50.0, 186.0);
}

fn flip(cv: &mut Canvas, sc: &Scene, x: f64) {
    let edge = |p: Pen, k: f64| {
        if k > 0.0 {
            p.c((74.0, 130.0), (62.0 + x, 166.0), (94.0 + x, 190.0))
                .c((82.0 + x, 196.0), (70.0 + x, 194.0), (60.0 + x, 188.0))
                .c((66.0 + x, 202.0), (78.0 + x, 210.0), (88.0 + x, 214.0))
                .c((66.0 + x, 218.0), (52.0 + x, 212.0), (40.0 + x, 200.0))
        } else {
            p.c((-52.0 + x, 212.0), (-66.0 + x, 218.0), (-88.0 + x, 214.0))
                .c((-78.0 + x, 210.0), (-66.0 + x, 202.0), (-60.0 + x, 188.0))
                .c((-70.0 + x, 194.0), (-82.0 + x, 196.0), (-94.0 + x, 190.0))
                .c((-62.0 + x, 166.0), (-74.0, 130.0), (-66.0, 96.0))
        }
    };
    let d = curtain(x, &edge, &[(-40.0, 200.0)], (40.0, 200.0));
    let fill = fade(cv, sc, 130.0, 210.0);
    let (mut sh, mut st) = (String::new(), String::new());
    for k in [-1.0, 1.0] {
        sh.push_str(&leaf((k * 54.0, 104.0), (k * 48.0 + x, 204.0), 0.5, 10.0, 10.0));
        st.push_str(&spindle((k * 66.0, 120.0), (k * 60.0 + x, 168.0), (k * 80.0 + x, 188.0), 1.3));
        st.push_str(&spindle((k * 58.0, 150.0), (k * 56.0 + x, 192.0), (k * 76.0 + x, 210.0), 1.3));
    }
    mass(cv, sc, &d, &fill, &sh, &st);
    inside(cv, sc, 50.0, 196.0);
}
