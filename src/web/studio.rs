//! What the studio worker does: hold pictures and evaluations, cut, solve. It has no model.

mod asks;
mod audit;
mod pictures;
mod saved;

use std::collections::BTreeMap;
use std::rc::Rc;

use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use super::error::WebError;
use super::exchange::{
    Cutting, Inserted, OpenedInfo, Pieces, Place, Prepared, Question, Size, Solution, View, from_js, pieces,
    to_js,
};
use super::in_use::InUse;
use super::runs::{Asked, AskedLikeness, RunKey, Runs};
use crate::explain::heat::{Layer, SHIFTS, heat_map};
use crate::explain::{LimeParams, Perturbation, PictureMeta, explain};
use crate::model::Manifest;
use crate::picture::{
    OPEN_SIDE, Rect, Rgb8Image, WORKING_SIDE, at_most, centred_square, crop, decode, encode_png,
    longest_side, resize, sha256_hex,
};
use crate::segment::{Segmentation, grid, slic_shifted};

/// Longest side of what is handed to the page to be shown.
const PREVIEW_SIDE: usize = 1024;

struct Opened {
    whole: Rc<Rgb8Image>,
    part: Rgb8Image,
    sha256: String,
}

/// SHA-256 of a file.
#[wasm_bindgen]
pub fn fingerprint(bytes: &[u8]) -> String {
    sha256_hex(bytes)
}

/// Pictures, superpixels and evaluations of one page.
#[wasm_bindgen]
pub struct Studio {
    /// The gallery: what the artist drew.
    pub(super) manifest: Manifest,
    /// Whom explanations are about.
    pub(super) model: InUse,
    pictures: BTreeMap<u32, Opened>,
    last: u32,
    /// Superpixels by picture, number, compactness and shift of the seeds.
    cuts: BTreeMap<(u32, usize, u64, usize), Rc<Segmentation>>,
    /// Pieces that were given: the parts of a drawing, and those made by hand, by the name of their cut.
    made: BTreeMap<(u32, String), Rc<Segmentation>>,
    /// Cuts made by hand so far.
    hands: u32,
    /// The pieces that were asked for last: first to be shown, then for their explanation.
    outlined: Option<(Rc<Segmentation>, Rc<Pieces>)>,
    /// The run that [`Self::begin`] was last asked about.
    begun: Option<(String, Perturbation)>,
    pub(super) runs: Runs,
}

#[wasm_bindgen]
impl Studio {
    /// An empty studio; `manifest` is the text of `manifest.json`.
    #[wasm_bindgen(constructor)]
    pub fn new(manifest: &str) -> Result<Studio, WebError> {
        let manifest = Manifest::parse(manifest)?;
        let (pictures, cuts) = (BTreeMap::new(), BTreeMap::new());
        let (made, hands, outlined, begun) = (BTreeMap::new(), 0, None, None);
        let model = InUse::shipped(&manifest);
        let runs = Runs::default();
        Ok(Self { manifest, model, pictures, last: 0, cuts, made, hands, outlined, begun, runs })
    }

    /// Another model in the place of the one in use, by its name, `sha256`, size of pictures and classes;
    /// nothing stands for the shipped one. Pictures and pieces stay, and evaluations wait for their model.
    #[wasm_bindgen(js_name = useModel)]
    pub fn use_model(&mut self, facts: JsValue) -> Result<(), WebError> {
        self.model = if facts.is_null() { InUse::shipped(&self.manifest) } else { from_js(facts)? };
        self.begun = None;
        Ok(())
    }

    /// Decodes a file; the part in use is the centred square.
    /// Returns `{ id, width, height, sha256, crop, whole }`.
    pub fn open(&mut self, bytes: &[u8]) -> Result<JsValue, WebError> {
        let whole = at_most(&decode(bytes)?.picture, OPEN_SIDE);
        let square = centred_square(whole.width(), whole.height());
        self.keep(Rc::new(whole), square, sha256_hex(bytes))
    }

    /// Another part of an opened picture, as a picture of its own.
    pub fn crop(
        &mut self,
        id: u32,
        x: usize,
        y: usize,
        width: usize,
        height: usize,
    ) -> Result<JsValue, WebError> {
        let opened = self.opened(id)?;
        let (whole, sha256) = (Rc::clone(&opened.whole), opened.sha256.clone());
        self.keep(whole, Rect { x, y, width, height }, sha256)
    }

    /// Forgets a picture and all that was made of it.
    pub fn close(&mut self, id: u32) {
        self.pictures.remove(&id);
        self.cuts.retain(|(picture, ..), _| *picture != id);
        self.made.retain(|(picture, _), _| *picture != id);
        self.runs.forget(id);
    }

    /// PNG bytes of the whole picture or of the part in use, small enough to be shown.
    pub fn preview(&self, id: u32, whole: bool) -> Result<Vec<u8>, WebError> {
        let opened = self.opened(id)?;
        let picture = if whole { opened.whole.as_ref() } else { &opened.part };
        Ok(encode_png(&at_most(picture, PREVIEW_SIDE)))
    }

    /// The part in use at the model's input size, `height × width × 3` bytes.
    pub fn input(&self, id: u32) -> Result<Vec<u8>, WebError> {
        Ok(self.at_input_size(&self.opened(id)?.part).into_data())
    }

    /// The same at another size: for a model that is not in use yet.
    #[wasm_bindgen(js_name = inputAt)]
    pub fn input_at(&self, id: u32, width: usize, height: usize) -> Result<Vec<u8>, WebError> {
        Ok(resize(&self.opened(id)?.part, width, height).into_data())
    }

    /// Cuts the picture and finds or makes the evaluations of a question.
    /// Returns `{ run, pieces, references, done, planned, stopped }`.
    pub fn prepare(&mut self, question: JsValue) -> Result<JsValue, WebError> {
        let Question { picture, class_index, rival_index, settings, logits, likeness } = from_js(question)?;
        let params = LimeParams {
            segments: settings.cutting.segments,
            compactness: settings.cutting.compactness,
            design: settings.design,
            evaluations: settings.evaluations,
            seed: settings.seed,
            fill: settings.fill,
            scale: settings.scale,
            kernel_width: settings.kernel_width,
            ..LimeParams::default()
        };
        let params = params.validated().map_err(WebError::setting)?;
        let segmentation = self.cut(picture, &settings.cutting)?;
        let pieces = self.pieces_of(&segmentation);
        let opened = self.opened(picture)?;
        let asked = Asked {
            class: class_index,
            rival: rival_index,
            params: params.get(),
            picture: PictureMeta {
                width: opened.part.width(),
                height: opened.part.height(),
                sha256: opened.sha256.clone(),
            },
            segmentation: Rc::clone(&segmentation),
            logits,
            likeness: likeness.map(|l| AskedLikeness { set: l.set, names: l.names, avoid: l.avoid }),
            first_reference: shift_of(&settings.cutting.cut).unwrap_or(0),
        };
        let key = RunKey::asked(picture, &settings.cutting.cut, &self.model, &asked);
        let run = self.runs.find_or_make(key, &self.model, asked).map_err(WebError::internal)?;
        let stopped = run.evaluations.settle(&run.view, &run.stop).map_err(WebError::internal)?;
        to_js(&Prepared {
            run: run.name.clone(),
            pieces: &pieces,
            references: run.references.clone(),
            done: run.evaluations.usable(),
            planned: run.evaluations.planned(),
            stopped: stopped.map(|s| s.name()),
        })
    }

    /// What the evaluation workers need: `{ plan, rgb, labels, references }`. `references` are the pixels of
    /// the pictures that [`Self::prepare`] asked for, in its order, at the model's input size.
    pub fn begin(&mut self, run: &str, references: Vec<js_sys::Uint8Array>) -> Result<JsValue, WebError> {
        let name = run;
        let run = self.runs.named(name)?;
        let (width, height) = (self.model.width, self.model.height);
        let pixels: Vec<Vec<u8>> = references.iter().map(js_sys::Uint8Array::to_vec).collect();
        let joined = js_sys::Uint8Array::from(&pixels.concat()[..]);
        let mut shown = Vec::new();
        for rgb in pixels {
            let found = rgb.len();
            shown.push(Rgb8Image::new(width, height, rgb).ok_or_else(|| {
                WebError::internal(format!("{found} bytes are no picture of {width} x {height}"))
            })?);
        }
        let input = self.at_input_size(&self.opened(run.key.picture)?.part);
        let rgb = js_sys::Uint8Array::from(input.data());
        let setup = run.evaluations.setup();
        let perturbation = Perturbation::new(
            self.model.input(),
            input,
            &setup.segmentation,
            setup.fill,
            &shown,
            setup.design,
        )
        .map_err(WebError::internal)?;
        let labels = run.evaluations.setup().segmentation.labels();
        let payload = js_sys::Object::new();
        let set = |name: &str, value: &JsValue| {
            js_sys::Reflect::set(&payload, &name.into(), value)
                .map(|_| ())
                .map_err(|e| WebError::internal(format!("{e:?}")))
        };
        set("plan", &to_js(&run.plan())?)?;
        set("rgb", &rgb)?;
        set("labels", &js_sys::Uint16Array::from(labels))?;
        set("references", &joined)?;
        self.begun = Some((name.to_owned(), perturbation));
        Ok(payload.into())
    }

    /// Takes the logits of evaluations from `first` on. Returns `{ done, stopped }`.
    pub fn insert(&mut self, run: &str, first: usize, rows: &[f32]) -> Result<JsValue, WebError> {
        let run = self.runs.named_mut(run)?;
        let count = rows.len() / run.evaluations.classes();
        run.evaluations.insert(first..first + count, rows).map_err(WebError::internal)?;
        let stopped = run.evaluations.settle(&run.view, &run.stop).map_err(WebError::internal)?;
        to_js(&Inserted { done: run.evaluations.usable(), stopped: stopped.map(|s| s.name()) })
    }

    /// The explanation as far as the evaluations go. Runs no model.
    pub fn solve(&self, run: &str, view: JsValue) -> Result<JsValue, WebError> {
        let view = View::read(view)?;
        let run = self.runs.named(run)?;
        let found = explain(&run.evaluations, &view).map_err(WebError::internal)?;
        to_js(&Solution {
            weights: found.weights.iter().map(|w| w.value).collect(),
            standard_errors: found.weights.iter().map(|w| w.standard_error).collect(),
            reference_errors: found.weights.iter().map(|w| w.reference_error).collect(),
            intercept: found.intercept,
            fidelity: found.fidelity,
            local_prediction: found.local_prediction,
            prediction: found.prediction,
        })
    }

    /// What each pixel is worth over runs that cut the same picture in several ways, row-major, `height × width`
    /// values on the view's scale. Runs no model.
    pub fn heat(
        &self,
        runs: Vec<String>,
        view: JsValue,
        width: usize,
        height: usize,
    ) -> Result<Vec<f32>, WebError> {
        let view = View::read(view)?;
        let mut found = Vec::with_capacity(runs.len());
        for name in &runs {
            let evaluations = &self.runs.named(name)?.evaluations;
            let weights = explain(evaluations, &view).map_err(WebError::internal)?.weights;
            found.push((
                &evaluations.setup().segmentation,
                weights.iter().map(|w| w.value).collect::<Vec<_>>(),
            ));
        }
        if found.is_empty() {
            return Err(WebError::internal("a heat map is made of at least one run"));
        }
        let layers: Vec<Layer<'_>> =
            found.iter().map(|(segmentation, weights)| Layer { segmentation, weights }).collect();
        Ok(heat_map(&layers, width, height).into_iter().map(|heat| heat as f32).collect())
    }
}

/// Which of [`SHIFTS`] a cut by SLIC has: "slic" or "shifted-1" and so on.
fn shift_of(cut: &str) -> Option<usize> {
    if cut == "slic" {
        return Some(0);
    }
    cut.strip_prefix("shifted-")?.parse().ok().filter(|shift| (1..SHIFTS.len()).contains(shift))
}

impl Studio {
    fn opened(&self, id: u32) -> Result<&Opened, WebError> {
        self.pictures.get(&id).ok_or_else(|| WebError::internal(format!("there is no picture {id}")))
    }

    fn keep(&mut self, whole: Rc<Rgb8Image>, rect: Rect, sha256: String) -> Result<JsValue, WebError> {
        let part = crop(&whole, rect)
            .ok_or_else(|| WebError::internal(format!("{rect:?} is no part of the picture")))?;
        self.last += 1;
        let info = OpenedInfo {
            id: self.last,
            width: part.width(),
            height: part.height(),
            sha256: sha256.clone(),
            crop: Place { x: rect.x, y: rect.y, width: rect.width, height: rect.height },
            whole: Size { width: whole.width(), height: whole.height() },
        };
        self.pictures.insert(self.last, Opened { whole, part, sha256 });
        to_js(&info)
    }

    fn at_input_size(&self, picture: &Rgb8Image) -> Rgb8Image {
        let input = self.model.input();
        resize(picture, input.width, input.height)
    }

    fn pieces_of(&mut self, segmentation: &Rc<Segmentation>) -> Rc<Pieces> {
        if let Some((known, pieces)) = &self.outlined
            && Rc::ptr_eq(known, segmentation)
        {
            return Rc::clone(pieces);
        }
        let made = Rc::new(pieces(segmentation));
        self.outlined = Some((Rc::clone(segmentation), Rc::clone(&made)));
        made
    }

    fn cut(&mut self, picture: u32, cutting: &Cutting) -> Result<Rc<Segmentation>, WebError> {
        let Cutting { cut, segments, compactness } = cutting;
        if let Some(shift) = shift_of(cut) {
            return self.slic(picture, *segments, *compactness, shift);
        }
        match cut.as_str() {
            "grid" => {
                let part = &self.opened(picture)?.part;
                let (width, height) = longest_side(part.width(), part.height(), WORKING_SIDE);
                let shape = width as f64 / height as f64;
                let columns = (libm::sqrt(*segments as f64 * shape) as usize).clamp(1, *segments);
                let found = grid(width, height, columns, (segments / columns).max(1));
                Ok(Rc::new(found.map_err(WebError::internal)?))
            }
            other => {
                let found = self.made.get(&(picture, other.to_owned())).map(Rc::clone);
                found.ok_or_else(|| {
                    WebError::new("cut", "These pieces are gone. Choose how to cut the picture again.", other)
                })
            }
        }
    }

    fn slic(
        &mut self,
        picture: u32,
        segments: usize,
        compactness: f64,
        shift: usize,
    ) -> Result<Rc<Segmentation>, WebError> {
        let key = (picture, segments, compactness.to_bits(), shift);
        if let Some(known) = self.cuts.get(&key) {
            return Ok(Rc::clone(known));
        }
        let working = at_most(&self.opened(picture)?.part, WORKING_SIDE);
        let found =
            slic_shifted(&working, segments, compactness, SHIFTS[shift]).map_err(WebError::setting)?;
        let found = Rc::new(found);
        self.cuts.insert(key, Rc::clone(&found));
        Ok(found)
    }
}
