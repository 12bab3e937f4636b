//! What every model looks like from outside, so that explainers and tests need no network.

use crate::picture::Rgb8Image;

/// The picture size a model takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InputSpec {
    /// Pixels per row.
    pub width: usize,
    /// Rows.
    pub height: usize,
}

/// What the class scores of a model are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OutputKind {
    /// Unbounded scores; a softmax makes probabilities of them.
    Logits,
    /// Probabilities; their logarithms serve as logits.
    Probabilities,
}

/// What comes out of a model.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OutputSpec {
    /// Number of classes.
    pub classes: usize,
    /// Length of the embedding, where the model has one.
    pub embedding: Option<usize>,
    /// What the file's class scores are; [`Outputs::logits`] are logits in either case.
    pub kind: OutputKind,
}

/// Pictures of one size, one behind the other: `count × height × width × 3` bytes, sRGB, interleaved.
/// Normalisation and layout are the model's own business.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PixelBatch {
    /// Pixels per row.
    pub width: usize,
    /// Rows.
    pub height: usize,
    /// All pictures' bytes.
    pub data: Vec<u8>,
}

impl PixelBatch {
    /// An empty batch for pictures of a model's input size.
    pub fn new(input: InputSpec) -> Self {
        Self { width: input.width, height: input.height, data: Vec::new() }
    }

    /// A batch of one picture.
    pub fn of(picture: &Rgb8Image) -> Self {
        Self { width: picture.width(), height: picture.height(), data: picture.data().to_vec() }
    }

    /// Bytes of one picture.
    pub fn stride(&self) -> usize {
        self.width * self.height * 3
    }

    /// Number of pictures.
    pub fn count(&self) -> usize {
        self.data.len() / self.stride()
    }

    /// Bytes of picture `i`.
    pub fn picture(&self, i: usize) -> &[u8] {
        &self.data[i * self.stride()..(i + 1) * self.stride()]
    }
}

/// What a model says of a batch.
#[derive(Clone, Debug, PartialEq)]
pub struct Outputs {
    /// Number of classes.
    pub classes: usize,
    /// `count × classes`, row-major.
    pub logits: Vec<f32>,
    /// `count × dimension`, row-major, where the model has an embedding.
    pub embedding: Option<Vec<f32>>,
}

impl Outputs {
    /// Logits of picture `i`.
    pub fn logits_of(&self, i: usize) -> &[f32] {
        &self.logits[i * self.classes..(i + 1) * self.classes]
    }
}

/// Unknown operators that are named to a person.
const FEW: usize = 4;

/// Why a model cannot be loaded or run.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ModelError {
    /// The file is no ONNX model that this program can run.
    #[error("the model file cannot be used: {reason}")]
    Unusable {
        /// What is wrong, in words.
        reason: String,
    },
    /// The bytes are no ONNX file, or a damaged one.
    #[error("the model file cannot be used: it is no ONNX file, or a damaged one ({reason})")]
    NoOnnx {
        /// What stopped the reader.
        reason: String,
    },
    /// Operators that this program does not know.
    #[error("the model file cannot be used: it has operators that are not known here: {}", names.join(", "))]
    Operators {
        /// Each once, in the order of the alphabet.
        names: Vec<String>,
    },
    /// Pictures of another size than the model takes.
    #[error("the model takes pictures of {} x {}, found {found_width} x {found_height}", expected.width, expected.height)]
    Size {
        /// What the model takes.
        expected: InputSpec,
        /// Columns found.
        found_width: usize,
        /// Rows found.
        found_height: usize,
    },
    /// The network stopped while running.
    #[error("the model stopped while running: {reason}")]
    Run {
        /// What the network library said.
        reason: String,
    },
}

impl ModelError {
    /// What is said of a file that somebody brought: what is wrong, and what may help.
    pub fn said_of_file(&self) -> String {
        match self {
            Self::NoOnnx { .. } => {
                "This is no ONNX file, or it was cut short. Export the model again, as ONNX.".into()
            }
            Self::Operators { names } => {
                let few = names.iter().take(FEW).map(String::as_str).collect::<Vec<_>>().join(", ");
                let more = if names.len() > FEW { " and others" } else { "" };
                format!(
                    "This model computes with operators that are not known here: {few}{more}. \
                     Export it with plain ONNX operators."
                )
            }
            // What the network library said stands in brackets, for the details.
            Self::Unusable { reason } => {
                format!("This model cannot be used: {}.", reason.split(" (").next().unwrap_or(reason))
            }
            Self::Size { .. } | Self::Run { .. } => {
                "This model stopped at its first picture, so it cannot be used here.".into()
            }
        }
    }
}

/// A classifier of pictures. Explainers take `&mut dyn Model`; tests inject linear and constant ones.
///
/// The same batch gives the same bits whatever ran before.
pub trait Model {
    /// The size of picture it takes.
    fn input(&self) -> InputSpec;
    /// What comes out.
    fn outputs(&self) -> OutputSpec;
    /// Runs a batch of any length, in order.
    fn run(&mut self, batch: &PixelBatch) -> Result<Outputs, ModelError>;
}
