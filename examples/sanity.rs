//! Does an explanation depend on the model at all? Explains gallery pictures twice, with the shipped head and
//! with a randomised one, and compares the order of the superpixels:
//! `cargo run --release --example sanity -- [--pictures 50] [--evaluations 64]`. Fails when the mean rank
//! correlation is 0.2 or more. Prints beside it how far Kernel SHAP and occlusion agree with LIME on the
//! first pictures (`--methods 10`).

#[path = "support/randomised.rs"]
mod randomised;
#[path = "support/section.rs"]
mod section;
// Examples share it, each uses a part.
#[allow(dead_code)]
#[path = "support/source.rs"]
mod source;

use std::process::ExitCode;

use clap::Parser;
use moelens::explain::agreement::{rank_correlation, top_overlap};
use moelens::explain::shap::Coalitions;
use moelens::explain::{MaskPlan, Perturbation, Setup, ViewParams, occlusion};
use moelens::model::{Classifier, Model};

use randomised::{Compared, Gallery};
use source::Failure;

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
    /// Also write what was found into ARCHITECTURE.md
    #[arg(long)]
    write: bool,
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
    let mut gallery = Gallery::load()?;
    let (mut correlations, mut overlaps) = (Vec::new(), Vec::new());
    let mut methods = [Vec::new(), Vec::new(), Vec::new()];
    for class in 0..args.pictures.min(gallery.manifest.classes.len()) {
        let found = gallery.compare(class, args.evaluations)?;
        let rho = rank_correlation(&found.truth, &found.random).unwrap_or(0.0);
        correlations.push(rho);
        overlaps.push(top_overlap(&found.truth, &found.random, 5) as f64);
        if class < args.methods {
            let Compared { setup, perturbation, view, own, truth, .. } = &found;
            let others = other_methods(&mut gallery.model, setup, perturbation, view, own)?;
            for (list, values) in methods.iter_mut().zip(&others) {
                list.push((rank_correlation(truth, values).unwrap_or(0.0), top_overlap(truth, values, 5)));
            }
        }
        let name = &gallery.manifest.classes[class].name;
        println!("{name:12} rank correlation with the randomised head {rho:+.2}");
    }
    let mean = |v: &[f64]| v.iter().sum::<f64>() / v.len().max(1) as f64;
    let size = mean(&correlations.iter().map(|r| r.abs()).collect::<Vec<_>>());
    let mut lines = vec![
        format!(
            "Head with random weights, {} pictures, {} evaluations: rank correlation with the true head's \
             explanation {:+.3} (mean size {size:.3}), {:.2} of the five heaviest shared.\n",
            correlations.len(),
            args.evaluations,
            mean(&correlations),
            mean(&overlaps)
        ),
        "| method, beside LIME | pictures | rank correlation | of the five heaviest shared |".into(),
        "|---|---|---|---|".into(),
    ];
    for (name, list) in ["Kernel SHAP", "each off", "each alone"].iter().zip(&methods) {
        let rho = mean(&list.iter().map(|l| l.0).collect::<Vec<_>>());
        let top = mean(&list.iter().map(|l| l.1 as f64).collect::<Vec<_>>());
        lines.push(format!("| {name} | {} | {rho:.2} | {top:.1} |", list.len()));
    }
    let text = lines.join("\n");
    println!("{text}");
    if args.write {
        section::write_section("ARCHITECTURE.md", "sanity", &text)?;
    }
    Ok(mean(&correlations) < 0.2)
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
