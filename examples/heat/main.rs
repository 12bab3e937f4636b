//! Is the heat map sharper when each block of evaluations cuts the picture in another way? On pictures with
//! a planted cause: `cargo run --release --example heat`.
//!
//! All rows but the last have the same number of evaluations and the same comparison pictures, one per block;
//! the last is what the page shows, with three quarters more. Prints the
//! pixel AUC (how often a pixel of the cause is hotter than one that is not), the share of the hottest 5 %
//! of pixels that lie on the cause, and how often the hottest pixel does.

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
use moelens::explain::{
    Explanation, LimeParams,
    heat::{Layer, SHIFTS, heat_map},
};
use moelens::model::OnnxModel;
use moelens::segment::{Segmentation, slic_at_most, slic_shifted};

use ask::ask_with;
use causes::Kind;
use network::spread;
use study::{Plan, Study, TestPicture, Trained};

/// Measures heat maps of one and of several cuts.
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
    #[arg(long, default_value_t = 3)]
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

/// How the blocks cut the picture.
#[derive(Clone, Copy)]
enum Cuts {
    /// All alike, solved together: the product's explanation.
    One,
    /// On a picture shifted by another part of the distance between SLIC's seeds.
    Shifted,
    /// Into other numbers of superpixels.
    Counts,
    /// Both.
    ShiftedCounts,
    /// The product's explanation and its heat map: one cut with all evaluations, and three shifted ones with a
    /// quarter of them each.
    Product,
}

const ROWS: [(&str, Cuts); 5] = [
    ("one cut", Cuts::One),
    ("shifted", Cuts::Shifted),
    ("other numbers", Cuts::Counts),
    ("shifted, other numbers", Cuts::ShiftedCounts),
    ("one cut, and three shifted beside", Cuts::Product),
];
/// Superpixels at most in each block.
const COUNTS: [usize; 4] = [31, 24, 18, 12];

/// What a map is worth.
#[derive(Clone, Copy, Debug)]
struct Scores {
    auc: f64,
    hottest: f64,
    peak: f64,
}

fn main() -> Result<(), Box<dyn Error>> {
    let options = Options::parse();
    let bytes = std::fs::read(&options.model)?;
    let plan = Plan::placed(options.first_pair, options.pairs, options.pictures, options.threads);
    let study = Study::prepare(&bytes, &plan)?;
    let found = spread(&study.pictures, &bytes, options.threads, |model, test| {
        ROWS.map(|(_, cuts)| map_of(model, &study.trained[test.pair], test, cuts).score(test))
    })?;
    let mut lines = vec![
        format!("{} pictures of the pairs {} to {}:\n", found.len(), plan.first, plan.first + plan.pairs - 1),
        "| cuts | pixel AUC | hottest 5 % on the cause | hottest pixel on the cause |".into(),
        "|---|---|---|---|".into(),
    ];
    for (row, (name, _)) in ROWS.iter().enumerate() {
        let mean =
            |of: fn(&Scores) -> f64| found.iter().map(|f| of(&f[row])).sum::<f64>() / found.len() as f64;
        lines.push(format!(
            "| {name} | {:.3} | {:.3} | {:.2} |",
            mean(|s| s.auc),
            mean(|s| s.hottest),
            mean(|s| s.peak)
        ));
    }
    let text = lines.join("\n");
    println!("{text}");
    if options.write {
        section::write_section("src/explain/heat.rs", "heat", &text)?;
    }
    for kind in Kind::PLACED {
        let own: Vec<&[Scores; ROWS.len()]> =
            found.iter().zip(&study.pictures).filter(|(_, t)| t.kind == kind).map(|(f, _)| f).collect();
        let cells = (0..ROWS.len()).map(|row| {
            let mean =
                |of: fn(&Scores) -> f64| own.iter().map(|f| of(&f[row])).sum::<f64>() / own.len() as f64;
            format!("{:.2} {:.2}", mean(|s| s.auc), mean(|s| s.hottest))
        });
        eprintln!("{}: {}", kind.name(), cells.collect::<Vec<_>>().join(" | "));
    }
    Ok(())
}

/// A map at the drawing's size.
struct Map(Vec<f64>);

fn map_of(model: &mut OnnxModel, trained: &Trained, test: &TestPicture, cuts: Cuts) -> Map {
    let usual = LimeParams::default();
    let weights = |e: &Explanation| e.weights.iter().map(|w| w.value).collect::<Vec<_>>();
    let (width, height) = (test.drawing.width(), test.drawing.height());
    let mut blocks: Vec<(Segmentation, Vec<f64>)> = Vec::new();
    if matches!(cuts, Cuts::One | Cuts::Product) {
        let cut = slic_at_most(&test.drawing, usual.segments, usual.compactness).expect("valid");
        let params = usual.clone().validated().expect("the defaults");
        let all: Vec<usize> = (0..study::REFERENCES).collect();
        let found = ask_with(model, trained, test, &params, (0, 1), cut, &all);
        blocks.push((found.segmentation, weights(&found.explanation)));
    }
    if !matches!(cuts, Cuts::One) {
        let first = blocks.len();
        blocks.extend((first..study::REFERENCES).map(|block| {
            let (shift, count) = match cuts {
                Cuts::Shifted | Cuts::Product => (SHIFTS[block], usual.segments),
                Cuts::Counts => (SHIFTS[0], COUNTS[block]),
                _ => (SHIFTS[block], COUNTS[block]),
            };
            let cut = slic_shifted(&test.drawing, count, usual.compactness, shift).expect("valid");
            let params = LimeParams {
                evaluations: usual.evaluations / study::REFERENCES,
                seed: block as u64,
                ..usual.clone()
            };
            let params = params.validated().expect("a block of the defaults");
            let found = ask_with(model, trained, test, &params, (0, 1), cut, &[block]);
            (found.segmentation, weights(&found.explanation))
        }));
    }
    let layers: Vec<Layer<'_>> =
        blocks.iter().map(|(segmentation, weights)| Layer { segmentation, weights }).collect();
    Map(heat_map(&layers, width, height))
}

impl Map {
    fn score(&self, test: &TestPicture) -> Scores {
        let cause = test.kind.part();
        let on: Vec<bool> = test.parts.iter().map(|&p| Some(p) == cause).collect();
        let mut order: Vec<usize> = (0..on.len()).collect();
        order.sort_by(|&a, &b| self.0[b].total_cmp(&self.0[a]));
        // Pixels of one heat form a step; what a quota takes of it has the step's mix.
        let (mut seen_on, mut seen_off, mut pairs) = (0.0, 0.0, 0.0);
        let quota = 0.05 * on.len() as f64;
        let (mut taken, mut taken_on, mut peak) = (0.0, 0.0, None);
        for step in order.chunk_by(|&a, &b| self.0[a] == self.0[b]) {
            let step_on = step.iter().filter(|&&i| on[i]).count() as f64;
            let size = step.len() as f64;
            let step_off = size - step_on;
            peak.get_or_insert(step_on / size);
            pairs += step_off * (seen_on + 0.5 * step_on);
            (seen_on, seen_off) = (seen_on + step_on, seen_off + step_off);
            let take = size.min(quota - taken);
            (taken, taken_on) = (taken + take, taken_on + take * step_on / size);
        }
        Scores { auc: pairs / (seen_on * seen_off), hottest: taken_on / quota, peak: peak.unwrap_or(0.0) }
    }
}
