//! Outlines filled again must give the labels back.

use super::super::{from_labels, grid};
use super::*;
use proptest::prelude::*;
use std::collections::BTreeMap;

/// The closed polygons of path data made of `M`, `h`, `v`, `l` and `z`.
fn parse(path: &str) -> Vec<Vec<(i64, i64)>> {
    let mut polygons = Vec::new();
    for part in path.split_terminator('z') {
        let mut polygon: Vec<(i64, i64)> = Vec::new();
        let starts: Vec<usize> = part.match_indices(['M', 'h', 'v', 'l']).map(|(i, _)| i).collect();
        for (n, &start) in starts.iter().enumerate() {
            let end = starts.get(n + 1).copied().unwrap_or(part.len());
            let v: Vec<i64> = part[start + 1..end].split(' ').map(|t| t.parse().unwrap()).collect();
            let (x, y) = polygon.last().copied().unwrap_or((0, 0));
            polygon.push(match &part[start..=start] {
                "M" => (v[0], v[1]),
                "h" => (x + v[0], y),
                "v" => (x, y + v[0]),
                _ => (x + v[0], y + v[1]),
            });
        }
        polygons.push(polygon);
    }
    polygons
}

/// Even-odd filling: does a ray to the right from the middle of a pixel cross an odd number of edges?
fn inside(polygons: &[Vec<(i64, i64)>], x: usize, y: usize) -> bool {
    let (px, py) = (x as f64 + 0.5, y as f64 + 0.5);
    let mut odd = false;
    for polygon in polygons {
        for (i, &(ax, ay)) in polygon.iter().enumerate() {
            let (bx, by) = polygon[(i + 1) % polygon.len()];
            let (ax, ay, bx, by) = (ax as f64, ay as f64, bx as f64, by as f64);
            if (ay > py) != (by > py) && px < ax + (py - ay) / (by - ay) * (bx - ax) {
                odd = !odd;
            }
        }
    }
    odd
}

/// Every piece of line with how often it is used, whichever way it goes.
fn edges(paths: &[String]) -> BTreeMap<[(i64, i64); 2], usize> {
    let mut edges = BTreeMap::new();
    for polygon in paths.iter().flat_map(|p| parse(p)) {
        for (i, &a) in polygon.iter().enumerate() {
            let b = polygon[(i + 1) % polygon.len()];
            *edges.entry([a.min(b), a.max(b)]).or_default() += 1;
        }
    }
    edges
}

#[test]
fn a_ring_has_a_hole() {
    let labels: Vec<u32> =
        (0..25).map(|i| u32::from((1..4).contains(&(i % 5)) && (1..4).contains(&(i / 5)))).collect();
    let s = from_labels(5, 5, &labels).unwrap();
    assert_eq!(outlines(&s), ["M0 0h5v5h-5zM1 4h3v-3h-3z", "M1 1h3v3h-3z"]);
}

#[test]
fn a_staircase_becomes_a_line() {
    let labels: Vec<u32> = (0..400).map(|i| u32::from(i % 20 > i / 20)).collect();
    let s = from_labels(20, 20, &labels).unwrap();
    // The border runs from the junction (1, 0) on the upper side to (20, 19) on the right one.
    assert_eq!(smooth_outlines(&s, 1.0), ["M0 0h1l19 19v1h-20z", "M1 0h19v19z"]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn filling_gives_the_labels_back(w in 1usize..9, h in 1usize..9, labels in prop::collection::vec(0u32..4, 64)) {
        let s = from_labels(w, h, &labels[..w * h]).unwrap();
        for paths in [outlines(&s), smooth_outlines(&s, 0.0)] {
            prop_assert_eq!(paths.len(), s.count());
            for (label, path) in paths.iter().enumerate() {
                let polygons = parse(path);
                for y in 0..h {
                    for x in 0..w {
                        let ours = usize::from(s.labels()[y * w + x]) == label;
                        prop_assert_eq!(inside(&polygons, x, y), ours, "{} at {} {}", path, x, y);
                    }
                }
            }
        }
    }

    /// Inside the picture each line belongs to two superpixels, on its sides to one.
    #[test]
    fn neighbours_share_their_lines(w in 1usize..12, h in 1usize..12, tolerance in 0.0f64..3.0, labels in prop::collection::vec(0u32..3, 121)) {
        let s = from_labels(w, h, &labels[..w * h]).unwrap();
        let (right, bottom) = (w as i64, h as i64);
        for ([a, b], uses) in edges(&smooth_outlines(&s, tolerance)) {
            let side = (a.0 == b.0 && (a.0 == 0 || a.0 == right)) || (a.1 == b.1 && (a.1 == 0 || a.1 == bottom));
            prop_assert_eq!(uses % 2, usize::from(side), "{:?} {:?} of {} x {}", a, b, w, h);
        }
    }

    #[test]
    fn the_area_of_an_outline_is_the_area_of_the_superpixel(columns in 1usize..5, rows in 1usize..5, w in 5usize..30, h in 5usize..30) {
        let g = grid(w, h, columns, rows).unwrap();
        for (path, area) in outlines(&g).iter().zip(g.areas()) {
            let polygon = &parse(path)[0];
            let twice: i64 = (0..polygon.len()).map(|i| {
                let (a, b) = (polygon[i], polygon[(i + 1) % polygon.len()]);
                a.0 * b.1 - b.0 * a.1
            }).sum();
            prop_assert_eq!(polygon.len(), 4);
            prop_assert_eq!(twice as usize, 2 * area);
        }
    }
}
