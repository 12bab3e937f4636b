//! SLIC against the label maps of scikit-image 0.26.0 (`tests/golden/slic/make.py`).
#![cfg(not(target_arch = "wasm32"))]

use moelens::picture::Rgb8Image;
use moelens::segment::{SlicParams, slic};
use std::collections::BTreeMap;
use std::path::Path;

const PICTURES: [&str; 8] =
    ["drawn-a", "drawn-b", "drawn-c", "drawn-d", "faint", "gradient", "noise", "shapes"];
const SETTINGS: [(usize, f64); 3] = [(31, 10.0), (120, 20.0), (400, 5.0)];

fn open(name: &str) -> image::DynamicImage {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/slic").join(name);
    image::open(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

/// The share of pixels that agree when each superpixel found is matched to the one of scikit-image
/// with which it shares most pixels, largest overlaps first, one to one.
fn agreement(found: &[u16], expected: &[u16]) -> f64 {
    let mut overlaps = BTreeMap::<(u16, u16), usize>::new();
    for pair in found.iter().copied().zip(expected.iter().copied()) {
        *overlaps.entry(pair).or_default() += 1;
    }
    let mut overlaps: Vec<_> = overlaps.into_iter().map(|(pair, count)| (count, pair)).collect();
    overlaps.sort_unstable_by(|a, b| b.cmp(a));
    let (mut left, mut right) = (vec![false; 1 << 16], vec![false; 1 << 16]);
    let mut agreed = 0;
    for (count, (a, b)) in overlaps {
        if !left[usize::from(a)] && !right[usize::from(b)] {
            (left[usize::from(a)], right[usize::from(b)]) = (true, true);
            agreed += count;
        }
    }
    agreed as f64 / found.len() as f64
}

#[test]
fn agrees_with_scikit_image() {
    let mut identical = 0;
    for name in PICTURES {
        let picture = open(&format!("{name}.png")).into_rgb8();
        let (width, height) = (picture.width() as usize, picture.height() as usize);
        let picture = Rgb8Image::new(width, height, picture.into_raw()).unwrap();
        for (segments, compactness) in SETTINGS {
            let params = SlicParams { segments, compactness, ..SlicParams::default() };
            let found = slic(&picture, &params.validated().unwrap());
            let expected: Vec<u16> = match open(&format!("{name}.{segments}-{compactness}.png")) {
                image::DynamicImage::ImageLuma8(map) => map.into_raw().into_iter().map(u16::from).collect(),
                image::DynamicImage::ImageLuma16(map) => map.into_raw(),
                other => panic!("a label map is grey, not {:?}", other.color()),
            };
            let share = agreement(found.labels(), &expected);
            let same = found.labels() == expected;
            println!(
                "{name:9} {segments:3} {compactness:2}: {share:.5} {}",
                if same { "identical" } else { "" }
            );
            assert!(share >= 0.995, "{name} {segments} {compactness}: only {share} of the pixels agree");
            identical += usize::from(same);
        }
    }
    assert!(identical >= 20, "only {identical} of 24 label maps are identical");
}
