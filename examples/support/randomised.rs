//! A gallery picture explained with the shipped head and with one whose weights are the same numbers in
//! random order (Adebayo et al. 2018, "Sanity Checks for Saliency Maps": model parameter randomisation).

use std::path::PathBuf;

use moelens::explain::{
    Evaluations, Fill, LimeParams, Perturbation, PictureMeta, Question, Setup, ViewParams, explain, lime,
    ranking,
};
use moelens::model::fused::TileHeight;
use moelens::model::{Classifier, LinearHead, Manifest, Model, PixelBatch};
use moelens::picture::{WORKING_SIDE, at_most, resize};
use moelens::segment::slic_at_most;
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

use crate::source::{Failure, Source, open, read, shipped_folder};

/// The shipped model and the gallery.
pub struct Gallery {
    /// Backbone and head.
    pub model: Classifier,
    /// Names and pictures of the classes.
    pub manifest: Manifest,
    source: Source,
    folder: PathBuf,
}

/// One picture's question and what the two heads say.
pub struct Compared {
    /// What was asked, for asking more.
    pub setup: Setup,
    /// The perturbed pictures.
    pub perturbation: Perturbation,
    /// How the evaluations are looked at.
    pub view: ViewParams,
    /// The picture's embedding.
    pub own: Vec<f32>,
    /// Weights of the superpixels by the shipped head.
    pub truth: Vec<f64>,
    /// By the randomised head.
    pub random: Vec<f64>,
}

impl Gallery {
    /// Loads the shipped model.
    pub fn load() -> Result<Self, Failure> {
        let folder = shipped_folder();
        let manifest = Manifest::parse(&String::from_utf8(read(&folder.join("manifest.json"))?)?)?;
        let backbone = read(&folder.join(&manifest.backbone.path))?;
        let head = read(&folder.join(&manifest.head.path))?;
        let model = Classifier::from_manifest(&manifest, &backbone, &head, TileHeight::default())?;
        let source = Source::shipped(&folder)?;
        Ok(Self { model, manifest, source, folder })
    }

    /// Explains the first picture of a character, as it and not its likeliest rival, by both heads.
    pub fn compare(&mut self, class: usize, evaluations: usize) -> Result<Compared, Failure> {
        let (picture, sha256) = open(&self.folder.join(&self.manifest.classes[class].pictures[0].path))?;
        let model = &mut self.model;
        let input = model.input();
        let small = resize(&picture, input.width, input.height);
        let logits = model.run(&PixelBatch::of(&small))?.logits;
        let rival = ranking(&logits).into_iter().find(|&c| c != class).ok_or("there is only one class")?;
        let params = LimeParams { evaluations, ..LimeParams::default() }.validated()?;
        let blocks = evaluations.div_ceil(64);
        let settings = params.get();
        let question = Question {
            picture: small,
            picture_meta: PictureMeta { width: picture.width(), height: picture.height(), sha256 },
            model_meta: self.source.meta.clone(),
            segmentation: slic_at_most(
                &at_most(&picture, WORKING_SIDE),
                settings.segments,
                settings.compactness,
            )?,
            class,
            rival,
            references: self.source.references(Fill::Contrastive, (class, rival), blocks, 0)?,
        };
        let (setup, perturbation) = lime::prepare(model, question, &params)?;
        let embedding = "the model has no embedding";
        let own = model.run(&perturbation.unperturbed())?.embedding.ok_or(embedding)?;
        let embeddings = (0..evaluations)
            .map(|i| Ok(model.run(&perturbation.compose(i..i + 1))?.embedding.ok_or(embedding)?))
            .collect::<Result<Vec<Vec<f32>>, Failure>>()?;
        let view = params.view(class, rival);
        let by = |score: &dyn Fn(&[f32]) -> Vec<f32>| weights(&setup, &view, &own, &embeddings, score);
        let shuffled = shuffled(model.head(), class as u64);
        let truth = by(&|e| model.head().logits(e))?;
        let random = by(&|e| random_logits(model.head(), &shuffled, e))?;
        Ok(Compared { setup, perturbation, view, own, truth, random })
    }
}

/// Weights of LIME when embeddings are scored by a head.
fn weights(
    setup: &Setup,
    view: &ViewParams,
    own: &[f32],
    embeddings: &[Vec<f32>],
    score: &dyn Fn(&[f32]) -> Vec<f32>,
) -> Result<Vec<f64>, Failure> {
    let mut evaluations = Evaluations::new(setup.clone(), score(own))?;
    for (i, embedding) in embeddings.iter().enumerate() {
        evaluations.insert(i..i + 1, &score(embedding))?;
    }
    Ok(explain(&evaluations, view)?.weights.iter().map(|w| w.value).collect())
}

/// The head's weights in random order.
fn shuffled(head: &LinearHead, seed: u64) -> Vec<f32> {
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    let mut weights = head.weights().to_vec();
    for i in (1..weights.len()).rev() {
        weights.swap(i, (rng.next_u64() % (i as u64 + 1)) as usize);
    }
    weights
}

fn random_logits(head: &LinearHead, weights: &[f32], embedding: &[f32]) -> Vec<f32> {
    let scaled = head.scale().apply(embedding);
    let row = |w: &[f32]| w.iter().zip(&scaled).map(|(a, b)| a * b).sum::<f32>();
    weights.chunks_exact(head.dimension()).map(row).collect()
}
