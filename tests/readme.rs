//! Commands that the documents name exist and know the options that the documents give them.
#![cfg(not(target_arch = "wasm32"))]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

const DOCUMENTS: [&str; 7] = [
    "README.md",
    "ARCHITECTURE.md",
    "docs/AUDIT.md",
    "docs/HOSTING.md",
    "docs/LAB.md",
    "docs/MODELS.md",
    "models/README.md",
];

/// Where cargo puts examples: beside the folder of this test.
fn built(example: &str) -> PathBuf {
    let test = std::env::current_exe().expect("the path of this test");
    let profile = test.parent().and_then(Path::parent).expect("a folder of the profile");
    profile.join("examples").join(format!("{example}{}", std::env::consts::EXE_SUFFIX))
}

/// Options by example, from every `cargo run … --example NAME -- OPTIONS` of a text.
fn commands(text: &str) -> Vec<(String, Vec<String>)> {
    let mut out = Vec::new();
    for piece in text.split("--example ").skip(1) {
        let line: String = piece.chars().take_while(|c| !"\n`#".contains(*c)).collect();
        let mut words = line.split_whitespace().map(|w| w.trim_matches(|c| ",.;:)".contains(c)));
        let Some(name) = words.next().filter(|n| n.chars().all(|c| c.is_ascii_lowercase() || c == '_'))
        else {
            continue;
        };
        let options = words.filter(|w| w.len() > 2 && w.starts_with("--")).map(str::to_owned);
        out.push((name.to_owned(), options.collect()));
    }
    out
}

#[test]
fn every_example_that_is_named_knows_its_options() {
    let mut named: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for document in DOCUMENTS {
        let text = std::fs::read_to_string(document).expect(document);
        for (name, options) in commands(&text) {
            named.entry(name).or_default().extend(options);
        }
    }
    assert!(named.len() >= 10, "only {:?} are named", named.keys());
    for (name, options) in named {
        let found = Command::new(built(&name)).arg("--help").output();
        let found = found.unwrap_or_else(|e| panic!("the example {name} does not start: {e}"));
        let help = String::from_utf8_lossy(&found.stdout);
        assert!(found.status.success(), "{name} --help failed");
        for option in options {
            assert!(help.contains(&option), "{name} has no {option}:\n{help}");
        }
    }
}

#[test]
fn scripts_that_are_named_exist() {
    let mut count = 0;
    for document in DOCUMENTS {
        let text = std::fs::read_to_string(document).expect(document);
        for piece in text.split("node ").skip(1) {
            let file = piece.split(|c: char| c.is_whitespace() || c == '`').next().unwrap_or_default();
            if file.ends_with(".mjs") {
                assert!(Path::new(file).exists(), "{document} names {file}");
                count += 1;
            }
        }
    }
    assert!(count >= 3, "{count} scripts are named");
}
