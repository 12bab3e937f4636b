//! Pictures as pixels: decoding, limits, resizing, colour spaces.

mod rgb;

pub use rgb::Rgb8Image;
