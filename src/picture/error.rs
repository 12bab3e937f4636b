//! What can be wrong with the bytes of a picture.

use super::sniff::{FileKind, PictureFormat};

/// Why bytes did not become a picture. Each text is a sentence for the person who chose the file.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PictureError {
    /// The file is larger than [`MAX_BYTES`](super::MAX_BYTES).
    #[error("This file has {} MB, but at most {} MB can be opened; please save the picture smaller.", megabytes(*found), megabytes(*limit))]
    TooManyBytes {
        /// Bytes of the file.
        found: usize,
        /// The most that is allowed.
        limit: usize,
    },
    /// The bytes are none of the five formats.
    #[error("{}", found.advice())]
    NotAPicture {
        /// What the bytes look like.
        found: FileKind,
    },
    /// The format is known, but this kind of it is not.
    #[error(
        "This {format} picture is stored in a rare way ({what}); please save it again as PNG or ordinary JPEG."
    )]
    Unsupported {
        /// The format of the file.
        format: PictureFormat,
        /// The kind that is not supported, in a few words.
        what: String,
    },
    /// The file ends before the picture does.
    #[error(
        "This {format} picture ends too early, so part of it is missing; please copy or download it again."
    )]
    Truncated {
        /// The format of the file.
        format: PictureFormat,
    },
    /// The bytes contradict the format.
    #[error("This {format} picture is damaged; please copy it again or save it anew in another program.")]
    Broken {
        /// The format of the file.
        format: PictureFormat,
        /// What the decoder said, for reports.
        reason: String,
    },
    /// The picture has more pixels than [`MAX_PIXELS`](super::MAX_PIXELS).
    #[error("This picture has {width} × {height} pixels, more than the {} million that can be opened; please make it smaller.", limit / 1_000_000)]
    TooManyPixels {
        /// Pixels per row.
        width: usize,
        /// Rows.
        height: usize,
        /// The largest number of pixels that is allowed.
        limit: usize,
    },
    /// Decoding would take more memory than [`MAX_DECODER_BYTES`](super::MAX_DECODER_BYTES).
    #[error(
        "This {format} picture needs too much memory to open; please make it smaller or save it as an ordinary JPEG."
    )]
    TooMuchMemory {
        /// The format of the file.
        format: PictureFormat,
    },
    /// A side has no pixels.
    #[error(
        "This {format} picture says that it is {width} × {height} pixels, so there is nothing to see; please choose another one."
    )]
    ZeroSized {
        /// The format of the file.
        format: PictureFormat,
        /// Pixels per row.
        width: usize,
        /// Rows.
        height: usize,
    },
}

/// Millions of bytes with one decimal, rounded up, so that a file above the limit never shows the limit.
fn megabytes(bytes: usize) -> f64 {
    bytes.div_ceil(100_000) as f64 / 10.0
}
