//! The gallery's artist, for the page: drawings of the model's characters that nobody has seen yet.

use wasm_bindgen::prelude::wasm_bindgen;

use super::error::WebError;
use super::studio::Studio;
use crate::gallery::{Variation, cast, draw};
use crate::picture::{Rgb8Image, resize};

#[wasm_bindgen]
impl Studio {
    /// A drawing of a class of the model as SVG: pose, expression, light and place follow from the seed, as
    /// in the pictures that the model was trained on. Nothing for a class that is not in the gallery.
    pub fn draw(&self, class: usize, seed: u32) -> Option<String> {
        let name = &self.manifest.classes.get(class)?.name;
        let member = cast().iter().find(|m| m.name == *name)?;
        Some(draw(&member.character, &Variation::training(u64::from(seed))))
    }

    /// A drawn picture (`height × width × 4` bytes, opaque) at the model's input size, `height × width × 3`.
    pub fn fit(&self, rgba: &[u8], width: usize, height: usize) -> Result<Vec<u8>, WebError> {
        let rgb = rgba.as_chunks::<4>().0.iter().flat_map(|&[r, g, b, _]| [r, g, b]).collect();
        let picture = Rgb8Image::new(width, height, rgb)
            .ok_or_else(|| WebError::internal(format!("{} bytes are no picture", rgba.len())))?;
        let input = self.model.input();
        Ok(resize(&picture, input.width, input.height).into_data())
    }
}
