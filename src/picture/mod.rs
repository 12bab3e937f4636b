//! Pictures as pixels: decoding, limits, resizing, colour spaces.

mod adjust;
mod blur;
mod decode;
mod error;
mod ground;
mod hash;
mod header;
mod lab;
mod orientation;
mod overlay;
mod png;
mod resize;
mod rgb;
mod sniff;

pub use adjust::{Adjustment, adjust, select};
pub use blur::blurred;
pub use decode::{Decoded, MAX_BYTES, MAX_DECODER_BYTES, MAX_PIXELS, decode};
pub use error::PictureError;
pub use ground::{fill_holes, flags_at, on_ground_of};
pub use hash::sha256_hex;
pub use lab::{LabImage, ToneRange};
pub use overlay::{AGAINST, FOR, draw_overlay};
pub use png::encode_png;
pub use resize::{
    OPEN_SIDE, Rect, WORKING_SIDE, as_opened, at_most, centred_square, crop, longest_side, resize,
};
pub use rgb::Rgb8Image;
pub use sniff::{FileKind, PictureFormat, sniff};
