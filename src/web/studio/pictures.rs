//! Pictures that are changed or drawn: one thing turned, the gallery's artist, pieces in a person's hand.

use std::rc::Rc;

use serde::{Deserialize, Serialize};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use super::{Cutting, Studio, WebError, from_js, pieces, to_js};
use crate::gallery::{Character, Part, Variation, cast, draw, draw_mask, edits, part_map};
use crate::picture::{Adjustment, Rgb8Image, WORKING_SIDE, adjust, at_most, select};
use crate::segment::{Segmentation, draw_region, from_labels, merge, split};
use crate::web::exchange::Pieces;

/// Most pieces that [`crate::explain::LimeParams`] allows.
const MOST_PIECES: usize = 127;

#[derive(Serialize)]
struct Drawn {
    character: Character,
    variation: Variation,
}

#[derive(Serialize)]
struct HandCut {
    cut: String,
    pieces: Pieces,
}

/// A change of the pieces.
#[derive(Deserialize)]
#[serde(tag = "kind", rename_all = "camelCase")]
enum Change {
    /// One piece of several.
    Merge { pieces: Vec<u16> },
    /// Two pieces of one.
    Split { piece: u16 },
    /// A piece of one's own: discs in pixels of the pieces' picture, as `x, y, radius` triples.
    Draw { discs: Vec<f64> },
}

#[wasm_bindgen]
impl Studio {
    /// The picture with one thing turned to each of `values`, at the model's input size, one behind the
    /// other. With `chosen` pieces of `cutting`, only those change (not for rotation and zoom).
    pub fn adjusted(
        &mut self,
        id: u32,
        knob: &str,
        values: &[f64],
        cutting: JsValue,
        chosen: &[u16],
    ) -> Result<Vec<u8>, WebError> {
        let mask = if chosen.is_empty() {
            None
        } else {
            let cut = self.cut(id, &from_js::<Cutting>(cutting)?)?;
            let input = self.model.input();
            let labels = cut.labels_at(input.width, input.height);
            Some(labels.iter().map(|l| chosen.contains(l)).collect::<Vec<bool>>())
        };
        let picture = self.at_input_size(&self.opened(id)?.part);
        let mut out = Vec::new();
        for &value in values {
            let adjustment = Adjustment::named(knob, value)
                .ok_or_else(|| WebError::internal(format!("there is no knob {knob:?}")))?;
            let changed = adjust(&picture, adjustment);
            let shown = mask.as_ref().map_or_else(|| changed.clone(), |m| select(&picture, &changed, m));
            out.extend(shown.into_data());
        }
        Ok(out)
    }

    /// What drew a gallery picture: `{ character, variation }`.
    pub fn drawn(&self, class: usize, picture: usize) -> Result<JsValue, WebError> {
        let seed = self.seed_of(class, picture)?;
        let character = cast()[class].character.clone();
        to_js(&Drawn { character, variation: Variation::training(seed) })
    }

    /// An SVG of a character, or of its part mask.
    pub fn sketch(&self, character: JsValue, variation: JsValue, mask: bool) -> Result<String, WebError> {
        let (character, variation): (Character, Variation) = (from_js(character)?, from_js(variation)?);
        Ok(if mask { draw_mask(&character, &variation) } else { draw(&character, &variation) })
    }

    /// Every one-step change: `[{ about, label, colour, current, character, variation }]`.
    pub fn edits(&self, character: JsValue, variation: JsValue) -> Result<JsValue, WebError> {
        to_js(&edits(&from_js(character)?, &from_js(variation)?))
    }

    /// Size of the picture that pieces are cut from: `[width, height]`.
    pub fn working_size(&self, id: u32) -> Result<Vec<usize>, WebError> {
        let working = at_most(&self.opened(id)?.part, WORKING_SIDE);
        Ok(vec![working.width(), working.height()])
    }

    /// Takes the parts of a picture: the rendered part mask at [`Self::working_size`], `R G B A`.
    /// Returns the names of the parts that are there, in the order of the pieces of the cut `parts`.
    pub fn set_parts(&mut self, id: u32, rgba: &[u8]) -> Result<Vec<String>, WebError> {
        let working = at_most(&self.opened(id)?.part, WORKING_SIDE);
        let map = part_map(opaque(rgba, working.width(), working.height())?.data());
        let labels: Vec<u32> = map.iter().map(|p| *p as u32).collect();
        let found = from_labels(working.width(), working.height(), &labels).map_err(WebError::internal)?;
        self.made.insert((id, "parts".into()), Rc::new(found));
        Ok(Part::ALL.iter().filter(|p| map.contains(p)).map(|p| p.name().to_owned()).collect())
    }

    /// The pieces of a picture by the settings, without any evaluation.
    pub fn cut_pieces(&mut self, id: u32, cutting: JsValue) -> Result<JsValue, WebError> {
        let segmentation = self.cut(id, &from_js::<Cutting>(cutting)?)?;
        to_js(&*self.pieces_of(&segmentation))
    }

    /// Changes the pieces by hand: `{ cut, pieces }`, with the name of the new cut.
    pub fn change_pieces(&mut self, id: u32, cutting: JsValue, change: JsValue) -> Result<JsValue, WebError> {
        let before = self.cut(id, &from_js::<Cutting>(cutting)?)?;
        let after = match from_js(change)? {
            Change::Merge { pieces } => merge(&before, &pieces),
            Change::Split { piece } => {
                let working = at_most(&self.opened(id)?.part, WORKING_SIDE);
                split(&before, piece, &working)
            }
            Change::Draw { discs } => draw_region(&before, &painted(&before, &discs)),
        };
        let after = after.map_err(WebError::internal)?;
        let most = MOST_PIECES;
        if !(2..=most).contains(&after.count()) {
            let message = format!("A picture takes 2 to {most} pieces; this would make {}.", after.count());
            return Err(WebError::new("pieces", message, ""));
        }
        self.hands += 1;
        let cut = format!("hand-{}", self.hands);
        let out = HandCut { cut: cut.clone(), pieces: pieces(&after) };
        self.made.insert((id, cut), Rc::new(after));
        to_js(&out)
    }
}

impl Studio {
    fn seed_of(&self, class: usize, picture: usize) -> Result<u64, WebError> {
        let entry = self.manifest.classes.get(class).and_then(|c| c.pictures.get(picture));
        entry.map(|p| p.seed).ok_or_else(|| WebError::internal(format!("no picture {picture} of {class}")))
    }
}

/// The pixels that discs cover.
fn painted(segmentation: &Segmentation, discs: &[f64]) -> Vec<bool> {
    let (width, height) = (segmentation.width(), segmentation.height());
    let mut mask = vec![false; width * height];
    for disc in discs.chunks_exact(3) {
        let (cx, cy, r) = (disc[0], disc[1], disc[2]);
        for (i, on) in mask.iter_mut().enumerate() {
            let (dx, dy) = ((i % width) as f64 + 0.5 - cx, (i / width) as f64 + 0.5 - cy);
            *on |= dx * dx + dy * dy <= r * r;
        }
    }
    mask
}

fn opaque(rgba: &[u8], width: usize, height: usize) -> Result<Rgb8Image, WebError> {
    let data = rgba.chunks_exact(4).flat_map(|p| [p[0], p[1], p[2]]).collect();
    Rgb8Image::new(width, height, data)
        .ok_or_else(|| WebError::internal(format!("{} bytes are not {width} x {height} pixels", rgba.len())))
}
