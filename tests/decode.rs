//! Decoding every kind of picture, and everything that is none (`tests/golden/pictures/make.py`).
#![cfg(not(target_arch = "wasm32"))]

use image::codecs::{jpeg::JpegEncoder, png::PngEncoder, webp::WebPEncoder};
use image::{ExtendedColorType, ImageEncoder};
use moelens::picture::*;
use proptest::prelude::*;
use std::path::Path;

const RED: [u8; 3] = [220, 40, 40];
const GREEN: [u8; 3] = [40, 180, 60];
const BLUE: [u8; 3] = [40, 60, 200];
const CREAM: [u8; 3] = [235, 220, 190];
const FIELDS: [[u8; 3]; 4] = [RED, GREEN, BLUE, CREAM];
/// Green is transparent and blue half so.
const OVER_WHITE: [[u8; 3]; 4] = [RED, [255; 3], [147, 157, 227], CREAM];
const GREY: [[u8; 3]; 4] = [[94; 3], [124; 3], [70; 3], [221; 3]];

const FILES: [&str; 16] = [
    "baseline.jpg",
    "progressive.jpg",
    "subsampled.jpg",
    "grey.jpg",
    "cmyk.jpg",
    "ycck.jpg",
    "lossy.webp",
    "alpha.webp",
    "alpha-lossy.webp",
    "animated.webp",
    "animated.gif",
    "palette.bmp",
    "rgb.bmp",
    "palette.png",
    "palette-alpha.png",
    "grey16.png",
];

fn file(name: &str) -> Vec<u8> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/pictures").join(name);
    std::fs::read(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

/// The middles of the four fields.
fn seen(picture: &Rgb8Image) -> [[u8; 3]; 4] {
    let (w, h) = (picture.width(), picture.height());
    [(w / 4, h / 4), (w * 3 / 4, h / 4), (w / 4, h * 3 / 4), (w * 3 / 4, h * 3 / 4)]
        .map(|(x, y)| picture.pixel(x, y))
}

fn assert_fields(name: &str, picture: &Rgb8Image, fields: [[u8; 3]; 4], tolerance: u8) {
    let seen = seen(picture);
    let near =
        seen.as_flattened().iter().zip(fields.as_flattened()).all(|(a, b)| a.abs_diff(*b) <= tolerance);
    assert!(near, "{name}: expected {fields:?}, found {seen:?}");
}

#[test]
fn every_kind_shows_the_fields() {
    use PictureFormat::*;
    let bits = [[0; 3], [255; 3], [0; 3], [255; 3]];
    let cases = [
        ("baseline.jpg", Jpeg, FIELDS, 3, false),
        ("progressive.jpg", Jpeg, FIELDS, 3, false),
        ("subsampled.jpg", Jpeg, FIELDS, 4, false),
        ("grey.jpg", Jpeg, GREY, 2, false),
        ("cmyk.jpg", Jpeg, FIELDS, 3, false),
        ("ycck.jpg", Jpeg, FIELDS, 4, false),
        ("lossy.webp", WebP, FIELDS, 3, false),
        ("alpha.webp", WebP, OVER_WHITE, 0, true),
        ("alpha-lossy.webp", WebP, OVER_WHITE, 2, true),
        ("animated.webp", WebP, FIELDS, 0, false),
        ("animated.gif", Gif, FIELDS, 0, true),
        ("palette.bmp", Bmp, FIELDS, 0, false),
        ("rgb.bmp", Bmp, FIELDS, 0, false),
        ("palette.png", Png, FIELDS, 0, false),
        ("palette-alpha.png", Png, OVER_WHITE, 0, true),
        ("bits.png", Png, bits, 0, false),
        ("grey16.png", Png, GREY, 0, false),
    ];
    for (name, format, fields, tolerance, has_alpha) in cases {
        let found = decode(&file(name)).unwrap_or_else(|e| panic!("{name}: {e:?}"));
        assert_eq!((found.picture.width(), found.picture.height()), (48, 32), "{name}");
        assert_eq!((found.format, found.orientation, found.has_alpha), (format, 1, has_alpha), "{name}");
        assert_fields(name, &found.picture, fields, tolerance);
    }
}

#[test]
fn sixteen_bits_with_alpha_are_composed_before_rounding() {
    let pixels: [u16; 8] = [40 * 257, 60 * 257, 200 * 257, 128 * 257, 1000, 30_000, 65_535, 65_535];
    let bytes: Vec<u8> = pixels.iter().flat_map(|v| v.to_ne_bytes()).collect();
    let mut png = Vec::new();
    PngEncoder::new(&mut png).write_image(&bytes, 2, 1, ExtendedColorType::Rgba16).unwrap();
    let found = decode(&png).unwrap();
    assert_eq!(found.picture.data(), [147, 157, 227, 4, 117, 255]);
    assert!(found.has_alpha);
}

#[test]
fn png_round_trip_is_exact() {
    let picture = Rgb8Image::new(5, 3, (0..45).map(|v| v * 5).collect()).unwrap();
    let png = encode_png(&picture);
    assert_eq!(decode(&png).unwrap().picture, picture);
    assert_eq!(png, encode_png(&picture));
}

/// An EXIF block with nothing but the orientation.
fn exif_block(orientation: u8, big_endian: bool) -> Vec<u8> {
    let mut block =
        if big_endian { b"MM\0*\0\0\0\x08\0\x01".to_vec() } else { b"II*\0\x08\0\0\0\x01\0".to_vec() };
    let (tag, kind, count, value) = (0x0112u16, 3u16, 1u32, u16::from(orientation));
    if big_endian {
        block.extend([tag.to_be_bytes(), kind.to_be_bytes()].concat());
        block.extend(count.to_be_bytes());
        block.extend(value.to_be_bytes());
    } else {
        block.extend([tag.to_le_bytes(), kind.to_le_bytes()].concat());
        block.extend(count.to_le_bytes());
        block.extend(value.to_le_bytes());
    }
    block.extend([0; 6]);
    block
}

#[test]
fn orientation_is_applied_in_each_format_that_carries_it() {
    // What is seen (left to right, top to bottom) when the fields are stored in each orientation.
    let upright = [
        [RED, GREEN, BLUE, CREAM],
        [GREEN, RED, CREAM, BLUE],
        [CREAM, BLUE, GREEN, RED],
        [BLUE, CREAM, RED, GREEN],
        [RED, BLUE, GREEN, CREAM],
        [BLUE, RED, CREAM, GREEN],
        [CREAM, GREEN, BLUE, RED],
        [GREEN, CREAM, RED, BLUE],
    ];
    let stored = decode(&file("rgb.bmp")).unwrap().picture;
    type Encode = fn(&[u8], Vec<u8>) -> Vec<u8>;
    let encoders: [(&str, u8, Encode); 3] = [
        ("JPEG", 4, |data, exif| {
            let mut out = Vec::new();
            let mut encoder = JpegEncoder::new_with_quality(&mut out, 95);
            encoder.set_exif_metadata(exif).unwrap();
            encoder.write_image(data, 48, 32, ExtendedColorType::Rgb8).unwrap();
            out
        }),
        ("PNG", 0, |data, exif| {
            let mut out = Vec::new();
            let mut encoder = PngEncoder::new(&mut out);
            encoder.set_exif_metadata(exif).unwrap();
            encoder.write_image(data, 48, 32, ExtendedColorType::Rgb8).unwrap();
            out
        }),
        ("WebP", 0, |data, exif| {
            let mut out = Vec::new();
            let mut encoder = WebPEncoder::new_lossless(&mut out);
            encoder.set_exif_metadata(exif).unwrap();
            encoder.write_image(data, 48, 32, ExtendedColorType::Rgb8).unwrap();
            out
        }),
    ];
    for (name, tolerance, encode) in encoders {
        for orientation in 1..=8 {
            for big_endian in [false, true] {
                let bytes = encode(stored.data(), exif_block(orientation, big_endian));
                let found = decode(&bytes).unwrap();
                let label = format!("{name} {orientation} {big_endian}");
                assert_eq!(found.orientation, orientation, "{label}");
                let size = if orientation < 5 { (48, 32) } else { (32, 48) };
                assert_eq!((found.picture.width(), found.picture.height()), size, "{label}");
                assert_fields(&label, &found.picture, upright[usize::from(orientation) - 1], tolerance);
            }
        }
        // With the prefix that some WebP writers keep, and with a value that means nothing.
        let prefixed = [b"Exif\0\0".to_vec(), exif_block(6, true)].concat();
        if name == "WebP" {
            assert_eq!(decode(&encode(stored.data(), prefixed)).unwrap().orientation, 6, "{name}");
        }
        assert_eq!(decode(&encode(stored.data(), exif_block(9, true))).unwrap().orientation, 1, "{name}");
    }
}

/// A JPEG with other values in its frame header: marker, bits per colour, height and width.
fn jpeg_with(marker: u8, precision: u8, size: Option<(u16, u16)>) -> Vec<u8> {
    let mut bytes = file("baseline.jpg");
    let at = bytes.windows(2).position(|w| w == [0xff, 0xc0]).unwrap();
    bytes[at + 1] = marker;
    bytes[at + 4] = precision;
    if let Some((width, height)) = size {
        bytes[at + 5..at + 7].copy_from_slice(&height.to_be_bytes());
        bytes[at + 7..at + 9].copy_from_slice(&width.to_be_bytes());
    }
    bytes
}

#[test]
fn rare_kinds_of_jpeg_are_named() {
    let cases = [
        (0xc1, 12, "12 bits"),
        (0xc9, 8, "arithmetic"),
        (0xca, 8, "arithmetic"),
        (0xc3, 8, "lossless"),
        (0xc5, 8, "hierarchical"),
    ];
    for (marker, precision, word) in cases {
        match decode(&jpeg_with(marker, precision, None)) {
            Err(e @ PictureError::Unsupported { format: PictureFormat::Jpeg, .. }) => {
                assert!(e.to_string().contains(word), "{e}");
            }
            other => panic!("{marker:x}: {other:?}"),
        }
    }
    // Extended sequential with 8 bits is decoded like baseline.
    assert_fields("extended", &decode(&jpeg_with(0xc1, 8, None)).unwrap().picture, FIELDS, 3);
}

/// The bytes with little-endian numbers written over them.
fn patched(name: &str, patches: &[(usize, &[u8])]) -> Vec<u8> {
    let mut bytes = file(name);
    for (at, patch) in patches {
        bytes[*at..at + patch.len()].copy_from_slice(patch);
    }
    bytes
}

#[test]
fn huge_and_empty_pictures_are_refused_by_their_header() {
    let big = 20_000u32.to_le_bytes();
    let big_be = 20_000u32.to_be_bytes();
    let huge = [
        ("png", patched("palette.png", &[(16, &big_be), (20, &big_be)]), (20_000, 20_000)),
        ("jpeg", jpeg_with(0xc0, 8, Some((20_000, 20_000))), (20_000, 20_000)),
        ("gif", patched("animated.gif", &[(6, &big[..2]), (8, &big[..2])]), (20_000, 20_000)),
        ("bmp", patched("rgb.bmp", &[(18, &big), (22, &big)]), (20_000, 20_000)),
        (
            "bmp upside down",
            patched("rgb.bmp", &[(18, &big), (22, &(-20_000i32).to_le_bytes())]),
            (20_000, 20_000),
        ),
        ("webp", patched("alpha-lossy.webp", &[(24, &big[..3]), (27, &big[..3])]), (20_001, 20_001)),
    ];
    for (name, bytes, (width, height)) in huge {
        let expected = PictureError::TooManyPixels { width, height, limit: MAX_PIXELS };
        assert_eq!(decode(&bytes), Err(expected), "{name}");
    }
    let zero = [0; 4];
    let empty = [
        ("png", patched("palette.png", &[(16, &zero)]), PictureFormat::Png, (0, 32)),
        ("jpeg", jpeg_with(0xc0, 8, Some((48, 0))), PictureFormat::Jpeg, (48, 0)),
        ("gif", patched("animated.gif", &[(6, &zero)]), PictureFormat::Gif, (0, 0)),
        ("bmp", patched("rgb.bmp", &[(22, &zero)]), PictureFormat::Bmp, (48, 0)),
    ];
    for (name, bytes, format, (width, height)) in empty {
        assert_eq!(decode(&bytes), Err(PictureError::ZeroSized { format, width, height }), "{name}");
    }
}

#[test]
fn too_many_bytes_are_refused_before_anything_else() {
    let error = decode(&vec![0; MAX_BYTES + 1]).unwrap_err();
    assert_eq!(error, PictureError::TooManyBytes { found: MAX_BYTES + 1, limit: MAX_BYTES });
    let text = "This file has 64.1 MB, but at most 64 MB can be opened; please save the picture smaller.";
    assert_eq!(error.to_string(), text);
}

#[test]
fn a_picture_cut_at_any_quarter_says_so() {
    for name in FILES {
        let bytes = file(name);
        for quarter in 1..4 {
            let part = &bytes[..bytes.len() * quarter / 4];
            match decode(part) {
                Err(PictureError::Truncated { .. }) => {}
                // The first frame of an animation may be whole already.
                Ok(found) if name.starts_with("animated") => {
                    assert_fields(name, &found.picture, FIELDS, 0);
                }
                other => panic!("{name} cut at {quarter}/4: {other:?}"),
            }
        }
    }
}

#[test]
fn every_error_is_one_plain_sentence() {
    let format = PictureFormat::Jpeg;
    let errors = [
        PictureError::TooManyBytes { found: 70_000_000, limit: MAX_BYTES },
        PictureError::NotAPicture { found: FileKind::Heic },
        PictureError::Unsupported { format, what: "JPEG with arithmetic coding".into() },
        PictureError::Truncated { format },
        PictureError::Broken { format, reason: "a table is missing. Bad.".into() },
        PictureError::TooManyPixels { width: 20_000, height: 20_000, limit: MAX_PIXELS },
        PictureError::TooMuchMemory { format },
        PictureError::ZeroSized { format, width: 0, height: 3 },
    ];
    for error in errors {
        let text = error.to_string();
        assert!(text.starts_with("This ") && text.contains("please") && text.ends_with('.'), "{text}");
        assert_eq!(text.matches(". ").count(), 0, "one sentence: {text}");
        assert!(text.len() < 170, "{text}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    /// Whatever the bytes are, there is a picture within the limits or an error, and never a panic.
    #[test]
    fn mutated_files_never_panic(
        name in prop::sample::select(&FILES[..]),
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..12),
        cut in prop::option::weighted(0.3, any::<prop::sample::Index>()),
        doubled in prop::option::weighted(0.2, any::<prop::sample::Index>()),
    ) {
        let mut bytes = file(name);
        for (at, value) in changes {
            let at = at.index(bytes.len());
            bytes[at] = value;
        }
        if let Some(at) = doubled {
            let tail = bytes[at.index(bytes.len())..].to_vec();
            bytes.extend(tail);
        }
        if let Some(at) = cut {
            bytes.truncate(at.index(bytes.len()));
        }
        if let Ok(found) = decode(&bytes) {
            prop_assert!(found.picture.width() * found.picture.height() <= MAX_PIXELS);
        }
    }

    /// Bytes with no order behind the mark of a format.
    #[test]
    fn noise_never_panics(
        mark in prop::sample::select(vec![&b"\x89PNG\r\n\x1a\n"[..], b"\xff\xd8\xff", b"GIF89a", b"BM", b"RIFF\x40\0\0\0WEBPVP8L", b""]),
        noise in prop::collection::vec(any::<u8>(), 0..300),
    ) {
        let _ = decode(&[mark, &noise].concat());
    }
}
