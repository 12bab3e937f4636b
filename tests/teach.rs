//! The example `teach` on a folder of drawn characters: what it writes is a model that recognises them.
#![cfg(not(target_arch = "wasm32"))]

#[path = "../examples/support/render.rs"]
mod render;
#[path = "../examples/teach/main.rs"]
#[allow(dead_code, reason = "the example's own entry")]
mod teach;

use std::fs;
use std::path::Path;

use clap::Parser;
use moelens::gallery::{Variation, cast, draw};
use moelens::learn::metrics::best;
use moelens::model::{Model, OnnxModel, OnnxOptions, PixelBatch};
use moelens::picture::{encode_png, resize};

/// Members of the cast that are taught, one of them with the sister who differs in two traits.
const TAUGHT: [usize; 3] = [0, 17, 90];

fn drawn(member: usize, variation: &Variation) -> moelens::picture::Rgb8Image {
    render::render(&draw(&cast()[member].character, variation), 256)
}

/// `count` pictures of each character, a folder each.
fn fill(folder: &Path, count: u64, vary: fn(u64) -> Variation) {
    for member in TAUGHT {
        let own = folder.join(&cast()[member].name);
        fs::create_dir_all(&own).expect("a folder");
        for seed in 0..count {
            fs::write(own.join(format!("{seed}.png")), encode_png(&drawn(member, &vary(seed))))
                .expect("a file");
        }
    }
}

#[test]
fn a_folder_of_folders_becomes_a_model() {
    let here = tempfile::tempdir().expect("a folder");
    let (pictures, unseen) = (here.path().join("pictures"), here.path().join("unseen"));
    fill(&pictures, 12, Variation::training);
    fill(&unseen, 4, Variation::held_out);
    let first = pictures.join(&cast()[TAUGHT[0]].name);
    fs::copy(first.join("3.png"), first.join("copy.png")).expect("a copy");
    fs::write(first.join("broken.png"), b"\x89PNG\r\n\x1a\nnothing behind it").expect("a file");
    fs::write(first.join(".hidden"), b"passed over").expect("a file");

    let (out, labels) = (here.path().join("model.onnx"), here.path().join("labels.txt"));
    let text = |path: &Path| path.to_str().expect("a plain path").to_owned();
    let words = [
        "teach",
        &text(&pictures),
        "--out",
        &text(&out),
        "--labels",
        &text(&labels),
        "--test",
        &text(&unseen),
    ];
    let taught = teach::run(&teach::Args::parse_from(words)).expect("taught");
    assert_eq!(taught.left_out, 2);
    assert!(taught.accuracy.expect("trained") >= 0.85, "{:?}", taught.accuracy);
    assert!(taught.tested.expect("tested") >= 0.75, "{:?}", taught.tested);

    let mut names: Vec<&str> = TAUGHT.iter().map(|&m| cast()[m].name.as_str()).collect();
    names.sort_unstable();
    assert_eq!(fs::read_to_string(&labels).expect("labels").lines().collect::<Vec<_>>(), names);
    let file = fs::read(&out).expect("a model");
    let mut model = OnnxModel::load(&file, &OnnxOptions::default()).expect("a usable model");
    for member in TAUGHT {
        let shown =
            resize(&drawn(member, &Variation::training(5)), model.input().width, model.input().height);
        let outputs = model.run(&PixelBatch::of(&shown)).expect("outputs");
        assert_eq!(names[best(&outputs.logits)], cast()[member].name);
    }
}

#[test]
fn a_folder_without_folders_is_refused_in_words() {
    let here = tempfile::tempdir().expect("a folder");
    let path = here.path().to_str().expect("a plain path").to_owned();
    let Err(error) = teach::run(&teach::Args::parse_from(["teach", &path])) else {
        panic!("nothing to learn")
    };
    assert!(error.to_string().contains("holds no folders"), "{error}");
}
