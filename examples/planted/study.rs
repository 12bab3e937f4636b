//! Heads with a planted cause, and the pictures they decide by it.

use std::error::Error;

use moelens::gallery::Part;
use moelens::learn::{Embeddings, medoids::medoids};
use moelens::model::{LinearHead, OnnxModel};
use moelens::picture::Rgb8Image;

use crate::causes::{Kind, Pair, SIDE, Shot, Who};
use crate::network::{at_input_size, embed, head, spread};

/// Training pictures of each of the four classes of a head.
const TRAINING: u64 = 40;
/// Comparison pictures of a class at most: k-means medoids of its training pictures.
pub const REFERENCES: usize = 4;

/// A head of four classes, and the comparison pictures of each.
pub struct Trained {
    /// The head.
    pub head: LinearHead,
    /// Comparison pictures of each class, at input size.
    pub references: Vec<Vec<Rgb8Image>>,
}

/// A picture of A that the model decides by the cause: it takes it for A, and for B once the cause is
/// swapped.
pub struct TestPicture {
    /// Which kind of cause.
    pub kind: Kind,
    /// Place among the study's pairs.
    pub pair: usize,
    /// The drawing, [`SIDE`] × [`SIDE`].
    pub drawing: Rgb8Image,
    /// The same at the network's input size.
    pub picture: Rgb8Image,
    /// The part of each pixel of the drawing.
    pub parts: Vec<Part>,
}

/// All pairs, their heads and their test pictures.
pub struct Study {
    /// The pairs.
    pub pairs: Vec<Pair>,
    /// The head of each pair.
    pub trained: Vec<Trained>,
    /// The same pictures, but labels that say nothing of the cause.
    pub blind: Vec<Trained>,
    /// Pictures that count.
    pub pictures: Vec<TestPicture>,
    /// Pictures tried, and those whose decision flipped, by kind.
    pub flips: Vec<(Kind, usize, usize)>,
}

/// Which pairs a study is about.
#[derive(Clone, Debug)]
pub struct Plan {
    /// Kinds of causes.
    pub kinds: Vec<Kind>,
    /// Number of the first pair of each kind.
    pub first: usize,
    /// Pairs of each kind.
    pub pairs: usize,
    /// Test pictures of each pair at most.
    pub pictures: usize,
    /// Comparison pictures of each class.
    pub references: usize,
    /// Threads; the result does not depend on them.
    pub threads: usize,
}

impl Plan {
    /// Causes that are at a place, with the usual number of comparison pictures.
    pub fn placed(first: usize, pairs: usize, pictures: usize, threads: usize) -> Self {
        Self { kinds: Kind::PLACED.to_vec(), first, pairs, pictures, references: REFERENCES, threads }
    }
}

impl Pair {
    /// Seeds of a pair: training pictures from here on, test pictures 500 later, unused ones 800 later.
    fn seed(&self) -> u64 {
        (self.kind as u64 * 100 + self.number as u64) * 1000
    }

    /// First seed of pictures that neither training nor explanations have seen.
    pub fn unused_seed(&self) -> u64 {
        self.seed() + 800
    }

    /// Unused pictures of B, at input size.
    pub fn unused_of_b(&self, count: usize) -> Vec<Rgb8Image> {
        let first = self.unused_seed();
        (first..first + count as u64).map(|s| at_input_size(&self.shot(Who::B, s).picture())).collect()
    }
}

fn train(
    embeddings: &[f32],
    shots: &[Shot],
    labels: &[usize],
    references: usize,
    seed: u64,
) -> Result<Trained, Box<dyn Error>> {
    let dimension = embeddings.len() / shots.len();
    let head = head(embeddings, dimension, labels)?;
    let mut chosen_of_all = Vec::new();
    for class in 0..4 {
        let rows: Vec<usize> = (0..shots.len()).filter(|&i| labels[i] == class).collect();
        let own: Vec<f32> = rows
            .iter()
            .flat_map(|&i| head.scale().apply(&embeddings[i * dimension..(i + 1) * dimension]))
            .collect();
        let chosen = medoids(&Embeddings::new(&own, dimension)?, references, seed)?;
        chosen_of_all.push(chosen.iter().map(|&m| at_input_size(&shots[rows[m]].picture())).collect());
    }
    Ok(Trained { head, references: chosen_of_all })
}

/// Labels for A's and B's pictures that say nothing of the cause: every other picture, by its seed.
fn blind_label(label: usize, i: u64) -> usize {
    match label {
        0 | 1 => (i % 2) as usize,
        other => other,
    }
}

impl Study {
    /// Trains the heads of a plan and looks for test pictures.
    pub fn prepare(bytes: &[u8], plan: &Plan) -> Result<Self, Box<dyn Error>> {
        let mut study = Self {
            pairs: Vec::new(),
            trained: Vec::new(),
            blind: Vec::new(),
            pictures: Vec::new(),
            flips: Vec::new(),
        };
        for &kind in &plan.kinds {
            let (mut tried, mut flipped) = (0, 0);
            for number in plan.first..plan.first + plan.pairs {
                let pair = Pair::new(kind, number);
                study.add_heads(&pair, bytes, plan)?;
                let (t, f) = study.add_pictures(&pair, bytes, plan)?;
                (tried, flipped) = (tried + t, flipped + f);
                study.pairs.push(pair);
            }
            eprintln!("{}: {flipped} of {tried} pictures are decided by the cause", kind.name());
            study.flips.push((kind, tried, flipped));
        }
        Ok(study)
    }

    fn add_heads(&mut self, pair: &Pair, bytes: &[u8], plan: &Plan) -> Result<(), Box<dyn Error>> {
        let first = pair.seed();
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
            spread(&shots, bytes, plan.threads, |model, shot| embed(model, &at_input_size(&shot.picture())))?;
        let embeddings = rows.concat();
        self.trained.push(train(&embeddings, &shots, &labels, plan.references, first)?);
        self.blind.push(train(&embeddings, &shots, &blind, plan.references, first)?);
        Ok(())
    }

    /// Tries three times as many pictures as are wanted. Returns how many were tried and how many flip.
    fn add_pictures(
        &mut self,
        pair: &Pair,
        bytes: &[u8],
        plan: &Plan,
    ) -> Result<(usize, usize), Box<dyn Error>> {
        let place = self.trained.len() - 1;
        let head = &self.trained[place].head;
        let first = pair.seed() + 500;
        let seeds: Vec<u64> = (first..first + 3 * plan.pictures as u64).collect();
        let decided = spread(&seeds, bytes, plan.threads, |model, &seed| {
            let mut decide = |shot: Shot| decision(model, head, &shot);
            (decide(pair.shot(Who::A, seed)), decide(pair.swapped(seed)))
        })?;
        let flips: Vec<u64> =
            seeds.iter().zip(&decided).filter(|(_, d)| **d == (0, 1)).map(|(s, _)| *s).collect();
        for &seed in flips.iter().take(plan.pictures) {
            let shot = pair.shot(Who::A, seed);
            let drawing = shot.picture();
            self.pictures.push(TestPicture {
                kind: pair.kind,
                pair: place,
                picture: at_input_size(&drawing),
                drawing,
                parts: shot.parts(),
            });
        }
        Ok((seeds.len(), flips.len()))
    }
}

fn decision(model: &mut OnnxModel, head: &LinearHead, shot: &Shot) -> usize {
    let logits = head.logits(&embed(model, &at_input_size(&shot.picture())));
    moelens::explain::ranking(&logits)[0]
}

/// Side of the drawings, for the text of the table.
pub fn drawn_side() -> u32 {
    SIDE
}
