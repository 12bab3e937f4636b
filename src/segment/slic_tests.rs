//! SLIC against a naive version, and what holds for every picture.

use super::super::{SlicParams, adjacency, from_labels};
use super::*;
use proptest::prelude::*;

/// The algorithm as the paper and scikit-image tell it: every cluster looks at every pixel of its window,
/// in order, in every round.
fn naive(picture: &Rgb8Image, params: &SlicParams) -> Vec<u16> {
    let (w, h) = (picture.width(), picture.height());
    let lab = LabImage::new(picture, ToneRange::Stretched);
    let colour: Vec<[f64; 3]> =
        (0..w * h).map(|i| [0, 1, 2].map(|c| lab.planes()[c][i] * (1.0 / params.compactness))).collect();
    let grid = SeedGrid::new(w, h, params.segments);
    let places = grid.places(w, h);
    let window = SeedGrid::new(w, h, places.len());
    let mut centres: Vec<Option<[f64; 5]>> =
        places.iter().map(|&(y, x)| Some([y as f64, x as f64, 0.0, 0.0, 0.0])).collect();
    let step = grid.step() as f64;
    let mut labels = vec![0u16; w * h];
    for _ in 0..params.iterations {
        let mut nearest = vec![f64::INFINITY; w * h];
        for (k, centre) in centres.iter().enumerate() {
            let Some([cy, cx, cl, ca, cb]) = *centre else { continue };
            let (ry, rx) = (2.0 * window.rows.step as f64, 2.0 * window.columns.step as f64);
            for y in (cy - ry).max(0.0) as usize..(cy + ry + 1.0).min(h as f64) as usize {
                for x in (cx - rx).max(0.0) as usize..(cx + rx + 1.0).min(w as f64) as usize {
                    let [l, a, b] = colour[y * w + x];
                    let (dy, dx) = (cy - y as f64, cx - x as f64);
                    let place = (dy * dy + dx * dx) * (1.0 / (step * step));
                    let d = place + ((l - cl) * (l - cl) + (a - ca) * (a - ca) + (b - cb) * (b - cb));
                    if d < nearest[y * w + x] {
                        nearest[y * w + x] = d;
                        labels[y * w + x] = k as u16;
                    }
                }
            }
        }
        let mut sums = vec![([0.0; 5], 0.0); centres.len()];
        for (i, &k) in labels.iter().enumerate() {
            let (sum, count) = &mut sums[usize::from(k)];
            let [l, a, b] = colour[i];
            for (sum, v) in sum.iter_mut().zip([(i / w) as f64, (i % w) as f64, l, a, b]) {
                *sum += v;
            }
            *count += 1.0;
        }
        centres = sums.into_iter().map(|(sum, n)| (n > 0.0).then(|| sum.map(|v| v / n))).collect();
    }
    let average = (w * h) as f64 / places.len() as f64;
    enforce(&labels, w, (0.5 * average) as usize, (3.0 * average) as usize)
}

/// Whether each superpixel is one piece.
fn is_connected(s: &Segmentation) -> bool {
    let (w, h) = (s.width(), s.height());
    let mut piece = vec![usize::MAX; w * h];
    let mut pieces = 0;
    for start in 0..w * h {
        if piece[start] != usize::MAX {
            continue;
        }
        let mut open = vec![start];
        while let Some(i) = open.pop() {
            if piece[i] != usize::MAX || s.labels()[i] != s.labels()[start] {
                continue;
            }
            piece[i] = pieces;
            let (x, y) = (i % w, i / w);
            let near = [
                (x > 0, i.wrapping_sub(1)),
                (x + 1 < w, i + 1),
                (y > 0, i.wrapping_sub(w)),
                (y + 1 < h, i + w),
            ];
            open.extend(near.iter().filter(|(ok, _)| *ok).map(|&(_, j)| j));
        }
        pieces += 1;
    }
    pieces == s.count()
}

/// Small pictures of few colours (many ties) or of many.
fn pictures() -> impl Strategy<Value = Rgb8Image> {
    let sizes = (1usize..45, 1usize..45, prop::sample::select(vec![1u8, 3, 255]));
    sizes.prop_flat_map(|(w, h, levels)| {
        let value = (0..=levels).prop_map(move |v| (u16::from(v) * 255 / u16::from(levels)) as u8);
        let coarse = (w.div_ceil(4), h.div_ceil(4));
        prop::collection::vec(value, coarse.0 * coarse.1 * 3).prop_map(move |blocks| {
            // Blocks of 4 × 4, so that colours have some extent, and a small slope.
            let pixel = |i: usize, c: usize| {
                let block = (i / w / 4) * coarse.0 + i % w / 4;
                blocks[block * 3 + c].saturating_add((i % w % 4) as u8)
            };
            let data = (0..w * h * 3).map(|n| pixel(n / 3, n % 3)).collect();
            Rgb8Image::new(w, h, data).unwrap()
        })
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn equals_the_naive_version(picture in pictures(), segments in 1usize..60, compactness in 0.5f64..60.0, iterations in 1usize..12) {
        let params = SlicParams { segments, compactness, iterations };
        let fast = slic(&picture, &params.validated().unwrap());
        prop_assert_eq!(fast.labels(), naive(&picture, &params));
        prop_assert!(is_connected(&fast));
    }
}

#[test]
fn tiny_pictures_work() {
    for (w, h) in [(1, 1), (1, 2), (2, 1), (1, 400), (400, 1), (3, 3)] {
        let picture = Rgb8Image::new(w, h, (0..w * h * 3).map(|i| (i * 37 % 256) as u8).collect()).unwrap();
        for segments in [1, 31, 4096] {
            let s = slic(&picture, &SlicParams { segments, ..SlicParams::default() }.validated().unwrap());
            assert!(s.count() >= 1 && is_connected(&s), "{w} x {h}");
        }
    }
}

#[test]
fn the_most_superpixels_fit_their_labels() {
    let noise: Vec<u8> = (0..300 * 300 * 3u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
    let picture = Rgb8Image::new(300, 300, noise).unwrap();
    let params = SlicParams { segments: SlicParams::MAX_SEGMENTS, compactness: 0.01, iterations: 2 };
    assert!(slic(&picture, &params.validated().unwrap()).count() > 1000);
}

#[test]
fn a_picture_of_four_colours_is_cut_along_them() {
    let colour = [[255, 0, 0], [0, 255, 0], [0, 0, 255], [255, 255, 0]];
    let data = (0..64 * 64).flat_map(|i| colour[(i / 64 / 32) * 2 + i % 64 / 32]).collect();
    let picture = Rgb8Image::new(64, 64, data).unwrap();
    let s = slic(&picture, &SlicParams { segments: 4, ..SlicParams::default() }.validated().unwrap());
    let quadrants: Vec<u32> = (0..64 * 64).map(|i| (i / 64 / 32) * 2 + i % 64 / 32).collect();
    assert_eq!(s, from_labels(64, 64, &quadrants).unwrap());
    assert_eq!(adjacency(&s)[0], [1, 2]);
}
