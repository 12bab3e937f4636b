//! Superpixels: a picture cut into small connected pieces.

mod segmentation;

pub use segmentation::{Segmentation, SegmentationError};
