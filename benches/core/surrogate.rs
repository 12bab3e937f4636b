//! From evaluations to weights: what every turn of a control costs.

use criterion::Criterion;
use moelens::explain::{Design, DesignKind, FeatureSelection, Surrogate};

pub fn bench(c: &mut Criterion) {
    let mut group = c.benchmark_group("surrogate");
    for (superpixels, evaluations) in [(31, 256), (127, 1024)] {
        let design = Design::new(DesignKind::HadamardFoldover, 1, superpixels).expect("a design");
        let masks = design.masks(0..evaluations);
        let y: Vec<f64> =
            (0..evaluations).map(|i| masks.ones(i).map(|c| (c % 7) as f64 - 3.0).sum()).collect();
        let weights = vec![1.0; evaluations];
        group.bench_function(format!("{superpixels} superpixels, {evaluations} evaluations"), |b| {
            b.iter(|| Surrogate::fit(&masks, &y, &weights, 1.0, FeatureSelection::None));
        });
    }
    group.finish();
}
