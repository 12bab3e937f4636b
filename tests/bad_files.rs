//! What strangers bring, natively (`tests/common/bad.rs`).
#![cfg(not(target_arch = "wasm32"))]

#[path = "common/bad.rs"]
mod bad;

#[test]
fn pictures() {
    bad::pictures_give_pixels_or_a_sentence();
}

#[test]
fn models() {
    bad::models_give_a_classifier_or_a_sentence();
}
