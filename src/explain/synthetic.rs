//! Evaluations without a picture or a model, for benches.

use super::design::{Design, DesignKind};
use super::evaluations::{Evaluations, ModelMeta, PictureMeta, ReferenceMeta, Setup};
use super::fill::Fill;
use crate::segment::Segmentation;

/// All `evaluations` of a picture whose superpixels each add their own number to class 0 of two, with four
/// references.
///
/// # Panics
/// When no design serves so many superpixels.
pub fn additive(superpixels: usize, evaluations: usize) -> Evaluations {
    let design = Design::new(DesignKind::HadamardFoldover, 1, superpixels).expect("a design");
    let labels = (0..superpixels as u16).collect();
    let reference =
        |index: usize| ReferenceMeta { class: "B".into(), name: index.to_string(), sha256: String::new() };
    let setup = Setup {
        picture: PictureMeta { width: superpixels, height: 1, sha256: String::new() },
        model: ModelMeta {
            name: "made up".into(),
            sha256: String::new(),
            classes: vec!["A".into(), "B".into()],
        },
        segmentation: Segmentation::new(superpixels, 1, labels).expect("a row of superpixels"),
        design,
        planned: evaluations,
        fill: Fill::Contrastive,
        rival: Some(1),
        references: (0..4).map(reference).collect(),
    };
    let masks = design.masks(0..evaluations);
    let row = |i| [masks.ones(i).map(|c| (c % 7) as f32 - 3.0).sum::<f32>() + (i % 5) as f32, 0.0];
    let logits: Vec<f32> = (0..evaluations).flat_map(row).collect();
    let mut all = Evaluations::new(setup, vec![0.0, 0.0]).expect("a setup");
    all.insert(0..evaluations, &logits).expect("a row of logits per evaluation");
    all
}
