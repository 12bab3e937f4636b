//! How often the verdict on an explanation is right: on pictures with a planted cause, explained in several
//! ways, some of which are often wrong.
//!
//! Prints, for each way, how many wrong and right explanations the verdict does not believe, and how often
//! those that it believes are right. `--out` writes the signals of every explanation as JSON lines.

// Each example uses a part of what they share.
#[allow(dead_code)]
#[path = "../planted/ask.rs"]
mod ask;
#[path = "../planted/causes.rs"]
mod causes;
#[path = "../planted/network.rs"]
mod network;
#[path = "../support/render.rs"]
mod render;
mod search;
#[path = "../support/section.rs"]
mod section;
#[allow(dead_code)]
#[path = "../planted/study.rs"]
mod study;
mod table;

use std::error::Error;
use std::io::Write;

use clap::Parser;
use moelens::explain::{
    Evaluations, Explanation, Fill, Level, LimeParams, SWAP_PICTURES, Scale, Setup, Signals, StopRule,
    SwapTest, Target, explain, heaviest, leading_set, paste, verdict,
};
use moelens::model::OnnxModel;
use moelens::picture::Rgb8Image;
use moelens::segment::Segmentation;
use serde::{Deserialize, Serialize};

use ask::{ask, on_cause};
use causes::{Kind, Who};
use network::{at_input_size, embed, spread};
use study::{Plan, Study, TestPicture, Trained};

/// Counts how often the verdict on an explanation is right.
#[derive(Parser)]
#[command(about, long_about = None)]
struct Options {
    /// The backbone.
    #[arg(long, default_value = "models/efficientnet-lite0-224.onnx")]
    model: std::path::PathBuf,
    /// Number of the first pair of each kind.
    #[arg(long, default_value_t = 10)]
    first_pair: usize,
    /// Pairs of each kind of cause.
    #[arg(long, default_value_t = 8)]
    pairs: usize,
    /// Test pictures of each pair at most.
    #[arg(long, default_value_t = 3)]
    pictures: usize,
    /// Threads; the result does not depend on them.
    #[arg(long, default_value_t = std::thread::available_parallelism().map_or(1, usize::from))]
    threads: usize,
    /// Where the signals of every explanation go, a JSON object per line.
    #[arg(long)]
    out: Option<std::path::PathBuf>,
    /// Makes the tables of signals that `--out` wrote, and measures nothing.
    #[arg(long)]
    from: Option<std::path::PathBuf>,
    /// Also write the table into the documentation of the rules, `src/explain/trust.rs`.
    #[arg(long)]
    write: bool,
}

/// What was found of one explanation.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Case {
    setting: String,
    kind: String,
    pair: usize,
    /// Whether the heaviest superpixel lies on the cause.
    right: bool,
    z1: f64,
    /// The same over the error that counts the spread between comparison pictures.
    z1_references: Option<f64>,
    fidelity: f64,
    area: f64,
    excess: f64,
    clearness: f64,
    set_size: usize,
    set_area: f64,
    set_excess: f64,
    set_clearness: f64,
    rivals: f64,
    level: Level,
}

/// "Why `class` rather than `rival`?"
fn asked((class, rival): (usize, usize)) -> Target {
    Target { class, rival, scale: Scale::Difference }
}

/// The target's value for each of the rival's pictures.
fn values(model: &mut OnnxModel, trained: &Trained, target: Target, pool: &[Rgb8Image]) -> Vec<f64> {
    pool.iter().map(|p| target.value(&trained.head.logits(&embed(model, p)))).collect()
}

/// One head and the rival's unused pictures.
struct Bench<'a> {
    model: &'a mut OnnxModel,
    trained: &'a Trained,
    target: Target,
    pool: &'a [Rgb8Image],
    before: Vec<f64>,
}

impl<'a> Bench<'a> {
    fn new(
        model: &'a mut OnnxModel,
        trained: &'a Trained,
        target: Target,
        pool: &'a [Rgb8Image],
        before: Vec<f64>,
    ) -> Self {
        Self { model, trained, target, pool, before }
    }

    fn swap(&mut self, test: &TestPicture, segmentation: &Segmentation, chosen: &[usize]) -> SwapTest {
        let (width, height) = (test.picture.width(), test.picture.height());
        let labels = segmentation.labels_at(width, height);
        let mut on = vec![false; segmentation.count()];
        chosen.iter().for_each(|&i| on[i] = true);
        let area = labels.iter().filter(|&&l| on[usize::from(l)]).count() as f64 / labels.len() as f64;
        let pasted = paste(&test.picture, &labels, &on, self.pool);
        let value = |model: &mut OnnxModel, rgb: &[u8]| {
            let picture = Rgb8Image::new(width, height, rgb.to_vec()).expect("input size");
            self.target.value(&self.trained.head.logits(&embed(model, &picture)))
        };
        let after = (0..pasted.count()).map(|i| value(self.model, pasted.picture(i))).collect();
        let picture = value(self.model, test.picture.data());
        SwapTest { area, picture, before: self.before.clone(), after }
    }

    fn case(
        &mut self,
        setting: &'static str,
        test: &TestPicture,
        segmentation: &Segmentation,
        explanation: &Explanation,
        right: bool,
    ) -> Case {
        let weights = &explanation.weights;
        let top = heaviest(weights).unwrap_or(0);
        let set = leading_set(weights);
        let alone = self.swap(test, segmentation, &[top]);
        let together = if set.len() > 1 { self.swap(test, segmentation, &set) } else { alone.clone() };
        let (a, b) = (alone.result().expect("a pool"), together.result().expect("a pool"));
        let z1 = weights[top].value / weights[top].standard_error;
        let level = verdict(&Signals { z1, top: Some(a), set: Some(b), set_size: set.len() }).level;
        Case {
            level,
            setting: setting.into(),
            kind: test.kind.name().into(),
            pair: test.pair,
            right,
            z1,
            z1_references: weights[top].reference_error.map(|e| weights[top].value / e),
            fidelity: explanation.fidelity,
            area: alone.area,
            excess: a.excess,
            clearness: a.clearness,
            set_size: set.len(),
            set_area: together.area,
            set_excess: b.excess,
            set_clearness: b.clearness,
            rivals: a.rivals,
        }
    }
}

const NEVER: StopRule = StopRule { top: 0, precision: 0.0 };

fn main() -> Result<(), Box<dyn Error>> {
    let options = Options::parse();
    let cases = match &options.from {
        Some(path) => {
            let lines = std::fs::read_to_string(path)?;
            lines.lines().map(serde_json::from_str).collect::<Result<Vec<Case>, _>>()?
        }
        None => measured(&options)?,
    };
    if let Some(path) = &options.out {
        let mut file = std::fs::File::create(path)?;
        for case in &cases {
            writeln!(file, "{}", serde_json::to_string(case)?)?;
        }
    }
    let text = format!("{}\n\n{}", table::text(&cases), search::text(&cases));
    println!("{text}");
    if options.write {
        let last = options.first_pair + options.pairs - 1;
        let section = table::section(&text, &cases, (options.first_pair, last));
        section::write_section(table::RULES, "verdict", &section)?;
    }
    Ok(())
}

/// Explains the test pictures of all pairs in all settings.
fn measured(options: &Options) -> Result<Vec<Case>, Box<dyn Error>> {
    let bytes = std::fs::read(&options.model)?;
    let plan = Plan {
        kinds: Kind::PLACED.into_iter().chain([Kind::Tint]).collect(),
        first: options.first_pair,
        pairs: options.pairs,
        pictures: options.pictures,
        references: study::REFERENCES,
        threads: options.threads,
    };
    let study = Study::prepare(&bytes, &plan)?;
    let pools: Vec<Vec<Rgb8Image>> = study.pairs.iter().map(|p| p.unused_of_b(SWAP_PICTURES)).collect();
    // Labels of the blind heads say nothing of A and B: their unused pictures are of both.
    let mixed: Vec<Vec<Rgb8Image>> = study
        .pairs
        .iter()
        .map(|p| {
            let of = |i: u64| p.shot(if i.is_multiple_of(2) { Who::A } else { Who::B }, p.unused_seed() + i);
            (0..SWAP_PICTURES as u64).map(|i| at_input_size(&of(i).picture())).collect()
        })
        .collect();
    let numbers: Vec<usize> = (0..study.pairs.len()).collect();
    let before = spread(&numbers, &bytes, options.threads, |model, &pair| {
        values(model, &study.trained[pair], asked((0, 1)), &pools[pair])
    })?;
    let cases = spread(&study.pictures, &bytes, options.threads, |model, test| {
        let mut cases = Vec::new();
        let trained = &study.trained[test.pair];
        let ours = LimeParams::default();
        if test.kind == Kind::Tint {
            let params = ours.validated().expect("the defaults");
            let found = ask(model, trained, test, &params, (0, 1));
            let mut bench =
                Bench::new(model, trained, asked((0, 1)), &pools[test.pair], before[test.pair].clone());
            return vec![bench.case("tint", test, &found.segmentation, &found.explanation, false)];
        }
        for (setting, params) in [
            ("contrastive", ours.clone()),
            ("own-mean", LimeParams { fill: Fill::Mean, stop: NEVER, ..ours.clone() }),
            ("grey", LimeParams { fill: Fill::Grey, stop: NEVER, ..ours.clone() }),
        ] {
            let params = params.validated().expect("the defaults");
            let found = ask(model, trained, test, &params, (0, 1));
            let lies = on_cause(&found.segmentation, &test.parts, test.kind.part());
            let mut bench =
                Bench::new(model, trained, asked((0, 1)), &pools[test.pair], before[test.pair].clone());
            let right = lies[found.heaviest()];
            cases.push(bench.case(setting, test, &found.segmentation, &found.explanation, right));
            if setting == "contrastive" {
                let half = first_half(&found.evaluations);
                let explanation = explain(&half, &params.view(0, 1)).expect("half of the evaluations");
                let right = heaviest(&explanation.weights).is_some_and(|i| lies[i]);
                cases.push(bench.case("contrastive, half", test, &found.segmentation, &explanation, right));
            }
        }
        let blind = &study.blind[test.pair];
        let logits = blind.head.logits(&embed(model, &test.picture));
        let sides = if logits[0] >= logits[1] { (0, 1) } else { (1, 0) };
        let params = ours.validated().expect("the defaults");
        let found = ask(model, blind, test, &params, sides);
        let pool = &mixed[test.pair];
        let before = values(model, blind, asked(sides), pool);
        let mut bench = Bench::new(model, blind, asked(sides), pool, before);
        cases.push(bench.case("random labels", test, &found.segmentation, &found.explanation, false));
        cases
    })?;
    Ok(cases.into_iter().flatten().collect())
}

/// The first half of the evaluations, as if no more had been planned.
fn first_half(all: &Evaluations) -> Evaluations {
    let planned = all.usable() / 2;
    let setup = Setup { planned, ..all.setup().clone() };
    let mut half = Evaluations::new(setup, all.unperturbed().to_vec()).expect("the same model");
    for i in 0..planned {
        half.insert(i..i + 1, all.logits_of(i)).expect("the same model");
    }
    half
}
