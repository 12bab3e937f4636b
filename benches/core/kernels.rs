//! Matrix and depthwise kernels on layers of EfficientNet-Lite0, in multiply-adds per second.

use criterion::{BenchmarkId, Criterion, Throughput};
use moelens::model::fused::TileHeight;
use moelens::model::fused::kernels::{Clamp, Dense, Rows, dense};
use moelens::model::{Model, OnnxModel, OnnxOptions, PixelBatch};
use moelens::picture::Rgb8Image;

/// Pixels, values read and outputs of matrix products: the stem's, then those of an early, a middle and a late
/// 1×1 convolution.
const LAYERS: [(usize, usize, usize); 4] =
    [(112 * 112, 27, 32), (56 * 56, 24, 144), (14 * 14, 80, 480), (7 * 7, 1152, 192)];
const RELU6: Clamp = Clamp { low: 0.0, high: 6.0 };

fn values(count: usize) -> Vec<f32> {
    (0..count).map(|i| (i % 23) as f32 / 11.0 - 1.0).collect()
}

pub fn bench(c: &mut Criterion) {
    let mut group = c.benchmark_group("matrix product");
    for (pixels, inner, outer) in LAYERS {
        let layer = Dense::new(&values(inner * outer), &vec![0.25; outer], inner, RELU6);
        let input = values(pixels * inner);
        let mut out = vec![0.0; pixels * outer];
        group.throughput(Throughput::Elements((pixels * inner * outer) as u64));
        for tile in TileHeight::ALL {
            let id = BenchmarkId::new(format!("{pixels} x {inner} to {outer}"), format!("{tile:?} rows"));
            group.bench_function(id, |b| {
                b.iter(|| {
                    dense(&layer, pixels, Rows::of(&input, inner), &mut out, |m| m * outer, None, tile)
                });
            });
        }
    }
    group.finish();

    let file = std::fs::read("models/efficientnet-lite0-224.onnx").expect("the shipped backbone");
    let mut group = c.benchmark_group("EfficientNet-Lite0 at 224, one picture");
    group.sample_size(20);
    for (name, fused) in [("fused", true), ("stock tract", false)] {
        let options = OnnxOptions { fused, ..OnnxOptions::default() };
        let mut model = OnnxModel::load(&file, &options).expect("the shipped backbone");
        let picture = PixelBatch::of(&Rgb8Image::filled(224, 224, [180, 90, 40]));
        group.bench_function(name, |b| b.iter(|| model.run(&picture).expect("outputs")));
    }
    group.finish();
}
