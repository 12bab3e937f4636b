//! The fringe: a dome of hair ending in locks, and the locks beside the face.

use crate::gallery::character::{Accessory, BackHair, Dye, FrontHair};
use crate::gallery::hair::cuts;
use crate::gallery::paint::canvas::{Canvas, again, path};
use crate::gallery::paint::geom::{P, Pen, along, cos, dir, dist, leaf, lerp, sin, spindle};
use crate::gallery::paint::pose::Scene;

const END: (f64, f64) = (66.0, 112.0);

/// A fringe laid out on a turned head.
pub struct Fringe {
    pub id: String,
    clip: String,
    part: P,
    notches: Vec<P>,
    tips: Vec<P>,
    side: f64,
}

/// Depth at which hair at that height hangs in front of the head.
fn depth(y: f64) -> f64 {
    4.0 + 9.0 * ((y - 40.0) / 70.0).clamp(0.0, 1.0)
}

/// Remembers the fringe's outline.
pub fn fringe(cv: &mut Canvas, sc: &Scene) -> Fringe {
    let cut = cuts::cut(sc.ch.front);
    // The further a point is from the middle, the less it moves with the turn.
    let place = |x: f64, y: f64| {
        let k = 1.0 - (x / 70.0) * (x / 70.0);
        let p = sc.pose.at(x, y, depth(y) * k.max(0.0));
        (p.0.round(), p.1.round())
    };
    let part = place(cut.part.0, cut.part.1);
    let tips: Vec<P> = cut.locks.iter().map(|l| place(l.0, l.1)).collect();
    let mut notches = vec![(-END.0, END.1)];
    // The last lock ends at the right temple.
    let inner = cut.locks.len() - 1;
    notches.extend(cut.locks[..inner].iter().map(|l| place(l.2, l.3)));
    notches.push(END);
    let mut pen = dome(sc);
    for i in (0..tips.len()).rev() {
        let (right, left, tip) = (notches[i + 1], notches[i], tips[i]);
        let flow = |v: P| along(v, dir(part, v), dist(v, tip) * 0.5);
        let slick = |v: P| (if v.0.abs() > tip.0.abs() { v.0 } else { tip.0 } * 0.95, v.1.min(tip.1));
        let side = |v: P| match sc.ch.front {
            _ if v.0.abs() > 64.0 => lerp(v, tip, 0.5),
            FrontHair::Slick => slick(v),
            _ => flow(v),
        };
        let b = if cut.blunt > 0.0 && i > 0 && i + 1 < tips.len() { cut.blunt } else { 0.0 };
        pen = pen.q(side(right), (tip.0 + b, tip.1));
        if b > 0.0 {
            pen = pen.l((tip.0 - b, tip.1 + 0.8));
        }
        pen = pen.q(side(left), left);
    }
    let (id, clip) = cv.shape(&pen.z().d());
    Fringe { id, clip, part, notches, tips, side: cut.side }
}

/// Outer outline of the hair from the left temple over the top to the right one.
fn dome(sc: &Scene) -> Pen {
    let pen = Pen::at((-END.0, END.1));
    let t = sc.pose.yaw * 2.0;
    let spiky = sc.ch.front == FrontHair::Spiky && !sc.worn.flattens();
    if !spiky {
        return pen.c((-72.0, 62.0), (-46.0, 32.0), (t, 32.0)).c((46.0, 32.0), (72.0, 62.0), END);
    }
    let spikes: [(P, P); 7] = [
        ((-83.0, 99.0), (-69.0, 86.0)),
        ((-86.0, 64.0), (-62.0, 62.0)),
        ((-70.0, 32.0), (-42.0, 42.0)),
        ((-34.0, 12.0), (-8.0, 34.0)),
        ((14.0, 8.0), (28.0, 36.0)),
        ((62.0, 20.0), (58.0, 54.0)),
        ((86.0, 60.0), (69.0, 84.0)),
    ];
    let mut pen = pen;
    let mut last = (-END.0, END.1);
    for (tip, notch) in spikes {
        let out = lerp(last, tip, 0.45);
        let back = lerp(notch, tip, 0.4);
        let c = (0.0, 100.0);
        pen = pen.q(along(out, dir(c, out), 5.0), tip).q(along(back, dir(c, back), -1.0), notch);
        last = notch;
    }
    pen.q((80.0, 88.0), (84.0, 97.0)).q((72.0, 102.0), END)
}

/// Whether the locks beside the face leave the ears free.
pub fn ears_free(back: BackHair) -> bool {
    !matches!(back, BackHair::Long | BackHair::Wavy | BackHair::Bob | BackHair::Flip)
}

/// Locks beside the face; drawn before the fringe.
pub fn side_locks(cv: &mut Canvas, sc: &Scene, fr: &Fringe) {
    let h = sc.pal.hair;
    let free = ears_free(sc.ch.back);
    let low = match sc.ch.back {
        BackHair::Short => fr.side.min(150.0),
        BackHair::Bob | BackHair::Flip => fr.side.min(170.0),
        _ => fr.side,
    };
    for k in [-1.0, 1.0] {
        let t = sc.pose.yaw * 3.0;
        let near = 1.0 - 0.22 * sc.pose.yaw * k;
        let (inn, out) = if free { (46.0, 60.0) } else { (44.0, 67.0) };
        let inn = out - (out - inn) * near;
        let tip = (k * (out - 11.0 * near) + t, low);
        let d = Pen::at((k * inn + t * 0.6, 84.0))
            .c((k * (inn - 2.0) + t, 122.0), (k * (inn + 4.0) + t, low - 36.0), tip)
            .c((k * (out - 1.0) + t, low - 16.0), (k * (out + 3.0), 140.0), (k * out, 100.0))
            .l((k * out, 84.0))
            .z()
            .d();
        cv.put(path(&d).fill(h.base).line(h.ink, 1.6));
        let far = k * sc.lit < 0.0;
        let root = (k * (inn + 3.0), 96.0);
        let w = (out - inn) * 0.4;
        let shade = leaf(root, (tip.0, tip.1 - 2.0), 0.45, w * 0.7, w * 0.7);
        if far || !free {
            cv.put(path(shade).fill(h.shade));
        }
        let x = k * (out - 4.0);
        let strand = spindle((x, 100.0), (x + k * 2.0, 136.0), (tip.0 + k, low - 12.0), 0.9);
        cv.put(path(strand).fill(h.ink).op(0.55));
    }
}

/// The fringe with strands, shadow and shine.
pub fn draw(cv: &mut Canvas, sc: &Scene, fr: &Fringe) {
    let h = sc.pal.hair;
    let top = h.base.mix(h.shade, 0.35);
    let fill = cv.linear((0.0, 34.0), (0.0, 120.0), &[(0.0, top, 1.0), (0.5, h.base, 1.0)]);
    cv.put(again(&fr.id).fill(h.ink).line(h.ink, 2.0).shift(-sc.lit * 0.5, 0.7));
    cv.put(again(&fr.id).fill(&fill));
    let clip = fr.clip.clone();
    cv.clipped(&clip, |cv| {
        let n = fr.tips.len();
        let mut dark = String::new();
        for i in 0..n {
            // Shadow on the side of each lock that faces away from the light.
            let (a, b) = (fr.notches[i], fr.notches[i + 1]);
            let v = if sc.lit > 0.0 { a } else { b };
            let other = if sc.lit > 0.0 { b } else { a };
            let edge = v.0.abs() > 64.0;
            if (fr.tips[i].1 - v.1).abs() < 6.0 || dist(v, fr.tips[i]) > 64.0 {
                continue;
            }
            let root = lerp(v, fr.part, if edge { 0.35 } else { 0.3 });
            let c = lerp(lerp(v, other, 0.42), fr.tips[i], 0.4);
            let o = along(v, dir(fr.tips[i], v), 2.0);
            let tip = fr.tips[i];
            dark.push_str(&Pen::at(root).q(c, (tip.0, tip.1 + 1.0)).l(o).z().d());
        }
        cv.put(path(dark).fill(h.shade));
        if sc.ch.dye == Dye::Streak {
            let i = if sc.lit > 0.0 { 1 } else { n - 2 };
            let (a, b, tip) = (fr.notches[i], fr.notches[i + 1], fr.tips[i]);
            let d = Pen::at(lerp(fr.part, a, 0.12)).q(lerp(a, fr.part, 0.1), a).l(tip).l(b);
            let d = d.q(lerp(b, fr.part, 0.2), lerp(fr.part, a, 0.12)).z().d();
            cv.put(path(d).fill(sc.pal.hair2.base).line(sc.pal.hair2.ink, 0.8));
        }
        if sc.ch.dye == Dye::Tips {
            let c = sc.pal.hair2.base;
            let g = cv.linear((0.0, 96.0), (0.0, 140.0), &[(0.0, c, 0.0), (1.0, c, 1.0)]);
            cv.put(again(&fr.id).fill(&g).decor());
        }
        strands(cv, sc, fr);
        shine(cv, sc, fr);
        cv.put(again(&fr.id).line(&sc.rim, 5.0).op(0.75).decor());
    });
    cv.put(again(&fr.id).line(h.ink, 1.6));
    if sc.ch.front == FrontHair::Slick {
        let (a, b) = (sc.pose.at(6.0, 62.0, 4.0), sc.pose.at(-13.0, 118.0, 10.0));
        let c = sc.pose.at(-22.0, 84.0, 8.0);
        cv.put(path(spindle(a, c, b, 4.0)).fill(h.base).line(h.ink, 1.2));
    }
    let bare = !sc.worn.is_hat();
    let loose = matches!(sc.worn, Accessory::None | Accessory::Glasses | Accessory::Scarf);
    if loose && matches!(sc.ch.front, FrontHair::Choppy | FrontHair::Wispy | FrontHair::Swept) {
        let d = spindle((18.0, 35.0), (42.0, 26.0), (58.0, 42.0), 3.4);
        cv.put(path(d).fill(h.base).line(h.ink, 1.2));
    }
    let crowned = matches!(sc.worn, Accessory::Halo | Accessory::Ribbon | Accessory::Tiara);
    if sc.ch.ahoge && bare && !crowned {
        let d = Pen::at((-3.0, 37.0))
            .c((-14.0, 16.0), (8.0, 2.0), (26.0, 12.0))
            .c((12.0, 12.0), (2.0, 22.0), (7.0, 37.0))
            .d();
        cv.put(path(d).fill(h.base).line(h.ink, 1.6));
    }
}

fn strands(cv: &mut Canvas, sc: &Scene, fr: &Fringe) {
    let h = sc.pal.hair;
    let mut d = String::new();
    for v in &fr.notches[1..fr.notches.len() - 1] {
        let a = along(*v, dir(fr.part, *v), 1.0);
        let b = lerp(*v, fr.part, if dist(*v, fr.part) > 30.0 { 0.62 } else { 0.4 });
        let m = lerp(a, b, 0.5);
        let bend = (m.0 + (v.0 - fr.part.0) * 0.10, m.1 - 2.0);
        d.push_str(&spindle(a, bend, b, 1.3));
    }
    if sc.ch.front == FrontHair::Slick {
        for x in [-40.0, -27.0, -15.0, 16.0, 28.0, 41.0f64] {
            let (a, b) = ((x, 68.0 + x * x * 0.011), (x * 0.8, 40.0));
            d.push_str(&spindle(a, (x * 1.05, 52.0), b, 1.2));
        }
    }
    for k in [-1.0, 1.0] {
        let a = (k * 58.0, 86.0);
        d.push_str(&spindle(a, (k * 50.0, 58.0), (k * 24.0 + fr.part.0 * 0.3, 44.0), 1.2));
    }
    cv.put(path(d).fill(h.ink).op(0.6));
}

/// The "angel ring": a band of ragged glints following the dome.
fn shine(cv: &mut Canvas, sc: &Scene, fr: &Fringe) {
    let h = sc.pal.hair;
    let hat = sc.worn.is_hat();
    let mut d = String::new();
    let centre = (sc.pose.yaw * 5.0, 116.0);
    for i in -6i32..=6 {
        let a = f64::from(i) * 0.155 + 0.03;
        let far = f64::from(i) * sc.lit < -3.0;
        if i == (sc.lit * 1.0) as i32 || far || (hat && i.abs() < 6) {
            continue;
        }
        let c = (centre.0 + 60.0 * sin(a), centre.1 - 50.0 * cos(a) + 4.0);
        let u = dir((fr.part.0 * 0.5, 10.0), c);
        let long = [13.5, 8.0, 17.0, 10.0][(i + 8) as usize % 4];
        let from = along(c, u, -long * 0.55);
        d.push_str(&leaf(from, along(c, u, long), 0.38, 7.8, 7.8));
    }
    if !hat {
        let (a, b) = ((centre.0 - 54.0, 96.0), (centre.0 + 54.0, 96.0));
        let band = spindle(a, (centre.0, 34.0), b, 9.0);
        cv.put(path(band).fill(h.base.mix(h.shine, 0.28)));
    }
    cv.put(path(d).fill(h.shine));
}
