//! One lesson: learn, measure, explain, repair, learn again.

use std::collections::HashMap;
use std::error::Error;
use std::ops::ControlFlow;

use moelens::explain::ground::share_on;
use moelens::explain::{
    Evaluations, LimeParams, ModelMeta, PictureMeta, Question, ReferenceMeta, explain, lime,
};
use moelens::gallery::{Ground, Part, Sister, Sisters, Variation, closer, draw, draw_mask, lesson_picture};
use moelens::learn::medoids::medoids;
use moelens::learn::{Embeddings, Labelled, TrainParams, train_head};
use moelens::model::{LinearHead, Model, OnnxModel};
use moelens::picture::{Rgb8Image, WORKING_SIDE, at_most};
use moelens::segment::slic_at_most;

use crate::network::{at_input_size, classifier, embed};
use crate::render::{render, render_mask};

/// Pictures of each sister to learn from, and as many of each kind to measure on. As in the page.
const PICTURES: u64 = 20;
/// Pictures of the snowy sister elsewhere that a repair adds.
const ADDED: u64 = 10;
/// Seeds of a lesson: learned from, measured on, added.
const LESSON: u64 = 10_000;
const MEASURED: u64 = 1_000;
const NEW: u64 = 2_000;
/// Side of drawings, and of the explained one.
const SIDE: u32 = 256;
const EXPLAINED: u32 = 512;
/// Comparison pictures of the rival.
const REFERENCES: usize = 4;

/// What is done to the pictures that are learned from.
pub struct Repair {
    /// In the table.
    pub name: &'static str,
    /// Every picture once more at the other kind of place.
    swap: bool,
    /// The snowy sister elsewhere.
    add: bool,
    /// Every picture once more, cropped to the figure.
    crop: bool,
}

/// None, each alone, and all together.
pub const REPAIRS: [Repair; 5] = [
    Repair { name: "as they came", swap: false, add: false, crop: false },
    Repair { name: "and with backgrounds swapped", swap: true, add: false, crop: false },
    Repair { name: "and her without snow", swap: false, add: true, crop: false },
    Repair { name: "and cropped to the figure", swap: false, add: false, crop: true },
    Repair { name: "and all three", swap: true, add: true, crop: true },
];

/// What one head does.
pub struct Measured {
    /// Share of new pictures of the learned kind that it gets right.
    pub like: f64,
    /// The same with the places swapped.
    pub swapped: f64,
    /// Of what speaks for its answer on the other sister in the snow, the share on the background; nothing
    /// when nothing speaks for it.
    pub background: Option<f64>,
    /// Whether it takes the other sister, elsewhere seen rightly, for the snowy one in the snow.
    pub flips: bool,
}

impl Measured {
    /// For the log.
    pub fn line(&self) -> String {
        let percent = |v: f64| format!("{:.0}", 100.0 * v);
        let background = self.background.map_or("-".into(), percent);
        format!("{} {} {background}", percent(self.like), percent(self.swapped))
    }
}

/// A picture of a lesson.
struct Shot {
    who: Sister,
    how: Variation,
}

/// What tells a picture of a lesson from its others.
fn key(shot: &Shot) -> String {
    let Shot { who, how } = shot;
    format!("{who:?} {:?} {} {} {}", how.backdrop, how.backdrop_seed, how.zoom, how.yaw)
}

fn shot(who: Sister, seed: u64, ground: Ground) -> Shot {
    Shot { who, how: lesson_picture(seed, ground) }
}

/// Where a sister stands in the pictures that are learned from.
fn usual(who: Sister) -> Ground {
    if who == Sister::Snowy { Ground::Snow } else { Ground::Elsewhere }
}

fn opposite(ground: Ground) -> Ground {
    if ground == Ground::Snow { Ground::Elsewhere } else { Ground::Snow }
}

const BOTH: [Sister; 2] = [Sister::Snowy, Sister::Other];

fn learned_from(first: u64, repair: &Repair) -> Vec<Shot> {
    let mut shots = Vec::new();
    for who in BOTH {
        for seed in first..first + PICTURES {
            shots.push(shot(who, seed, usual(who)));
            if repair.swap {
                shots.push(shot(who, seed, opposite(usual(who))));
            }
            if repair.crop {
                shots.push(Shot { who, how: closer(&lesson_picture(seed, usual(who))) });
            }
        }
    }
    if repair.add {
        let added = first + NEW..first + NEW + ADDED;
        shots.extend(added.map(|seed| shot(Sister::Snowy, seed, Ground::Elsewhere)));
    }
    shots
}

/// A lesson from its number: every repair, in the order of [`REPAIRS`].
pub fn trial(model: &mut OnnxModel, number: usize) -> Result<Vec<Measured>, Box<dyn Error>> {
    let pair = Sisters::pair(number);
    let first = number as u64 * LESSON;
    let drawn = |shot: &Shot| at_input_size(&render(&draw(pair.character(shot.who), &shot.how), SIDE));
    let label = |who: Sister| usize::from(who == Sister::Other);
    let measured: Vec<(Shot, Shot)> = BOTH
        .iter()
        .flat_map(|&who| {
            (first + MEASURED..first + MEASURED + PICTURES)
                .map(move |seed| (shot(who, seed, usual(who)), shot(who, seed, opposite(usual(who)))))
        })
        .collect();
    let like: Vec<(usize, Vec<f32>)> =
        measured.iter().map(|(l, _)| (label(l.who), embed(model, &drawn(l)))).collect();
    let swapped: Vec<(usize, Vec<f32>)> =
        measured.iter().map(|(_, s)| (label(s.who), embed(model, &drawn(s)))).collect();
    let names = pair.names.map(String::from).to_vec();
    let mut known: HashMap<String, Vec<f32>> = HashMap::new();
    let mut found = Vec::new();
    for repair in &REPAIRS {
        let shots = learned_from(first, repair);
        let pictures: Vec<Rgb8Image> = shots.iter().map(&drawn).collect();
        let mut look = |(shot, picture): (&Shot, &Rgb8Image)| {
            known.entry(key(shot)).or_insert_with(|| embed(model, picture)).clone()
        };
        let rows: Vec<Vec<f32>> = shots.iter().zip(&pictures).map(&mut look).collect();
        let labels: Vec<usize> = shots.iter().map(|s| label(s.who)).collect();
        let (flat, dimension) = (rows.concat(), rows[0].len());
        let data = Labelled::new(Embeddings::new(&flat, dimension)?, &labels, &names)?;
        let params = TrainParams { c: vec![10.0], ..TrainParams::default() }.check()?;
        let head = train_head(&data, None, &params, 1)?.head;
        let references = |class: usize| -> Result<Vec<Rgb8Image>, Box<dyn Error>> {
            let own: Vec<usize> = (0..labels.len()).filter(|&i| labels[i] == class).collect();
            let flat: Vec<f32> = own.iter().flat_map(|&i| rows[i].clone()).collect();
            let chosen = medoids(&Embeddings::new(&flat, dimension)?, REFERENCES, 0)?;
            Ok(chosen.iter().map(|&i| pictures[own[i]].clone()).collect())
        };
        let explained = lesson_picture(first + MEASURED, Ground::Snow);
        let drawing = draw(pair.character(Sister::Other), &explained);
        let parts =
            |side: usize| render_mask(&draw_mask(pair.character(Sister::Other), &explained), side as u32);
        let at_home = shot(Sister::Other, first + MEASURED, Ground::Elsewhere);
        let picture = render(&drawing, EXPLAINED);
        let answer = decide(&head, &embed(model, &at_input_size(&picture)));
        let before = decide(&head, &embed(model, &drawn(&at_home)));
        let background =
            on_background(model, &head, &names, &picture, (answer, references(1 - answer)?), parts)?;
        found.push(Measured {
            like: right(&head, &like),
            swapped: right(&head, &swapped),
            background,
            flips: (before, answer) == (1, 0),
        });
    }
    Ok(found)
}

fn decide(head: &LinearHead, embedding: &[f32]) -> usize {
    let logits = head.logits(embedding);
    usize::from(logits[1] > logits[0])
}

fn right(head: &LinearHead, rows: &[(usize, Vec<f32>)]) -> f64 {
    rows.iter().filter(|(label, row)| decide(head, row) == *label).count() as f64 / rows.len() as f64
}

/// Explains why the picture is its answer rather than the other sister, by the product's defaults.
fn on_background(
    model: &mut OnnxModel,
    head: &LinearHead,
    names: &[String],
    picture: &Rgb8Image,
    (class, references): (usize, Vec<Rgb8Image>),
    parts: impl Fn(usize) -> Vec<Part>,
) -> Result<Option<f64>, Box<dyn Error>> {
    let params = LimeParams::default().validated()?;
    let working = at_most(picture, WORKING_SIDE);
    let segmentation = slic_at_most(&working, params.get().segments, params.get().compactness)?;
    let meta = |i: usize| ReferenceMeta { class: "rival".into(), name: i.to_string(), sha256: String::new() };
    let question = Question {
        picture: at_input_size(picture),
        picture_meta: PictureMeta { width: picture.width(), height: picture.height(), sha256: String::new() },
        model_meta: ModelMeta { name: "lab".into(), sha256: String::new(), classes: names.to_vec() },
        segmentation: segmentation.clone(),
        class,
        rival: 1 - class,
        references: references.into_iter().enumerate().map(|(i, p)| (meta(i), p)).collect(),
    };
    let mut classifier = classifier(model, head);
    debug_assert_eq!(classifier.outputs().classes, 2);
    let mut go_on = |_: &Evaluations| ControlFlow::Continue(());
    let evaluations = lime::run(&mut classifier, question, &params, &mut go_on)?;
    let found = explain(&evaluations, &params.view(class, 1 - class))?;
    let weights: Vec<f64> = found.weights.iter().map(|w| w.value).collect();
    let region: Vec<bool> = parts(working.width()).iter().map(|p| *p == Part::Background).collect();
    Ok(share_on(&weights, &segmentation, &region))
}
