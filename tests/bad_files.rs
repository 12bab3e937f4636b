//! Files that strangers bring: each gives a result or a typed error with a plain sentence, and never a
//! panic, within a time and a memory that do not depend on what a header claims.
#![cfg(not(target_arch = "wasm32"))]

use moelens::model::{OnnxModel, OnnxOptions};
use moelens::picture::{MAX_PIXELS, decode};
use std::path::Path;

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

fn pictures() -> Vec<(String, Vec<u8>)> {
    let mut seeded = Seeded(0x5eed);
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/pictures");
    let mut names: Vec<_> = std::fs::read_dir(folder)
        .expect("golden pictures")
        .map(|e| e.expect("an entry").path())
        .filter(|p| ["jpg", "png", "webp", "gif", "bmp"].iter().any(|e| p.extension() == Some(e.as_ref())))
        .collect();
    names.sort();
    let mut out = Vec::new();
    for path in names {
        let bytes = std::fs::read(&path).expect("a picture");
        out.extend(spoilt(&path.file_name().unwrap().to_string_lossy(), &bytes, &mut seeded));
    }
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

#[test]
fn pictures_give_pixels_or_a_sentence() {
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

#[test]
fn models_give_a_classifier_or_a_sentence() {
    let picture = [Some(1), Some(3), Some(8), Some(8)];
    let good = OnnxModel::load(&small(&picture, &[3, 3]), &OnnxOptions::default());
    assert!(good.is_ok(), "the unspoilt one: {}", good.err().unwrap());
    let all = models();
    assert!(all.len() >= 50, "{} models", all.len());
    let mut refused = 0;
    for changeable in [false, true] {
        for (what, bytes) in &all {
            let result = std::panic::catch_unwind(|| {
                OnnxModel::load(bytes, &OnnxOptions { changeable, ..Default::default() }).map(drop)
            });
            match result {
                Ok(Ok(())) => {}
                Ok(Err(error)) => {
                    let text = error.to_string();
                    assert!(text.len() > 20 && !text.contains("panicked"), "{what}: {text:?}");
                    refused += 1;
                }
                Err(_) => panic!("{what}: the reader panicked"),
            }
        }
    }
    println!("{} models, {refused} of twice as many loads refused", all.len());
    assert!(refused > all.len());
}
