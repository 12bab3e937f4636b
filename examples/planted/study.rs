//! From a pair to test pictures, and from a test picture to "does the heaviest superpixel lie on the
//! cause?".

use std::error::Error;

use moelens::explain::{
    Design, DesignKind, FeatureSelection, Fill, Perturbation, Scale, Surrogate, Target, kernel_weight,
};
use moelens::gallery::Part;
use moelens::learn::Embeddings;
use moelens::learn::medoids::medoids;
use moelens::model::{LinearHead, Model, OnnxModel, PixelBatch};
use moelens::picture::Rgb8Image;
use moelens::segment::{Segmentation, slic_at_most};

use crate::causes::{Kind, Pair, SIDE, Shot, Who};
use crate::network::{INPUT, at_input_size, classifier, embed, head, spread};

/// Training pictures of each of the four classes of a head.
const TRAINING: u64 = 40;
/// Comparison pictures of a class: k-means medoids of its training pictures.
const REFERENCES: usize = 4;
/// Most superpixels, compactness and evaluations: the product's defaults.
const SUPERPIXELS: usize = 31;
const COMPACTNESS: f64 = 10.0;
const EVALUATIONS: usize = 256;
/// What Python `lime` 0.2.0.1 does when nothing is said.
const LIME_EVALUATIONS: usize = 1000;
const LIME_KERNEL_WIDTH: f64 = 0.25;
const ALPHA: f64 = 1.0;
/// A superpixel lies on the cause when half of it does, or when it holds so much of a small cause.
const HALF: f64 = 0.5;
const OF_SMALL: f64 = 0.3;

/// How an explanation is made.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Method {
    /// The product's defaults with this fill.
    Ours(Fill),
    /// The defaults of Python `lime`, on the same superpixels.
    Lime,
}

/// A head of four classes, and the comparison pictures of each.
struct Trained {
    head: LinearHead,
    references: Vec<Vec<Rgb8Image>>,
}

/// A picture of A that the model decides by the cause: it takes it for A, and for B once the cause is
/// swapped.
pub struct TestPicture {
    /// Which kind of cause.
    pub kind: Kind,
    pair: usize,
    picture: Rgb8Image,
    segmentation: Segmentation,
    lies_on_cause: Vec<bool>,
}

/// All pairs, their heads and their test pictures.
pub struct Study {
    trained: Vec<Trained>,
    /// The same pictures, but labels that say nothing of the cause.
    blind: Vec<Trained>,
    /// Pictures that count.
    pub pictures: Vec<TestPicture>,
    /// Pictures tried, and those whose decision flipped, by kind.
    pub flips: Vec<(Kind, usize, usize)>,
}

fn train(embeddings: &[f32], shots: &[Shot], labels: &[usize], seed: u64) -> Result<Trained, Box<dyn Error>> {
    let dimension = embeddings.len() / shots.len();
    let head = head(embeddings, dimension, labels)?;
    let mut references = Vec::new();
    for class in 0..4 {
        let rows: Vec<usize> = (0..shots.len()).filter(|&i| labels[i] == class).collect();
        let own: Vec<f32> = rows
            .iter()
            .flat_map(|&i| head.scale().apply(&embeddings[i * dimension..(i + 1) * dimension]))
            .collect();
        let chosen = medoids(&Embeddings::new(&own, dimension)?, REFERENCES, seed)?;
        references.push(chosen.iter().map(|&m| at_input_size(&shots[rows[m]].picture())).collect());
    }
    Ok(Trained { head, references })
}

/// Labels for A's and B's pictures that say nothing of the cause: every other picture, by its seed.
fn blind_label(label: usize, i: u64) -> usize {
    match label {
        0 | 1 => (i % 2) as usize,
        other => other,
    }
}

/// For each superpixel, whether it lies on the cause.
fn on_cause(segmentation: &Segmentation, parts: &[Part], cause: Part) -> Vec<bool> {
    let mut hits = vec![0usize; segmentation.count()];
    for (&label, &part) in segmentation.labels().iter().zip(parts) {
        hits[usize::from(label)] += usize::from(part == cause);
    }
    let all: usize = hits.iter().sum();
    let lies = |(&hit, area): (&usize, usize)| {
        hit as f64 >= HALF * area as f64 || (all > 0 && hit as f64 >= OF_SMALL * all as f64)
    };
    hits.iter().zip(segmentation.areas()).map(lies).collect()
}

impl Study {
    /// Trains `pairs` heads of each kind and looks for `pictures` test pictures for each.
    pub fn prepare(
        bytes: &[u8],
        kinds: &[Kind],
        pairs: usize,
        pictures: usize,
        threads: usize,
    ) -> Result<Self, Box<dyn Error>> {
        let mut study =
            Self { trained: Vec::new(), blind: Vec::new(), pictures: Vec::new(), flips: Vec::new() };
        for &kind in kinds {
            let (mut tried, mut flipped) = (0, 0);
            for number in 0..pairs {
                let pair = Pair::new(kind, number);
                study.add_heads(&pair, bytes, threads)?;
                let (t, f) = study.add_pictures(&pair, bytes, pictures, threads)?;
                (tried, flipped) = (tried + t, flipped + f);
            }
            eprintln!("{}: {flipped} of {tried} pictures are decided by the cause", kind.name());
            study.flips.push((kind, tried, flipped));
        }
        Ok(study)
    }

    fn add_heads(&mut self, pair: &Pair, bytes: &[u8], threads: usize) -> Result<(), Box<dyn Error>> {
        let first = (pair.kind as u64 * 100 + pair.number as u64) * 1000;
        let mut shots = Vec::new();
        let (mut labels, mut blind) = (Vec::new(), Vec::new());
        for label in 0..4 {
            for i in 0..TRAINING {
                shots.push(match label {
                    0 => pair.shot(Who::A, first + i),
                    1 => pair.shot(Who::B, first + i),
                    other => pair.other(other - 2, first + i),
                });
                labels.push(label);
                blind.push(blind_label(label, i));
            }
        }
        let rows =
            spread(&shots, bytes, threads, |model, shot| embed(model, &at_input_size(&shot.picture())))?;
        let embeddings = rows.concat();
        self.trained.push(train(&embeddings, &shots, &labels, first)?);
        self.blind.push(train(&embeddings, &shots, &blind, first)?);
        Ok(())
    }

    fn add_pictures(
        &mut self,
        pair: &Pair,
        bytes: &[u8],
        wanted: usize,
        threads: usize,
    ) -> Result<(usize, usize), Box<dyn Error>> {
        let place = self.trained.len() - 1;
        let head = &self.trained[place].head;
        let first = (pair.kind as u64 * 100 + pair.number as u64) * 1000 + 500;
        let seeds: Vec<u64> = (first..first + 3 * wanted as u64).collect();
        let decided = spread(&seeds, bytes, threads, |model, &seed| {
            let mut decide = |shot: Shot| {
                let logits = head.logits(&embed(model, &at_input_size(&shot.picture())));
                moelens::explain::ranking(&logits)[0]
            };
            (decide(pair.shot(Who::A, seed)), decide(pair.swapped(seed)))
        })?;
        let flips: Vec<u64> =
            seeds.iter().zip(&decided).filter(|(_, d)| **d == (0, 1)).map(|(s, _)| *s).collect();
        for &seed in flips.iter().take(wanted) {
            let shot = pair.shot(Who::A, seed);
            let picture = shot.picture();
            let segmentation = slic_at_most(&picture, SUPERPIXELS, COMPACTNESS)?;
            let lies_on_cause = on_cause(&segmentation, &shot.parts(), pair.kind.part());
            let picture = at_input_size(&picture);
            self.pictures.push(TestPicture {
                kind: pair.kind,
                pair: place,
                picture,
                segmentation,
                lies_on_cause,
            });
        }
        Ok((seeds.len(), flips.len()))
    }

    /// Whether the heaviest superpixel lies on the cause, for each test picture.
    pub fn judge(&self, method: Method, bytes: &[u8], threads: usize) -> Result<Vec<bool>, Box<dyn Error>> {
        spread(&self.pictures, bytes, threads, |model, test| {
            let trained = &self.trained[test.pair];
            test.is_right(&test.weights(model, trained, method, (0, 1)))
        })
    }

    /// The same by heads whose labels say nothing of the cause, explained with the product's defaults.
    pub fn judge_blind(&self, bytes: &[u8], threads: usize) -> Result<Vec<bool>, Box<dyn Error>> {
        spread(&self.pictures, bytes, threads, |model, test| {
            let trained = &self.blind[test.pair];
            let logits = trained.head.logits(&embed(model, &test.picture));
            let sides = if logits[0] >= logits[1] { (0, 1) } else { (1, 0) };
            test.is_right(&test.weights(model, trained, Method::Ours(Fill::Contrastive), sides))
        })
    }
}

impl TestPicture {
    /// The share of superpixels that lie on the cause: how often a blind choice is right.
    pub fn chance(&self) -> f64 {
        let hits = self.lies_on_cause.iter().filter(|l| **l).count();
        hits as f64 / self.lies_on_cause.len() as f64
    }

    fn is_right(&self, weights: &[f64]) -> bool {
        let heaviest =
            (1..weights.len()).fold(0, |best, i| if weights[i] > weights[best] { i } else { best });
        self.lies_on_cause[heaviest]
    }

    /// What each superpixel speaks for class `sides.0` rather than `sides.1`.
    fn weights(
        &self,
        model: &mut OnnxModel,
        trained: &Trained,
        method: Method,
        (class, rival): (usize, usize),
    ) -> Vec<f64> {
        let (kind, fill, evaluations, kernel_width, scale) = match method {
            Method::Ours(fill) => (DesignKind::HadamardFoldover, fill, EVALUATIONS, None, Scale::Difference),
            Method::Lime => (
                DesignKind::Bernoulli,
                Fill::Mean,
                LIME_EVALUATIONS,
                Some(LIME_KERNEL_WIDTH),
                Scale::Probability,
            ),
        };
        let count = self.segmentation.count();
        let design = Design::new(kind, 0, count).expect("1 to 31 superpixels");
        let references: Vec<Rgb8Image> = match fill {
            Fill::Contrastive => trained.references[rival].clone(),
            Fill::Others => {
                (0..REFERENCES).map(|i| trained.references[(class + 1 + i % 3) % 4][i].clone()).collect()
            }
            _ => Vec::new(),
        };
        let mut classifier = classifier(model, &trained.head);
        let input = classifier.input();
        let perturbation =
            Perturbation::new(input, self.picture.clone(), &self.segmentation, fill, &references, design)
                .expect("pictures of input size");
        let target = Target { class, rival, scale };
        let mut y = Vec::with_capacity(evaluations);
        for i in 0..evaluations {
            let batch: PixelBatch = perturbation.compose(i..i + 1);
            debug_assert_eq!(batch.width, INPUT);
            let outputs = classifier.run(&batch).expect("the shipped backbone runs");
            y.push(target.value(&outputs.logits));
        }
        let masks = design.masks(0..evaluations);
        let weights: Vec<f64> =
            (0..evaluations).map(|i| kernel_weight(masks.count(i), count, kernel_width)).collect();
        Surrogate::fit(&masks, &y, &weights, ALPHA, FeatureSelection::None).weights
    }
}

/// Side of the drawings, for the text of the table.
pub fn drawn_side() -> u32 {
    SIDE
}
