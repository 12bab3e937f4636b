//! Does the explanation point at the true cause? Characters are drawn in pairs that differ in one known
//! thing, a head learns to tell them apart, and each way of filling switched-off superpixels explains
//! pictures that the head decides by that thing.
//!
//! Prints a table: a row per fill, the share of pictures whose heaviest superpixel lies on the cause.
//! `--write` puts it into ARCHITECTURE.md too.

mod causes;
mod network;
#[path = "../support/render.rs"]
mod render;
mod study;
mod table;

use std::error::Error;
use std::time::Instant;

use clap::Parser;
use moelens::explain::Fill;

use causes::Kind;
use study::{Method, Study};
use table::Table;

/// Plants causes and counts how often explanations point at them.
#[derive(Parser)]
#[command(about, long_about = None)]
struct Options {
    /// The backbone.
    #[arg(long, default_value = "models/efficientnet-lite0-224.onnx")]
    model: std::path::PathBuf,
    /// Pairs of each kind of cause.
    #[arg(long, default_value_t = 4)]
    pairs: usize,
    /// Test pictures of each pair at most.
    #[arg(long, default_value_t = 6)]
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
    /// Also write the table into ARCHITECTURE.md.
    #[arg(long)]
    write: bool,
}

/// What a row of the table is made of.
enum Row {
    Explained(Method),
    BlindHead,
    Chance,
}

fn main() -> Result<(), Box<dyn Error>> {
    let options = Options::parse();
    let started = Instant::now();
    let bytes = std::fs::read(&options.model)?;
    let chosen = |list: &[String], name: &str| list.is_empty() || list.iter().any(|l| l == name);
    let kinds: Vec<Kind> = Kind::ALL.into_iter().filter(|k| chosen(&options.kinds, k.name())).collect();
    let study = Study::prepare(&bytes, &kinds, options.pairs, options.pictures, options.threads)?;

    let mut table = Table::new(&study);
    let mut rows = vec![("default".to_string(), Row::Explained(Method::Ours(Fill::Contrastive)))];
    for fill in [Fill::Others, Fill::Grey, Fill::Blur, Fill::PictureMean, Fill::Mean] {
        rows.push((fill.to_string(), Row::Explained(Method::Ours(fill))));
    }
    rows.push(("blind-head".into(), Row::BlindHead));
    rows.push(("chance".into(), Row::Chance));
    rows.push(("lime".into(), Row::Explained(Method::Lime)));
    for (name, row) in rows.into_iter().filter(|(name, _)| chosen(&options.rows, name)) {
        let line = match row {
            Row::Explained(method) => table.add(&name, &study.judge(method, &bytes, options.threads)?),
            Row::BlindHead => table.add(&name, &study.judge_blind(&bytes, options.threads)?),
            Row::Chance => table.add_chance(&name, &study),
        };
        eprintln!("{line}  ({:.0} s)", started.elapsed().as_secs_f64());
        if options.write {
            table::write_between("ARCHITECTURE.md", "planted", &table.section(&table.text()))?;
        }
    }
    println!("{}", table.text());
    Ok(())
}
