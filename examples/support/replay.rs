//! Runs a saved explanation again and compares it bit for bit.

use std::path::Path;

use moelens::explain::{Perturbation, Report, Target, ViewParams, explain, lime};
use moelens::picture::resize;

use crate::source::{Failure, Source, open, read};

/// What came out of a replay.
pub struct Replayed {
    /// Logits compared.
    pub logits: usize,
    /// Logits with other bits.
    pub differing: usize,
    /// The largest difference of a logit.
    pub largest: f32,
    /// Whether all weights, errors and R² have the same bits.
    pub same_solution: bool,
}

impl Replayed {
    /// Whether everything has the same bits.
    pub fn is_same(&self) -> bool {
        self.differing == 0 && self.same_solution
    }
}

/// Evaluates the file's masks again on `picture` with the model and the pictures of `source`.
///
/// # Errors
/// When the file is no explanation, or picture, model or references are not those that it names.
pub fn replay(source: &mut Source, picture: &Path, file: &Path) -> Result<Replayed, Failure> {
    let report: Report = serde_json::from_slice(&read(file)?)
        .map_err(|e| format!("{} is no explanation: {e}", file.display()))?;
    let saved = report.evaluations()?;
    if report.model.sha256 != source.meta.sha256 {
        return Err(format!(
            "the file was made with the model {}, this is {}",
            report.model.sha256, source.meta.sha256
        )
        .into());
    }
    let (whole, sha256) = open(picture)?;
    if sha256 != report.picture.sha256 {
        return Err(format!(
            "the file explains a picture with SHA-256 {}, this one has {sha256}",
            report.picture.sha256
        )
        .into());
    }
    let setup = saved.setup().clone();
    let input = source.model.input();
    let target = Target {
        class: source.class(&report.target.class)?,
        rival: source.class(&report.target.rival)?,
        scale: report.target.scale,
    };
    let references = source.references(
        setup.fill,
        (target.class, target.rival),
        setup.references.len(),
        setup.design.seed(),
    )?;
    let found: Vec<&str> = references.iter().map(|r| r.0.sha256.as_str()).collect();
    if !setup.references.iter().map(|r| r.sha256.as_str()).eq(found.iter().copied()) {
        return Err("the comparison pictures are not those of the file".into());
    }
    let pictures: Vec<_> = references.into_iter().map(|r| r.1).collect();
    let perturbation = Perturbation::new(
        input,
        resize(&whole, input.width, input.height),
        &setup.segmentation,
        setup.fill,
        &pictures,
        setup.design,
    )?;
    let mut again =
        moelens::explain::Evaluations::new(setup, source.model.run(&perturbation.unperturbed())?.logits)?;
    let n = report.design.evaluations;
    let logits = lime::evaluate(source.model.as_mut(), &perturbation, 0..n)?;
    again.insert(0..n, &logits)?;
    let before: Vec<f32> = report.unperturbed.iter().chain(report.logits.iter().flatten()).copied().collect();
    let after: Vec<f32> = again.unperturbed().iter().chain(&logits).copied().collect();
    let pairs = || before.iter().zip(&after);
    let view = ViewParams {
        target,
        kernel_width: report.surrogate.kernel_width,
        alpha: report.surrogate.alpha,
        feature_selection: report.surrogate.feature_selection,
    };
    let explanation = explain(&again, &view)?;
    let solved = Report::new(&again, &explanation, report.seconds).surrogate;
    Ok(Replayed {
        logits: before.len(),
        differing: pairs().filter(|(a, b)| a.to_bits() != b.to_bits()).count(),
        largest: pairs().map(|(a, b)| (a - b).abs()).fold(0.0, f32::max),
        same_solution: solved == report.surrogate,
    })
}
