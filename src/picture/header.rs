//! What a file says of itself before a decoder sees it: its size, and whether it is complete.

use super::error::PictureError;
use super::sniff::PictureFormat;

/// Checks that can be made without decoding: sizes of 0, kinds of JPEG that no decoder here knows, and
/// JPEG, WebP and GIF files that end too early (some decoders would fill the rest with grey).
///
/// Returns the size stated in the header, (width, height), when the header is long enough to state it.
pub(super) fn check(format: PictureFormat, bytes: &[u8]) -> Result<Option<(usize, usize)>, PictureError> {
    let size = match format {
        PictureFormat::Png => png_size(bytes),
        PictureFormat::Gif => {
            if gif_ends_early(bytes) {
                return Err(PictureError::Truncated { format });
            }
            both((le16(bytes, 6), le16(bytes, 8)))
        }
        PictureFormat::Bmp => bmp_size(bytes),
        PictureFormat::WebP => {
            // The size of a RIFF file counts from its ninth byte.
            if le32(bytes, 4).is_none_or(|size| size as usize > bytes.len() - 8) {
                return Err(PictureError::Truncated { format });
            }
            webp_size(bytes)
        }
        PictureFormat::Jpeg => {
            let scan = JpegScan::new(bytes);
            if let Some(what) = scan.frame.and_then(|frame| frame.unsupported()) {
                return Err(PictureError::Unsupported { format, what: what.to_owned() });
            }
            if !scan.complete {
                return Err(PictureError::Truncated { format });
            }
            scan.frame.map(|frame| (frame.width, frame.height))
        }
    };
    match size {
        Some((width, height)) if width == 0 || height == 0 => {
            Err(PictureError::ZeroSized { format, width, height })
        }
        size => Ok(size),
    }
}

fn bytes_at<const N: usize>(bytes: &[u8], at: usize) -> Option<[u8; N]> {
    bytes.get(at..)?.first_chunk().copied()
}

fn le16(bytes: &[u8], at: usize) -> Option<usize> {
    bytes_at(bytes, at).map(|b| u16::from_le_bytes(b).into())
}

fn be16(bytes: &[u8], at: usize) -> Option<usize> {
    bytes_at(bytes, at).map(|b| u16::from_be_bytes(b).into())
}

fn le32(bytes: &[u8], at: usize) -> Option<u32> {
    bytes_at(bytes, at).map(u32::from_le_bytes)
}

fn both((width, height): (Option<usize>, Option<usize>)) -> Option<(usize, usize)> {
    width.zip(height)
}

/// From the IHDR chunk, which comes first.
fn png_size(bytes: &[u8]) -> Option<(usize, usize)> {
    let side = |at| bytes_at(bytes, at).map(|b| u32::from_be_bytes(b) as usize);
    (bytes.get(12..16)? == b"IHDR").then(|| both((side(16), side(20))))?
}

/// From the second header; the rows of a bitmap may be counted negatively.
fn bmp_size(bytes: &[u8]) -> Option<(usize, usize)> {
    if le32(bytes, 14)? == 12 {
        return both((le16(bytes, 18), le16(bytes, 20)));
    }
    let side = |at| le32(bytes, at).map(|v| (v as i32).unsigned_abs() as usize);
    both((side(18), side(22)))
}

/// Whether the bytes end before the first picture of a GIF does (GIF89a, sections 15–26).
fn gif_ends_early(bytes: &[u8]) -> bool {
    let palette = |flags: u8| if flags & 0x80 == 0 { 0 } else { 3 << ((flags & 7) + 1) };
    let Some(&flags) = bytes.get(10) else { return true };
    let mut at = 13 + palette(flags);
    loop {
        let picture = match bytes.get(at) {
            None => return true,
            Some(0x2c) => {
                let Some(&flags) = bytes.get(at + 9) else { return true };
                at += 11 + palette(flags);
                true
            }
            Some(0x21) => {
                at += 2;
                false
            }
            // The end, or something for the decoder to complain about.
            Some(_) => return false,
        };
        loop {
            match bytes.get(at) {
                None => return true,
                Some(0) => break,
                Some(&length) => at += 1 + usize::from(length),
            }
        }
        at += 1;
        if picture {
            return false;
        }
    }
}

/// From the first chunk: the canvas of an extended file, or the size of the only frame.
fn webp_size(bytes: &[u8]) -> Option<(usize, usize)> {
    match bytes.get(12..16)? {
        b"VP8X" => {
            let side =
                |at| bytes_at(bytes, at).map(|[a, b, c]| u32::from_le_bytes([a, b, c, 0]) as usize + 1);
            both((side(24), side(27)))
        }
        b"VP8 " => both((le16(bytes, 26).map(|v| v & 0x3fff), le16(bytes, 28).map(|v| v & 0x3fff))),
        b"VP8L" => le32(bytes, 21).map(|v| ((v & 0x3fff) as usize + 1, ((v >> 14) & 0x3fff) as usize + 1)),
        _ => None,
    }
}

/// The frame header of a JPEG (ITU-T T.81, B.2.2).
#[derive(Clone, Copy)]
struct JpegFrame {
    marker: u8,
    precision: u8,
    width: usize,
    height: usize,
}

impl JpegFrame {
    /// What no decoder here knows, in a few words.
    fn unsupported(&self) -> Option<&'static str> {
        match self.marker {
            0xc3 => Some("lossless JPEG"),
            0xc5..=0xc7 | 0xcd..=0xcf => Some("hierarchical JPEG"),
            0xc9..=0xcb => Some("JPEG with arithmetic coding"),
            _ if self.precision == 12 => Some("JPEG with 12 bits per colour"),
            _ if self.precision != 8 => Some("JPEG with an unusual number of bits per colour"),
            _ => None,
        }
    }
}

/// One walk over the markers of a JPEG (T.81, annex B).
struct JpegScan {
    frame: Option<JpegFrame>,
    /// The end-of-image marker was reached.
    complete: bool,
}

impl JpegScan {
    fn new(bytes: &[u8]) -> Self {
        let mut scan = Self { frame: None, complete: false };
        let mut at = 2; // after the start-of-image marker
        while let Some(marker) = next_marker(bytes, &mut at) {
            match marker {
                0xd9 => {
                    scan.complete = true;
                    break;
                }
                // Without parameters; 00 and the restart markers belong to the coded data.
                0x00 | 0x01 | 0xd0..=0xd8 => continue,
                0xc0..=0xcf if ![0xc4, 0xc8, 0xcc].contains(&marker) && scan.frame.is_none() => {
                    if let (Some(&precision), Some(height), Some(width)) =
                        (bytes.get(at + 2), be16(bytes, at + 3), be16(bytes, at + 5))
                    {
                        scan.frame = Some(JpegFrame { marker, precision, width, height });
                    }
                }
                _ => {}
            }
            at += be16(bytes, at).unwrap_or(2);
        }
        scan
    }
}

/// The next byte that follows one or more FF, and moves behind it.
fn next_marker(bytes: &[u8], at: &mut usize) -> Option<u8> {
    *at += bytes.get(*at..)?.iter().position(|&b| b == 0xff)?;
    *at += bytes[*at..].iter().position(|&b| b != 0xff)?;
    *at += 1;
    Some(bytes[*at - 1])
}
