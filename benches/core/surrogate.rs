//! From evaluations to weights: what every turn of a control costs.

use criterion::Criterion;
use moelens::explain::{
    Design, DesignKind, FeatureSelection, Scale, Surrogate, Target, ViewParams, explain, synthetic,
};

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
    let (superpixels, evaluations) = (100, 2048);
    let asked = synthetic::additive(superpixels, evaluations);
    for (name, kernel_width) in [("flat", None), ("0.4", Some(0.4))] {
        let target = Target { class: 0, rival: 1, scale: Scale::Difference };
        let view = ViewParams { kernel_width, ..ViewParams::new(target) };
        group.bench_function(
            format!("with errors, {superpixels} superpixels, {evaluations} evaluations, kernel {name}"),
            |b| b.iter(|| explain(&asked, &view).expect("an explanation")),
        );
    }
    group.finish();
}
