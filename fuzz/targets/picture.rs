//! Any bytes as a picture: pixels, or a sentence.
#![no_main]

use libfuzzer_sys::fuzz_target;
use moelens::picture::{MAX_PIXELS, decode};

fuzz_target!(|bytes: &[u8]| match decode(bytes) {
    Ok(found) => assert!(found.picture.width() * found.picture.height() <= MAX_PIXELS),
    Err(error) => assert!(error.to_string().ends_with('.')),
});
