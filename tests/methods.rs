//! LIME's closed form for linear models, the regression against a generic solver, and methods against each
//! other on injected models.
#![cfg(not(target_arch = "wasm32"))]

use std::ops::ControlFlow;

use moelens::explain::agreement::{rank_correlation, top_overlap};
use moelens::explain::{
    BitMatrix, Design, DesignKind, FeatureSelection, Fill, LimeParams, ModelMeta, PictureMeta, Question,
    Surrogate, ViewParams, explain, kernel_weight, lime, occlusion, shap,
};
use moelens::model::{InputSpec, Model, ModelError, OutputKind, OutputSpec, Outputs, PixelBatch};
use moelens::picture::Rgb8Image;
use moelens::segment::{Segmentation, grid};
use nalgebra::{DMatrix, DVector};
use proptest::prelude::*;

const INPUT: InputSpec = InputSpec { width: 16, height: 16 };

/// logits = [Σ λ·pixels, 0]: linear in the 768 bytes of a picture.
struct Linear(Vec<f64>);

impl Model for Linear {
    fn input(&self) -> InputSpec {
        INPUT
    }

    fn outputs(&self) -> OutputSpec {
        OutputSpec { classes: 2, embedding: None, kind: OutputKind::Logits }
    }

    fn run(&mut self, batch: &PixelBatch) -> Result<Outputs, ModelError> {
        let value = |i| batch.picture(i).iter().zip(&self.0).map(|(&v, l)| f64::from(v) * l).sum::<f64>();
        let logits = (0..batch.count()).flat_map(|i| [value(i) as f32, 0.0]).collect();
        Ok(Outputs { classes: 2, logits, embedding: None })
    }
}

fn question(pixels: Vec<u8>, segmentation: Segmentation) -> Question {
    Question {
        picture: Rgb8Image::new(16, 16, pixels).unwrap(),
        picture_meta: PictureMeta { width: 16, height: 16, sha256: "00".into() },
        model_meta: ModelMeta {
            name: "linear".into(),
            sha256: "11".into(),
            classes: vec!["A".into(), "B".into()],
        },
        segmentation,
        class: 0,
        rival: 1,
        references: Vec::new(),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// Garreau & Mardaoui 2021, "What does LIME really see in images?", section 4.1: for a linear model
    /// f = Σ λ_u ξ_u with the superpixel's mean as fill, β_j = Σ over the superpixel of λ_u (ξ_u − ξ̄_u),
    /// whatever the kernel width. The limit is reached without noise, as f is linear in the masks.
    #[test]
    fn limes_limit_for_linear_models_whatever_the_kernel(
        pixels in prop::collection::vec(any::<u8>(), 768),
        slopes in prop::collection::vec(-8i32..=8, 768),
        across in 2usize..6,
        seed: u64,
        nu in prop::option::of(0.15f64..2.0),
    ) {
        let slopes: Vec<f64> = slopes.into_iter().map(|s| f64::from(s) / 1024.0).collect();
        let segmentation = grid(16, 16, across, across).unwrap();
        let mut params = LimeParams { fill: Fill::Mean, alpha: 0.0, kernel_width: nu, seed, ..LimeParams::default() };
        params.stop.top = 0;
        params.stop.precision = 0.0;
        let params = params.validated().unwrap();
        let mut model = Linear(slopes.clone());
        let evaluations = lime::run(
            &mut model, question(pixels.clone(), segmentation.clone()), &params, &mut |_| ControlFlow::Continue(()),
        ).unwrap();
        let found = explain(&evaluations, &params.view(0, 1)).unwrap();
        for j in 0..segmentation.count() {
            let inside: Vec<usize> = (0..256).filter(|&u| usize::from(segmentation.labels()[u]) == j).collect();
            let mut expected = 0.0;
            for c in 0..3 {
                // The fill stores the mean in a byte, rounded down.
                let sum: usize = inside.iter().map(|&u| usize::from(pixels[3 * u + c])).sum();
                let mean = (sum / inside.len()) as f64;
                expected += inside.iter().map(|&u| slopes[3 * u + c] * (f64::from(pixels[3 * u + c]) - mean)).sum::<f64>();
            }
            prop_assert!((found.weights[j].value - expected).abs() < 1e-5 * (1.0 + expected.abs()),
                "superpixel {j}: {} {expected}", found.weights[j].value);
        }
    }

    /// The surrogate against the normal equations (ZᵀWZ + αD) β = ZᵀWy with a column of ones whose penalty
    /// is 0, solved by a generic LU decomposition.
    #[test]
    fn the_surrogate_solves_the_normal_equations(
        d in 1usize..24,
        seed: u64,
        y in prop::collection::vec(-9.0f64..9.0, 128),
        alpha in 0.01f64..5.0,
        nu in prop::option::of(0.2f64..1.0),
    ) {
        let z = Design::new(DesignKind::Bernoulli, seed, d).unwrap().masks(0..128);
        let w: Vec<f64> = (0..128).map(|i| kernel_weight(z.count(i), d, nu)).collect();
        let fit = Surrogate::fit(&z, &y, &w, alpha, FeatureSelection::None);
        let x = DMatrix::from_fn(128, d + 1, |i, c| if c == d { 1.0 } else { f64::from(u8::from(z.get(i, c))) });
        let weighted = DMatrix::from_fn(128, d + 1, |i, c| w[i] * x[(i, c)]);
        let mut system = x.transpose() * &weighted;
        (0..d).for_each(|c| system[(c, c)] += alpha);
        let solution = system.lu().solve(&(weighted.transpose() * DVector::from_vec(y))).unwrap();
        for c in 0..d {
            prop_assert!((fit.weights[c] - solution[c]).abs() < 1e-7, "{} {}", fit.weights[c], solution[c]);
        }
        prop_assert!((fit.intercept - solution[d]).abs() < 1e-7);
    }
}

/// On a linear model all methods say the same.
#[test]
fn methods_agree_on_a_linear_model() {
    let slopes: Vec<f64> = (0..768).map(|i| ((i * 7919) % 101) as f64 / 4096.0 - 0.0116).collect();
    let pixels: Vec<u8> = (0..768).map(|i| (i * 53 % 256) as u8).collect();
    let mut model = Linear(slopes);
    let segmentation = grid(16, 16, 4, 4).unwrap();
    let params = LimeParams { fill: Fill::Grey, alpha: 0.0, ..LimeParams::default() }.validated().unwrap();
    let (setup, perturbation) =
        lime::prepare(&model, question(pixels.clone(), segmentation.clone()), &params).unwrap();
    assert_eq!((setup.segmentation.count(), perturbation.fills()), (16, 1));
    let evaluations =
        lime::run(&mut model, question(pixels, segmentation), &params, &mut |_| ControlFlow::Continue(()))
            .unwrap();
    let view = ViewParams { alpha: 0.0, ..params.view(0, 1) };
    let by_lime: Vec<f64> = explain(&evaluations, &view).unwrap().weights.iter().map(|w| w.value).collect();
    let all = view.target.value(evaluations.unperturbed());
    let mut ask = |plan: &moelens::explain::MaskPlan| -> Vec<f64> {
        // Any split gives the same rows.
        let mut logits = plan.evaluate(&mut model, &perturbation, 0..plan.len() / 2).unwrap();
        logits.extend(plan.evaluate(&mut model, &perturbation, plan.len() / 2..plan.len()).unwrap());
        logits.chunks_exact(2).map(|row| view.target.value(row)).collect()
    };
    let coalitions = shap::Coalitions::new(16, 1, 200, 3).unwrap();
    let by_shap = coalitions.solve(all, &ask(&coalitions.plan));
    let plan = occlusion::plan(16, 1);
    let by_occlusion = occlusion::solve(16, 1, all, &ask(&plan));
    for other in [&by_shap.values, &by_occlusion.off, &by_occlusion.alone] {
        for (a, b) in by_lime.iter().zip(other) {
            assert!((a - b).abs() < 1e-3, "{by_lime:?} {other:?}");
        }
        assert!(rank_correlation(&by_lime, other).unwrap() > 0.99);
        assert_eq!(top_overlap(&by_lime, other, 5), 5);
    }
    assert!((by_shap.values.iter().sum::<f64>() - (by_shap.all - by_shap.none)).abs() < 1e-9);
}

/// A plan's pictures are those of the design for the same masks and references.
#[test]
fn a_plan_composes_what_a_design_composes() {
    let picture = Rgb8Image::new(16, 16, (0..768).map(|i| (i % 251) as u8).collect()).unwrap();
    let references = [0, 90, 200].map(|v| Rgb8Image::filled(16, 16, [v; 3]));
    let design = Design::new(DesignKind::HadamardFoldover, 4, 9).unwrap();
    let segmentation = grid(16, 16, 3, 3).unwrap();
    let perturbation = moelens::explain::Perturbation::new(
        INPUT,
        picture,
        &segmentation,
        Fill::Contrastive,
        &references,
        design,
    )
    .unwrap();
    let masks: BitMatrix = design.masks(0..96);
    let rows: Vec<(Vec<usize>, usize)> =
        (0..96).map(|i| (masks.ones(i).collect(), perturbation.reference_of(i))).collect();
    let plan = moelens::explain::MaskPlan::from_rows(9, &rows);
    assert_eq!(perturbation.compose_plan(&plan, 20..96), perturbation.compose(20..96));
    assert_eq!(perturbation.fills(), 3);
}
