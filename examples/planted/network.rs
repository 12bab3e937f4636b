//! The backbone on several threads, and small heads over it.

use std::error::Error;
use std::sync::atomic::{AtomicUsize, Ordering};

use moelens::learn::{Embeddings, Labelled, TrainParams, train_head};
use moelens::model::{Classifier, LinearHead, Model, OnnxModel, OnnxOptions, PixelBatch};
use moelens::picture::Rgb8Image;

/// Pixels per side that the network takes.
pub const INPUT: usize = 224;

/// A picture at the network's input size.
pub fn at_input_size(picture: &Rgb8Image) -> Rgb8Image {
    moelens::picture::resize(picture, INPUT, INPUT)
}

/// The backbone alone.
pub fn backbone(bytes: &[u8]) -> Result<OnnxModel, Box<dyn Error>> {
    Ok(OnnxModel::load(bytes, &OnnxOptions { embedding_only: true, ..OnnxOptions::default() })?)
}

/// Runs `work(item)` for all items on so many threads; results in order. Each thread has a backbone.
pub fn spread<T: Sync, R: Send>(
    items: &[T],
    bytes: &[u8],
    threads: usize,
    work: impl Fn(&mut OnnxModel, &T) -> R + Sync,
) -> Result<Vec<R>, Box<dyn Error>> {
    let next = AtomicUsize::new(0);
    let mut models = (0..threads.max(1)).map(|_| backbone(bytes)).collect::<Result<Vec<_>, _>>()?;
    let mut found: Vec<(usize, R)> = std::thread::scope(|scope| {
        let lanes: Vec<_> = models
            .iter_mut()
            .map(|model| {
                let (next, work) = (&next, &work);
                scope.spawn(move || {
                    let mut done = Vec::new();
                    loop {
                        let i = next.fetch_add(1, Ordering::Relaxed);
                        let Some(item) = items.get(i) else { return done };
                        done.push((i, work(model, item)));
                    }
                })
            })
            .collect();
        lanes.into_iter().flat_map(|lane| lane.join().expect("a worker thread")).collect()
    });
    found.sort_by_key(|(i, _)| *i);
    Ok(found.into_iter().map(|(_, result)| result).collect())
}

/// The embedding of one picture of input size.
pub fn embed(model: &mut OnnxModel, picture: &Rgb8Image) -> Vec<f32> {
    let outputs = model.run(&PixelBatch::of(picture)).expect("the shipped backbone runs");
    outputs.embedding.expect("the shipped backbone has an embedding")
}

/// A head over embeddings (`rows × dimension`) by the product's own training.
pub fn head(data: &[f32], dimension: usize, labels: &[usize]) -> Result<LinearHead, Box<dyn Error>> {
    let names: Vec<String> = ["A", "B", "C", "D"].map(String::from).to_vec();
    let data = Labelled::new(Embeddings::new(data, dimension)?, labels, &names)?;
    let params = TrainParams { c: vec![10.0], ..TrainParams::default() }.check()?;
    Ok(train_head(&data, None, &params, 1)?.head)
}

/// A backbone lent to a head.
pub struct Lent<'a>(pub &'a mut OnnxModel);

impl Model for Lent<'_> {
    fn input(&self) -> moelens::model::InputSpec {
        self.0.input()
    }

    fn outputs(&self) -> moelens::model::OutputSpec {
        self.0.outputs()
    }

    fn run(&mut self, batch: &PixelBatch) -> Result<moelens::model::Outputs, moelens::model::ModelError> {
        self.0.run(batch)
    }
}

/// Backbone and head as one model.
pub fn classifier<'a>(model: &'a mut OnnxModel, head: &LinearHead) -> Classifier<Lent<'a>> {
    Classifier::new(Lent(model), head.clone()).expect("a head of the backbone's length")
}
