//! The tables in `models/README.md`, between two markers.

use std::error::Error;
use std::fmt::Write;
use std::fs;
use std::path::Path;

use crate::Trained;
use crate::pictures::{HELD_OUT, STRANGERS, TRAINING};
use crate::ship::Gallery;

const BEGIN: &str = "<!-- train: begin (written by `cargo run --release --example train`) -->";
const END: &str = "<!-- train: end -->";

/// Replaces what stands between the markers of `file`.
pub fn write(file: &Path, rows: &[&Trained], gallery: &Gallery) -> Result<(), Box<dyn Error>> {
    let text = fs::read_to_string(file)?;
    let missing = || format!("{} lacks the line {BEGIN:?} or {END:?}", file.display());
    let (before, rest) = text.split_once(BEGIN).ok_or_else(missing)?;
    let (_, after) = rest.split_once(END).ok_or_else(missing)?;
    fs::write(file, format!("{before}{BEGIN}\n\n{}\n{END}{after}", tables(rows, gallery)?))?;
    Ok(())
}

fn tables(rows: &[&Trained], gallery: &Gallery) -> Result<String, std::fmt::Error> {
    let mut out = String::new();
    let classes = rows[0].head.head.classes();
    writeln!(
        out,
        "{classes} characters, {TRAINING} training pictures each; measured on {HELD_OUT} held-out pictures each, \
         at places and with seeds that training never sees. In brackets: the 95 % interval (Wilson). \
         \"Compressed\": the same pictures after a lossy WebP file of at most 8 KB. \"Known kept\" and \"turned \
         away\": what the rule of \"nobody I know\" does with the held-out pictures, with {STRANGERS} other drawn \
         characters, and with coloured shapes. Time: one forward pass natively on one thread.\n"
    )?;
    writeln!(
        out,
        "| backbone | input | MB | top-1 | top-5 | compressed: top-1, top-5 | log-loss | calibration error | \
         known kept | strangers turned away | shapes turned away | ms |"
    )?;
    writeln!(out, "|---|---|---|---|---|---|---|---|---|---|---|---|")?;
    for t in rows {
        let m = &t.measured;
        let name = t.embedder.file.file_name().unwrap_or_default().to_string_lossy();
        let percent = |x: f64| format!("{:.2} %", 100.0 * x);
        writeln!(
            out,
            "| `{name}` | {side}² | {mb:.1} | {top1} ({low:.1}–{high:.1}) | {top5} | {c1}, {c5} | {loss:.4} | {ece} | \
             {kept} | {strangers} | {shapes} | {ms:.0} |",
            side = t.embedder.side,
            mb = t.embedder.bytes.len() as f64 / 1e6,
            top1 = percent(m.top1),
            low = 100.0 * m.top1_interval.0,
            high = 100.0 * m.top1_interval.1,
            top5 = percent(m.top5),
            c1 = percent(m.compressed.0),
            c5 = percent(m.compressed.1),
            loss = m.log_loss,
            ece = percent(m.calibration_error),
            kept = percent(m.known_kept),
            strangers = percent(m.strangers_rejected),
            shapes = percent(m.nobodies_rejected),
            ms = m.milliseconds,
        )?;
    }
    let (t, report) = (rows[0], &rows[0].head.report);
    writeln!(
        out,
        "\nThe shipped head (the first row): C = {}, temperature {:.3}, chosen by {}-fold validation on the \
         training pictures; \"nobody I know\" by the score `{}`, area under the ROC curve {:.4}.\n",
        report.c,
        report.temperature,
        report.folds,
        t.head.head.rejection().map_or("none", |r| r.score.name()),
        report.rejection.auroc.unwrap_or(0.5),
    )?;
    writeln!(
        out,
        "| score for \"nobody I know\" (out of fold) | area under ROC | known kept | strangers turned away |"
    )?;
    writeln!(out, "|---|---|---|---|")?;
    for (name, r) in &report.scores {
        writeln!(
            out,
            "| `{name}` | {:.4} | {:.2} % | {:.2} % |",
            r.auroc.unwrap_or(0.5),
            100.0 * r.known_kept,
            100.0 * r.unknown_rejected.unwrap_or(0.0)
        )?;
    }
    writeln!(
        out,
        "\nSisters differ in the eye colour and one or two other traits; of {} held-out pictures of each pair:\n",
        2 * HELD_OUT
    )?;
    writeln!(out, "| sisters | right | taken for the other |")?;
    writeln!(out, "|---|---|---|")?;
    for (a, b, right, swapped) in &t.measured.sisters {
        writeln!(out, "| {a}, {b} | {right} | {swapped} |")?;
    }
    let mixed: Vec<String> =
        t.measured.mixed_up.iter().map(|(a, b, n)| format!("{a} and {b} ({n})")).collect();
    let mixed = if mixed.is_empty() { "none".to_string() } else { mixed.join(", ") };
    writeln!(out, "\nMost often mixed up, in pictures: {mixed}.\n")?;
    writeln!(
        out,
        "Gallery: {} pictures, {} of them decided rightly by the shipped head, {:.2} MB with the atlas, the \
         largest {} bytes.\n",
        gallery.pictures,
        gallery.recognised,
        gallery.bytes as f64 / 1e6,
        gallery.largest
    )?;
    writeln!(
        out,
        "For context, not as a comparison: the MoeFlow project reported 70.1 % at 100 classes on its own, \
         different pictures."
    )?;
    Ok(out)
}
