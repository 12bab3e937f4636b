//! What strangers bring, in a browser, where a panic would end the worker.

use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
fn pictures() {
    crate::bad_files::pictures_give_pixels_or_a_sentence();
}

#[wasm_bindgen_test]
fn models() {
    crate::bad_files::models_give_a_classifier_or_a_sentence();
}
