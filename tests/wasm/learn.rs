//! Training gives the same bits in the browser as natively.

use wasm_bindgen_test::wasm_bindgen_test;

#[path = "../golden/learn/reproducible.rs"]
mod reproducible;

#[wasm_bindgen_test]
fn a_trained_head_has_the_same_bytes_as_natively() {
    assert_eq!(reproducible::head_sha256(), reproducible::HEAD_SHA256);
}
