//! Trains the shipped head and writes what comes of it into `models/`:
//!
//! ```text
//! cargo run --release --example train -- [--compare OTHER.onnx ...]
//! ```
//!
//! Draws 60 training and 20 held-out pictures of each character of the cast (places and seeds of the
//! latter are never trained on), embeds them, trains and measures a head, and writes the head, four
//! pictures of each character, an atlas of faces, the manifest, and the tables in `README.md`.
//! Embeddings are kept below `target/train`, so a second run takes a minute or two.

#[path = "../support/render.rs"]
mod render;

mod embed;
mod measure;
mod pictures;
mod ship;
mod tables;

use std::error::Error;
use std::path::{Path, PathBuf};
use std::time::Instant;

use clap::Parser;
use moelens::gallery::cast;
use moelens::learn::{
    Embeddings, Labelled, ScaleKind, ScoreKind, TrainParams, TrainReport, TrainedHead, train_head,
};

use embed::Embedder;
use measure::Measured;

/// Trains the shipped head and writes everything in `models/` that comes from it.
#[derive(Parser)]
struct Args {
    /// The backbone to ship.
    #[arg(long, default_value = "models/efficientnet-lite0-224.onnx")]
    backbone: PathBuf,
    /// More backbones to measure for the table.
    #[arg(long, num_args = 1..)]
    compare: Vec<PathBuf>,
    /// Folder that everything is written to, and that the backbone lies in.
    #[arg(long, default_value = "models")]
    out: PathBuf,
    /// Threads.
    #[arg(long, default_value_t = 2)]
    threads: usize,
    /// Seed of folds and medoids.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Standardise embeddings instead of giving them all the same length.
    #[arg(long)]
    standardise: bool,
    /// Measure only, write nothing.
    #[arg(long)]
    dry: bool,
}

/// A backbone, its head, and how good they are.
pub struct Trained {
    embedder: Embedder,
    head: TrainedHead,
    measured: Measured,
    /// `characters × TRAINING × dimension`.
    training: Vec<f32>,
}

fn main() -> Result<(), Box<dyn Error>> {
    let args = Args::parse();
    let shipped = train(&args, &args.backbone)?;
    let others = args.compare.iter().map(|file| train(&args, file)).collect::<Result<Vec<_>, _>>()?;
    if args.dry {
        return Ok(());
    }
    let gallery = ship::write(&args.out, &shipped, args.seed)?;
    let rows: Vec<&Trained> = std::iter::once(&shipped).chain(&others).collect();
    tables::write(&args.out.join("README.md"), &rows, &gallery)?;
    Ok(())
}

fn train(args: &Args, file: &Path) -> Result<Trained, Box<dyn Error>> {
    println!("{}", file.display());
    let mut embedder = Embedder::open(file.to_path_buf())?;
    let training = embedder.embed("training", &pictures::training(), args.threads)?;
    let strangers = embedder.embed("strangers", &pictures::strangers(false), args.threads)?;
    let names: Vec<String> = cast().iter().map(|m| m.name.clone()).collect();
    let labels: Vec<usize> = (0..names.len() * pictures::TRAINING).map(|i| i / pictures::TRAINING).collect();
    let data = Labelled::new(Embeddings::new(&training, embedder.dimension)?, &labels, &names)?;
    let params = TrainParams {
        scale: if args.standardise { ScaleKind::Standardised } else { ScaleKind::L2 { factor: 8.0 } },
        // Standardised embeddings are about 20 times longer squared, so the same penalty is 20 times weaker.
        c: if args.standardise { vec![0.01, 0.1, 1.0, 10.0] } else { vec![1.0, 10.0, 100.0, 1000.0] },
        folds: 4,
        scores: vec![ScoreKind::Energy, ScoreKind::MaxLogit, ScoreKind::MaxProbability, ScoreKind::Centroid],
        seed: args.seed,
        ..TrainParams::default()
    };
    let start = Instant::now();
    let unknown = Embeddings::new(&strangers, embedder.dimension)?;
    let head = train_head(&data, Some(&unknown), &params.check()?, args.threads)?;
    println!("trained in {:.0} s", start.elapsed().as_secs_f64());
    print(&head.report);
    let measured = measure::measure(&mut embedder, &head.head, args.threads)?;
    println!("{measured:#.4?}");
    Ok(Trained { embedder, head, measured, training })
}

fn print(report: &TrainReport) {
    for s in &report.strengths {
        println!("C {:8} out of fold: log-loss {:.4}, top-1 {:.2} %", s.c, s.log_loss, 100.0 * s.accuracy);
    }
    let (before, after) = report.calibration_error;
    println!("temperature {:.3}, calibration error {before:.4} before, {after:.4} after", report.temperature);
    for (name, r) in &report.scores {
        println!(
            "{name:16} area under ROC {:.4}, keeps {:.2} %, turns away {:.2} % of strangers",
            r.auroc.unwrap_or(0.5),
            100.0 * r.known_kept,
            100.0 * r.unknown_rejected.unwrap_or(0.0)
        );
    }
    println!(
        "{} pictures with near duplicates, {} evaluations",
        report.near_duplicates, report.fit.evaluations
    );
}
