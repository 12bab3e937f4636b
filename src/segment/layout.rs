//! Where superpixels lie: who touches whom, and a point inside each.

use super::segmentation::Segmentation;

/// For each superpixel the superpixels that share a pixel edge with it, ascending.
pub fn adjacency(segmentation: &Segmentation) -> Vec<Vec<u16>> {
    let (width, labels) = (segmentation.width(), segmentation.labels());
    let mut neighbours = vec![Vec::new(); segmentation.count()];
    let mut touch = |a: u16, b: u16| {
        if a != b {
            neighbours[usize::from(a)].push(b);
            neighbours[usize::from(b)].push(a);
        }
    };
    for (i, &label) in labels.iter().enumerate() {
        if (i + 1) % width != 0 {
            touch(label, labels[i + 1]);
        }
        if let Some(&below) = labels.get(i + width) {
            touch(label, below);
        }
    }
    for list in &mut neighbours {
        list.sort_unstable();
        list.dedup();
    }
    neighbours
}

/// For each superpixel the pixel (column, row) of it that lies farthest from its border, to put a number
/// there. The edge of the picture counts as border. Distances are those of the chamfer (3, 4) mask
/// (Borgefors 1986); of equal ones the pixel nearest to the superpixel's centre of mass wins.
pub fn centres(segmentation: &Segmentation) -> Vec<(usize, usize)> {
    let (width, labels) = (segmentation.width(), segmentation.labels());
    let depth = depths(segmentation);
    let mut sums = vec![(0u64, 0u64, 0u64); segmentation.count()];
    for (i, &label) in labels.iter().enumerate() {
        let (count, x, y) = &mut sums[usize::from(label)];
        *count += 1;
        *x += (i % width) as u64;
        *y += (i / width) as u64;
    }
    // Squared distance to the centre of mass, times the squared area, so that it is a whole number.
    let off_centre = |i: usize| {
        let (count, x, y) = sums[usize::from(labels[i])];
        let away = |at: usize, sum: u64| u128::from((at as u64 * count).abs_diff(sum)).pow(2);
        away(i % width, x) + away(i / width, y)
    };
    let mut best: Vec<Option<(u32, u128, usize)>> = vec![None; segmentation.count()];
    for (i, &label) in labels.iter().enumerate() {
        let best = &mut best[usize::from(label)];
        if best.is_none_or(|(d, _, _)| depth[i] >= d) {
            let off = off_centre(i);
            if best.is_none_or(|(d, o, _)| depth[i] > d || off < o) {
                *best = Some((depth[i], off, i));
            }
        }
    }
    let place = |best: Option<(u32, u128, usize)>| {
        let (_, _, i) = best.expect("each superpixel has a pixel");
        (i % width, i / width)
    };
    best.into_iter().map(place).collect()
}

/// For each pixel three times its distance to the nearest pixel that lies outside its superpixel.
fn depths(segmentation: &Segmentation) -> Vec<u32> {
    let (width, height, labels) = (segmentation.width(), segmentation.height(), segmentation.labels());
    let mut depth = vec![u32::MAX; labels.len()];
    // The neighbours already passed, as (columns, rows, length); the second pass looks the other way.
    const MASK: [(isize, isize, u32); 4] = [(-1, 0, 3), (0, -1, 3), (-1, -1, 4), (1, -1, 4)];
    for (sign, forwards) in [(1, true), (-1, false)] {
        for step in 0..labels.len() {
            let i = if forwards { step } else { labels.len() - 1 - step };
            for (dx, dy, length) in MASK {
                let x = (i % width).checked_add_signed(sign * dx).filter(|&x| x < width);
                let y = (i / width).checked_add_signed(sign * dy).filter(|&y| y < height);
                let there = x.zip(y).map(|(x, y)| y * width + x).filter(|&j| labels[j] == labels[i]);
                let through = there.map_or(length, |j| depth[j].saturating_add(length));
                depth[i] = depth[i].min(through);
            }
        }
    }
    depth
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::super::{from_labels, grid};
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_grid_has_the_obvious_layout() {
        let g = grid(9, 6, 3, 2).unwrap();
        assert_eq!(adjacency(&g)[0], [1, 3]);
        assert_eq!(adjacency(&g)[4], [1, 3, 5]);
        assert_eq!(centres(&g), [(1, 1), (4, 1), (7, 1), (1, 4), (4, 4), (7, 4)]);
    }

    #[test]
    fn the_centre_of_a_bent_piece_lies_inside_it() {
        // An L of width 3 around a square.
        let labels: Vec<u32> = (0..81).map(|i| u32::from(i % 9 > 2 && i / 9 < 6)).collect();
        let s = from_labels(9, 9, &labels).unwrap();
        let (x, y) = centres(&s)[0];
        assert_eq!(s.labels()[y * 9 + x], 0);
        assert_eq!((x, y), (1, 5), "on the middle line, as near as that comes to the centre of mass");
    }

    proptest! {
        /// Against the definition: neighbours by looking at all pairs of pixels, centres no nearer to the
        /// border than any other pixel.
        #[test]
        fn equals_the_definition(w in 1usize..9, h in 1usize..9, labels in prop::collection::vec(0u32..4, 64)) {
            let s = from_labels(w, h, &labels[..w * h]).unwrap();
            let at = |x: usize, y: usize| s.labels()[y * w + x];
            let mut expected = vec![std::collections::BTreeSet::new(); s.count()];
            let places: Vec<_> = (0..h).flat_map(|y| (0..w).map(move |x| (x, y))).collect();
            for &(x, y) in &places {
                for &(u, v) in &places {
                    if x.abs_diff(u) + y.abs_diff(v) == 1 && at(x, y) != at(u, v) {
                        expected[usize::from(at(x, y))].insert(at(u, v));
                    }
                }
            }
            let expected: Vec<Vec<u16>> = expected.into_iter().map(|set| set.into_iter().collect()).collect();
            prop_assert_eq!(adjacency(&s), expected);

            // A chamfer path of a straight and b diagonal steps has length 3a + 4b.
            let outside = |x: usize, y: usize| {
                let (x, y) = (x as isize, y as isize);
                let mut nearest = u32::MAX;
                for v in -1..=h as isize {
                    for u in -1..=w as isize {
                        let inside = (0..w as isize).contains(&u) && (0..h as isize).contains(&v);
                        if !inside || at(u as usize, v as usize) != at(x as usize, y as usize) {
                            let (a, b) = (x.abs_diff(u) as u32, y.abs_diff(v) as u32);
                            nearest = nearest.min(3 * (a.max(b) - a.min(b)) + 4 * a.min(b));
                        }
                    }
                }
                nearest
            };
            for (label, (x, y)) in centres(&s).into_iter().enumerate() {
                prop_assert_eq!(usize::from(at(x, y)), label);
                let deepest = places.iter().filter(|&&(u, v)| usize::from(at(u, v)) == label);
                prop_assert_eq!(outside(x, y), deepest.map(|&(u, v)| outside(u, v)).max().unwrap());
            }
        }
    }
}
