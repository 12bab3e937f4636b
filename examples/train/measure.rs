//! How good a head is on pictures it has never seen.

use std::error::Error;

use moelens::gallery::{SISTERS, cast};
use moelens::learn::calibrate::{expected_calibration_error, reliability};
use moelens::learn::metrics::{Metrics, wilson};
use moelens::model::LinearHead;

use crate::embed::Embedder;
use crate::pictures::{HELD_OUT, held_out, nobodies, strangers};

/// Figures of one backbone and its head on the held-out pictures.
#[derive(Debug)]
pub struct Measured {
    /// Share whose character is decided, in 0..=1, and its 95 % interval.
    pub top1: f64,
    pub top1_interval: (f64, f64),
    /// Share whose character is among the first five.
    pub top5: f64,
    /// The same two for the pictures after a lossy file.
    pub compressed: (f64, f64),
    /// Mean of −ln p.
    pub log_loss: f64,
    /// Expected calibration error over 15 bins.
    pub calibration_error: f64,
    /// Share of known pictures that stay known.
    pub known_kept: f64,
    /// Share of strangers that are turned away.
    pub strangers_rejected: f64,
    /// Share of pictures without a character that are turned away.
    pub nobodies_rejected: f64,
    /// For each pair of sisters: both names, right decisions among the pictures of both, decisions
    /// for the other sister.
    pub sisters: Vec<(&'static str, &'static str, usize, usize)>,
    /// Pairs taken for each other most often, with the number of pictures.
    pub mixed_up: Vec<(&'static str, &'static str, usize)>,
    /// Milliseconds of one forward pass, natively, on one thread.
    pub milliseconds: f64,
}

/// Measures a head.
pub fn measure(
    embedder: &mut Embedder,
    head: &LinearHead,
    threads: usize,
) -> Result<Measured, Box<dyn Error>> {
    let classes = head.classes();
    let labels: Vec<usize> = (0..classes * HELD_OUT).map(|i| i / HELD_OUT).collect();
    let plain = embedder.embed("held out", &held_out(false), threads)?;
    let packed = embedder.embed("held out, compressed", &held_out(true), threads)?;
    let rows = |data: &[f32]| -> Vec<f32> {
        data.chunks_exact(head.dimension()).flat_map(|row| head.logits(row)).collect()
    };
    let logits = rows(&plain);
    let metrics = Metrics::of(&logits, &labels, classes);
    let compressed = Metrics::of(&rows(&packed), &labels, classes);
    let kept = |data: &[f32]| -> f64 {
        let known = data.chunks_exact(head.dimension()).filter(|row| head.is_known(row)).count();
        known as f64 / (data.len() / head.dimension()) as f64
    };
    let strange = embedder.embed("other strangers", &strangers(true), threads)?;
    let nobody = embedder.embed("nobody", &nobodies(), threads)?;
    let name = |class: usize| cast()[class].name.as_str();
    let at = |a: usize, b: usize| metrics.confusion[a * classes + b];
    let sisters = (0..SISTERS).map(|a| (a, classes - SISTERS + a));
    Ok(Measured {
        top1: metrics.accuracy(),
        top1_interval: wilson(metrics.top1, metrics.count, 1.96),
        top5: metrics.top5_accuracy(),
        compressed: (compressed.accuracy(), compressed.top5_accuracy()),
        log_loss: metrics.log_loss,
        calibration_error: expected_calibration_error(&reliability(&logits, &labels, classes, 15)),
        known_kept: kept(&plain),
        strangers_rejected: 1.0 - kept(&strange),
        nobodies_rejected: 1.0 - kept(&nobody),
        sisters: sisters.map(|(a, b)| (name(a), name(b), at(a, a) + at(b, b), at(a, b) + at(b, a))).collect(),
        mixed_up: metrics.mixed_up().iter().take(8).map(|&(a, b, n)| (name(a), name(b), n)).collect(),
        milliseconds: embedder.milliseconds(&held_out(false)[0], 15)?,
    })
}
