//! Is it the hair? How much of the evidence for each character lies on which part, over pictures that the
//! model never saw: `cargo run --release --example parts -- [--pictures 4] [--write models/parts.json]`.
//!
//! The parts are those of the drawing, known exactly. Each part is switched on and off as a whole (16
//! evaluations per reference, a fold-over block), against the pictures of the character that the model holds
//! second likeliest. A part's share is its positive weight over the sum of the positive weights.

#[path = "support/render.rs"]
mod render;
// Examples share it, each uses a part.
#[allow(dead_code)]
#[path = "support/source.rs"]
mod source;

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Instant;

use clap::Parser;
use moelens::explain::parts::{Share, evidence, shares};
use moelens::explain::{Fill, LimeParams, PictureMeta, Question, explain, lime, ranking};
use moelens::gallery::{Part, Variation, cast, draw, draw_mask};
use moelens::model::PixelBatch;
use moelens::picture::resize;
use moelens::segment::from_labels;
use serde::Serialize;

use source::{Failure, Source, shipped_folder};

/// Side of the drawings, as of the shipped pictures.
const SIDE: u32 = 256;

/// How much of the evidence lies on which part of the drawn characters.
#[derive(Parser)]
struct Args {
    /// Held-out pictures of each character
    #[arg(long, default_value_t = 4)]
    pictures: usize,
    /// Only the first so many characters
    #[arg(long)]
    characters: Option<usize>,
    /// Where to write the table for the page
    #[arg(long, value_name = "FILE")]
    write: Option<PathBuf>,
}

#[derive(Serialize)]
struct Measured {
    name: String,
    /// With intervals over the character's pictures.
    shares: Vec<Share>,
    area: Vec<f64>,
    /// The part with the largest share.
    most: &'static str,
}

#[derive(Serialize)]
struct Table {
    /// What the columns are.
    parts: Vec<&'static str>,
    /// Held-out pictures of each character.
    pictures: usize,
    /// Evaluations for each picture.
    evaluations: usize,
    /// SHA-256 of backbone and head together.
    model: String,
    /// Of all characters, with intervals over characters.
    shares: Vec<Share>,
    area: Vec<f64>,
    /// How many characters have most of their evidence on a part.
    deciding: BTreeMap<&'static str, usize>,
    characters: Vec<Measured>,
}

fn main() -> ExitCode {
    source::ended(run(&Args::parse()))
}

fn run(args: &Args) -> Result<(), Failure> {
    let started = Instant::now();
    let mut source = Source::shipped(&shipped_folder())?;
    let count = args.characters.unwrap_or(cast().len()).min(cast().len());
    let mut evaluations = 0;
    let mut characters = Vec::new();
    for class in 0..count {
        let mut units = Vec::new();
        let mut area = vec![0.0; Part::NORMAL.len()];
        for i in 0..args.pictures {
            let (share, of_picture, made) = one(&mut source, class, i)?;
            units.push(share);
            area.iter_mut().zip(of_picture).for_each(|(sum, a)| *sum += a / args.pictures as f64);
            evaluations = made;
        }
        let shares = shares(&units).into_iter().map(rounded).collect::<Vec<_>>();
        let most = (0..shares.len()).fold(0, |m, p| if shares[p].mean > shares[m].mean { p } else { m });
        let name = source.meta.classes[class].clone();
        println!("{:12} {:10} {}", name, Part::NORMAL[most].name(), line(&shares));
        let area = area.into_iter().map(short).collect();
        characters.push(Measured { name, shares, area, most: Part::NORMAL[most].name() });
    }
    let units: Vec<Vec<f64>> = characters.iter().map(|c| c.shares.iter().map(|s| s.mean).collect()).collect();
    let mut deciding = BTreeMap::new();
    characters.iter().for_each(|c| *deciding.entry(c.most).or_default() += 1);
    let mean_area = |p: usize| short(characters.iter().map(|c| c.area[p]).sum::<f64>() / count.max(1) as f64);
    let table = Table {
        parts: Part::NORMAL.iter().map(|p| p.name()).collect(),
        pictures: args.pictures,
        evaluations,
        model: source.meta.sha256.clone(),
        shares: shares(&units).into_iter().map(rounded).collect(),
        area: (0..Part::NORMAL.len()).map(mean_area).collect(),
        deciding,
        characters,
    };
    println!("all          {:10} {}", "", line(&table.shares));
    println!("deciding: {:?}; {:.0} s", table.deciding, started.elapsed().as_secs_f64());
    if let Some(file) = &args.write {
        std::fs::write(file, serde_json::to_string(&table)? + "\n")?;
    }
    Ok(())
}

/// Shares and areas per part of one held-out picture, and the evaluations made.
fn one(source: &mut Source, class: usize, i: usize) -> Result<(Vec<f64>, Vec<f64>, usize), Failure> {
    let character = &cast()[class].character;
    let how = Variation::held_out((class * 1000 + i) as u64);
    let picture = render::render(&draw(character, &how), SIDE);
    let parts = render::render_mask(&draw_mask(character, &how), SIDE);
    let place = |part: &Part| Part::NORMAL.iter().position(|p| p == part).unwrap_or(0);
    let labels: Vec<u32> = parts.iter().map(|p| place(p) as u32).collect();
    let side = SIDE as usize;
    let segmentation = from_labels(side, side, &labels)?;
    let present: Vec<usize> = (0..Part::NORMAL.len()).filter(|p| labels.contains(&(*p as u32))).collect();
    let mut area = vec![0.0; Part::NORMAL.len()];
    let sizes = segmentation.areas();
    present.iter().zip(&sizes).for_each(|(&p, &a)| area[p] = a as f64 / (side * side) as f64);

    let input = source.model.input();
    let small = resize(&picture, input.width, input.height);
    let logits = source.model.run(&PixelBatch::of(&small))?.logits;
    let rival = ranking(&logits).into_iter().find(|&c| c != class).ok_or("there is only one class")?;
    let references = source.references(Fill::Contrastive, (class, rival), 4, 0)?;
    // A block of 16 evaluations serves 4 to 7 parts.
    let evaluations = references.len() * 2 * (segmentation.count() + 1).next_power_of_two();
    let mut params =
        LimeParams { segments: segmentation.count().max(2), evaluations, ..LimeParams::default() };
    params.stop.top = 0;
    params.stop.precision = 0.0;
    let params = params.validated()?;
    let question = Question {
        picture: small,
        picture_meta: PictureMeta { width: side, height: side, sha256: String::new() },
        model_meta: source.meta.clone(),
        segmentation,
        class,
        rival,
        references,
    };
    let found = lime::run(source.model.as_mut(), question, &params, &mut |_| ControlFlow::Continue(()))?;
    let weights = explain(&found, &params.view(class, rival))?.weights;
    let of_present = evidence(&weights.iter().map(|w| w.value).collect::<Vec<_>>());
    let mut share = vec![0.0; Part::NORMAL.len()];
    present.iter().zip(of_present).for_each(|(&p, s)| share[p] = s);
    Ok((share, area, evaluations))
}

fn short(x: f64) -> f64 {
    (x * 1e4).round() / 1e4
}

fn rounded(s: Share) -> Share {
    Share { mean: short(s.mean), low: short(s.low), high: short(s.high) }
}

fn line(shares: &[Share]) -> String {
    let one = |(s, p): (&Share, &Part)| {
        format!("{} {:2.0} ({:.0}–{:.0})", p.name(), 100.0 * s.mean, 100.0 * s.low, 100.0 * s.high)
    };
    shares.iter().zip(Part::NORMAL.iter()).map(one).collect::<Vec<_>>().join("  ")
}
