//! One explanation of a test picture by the product's own code, and whether it is right.

use std::ops::ControlFlow;

use moelens::explain::{Evaluations, ModelMeta};
use moelens::explain::{
    Explanation, Fill, LimeParams, PictureMeta, Question, ReferenceMeta, ValidLimeParams, explain, lime,
};
use moelens::gallery::Part;
use moelens::model::OnnxModel;
use moelens::picture::Rgb8Image;
use moelens::segment::{Segmentation, slic_at_most};

use crate::network::classifier;
use crate::study::{TestPicture, Trained};

/// A superpixel lies on the cause when half of it does, or when it holds so much of a small cause.
const HALF: f64 = 0.5;
const OF_SMALL: f64 = 0.3;

/// For each superpixel, whether it lies on the cause; never without a cause that is at a place.
pub fn on_cause(segmentation: &Segmentation, parts: &[Part], cause: Option<Part>) -> Vec<bool> {
    let mut hits = vec![0usize; segmentation.count()];
    for (&label, &part) in segmentation.labels().iter().zip(parts) {
        hits[usize::from(label)] += usize::from(Some(part) == cause);
    }
    let all: usize = hits.iter().sum();
    let lies = |(&hit, area): (&usize, usize)| {
        hit as f64 >= HALF * area as f64 || (all > 0 && hit as f64 >= OF_SMALL * all as f64)
    };
    hits.iter().zip(segmentation.areas()).map(lies).collect()
}

/// What was found of a picture.
pub struct Found {
    /// The superpixels.
    pub segmentation: Segmentation,
    /// The evaluations.
    pub evaluations: Evaluations,
    /// What they say with all of them.
    pub explanation: Explanation,
}

impl Found {
    /// The superpixel that speaks most for the class.
    pub fn heaviest(&self) -> usize {
        let value = |i: usize| self.explanation.weights[i].value;
        (1..self.explanation.weights.len()).fold(0, |best, i| if value(i) > value(best) { i } else { best })
    }
}

/// Explains why `test` is class `sides.0` rather than `sides.1`, with all comparison pictures.
///
/// # Panics
/// When the settings do not fit the picture: they come from this program.
pub fn ask(
    model: &mut OnnxModel,
    trained: &Trained,
    test: &TestPicture,
    params: &ValidLimeParams,
    sides: (usize, usize),
) -> Found {
    let settings = params.get();
    let segmentation =
        slic_at_most(&test.drawing, settings.segments, settings.compactness).expect("valid settings");
    let all: Vec<usize> = (0..trained.references[sides.1].len()).collect();
    ask_with(model, trained, test, params, sides, segmentation, &all)
}

/// The same with superpixels given, and only some of the comparison pictures, by number.
///
/// # Panics
/// As [`ask`].
pub fn ask_with(
    model: &mut OnnxModel,
    trained: &Trained,
    test: &TestPicture,
    params: &ValidLimeParams,
    (class, rival): (usize, usize),
    segmentation: Segmentation,
    chosen: &[usize],
) -> Found {
    let of = |class: usize| &trained.references[class];
    let references: Vec<&Rgb8Image> = match params.get().fill {
        Fill::Contrastive => chosen.iter().map(|&i| &of(rival)[i]).collect(),
        Fill::Others => chosen.iter().map(|&i| &of((class + 1 + i % 3) % 4)[i]).collect(),
        _ => Vec::new(),
    };
    let named = |(i, picture): (usize, &&Rgb8Image)| {
        let meta = ReferenceMeta { class: "rival".into(), name: i.to_string(), sha256: String::new() };
        (meta, (*picture).clone())
    };
    let question = Question {
        picture: test.picture.clone(),
        picture_meta: PictureMeta {
            width: test.drawing.width(),
            height: test.drawing.height(),
            sha256: String::new(),
        },
        model_meta: ModelMeta { name: "planted".into(), sha256: String::new(), classes: names() },
        segmentation: segmentation.clone(),
        class,
        rival,
        references: references.iter().enumerate().map(named).collect(),
    };
    let mut classifier = classifier(model, &trained.head);
    let mut go_on = |_: &Evaluations| ControlFlow::Continue(());
    let evaluations =
        lime::run(&mut classifier, question, params, &mut go_on).expect("the shipped backbone runs");
    let explanation = explain(&evaluations, &params.view(class, rival)).expect("a whole explanation");
    Found { segmentation, evaluations, explanation }
}

/// Names of the classes of a head.
fn names() -> Vec<String> {
    ["A", "B", "C", "D"].map(String::from).to_vec()
}

/// The product's defaults with another fill.
pub fn with_fill(defaults: &LimeParams, fill: Fill) -> LimeParams {
    LimeParams { fill, ..defaults.clone() }
}
