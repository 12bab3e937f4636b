//! Writes `models/likeness.safetensors`, what the graph of the gallery is made of:
//!
//! ```text
//! cargo run --release --example likeness
//! ```
//!
//! The embeddings of all gallery pictures as the page would make them, and whom the shipped head takes
//! for whom on the held-out pictures of `examples/train` (20 of each character, at places and with seeds
//! that training never saw). Names the file in the manifest. To be run after `train`.

#[path = "support/render.rs"]
mod render;

#[allow(dead_code)]
#[path = "train/embed.rs"]
mod embed;
#[allow(dead_code)]
#[path = "train/pictures.rs"]
mod pictures;

use std::error::Error;
use std::fs;
use std::path::PathBuf;

use clap::Parser;
use embed::Embedder;
use moelens::graph::GalleryFile;
use moelens::learn::metrics::Metrics;
use moelens::model::manifest::{FileEntry, sha256_hex};
use moelens::model::{LinearHead, Manifest, Model, OnnxModel, OnnxOptions, PixelBatch};

const FILE: &str = "likeness.safetensors";

/// Writes what the graph of the gallery is made of.
#[derive(Parser)]
struct Args {
    /// The folder of the manifest.
    #[arg(long, default_value = "models")]
    models: PathBuf,
    /// Threads.
    #[arg(long, default_value_t = 2)]
    threads: usize,
}

fn main() -> Result<(), Box<dyn Error>> {
    let args = Args::parse();
    let place = args.models.join("manifest.json");
    let mut manifest = Manifest::parse(&fs::read_to_string(&place)?)?;
    let head = LinearHead::from_safetensors(&fs::read(args.models.join(&manifest.head.path))?)?;
    let mut embedder = Embedder::open(args.models.join(&manifest.backbone.path))?;

    let options = OnnxOptions { embedding_only: true, ..OnnxOptions::default() };
    let mut model = OnnxModel::load(&embedder.bytes, &options)?;
    let mut embeddings = Vec::new();
    let mut hashes = String::new();
    for picture in manifest.classes.iter().flat_map(|c| &c.pictures) {
        let seen = pictures::fitted(&fs::read(args.models.join(&picture.path))?, embedder.side);
        embeddings.extend(model.run(&PixelBatch::of(&seen))?.embedding.unwrap_or_default());
        hashes += &format!("{}\n", picture.sha256);
    }

    let classes = head.classes();
    let rows = embedder.embed("held out", &pictures::held_out(false), args.threads)?;
    let rows: Vec<&[f32]> = rows.chunks_exact(embedder.dimension).collect();
    let labels: Vec<usize> = (0..rows.len()).map(|i| i / pictures::HELD_OUT).collect();
    let logits: Vec<f32> = rows.iter().flat_map(|row| head.logits(row)).collect();
    let metrics = Metrics::of(&logits, &labels, classes);
    let mut chances = vec![0.0f64; classes * classes];
    for (row, &label) in rows.iter().zip(&labels) {
        let said = head.probabilities(row);
        let sums = &mut chances[label * classes..(label + 1) * classes];
        sums.iter_mut().zip(said).for_each(|(sum, p)| *sum += f64::from(p) / pictures::HELD_OUT as f64);
    }
    println!("{} of {} held-out pictures decided rightly", metrics.top1, metrics.count);

    let file = GalleryFile {
        backbone: manifest.backbone.sha256.clone(),
        pictures: sha256_hex(hashes.as_bytes()),
        dimension: embedder.dimension,
        embeddings,
        characters: classes,
        held_out: pictures::HELD_OUT,
        mixed_up: metrics.confusion.iter().map(|&n| n as u16).collect(),
        chances: chances.iter().map(|&p| p as f32).collect(),
    };
    let bytes = file.to_bytes()?;
    fs::write(args.models.join(FILE), &bytes)?;
    manifest.likeness = Some(FileEntry {
        path: FILE.into(),
        bytes: bytes.len() as u64,
        sha256: sha256_hex(&bytes),
        licence: manifest.pictures_licence.clone(),
        source: "cargo run --release --example likeness".into(),
    });
    fs::write(&place, serde_json::to_string_pretty(&manifest)? + "\n")?;
    println!("{FILE}: {} bytes", bytes.len());
    Ok(())
}
