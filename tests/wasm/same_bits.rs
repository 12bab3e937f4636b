//! An explanation has the same bits in a browser as natively (`tests/same_bits.rs`).

use wasm_bindgen_test::wasm_bindgen_test;

use crate::explanation::{EXPECTED, digest};

#[wasm_bindgen_test]
fn an_explanation_has_the_bits_of_native_code() {
    // A build with relaxed SIMD may round a product and a sum once.
    if cfg!(not(target_feature = "relaxed-simd")) {
        assert_eq!(digest(), EXPECTED.trim());
    }
}
