//! How far may the estimate of a figure be trusted? Drawings whose true masks are known:
//! `cargo run --release --example figure`. Settings were looked at, not tuned, on the characters of even numbers;
//! those of odd numbers are measured.

#[path = "support/render.rs"]
mod render;
#[path = "support/section.rs"]
mod section;

use std::collections::BTreeMap;
use std::error::Error;

use clap::Parser;
use moelens::gallery::{Part, Variation, cast, draw, draw_mask};
use moelens::segment::estimate_figure;

/// Measures the estimate of a figure against the true masks of drawings.
#[derive(Parser)]
#[command(about, long_about = None)]
struct Options {
    /// Pictures of each character and kind.
    #[arg(long, default_value_t = 6)]
    pictures: u64,
    /// Side of the drawings, in pixels.
    #[arg(long, default_value_t = 256)]
    side: u32,
    /// The characters of even numbers, on which settings were chosen.
    #[arg(long)]
    chosen_on: bool,
    /// Also write the table into docs/AUDIT.md, and the figures for the page.
    #[arg(long)]
    write: bool,
}

/// What the page says of it.
const SCRIPT: &str = "www/src/views/teach/audit/measured.js";
const SCRIPT_HEAD: &str = "/** How far the estimate of figures may be trusted. Written by `cargo run --release \
     --example figure -- --write`. */\n";

/// Pixels that both call figure, that one does, that the estimate and the truth call alike.
#[derive(Clone, Copy)]
struct Found {
    overlap: f64,
    right: f64,
    /// Share of the true background that is taken for the figure, and the other way round.
    swallowed: f64,
    lost: f64,
}

fn compare(truth: &[bool], found: &[bool]) -> Found {
    let count =
        |of: fn(bool, bool) -> bool| truth.iter().zip(found).filter(|&(&t, &f)| of(t, f)).count() as f64;
    let (both, either) = (count(|t, f| t && f), count(|t, f| t || f));
    let (figure, ground) = (count(|t, _| t), count(|t, _| !t));
    Found {
        overlap: both / either.max(1.0),
        right: count(|t, f| t == f) / truth.len() as f64,
        swallowed: count(|t, f| !t && f) / ground.max(1.0),
        lost: count(|t, f| t && !f) / figure.max(1.0),
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let options = Options::parse();
    let parity = usize::from(!options.chosen_on);
    let mut of_place: BTreeMap<String, Vec<Found>> = BTreeMap::new();
    for (number, member) in cast().iter().enumerate().filter(|(n, _)| n % 2 == parity) {
        for i in 0..options.pictures {
            let seed = 1000 * number as u64 + i;
            for variation in [Variation::training(seed), Variation::held_out(seed)] {
                let picture = render::render(&draw(&member.character, &variation), options.side);
                let parts = render::render_mask(&draw_mask(&member.character, &variation), options.side);
                let truth: Vec<bool> = parts.iter().map(|p| *p != Part::Background).collect();
                let found = compare(&truth, &estimate_figure(&picture));
                of_place.entry(format!("{:?}", variation.backdrop)).or_default().push(found);
            }
        }
    }
    let mean = |all: &[Found], of: fn(&Found) -> f64| all.iter().map(of).sum::<f64>() / all.len() as f64;
    let worst = |all: &[Found]| {
        let mut sorted: Vec<f64> = all.iter().map(|f| f.overlap).collect();
        sorted.sort_by(f64::total_cmp);
        sorted[sorted.len() / 10]
    };
    let line = |name: &str, all: &[Found]| {
        format!(
            "| {name} | {} | {:.2} | {:.2} | {:.2} | {:.2} | {:.2} |",
            all.len(),
            mean(all, |f| f.overlap),
            worst(all),
            mean(all, |f| f.right),
            mean(all, |f| f.swallowed),
            mean(all, |f| f.lost)
        )
    };
    let all: Vec<Found> = of_place.values().flatten().copied().collect();
    let mut places: Vec<(&String, &Vec<Found>)> = of_place.iter().collect();
    places.sort_by(|a, b| mean(b.1, |f| f.overlap).total_cmp(&mean(a.1, |f| f.overlap)));
    let mut lines = vec![
        "| background | pictures | IoU | worst tenth | pixels right | background taken for figure | figure taken for background |".to_string(),
        "|---|---|---|---|---|---|---|".into(),
        line("all", &all),
    ];
    lines.extend(places.into_iter().map(|(name, found)| line(name, found)));
    let text = lines.join("\n");
    println!("{text}");
    if options.write {
        section::write_section("docs/AUDIT.md", "figure", &text)?;
        let (right, overlap) = (mean(&all, |f| f.right), mean(&all, |f| f.overlap));
        let script = format!(
            "{SCRIPT_HEAD}export const MEASURED = {{ pictures: {}, right: {right:.3}, overlap: {overlap:.3} }};\n",
            all.len()
        );
        std::fs::write(SCRIPT, script)?;
    }
    Ok(())
}
