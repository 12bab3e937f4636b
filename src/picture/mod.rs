//! Pictures as pixels: decoding, limits, resizing, colour spaces.

mod lab;
mod rgb;

pub use lab::{LabImage, ToneRange};
pub use rgb::Rgb8Image;
