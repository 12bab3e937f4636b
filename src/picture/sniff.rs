//! What kind of file some bytes are, told from the content alone.

use std::fmt;

/// A format that can be decoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PictureFormat {
    /// Portable Network Graphics.
    Png,
    /// JPEG (JFIF, Exif or Adobe).
    Jpeg,
    /// WebP.
    WebP,
    /// Graphics Interchange Format.
    Gif,
    /// Windows bitmap.
    Bmp,
}

impl PictureFormat {
    /// The media type, such as `image/png`.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Png => "image/png",
            Self::Jpeg => "image/jpeg",
            Self::WebP => "image/webp",
            Self::Gif => "image/gif",
            Self::Bmp => "image/bmp",
        }
    }
}

impl fmt::Display for PictureFormat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Png => "PNG",
            Self::Jpeg => "JPEG",
            Self::WebP => "WebP",
            Self::Gif => "GIF",
            Self::Bmp => "BMP",
        })
    }
}

/// What bytes that cannot be decoded look like.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum FileKind {
    /// No bytes at all.
    Empty,
    /// A PDF document.
    Pdf,
    /// A vector drawing.
    Svg,
    /// An Apple photo (HEIC or HEIF).
    Heic,
    /// An AVIF picture.
    Avif,
    /// A JPEG XL picture.
    JpegXl,
    /// A JPEG 2000 picture.
    Jpeg2000,
    /// A TIFF picture or a camera's raw file.
    Tiff,
    /// A Photoshop document.
    Photoshop,
    /// A Windows icon.
    Icon,
    /// A film.
    Video,
    /// A sound.
    Audio,
    /// A ZIP archive, or a document that is one inside.
    Zip,
    /// A web page.
    Html,
    /// Plain text.
    Text,
    /// Nothing that is known here.
    Unknown,
}

impl FileKind {
    /// One sentence: what the file is and what to do.
    pub(super) fn advice(self) -> &'static str {
        match self {
            Self::Empty => "This file is empty; please choose another one.",
            Self::Pdf => {
                "This is a PDF document, not a picture; please save the page you mean as PNG or JPEG."
            }
            Self::Svg => "This is an SVG drawing, which has no pixels yet; please export it as PNG.",
            Self::Heic => "This is a HEIC photo, which cannot be opened here; please save it as JPEG or PNG.",
            Self::Avif => {
                "This is an AVIF picture, which cannot be opened here; please save it as JPEG or PNG."
            }
            Self::JpegXl => {
                "This is a JPEG XL picture, which cannot be opened here; please save it as JPEG or PNG."
            }
            Self::Jpeg2000 => {
                "This is a JPEG 2000 picture, which cannot be opened here; please save it as JPEG or PNG."
            }
            Self::Tiff => {
                "This is a TIFF picture or a camera's raw file, which cannot be opened here; please save it as JPEG or PNG."
            }
            Self::Photoshop => "This is a Photoshop document; please export it as PNG or JPEG.",
            Self::Icon => "This is a Windows icon, which cannot be opened here; please save it as PNG.",
            Self::Video => "This is a video, not a picture; please save a single frame of it as PNG or JPEG.",
            Self::Audio => {
                "This is a sound file, not a picture; please choose a PNG, JPEG, WebP, GIF or BMP file."
            }
            Self::Zip => {
                "This is a ZIP archive or an office document, not a picture; please unpack it first."
            }
            Self::Html => {
                "This is a web page, not a picture; please save the picture itself rather than the page around it."
            }
            Self::Text => "This is text, not a picture; please choose a PNG, JPEG, WebP, GIF or BMP file.",
            Self::Unknown => {
                "This file is not a picture that is known here; please choose a PNG, JPEG, WebP, GIF or BMP file."
            }
        }
    }
}

/// The format of the bytes, or what else they look like.
pub fn sniff(bytes: &[u8]) -> Result<PictureFormat, FileKind> {
    let at = |offset: usize, magic: &[u8]| bytes.get(offset..).is_some_and(|rest| rest.starts_with(magic));
    if at(0, b"\x89PNG\r\n\x1a\n") {
        Ok(PictureFormat::Png)
    } else if at(0, b"\xff\xd8\xff") {
        Ok(PictureFormat::Jpeg)
    } else if at(0, b"RIFF") && at(8, b"WEBP") {
        Ok(PictureFormat::WebP)
    } else if at(0, b"GIF87a") || at(0, b"GIF89a") {
        Ok(PictureFormat::Gif)
    } else if at(0, b"BM") && is_bmp_header(bytes) {
        Ok(PictureFormat::Bmp)
    } else {
        Err(other_kind(bytes))
    }
}

/// "BM" is too short a mark to tell a bitmap from text, so the size of its second header counts too.
fn is_bmp_header(bytes: &[u8]) -> bool {
    let size = bytes.get(14..18).map(|s| u32::from_le_bytes([s[0], s[1], s[2], s[3]]));
    size.is_some_and(|size| [12, 16, 40, 52, 56, 64, 108, 124].contains(&size))
}

fn other_kind(bytes: &[u8]) -> FileKind {
    let at = |offset: usize, magic: &[u8]| bytes.get(offset..).is_some_and(|rest| rest.starts_with(magic));
    if bytes.is_empty() {
        return FileKind::Empty;
    }
    if at(4, b"ftyp") {
        return match bytes.get(8..12) {
            Some(b"avif" | b"avis") => FileKind::Avif,
            Some(b"heic" | b"heix" | b"heim" | b"heis" | b"hevc" | b"hevx" | b"mif1" | b"msf1") => {
                FileKind::Heic
            }
            Some(b"M4A " | b"M4B ") => FileKind::Audio,
            _ => FileKind::Video,
        };
    }
    let marks: [(usize, &[u8], FileKind); 19] = [
        (0, b"%PDF", FileKind::Pdf),
        (0, b"\xff\x0a", FileKind::JpegXl),
        (0, b"\0\0\0\x0cJXL ", FileKind::JpegXl),
        (0, b"\0\0\0\x0cjP  ", FileKind::Jpeg2000),
        (0, b"\xff\x4f\xff\x51", FileKind::Jpeg2000),
        (0, b"II*\0", FileKind::Tiff),
        (0, b"MM\0*", FileKind::Tiff),
        (0, b"II+\0", FileKind::Tiff),
        (0, b"8BPS", FileKind::Photoshop),
        (0, b"\0\0\x01\0", FileKind::Icon),
        (0, b"\0\0\x02\0", FileKind::Icon),
        (0, b"PK\x03\x04", FileKind::Zip),
        (0, b"\x1a\x45\xdf\xa3", FileKind::Video),
        (8, b"AVI ", FileKind::Video),
        (8, b"WAVE", FileKind::Audio),
        (0, b"ID3", FileKind::Audio),
        (0, b"OggS", FileKind::Audio),
        (0, b"fLaC", FileKind::Audio),
        (0, b"\xff\xfb", FileKind::Audio),
    ];
    let known = marks.iter().find(|(offset, magic, _)| at(*offset, magic)).map(|&(_, _, kind)| kind);
    known.or_else(|| text_kind(bytes)).unwrap_or(FileKind::Unknown)
}

/// SVG, HTML or other text, from the first kilobytes.
fn text_kind(bytes: &[u8]) -> Option<FileKind> {
    let head = &bytes[..bytes.len().min(4096)];
    let text = match std::str::from_utf8(head) {
        Ok(text) => text,
        // The cut may have split a character; anything else is not text.
        Err(e) if e.error_len().is_none() && head.len() < bytes.len() => {
            std::str::from_utf8(&head[..e.valid_up_to()]).ok()?
        }
        Err(_) => return None,
    };
    if text.chars().any(|c| c.is_control() && !c.is_whitespace()) {
        return None;
    }
    let text = text.trim_start_matches('\u{feff}').trim_start().to_ascii_lowercase();
    if text.starts_with('<') && text.contains("<svg") && !text.contains("<html") {
        Some(FileKind::Svg)
    } else if text.starts_with("<!doctype html") || (text.starts_with('<') && text.contains("<html")) {
        Some(FileKind::Html)
    } else {
        Some(FileKind::Text)
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;

    #[test]
    fn other_files_are_named() {
        let cases: [(&[u8], FileKind); 14] = [
            (b"", FileKind::Empty),
            (b"%PDF-1.7\n", FileKind::Pdf),
            (
                b"<?xml version=\"1.0\"?>\n<!-- a --><svg xmlns=\"http://www.w3.org/2000/svg\"/>",
                FileKind::Svg,
            ),
            (b"\0\0\0\x18ftypheic\0\0\0\0", FileKind::Heic),
            (b"\0\0\0\x1cftypavif\0\0\0\0", FileKind::Avif),
            (b"\0\0\0\x20ftypisom\0\0\0\0", FileKind::Video),
            (b"II*\0\x08\0\0\0", FileKind::Tiff),
            (b"PK\x03\x04\x14\0", FileKind::Zip),
            (b"RIFF\0\0\0\0WAVEfmt ", FileKind::Audio),
            (b"<!DOCTYPE html><html><svg></svg></html>", FileKind::Html),
            ("BMs and mountains, Zürich\n".as_bytes(), FileKind::Text),
            (b"\0\0\0\0\x01\x02", FileKind::Unknown),
            (b"\xff\x0a\0\0", FileKind::JpegXl),
            (b"\xff\xd8", FileKind::Unknown),
        ];
        for (bytes, kind) in cases {
            assert_eq!(sniff(bytes), Err(kind), "{:?}", String::from_utf8_lossy(bytes));
        }
    }

    #[test]
    fn text_cut_inside_a_character_is_text() {
        let mut text = vec![b'a'; 4095];
        text.extend("ßüß".bytes());
        assert_eq!(sniff(&text), Err(FileKind::Text));
    }

    #[test]
    fn each_advice_is_one_plain_sentence() {
        use FileKind::*;
        for kind in [
            Empty, Pdf, Svg, Heic, Avif, JpegXl, Jpeg2000, Tiff, Photoshop, Icon, Video, Audio, Zip, Html,
            Text, Unknown,
        ] {
            let advice = kind.advice();
            assert!(
                advice.starts_with("This ") && advice.ends_with('.') && advice.contains("please"),
                "{advice}"
            );
            assert_eq!(advice.matches('.').count(), 1, "{advice}");
        }
    }
}
