//! The files in `models/` fit together and do what their manifest says.
#![cfg(not(target_arch = "wasm32"))]

#[path = "../examples/support/render.rs"]
mod render;

use std::fs;
use std::path::Path;

use moelens::gallery::{Variation, cast, draw};
use moelens::learn::metrics::best;
use moelens::model::fused::TileHeight;
use moelens::model::{Classifier, Manifest, Model, PixelBatch};
use moelens::picture::{Rgb8Image, decode, resize};

/// Most bytes of a picture of 256 x 256.
const PICTURE_LIMIT: u64 = 8 * 1024;
/// Most bytes of all pictures and the atlas.
const GALLERY_LIMIT: u64 = 3_300_000;

fn read(path: &str) -> Vec<u8> {
    fs::read(Path::new("models").join(path)).unwrap_or_else(|e| panic!("models/{path}: {e}"))
}

fn manifest() -> Manifest {
    let text = String::from_utf8(read("manifest.json")).expect("text");
    Manifest::parse(&text).expect("a manifest")
}

fn picture(path: &str) -> Rgb8Image {
    decode(&read(path)).expect("a picture").picture
}

#[test]
fn every_file_is_the_one_that_the_manifest_names() {
    let manifest = manifest();
    for entry in [&manifest.backbone, &manifest.head, &manifest.atlas.file] {
        assert!(entry.matches(&read(&entry.path)), "{}", entry.path);
        assert!(!entry.licence.is_empty() && !entry.source.is_empty(), "{}", entry.path);
    }
    let atlas = picture(&manifest.atlas.file.path);
    let (columns, rows, size) = (manifest.atlas.columns, manifest.atlas.rows, manifest.atlas.size);
    assert_eq!((atlas.width(), atlas.height()), (columns * size, rows * size));
    assert!(columns * rows >= manifest.classes.len());

    let mut all = manifest.atlas.file.bytes;
    for class in &manifest.classes {
        assert_eq!(class.pictures.len(), 4, "{}", class.name);
        for entry in &class.pictures {
            let bytes = read(&entry.path);
            assert_eq!(bytes.len() as u64, entry.bytes, "{}", entry.path);
            assert_eq!(moelens::picture::sha256_hex(&bytes), entry.sha256, "{}", entry.path);
            assert!(entry.bytes <= PICTURE_LIMIT, "{} has {} bytes", entry.path, entry.bytes);
            all += entry.bytes;
        }
    }
    assert!(all <= GALLERY_LIMIT, "the gallery has {all} bytes");
}

#[test]
fn pictures_are_drawn_by_the_seeds_in_the_manifest() {
    for (class, member) in manifest().classes.iter().zip(cast()).step_by(9) {
        assert_eq!(class.name, member.name);
        for entry in &class.pictures {
            let shipped = picture(&entry.path);
            let drawn = render::render(&draw(&member.character, &Variation::training(entry.seed)), 256);
            let gaps = shipped.data().iter().zip(drawn.data()).map(|(a, b)| f64::from(a.abs_diff(*b)));
            let mean = gaps.sum::<f64>() / drawn.data().len() as f64;
            assert!(mean < 8.0, "{} differs by {mean:.1} from its drawing", entry.path);
        }
    }
}

#[test]
fn the_model_recognises_the_gallery() {
    let manifest = manifest();
    let (backbone, head) = (read(&manifest.backbone.path), read(&manifest.head.path));
    let mut model = Classifier::from_manifest(&manifest, &backbone, &head, TileHeight::default())
        .expect("files that fit");
    let names: Vec<&str> = manifest.classes.iter().map(|c| c.name.as_str()).collect();
    assert_eq!(names, model.head().labels());
    assert_eq!(names, cast().iter().map(|m| m.name.as_str()).collect::<Vec<_>>());
    let input = model.input();
    for (class, entry) in manifest.classes.iter().enumerate().step_by(7) {
        let shown = resize(&picture(&entry.pictures[0].path), input.width, input.height);
        let outputs = model.run(&PixelBatch::of(&shown)).expect("outputs");
        assert_eq!(best(&outputs.logits), class, "{}", entry.name);
        assert!(model.head().is_known(&outputs.embedding.expect("an embedding")), "{}", entry.name);
    }
    let grey = PixelBatch::of(&Rgb8Image::filled(input.width, input.height, [128; 3]));
    let nothing = model.run(&grey).expect("outputs").embedding.expect("an embedding");
    assert!(!model.head().is_known(&nothing), "a grey picture is taken for a character");
}

#[test]
fn answers_do_not_depend_on_the_tile_height() {
    let manifest = manifest();
    let (backbone, head) = (read(&manifest.backbone.path), read(&manifest.head.path));
    let answers = TileHeight::ALL.map(|tile| {
        let mut model = Classifier::from_manifest(&manifest, &backbone, &head, tile).expect("files that fit");
        let input = model.input();
        let mut batch = PixelBatch::new(input);
        for class in [3, 41, 99] {
            let shown = picture(&manifest.classes[class].pictures[1].path);
            batch.data.extend(resize(&shown, input.width, input.height).into_data());
        }
        model.run(&batch).expect("outputs")
    });
    assert_eq!(answers[0].logits.len(), 3 * manifest.classes.len());
    assert_eq!(answers[0], answers[1]);
    assert_eq!(answers[0], answers[2]);
}
