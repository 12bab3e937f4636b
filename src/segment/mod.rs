//! Superpixels: a picture cut into small connected pieces.

mod connectivity;
mod params;
mod seeds;
mod segmentation;
mod slic;

pub use params::{SlicParams, SlicParamsError, ValidSlicParams};
pub use segmentation::{Segmentation, SegmentationError};
pub use slic::{slic, slic_at_most};
