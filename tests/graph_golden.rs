//! Parity of the gallery's graph with scikit-learn 1.9.1; `tests/golden/graph/make.py` wrote the data.
//! And: the shipped embeddings are what the shipped model says of the shipped pictures.
#![cfg(not(target_arch = "wasm32"))]

use std::fs;
use std::path::Path;

use moelens::graph::{GalleryFile, Neighbours, Pca, Points, Similarities, Space};
use moelens::model::fused::TileHeight;
use moelens::model::{Classifier, Manifest, Model, PixelBatch};
use moelens::picture::{decode, resize, sha256_hex};
use serde::Deserialize;

const EACH: usize = 4;

#[derive(Deserialize)]
struct Golden {
    sha256: String,
    pictures: Vec<Vec<u32>>,
    characters: Vec<Vec<u32>>,
    similarities: Vec<f64>,
    plane: Vec<[f64; 2]>,
    share: f64,
}

fn read(path: &str) -> Vec<u8> {
    fs::read(Path::new("models").join(path)).unwrap_or_else(|e| panic!("models/{path}: {e}"))
}

fn manifest() -> Manifest {
    Manifest::parse(&String::from_utf8(read("manifest.json")).unwrap()).unwrap()
}

fn shipped() -> GalleryFile {
    let entry = manifest().likeness.expect("the manifest names likeness.safetensors");
    let bytes = read(&entry.path);
    assert!(entry.matches(&bytes), "the file is not the one that the manifest names");
    GalleryFile::from_bytes(&bytes).unwrap()
}

fn golden() -> Golden {
    serde_json::from_str(include_str!("golden/graph/scikit-learn.json")).expect("the golden file is JSON")
}

fn points() -> (Points, Points) {
    let file = shipped();
    let pictures = Space::of(&file.embeddings, file.dimension).unwrap().place(&file.embeddings).unwrap();
    let groups: Vec<usize> = (0..pictures.len()).map(|i| i / EACH).collect();
    let characters = pictures.means(&groups, file.characters).unwrap();
    (pictures, characters)
}

#[test]
fn the_golden_data_are_of_the_shipped_file() {
    assert_eq!(golden().sha256, manifest().likeness.unwrap().sha256, "run tests/golden/graph/make.py again");
}

#[test]
fn neighbours_equal_scikit_learn_exactly() {
    let golden = golden();
    let (pictures, characters) = points();
    for (points, expected) in [(pictures, &golden.pictures), (characters, &golden.characters)] {
        assert_eq!(points.len(), expected.len());
        let found = Neighbours::of(&Similarities::of(&points), 10);
        for (i, theirs) in expected.iter().enumerate() {
            let ours: Vec<u32> = found.nearest(i).iter().map(|n| n.0).collect();
            assert_eq!(&ours, theirs, "the nearest of {i}");
        }
    }
}

#[test]
fn similarities_equal_scikit_learn() {
    let all = Similarities::of(&points().1);
    let golden = golden();
    assert_eq!(all.pairs(), golden.similarities.len());
    for ((a, b, ours), theirs) in all.iter().zip(golden.similarities) {
        assert!((f64::from(ours) - theirs).abs() < 1e-6, "{a} and {b}: {ours} against {theirs}");
    }
}

#[test]
fn principal_components_equal_scikit_learn() {
    let (pictures, _) = points();
    let golden = golden();
    let pca = Pca::of(&pictures, 2);
    assert!((pca.share() - golden.share).abs() < 1e-6, "{} against {}", pca.share(), golden.share);
    for (i, theirs) in golden.plane.iter().enumerate() {
        let ours = pca.project(pictures.row(i));
        for axis in 0..2 {
            let (ours, theirs) = (ours[axis], theirs[axis]);
            assert!((ours - theirs).abs() < 2e-5, "picture {i}, axis {axis}: {ours} against {theirs}");
        }
    }
}

#[test]
fn shipped_embeddings_are_what_the_model_says_of_the_pictures() {
    let (manifest, file) = (manifest(), shipped());
    assert_eq!(file.backbone, manifest.backbone.sha256);
    let all: Vec<_> = manifest.classes.iter().flat_map(|c| &c.pictures).collect();
    let lines: String = all.iter().map(|p| format!("{}\n", p.sha256)).collect();
    assert_eq!(file.pictures, sha256_hex(lines.as_bytes()), "embeddings of other pictures");
    assert_eq!(file.embeddings.len(), all.len() * file.dimension);
    let head = read(&manifest.head.path);
    let mut model =
        Classifier::from_manifest(&manifest, &read(&manifest.backbone.path), &head, TileHeight::default())
            .expect("the model");
    let side = manifest.input.width;
    for (i, picture) in all.iter().enumerate().step_by(7) {
        let pixels = resize(&decode(&read(&picture.path)).unwrap().picture, side, side);
        let said = model.run(&PixelBatch::of(&pixels)).unwrap().embedding.unwrap();
        let kept = &file.embeddings[i * file.dimension..(i + 1) * file.dimension];
        for (x, y) in said.iter().zip(kept) {
            // Half precision keeps 11 bits.
            assert!((x - y).abs() <= x.abs() / 1024.0 + 1e-6, "{}: {x} became {y}", picture.path);
        }
    }
}

#[test]
fn held_out_pictures_are_counted() {
    let file = shipped();
    for c in 0..file.characters {
        let row = c * file.characters..(c + 1) * file.characters;
        let decided: usize = file.mixed_up[row.clone()].iter().map(|&n| usize::from(n)).sum();
        assert_eq!(decided, file.held_out, "character {c}");
        let chances: f32 = file.chances[row].iter().sum();
        assert!((chances - 1.0).abs() < 1e-4, "the chances of character {c} sum to {chances}");
    }
    let right: usize =
        (0..file.characters).map(|c| usize::from(file.mixed_up[c * (file.characters + 1)])).sum();
    assert!(right * 100 > 97 * file.characters * file.held_out, "{right} decided rightly");
}
