//! ONNX image classifiers, run by tract. Only this folder, `export` and `fused` know tract.

mod build;
mod facts;
mod tail;

use std::borrow::Cow;
use std::io::Cursor;
use std::sync::Arc;

use tract_onnx::prelude::*;

use super::file::{ChannelOrder, Layout, Normalisation};
use super::fused::{FusedReport, TileHeight};
use super::spec::{InputSpec, Model, ModelError, OutputKind, OutputSpec, Outputs, PixelBatch};
use build::{Built, Together, build, guarded};
pub use facts::OnnxFacts;
pub(super) use facts::picture_input;
use facts::unusable;

/// What the caller knows better than the file.
#[derive(Clone, Copy, Debug)]
pub struct OnnxOptions {
    /// How pixel values are normalised; read from the file, or guessed, when absent.
    pub normalisation: Option<Normalisation>,
    /// The order of its colours.
    pub order: ChannelOrder,
    /// Whether normalisation and order of colours may be changed afterwards ([`OnnxModel::enter_as`]), which
    /// makes it slower.
    pub changeable: bool,
    /// Whether the class scores may be left out, because only the embedding is used.
    pub embedding_only: bool,
    /// Whether convolutional networks run on the operators of [`fused`] where these fit: about twice as fast
    /// as tract's own in wasm, and the same bits there and natively. A graph without anything of the kind is
    /// not touched.
    pub fused: bool,
    /// How many rows the fused matrix kernel takes together: speed only, never results.
    pub tile: TileHeight,
}

impl Default for OnnxOptions {
    fn default() -> Self {
        Self {
            normalisation: None,
            order: ChannelOrder::Rgb,
            changeable: false,
            embedding_only: false,
            fused: true,
            tile: TileHeight::default(),
        }
    }
}

/// An ONNX classifier: one picture in, class scores out, and an embedding where the file names an output
/// `embedding` or ends in a fully connected layer.
///
/// Input: float32, rank 4, three channels in NCHW or NHWC order, batch open or fixed. Results do not depend
/// on how pictures are grouped.
pub struct OnnxModel {
    plan: Arc<TypedRunnableModel>,
    facts: OnnxFacts,
    order: ChannelOrder,
    /// The network's own channels.
    tables: Box<[[f32; 256]; 3]>,
    changeable: bool,
    outputs: OutputSpec,
    scores_slot: Option<usize>,
    embedding_slot: Option<usize>,
    fused: FusedReport,
    together: Together,
}

/// Whether an operator of the ONNX standard (domain `ai.onnx`) can be read. What is made of it may still be refused:
/// a kind of number, an attribute, a shape that is not known beforehand.
pub fn knows_operator(name: &str) -> bool {
    tract_onnx::onnx().op_register.0.contains_key(name)
}

/// tract's chain of causes in one line.
fn chain(error: &TractError) -> String {
    format!("{error:#}")
}

impl OnnxModel {
    /// Reads and optimises a model.
    ///
    /// # Errors
    /// [`ModelError::Unusable`] when the bytes are no ONNX file, an operator or a shape is not supported,
    /// or the graph does not look like an image classifier.
    pub fn load(bytes: &[u8], options: &OnnxOptions) -> Result<Self, ModelError> {
        let onnx = tract_onnx::onnx().with_ignore_output_shapes(true).with_ignore_value_info(true);
        let proto = onnx
            .proto_model_for_read(&mut Cursor::new(bytes))
            .map_err(|e| ModelError::NoOnnx { reason: chain(&e) })?;
        let mut facts = OnnxFacts::read(&proto, options, |op| onnx.op_register.0.contains_key(op))?;
        drop(proto);
        let mut built = guarded(|| build(&onnx, bytes, &facts, options));
        if built.is_err() && !options.embedding_only && facts.embedding.is_some() {
            // The classes alone are better than nothing.
            let without = OnnxFacts { embedding: None, ..facts.clone() };
            if let Ok(alone) = guarded(|| build(&onnx, bytes, &without, options)) {
                (built, facts) = (Ok(alone), without);
            }
        }
        let Built { plan, outputs, fused, together } =
            built.map_err(|e| unusable(format!("its graph cannot be run here ({})", chain(&e))))?;
        let slot = |name: &Option<String>| outputs.iter().position(|o| Some(&o.0) == name.as_ref());
        let (scores_slot, embedding_slot) = (slot(&facts.scores), slot(&facts.embedding));
        let classes = scores_slot.map_or(0, |slot| outputs[slot].1);
        if scores_slot.is_some() && classes < 2 {
            return Err(unusable(format!("a classifier tells at least 2 classes apart, it has {classes}")));
        }
        let embedding = embedding_slot.map(|slot| outputs[slot].1);
        let tables = tables(facts.normalisation, options.order);
        Ok(Self {
            plan,
            order: options.order,
            tables,
            changeable: options.changeable,
            outputs: OutputSpec { classes, embedding, kind: facts.kind },
            facts,
            scores_slot,
            embedding_slot,
            fused,
            together,
        })
    }

    /// What the file says of itself.
    pub fn facts(&self) -> &OnnxFacts {
        &self.facts
    }

    /// Other pixel values from now on.
    ///
    /// # Errors
    /// [`ModelError::Unusable`] unless it was loaded as [`changeable`](OnnxOptions::changeable).
    pub fn enter_as(&mut self, normalisation: Normalisation, order: ChannelOrder) -> Result<(), ModelError> {
        if !self.changeable {
            return Err(unusable("its pixel values are part of what was built"));
        }
        self.facts.normalisation = normalisation;
        self.order = order;
        self.tables = tables(normalisation, order);
        Ok(())
    }

    /// How pixel values are normalised: told, read from the file, or guessed.
    pub fn normalisation(&self) -> Normalisation {
        self.facts.normalisation
    }

    /// The order of the input's axes.
    pub fn layout(&self) -> Layout {
        self.facts.layout
    }

    /// What of the graph runs on the fused operators.
    pub fn fused(&self) -> FusedReport {
        self.fused
    }

    /// How many pictures it takes in one run; batches of a multiple of this are quickest.
    pub fn together(&self) -> usize {
        self.together.pictures()
    }

    /// Pictures as the network's input tensor.
    fn tensor(&self, pictures: &[u8]) -> TractResult<Tensor> {
        let InputSpec { width, height } = self.facts.input;
        let plane = width * height;
        let count = match self.together {
            Together::AtMost(_) => pictures.len() / (3 * plane),
            Together::Exactly(n) => n,
        };
        let mut pictures = match self.order {
            ChannelOrder::Rgb => Cow::Borrowed(pictures),
            ChannelOrder::Bgr => {
                Cow::Owned(pictures.chunks_exact(3).flat_map(|p| [p[2], p[1], p[0]]).collect())
            }
        };
        if pictures.len() < count * 3 * plane {
            pictures.to_mut().resize(count * 3 * plane, 0);
        }
        if self.fused.takes_bytes {
            return Tensor::from_shape(&[count, height, width, 3], &pictures);
        }
        let tables = &self.tables;
        let mut data = vec![0f32; count * 3 * plane];
        match self.facts.layout {
            Layout::Nchw => {
                for (i, pixel) in pictures.chunks_exact(3).enumerate() {
                    let (picture, i) = (i / plane, i % plane);
                    for c in 0..3 {
                        data[(picture * 3 + c) * plane + i] = tables[c][usize::from(pixel[c])];
                    }
                }
                Tensor::from_shape(&[count, 3, height, width], &data)
            }
            Layout::Nhwc => {
                for (to, pixel) in data.chunks_exact_mut(3).zip(pictures.chunks_exact(3)) {
                    for c in 0..3 {
                        to[c] = tables[c][usize::from(pixel[c])];
                    }
                }
                Tensor::from_shape(&[count, height, width, 3], &data)
            }
        }
    }
}

/// The values of the network's own channels.
fn tables(normalisation: Normalisation, order: ChannelOrder) -> Box<[[f32; 256]; 3]> {
    let mut tables = Box::new(normalisation.tables());
    if order == ChannelOrder::Bgr {
        tables.reverse();
    }
    tables
}

impl Model for OnnxModel {
    fn input(&self) -> InputSpec {
        self.facts.input
    }

    fn outputs(&self) -> OutputSpec {
        self.outputs
    }

    fn run(&mut self, batch: &PixelBatch) -> Result<Outputs, ModelError> {
        if batch.width != self.facts.input.width || batch.height != self.facts.input.height {
            return Err(ModelError::Size {
                expected: self.facts.input,
                found_width: batch.width,
                found_height: batch.height,
            });
        }
        let failed = |e: TractError| ModelError::Run { reason: chain(&e) };
        let mut logits = Vec::with_capacity(batch.count() * self.outputs.classes);
        let mut embedding = self.embedding_slot.map(|_| Vec::new());
        let whole = batch.count() * batch.stride();
        for pictures in batch.data[..whole].chunks(self.together.pictures() * batch.stride()) {
            let count = pictures.len() / batch.stride();
            let input = self.tensor(pictures).map_err(failed)?;
            let results = self.plan.run(tvec!(input.into_tvalue())).map_err(failed)?;
            if let Some(slot) = self.scores_slot {
                let view = results[slot].to_plain_array_view::<f32>().map_err(failed)?;
                let scores = view.iter().take(count * self.outputs.classes);
                match self.outputs.kind {
                    OutputKind::Logits => logits.extend(scores),
                    OutputKind::Probabilities => {
                        logits.extend(scores.map(|p| libm::logf(p.max(f32::MIN_POSITIVE))))
                    }
                }
            }
            if let (Some(slot), Some(rows)) = (self.embedding_slot, embedding.as_mut()) {
                let view = results[slot].to_plain_array_view::<f32>().map_err(failed)?;
                rows.extend(view.iter().take(count * self.outputs.embedding.unwrap_or(0)));
            }
        }
        Ok(Outputs { classes: self.outputs.classes, logits, embedding })
    }
}
