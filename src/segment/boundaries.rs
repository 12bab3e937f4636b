//! Outlines of superpixels as SVG path data.

use super::segmentation::Segmentation;
use std::fmt::Write;

/// A corner of pixels: (column, row) of the pixel to its lower right, 0–width and 0–height.
type Corner = (usize, usize);

/// For each superpixel its outline as SVG path data along the edges of pixels, in pixels of the label map
/// (x right, y down): closed polygons, holes among them, to be filled by the even-odd rule. Corners lie
/// where the outline turns only. What two superpixels share they share exactly.
pub fn outlines(segmentation: &Segmentation) -> Vec<String> {
    let path = |loops: Vec<Vec<Corner>>| {
        let mut path = String::new();
        for corners in loops {
            write_path(&mut path, &turns(&corners));
        }
        path
    };
    loops(segmentation).into_iter().map(path).collect()
}

/// Like [`outlines`], with the steps of the pixels smoothed away: between two places where three or more
/// superpixels meet (the outside of the picture counts as one) a border is replaced by the fewest straight
/// lines that stay within `tolerance` pixels of it (Ramer 1972; Douglas & Peucker 1973). Both neighbours
/// get the same line, so no gap opens. Straight sides of the picture stay straight. A tolerance that is
/// not positive leaves the borders as they are; above 2 a superpixel of a few pixels may lose its area and
/// borders may cross.
pub fn smooth_outlines(segmentation: &Segmentation, tolerance: f64) -> Vec<String> {
    let junction = Junctions::new(segmentation);
    let path = |loops: Vec<Vec<Corner>>| {
        let mut path = String::new();
        for corners in loops {
            write_path(&mut path, &smoothed(&corners, &junction, tolerance));
        }
        path
    };
    loops(segmentation).into_iter().map(path).collect()
}

/// The directions right, down, left and up.
const STEPS: [(isize, isize); 4] = [(1, 0), (0, 1), (-1, 0), (0, -1)];

/// Closed walks around each superpixel, corner by corner (one pixel edge each), with the superpixel to the
/// right of the way; the first corner is not repeated.
fn loops(segmentation: &Segmentation) -> Vec<Vec<Vec<Corner>>> {
    let map = LabelMap(segmentation);
    let (width, height) = (segmentation.width(), segmentation.height());
    let mut all = vec![Vec::new(); segmentation.count()];
    // Each walk goes along the top of some pixel to the right; those are where walks start.
    let mut walked = vec![false; width * height];
    for start in 0..walked.len() {
        let (x, y) = (start % width, start / width);
        let label = map.at(x as isize, y as isize);
        if walked[start] || map.at(x as isize, y as isize - 1) == label {
            continue;
        }
        let mut corners = Vec::new();
        let (mut corner, mut direction) = ((x, y), 0);
        loop {
            if direction == 0 {
                let i = corner.1 * width + corner.0;
                if walked[i] {
                    break;
                }
                walked[i] = true;
            }
            corners.push(corner);
            let (dx, dy) = STEPS[direction];
            corner = (corner.0.wrapping_add_signed(dx), corner.1.wrapping_add_signed(dy));
            direction = map.turn(corner, direction, label);
        }
        all[usize::from(label.expect("the start lies inside"))].push(corners);
    }
    all
}

struct LabelMap<'a>(&'a Segmentation);

impl LabelMap<'_> {
    /// The label of a pixel; `None` outside the picture.
    fn at(&self, x: isize, y: isize) -> Option<u16> {
        let (width, height) = (self.0.width(), self.0.height());
        let x = usize::try_from(x).ok().filter(|&x| x < width)?;
        let y = usize::try_from(y).ok().filter(|&y| y < height)?;
        Some(self.0.labels()[y * width + x])
    }

    /// The four pixels around a corner: upper left, upper right, lower right, lower left.
    fn around(&self, (x, y): Corner) -> [Option<u16>; 4] {
        let (x, y) = (x as isize, y as isize);
        [self.at(x - 1, y - 1), self.at(x, y - 1), self.at(x, y), self.at(x - 1, y)]
    }

    /// Where to go on at a corner with `label` on the right: right where the pixel ahead on the right is
    /// another's, left where both ahead are ours, else straight on. So pixels that touch at a corner only
    /// are walked around one by one.
    fn turn(&self, corner: Corner, direction: usize, label: Option<u16>) -> usize {
        let around = self.around(corner);
        // Going right, the pixels ahead are the upper right (left of the way) and the lower right.
        let ahead_left = around[(direction + 1) % 4] == label;
        let ahead_right = around[(direction + 2) % 4] == label;
        match (ahead_left, ahead_right) {
            (_, false) => (direction + 1) % 4,
            (false, true) => direction,
            (true, true) => (direction + 3) % 4,
        }
    }
}

/// Only the corners where the walk turns.
fn turns(corners: &[Corner]) -> Vec<Corner> {
    let n = corners.len();
    let straight = |i: usize| {
        let (before, after) = (corners[(i + n - 1) % n], corners[(i + 1) % n]);
        before.0 == after.0 || before.1 == after.1
    };
    (0..n).filter(|&i| !straight(i)).map(|i| corners[i]).collect()
}

/// `M x y`, then `h` and `v` steps where the way is straight along an axis and `l` elsewhere, then `z`.
fn write_path(path: &mut String, corners: &[Corner]) {
    let Some(&first) = corners.first() else { return };
    const TEXT: &str = "a string takes everything";
    write!(path, "M{} {}", first.0, first.1).expect(TEXT);
    for pair in corners.windows(2) {
        let (dx, dy) = (pair[1].0 as i64 - pair[0].0 as i64, pair[1].1 as i64 - pair[0].1 as i64);
        match (dx, dy) {
            (dx, 0) => write!(path, "h{dx}"),
            (0, dy) => write!(path, "v{dy}"),
            (dx, dy) => write!(path, "l{dx} {dy}"),
        }
        .expect(TEXT);
    }
    path.push('z');
}

/// Corners that smoothing must keep.
struct Junctions {
    columns: usize,
    keep: Vec<bool>,
}

impl Junctions {
    /// Where three or more superpixels meet, where two meet crosswise, and the corners of the picture.
    fn new(segmentation: &Segmentation) -> Self {
        let map = LabelMap(segmentation);
        let columns = segmentation.width() + 1;
        let keep = |i: usize| {
            let (x, y) = (i % columns, i / columns);
            let around = map.around((x, y));
            let changes = (0..4).filter(|&k| around[k] != around[(k + 1) % 4]).count();
            let side = x == 0 || x == segmentation.width();
            changes > 2 || (side && (y == 0 || y == segmentation.height()))
        };
        Self { columns, keep: (0..columns * (segmentation.height() + 1)).map(keep).collect() }
    }

    fn at(&self, (x, y): Corner) -> bool {
        self.keep[y * self.columns + x]
    }
}

/// A closed walk, smoothed arc by arc.
fn smoothed(corners: &[Corner], junctions: &Junctions, tolerance: f64) -> Vec<Corner> {
    // A walk without junctions, around an island or inside a hole, starts at its first corner in reading
    // order, which is the same from both sides.
    let is_junction = |c: &Corner| junctions.at(*c);
    let start = corners.iter().position(is_junction);
    let first = (0..corners.len()).min_by_key(|&i| (corners[i].1, corners[i].0));
    let Some(start) = start.or(first) else { return Vec::new() };
    let mut walk = corners[start..].to_vec();
    walk.extend(&corners[..=start]);

    let mut kept = vec![walk[0]];
    let mut from = 0;
    for to in 1..walk.len() {
        if junctions.at(walk[to]) || to + 1 == walk.len() {
            let mut arc = walk[from..=to].to_vec();
            // The same direction for both neighbours, so that both keep the same corners.
            let backwards = (arc[arc.len() - 1], arc[arc.len() - 2]) < (arc[0], arc[1]);
            if backwards {
                arc.reverse();
            }
            let mut arc = simplified(&arc, tolerance);
            if backwards {
                arc.reverse();
            }
            kept.extend(&arc[1..]);
            from = to;
        }
    }
    kept.pop(); // the start again
    kept
}

/// The ends of an arc and the corners between that are needed to stay within `tolerance` of it.
fn simplified(arc: &[Corner], tolerance: f64) -> Vec<Corner> {
    let mut keep = vec![false; arc.len()];
    (keep[0], keep[arc.len() - 1]) = (true, true);
    let mut spans = vec![(0, arc.len() - 1)];
    // A ring has no line between its ends, so it is parted at the corner farthest from its start.
    while let Some((from, to)) = spans.pop() {
        let (mut farthest, mut at) = (0, from);
        for i in from + 1..to {
            let distance = offset(arc[from], arc[to], arc[i]);
            if distance > farthest {
                (farthest, at) = (distance, i);
            }
        }
        let (dx, dy) = (arc[from].0.abs_diff(arc[to].0), arc[from].1.abs_diff(arc[to].1));
        // `offset` is the distance times the length of the line, or the squared distance from a point.
        let squared = (dx * dx + dy * dy) as f64;
        let beyond = if squared == 0.0 {
            farthest > 0
        } else {
            let limit = tolerance.max(0.0) * tolerance.max(0.0) * squared;
            farthest as f64 * farthest as f64 > limit
        };
        if beyond {
            keep[at] = true;
            spans.extend([(from, at), (at, to)]);
        }
    }
    arc.iter().zip(keep).filter(|(_, keep)| *keep).map(|(&corner, _)| corner).collect()
}

/// Twice the area of the triangle a, b, p; the squared distance of p from a where a is b.
fn offset(a: Corner, b: Corner, p: Corner) -> u64 {
    let minus = |u: Corner, v: Corner| (u.0 as i64 - v.0 as i64, u.1 as i64 - v.1 as i64);
    let ((bx, by), (px, py)) = (minus(b, a), minus(p, a));
    if a == b { (px * px + py * py).unsigned_abs() } else { (bx * py - by * px).unsigned_abs() }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
#[path = "boundaries_tests.rs"]
mod tests;
