//! The only room that knows the browser: classes for the page's workers, and errors as values that the
//! page can show. No algorithm lives here.

mod artist;
mod audit;
mod error;
mod evaluator;
mod exchange;
mod foreign;
mod graph;
mod in_use;
mod lab;
mod network;
mod runs;
mod studio;
mod swap;
mod teacher;

pub use audit::{drawn_figure, figure_of, on_ground, pick_pictures};
pub use evaluator::{Evaluator, fastest_rows};
pub use graph::{Graph, gallery_traits, shared};
pub use lab::{sister_names, sister_picture};
pub use network::{Evaluated, Network, superpixels};
pub use studio::{Studio, fingerprint};
pub use teacher::{Teacher, export_onnx, head_info, import_onnx};

use wasm_bindgen::prelude::wasm_bindgen;

/// Sends the text of a panic to the browser's console; called once per worker.
#[wasm_bindgen(start)]
pub fn start() {
    console_error_panic_hook::set_once();
}
