//! Rooms depend downwards only, as the table in ARCHITECTURE.md says; outer libraries stay where they belong.
#![cfg(not(target_arch = "wasm32"))]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Rooms and what they may use.
const TABLE: &[(&str, &[&str])] = &[
    ("picture", &[]),
    ("gallery", &[]),
    ("graph", &[]),
    ("segment", &["picture"]),
    ("model", &["picture"]),
    ("explain", &["picture", "segment", "model"]),
    ("learn", &["picture", "model"]),
    ("web", &["picture", "gallery", "graph", "segment", "model", "explain", "learn"]),
];

/// Libraries and the only places that may name them.
const LIBRARIES: &[(&[&str], &[&str])] = &[
    (&["wasm_bindgen", "web_sys", "js_sys", "serde_wasm_bindgen"], &["src/web/"]),
    (&["tract_onnx", "prost"], &["src/model/onnx/", "src/model/export.rs", "src/model/fused/"]),
];

fn sources(folder: &Path, out: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("a folder of sources") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            sources(&path, out);
        } else if path.extension().is_some_and(|e| e == "rs") {
            out.push(path);
        }
    }
}

fn all_sources() -> Vec<(String, String)> {
    let mut paths = Vec::new();
    sources(Path::new("src"), &mut paths);
    paths.sort();
    let read = |p: PathBuf| {
        let text = std::fs::read_to_string(&p).expect("a text");
        (p.to_string_lossy().replace('\\', "/"), text)
    };
    paths.into_iter().map(read).collect()
}

/// The code of a file, without comments.
fn code(text: &str) -> String {
    text.lines().filter(|l| !l.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

#[test]
fn rooms_use_only_what_the_table_allows() {
    let table: BTreeMap<_, _> = TABLE.iter().copied().collect();
    let mut uses = 0;
    for (path, text) in all_sources() {
        let room = path.trim_start_matches("src/").split(['/', '.']).next().expect("a room");
        if room == "lib" {
            continue;
        }
        let allowed = table.get(room).unwrap_or_else(|| panic!("{path}: room {room:?} is not in the table"));
        for part in code(&text).split("crate::").skip(1) {
            let other: String = part.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '_').collect();
            assert!(other == room || allowed.contains(&other.as_str()), "{path}: {room} may not use {other}");
            uses += 1;
        }
    }
    assert!(uses > 5, "the search found only {uses} uses, so it does not work");
}

#[test]
fn outer_libraries_stay_where_they_belong() {
    for (path, text) in all_sources() {
        let code = code(&text);
        for (names, places) in LIBRARIES {
            let named = names.iter().find(|n| code.contains(**n));
            if let Some(name) = named {
                assert!(places.iter().any(|p| path.starts_with(p)), "{path} may not name {name}");
            }
        }
    }
}

#[test]
fn the_papers_tell_the_same_table() {
    let paper = std::fs::read_to_string("ARCHITECTURE.md").expect("ARCHITECTURE.md");
    for (room, allowed) in TABLE {
        let row = paper
            .lines()
            .find(|l| l.starts_with(&format!("| `src/{room}/`")))
            .unwrap_or_else(|| panic!("ARCHITECTURE.md has no row for src/{room}/"));
        let last = row.trim_end_matches('|').rsplit('|').next().expect("a last column");
        let told: Vec<&str> = last.split('`').skip(1).step_by(2).collect();
        let expected: Vec<&str> = if *room == "web" { vec!["all"] } else { allowed.to_vec() };
        let told: Vec<&str> = if *room == "web" { vec![last.trim()] } else { told };
        assert_eq!(told, expected, "the row of {room}");
    }
}
