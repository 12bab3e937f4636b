//! A backbone and a head as one model.
#![cfg(not(target_arch = "wasm32"))]

use moelens::model::{
    Classifier, EmbeddingScale, InputSpec, LinearHead, Model, ModelError, OnnxModel, OnnxOptions, OutputKind,
    OutputSpec, Outputs, PixelBatch,
};

/// A "network" whose embedding is the mean of each channel.
struct ChannelMeans;

impl Model for ChannelMeans {
    fn input(&self) -> InputSpec {
        InputSpec { width: 4, height: 4 }
    }

    fn outputs(&self) -> OutputSpec {
        OutputSpec { classes: 0, embedding: Some(3), kind: OutputKind::Logits }
    }

    fn run(&mut self, batch: &PixelBatch) -> Result<Outputs, ModelError> {
        let mean =
            |p: &[u8], c: usize| p.iter().skip(c).step_by(3).map(|&v| f32::from(v)).sum::<f32>() / 16.0;
        let rows = (0..batch.count()).flat_map(|i| (0..3).map(move |c| (i, c)));
        let embedding = rows.map(|(i, c)| mean(batch.picture(i), c)).collect();
        Ok(Outputs { classes: 0, logits: Vec::new(), embedding: Some(embedding) })
    }
}

fn red_or_blue(dimension: usize) -> LinearHead {
    let mut weights = vec![0.0; 2 * dimension];
    weights[0] = 1.0;
    weights[dimension + 2] = 1.0;
    let labels = vec!["red".into(), "blue".into()];
    LinearHead::new(labels, dimension, weights, vec![0.0, 0.5], EmbeddingScale::L2 { factor: 10.0 })
        .expect("a sound head")
}

#[test]
fn a_head_reads_the_embedding() {
    let mut model = Classifier::new(ChannelMeans, red_or_blue(3)).expect("they fit");
    let mut batch = PixelBatch::new(model.input());
    batch.data.extend([200u8, 0, 0].repeat(16));
    batch.data.extend([0u8, 0, 40].repeat(16));
    let outputs = model.run(&batch).expect("outputs");
    assert_eq!(outputs.logits, [10.0, 0.5, 0.0, 10.5]);
    assert_eq!(outputs.embedding.expect("kept"), [200.0, 0.0, 0.0, 0.0, 0.0, 40.0]);
}

#[test]
fn a_head_of_another_length_is_refused() {
    let Err(error) = Classifier::new(ChannelMeans, red_or_blue(4)) else { panic!("3 numbers for 4") };
    assert!(error.to_string().contains("takes embeddings of 4 numbers"), "{error}");
}

#[test]
fn a_network_without_embedding_is_refused() {
    let bytes = std::fs::read("models/efficientnet-lite0-224.onnx").expect("the shipped backbone");
    let network = OnnxModel::load(&bytes, &OnnxOptions::default()).expect("a usable model");
    assert!(Classifier::new(network, red_or_blue(1280)).is_ok());
    let network = OnnxModel::load(&bytes, &OnnxOptions::default()).expect("a usable model");
    assert!(Classifier::new(network, red_or_blue(3)).is_err());
}
