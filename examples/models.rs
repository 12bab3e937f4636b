//! Which model files load, what they say of themselves, and what the page says of those that do not.
//!
//! ```text
//! python3 tests/golden/models/make.py --full FOLDER
//! cargo run --release --example models -- FOLDER [--write]
//! ```
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
use moelens::model::{Guess, Layout, Model, ModelError, OnnxModel, OnnxOptions, OutputKind, PixelBatch};

const DOCUMENT: &str = "docs/MODELS.md";

#[derive(Parser)]
#[command(about, long_about = None)]
struct Options {
    /// Folder of ONNX files.
    folder: PathBuf,
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

fn main() -> Result<(), Box<dyn Error>> {
    let Options { folder, write } = Options::parse();
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
        let old = std::fs::read_to_string(DOCUMENT)?;
        let (begin, end) = ("<!-- models:begin -->", "<!-- models:end -->");
        let (Some(from), Some(to)) = (old.find(begin), old.find(end)) else {
            return Err(format!("{DOCUMENT} has no place for the table").into());
        };
        std::fs::write(DOCUMENT, format!("{}\n\n{text}\n{}", &old[..from + begin.len()], &old[to..]))?;
    }
    Ok(())
}
