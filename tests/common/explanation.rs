//! One explanation from a file's bytes to its error bars, as a digest of all its bits.

use std::ops::ControlFlow;

use moelens::explain::{
    Evaluations, Fill, LimeParams, ModelMeta, PictureMeta, Question, explain, lime, ranking,
};
use moelens::model::fused::TileHeight;
use moelens::model::{Classifier, Manifest, Model, PixelBatch};
use moelens::picture::{decode, resize, sha256_hex};
use moelens::segment::slic_at_most;

const MANIFEST: &str = include_str!("../../models/manifest.json");
const BACKBONE: &[u8] = include_bytes!("../../models/efficientnet-lite0-224.onnx");
const HEAD: &[u8] = include_bytes!("../../models/head.safetensors");
const PICTURE: &[u8] = include_bytes!("../../models/gallery/orimaya-1.webp");

/// What [`digest`] must give on every machine and in every browser that rounds each operation by itself.
pub const EXPECTED: &str = include_str!("../golden/explanation.sha256");

/// SHA-256 over the bits of all logits, weights, errors and the fit of an explanation of a gallery picture:
/// 15 superpixels, blurred where they are off, 64 evaluations by the shipped model.
pub fn digest() -> String {
    let manifest = Manifest::parse(MANIFEST).expect("the shipped manifest");
    let mut model = Classifier::from_manifest(&manifest, BACKBONE, HEAD, TileHeight::default())
        .expect("the shipped model");
    let drawing = decode(PICTURE).expect("a shipped picture").picture;
    let input = model.input();
    let picture = resize(&drawing, input.width, input.height);
    let order = ranking(&model.run(&PixelBatch::of(&picture)).expect("logits").logits);
    let (class, rival) = (order[0], order[1]);
    let question = Question {
        picture,
        picture_meta: PictureMeta { width: 256, height: 256, sha256: sha256_hex(PICTURE) },
        model_meta: ModelMeta {
            name: "shipped".into(),
            sha256: String::new(),
            classes: manifest.classes.iter().map(|c| c.name.clone()).collect(),
        },
        segmentation: slic_at_most(&drawing, 15, 10.0).expect("valid settings"),
        class,
        rival,
        references: Vec::new(),
    };
    let params = LimeParams { evaluations: 64, fill: Fill::Blur, seed: 5, ..LimeParams::default() };
    let params = params.validated().expect("valid settings");
    let mut go_on = |_: &Evaluations| ControlFlow::Continue(());
    let evaluations = lime::run(&mut model, question, &params, &mut go_on).expect("evaluations");
    let found = explain(&evaluations, &params.view(class, rival)).expect("an explanation");
    let mut bytes = Vec::new();
    for i in 0..evaluations.usable() {
        evaluations.logits_of(i).iter().for_each(|l| bytes.extend(l.to_bits().to_le_bytes()));
    }
    let solved = found.weights.iter().flat_map(|w| [w.value, w.standard_error]);
    let fit = [found.intercept, found.fidelity, found.local_prediction, found.prediction];
    solved.chain(fit).for_each(|value| bytes.extend(value.to_bits().to_le_bytes()));
    sha256_hex(&bytes)
}
