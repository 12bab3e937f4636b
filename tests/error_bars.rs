//! 95 % error bars hold the truth in 90 to 98 % of cases, by simulation with known main effects.
#![cfg(not(target_arch = "wasm32"))]

use moelens::explain::{
    Design, DesignKind, Evaluations, Fill, ModelMeta, PictureMeta, ReferenceMeta, Scale, Setup, Target,
    ViewParams, explain,
};
use moelens::segment::Segmentation;
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

fn meta() -> (PictureMeta, ModelMeta) {
    let classes = ["Aki", "Beni", "Chie"].map(String::from).to_vec();
    let picture = PictureMeta { width: 20, height: 20, sha256: String::new() };
    (picture, ModelMeta { name: "polynomial".into(), sha256: String::new(), classes })
}

fn reference(k: usize) -> ReferenceMeta {
    ReferenceMeta { class: "Beni".into(), name: format!("reference {k}"), sha256: String::new() }
}

/// A polynomial of order three in signs (+1 on, −1 off), with known main effects; each reference has its
/// own coefficients around common ones.
struct Polynomial {
    /// Main effects per reference.
    main: Vec<Vec<f64>>,
    /// The common main effects.
    centre: Vec<f64>,
    /// (superpixels, coefficient per reference)
    interactions: Vec<([usize; 3], Vec<f64>)>,
}

impl Polynomial {
    fn new(rng: &mut ChaCha8Rng, d: usize, references: usize) -> Self {
        let mut normal = || (0..12).map(|_| rng.next_u32() as f64 / u32::MAX as f64).sum::<f64>() - 6.0;
        let mut around = |centre: f64, spread: f64| -> Vec<f64> {
            (0..references).map(|_| centre + spread * normal()).collect()
        };
        let centre: Vec<f64> = (0..d).map(|_| around(0.0, 1.0)[0]).collect();
        let by_superpixel: Vec<Vec<f64>> = centre.iter().map(|&c| around(c, 0.6)).collect();
        let main = (0..references).map(|r| by_superpixel.iter().map(|b| b[r]).collect()).collect();
        let mut interactions = Vec::new();
        for k in 0..6 * d {
            let place = |step: usize| (k * step + k / d * 5 + step) % d;
            let (a, b, c) = (place(1), place(3), place(7));
            if a != b && b != c && a != c {
                interactions.push(([a, b, c], around(0.0, 0.15)));
            }
        }
        Self { main, centre, interactions }
    }

    fn value(&self, reference: usize, on: impl Fn(usize) -> bool) -> f64 {
        let sign = |c: usize| if on(c) { 1.0 } else { -1.0 };
        let main: f64 = self.main[reference].iter().enumerate().map(|(c, b)| b * sign(c)).sum();
        let rest =
            self.interactions.iter().map(|(p, b)| b[reference] * p.iter().map(|&c| sign(c)).product::<f64>());
        let pairs = self.interactions.iter().map(|(p, b)| 2.0 * b[reference] * sign(p[0]) * sign(p[1]));
        main + rest.sum::<f64>() + pairs.sum::<f64>()
    }
}

/// Shares of true values inside weight ± 1.96 errors: within references, over references.
fn coverage(kind: DesignKind, d: usize, references: usize, planned: usize, runs: u64) -> (f64, f64) {
    let (mut within, mut over, mut all) = (0, 0, 0);
    for seed in 0..runs {
        let mut rng = ChaCha8Rng::seed_from_u64(seed * 1000 + d as u64);
        let model = Polynomial::new(&mut rng, d, references);
        let (picture, meta) = meta();
        let labels = (0..d as u16).collect();
        let setup = Setup {
            picture,
            model: meta,
            segmentation: Segmentation::new(d, 1, labels).unwrap(),
            design: Design::new(kind, seed, d).unwrap(),
            planned,
            fill: Fill::Contrastive,
            rival: Some(1),
            references: (0..references).map(reference).collect(),
        };
        let masks = setup.design.masks(0..planned);
        let mut logits = Vec::new();
        for i in 0..planned {
            logits.extend([model.value(setup.reference_of(i), |c| masks.get(i, c)) as f32, 0.0, 0.0]);
        }
        let mut evaluations = Evaluations::new(setup, vec![0.0; 3]).unwrap();
        evaluations.insert(0..planned, &logits).unwrap();
        let target = Target { class: 0, rival: 1, scale: Scale::Difference };
        let explanation =
            explain(&evaluations, &ViewParams { alpha: 0.01, ..ViewParams::new(target) }).unwrap();
        for (c, weight) in explanation.weights.iter().enumerate() {
            // From off to on, the sign changes by 2.
            let mean = model.main.iter().map(|m| 2.0 * m[c]).sum::<f64>() / references as f64;
            all += 1;
            within += usize::from((weight.value - mean).abs() <= 1.96 * weight.standard_error);
            let reference_error = weight.reference_error.unwrap_or_default();
            over += usize::from((weight.value - 2.0 * model.centre[c]).abs() <= 1.96 * reference_error);
        }
    }
    (within as f64 / all as f64, over as f64 / all as f64)
}

/// 95 % intervals hold the truth in 90 to 98 % of cases, from roomy to saturated blocks.
#[test]
fn error_bars_cover_the_truth() {
    use DesignKind::{Bernoulli, HadamardFoldover};
    for (kind, d, references, planned) in [
        (HadamardFoldover, 18, 4, 256),
        (HadamardFoldover, 22, 4, 256),
        (HadamardFoldover, 25, 4, 256),
        (HadamardFoldover, 28, 4, 256),
        (HadamardFoldover, 31, 4, 256),
        (HadamardFoldover, 25, 8, 512),
        (HadamardFoldover, 25, 2, 128),
        (HadamardFoldover, 14, 4, 128),
        (Bernoulli, 25, 4, 256),
    ] {
        let (within, over) = coverage(kind, d, references, planned, 100);
        println!("{kind:?}, {d} superpixels, {references} references: within {within:.3}, over {over:.3}");
        assert!((0.90..=0.98).contains(&within), "within references: {within}");
        assert!((0.90..=0.98).contains(&over), "over references: {over}");
    }
    // One fill for all blocks.
    let (within, _) = coverage(HadamardFoldover, 31, 1, 256, 100);
    println!("31 superpixels, one fill: within {within:.3}");
    assert!((0.90..=0.98).contains(&within), "one fill: {within}");
}
