//! How far weights are off after so many evaluations, for three designs:
//! `cargo run --release --example design_bench`.
//!
//! The yardstick is a flat-kernel regression on 8,192 Bernoulli evaluations of the same picture with the same
//! fill. Error is the root mean square difference of the weights over their standard deviation; the
//! yardstick has an error of its own, which is printed and sits in all figures. "Top 5" is the overlap
//! (Jaccard) of the five heaviest superpixels with the yardstick's. Each design makes `--runs` runs of 1,024
//! evaluations; shorter ones are their parts. References change with every 64 evaluations in all designs.

#[path = "support/section.rs"]
mod section;
// Examples share it, each uses a part.
#[allow(dead_code)]
#[path = "support/source.rs"]
mod source;

use std::ops::ControlFlow;
use std::sync::atomic::{AtomicUsize, Ordering};

use clap::Parser;
use moelens::explain::{
    BitMatrix, Design, DesignKind, Evaluations, FeatureSelection, Fill, LimeParams, Perturbation,
    PictureMeta, Question, Scale, StopRule, Surrogate, Target, ViewParams, Weight, explain, lime, ranking,
};
use moelens::model::{InputSpec, Model, PixelBatch};
use moelens::picture::{WORKING_SIDE, at_most, resize};
use moelens::segment::slic_at_most;
use source::{Failure, Source, open, shipped_folder};

const SIZES: [usize; 4] = [128, 256, 512, 1024];
const RUN: usize = 1024;
const YARDSTICK: usize = 8192;
const DESIGNS: [&str; 3] = ["Bernoulli", "antithetic pairs", "Hadamard fold-over"];

/// Error of the weights for three designs, as a table.
#[derive(Parser)]
struct Args {
    /// How many gallery pictures
    #[arg(long, default_value_t = 3)]
    pictures: usize,
    /// Runs of 1,024 evaluations per design
    #[arg(long, default_value_t = 2)]
    runs: usize,
    /// Fills to measure
    #[arg(long, value_delimiter = ',', default_value = "contrastive,mean")]
    fills: Vec<Fill>,
    /// Superpixels at most
    #[arg(long, default_value_t = 31)]
    segments: usize,
    /// Threads; the result does not depend on them
    #[arg(long, default_value_t = std::thread::available_parallelism().map_or(1, usize::from))]
    threads: usize,
    /// Also write the tables into ARCHITECTURE.md
    #[arg(long)]
    write: bool,
}

fn main() -> Result<(), Failure> {
    let args = Args::parse();
    let mut tables = Vec::new();
    for &fill in &args.fills {
        let next = AtomicUsize::new(0);
        let lane = || -> Result<Vec<(usize, Sums)>, String> {
            let mut source = Source::shipped(&shipped_folder()).map_err(|e| e.to_string())?;
            let mut done = Vec::new();
            loop {
                let k = next.fetch_add(1, Ordering::Relaxed);
                if k >= args.pictures {
                    return Ok(done);
                }
                // Spread over the cast.
                let class = k * source.meta.classes.len() / args.pictures;
                done.push((k, measure(&mut source, class, fill, &args).map_err(|e| e.to_string())?));
            }
        };
        let lanes = std::thread::scope(|scope| {
            let lanes: Vec<_> = (0..args.threads.max(1)).map(|_| scope.spawn(lane)).collect();
            lanes.into_iter().map(|l| l.join().expect("a lane")).collect::<Result<Vec<_>, _>>()
        })?;
        let mut found = lanes.concat();
        found.sort_by_key(|(k, _)| *k);
        let mut sums = Sums::default();
        found.into_iter().for_each(|(_, more)| sums.add(more));
        let table = sums.table(fill, args.pictures);
        println!("{table}\n");
        tables.push(table);
    }
    if args.write {
        section::write_section("ARCHITECTURE.md", "design", &tables.join("\n\n"))?;
    }
    Ok(())
}

/// Sums over pictures, runs and parts of runs.
#[derive(Clone, Default)]
struct Sums {
    /// Error and overlap per design and size, and how many.
    cells: [[(f64, f64, usize); SIZES.len()]; DESIGNS.len()],
    own_error: f64,
    superpixels: usize,
    /// Weights inside the 95 % interval of 256 fold-over evaluations, and all.
    covered: (usize, usize),
    /// Overlap of the five heaviest between two explanations of 256 fold-over evaluations that differ in
    /// their seed only, summed, and how many pairs.
    seeds: (f64, usize),
}

impl Sums {
    fn add(&mut self, other: Self) {
        for (cell, more) in self.cells.iter_mut().flatten().zip(other.cells.iter().flatten()) {
            *cell = (cell.0 + more.0, cell.1 + more.1, cell.2 + more.2);
        }
        self.own_error += other.own_error;
        self.superpixels += other.superpixels;
        self.covered = (self.covered.0 + other.covered.0, self.covered.1 + other.covered.1);
        self.seeds = (self.seeds.0 + other.seeds.0, self.seeds.1 + other.seeds.1);
    }

    fn table(&self, fill: Fill, pictures: usize) -> String {
        let (mean, own) = (self.superpixels / pictures, self.own_error / pictures as f64);
        let mut lines = vec![
            format!("Fill `{fill}`, {pictures} gallery pictures of {mean} superpixels on average:\n"),
            format!("| evaluations | {} |\n|---|---|---|---|", DESIGNS.join(" | ")),
        ];
        for (s, size) in SIZES.iter().enumerate() {
            let cells = self.cells.iter().map(|row| {
                let (error, overlap, count) = row[s];
                format!("{:.3} ({:.2})", error / count as f64, overlap / count as f64)
            });
            lines.push(format!("| {size} | {} |", cells.collect::<Vec<_>>().join(" | ")));
        }
        let share = self.covered.0 as f64 / self.covered.1 as f64;
        let seeds = self.seeds.0 / self.seeds.1 as f64;
        lines.push(format!(
            "\nThe yardstick's own error is {own:.3}. The 95 % intervals of 256 fold-over evaluations hold {share:.3} \
             of {} weights (against the yardstick, both errors added), and two such explanations that differ in \
             their seed only share {seeds:.2} of their five heaviest (Jaccard).",
            self.covered.1
        ));
        lines.join("\n")
    }
}

fn measure(source: &mut Source, class: usize, fill: Fill, args: &Args) -> Result<Sums, Failure> {
    let InputSpec { width, height } = source.model.input();
    // A picture of the class that no contrastive fill of another class shows.
    let own = source.references(Fill::Contrastive, (class, class), 1, 0)?.remove(0).0;
    let (picture, sha256) = open(&shipped_folder().join("gallery").join(&own.name))?;
    let segmentation = slic_at_most(&at_most(&picture, WORKING_SIDE), args.segments, 10.0)?;
    let small = resize(&picture, width, height);
    let logits = source.model.run(&PixelBatch::of(&small))?.logits;
    let order = ranking(&logits);
    let target = Target { class: order[0], rival: order[1], scale: Scale::Difference };
    let d = segmentation.count();
    let question = Question {
        picture: small,
        picture_meta: PictureMeta { width: picture.width(), height: picture.height(), sha256 },
        model_meta: source.meta.clone(),
        segmentation,
        class: target.class,
        rival: target.rival,
        references: source.references(fill, (target.class, target.rival), 4, 0)?,
    };
    let mut bench = Bench::new(source, question, fill)?;
    eprintln!("{} ({d} superpixels, fill {fill})", own.name);

    let bernoulli = |seed, n| Ok::<_, Failure>(Design::new(DesignKind::Bernoulli, seed, d)?.masks(0..n));
    let masks = bernoulli(1000, YARDSTICK)?;
    let outputs = bench.outputs(&masks)?;
    let truth = fit(&masks, &outputs);
    let spread = deviation(&truth);
    // Sixteen parts of the yardstick, all references in each, say how far it is off itself.
    let part = YARDSTICK / 16;
    let parts: Vec<Vec<f64>> = (0..YARDSTICK)
        .step_by(part)
        .map(|start| fit(&rows(&masks, start, part), &outputs[start..start + part]))
        .collect();
    let error = |c: usize| deviation(&parts.iter().map(|p| p[c]).collect::<Vec<_>>()) / 4.0;
    let errors: Vec<f64> = (0..d).map(error).collect();
    let own_error = (errors.iter().map(|e| e * e).sum::<f64>() / d as f64).sqrt() / spread;

    let mut sums = Sums { own_error, superpixels: d, ..Sums::default() };
    let mut explained: Vec<Vec<f64>> = Vec::new();
    for run in 0..args.runs as u64 {
        let plain = bernoulli(2000 + run, RUN)?;
        let paired = antithetic(&bernoulli(3000 + run, RUN / 2 + 1)?);
        let mut folded = Vec::new();
        let mut folded_outputs = Vec::new();
        for part in 0..RUN / 256 {
            let (masks, outputs, covered) = bench.folded(4000 + 10 * run + part as u64, &truth, &errors)?;
            let weights = fit(&masks, &outputs);
            sums.seeds.0 += explained.iter().map(|other| overlap(&weights, other)).sum::<f64>();
            sums.seeds.1 += explained.len();
            explained.push(weights);
            folded.extend((0..256).map(|i| masks.text(i)));
            folded_outputs.extend(outputs);
            sums.covered = (sums.covered.0 + covered, sums.covered.1 + d);
        }
        let folded = BitMatrix::from_text(&folded).ok_or("masks are rows of equal length")?;
        let runs =
            [(bench.outputs(&plain)?, plain), (bench.outputs(&paired)?, paired), (folded_outputs, folded)];
        for (cells, (outputs, masks)) in sums.cells.iter_mut().zip(&runs) {
            for (cell, &size) in cells.iter_mut().zip(&SIZES) {
                for start in (0..RUN).step_by(size) {
                    let weights = fit(&rows(masks, start, size), &outputs[start..start + size]);
                    let difference: Vec<f64> =
                        weights.iter().zip(&truth).map(|(w, t)| (w - t).powi(2)).collect();
                    cell.0 += (difference.iter().sum::<f64>() / d as f64).sqrt() / spread;
                    cell.1 += overlap(&weights, &truth);
                    cell.2 += 1;
                }
            }
        }
    }
    Ok(sums)
}

/// One question, to be asked with many masks.
struct Bench<'a> {
    model: &'a mut dyn Model,
    question: Question,
    perturbation: Perturbation,
    fill: Fill,
}

impl<'a> Bench<'a> {
    fn new(source: &'a mut Source, question: Question, fill: Fill) -> Result<Self, Failure> {
        let model = source.model.as_mut();
        // Blocks of 64, whatever the masks.
        let params = LimeParams { design: DesignKind::Bernoulli, fill, ..LimeParams::default() };
        let (_, perturbation) = lime::prepare(model, question.clone(), &params.validated()?)?;
        Ok(Self { model, question, perturbation, fill })
    }

    fn target(&self) -> Target {
        Target { class: self.question.class, rival: self.question.rival, scale: Scale::Difference }
    }

    /// Difference of the two logits for each row.
    fn outputs(&mut self, masks: &BitMatrix) -> Result<Vec<f64>, Failure> {
        let target = self.target();
        let mut out = Vec::new();
        for row in 0..masks.rows() {
            let batch = self.perturbation.compose_masks(&rows(masks, row, 1), row);
            out.push(target.value(&self.model.run(&batch)?.logits));
        }
        Ok(out)
    }

    /// An explanation by default settings: its masks and outputs, and how many of its 95 % intervals hold
    /// the true weights, which have errors of their own.
    fn folded(
        &mut self,
        seed: u64,
        truth: &[f64],
        errors: &[f64],
    ) -> Result<(BitMatrix, Vec<f64>, usize), Failure> {
        let params =
            LimeParams { seed, fill: self.fill, stop: NEVER, ..LimeParams::default() }.validated()?;
        let mut go_on = |_: &Evaluations| ControlFlow::Continue(());
        let evaluations = lime::run(self.model, self.question.clone(), &params, &mut go_on)?;
        let explanation = explain(&evaluations, &ViewParams::new(self.target()))?;
        let holds =
            |(c, w): (usize, &Weight)| (w.value - truth[c]).abs() <= 1.96 * w.standard_error.hypot(errors[c]);
        let covered = explanation.weights.iter().enumerate().filter(|&w| holds(w)).count();
        let n = evaluations.usable();
        let outputs = (0..n).map(|i| self.target().value(evaluations.logits_of(i))).collect();
        Ok((evaluations.setup().design.masks(0..n), outputs, covered))
    }
}

const NEVER: StopRule = StopRule { top: 0, precision: 0.0 };

/// Weights of a flat-kernel regression, hardly penalised.
fn fit(masks: &BitMatrix, outputs: &[f64]) -> Vec<f64> {
    let flat = vec![1.0; outputs.len()];
    Surrogate::fit(masks, outputs, &flat, 1e-6, FeatureSelection::None).weights
}

/// Rows `start..start + count`.
fn rows(masks: &BitMatrix, start: usize, count: usize) -> BitMatrix {
    let mut out = BitMatrix::new(count, masks.columns());
    for row in 0..count {
        masks.ones(start + row).for_each(|c| out.set(row, c, true));
    }
    out
}

/// Every row but the first, which is all on, followed by its complement.
fn antithetic(masks: &BitMatrix) -> BitMatrix {
    let mut out = BitMatrix::new(2 * (masks.rows() - 1), masks.columns());
    for row in 1..masks.rows() {
        (0..masks.columns()).for_each(|c| {
            out.set(2 * row - 2, c, masks.get(row, c));
            out.set(2 * row - 1, c, !masks.get(row, c));
        });
    }
    out
}

fn deviation(values: &[f64]) -> f64 {
    let mean = values.iter().sum::<f64>() / values.len() as f64;
    (values.iter().map(|v| (v - mean).powi(2)).sum::<f64>() / (values.len() - 1) as f64).sqrt()
}

/// Jaccard overlap of the five heaviest superpixels.
fn overlap(a: &[f64], b: &[f64]) -> f64 {
    let top = |w: &[f64]| {
        let mut order: Vec<usize> = (0..w.len()).collect();
        order.sort_by(|&i, &j| w[j].abs().total_cmp(&w[i].abs()));
        order.truncate(5);
        order
    };
    let (a, b) = (top(a), top(b));
    let both = a.iter().filter(|c| b.contains(c)).count();
    both as f64 / (a.len() + b.len() - both) as f64
}
