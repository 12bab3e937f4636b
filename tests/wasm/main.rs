//! Tests that run in real browsers: `wasm-pack test --headless --chrome` and `--firefox`.
#![cfg(target_arch = "wasm32")]

mod bad;
#[path = "../common/bad.rs"]
mod bad_files;
#[path = "../common/mod.rs"]
mod common;
mod core;
#[path = "../common/explanation.rs"]
mod explanation;
mod fused;
#[path = "../common/kernels.rs"]
mod kernels;
mod learn;
mod model;
mod same_bits;

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);
