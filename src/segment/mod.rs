//! Superpixels: a picture cut into small connected pieces.

mod assign;
mod boundaries;
mod connectivity;
mod edit;
mod figure;
mod labels;
mod layout;
mod merge;
mod params;
mod seeds;
mod segmentation;
mod self_test;
mod slic;

pub use boundaries::{outlines, smooth_outlines};
pub use edit::{draw_region, merge, split};
pub use figure::estimate_figure;
pub use labels::{from_labels, grid};
pub use layout::{adjacency, centres};
pub use merge::{merge_alike, slic_at_most, slic_shifted};
pub use params::{SlicParams, SlicParamsError, ValidSlicParams};
pub use segmentation::{Segmentation, SegmentationError};
pub use self_test::{SELF_TEST_DIGEST, self_test_digest};
pub use slic::slic;
