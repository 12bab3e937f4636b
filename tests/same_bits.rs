//! An explanation has the same bits natively and in browsers (`tests/wasm/same_bits.rs`).
#![cfg(not(target_arch = "wasm32"))]

#[path = "common/explanation.rs"]
mod explanation;

#[test]
fn an_explanation_has_the_bits_it_had() {
    assert_eq!(explanation::digest(), explanation::EXPECTED.trim());
}
