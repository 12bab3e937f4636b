//! The audit, for the page: figures, figures on other backgrounds, and which pictures to look at.

use serde::Serialize;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use super::error::WebError;
use super::exchange::to_js;
use crate::explain::describe::{NUMBERS, Weighed, by_kind};
use crate::gallery::{Part, part_map};
use crate::learn::Embeddings;
use crate::learn::medoids::k_means;
use crate::picture::{Rgb8Image, as_opened, decode, encode_png, on_ground_of};
use crate::segment::estimate_figure;

/// Superpixels of a picture that say what it is about.
const TOP: usize = 5;
/// Kinds of superpixels at most.
const KINDS: usize = 24;

#[derive(Serialize)]
struct Picked {
    pictures: Vec<usize>,
    coverage: Vec<f64>,
}

/// The estimated figure of a picture file as it would be opened at a size: a byte per pixel, 1 on the figure.
#[wasm_bindgen(js_name = figureOf)]
pub fn figure_of(file: &[u8], width: usize, height: usize) -> Result<Vec<u8>, WebError> {
    let picture = as_opened(&decode(file)?.picture, width, height);
    Ok(estimate_figure(&picture).into_iter().map(u8::from).collect())
}

/// The figure of a drawing from its rendered part mask, `R G B A`: a byte per pixel, 1 on the figure.
#[wasm_bindgen(js_name = drawnFigure)]
pub fn drawn_figure(mask: &[u8]) -> Vec<u8> {
    let rgb: Vec<u8> = mask.as_chunks::<4>().0.iter().flat_map(|&[r, g, b, _]| [r, g, b]).collect();
    part_map(&rgb).iter().map(|p| u8::from(*p != Part::Background)).collect()
}

/// The figure of one picture file on the background of another as a PNG. A figure without bytes is estimated.
#[wasm_bindgen(js_name = onGround)]
pub fn on_ground(
    file: &[u8],
    figure: &[u8],
    other: &[u8],
    other_figure: &[u8],
    width: usize,
    height: usize,
) -> Result<Vec<u8>, WebError> {
    Ok(encode_png(&composed((file, figure), (other, other_figure), (width, height))?))
}

/// Which of several explained pictures to look at, at most `count`: `{ pictures, coverage }`. `numbers` has a
/// row per superpixel as [`crate::explain::describe::describe`] gives it, `weights` and `pictures` an entry for each.
#[wasm_bindgen(js_name = pickPictures)]
pub fn pick_pictures(
    numbers: &[f32],
    weights: &[f64],
    pictures: &[u32],
    count: usize,
) -> Result<JsValue, WebError> {
    if weights.len() != pictures.len() || numbers.len() != weights.len() * NUMBERS {
        let (rows, found) = (numbers.len() / NUMBERS, weights.len().min(pictures.len()));
        return Err(WebError::internal(format!("{rows} superpixels, {found} weights")));
    }
    if weights.is_empty() {
        return to_js(&Picked { pictures: Vec::new(), coverage: Vec::new() });
    }
    let rows = Embeddings::new(numbers, NUMBERS)?;
    let kinds = KINDS.min(weights.len());
    let centres = k_means(&rows, kinds, 0)?;
    let kind_of = |row: usize| -> usize {
        let to = |c: usize| -> f64 {
            let centre = &centres[c * NUMBERS..(c + 1) * NUMBERS];
            rows.row(row).iter().zip(centre).map(|(&x, c)| (f64::from(x) - c).powi(2)).sum()
        };
        (1..kinds).fold(0, |best, c| if to(c) < to(best) { c } else { best })
    };
    let pieces: Vec<Weighed> = weights
        .iter()
        .zip(pictures)
        .enumerate()
        .map(|(row, (&weight, &picture))| Weighed { picture: picture as usize, kind: kind_of(row), weight })
        .collect();
    let all = pieces.iter().map(|p| p.picture + 1).max().unwrap_or(0);
    let found = by_kind(&pieces, all, kinds, TOP).pick(count);
    to_js(&Picked { pictures: found.pictures, coverage: found.coverage })
}

/// The figure of one picture file on the background of another, both as they would be opened at a size. A
/// figure is a byte per pixel, not 0 on the figure; without bytes it is estimated.
pub(super) fn composed(
    (file, figure): (&[u8], &[u8]),
    (other, other_figure): (&[u8], &[u8]),
    (width, height): (usize, usize),
) -> Result<Rgb8Image, WebError> {
    let opened = |file: &[u8], figure: &[u8]| -> Result<(Rgb8Image, Vec<bool>), WebError> {
        let picture = as_opened(&decode(file)?.picture, width, height);
        let flags = if figure.is_empty() { estimate_figure(&picture) } else { flags(figure) };
        if flags.len() != width * height {
            let found = flags.len();
            return Err(WebError::internal(format!("a figure of {found} pixels, not {width} x {height}")));
        }
        Ok((picture, flags))
    };
    let ((picture, figure), (ground, other)) = (opened(file, figure)?, opened(other, other_figure)?);
    Ok(on_ground_of(&picture, &figure, &ground, &other))
}

pub(super) fn flags(bytes: &[u8]) -> Vec<bool> {
    bytes.iter().map(|b| *b != 0).collect()
}
