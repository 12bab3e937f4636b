//! Teaches new characters and writes backbone and head as one ONNX file:
//!
//! ```text
//! cargo run --release --example teach -- FOLDER --out MODEL.onnx --labels LABELS.txt [--test FOLDER]
//! ```
//!
//! FOLDER holds one folder of pictures per character. Prints what was left out, the cross-validated
//! accuracy, a table of the characters, and labels to check. What it writes is what the page writes: one
//! float32 input of `N × 3 × height × width`, R, G, B, 0 to 255; outputs `probabilities` and `embedding`.

#[path = "../support/source.rs"]
#[allow(dead_code, reason = "this example needs a part of it")]
mod source;

mod embed;
mod folder;
mod tables;

use std::fs;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Instant;

use clap::Parser;
use moelens::learn::{ClassWeights, Embeddings, Labelled, TrainParams, TrainedHead, train_head};
use moelens::model::{LinearHead, Manifest, to_onnx};

use embed::Backbone;
use folder::Folder;
use source::{Failure, ended, read};

/// Teaches the characters of a folder of folders.
#[derive(Parser)]
pub struct Args {
    /// One folder of pictures per character.
    #[arg(required_unless_present = "head")]
    folder: Option<PathBuf>,
    /// Where backbone and head are written, as one ONNX file.
    #[arg(long)]
    out: Option<PathBuf>,
    /// Where the characters' names are written, one a line, in the order of the probabilities.
    #[arg(long)]
    labels: Option<PathBuf>,
    /// Pictures that are not trained on: a folder of folders of the same names.
    #[arg(long)]
    test: Option<PathBuf>,
    /// Write this head (a safetensors file) instead of training one.
    #[arg(long, conflicts_with_all = ["folder", "test"])]
    head: Option<PathBuf>,
    /// Count every character alike, however many pictures it has.
    #[arg(long)]
    balanced: bool,
    /// The folder of the shipped backbone and its manifest.
    #[arg(long, default_value = "models")]
    models: PathBuf,
    /// Threads.
    #[arg(long, default_value_t = 2)]
    threads: usize,
    /// Seed of the folds.
    #[arg(long, default_value_t = 0)]
    seed: u64,
}

/// Pictures with their embeddings, row by row.
struct Seen {
    folder: Folder,
    rows: Vec<f32>,
    labels: Vec<usize>,
    left_out: usize,
}

/// What came of it.
#[allow(dead_code, reason = "for the test of this example")]
pub struct Taught {
    /// The head that was trained or read.
    pub head: LinearHead,
    /// Share of the pictures that is recognised by heads trained without them, where one was trained.
    pub accuracy: Option<f64>,
    /// Share of the test pictures that is recognised, where there are any.
    pub tested: Option<f64>,
    /// Files that were left out: broken ones and duplicates.
    pub left_out: usize,
}

fn main() -> ExitCode {
    ended(run(&Args::parse()).map(|_| ()))
}

/// Does what the arguments ask for.
pub fn run(args: &Args) -> Result<Taught, Failure> {
    let manifest = Manifest::parse(&String::from_utf8(read(&args.models.join("manifest.json"))?)?)?;
    let bytes = read(&args.models.join(&manifest.backbone.path))?;
    let backbone = Backbone { manifest: &manifest, bytes: &bytes };
    let taught = match (&args.head, &args.folder) {
        (Some(file), _) => {
            let head = LinearHead::from_safetensors(&read(file)?)?;
            Taught { head, accuracy: None, tested: None, left_out: 0 }
        }
        (None, Some(folder)) => {
            let seen = look_at(&backbone, folder::list(folder)?, args.threads)?;
            let TrainedHead { head, report } = teach(args, &seen)?;
            let tested = match &args.test {
                Some(folder) => Some(test(&backbone, &head, folder::list(folder)?, args.threads)?),
                None => None,
            };
            let accuracy = Some(report.metrics.accuracy());
            Taught { head, accuracy, tested, left_out: seen.left_out }
        }
        (None, None) => return Err("name a folder of folders".into()),
    };
    let head = &taught.head;
    if let Some(out) = &args.out {
        let file = to_onnx(&bytes, &manifest.normalisation(), head)?;
        fs::write(out, &file).map_err(|e| format!("{}: {e}", out.display()))?;
        println!("{}: {} bytes", out.display(), file.len());
    }
    if let Some(labels) = &args.labels {
        let text: String = head.labels().iter().map(|name| format!("{name}\n")).collect();
        fs::write(labels, text).map_err(|e| format!("{}: {e}", labels.display()))?;
    }
    Ok(taught)
}

/// Embeds a folder and says what is left out.
fn look_at(backbone: &Backbone, mut folder: Folder, threads: usize) -> Result<Seen, Failure> {
    let start = Instant::now();
    let outcomes = backbone.embed(&folder.entries, threads)?;
    let count = outcomes.len();
    let (mut rows, mut labels, mut entries) = (Vec::new(), Vec::new(), Vec::new());
    for (entry, outcome) in std::mem::take(&mut folder.entries).into_iter().zip(outcomes) {
        match outcome {
            Ok(row) => {
                rows.extend(row);
                labels.push(entry.class);
                entries.push(entry);
            }
            Err(reason) => println!("left out: {}: {reason}", entry.path.display()),
        }
    }
    for (path, first) in &folder.duplicates {
        println!("left out: {}: the same picture as {}", path.display(), first.display());
    }
    let left_out = count - entries.len() + folder.duplicates.len();
    let each = 1000.0 * start.elapsed().as_secs_f64() / count.max(1) as f64;
    println!(
        "{} pictures of {} characters, {left_out} left out; {each:.0} ms each",
        entries.len(),
        folder.names.len(),
    );
    folder.entries = entries;
    Ok(Seen { folder, rows, labels, left_out })
}

fn teach(args: &Args, seen: &Seen) -> Result<TrainedHead, Failure> {
    let Seen { folder, rows, labels, .. } = seen;
    let dimension = rows.len().checked_div(labels.len()).unwrap_or(1);
    let data = Labelled::new(Embeddings::new(rows, dimension)?, labels, &folder.names)?;
    let class_weights = if args.balanced { ClassWeights::Balanced } else { ClassWeights::Uniform };
    let params = TrainParams { class_weights, seed: args.seed, ..TrainParams::default() };
    let start = Instant::now();
    let trained = train_head(&data, None, &params.check()?, args.threads)?;
    println!("trained in {:.1} s", start.elapsed().as_secs_f64());
    println!();
    let report = &trained.report;
    tables::report(report, labels, &folder.names);
    let path = |row: usize| folder.entries[row].path.display().to_string();
    tables::doubts(report, labels, &folder.names, path);
    Ok(trained)
}

/// Measures a head on pictures that it was not trained on: the share that it recognises.
fn test(backbone: &Backbone, head: &LinearHead, folder: Folder, threads: usize) -> Result<f64, Failure> {
    println!();
    let seen = look_at(backbone, folder, threads)?;
    let place = |name: &String| head.labels().iter().position(|l| l == name);
    if let Some(stranger) = seen.folder.names.iter().find(|name| place(name).is_none()) {
        return Err(
            format!("nobody named {stranger:?} was taught; the folders' names must be the same").into()
        );
    }
    let classes: Vec<usize> = seen.folder.names.iter().filter_map(place).collect();
    let labels: Vec<usize> = seen.labels.iter().map(|&l| classes[l]).collect();
    let rows: Vec<&[f32]> = seen.rows.chunks_exact(head.dimension()).collect();
    let known = rows.iter().filter(|row| head.is_known(row)).count();
    let logits: Vec<f32> = rows.iter().flat_map(|row| head.logits(row)).collect();
    Ok(tables::test(&logits, &labels, head.labels(), known).accuracy())
}
