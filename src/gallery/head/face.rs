//! Face, ears, neck, nose, cheeks and skin marks.

use crate::gallery::character::{Character, Ears, FaceShape, Skinmark};
use crate::gallery::paint::canvas::{Canvas, again, circle, ellipse, path, rect};
use crate::gallery::paint::geom::{Pen, leaf, lerp, spindle};
use crate::gallery::paint::pose::{Pose, Scene, chin};
use crate::gallery::part::Part;
use crate::gallery::variation::Blush;

/// Closed outline of the face, its top hidden under the hair.
pub fn outline(ch: &Character, pose: &Pose) -> String {
    let (jaw, cheek) = match ch.face {
        FaceShape::Soft => (42.0, 57.0),
        FaceShape::Oval => (37.0, 56.0),
        FaceShape::Sharp => (36.0, 54.0),
    };
    let y = chin(ch.face) + pose.pitch * 3.0;
    let t = pose.yaw;
    // The near jaw shows more, the far cheek bulges a little.
    let (jl, jr) = (-jaw + 5.0 * t, jaw + 5.0 * t);
    let (cl, cr) = (-cheek + t.max(0.0) * 1.5, cheek + t.min(0.0) * 1.5);
    let c = 10.0 * t;
    let mid = y - 22.0;
    Pen::fine((-57.0, 92.0))
        .c((-58.5, 116.0), (cl, 143.0), (jl, mid))
        .c((jl + 11.0, mid + 11.0), (c - 11.0, y), (c, y))
        .c((c + 11.0, y), (jr - 11.0, mid + 11.0), (jr, mid))
        .c((cr, 143.0), (58.5, 116.0), (57.0, 92.0))
        .c((57.0, 40.0), (-57.0, 40.0), (-57.0, 92.0))
        .z()
        .d()
}

/// Neck, drawn before the clothes.
pub fn neck(cv: &mut Canvas, sc: &Scene) {
    let s = sc.pal.skin;
    let w = if sc.ch.face == FaceShape::Sharp { 17.5 } else { 14.5 };
    let t = sc.pose.yaw * 3.0;
    let d = Pen::at((-w + t, 158.0))
        .c((-w + t, 186.0), (-w, 196.0), (-w - 8.0, 203.0))
        .l((-38.0, 211.0))
        .l((0.0, 300.0))
        .l((38.0, 211.0))
        .l((w + 8.0, 203.0))
        .c((w, 196.0), (w + t, 186.0), (w + t, 158.0))
        .z()
        .d();
    cv.part(Part::Face, |cv| {
        let (id, clip) = cv.shape(&d);
        cv.put(again(&id).fill(s.base).line(s.ink, 1.6));
        let y = sc.chin();
        let shadow = Pen::at((-40.0, 150.0))
            .l((40.0, 150.0))
            .c((30.0, y + 8.0), (16.0 + t, y + 22.0), (2.0 + t - sc.lit * 5.0, y + 22.0))
            .c((-14.0, y + 22.0), (-30.0, y + 8.0), (-40.0, 150.0))
            .z()
            .d();
        cv.put(path(shadow).fill(s.shade).clip(&clip));
        for k in [-1.0, 1.0] {
            let bone = spindle((k * 7.0, 217.0), (k * 20.0, 211.0), (k * 40.0, 213.0), 1.6);
            cv.put(path(bone).fill(s.shade).decor());
        }
    });
}

/// Both ears; hair drawn later may cover them.
pub fn ears(cv: &mut Canvas, sc: &Scene) {
    let s = sc.pal.skin;
    cv.part(Part::Face, |cv| {
        for k in [-1.0, 1.0] {
            let x = k * 55.0 - sc.pose.yaw * 5.0;
            let y = 130.0 - sc.pose.pitch * 4.0;
            if sc.ch.ears == Ears::Elf {
                let d = Pen::at((x, y - 13.0))
                    .c((x + k * 12.0, y - 22.0), (x + k * 26.0, y - 26.0), (x + k * 40.0, y - 34.0))
                    .c((x + k * 34.0, y - 10.0), (x + k * 20.0, y + 10.0), (x, y + 16.0))
                    .z()
                    .d();
                cv.put(path(d).fill(s.base).line(s.ink, 1.6));
                let a = (x + k * 4.0, y + 2.0);
                cv.put(path(leaf(a, (x + k * 31.0, y - 24.0), 0.4, 6.0, 5.0)).fill(s.shade));
                continue;
            }
            let d = Pen::at((x - k * 2.0, y - 14.0))
                .c((x + k * 10.0, y - 22.0), (x + k * 17.0, y - 10.0), (x + k * 12.0, y + 3.0))
                .c((x + k * 10.0, y + 13.0), (x + k * 5.0, y + 18.0), (x - k * 2.0, y + 14.0))
                .z()
                .d();
            cv.put(path(d).fill(s.base).line(s.ink, 1.6));
            let inner = Pen::at((x + k * 2.0, y - 8.0))
                .c((x + k * 10.0, y - 14.0), (x + k * 12.0, y - 4.0), (x + k * 7.0, y + 2.0))
                .c((x + k * 4.0, y + 1.0), (x + k * 7.0, y - 6.0), (x + k * 2.0, y - 8.0))
                .z()
                .d();
            cv.put(path(inner).fill(s.shade));
        }
    });
}

/// The face itself with shading, cheeks, nose and marks (no eyes, no mouth).
/// `fringe` is the remembered outline of the fringe that shades the forehead.
pub fn face(cv: &mut Canvas, sc: &Scene, fringe: &str) {
    let s = sc.pal.skin;
    cv.part(Part::Face, |cv| {
        cv.put(again(&sc.face).fill(s.ink).line(s.ink, 1.6).shift(-sc.lit * 0.5, 0.7));
        cv.put(again(&sc.face).fill(s.shade).line(s.ink, 1.6));
        let clip = sc.face_clip.clone();
        cv.clipped(&clip, |cv| {
            cv.put(again(&sc.face).fill(s.base).shift(sc.lit * 4.5, -2.0));
            cheeks(cv, sc);
            cv.put(again(fringe).fill(s.shade).shift(-sc.lit * 2.5, 6.5));
        });
        nose(cv, sc);
        marks(cv, sc);
    });
}

fn cheeks(cv: &mut Canvas, sc: &Scene) {
    let s = sc.pal.skin;
    let strength = match sc.va.expression.blush {
        Blush::None => 0.22,
        Blush::Soft => 0.55,
        Blush::Strong => 0.85,
    };
    let pink = s.base.mix(sc.pal.lit(0xff5f7a), 0.62);
    let glow = cv.radial(&[(0.0, pink, 1.0), (0.45, pink, 0.7), (1.0, pink, 0.0)]);
    for k in [-1.0, 1.0] {
        let c = sc.pose.face(k * 37.0, 151.0);
        let w = sc.pose.width(k * 37.0);
        cv.put(ellipse(c, 15.0 * w, 9.0).fill(&glow).op(strength).decor());
        if sc.va.expression.blush == Blush::Strong {
            for i in -1..=1 {
                let (x, y) = (c.0 + f64::from(i) * 6.0 * w, c.1);
                let d = spindle((x + 2.0, y - 4.0), (x, y), (x - 2.5, y + 4.0), 1.4);
                cv.put(path(d).fill(s.deep.mix(pink, 0.4)).decor());
            }
        } else if sc.va.expression.blush == Blush::Soft {
            let shine = (c.0 - 4.0 * w, c.1 - 2.0);
            cv.put(ellipse(shine, 2.4, 1.5).fill(s.shine).op(0.7).decor());
        }
    }
}

fn nose(cv: &mut Canvas, sc: &Scene) {
    let s = sc.pal.skin;
    let p = sc.pose.face(0.0, 151.0);
    let tip = (p.0 + sc.pose.yaw * 4.0, p.1);
    let k = if sc.pose.yaw.abs() > 0.2 { -sc.pose.yaw.signum() } else { -sc.lit };
    match sc.ch.face {
        FaceShape::Soft => {
            let d = spindle((tip.0 - 1.8, tip.1), (tip.0, tip.1 + 2.6), (tip.0 + 2.2, tip.1), 1.3);
            cv.put(path(d).fill(s.ink));
        }
        _ => {
            let up = (tip.0 + k * 1.5, tip.1 - 9.0);
            let base = (tip.0 + k * 3.4, tip.1 + 2.6);
            let d = Pen::fine(up).l((tip.0, tip.1 + 1.0)).l(base).q(lerp(up, base, 0.5), up).z();
            cv.put(path(d.d()).fill(s.shade));
            let d = spindle((tip.0 - k, tip.1 + 1.0), (tip.0, tip.1 + 3.4), base, 1.2);
            cv.put(path(d).fill(s.ink));
        }
    }
    if s.base.luma() < 0.6 {
        cv.put(ellipse((tip.0 - k * 1.5, tip.1 - 3.0), 1.6, 1.2).fill(s.shine).op(0.6));
    }
}

fn marks(cv: &mut Canvas, sc: &Scene) {
    let s = sc.pal.skin;
    let at = |x: f64, y: f64| sc.pose.face(x, y);
    match sc.ch.mark {
        Skinmark::None => {}
        Skinmark::MoleEye => cv.put(circle(at(37.0, 152.0), 1.7).fill(s.ink)),
        Skinmark::MoleMouth => cv.put(circle(at(15.0, 172.0), 1.7).fill(s.ink)),
        Skinmark::Freckles => {
            for (x, y) in [(25.0, 151.0), (32.0, 154.0), (39.0, 151.0), (29.0, 158.0)] {
                for k in [-1.0, 1.0] {
                    cv.put(circle(at(k * x, y), 1.3).fill(s.deep.mix(s.ink, 0.2)).op(0.8));
                }
            }
        }
        Skinmark::Scar => {
            let (a, b) = (at(28.0, 149.0), at(42.0, 160.0));
            let c = s.deep.mix(sc.pal.lit(0xc04a50), 0.5);
            cv.put(path(spindle(a, lerp(a, b, 0.5), b, 2.0)).fill(c));
            for t in [0.3, 0.6] {
                let m = lerp(a, b, t);
                let d = spindle((m.0 + 3.0, m.1 - 3.5), m, (m.0 - 3.0, m.1 + 3.5), 1.2);
                cv.put(path(d).fill(c));
            }
        }
        Skinmark::Plaster => {
            let p = at(38.0, 154.0);
            let t = format!("translate({:.1} {:.1})rotate(-18)", p.0, p.1);
            let c = sc.pal.lit(0xf3d9a8);
            cv.moved(&t, |cv| {
                cv.put(rect(-9.0, -4.0, 18.0, 8.0, 4.0).fill(c).line(s.ink, 1.0));
                cv.put(rect(-3.5, -4.0, 7.0, 8.0, 0.0).fill(c.shade()));
            });
        }
    }
}
