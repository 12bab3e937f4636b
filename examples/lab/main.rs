//! The bias lab, measured natively over many seeds: two sisters, one always in the snow; what a head learns of
//! them, where its evidence lies, and what each repair of the pictures changes.
//!
//! ```text
//! cargo run --release --example lab -- [--seeds 20] [--write]
//! ```
//!
//! `--write` puts the table into docs/LAB.md.

#[allow(dead_code)]
#[path = "../planted/network.rs"]
mod network;
#[path = "../support/render.rs"]
mod render;
#[path = "../support/section.rs"]
mod section;
mod trial;

use std::error::Error;
use std::fmt::Write as _;

use clap::Parser;

use network::backbone;
use trial::{Measured, REPAIRS, trial};

const DOCUMENT: &str = "docs/LAB.md";

#[derive(Parser)]
#[command(about, long_about = None)]
struct Options {
    /// The backbone.
    #[arg(long, default_value = "models/efficientnet-lite0-224.onnx")]
    model: std::path::PathBuf,
    /// Lessons: each has another pair of sisters and other pictures.
    #[arg(long, default_value_t = 20)]
    seeds: usize,
    /// Number of the first lesson; the page's is 0.
    #[arg(long, default_value_t = 0)]
    first: usize,
    /// Put the table into docs/LAB.md.
    #[arg(long)]
    write: bool,
}

/// Mean and standard deviation, in percent, of what is there.
fn spread(values: impl Iterator<Item = Option<f64>>) -> String {
    let values: Vec<f64> = values.flatten().map(|v| 100.0 * v).collect();
    let n = values.len() as f64;
    let mean = values.iter().sum::<f64>() / n;
    let variance = values.iter().map(|v| (v - mean).powi(2)).sum::<f64>() / (n - 1.0).max(1.0);
    format!("{mean:.0} ± {:.0}", variance.sqrt())
}

fn main() -> Result<(), Box<dyn Error>> {
    let Options { model, seeds, first, write } = Options::parse();
    let mut model = backbone(&std::fs::read(model)?)?;
    let mut all: Vec<Vec<Measured>> = Vec::new();
    for number in first..first + seeds {
        let found = trial(&mut model, number)?;
        let shown: Vec<String> = found.iter().map(Measured::line).collect();
        eprintln!("lesson {number}: {}", shown.join(" | "));
        all.push(found);
    }
    let mut out = String::new();
    writeln!(
        out,
        "| pictures learned from | right on the like | right with places swapped | evidence on the background |"
    )?;
    writeln!(out, "|---|---|---|---|")?;
    for (i, repair) in REPAIRS.iter().enumerate() {
        let of = |value: fn(&Measured) -> Option<f64>| spread(all.iter().map(move |m| value(&m[i])));
        let (like, swapped) = (of(|m| Some(m.like)), of(|m| Some(m.swapped)));
        writeln!(out, "| {} | {like} | {swapped} | {} |", repair.name, of(|m| m.background))?;
    }
    let flips = all.iter().filter(|m| m[0].flips).count();
    writeln!(
        out,
        "\nPercent, mean ± standard deviation over {seeds} lessons. In {flips} of them the other sister is taken \
         for the snowy one as soon as she stands in the snow."
    )?;
    print!("{out}");
    if write {
        section::write_section(DOCUMENT, "lab", &out)?;
    }
    Ok(())
}
