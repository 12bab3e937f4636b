//! SLIC on a photograph-like picture of 640 × 480.

use std::path::Path;

use criterion::Criterion;
use moelens::picture::{LabImage, Rgb8Image, ToneRange, decode, resize};
use moelens::segment::{SlicParams, slic, slic_at_most};

/// A drawn character, as large as the figures in the literature ask.
fn drawn() -> Rgb8Image {
    open("tests/golden/slic/drawn-a.png")
}

/// Soft colours everywhere, hardly two alike: what a photograph asks of the conversion to CIELAB.
fn noisy() -> Rgb8Image {
    open("tests/golden/slic/noise.png")
}

fn open(path: &str) -> Rgb8Image {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    let picture = decode(&std::fs::read(file).expect(path)).expect(path).picture;
    resize(&picture, 640, 480)
}

pub fn bench(c: &mut Criterion) {
    let params =
        SlicParams { segments: 100, ..SlicParams::default() }.validated().expect("settings in range");
    let mut group = c.benchmark_group("SLIC 640x480");
    for (name, picture) in [("drawn", drawn()), ("noisy", noisy())] {
        group.bench_function(format!("{name}, 100 superpixels"), |b| b.iter(|| slic(&picture, &params)));
        group.bench_function(format!("{name}, CIELAB alone"), |b| {
            b.iter(|| LabImage::new(&picture, ToneRange::Stretched))
        });
        group.bench_function(format!("{name}, at most 31"), |b| {
            b.iter(|| slic_at_most(&picture, 31, 10.0).expect("settings in range"))
        });
    }
    group.finish();
}
