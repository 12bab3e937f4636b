//! Does an explanation depend on the model at all? (Adebayo et al. 2018, "Sanity Checks for Saliency Maps":
//! model parameter randomisation.) Explains gallery pictures twice, with the shipped head and with one whose
//! weights are the same numbers in random order, and compares the order of the superpixels:
//! `cargo run --release --example sanity -- [--pictures 50] [--evaluations 64]`. Fails when the mean rank
//! correlation is 0.2 or more. Prints beside it how far Kernel SHAP and occlusion agree with LIME on the
//! first pictures (`--methods 10`).

// Examples share it, each uses a part.
#[allow(dead_code)]
#[path = "support/source.rs"]
mod source;

use std::process::ExitCode;

use clap::Parser;
use moelens::explain::agreement::{rank_correlation, top_overlap};
use moelens::explain::shap::Coalitions;
use moelens::explain::{
    Evaluations, Fill, LimeParams, MaskPlan, Perturbation, PictureMeta, Question, Setup, ViewParams, explain,
    lime, occlusion, ranking,
};
use moelens::model::fused::TileHeight;
use moelens::model::{Classifier, LinearHead, Manifest, Model, PixelBatch};
use moelens::picture::{WORKING_SIDE, at_most, resize};
use moelens::segment::slic_at_most;
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

use source::{Failure, Source, open, read, shipped_folder};

/// Compares explanations with those of a randomised head, and methods with one another.
#[derive(Parser)]
struct Args {
    /// Gallery pictures, each of another character
    #[arg(long, default_value_t = 50)]
    pictures: usize,
    /// Evaluations for each explanation
    #[arg(long, default_value_t = 64)]
    evaluations: usize,
    /// Pictures that other methods are asked about too
    #[arg(long, default_value_t = 0)]
    methods: usize,
}

fn main() -> ExitCode {
    match run(&Args::parse()) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(failure) => {
            eprintln!("error: {failure}");
            ExitCode::FAILURE
        }
    }
}

fn run(args: &Args) -> Result<bool, Failure> {
    let folder = shipped_folder();
    let manifest = Manifest::parse(&String::from_utf8(read(&folder.join("manifest.json"))?)?)?;
    let backbone = read(&folder.join(&manifest.backbone.path))?;
    let head = read(&folder.join(&manifest.head.path))?;
    let mut model = Classifier::from_manifest(&manifest, &backbone, &head, TileHeight::default())?;
    let source = Source::shipped(&folder)?;
    let (mut correlations, mut overlaps) = (Vec::new(), Vec::new());
    let mut methods = [Vec::new(), Vec::new(), Vec::new()];
    for class in 0..args.pictures.min(manifest.classes.len()) {
        let file = folder.join(&manifest.classes[class].pictures[0].path);
        let (picture, sha256) = open(&file)?;
        let input = model.input();
        let small = resize(&picture, input.width, input.height);
        let logits = model.run(&PixelBatch::of(&small))?.logits;
        let rival = ranking(&logits).into_iter().find(|&c| c != class).ok_or("there is only one class")?;
        let params = LimeParams { evaluations: args.evaluations, ..LimeParams::default() }.validated()?;
        let blocks = args.evaluations.div_ceil(64);
        let question = Question {
            picture: small,
            picture_meta: PictureMeta { width: picture.width(), height: picture.height(), sha256 },
            model_meta: source.meta.clone(),
            segmentation: slic_at_most(&at_most(&picture, WORKING_SIDE), 31, 10.0)?,
            class,
            rival,
            references: source.references(Fill::Contrastive, (class, rival), blocks, 0)?,
        };
        let (setup, perturbation) = lime::prepare(&model, question, &params)?;
        let own = model.run(&perturbation.unperturbed())?;
        let embeddings = (0..args.evaluations)
            .map(|i| Ok(model.run(&perturbation.compose(i..i + 1))?.embedding.ok_or("no embedding")?))
            .collect::<Result<Vec<Vec<f32>>, Failure>>()?;
        let own = own.embedding.ok_or("the model has no embedding")?;
        let view = params.view(class, rival);
        let by = |score: &dyn Fn(&[f32]) -> Vec<f32>| weights(&setup, &view, &own, &embeddings, score);
        let shuffled = shuffled(model.head(), class as u64);
        let truth = by(&|e| model.head().logits(e))?;
        let random = by(&|e| random_logits(model.head(), &shuffled, e))?;
        let rho = rank_correlation(&truth, &random).unwrap_or(0.0);
        correlations.push(rho);
        overlaps.push(top_overlap(&truth, &random, 5) as f64);
        if class < args.methods {
            let others = other_methods(&mut model, &setup, &perturbation, &view, &own)?;
            for (list, values) in methods.iter_mut().zip(&others) {
                list.push((rank_correlation(&truth, values).unwrap_or(0.0), top_overlap(&truth, values, 5)));
            }
        }
        println!("{:12} rank correlation with the randomised head {rho:+.2}", source.meta.classes[class]);
    }
    let mean = |v: &[f64]| v.iter().sum::<f64>() / v.len().max(1) as f64;
    let size = mean(&correlations.iter().map(|r| r.abs()).collect::<Vec<_>>());
    println!(
        "{} pictures: mean rank correlation {:+.3} (mean size {size:.3}), {:.2} of the top 5 shared",
        correlations.len(),
        mean(&correlations),
        mean(&overlaps)
    );
    for (name, list) in ["Kernel SHAP", "one off", "one alone"].iter().zip(&methods) {
        if !list.is_empty() {
            let rho = mean(&list.iter().map(|l| l.0).collect::<Vec<_>>());
            let top = mean(&list.iter().map(|l| l.1 as f64).collect::<Vec<_>>());
            println!(
                "{name} and LIME over {} pictures: rank correlation {rho:.2}, {top:.1} of the top 5",
                list.len()
            );
        }
    }
    Ok(mean(&correlations) < 0.2)
}

/// Weights of LIME when embeddings are scored by a head.
fn weights(
    setup: &Setup,
    view: &ViewParams,
    own: &[f32],
    embeddings: &[Vec<f32>],
    score: &dyn Fn(&[f32]) -> Vec<f32>,
) -> Result<Vec<f64>, Failure> {
    let mut evaluations = Evaluations::new(setup.clone(), score(own))?;
    for (i, embedding) in embeddings.iter().enumerate() {
        evaluations.insert(i..i + 1, &score(embedding))?;
    }
    Ok(explain(&evaluations, view)?.weights.iter().map(|w| w.value).collect())
}

/// The head's weights in random order.
fn shuffled(head: &LinearHead, seed: u64) -> Vec<f32> {
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    let mut weights = head.weights().to_vec();
    for i in (1..weights.len()).rev() {
        weights.swap(i, (rng.next_u64() % (i as u64 + 1)) as usize);
    }
    weights
}

fn random_logits(head: &LinearHead, weights: &[f32], embedding: &[f32]) -> Vec<f32> {
    let scaled = head.scale().apply(embedding);
    let row = |w: &[f32]| w.iter().zip(&scaled).map(|(a, b)| a * b).sum::<f32>();
    weights.chunks_exact(head.dimension()).map(row).collect()
}

/// Kernel SHAP (256 evaluations), each off, each alone.
fn other_methods(
    model: &mut Classifier,
    setup: &Setup,
    perturbation: &Perturbation,
    view: &ViewParams,
    own: &[f32],
) -> Result<[Vec<f64>; 3], Failure> {
    let (d, references) = (setup.design.superpixels(), perturbation.fills());
    let all = view.target.value(&model.head().logits(own));
    let classes = model.outputs().classes;
    let mut ask = |plan: &MaskPlan| -> Result<Vec<f64>, Failure> {
        let logits = plan.evaluate(model, perturbation, 0..plan.len())?;
        Ok(logits.chunks_exact(classes).map(|row| view.target.value(row)).collect())
    };
    let coalitions = Coalitions::new(d, references, 256, 0)?;
    let shap = coalitions.solve(all, &ask(&coalitions.plan)?).values;
    let occluded = occlusion::solve(d, references, all, &ask(&occlusion::plan(d, references))?);
    Ok([shap, occluded.off, occluded.alone])
}
