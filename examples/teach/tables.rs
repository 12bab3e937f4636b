//! What was measured, as text.

use moelens::learn::TrainReport;
use moelens::learn::doubt::doubtful;
use moelens::learn::metrics::{Metrics, wilson};

/// Standard errors to either side of a 95 % interval.
const Z95: f64 = 1.96;
/// Labels to check that are printed.
const DOUBTS: usize = 20;

/// Cross-validated figures and the table of characters.
pub fn report(report: &TrainReport, labels: &[usize], names: &[String]) {
    println!("{}-fold cross-validation, C = {}:", report.folds, report.c);
    figures(&report.metrics);
    println!(
        "temperature {:.3}, calibration error {:.1} %; {} pictures have a near duplicate",
        report.temperature,
        100.0 * report.calibration_error.1,
        report.near_duplicates
    );
    println!();
    characters(&report.metrics, labels, names);
}

/// Figures on pictures that were not trained on.
pub fn test(logits: &[f32], labels: &[usize], names: &[String], known: usize) -> Metrics {
    let metrics = Metrics::of(logits, labels, names.len());
    println!("on the test pictures:");
    figures(&metrics);
    println!("{known} of {} are taken for somebody who was taught", metrics.count);
    println!();
    characters(&metrics, labels, names);
    metrics
}

fn figures(metrics: &Metrics) {
    let (low, high) = wilson(metrics.top1, metrics.count, Z95);
    println!(
        "accuracy {:.1} % ({:.1} to {:.1}): {} of {} right; log-loss {:.4}",
        100.0 * metrics.accuracy(),
        100.0 * low,
        100.0 * high,
        metrics.top1,
        metrics.count,
        metrics.log_loss
    );
}

fn characters(metrics: &Metrics, labels: &[usize], names: &[String]) {
    let width = names.iter().map(|n| n.chars().count()).max().unwrap_or(0).max("character".len());
    println!("{:width$}  pictures  right  taken for", "character");
    for (class, name) in names.iter().enumerate() {
        let count = labels.iter().filter(|&&l| l == class).count();
        let row = &metrics.confusion[class * names.len()..(class + 1) * names.len()];
        let mut others: Vec<(usize, usize)> =
            (0..names.len()).filter(|&c| c != class && row[c] > 0).map(|c| (row[c], c)).collect();
        others.sort_by_key(|&(n, c)| (std::cmp::Reverse(n), c));
        let taken: Vec<String> = others.iter().map(|&(n, c)| format!("{} ({n})", names[c])).collect();
        println!("{name:width$}  {count:8}  {:5}  {}", row[class], taken.join(", "));
    }
}

/// Pictures whose label may be wrong.
pub fn doubts(report: &TrainReport, labels: &[usize], names: &[String], path: impl Fn(usize) -> String) {
    let found = doubtful(&report.logits, labels, names.len());
    if found.is_empty() {
        return;
    }
    println!();
    println!("labels to check ({}):", found.len());
    for doubt in found.iter().take(DOUBTS) {
        let chance = 100.0 * doubt.other;
        println!("  {}: {chance:.0} % sure that it is {}", path(doubt.row), names[doubt.decided]);
    }
}
