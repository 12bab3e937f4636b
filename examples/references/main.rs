//! How far does an explanation depend on the comparison pictures? The same pictures with a planted cause are
//! explained with two sets of the rival's pictures that share none: `cargo run --release --example
//! references`.
//!
//! A row per way of choosing and using them: the root mean square difference of the two weights, over √2 and
//! their standard deviation (the error of one explanation as an answer about the rival as a whole); the
//! overlap (Jaccard) of the five heaviest superpixels; how often the heaviest lies on the cause.

#[allow(dead_code)]
#[path = "../planted/ask.rs"]
mod ask;
#[allow(dead_code)]
#[path = "../planted/causes.rs"]
mod causes;
#[path = "../planted/network.rs"]
mod network;
#[path = "../support/render.rs"]
mod render;
#[path = "../support/section.rs"]
mod section;
#[allow(dead_code)]
#[path = "../planted/study.rs"]
mod study;

use std::error::Error;

use clap::Parser;
use moelens::explain::{LimeParams, StopRule, agreement};
use moelens::learn::{Embeddings, medoids::medoids};
use moelens::model::OnnxModel;
use moelens::picture::Rgb8Image;
use moelens::segment::slic_at_most;

use ask::{ask_with, on_cause};
use network::{embed, spread};
use study::{Plan, Study, TestPicture, Trained};

/// Measures how far explanations depend on the comparison pictures.
#[derive(Parser)]
#[command(about, long_about = None)]
struct Options {
    /// The backbone.
    #[arg(long, default_value = "models/efficientnet-lite0-224.onnx")]
    model: std::path::PathBuf,
    /// Number of the first pair of each kind.
    #[arg(long, default_value_t = 4)]
    first_pair: usize,
    /// Pairs of each kind of cause.
    #[arg(long, default_value_t = 2)]
    pairs: usize,
    /// Test pictures of each pair at most.
    #[arg(long, default_value_t = 3)]
    pictures: usize,
    /// Threads; the result does not depend on them.
    #[arg(long, default_value_t = std::thread::available_parallelism().map_or(1, usize::from))]
    threads: usize,
    /// Also write the table into the papers.
    #[arg(long)]
    write: bool,
}

/// How comparison pictures are chosen from a side's half of the rival's pictures, and used.
#[derive(Clone, Copy)]
struct Way {
    name: &'static str,
    /// Medoids of as many clusters, or simply the first pictures.
    medoids: bool,
    references: usize,
    segments: usize,
    evaluations: usize,
}

const fn way(
    name: &'static str,
    medoids: bool,
    references: usize,
    segments: usize,
    evaluations: usize,
) -> Way {
    Way { name, medoids, references, segments, evaluations }
}

const WAYS: [Way; 6] = [
    way("4 medoids, 64 evaluations each (default)", true, 4, 31, 256),
    way("4 pictures at random, 64 each", false, 4, 31, 256),
    way("2 medoids, 128 each", true, 2, 31, 256),
    way("8 medoids, 64 each", true, 8, 31, 512),
    way("8 medoids, 32 each, 15 superpixels", true, 8, 15, 256),
    way("4 medoids, 32 each, 15 superpixels", true, 4, 15, 128),
];
/// Pictures of the rival that a side chooses from.
const HALF: usize = 20;
const TOP: usize = 5;

#[derive(Clone, Copy)]
struct Scores {
    error: f64,
    overlap: f64,
    right: f64,
}

fn main() -> Result<(), Box<dyn Error>> {
    let options = Options::parse();
    let bytes = std::fs::read(&options.model)?;
    let plan = Plan::placed(options.first_pair, options.pairs, options.pictures, options.threads);
    let study = Study::prepare(&bytes, &plan)?;
    let numbers: Vec<usize> = (0..study.pairs.len()).collect();
    let pools = spread(&numbers, &bytes, options.threads, |model, &pair| {
        let pictures = study.pairs[pair].unused_of_b(2 * HALF);
        let embeddings: Vec<Vec<f32>> =
            pictures.iter().map(|p| study.trained[pair].head.scale().apply(&embed(model, p))).collect();
        (pictures, embeddings)
    })?;
    let found = spread(&study.pictures, &bytes, options.threads, |model, test| {
        let (pictures, embeddings) = &pools[test.pair];
        WAYS.map(|way| {
            let side =
                |start: usize| chosen(&way, &pictures[start..start + HALF], &embeddings[start..start + HALF]);
            compare(model, &study.trained[test.pair], test, &way, [side(0), side(HALF)])
        })
    })?;
    let mut lines = vec![
        format!("{} pictures of the pairs {} to {}:\n", found.len(), plan.first, plan.first + plan.pairs - 1),
        format!("| comparison pictures | evaluations | error | top {TOP} | heaviest on the cause |"),
        "|---|---|---|---|---|".into(),
    ];
    for (row, way) in WAYS.iter().enumerate() {
        let mean =
            |of: fn(&Scores) -> f64| found.iter().map(|f| of(&f[row])).sum::<f64>() / found.len() as f64;
        lines.push(format!(
            "| {} | {} | {:.2} | {:.2} | {:.2} |",
            way.name,
            way.evaluations,
            mean(|s| s.error),
            mean(|s| s.overlap),
            mean(|s| s.right)
        ));
    }
    let text = lines.join("\n");
    println!("{text}");
    if options.write {
        section::write_section("ARCHITECTURE.md", "references", &text)?;
    }
    Ok(())
}

fn chosen(way: &Way, pictures: &[Rgb8Image], embeddings: &[Vec<f32>]) -> Vec<Rgb8Image> {
    if !way.medoids {
        return pictures[..way.references].to_vec();
    }
    let flat = embeddings.concat();
    let all = Embeddings::new(&flat, embeddings[0].len()).expect("rows of one length");
    let rows = medoids(&all, way.references, 0).expect("fewer medoids than pictures");
    rows.into_iter().map(|row| pictures[row].clone()).collect()
}

fn compare(
    model: &mut OnnxModel,
    trained: &Trained,
    test: &TestPicture,
    way: &Way,
    sides: [Vec<Rgb8Image>; 2],
) -> Scores {
    let params = LimeParams {
        segments: way.segments,
        evaluations: way.evaluations,
        stop: StopRule { top: 0, precision: 0.0 },
        ..LimeParams::default()
    };
    let params = params.validated().expect("valid settings");
    let cut = slic_at_most(&test.drawing, way.segments, params.get().compactness).expect("valid settings");
    let lies = on_cause(&cut, &test.parts, test.kind.part());
    let [(a, a_right), (b, b_right)] = sides.map(|pictures| {
        let all: Vec<usize> = (0..pictures.len()).collect();
        let own = Trained { head: trained.head.clone(), references: vec![Vec::new(), pictures] };
        let found = ask_with(model, &own, test, &params, (0, 1), cut.clone(), &all);
        let right = f64::from(u8::from(lies[found.heaviest()]));
        (found.explanation.weights.iter().map(|w| w.value).collect::<Vec<f64>>(), right)
    });
    let count = a.len() as f64;
    let mean = a.iter().chain(&b).sum::<f64>() / (2.0 * count);
    let spread = (a.iter().chain(&b).map(|w| (w - mean).powi(2)).sum::<f64>() / (2.0 * count)).sqrt();
    let apart = (a.iter().zip(&b).map(|(x, y)| (x - y).powi(2)).sum::<f64>() / count).sqrt();
    let both = agreement::top_overlap(&a, &b, TOP) as f64;
    Scores {
        error: apart / 2f64.sqrt() / spread,
        overlap: both / (2.0 * TOP as f64 - both),
        right: a_right.midpoint(b_right),
    }
}
