//! Trains the shipped head.

#[path = "../support/render.rs"]
mod render;

mod embed;
mod pictures;

use moelens::gallery::cast;
use moelens::learn::*;
use moelens::model::EmbeddingScale;
use std::path::PathBuf;
use std::time::Instant;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let file = PathBuf::from("models/efficientnet-lite0-224.onnx");
    let mut embedder = embed::Embedder::open(file)?;
    let held = embedder.embed("held out", &pictures::held_out(false), 2)?;
    let train = embedder.embed("training", &pictures::training(), 2)?;
    let names: Vec<String> = cast().iter().map(|m| m.name.clone()).collect();
    let labels: Vec<usize> = (0..6000).map(|i| i / 60).collect();
    let hl: Vec<usize> = (0..2000).map(|i| i / 20).collect();
    let data = Labelled::new(Embeddings::new(&train, 1280)?, &labels, &names)?;
    let rows: Vec<usize> = (0..6000).collect();
    let t = Instant::now();
    split::near_duplicates(&data.embeddings, 0.999)?;
    println!("near duplicates {:.2} s", t.elapsed().as_secs_f64());
    let args: Vec<String> = std::env::args().collect();
    let tols: Vec<f64> = args[2].split(',').map(|x| x.parse().unwrap()).collect();
    for c in args[1].split(',').map(|x| x.parse::<f64>().unwrap()) {
        for &tolerance in &tols {
            let t = Instant::now();
            let scale = EmbeddingScale::L2 { factor: 8.0 };
            let f = fit(
                &data,
                &rows,
                &scale,
                &SoftmaxParams { c, class_weights: ClassWeights::Uniform, tolerance, max_evaluations: 1000 },
                None,
            )?;
            let s = t.elapsed().as_secs_f64();
            let head = moelens::model::LinearHead::new(
                names.clone(),
                1280,
                f.weights.clone(),
                f.bias.clone(),
                scale,
            )?;
            let logits: Vec<f32> = held.chunks_exact(1280).flat_map(|r| head.logits(r)).collect();
            let m = metrics::Metrics::of(&logits, &hl, 100);
            println!(
                "C {c} tol {tolerance}: {s:.2} s, {} evaluations, gradient {:.2e}, objective {:.6}, loss {:.5}; held out {:.4} {:.4} {:.4}",
                f.evaluations,
                f.gradient,
                f.objective,
                f.log_loss,
                m.accuracy(),
                m.top5_accuracy(),
                m.log_loss
            );
        }
    }
    Ok(())
}
