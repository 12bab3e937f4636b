//! Which model files load, what they say of themselves, and what the page says of those that do not.
//!
//! ```text
//! python3 tests/golden/models/make.py --full FOLDER
//! cargo run --release --example models -- FOLDER [--write]
//! ```
//!
//! `cargo run --release --example models -- --operators [--write]` lists instead which operators of the ONNX
//! standard cannot be read (`tests/golden/models/operators.py` writes the standard's list).
//!
//! `--write` puts the table into docs/MODELS.md. Each model is asked about one picture; its time is of this
//! machine, one thread.

use std::collections::BTreeMap;
use std::error::Error;
use std::fmt::Write as _;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::time::Instant;

use clap::Parser;
use moelens::model::{
    Guess, Layout, Model, ModelError, OnnxModel, OnnxOptions, OutputKind, PixelBatch, knows_operator,
};

#[path = "support/section.rs"]
mod section;

const DOCUMENT: &str = "docs/MODELS.md";
const STANDARD: &str = "tests/golden/models/operators.json";

#[derive(Parser)]
#[command(about, long_about = None)]
struct Options {
    /// Folder of ONNX files.
    #[arg(required_unless_present = "operators")]
    folder: Option<PathBuf>,
    /// List the standard's operators that cannot be read, instead.
    #[arg(long)]
    operators: bool,
    /// Put the table into docs/MODELS.md.
    #[arg(long)]
    write: bool,
}

/// What came of a file.
struct Row {
    name: String,
    megabytes: f64,
    outcome: Result<Loaded, String>,
}

struct Loaded {
    opset: i64,
    input: String,
    pixels: &'static str,
    scores: String,
    embedding: String,
    fused: bool,
    milliseconds: f64,
}

fn look(file: &Path) -> Result<Row, Box<dyn Error>> {
    let bytes = std::fs::read(file)?;
    let tried = catch_unwind(AssertUnwindSafe(|| load(&bytes)));
    let outcome = match tried {
        Ok(outcome) => outcome.map_err(|e| {
            eprintln!("{}: {e}", file.display());
            e.said_of_file()
        }),
        Err(_) => Err("(the program stopped: the page loses the worker and goes on)".into()),
    };
    let name = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    Ok(Row { name, megabytes: bytes.len() as f64 / 1e6, outcome })
}

fn load(bytes: &[u8]) -> Result<Loaded, ModelError> {
    let mut model = OnnxModel::load(bytes, &OnnxOptions::default())?;
    let facts = model.facts().clone();
    let size = model.input();
    let picture = PixelBatch {
        data: (0..size.width * size.height * 3).map(|i| (i * 7 % 256) as u8).collect(),
        ..PixelBatch::new(size)
    };
    model.run(&picture)?;
    let started = Instant::now();
    model.run(&picture)?;
    let milliseconds = started.elapsed().as_secs_f64() * 1e3;
    let layout = match facts.layout {
        Layout::Nchw => "NCHW",
        Layout::Nhwc => "NHWC",
    };
    let batch = facts.batch.map_or("N".into(), |n| n.to_string());
    let open = if facts.is_size_open { " (open)" } else { "" };
    let kind = match facts.kind {
        OutputKind::Logits => "logits",
        OutputKind::Probabilities => "chances",
    };
    Ok(Loaded {
        opset: facts.opset,
        input: format!("{layout}, {batch}, {} × {}{open}", size.width, size.height),
        pixels: match facts.guess {
            Guess::Told | Guess::Said => "said",
            Guess::Inside => "inside the graph",
            Guess::Usual => "asked",
        },
        scores: format!("{} {kind}", model.outputs().classes),
        embedding: model.outputs().embedding.map_or("–".into(), |n| n.to_string()),
        fused: model.fused().found_any(),
        milliseconds,
    })
}

fn table(rows: &[Row]) -> Result<String, std::fmt::Error> {
    let mut out = String::new();
    let loaded = rows.iter().filter_map(|r| r.outcome.as_ref().ok().map(|l| (r, l)));
    writeln!(out, "| file | MB | opset | input | pixel values | scores | embedding | fused | ms |")?;
    writeln!(out, "|---|---|---|---|---|---|---|---|---|")?;
    for (row, l) in loaded {
        writeln!(
            out,
            "| {} | {:.1} | {} | {} | {} | {} | {} | {} | {:.0} |",
            row.name,
            row.megabytes,
            l.opset,
            l.input,
            l.pixels,
            l.scores,
            l.embedding,
            if l.fused { "yes" } else { "no" },
            l.milliseconds
        )?;
    }
    let refused = rows.iter().filter_map(|r| r.outcome.as_ref().err().map(|said| (r, said)));
    writeln!(out, "\n| file | what the page says |\n|---|---|")?;
    for (row, said) in refused {
        writeln!(out, "| {} | {said} |", row.name)?;
    }
    Ok(out)
}

/// The standard's list of operators.
#[derive(serde::Deserialize)]
struct Standard {
    onnx: String,
    opset: i64,
    operators: Vec<Operator>,
}

#[derive(serde::Deserialize)]
struct Operator {
    name: String,
    since: i64,
    deprecated: bool,
    function: bool,
}

fn operators() -> Result<String, Box<dyn Error>> {
    let Standard { onnx, opset, operators } = serde_json::from_str(&std::fs::read_to_string(STANDARD)?)?;
    let missing: Vec<&Operator> = operators.iter().filter(|o| !knows_operator(&o.name)).collect();
    let list = |which: &dyn Fn(&Operator) -> bool| {
        let line = |o: &&Operator| {
            format!("{} ({}{})", o.name, o.since, if o.deprecated { ", withdrawn" } else { "" })
        };
        missing.iter().filter(|o| which(o)).map(line).collect::<Vec<_>>().join(", ")
    };
    let (all, known) = (operators.len(), operators.len() - missing.len());
    Ok(format!(
        "Of the {all} operators of the standard (package `onnx` {onnx}, opset {opset}) {known} can be read. The \
         others, with the opset that brought them:\n\n- no other operators say the same: {}\n- the standard \
         says them in terms of other operators, so that an exporter, or `onnx.inliner`, can write them out: {}\n\n\
         Of a model that holds one of them the page says: {}",
        list(&|o| !o.function),
        list(&|o| o.function),
        ModelError::Operators { names: vec!["Det".into()] }.said_of_file()
    ))
}

fn main() -> Result<(), Box<dyn Error>> {
    let Options { folder, write, operators: is_list } = Options::parse();
    if is_list {
        let text = operators()?;
        println!("{text}");
        return if write { section::write_section(DOCUMENT, "operators", &text) } else { Ok(()) };
    }
    let folder = folder.ok_or("no folder was given")?;
    let mut files = BTreeMap::new();
    for entry in std::fs::read_dir(&folder)? {
        let path = entry?.path();
        if path.extension().is_some_and(|e| e == "onnx") {
            files.insert(path.file_name().map(ToOwned::to_owned), path);
        }
    }
    let rows = files.values().map(|f| look(f)).collect::<Result<Vec<_>, _>>()?;
    let text = table(&rows)?;
    print!("{text}");
    if write {
        section::write_section(DOCUMENT, "models", &text)?;
    }
    Ok(())
}
