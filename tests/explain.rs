//! Explanations of injected models: what must come out is known in advance.
#![cfg(not(target_arch = "wasm32"))]

use std::ops::ControlFlow;

use moelens::explain::lime::{evaluate, prepare, run};
use moelens::explain::{
    Evaluations, EvaluationsError, ExplainError, Explanation, Fill, LimeParams, ModelMeta, PictureMeta,
    Question, ReferenceMeta, Report, Scale, Seconds, StopReason, StopRule, Target, ValidLimeParams,
    ViewError, ViewParams, explain,
};
use moelens::model::{InputSpec, Model, ModelError, OutputKind, OutputSpec, Outputs, PixelBatch};
use moelens::picture::Rgb8Image;
use moelens::segment::Segmentation;
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

const INPUT: InputSpec = InputSpec { width: 20, height: 20 };
const CLASSES: usize = 3;

/// A model that is a function of the red channel of 400 pixels.
struct Injected<F>(F, usize);

impl<F: Fn(&[f64]) -> [f64; CLASSES]> Model for Injected<F> {
    fn input(&self) -> InputSpec {
        INPUT
    }

    fn outputs(&self) -> OutputSpec {
        OutputSpec { classes: CLASSES, embedding: None, kind: OutputKind::Logits }
    }

    fn run(&mut self, batch: &PixelBatch) -> Result<Outputs, ModelError> {
        let mut logits = Vec::new();
        for i in 0..batch.count() {
            self.1 += 1;
            let red: Vec<f64> = batch.picture(i).iter().step_by(3).map(|&v| f64::from(v) / 255.0).collect();
            logits.extend((self.0)(&red).map(|l| l as f32));
        }
        Ok(Outputs { classes: CLASSES, logits, embedding: None })
    }
}

/// A grid of `across` × `across` superpixels over the input.
fn grid(across: usize) -> Segmentation {
    let place = |i: usize| i * across / 20;
    let labels = (0..400).map(|i| (place(i / 20) * across + place(i % 20)) as u16).collect();
    Segmentation::new(20, 20, labels).unwrap()
}

fn meta() -> (PictureMeta, ModelMeta) {
    let classes = ["Aki", "Beni", "Chiyo"].map(String::from).to_vec();
    (
        PictureMeta { width: 40, height: 40, sha256: "00".into() },
        ModelMeta { name: "injected".into(), sha256: "11".into(), classes },
    )
}

fn reference(k: usize) -> ReferenceMeta {
    ReferenceMeta { class: "Beni".into(), name: format!("beni-{k}.webp"), sha256: "22".into() }
}

/// Red of pixel `i` of the picture: bright, and uneven inside each superpixel.
fn red(i: usize) -> u8 {
    130 + (i * 37 % 120) as u8
}

/// A bright picture, five by five superpixels, four dark references.
fn question() -> Question {
    let (picture_meta, model_meta) = meta();
    let references =
        (0..4).map(|k| (reference(k), Rgb8Image::filled(20, 20, [10 * k as u8, 0, 0]))).collect();
    Question {
        picture: Rgb8Image::new(20, 20, (0..400).flat_map(|i| [red(i), 9, 9]).collect()).unwrap(),
        picture_meta,
        model_meta,
        segmentation: grid(5),
        class: 0,
        rival: 1,
        references,
    }
}

fn params(change: impl FnOnce(&mut LimeParams)) -> ValidLimeParams {
    let mut params = LimeParams::default();
    change(&mut params);
    params.validated().unwrap()
}

fn to_the_end(_: &Evaluations) -> ControlFlow<()> {
    ControlFlow::Continue(())
}

fn explain_model<F: Fn(&[f64]) -> [f64; CLASSES]>(
    f: F,
    params: &ValidLimeParams,
) -> (Evaluations, Explanation) {
    let evaluations = run(&mut Injected(f, 0), question(), params, &mut to_the_end).unwrap();
    let explanation = explain(&evaluations, &params.view(0, 1)).unwrap();
    (evaluations, explanation)
}

/// Effect of each pixel in the models below: not smooth, of both signs.
fn slope(pixel: usize) -> f64 {
    ((pixel * 7919) % 101) as f64 / 101.0 - 0.45
}

fn linear(red: &[f64]) -> [f64; CLASSES] {
    [red.iter().enumerate().map(|(i, r)| slope(i) * r).sum::<f64>(), 0.5, -1.0]
}

/// Bends, so that superpixels interact.
fn bent(red: &[f64]) -> [f64; CLASSES] {
    let [a, ..] = linear(red);
    let first: f64 = red[..200].iter().sum::<f64>() / 200.0;
    [(a / 4.0).tanh() * 5.0 + 3.0 * first * first, 2.0 * red[210], -a / 9.0]
}

#[test]
fn a_linear_model_is_explained_exactly() {
    let (evaluations, explanation) = explain_model(linear, &params(|p| p.alpha = 0.0));
    // A superpixel adds Σ slope · (picture − reference); the mean reference is 15 of 255.
    let mut expected = [0.0; 25];
    for (i, &label) in grid(5).labels().iter().enumerate() {
        expected[usize::from(label)] += slope(i) * (f64::from(red(i)) - 15.0) / 255.0;
    }
    for (weight, expected) in explanation.weights.iter().zip(expected) {
        assert!((weight.value - expected).abs() < 1e-4, "{} {expected}", weight.value);
        // The model itself has no noise within a reference; the references differ a little.
        assert!(weight.standard_error < 1e-4);
        assert!(weight.reference_error.unwrap() <= 0.2 * expected.abs() + 1e-4);
    }
    assert!(explanation.fidelity > 0.9, "{}", explanation.fidelity);
    assert!((explanation.local_prediction - explanation.prediction).abs() < 0.1, "{explanation:?}");
    assert_eq!((evaluations.usable(), evaluations.stopped()), (256, Some(StopReason::Budget)));
}

#[test]
fn a_constant_model_has_nothing_to_explain() {
    for scale in [Scale::Difference, Scale::LogOdds, Scale::Probability] {
        let (evaluations, explanation) =
            explain_model(|_| [1.0, 0.25, 0.0], &params(|p| (p.scale, p.evaluations) = (scale, 512)));
        assert!(explanation.weights.iter().all(|w| w.value.abs() < 1e-12 && w.standard_error < 1e-12));
        assert_eq!(explanation.fidelity, 1.0);
        assert!((explanation.intercept - explanation.prediction).abs() < 1e-12);
        // Known as soon as all four references were used.
        assert_eq!((evaluations.usable(), evaluations.stopped()), (256, Some(StopReason::Precise)));
    }
}

#[test]
fn an_exclusive_or_has_no_main_effect() {
    let xor = |red: &[f64]| [if (red[0] > 0.5) != (red[399] > 0.5) { 4.0 } else { 0.0 }, 0.0, 0.0];
    let (_, explanation) = explain_model(xor, &params(|_| {}));
    assert!(explanation.weights.iter().all(|w| w.value.abs() < 1e-9));
    assert!(explanation.fidelity < 1e-9);
    assert!((explanation.intercept - 2.0).abs() < 1e-9);
}

#[test]
fn any_split_of_the_work_gives_the_same_bits() {
    for params in [params(|p| p.seed = 5), LimeParams::python_lime().validated().unwrap()] {
        let alone = run(&mut Injected(bent, 0), question(), &params, &mut to_the_end).unwrap();
        let explained = explain(&alone, &params.view(0, 1)).unwrap();
        for workers in [1, 2, 3, 7] {
            let mut models: Vec<_> = (0..workers).map(|_| Injected(bent, 0)).collect();
            let (setup, perturbation) = prepare(&models[0], question(), &params).unwrap();
            let unperturbed = models[0].run(&perturbation.unperturbed()).unwrap().logits;
            let planned = setup.planned;
            let mut joined = Evaluations::new(setup, unperturbed).unwrap();
            let step = 8 + workers;
            let mut ranges: Vec<_> =
                (0..planned).step_by(step).map(|s| s..planned.min(s + step)).enumerate().collect();
            shuffle(&mut ranges, workers as u64);
            for (k, range) in ranges {
                let logits = evaluate(&mut models[k % workers], &perturbation, range.clone()).unwrap();
                joined.insert(range, &logits).unwrap();
                joined.settle(&params.view(0, 1), &params.get().stop).unwrap();
            }
            assert!(joined == alone, "{workers} workers");
            assert!(explain(&joined, &params.view(0, 1)).unwrap() == explained);
        }
    }
}

fn shuffle<T>(items: &mut [T], seed: u64) {
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    for i in (1..items.len()).rev() {
        items.swap(i, (rng.next_u64() % (i as u64 + 1)) as usize);
    }
}

#[test]
fn an_early_end_does_not_depend_on_the_order_either() {
    let params = params(|p| (p.evaluations, p.stop) = (2048, StopRule { top: 5, precision: 0.2 }));
    let alone = run(&mut Injected(bent, 0), question(), &params, &mut to_the_end).unwrap();
    let end = alone.usable();
    assert!((256..2048).contains(&end) && end.is_multiple_of(64), "{end}");
    let mut model = Injected(bent, 0);
    let (setup, perturbation) = prepare(&model, question(), &params).unwrap();
    let mut late = Evaluations::new(setup, alone.unperturbed().to_vec()).unwrap();
    // The first block comes last, when others are long past the end.
    let past = end + 128..end + 160;
    late.insert(past.clone(), &evaluate(&mut model, &perturbation, past).unwrap()).unwrap();
    late.insert(64..end + 40, &evaluate(&mut model, &perturbation, 64..end + 40).unwrap()).unwrap();
    assert_eq!((late.settle(&params.view(0, 1), &params.get().stop), late.usable()), (Ok(None), 0));
    late.insert(0..64, &evaluate(&mut model, &perturbation, 0..64).unwrap()).unwrap();
    assert_eq!(late.settle(&params.view(0, 1), &params.get().stop), Ok(alone.stopped()));
    let view = params.view(0, 1);
    assert_eq!((late.usable(), explain(&late, &view)), (end, explain(&alone, &view)));
}

#[test]
fn cancelling_ends_within_one_batch_and_keeps_whole_pairs() {
    let params = params(|_| {});
    let mut model = Injected(bent, 0);
    let mut cancel = |e: &Evaluations| {
        if e.complete_prefix() == 33 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    };
    let evaluations = run(&mut model, question(), &params, &mut cancel).unwrap();
    assert_eq!(model.1, 34); // the picture itself and 33 evaluations
    assert_eq!(evaluations.stopped(), Some(StopReason::Cancelled));
    assert_eq!((evaluations.complete_prefix(), evaluations.usable()), (33, 32));
    let explanation = explain(&evaluations, &params.view(0, 1)).unwrap();
    assert_eq!(explanation.evaluations, 32);
    assert!(explanation.weights.iter().all(|w| w.standard_error > 0.0 && w.reference_error.is_none()));
}

#[test]
fn scales_and_rivals_change_without_a_model() {
    let grey = params(|p| p.fill = Fill::Grey);
    let (evaluations, difference) = explain_model(bent, &grey);
    let look = |class, rival, scale| {
        explain(&evaluations, &ViewParams::new(Target { class, rival, scale })).unwrap()
    };
    assert_eq!(look(0, 1, Scale::Difference), difference);
    // A − B = −(B − A), and A − C = (A − B) + (B − C): the surrogate is linear in the outputs.
    let (ab, ba) = (look(0, 1, Scale::Difference), look(1, 0, Scale::Difference));
    let (bc, ac) = (look(1, 2, Scale::Difference), look(0, 2, Scale::Difference));
    for c in 0..25 {
        assert!((ab.weights[c].value + ba.weights[c].value).abs() < 1e-9);
        assert!((ab.weights[c].value + bc.weights[c].value - ac.weights[c].value).abs() < 1e-9);
    }
    let p = look(0, 1, Scale::Probability);
    assert!((0.0..=1.0).contains(&p.prediction) && p.weights.iter().all(|w| w.value.abs() <= 1.0));
    assert_ne!(look(0, 1, Scale::LogOdds).weights, p.weights);
}

#[test]
fn questions_that_do_not_fit_are_refused() {
    let (contrastive, _) = explain_model(bent, &params(|_| {}));
    let view = |class, rival| ViewParams::new(Target { class, rival, scale: Scale::LogOdds });
    assert_eq!(explain(&contrastive, &view(0, 2)), Err(ViewError::Rival { expected: 1, found: 2 }));
    assert_eq!(explain(&contrastive, &view(1, 1)), Err(ViewError::SameClass { found: 1 }));
    assert_eq!(
        explain(&contrastive, &view(3, 1)),
        Err(ViewError::Class { what: "class", classes: 3, found: 3 })
    );
    assert!(explain(&contrastive, &view(2, 1)).is_ok());
    let narrow = ViewParams { kernel_width: Some(0.0), ..view(0, 1) };
    assert!(matches!(explain(&contrastive, &narrow), Err(ViewError::Number { what: "kernel width", .. })));
    let penalty = ViewParams { alpha: f64::NAN, ..view(0, 1) };
    assert!(matches!(explain(&contrastive, &penalty), Err(ViewError::Number { what: "ridge penalty", .. })));

    let mut question = question();
    question.references.clear();
    let found = run(&mut Injected(bent, 0), question, &params(|_| {}), &mut to_the_end);
    assert!(matches!(found, Err(ExplainError::Perturb(_))), "{found:?}");
}

#[test]
fn broken_outputs_are_refused() {
    let (setup, _) = prepare(&Injected(bent, 0), question(), &params(|_| {})).unwrap();
    let mut evaluations = Evaluations::new(setup.clone(), vec![0.0; 3]).unwrap();
    let logits = |rows, found| Err(EvaluationsError::Logits { rows, classes: 3, found });
    assert_eq!(Evaluations::new(setup, vec![0.0; 2]).map(|_| ()), logits(1, 2));
    assert_eq!(evaluations.insert(0..2, &[0.0; 5]), logits(2, 5));
    let range = EvaluationsError::Range { planned: 256, found: 250..257 };
    assert_eq!(evaluations.insert(250..257, &[0.0; 21]), Err(range));
    let mut broken = [0.0; 6];
    broken[4] = f32::INFINITY;
    let infinite = EvaluationsError::NotFinite { evaluation: 11, found: f32::INFINITY };
    assert_eq!(evaluations.insert(10..12, &broken), Err(infinite));
    let view = params(|_| {}).view(0, 1);
    assert_eq!(explain(&evaluations, &view), Err(ViewError::TooFew { expected: 4, found: 0 }));
}

#[test]
fn a_report_holds_everything() {
    let params = params(|p| p.seed = 9);
    let (evaluations, explanation) = explain_model(bent, &params);
    let seconds = Seconds { load: 0.5, segment: 0.25, evaluate: 3.0, solve: 0.125 };
    let report = Report::new(&evaluations, &explanation, seconds);
    let text = serde_json::to_string(&report).unwrap();
    let read: Report = serde_json::from_str(&text).unwrap();
    assert!(read == report);
    // Looked at again, it says the same.
    let again = read.evaluations().unwrap();
    assert!(explain(&again, &params.view(0, 1)).unwrap() == explanation);

    let json: serde_json::Value = serde_json::from_str(&text).unwrap();
    let keys = |v: &serde_json::Value| v.as_object().unwrap().keys().cloned().collect::<Vec<_>>().join(" ");
    assert_eq!(keys(&json["picture"]), "height sha256 width");
    assert_eq!(json["design"], serde_json::json!({ "kind": "hadamard", "seed": 9, "evaluations": 256 }));
    assert_eq!(json["target"], serde_json::json!({ "class": "Aki", "rival": "Beni", "scale": "difference" }));
    assert_eq!(json["fill"]["kind"], "contrastive");
    assert_eq!(json["fill"]["reference_of_evaluation"][130], 2);
    assert_eq!(json["stopped_because"], "budget");
    assert_eq!(json["surrogate"]["kernel_width"], serde_json::Value::Null);
    assert_eq!(json["segmentation"]["labels"].as_array().unwrap().len(), 400);
    assert_eq!(json["masks"][3].as_str().unwrap().len(), 25);
    assert_eq!(json["logits"][255].as_array().unwrap().len(), 3);
    assert_eq!(json["top"][0][0], "Aki");

    let mut forged = read;
    forged.masks[7] = "1".repeat(25);
    assert!(forged.evaluations().unwrap_err().to_string().contains("evaluation 7"));
}

#[test]
fn a_report_that_claims_more_than_it_holds_is_refused() {
    let params = params(|p| p.seed = 9);
    let (evaluations, explanation) = explain_model(bent, &params);
    let report = Report::new(&evaluations, &explanation, Seconds::default());
    let refused = |change: &dyn Fn(&mut Report)| {
        let mut forged = report.clone();
        change(&mut forged);
        forged.evaluations().unwrap_err().to_string()
    };
    let found = refused(&|r| r.design.evaluations = usize::MAX);
    assert!(found.ends_with("evaluations must have a mask each, found 256 masks"), "{found}");
    let found = refused(&|r| {
        (r.segmentation.width, r.segmentation.height) = (1 << 33, 1 << 31);
        r.segmentation.labels.clear();
    });
    assert!(found.ends_with("labels, found 0"), "{found}");
}
