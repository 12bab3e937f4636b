//! Does the explanation point at the true cause? Characters are drawn in pairs that differ in one known
//! thing, a head learns to tell them apart, and each way of filling switched-off superpixels explains
//! pictures that the head decides by that thing.
//!
//! Prints a table: a row per fill, the share of pictures whose heaviest superpixel lies on the cause.
//! `--write` puts it into ARCHITECTURE.md too.

// `examples/verdict` shares these three, each of the two uses a part.
#[allow(dead_code)]
mod ask;
#[allow(dead_code)]
mod causes;
mod network;
#[path = "../support/render.rs"]
mod render;
#[path = "../support/section.rs"]
mod section;
#[allow(dead_code)]
mod study;
mod table;

use std::error::Error;
use std::path::Path;
use std::time::Instant;

use clap::Parser;
use moelens::explain::{Fill, LimeParams, ValidLimeParams};
use moelens::picture::{Rgb8Image, draw_overlay, encode_png, resize};

use ask::{Found, ask, on_cause, with_fill};
use causes::Kind;
use network::{embed, spread};
use study::{Plan, Study, TestPicture};
use table::Table;

/// Plants causes and counts how often explanations point at them.
#[derive(Parser)]
#[command(about, long_about = None)]
struct Options {
    /// The backbone.
    #[arg(long, default_value = "models/efficientnet-lite0-224.onnx")]
    model: std::path::PathBuf,
    /// Number of the first pair of each kind. The defaults of the product were chosen on pairs 0 to 3; the
    /// table is made on others.
    #[arg(long, default_value_t = 4)]
    first_pair: usize,
    /// Pairs of each kind of cause.
    #[arg(long, default_value_t = 5)]
    pairs: usize,
    /// Test pictures of each pair at most.
    #[arg(long, default_value_t = 4)]
    pictures: usize,
    /// Threads; the result does not depend on them.
    #[arg(long, default_value_t = std::thread::available_parallelism().map_or(1, usize::from))]
    threads: usize,
    /// Only these rows: default, others, grey, blur, picture-mean, mean, blind-head, chance, lime.
    #[arg(long, value_delimiter = ',')]
    rows: Vec<String>,
    /// Only these kinds of causes: snow, accessory, patch, hair, eyes.
    #[arg(long, value_delimiter = ',')]
    kinds: Vec<String>,
    /// Superpixels at most, instead of the product's default.
    #[arg(long)]
    segments: Option<usize>,
    /// SLIC compactness, instead of the product's default.
    #[arg(long)]
    compactness: Option<f64>,
    /// Evaluations, instead of the product's default.
    #[arg(long)]
    evaluations: Option<usize>,
    /// Comparison pictures of each class.
    #[arg(long, default_value_t = study::REFERENCES)]
    references: usize,
    /// Where pictures of wrong explanations go, as PNG files: the drawing, what speaks for and against, the
    /// comparison pictures.
    #[arg(long)]
    show: Option<std::path::PathBuf>,
    /// Also write the table into ARCHITECTURE.md.
    #[arg(long)]
    write: bool,
}

impl Options {
    /// The product's defaults, changed where asked.
    fn defaults(&self) -> LimeParams {
        let usual = LimeParams::default();
        LimeParams {
            segments: self.segments.unwrap_or(usual.segments),
            compactness: self.compactness.unwrap_or(usual.compactness),
            evaluations: self.evaluations.unwrap_or(usual.evaluations),
            ..usual
        }
    }
}

/// What a row of the table is made of.
enum Row {
    Explained(LimeParams),
    BlindHead(LimeParams),
    Chance(LimeParams),
}

fn main() -> Result<(), Box<dyn Error>> {
    let options = Options::parse();
    let started = Instant::now();
    let bytes = std::fs::read(&options.model)?;
    let chosen = |list: &[String], name: &str| list.is_empty() || list.iter().any(|l| l == name);
    let plan = Plan {
        kinds: Kind::PLACED.into_iter().filter(|k| chosen(&options.kinds, k.name())).collect(),
        first: options.first_pair,
        pairs: options.pairs,
        pictures: options.pictures,
        references: options.references,
        threads: options.threads,
    };
    let study = Study::prepare(&bytes, &plan)?;
    let defaults = options.defaults();
    // The superpixels of the other rows, so that only the method differs.
    let lime = LimeParams {
        segments: defaults.segments,
        compactness: defaults.compactness,
        ..LimeParams::python_lime()
    };

    let mut table = Table::new(&study);
    let mut rows = vec![("default".to_string(), Row::Explained(defaults.clone()))];
    for fill in [Fill::Others, Fill::Grey, Fill::Blur, Fill::PictureMean, Fill::Mean] {
        rows.push((fill.to_string(), Row::Explained(with_fill(&defaults, fill))));
    }
    rows.push(("blind-head".into(), Row::BlindHead(defaults.clone())));
    rows.push(("chance".into(), Row::Chance(defaults)));
    rows.push(("lime".into(), Row::Explained(lime)));
    for (name, row) in rows.into_iter().filter(|(name, _)| chosen(&options.rows, name)) {
        let shares = match row {
            Row::Explained(params) => {
                let params = params.validated()?;
                let show = options.show.as_ref().map(|folder| folder.join(&name));
                judge(&study, &params, &bytes, options.threads, show.as_deref())?
            }
            Row::BlindHead(params) => judge_blind(&study, &params.validated()?, &bytes, options.threads)?,
            Row::Chance(params) => chances(&study, &params)?,
        };
        let line = table.add(&name, &shares);
        eprintln!("{line}  ({:.0} s)", started.elapsed().as_secs_f64());
        if options.write {
            section::write_section("ARCHITECTURE.md", "planted", &table.section(&table.text(), &plan))?;
        }
    }
    println!("{}", table.text());
    Ok(())
}

/// 1 for each picture whose heaviest superpixel lies on the cause, else 0.
fn judge(
    study: &Study,
    params: &ValidLimeParams,
    bytes: &[u8],
    threads: usize,
    show: Option<&Path>,
) -> Result<Vec<f64>, Box<dyn Error>> {
    let numbered: Vec<_> = study.pictures.iter().enumerate().collect();
    spread(&numbered, bytes, threads, |model, (number, test)| {
        let trained = &study.trained[test.pair];
        let found = ask(model, trained, test, params, (0, 1));
        let lies = on_cause(&found.segmentation, &test.parts, test.kind.part());
        let right = lies[found.heaviest()];
        if let Some(folder) = show.filter(|_| !right) {
            let strip = strip(test, &found, &trained.references[1]);
            let file = folder.join(format!("{}-{number}.png", test.kind.name()));
            let written =
                std::fs::create_dir_all(folder).and_then(|()| std::fs::write(file, encode_png(&strip)));
            written.expect("the folder can be written to");
        }
        f64::from(u8::from(right))
    })
}

/// The drawing, its explanation, its heaviest superpixel and comparison pictures, side by side.
fn strip(test: &TestPicture, found: &Found, references: &[Rgb8Image]) -> Rgb8Image {
    let weights: Vec<f64> = found.explanation.weights.iter().map(|w| w.value).collect();
    let only: Vec<f64> = (0..weights.len()).map(|i| f64::from(u8::from(i == found.heaviest()))).collect();
    let labels = found.segmentation.labels();
    let side = test.drawing.width();
    let mut panels = vec![
        test.drawing.clone(),
        draw_overlay(&test.drawing, labels, &weights),
        draw_overlay(&test.drawing, labels, &only),
    ];
    panels.extend(references.iter().map(|r| resize(r, side, side)));
    let mut data = Vec::with_capacity(panels.len() * side * side * 3);
    for y in 0..side {
        panels.iter().for_each(|p| data.extend_from_slice(&p.data()[y * side * 3..(y + 1) * side * 3]));
    }
    Rgb8Image::new(panels.len() * side, side, data).expect("panels of one size")
}

/// The same by heads whose labels say nothing of the cause.
fn judge_blind(
    study: &Study,
    params: &ValidLimeParams,
    bytes: &[u8],
    threads: usize,
) -> Result<Vec<f64>, Box<dyn Error>> {
    spread(&study.pictures, bytes, threads, |model, test| {
        let trained = &study.blind[test.pair];
        let logits = trained.head.logits(&embed(model, &test.picture));
        let sides = if logits[0] >= logits[1] { (0, 1) } else { (1, 0) };
        let found = ask(model, trained, test, params, sides);
        let lies = on_cause(&found.segmentation, &test.parts, test.kind.part());
        f64::from(u8::from(lies[found.heaviest()]))
    })
}

/// The share of superpixels that lie on the cause: how often a blind choice is right.
fn chances(study: &Study, params: &LimeParams) -> Result<Vec<f64>, Box<dyn Error>> {
    let of = |test: &TestPicture| {
        let cut = moelens::segment::slic_at_most(&test.drawing, params.segments, params.compactness)?;
        let lies = on_cause(&cut, &test.parts, test.kind.part());
        Ok(lies.iter().filter(|l| **l).count() as f64 / lies.len() as f64)
    };
    study.pictures.iter().map(of).collect()
}
