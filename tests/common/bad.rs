//! Files that strangers bring: each gives a result or a typed error with a plain sentence, and never a
//! panic, within a time and a memory that do not depend on what a header claims.

use moelens::model::{OnnxModel, OnnxOptions};
use moelens::picture::{MAX_PIXELS, Rgb8Image, decode, encode_png};

/// One of each kind that is read (`tests/golden/pictures`).
const PICTURES: [(&str, &[u8]); 17] = [
    ("alpha-lossy.webp", include_bytes!("../golden/pictures/alpha-lossy.webp")),
    ("alpha.webp", include_bytes!("../golden/pictures/alpha.webp")),
    ("animated.gif", include_bytes!("../golden/pictures/animated.gif")),
    ("animated.webp", include_bytes!("../golden/pictures/animated.webp")),
    ("baseline.jpg", include_bytes!("../golden/pictures/baseline.jpg")),
    ("bits.png", include_bytes!("../golden/pictures/bits.png")),
    ("cmyk.jpg", include_bytes!("../golden/pictures/cmyk.jpg")),
    ("grey.jpg", include_bytes!("../golden/pictures/grey.jpg")),
    ("grey16.png", include_bytes!("../golden/pictures/grey16.png")),
    ("lossy.webp", include_bytes!("../golden/pictures/lossy.webp")),
    ("palette-alpha.png", include_bytes!("../golden/pictures/palette-alpha.png")),
    ("palette.bmp", include_bytes!("../golden/pictures/palette.bmp")),
    ("palette.png", include_bytes!("../golden/pictures/palette.png")),
    ("progressive.jpg", include_bytes!("../golden/pictures/progressive.jpg")),
    ("rgb.bmp", include_bytes!("../golden/pictures/rgb.bmp")),
    ("subsampled.jpg", include_bytes!("../golden/pictures/subsampled.jpg")),
    ("ycck.jpg", include_bytes!("../golden/pictures/ycck.jpg")),
];

/// The same numbers in each run (xorshift).
struct Seeded(u64);

impl Seeded {
    fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % n as u64) as usize
    }

    fn noise(&mut self, n: usize) -> Vec<u8> {
        (0..n).map(|_| self.below(256) as u8).collect()
    }
}

/// Named variations of a file: cut at each quarter, bits turned, zeros written, doubled.
fn spoilt(name: &str, bytes: &[u8], seeded: &mut Seeded) -> Vec<(String, Vec<u8>)> {
    let mut out = Vec::new();
    for quarter in 0..4 {
        out.push((format!("{name} cut at {quarter}/4"), bytes[..bytes.len() * quarter / 4].to_vec()));
    }
    for bits in [1, 2, 8, 32, 128] {
        let mut bent = bytes.to_vec();
        for _ in 0..bits {
            let at = seeded.below(bent.len());
            bent[at] ^= 1 << seeded.below(8);
        }
        out.push((format!("{name} with {bits} bits turned"), bent));
    }
    for part in 1..4 {
        let mut zeroed = bytes.to_vec();
        let from = bytes.len() * part / 4;
        let to = (from + bytes.len() / 8).min(bytes.len());
        zeroed[from..to].fill(0);
        out.push((format!("{name} with zeros at {part}/4"), zeroed));
    }
    out.push((format!("{name} twice"), [bytes, bytes].concat()));
    out
}

/// A chunk of a PNG, with its check sum (ISO/IEC 15948, 5.3 and annex D).
fn chunk(kind: &[u8; 4], data: &[u8]) -> Vec<u8> {
    let named = [kind, data].concat();
    let sum = !named.iter().fold(u32::MAX, |sum, &byte| {
        (0..8).fold(
            sum ^ u32::from(byte),
            |sum, _| if sum & 1 == 1 { sum >> 1 ^ 0xedb8_8320 } else { sum >> 1 },
        )
    });
    [&(data.len() as u32).to_be_bytes(), &named[..], &sum.to_be_bytes()].concat()
}

/// PNGs of rare kinds and sizes.
fn rare_pngs() -> Vec<(String, Vec<u8>)> {
    let plain = encode_png(&Rgb8Image::filled(6, 4, [200, 30, 90]));
    // Signature and header are 33 bytes.
    let with = |more: &[Vec<u8>]| [&plain[..33], &more.concat()[..], &plain[33..]].concat();
    let sized = |width: u32, height: u32| {
        let header = [&width.to_be_bytes()[..], &height.to_be_bytes(), &[8, 2, 0, 0, 0]].concat();
        [&plain[..8], &chunk(b"IHDR", &header), &plain[33..]].concat()
    };
    let frame = [&[0; 4][..], &6u32.to_be_bytes(), &4u32.to_be_bytes(), &[0; 14]].concat();
    vec![
        ("1 x 1".to_owned(), encode_png(&Rgb8Image::filled(1, 1, [9; 3]))),
        ("1 x 10000".to_owned(), encode_png(&Rgb8Image::filled(1, 10_000, [9; 3]))),
        ("10000 x 1".to_owned(), encode_png(&Rgb8Image::filled(10_000, 1, [9; 3]))),
        ("a header of 20,000 x 20,000".to_owned(), sized(20_000, 20_000)),
        ("a header of the largest sides".to_owned(), sized(u32::MAX, u32::MAX)),
        ("a header of no pixel".to_owned(), sized(0, 0)),
        ("a larger header than picture".to_owned(), sized(600, 400)),
        (
            "an animation".to_owned(),
            with(&[chunk(b"acTL", &[0, 0, 0, 2, 0, 0, 0, 0]), chunk(b"fcTL", &frame)]),
        ),
        ("a colour profile of zeros".to_owned(), with(&[chunk(b"iCCP", b"profile\0\0\0\0\0")])),
        ("EXIF of noise".to_owned(), with(&[chunk(b"eXIf", &[77; 40])])),
        ("two headers".to_owned(), with(&[plain[8..33].to_vec()])),
    ]
}

fn pictures() -> Vec<(String, Vec<u8>)> {
    let mut seeded = Seeded(0x5eed);
    let mut out = rare_pngs();
    for (name, bytes) in PICTURES {
        out.extend(spoilt(name, bytes, &mut seeded));
    }
    let jpeg = PICTURES.iter().find(|(name, _)| *name == "baseline.jpg").expect("a JPEG").1;
    out.push(("a JPEG under another name".to_owned(), jpeg.to_vec()));
    let other: [(&str, &[u8]); 10] = [
        ("svg", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"),
        ("heic", b"\0\0\0\x18ftypheic\0\0\0\0heicmif1"),
        ("avif", b"\0\0\0\x18ftypavif\0\0\0\0avifmif1"),
        ("pdf", b"%PDF-1.7\n1 0 obj"),
        ("text", b"a letter to a friend"),
        ("html", b"<!doctype html><script>alert(1)</script>"),
        ("zip", b"PK\x03\x04\x14\0\0\0"),
        ("tiff", b"II*\0\x08\0\0\0"),
        ("zeros", &[0; 4096]),
        ("nothing", b""),
    ];
    out.extend(other.map(|(name, bytes)| (name.to_owned(), bytes.to_vec())));
    out
}

fn assert_sentence(what: &str, text: &str) {
    assert!(text.ends_with('.') && text.len() < 400 && !text.contains('\n'), "{what}: {text:?}");
    for word in ["panicked", "unwrap", "Error(", "::"] {
        assert!(!text.contains(word), "{what}: {text:?}");
    }
}

/// Decodes them all.
pub fn pictures_give_pixels_or_a_sentence() {
    let all = pictures();
    assert!(all.len() >= 200, "{} pictures", all.len());
    let mut refused = 0;
    for (what, bytes) in &all {
        match decode(bytes) {
            Ok(found) => assert!(found.picture.width() * found.picture.height() <= MAX_PIXELS, "{what}"),
            Err(error) => {
                refused += 1;
                assert_sentence(what, &error.to_string());
            }
        }
    }
    println!("{} pictures, {refused} refused", all.len());
    assert!(refused > all.len() / 4, "only {refused} refused");
}

/// Protocol buffers by hand: a field of bytes.
fn field(number: u8, bytes: &[u8]) -> Vec<u8> {
    [varint(u64::from(number) << 3 | 2), varint(bytes.len() as u64), bytes.to_vec()].concat()
}

/// A field with a number.
fn number(field: u8, value: i64) -> Vec<u8> {
    [varint(u64::from(field) << 3), varint(value as u64)].concat()
}

fn varint(mut value: u64) -> Vec<u8> {
    let mut out = Vec::new();
    while value >= 0x80 {
        out.push(value as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
    out
}

/// A value's name, kind of number and shape; `None` is an open axis (onnx.proto, `ValueInfoProto`).
fn value(name: &str, kind: i64, dims: &[Option<i64>]) -> Vec<u8> {
    let dims: Vec<u8> =
        dims.iter().flat_map(|d| field(1, &d.map_or_else(|| field(2, b"n"), |d| number(1, d)))).collect();
    let tensor = [number(1, kind), field(2, &dims)].concat();
    [field(1, name.as_bytes()), field(2, &field(1, &tensor))].concat()
}

fn node(op: &str, inputs: &[&str], outputs: &[&str]) -> Vec<u8> {
    let inputs = inputs.iter().flat_map(|n| field(1, n.as_bytes()));
    let outputs = outputs.iter().flat_map(|n| field(2, n.as_bytes()));
    inputs.chain(outputs).chain(field(4, op.as_bytes())).collect()
}

/// float32 weights with the dimensions they claim and the bytes they have.
fn weights(name: &str, dims: &[i64], bytes: &[u8]) -> Vec<u8> {
    let dims: Vec<u8> = dims.iter().flat_map(|&d| number(1, d)).collect();
    [dims, number(2, 1), field(8, name.as_bytes()), field(9, bytes)].concat()
}

fn model(nodes: &[Vec<u8>], weights: &[Vec<u8>], inputs: &[Vec<u8>], outputs: &[Vec<u8>]) -> Vec<u8> {
    let part = |number: u8, all: &[Vec<u8>]| all.iter().flat_map(|p| field(number, p)).collect::<Vec<u8>>();
    let graph =
        [part(1, nodes), field(2, b"g"), part(5, weights), part(11, inputs), part(12, outputs)].concat();
    [number(1, 8), field(7, &graph), field(8, &number(2, 13))].concat()
}

/// A network of two layers that classifies: mean of each colour over the picture, then three classes.
fn small(input: &[Option<i64>], claimed: &[i64]) -> Vec<u8> {
    let matrix: Vec<u8> = (0..9).flat_map(|i| (i as f32 * 0.1).to_le_bytes()).collect();
    model(
        &[
            node("GlobalAveragePool", &["x"], &["p"]),
            node("Flatten", &["p"], &["f"]),
            node("Gemm", &["f", "w"], &["y"]),
        ],
        &[weights("w", claimed, &matrix)],
        &[value("x", 1, input)],
        &[value("y", 1, &[None, Some(3)])],
    )
}

fn models() -> Vec<(String, Vec<u8>)> {
    let mut seeded = Seeded(0x0dd);
    let picture = [Some(1), Some(3), Some(8), Some(8)];
    let good = small(&picture, &[3, 3]);
    let mut out = spoilt("small.onnx", &good, &mut seeded);
    for size in [1, 10, 100, 1000, 10_000] {
        out.push((format!("{size} bytes of noise"), seeded.noise(size)));
    }
    for cut in 1..16 {
        out.push((format!("cut at {cut}/16"), good[..good.len() * cut / 16].to_vec()));
    }
    let shapes: [(&str, &[Option<i64>]); 12] = [
        ("no axes", &[]),
        ("1 axis", &[Some(10)]),
        ("3 axes", &[Some(3), Some(8), Some(8)]),
        ("5 axes", &[Some(1), Some(3), Some(8), Some(8), Some(1)]),
        ("1 colour", &[Some(1), Some(1), Some(8), Some(8)]),
        ("7 colours", &[Some(1), Some(7), Some(8), Some(8)]),
        ("a side below nothing", &[Some(1), Some(3), Some(-8), Some(-8)]),
        ("a huge side", &[Some(1), Some(3), Some(1 << 40), Some(1 << 40)]),
        ("the largest side", &[Some(1), Some(3), Some(i64::MAX), Some(i64::MAX)]),
        ("a huge batch", &[Some(1 << 40), Some(3), Some(8), Some(8)]),
        ("all open", &[None, None, None, None]),
        ("open sides", &[None, Some(3), None, None]),
    ];
    out.extend(shapes.map(|(name, shape)| (name.to_owned(), small(shape, &[3, 3]))));
    let claims: [(&str, &[i64]); 6] = [
        ("weights of 2^40 numbers", &[1 << 20, 1 << 20]),
        ("weights whose size overflows", &[i64::MAX, i64::MAX]),
        ("weights below nothing", &[-3, 3]),
        ("weights of no numbers", &[0, 3]),
        ("weights of another shape", &[9]),
        ("weights for 4 colours", &[4, 3]),
    ];
    out.extend(claims.map(|(name, dims)| (name.to_owned(), small(&picture, dims))));
    let x = [value("x", 1, &picture)];
    let y = [value("y", 1, &[None, Some(3)])];
    let graphs = [
        ("no graph", number(1, 8)),
        ("an empty graph", model(&[], &[], &[], &[])),
        ("no input", model(&[], &[], &[], &y)),
        ("no output", model(&[], &[], &x, &[])),
        ("two inputs", model(&[], &[], &[x[0].clone(), value("z", 1, &picture)], &y)),
        ("whole numbers", model(&[], &[], &[value("x", 7, &picture)], &y)),
        ("an unknown operator", model(&[node("NoSuch<img onerror>", &["x"], &["y"])], &[], &x, &y)),
        ("nobody makes the output", model(&[node("Relu", &["x"], &["z"])], &[], &x, &y)),
        ("a missing tensor", model(&[node("Add", &["x", "q"], &["y"])], &[], &x, &y)),
        (
            "a circle",
            model(
                &[node("Relu", &["b"], &["a"]), node("Relu", &["a"], &["b"]), node("Relu", &["a"], &["y"])],
                &[],
                &x,
                &y,
            ),
        ),
        ("a convolution without weights", model(&[node("Conv", &["x"], &["y"])], &[], &x, &y)),
    ];
    out.extend(graphs.map(|(name, bytes)| (name.to_owned(), bytes)));
    out
}

/// Loads them all. A panic ends the test, in a browser the whole run.
pub fn models_give_a_classifier_or_a_sentence() {
    let picture = [Some(1), Some(3), Some(8), Some(8)];
    let good = OnnxModel::load(&small(&picture, &[3, 3]), &OnnxOptions::default());
    assert!(good.is_ok(), "the unspoilt one: {}", good.err().unwrap());
    let all = models();
    assert!(all.len() >= 50, "{} models", all.len());
    let mut refused = 0;
    for changeable in [false, true] {
        for (what, bytes) in &all {
            if let Err(error) = OnnxModel::load(bytes, &OnnxOptions { changeable, ..Default::default() }) {
                let text = error.to_string();
                assert!(text.len() > 20 && !text.contains("panicked"), "{what}: {text:?}");
                refused += 1;
            }
        }
    }
    println!("{} models, {refused} of twice as many loads refused", all.len());
    assert!(refused > all.len());
}
