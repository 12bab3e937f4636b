//! How much of the evidence of an explanation lies on the background of a picture of a person's own.

use serde::Serialize;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use super::{Studio, View, WebError, to_js};
use crate::explain::describe::describe;
use crate::explain::explain;
use crate::explain::ground::share_on;
use crate::picture::{WORKING_SIDE, at_most, draw_overlay, encode_png, flags_at, resize};
use crate::web::audit::flags;

/// Side of the picture that shows an explanation.
const SHOWN: usize = 192;

#[derive(Serialize)]
struct Audited {
    /// Share of the evidence for the class that lies on the background; nothing when nothing speaks for it.
    background: Option<f64>,
    /// The background's share of the picture.
    area: f64,
    weights: Vec<f64>,
    /// How each piece looks and where it lies, row-major.
    numbers: Vec<f32>,
    /// The explanation over the picture, a PNG.
    shown: serde_bytes_free::Bytes,
}
