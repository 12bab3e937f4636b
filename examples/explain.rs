//! Explains a picture: `cargo run --release --example explain -- PICTURE`, see `--help`.

#[path = "support/replay.rs"]
mod replay;
// Examples share it, each uses a part.
#[allow(dead_code)]
#[path = "support/source.rs"]
mod source;

use std::io::{self, ErrorKind, Write};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

use clap::Parser;
use moelens::explain::{
    Design, DesignKind, Explanation, Fill, LimeParams, PictureMeta, Question, Report, Scale, Seconds,
    StopReason, StopRule, explain, lime, probabilities, ranking,
};
use moelens::model::PixelBatch;
use moelens::picture::{WORKING_SIDE, at_most, draw_overlay, encode_png, resize};
use moelens::segment::slic_at_most;
use replay::Replayed;
use source::{Failure, Source, open, shipped_folder};

/// Says who is in a picture, and why the model thinks so rather than somebody else.
///
/// A picture that is not square is stretched to the model's input, as when it is classified.
#[derive(Parser)]
struct Args {
    /// PNG, JPEG, WebP, GIF or BMP
    picture: PathBuf,
    /// An ONNX classifier instead of the shipped model
    #[arg(long, value_name = "FILE")]
    model: Option<PathBuf>,
    /// Class names of --model, one per line
    #[arg(long, value_name = "FILE", requires = "model")]
    labels: Option<PathBuf>,
    /// How masks are chosen: hadamard or bernoulli
    #[arg(long, default_value = "hadamard")]
    design: DesignKind,
    /// Evaluations at most
    #[arg(long, value_name = "N", default_value_t = 256)]
    evaluations: usize,
    /// Superpixels at most
    #[arg(long, value_name = "N", default_value_t = 31)]
    segments: usize,
    /// What all randomness starts from
    #[arg(long, value_name = "N", default_value_t = 0)]
    seed: u64,
    /// difference, log-odds or probability
    #[arg(long, default_value = "difference")]
    scale: Scale,
    /// The class to explain [default: the most probable one]
    #[arg(long, value_name = "NAME")]
    class: Option<String>,
    /// The class to compare with [default: the most probable other one]
    #[arg(long, value_name = "NAME")]
    rival: Option<String>,
    /// What switched-off superpixels show: contrastive, others, grey, blur, mean, picture-mean or #rrggbb
    /// [default: contrastive; grey where there are no pictures of the rival]
    #[arg(long)]
    fill: Option<Fill>,
    /// A folder of folders with pictures of each class, named after the classes
    #[arg(long, value_name = "FOLDER")]
    references: Option<PathBuf>,
    /// Width of the kernel [default: flat]
    #[arg(long, value_name = "X")]
    kernel_width: Option<f64>,
    /// Makes all evaluations, however well the weights are known before
    #[arg(long)]
    to_the_end: bool,
    /// Writes the whole explanation as JSON
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
    /// Runs a saved explanation of this picture again and compares it bit for bit
    #[arg(long, value_name = "FILE.json")]
    replay: Option<PathBuf>,
    /// Draws the explanation over the picture
    #[arg(long, value_name = "FILE.png")]
    overlay: Option<PathBuf>,
}

fn main() -> ExitCode {
    source::ended(run(&Args::parse()))
}

fn run(args: &Args) -> Result<(), Failure> {
    let mut seconds = Seconds::default();
    let mut clock = Instant::now();
    let mut source = match &args.model {
        Some(file) => Source::foreign(file, args.labels.as_deref())?,
        None => Source::shipped(&shipped_folder())?,
    };
    if let Some(folder) = &args.references {
        source = source.with_references(folder);
    }
    if let Some(file) = &args.replay {
        return compare(&mut source, &args.picture, file);
    }
    let (picture, sha256) = open(&args.picture)?;
    let input = source.model.input();
    let small = resize(&picture, input.width, input.height);
    seconds.load = lap(&mut clock);

    let params = LimeParams {
        segments: args.segments,
        design: args.design,
        evaluations: args.evaluations,
        seed: args.seed,
        fill: chosen_fill(args, &source),
        scale: args.scale,
        kernel_width: args.kernel_width,
        stop: if args.to_the_end { StopRule { top: 0, precision: 0.0 } } else { StopRule::default() },
        ..LimeParams::default()
    }
    .validated()?;
    let working = at_most(&picture, WORKING_SIDE);
    let segmentation = slic_at_most(&working, args.segments, params.get().compactness)?;
    seconds.segment = lap(&mut clock);

    let logits = source.model.run(&PixelBatch::of(&small))?.logits;
    let (class, rival) = question(args, &source, &logits)?;
    let design = Design::new(args.design, args.seed, segmentation.count())?;
    let blocks = args.evaluations.div_ceil(design.block());
    let references = source.references(params.get().fill, (class, rival), blocks, args.seed)?;
    let question = Question {
        picture: small,
        picture_meta: PictureMeta { width: picture.width(), height: picture.height(), sha256 },
        model_meta: source.meta.clone(),
        segmentation,
        class,
        rival,
        references,
    };
    let mut go_on = |_: &_| ControlFlow::Continue(());
    let evaluations = lime::run(source.model.as_mut(), question, &params, &mut go_on)?;
    seconds.evaluate = lap(&mut clock);
    let explanation = explain(&evaluations, &params.view(class, rival))?;
    seconds.solve = lap(&mut clock);

    if let Some(file) = &args.json {
        let report = Report::new(&evaluations, &explanation, seconds);
        write(file, &serde_json::to_vec(&report)?)?;
    }
    if let Some(file) = &args.overlay {
        let weights: Vec<f64> = explanation.weights.iter().map(|w| w.value).collect();
        let labels = evaluations.setup().segmentation.labels();
        write(file, &encode_png(&draw_overlay(&working, labels, &weights)))?;
    }
    let (fill, stopped) = (params.get().fill, evaluations.stopped());
    seen(print(&mut io::stdout().lock(), &source, &logits, &explanation, fill, stopped, seconds))
}

fn chosen_fill(args: &Args, source: &Source) -> Fill {
    args.fill.unwrap_or_else(|| {
        let fill = source.best_fill();
        if fill != Fill::Contrastive {
            let shown = if fill == Fill::Others { "shows pictures of the gallery" } else { "turns grey" };
            eprintln!(
                "note: without pictures of the rival, what is switched off {shown}; such explanations are \
                 weaker. Give pictures with --references FOLDER."
            );
        }
        fill
    })
}

/// A and B: as asked for, else the most probable ones.
fn question(args: &Args, source: &Source, logits: &[f32]) -> Result<(usize, usize), Failure> {
    let named = |name: &Option<String>| name.as_deref().map(|n| source.class(n)).transpose();
    let (class, rival) = (named(&args.class)?, named(&args.rival)?);
    let order = ranking(logits);
    let best = |not: Option<usize>| order.iter().copied().find(|c| Some(*c) != not);
    let class = class.or(best(rival)).ok_or("the model has no class to explain")?;
    let rival = rival.or(best(Some(class))).ok_or("the model has no second class to compare with")?;
    if class == rival {
        return Err("the class and the rival must be two different classes".into());
    }
    Ok((class, rival))
}

/// A reader that has seen enough and goes is no failure.
fn seen(written: io::Result<()>) -> Result<(), Failure> {
    match written {
        Err(e) if e.kind() != ErrorKind::BrokenPipe => Err(e.into()),
        _ => Ok(()),
    }
}

fn print(
    out: &mut impl Write,
    source: &Source,
    logits: &[f32],
    explanation: &Explanation,
    fill: Fill,
    stopped: Option<StopReason>,
    seconds: Seconds,
) -> io::Result<()> {
    let name = |class: usize| &source.meta.classes[class];
    let p = probabilities(logits);
    for class in ranking(logits).into_iter().take(5) {
        writeln!(out, "{:6.2} %  {}", 100.0 * p[class], name(class))?;
    }
    let target = explanation.view.target;
    writeln!(out)?;
    writeln!(
        out,
        "Why {} rather than {}? (scale {})",
        name(target.class),
        name(target.rival),
        target.scale.name()
    )?;
    let mut order: Vec<usize> = (0..explanation.weights.len()).collect();
    order.sort_by(|&a, &b| explanation.weights[b].value.abs().total_cmp(&explanation.weights[a].value.abs()));
    for &c in order.iter().take(8) {
        let w = explanation.weights[c];
        let over = w.reference_error.map(|e| format!(", over comparison pictures ± {:.3}", 1.96 * e));
        let over = over.unwrap_or_default();
        writeln!(out, "  superpixel {c:3}: {:+.3} ± {:.3}{over}", w.value, 1.96 * w.standard_error)?;
    }
    writeln!(
        out,
        "{} evaluations of {} superpixels, fill {fill}, stopped: {}; R² {:.2}; prediction {:.2}, surrogate {:.2}",
        explanation.evaluations,
        explanation.weights.len(),
        stopped.map_or("no", StopReason::name),
        explanation.fidelity,
        explanation.prediction,
        explanation.local_prediction,
    )?;
    writeln!(
        out,
        "load {:.2} s, segment {:.3} s, evaluate {:.2} s, solve {:.4} s",
        seconds.load, seconds.segment, seconds.evaluate, seconds.solve
    )
}

/// Says how a replay compares with the file; fails when it differs.
fn compare(source: &mut Source, picture: &Path, file: &Path) -> Result<(), Failure> {
    let found = replay::replay(source, picture, file)?;
    let Replayed { logits, differing, largest, same_solution } = found;
    if found.is_same() {
        println!("the same: {logits} logits and all weights, bit for bit");
        return Ok(());
    }
    let weights = if same_solution { "the same" } else { "not the same" };
    Err(format!(
        "{differing} of {logits} logits have other bits, the largest difference is {largest:.2e}; weights and errors are {weights}"
    )
    .into())
}

fn write(file: &PathBuf, bytes: &[u8]) -> Result<(), Failure> {
    std::fs::write(file, bytes).map_err(|e| format!("{} cannot be written: {e}", file.display()).into())
}

/// Seconds since the last lap.
fn lap(clock: &mut Instant) -> f64 {
    let seconds = clock.elapsed().as_secs_f64();
    *clock = Instant::now();
    seconds
}
