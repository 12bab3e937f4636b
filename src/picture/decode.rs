//! From the bytes of a file to pixels.

use super::error::PictureError;
use super::header;
use super::orientation::{exif_orientation, oriented};
use super::rgb::Rgb8Image;
use super::sniff::{PictureFormat, sniff};
use image::{ColorType, ImageDecoder, ImageError, ImageFormat, ImageReader, Limits};
use std::error::Error;
use std::io::{self, Cursor};

/// The largest file that is opened: 64 MB.
pub const MAX_BYTES: usize = 64_000_000;
/// The largest picture that is opened: 100 megapixels.
pub const MAX_PIXELS: usize = 100_000_000;
/// What a decoder may allocate: 1 GiB, enough for 100 megapixels of four 16-bit channels.
pub const MAX_DECODER_BYTES: u64 = 1 << 30;

/// A picture and what its file was like.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoded {
    /// The pixels, upright and opaque.
    pub picture: Rgb8Image,
    /// The format of the file.
    pub format: PictureFormat,
    /// The EXIF orientation (1–8) that was applied; 1 when the file has none.
    pub orientation: u8,
    /// Whether the file has an alpha channel, as a GIF always does; it was composed over white.
    pub has_alpha: bool,
}

/// Decodes PNG, JPEG (baseline and progressive; grey, YCbCr, RGB, CMYK, YCCK), WebP, GIF and BMP, told
/// apart by content. Of an animation the first frame is taken.
///
/// Alpha is composed over white (in sRGB values), 16-bit channels are rounded to 8, palettes and grey are
/// expanded, the EXIF orientation is applied, and colour profiles are ignored: values are taken as sRGB.
///
/// # Errors
/// [`PictureError`]. The number of bytes, the number of pixels and the completeness are checked before
/// memory for pixels is taken.
pub fn decode(bytes: &[u8]) -> Result<Decoded, PictureError> {
    if bytes.len() > MAX_BYTES {
        return Err(PictureError::TooManyBytes { found: bytes.len(), limit: MAX_BYTES });
    }
    let format = sniff(bytes).map_err(|found| PictureError::NotAPicture { found })?;
    if let Some((width, height)) = header::check(format, bytes)? {
        check_pixels(width, height)?;
    }
    let failed = |error: ImageError| from_image_error(format, &error);

    let mut reader = ImageReader::with_format(Cursor::new(bytes), image_format(format));
    let mut limits = Limits::default();
    limits.max_alloc = Some(MAX_DECODER_BYTES);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(failed)?;
    let (width, height) = decoder.dimensions();
    let (width, height) = (width as usize, height as usize);
    check_pixels(width, height)?;
    if decoder.total_bytes() > MAX_DECODER_BYTES {
        return Err(PictureError::TooMuchMemory { format });
    }
    // A broken description of the camera does not spoil the picture.
    let exif = decoder.exif_metadata().unwrap_or_default();
    let orientation = exif.map_or(1, exif_orientation);

    let colour = decoder.color_type();
    let mut samples = zeroed(decoder.total_bytes() as usize, format)?;
    decoder.read_image(&mut samples).map_err(failed)?;
    let data = opaque_rgb(samples, colour, format)?;
    let picture =
        Rgb8Image::new(width, height, data).ok_or(PictureError::ZeroSized { format, width, height })?;
    Ok(Decoded {
        picture: oriented(picture, orientation),
        format,
        orientation,
        has_alpha: colour.has_alpha(),
    })
}

fn check_pixels(width: usize, height: usize) -> Result<(), PictureError> {
    match width.checked_mul(height) {
        Some(pixels) if pixels <= MAX_PIXELS => Ok(()),
        _ => Err(PictureError::TooManyPixels { width, height, limit: MAX_PIXELS }),
    }
}

fn image_format(format: PictureFormat) -> ImageFormat {
    match format {
        PictureFormat::Png => ImageFormat::Png,
        PictureFormat::Jpeg => ImageFormat::Jpeg,
        PictureFormat::WebP => ImageFormat::WebP,
        PictureFormat::Gif => ImageFormat::Gif,
        PictureFormat::Bmp => ImageFormat::Bmp,
    }
}

/// Memory that says so when there is not enough of it.
fn zeroed(len: usize, format: PictureFormat) -> Result<Vec<u8>, PictureError> {
    let mut bytes = Vec::new();
    bytes.try_reserve_exact(len).map_err(|_| PictureError::TooMuchMemory { format })?;
    bytes.resize(len, 0);
    Ok(bytes)
}

/// Interleaved samples (16-bit ones in native byte order) to opaque RGB, 3 bytes per pixel.
fn opaque_rgb(samples: Vec<u8>, colour: ColorType, format: PictureFormat) -> Result<Vec<u8>, PictureError> {
    if colour == ColorType::Rgb8 {
        return Ok(samples);
    }
    let mut out = zeroed(samples.len() / usize::from(colour.bytes_per_pixel()) * 3, format)?;
    let pixels = out.chunks_exact_mut(3);
    let wide = |s: &[u8], channel: usize| u16::from_ne_bytes([s[2 * channel], s[2 * channel + 1]]);
    match colour {
        ColorType::L8 => pixels.zip(&samples).for_each(|(p, &v)| p.fill(v)),
        ColorType::La8 => {
            pixels.zip(samples.chunks_exact(2)).for_each(|(p, s)| p.fill(over_white_8(s[0], s[1])));
        }
        ColorType::Rgba8 => pixels.zip(samples.chunks_exact(4)).for_each(|(p, s)| {
            p.iter_mut().zip(s).for_each(|(p, &v)| *p = over_white_8(v, s[3]));
        }),
        ColorType::L16 => pixels.zip(samples.chunks_exact(2)).for_each(|(p, s)| p.fill(narrow(wide(s, 0)))),
        ColorType::La16 => pixels.zip(samples.chunks_exact(4)).for_each(|(p, s)| {
            p.fill(over_white_16(wide(s, 0), wide(s, 1)));
        }),
        ColorType::Rgb16 => pixels.zip(samples.chunks_exact(6)).for_each(|(p, s)| {
            p.iter_mut().enumerate().for_each(|(c, p)| *p = narrow(wide(s, c)));
        }),
        ColorType::Rgba16 => pixels.zip(samples.chunks_exact(8)).for_each(|(p, s)| {
            p.iter_mut().enumerate().for_each(|(c, p)| *p = over_white_16(wide(s, c), wide(s, 3)));
        }),
        other => return Err(PictureError::Unsupported { format, what: format!("colours as {other:?}") }),
    }
    Ok(out)
}

/// 16 bits to 8, to the nearest.
fn narrow(v: u16) -> u8 {
    ((u32::from(v) + 128) / 257) as u8
}

fn over_white_8(v: u8, alpha: u8) -> u8 {
    let (v, alpha) = (u32::from(v), u32::from(alpha));
    ((v * alpha + 255 * (255 - alpha) + 127) / 255) as u8
}

fn over_white_16(v: u16, alpha: u16) -> u8 {
    let (v, alpha) = (u64::from(v), u64::from(alpha));
    narrow(((v * alpha + 65_535 * (65_535 - alpha) + 32_767) / 65_535) as u16)
}

fn from_image_error(format: PictureFormat, error: &ImageError) -> PictureError {
    match error {
        ImageError::Limits(_) => PictureError::TooMuchMemory { format },
        ImageError::Unsupported(e) => PictureError::Unsupported { format, what: short(&e.to_string()) },
        _ if ends_early(error) => PictureError::Truncated { format },
        _ => PictureError::Broken { format, reason: error.to_string() },
    }
}

/// Whether a decoder ran out of bytes.
fn ends_early(error: &ImageError) -> bool {
    let mut next: Option<&(dyn Error + 'static)> = Some(error);
    while let Some(error) = next {
        if error.downcast_ref::<io::Error>().is_some_and(|e| e.kind() == io::ErrorKind::UnexpectedEof) {
            return true;
        }
        next = error.source();
    }
    matches!(error, ImageError::IoError(e) if e.kind() == io::ErrorKind::UnexpectedEof)
}

/// The first line without its full stop, to stand in brackets.
fn short(text: &str) -> String {
    text.lines().next().unwrap_or_default().trim_end_matches('.').to_owned()
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;

    #[test]
    fn alpha_and_rounding_are_exact_at_the_ends() {
        for v in 0..=255 {
            assert_eq!(over_white_8(v, 255), v);
            assert_eq!(over_white_8(v, 0), 255);
            assert_eq!(narrow(u16::from(v) * 257), v);
            assert_eq!(over_white_16(u16::from(v) * 257, 65_535), v);
            assert_eq!(over_white_16(u16::from(v) * 257, 0), 255);
        }
        assert_eq!(over_white_8(0, 128), 127);
        assert_eq!(over_white_16(0, 32_768), 127);
    }

    #[test]
    fn too_many_pixels_do_not_overflow() {
        let error = check_pixels(usize::MAX, 2).unwrap_err();
        assert_eq!(error, PictureError::TooManyPixels { width: usize::MAX, height: 2, limit: MAX_PIXELS });
        assert!(check_pixels(10_000, 10_000).is_ok());
        assert!(check_pixels(10_000, 10_001).is_err());
    }
}
