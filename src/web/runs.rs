//! The evaluations that a page has made, found again by what made them.

use std::rc::Rc;

use serde::Serialize;

use super::error::WebError;
use super::in_use::InUse;
use crate::explain::{
    Design, DesignKind, Evaluations, EvaluationsError, Fill, LimeParams, ModelMeta, PictureMeta,
    ReferenceMeta, Setup, StopRule, Target, ViewParams, other_classes,
};
use crate::segment::Segmentation;

/// Evaluations that are kept; the ones asked for longest ago go first. A heat map has four.
const KEPT: usize = 64;

/// A reference picture by class and place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub(super) struct Reference {
    pub(super) class: usize,
    pub(super) picture: usize,
}

/// What makes evaluations, apart from how many.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct RunKey {
    /// SHA-256 of the model.
    model: String,
    pub(super) picture: u32,
    cut: String,
    segments: usize,
    compactness: f64,
    design: DesignKind,
    seed: u64,
    fill: Fill,
    /// The class whose pictures are shown, or not shown, where the fill depends on one.
    about: Option<usize>,
    /// For questions about a likeness: the set of characters, and whose pictures are shown. One run
    /// answers for every character of the set whose pictures are not shown.
    likeness: Option<(u32, Vec<usize>)>,
}

impl RunKey {
    pub(super) fn new(
        model: &InUse,
        picture: u32,
        cut: &str,
        (class, rival): (usize, usize),
        params: &LimeParams,
    ) -> Self {
        let about = match params.fill {
            Fill::Contrastive => Some(rival),
            Fill::Others => Some(class),
            _ => None,
        };
        Self {
            model: model.sha256.clone(),
            likeness: None,
            picture,
            cut: cut.to_owned(),
            segments: params.segments,
            compactness: params.compactness,
            design: params.design,
            seed: params.seed,
            fill: params.fill,
            about,
        }
    }

    /// The key of a question, which may be about a likeness.
    pub(super) fn asked(picture: u32, cut: &str, model: &InUse, asked: &Asked) -> Self {
        let key = Self::new(model, picture, cut, (asked.class, asked.rival), asked.params);
        let Some(likeness) = &asked.likeness else { return key };
        let shown = shown_for_likeness(model, asked, likeness);
        Self { about: None, likeness: Some((likeness.set, shown)), ..key }
    }
}

/// Evaluations and what the page needs to go on with them.
pub(super) struct Run {
    pub(super) name: String,
    pub(super) key: RunKey,
    pub(super) references: Vec<Reference>,
    pub(super) evaluations: Evaluations,
    /// How the stopping rule looks at them.
    pub(super) view: ViewParams,
    pub(super) stop: StopRule,
}

/// What defines masks and fills, for the evaluation workers.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Plan {
    width: usize,
    height: usize,
    count: usize,
    design: DesignKind,
    seed: u64,
    fill: Fill,
    references: usize,
}

impl Run {
    pub(super) fn plan(&self) -> Plan {
        let Setup { segmentation, design, fill, .. } = self.evaluations.setup();
        Plan {
            width: segmentation.width(),
            height: segmentation.height(),
            count: segmentation.count(),
            design: design.kind(),
            seed: design.seed(),
            fill: *fill,
            references: self.references.len(),
        }
    }
}

/// What a run is asked about.
pub(super) struct Asked<'a> {
    pub(super) class: usize,
    pub(super) rival: usize,
    pub(super) params: &'a LimeParams,
    pub(super) picture: PictureMeta,
    pub(super) segmentation: Rc<Segmentation>,
    /// Logits of the picture itself.
    pub(super) logits: Vec<f32>,
    pub(super) likeness: Option<AskedLikeness>,
    /// Which of the references comes first; those before it come last.
    pub(super) first_reference: usize,
}

/// Characters that take the place of the model's classes, with cosines in the place of logits.
pub(super) struct AskedLikeness {
    pub(super) set: u32,
    pub(super) names: Vec<String>,
    pub(super) avoid: Vec<usize>,
}

/// The kept runs, the newest last.
#[derive(Default)]
pub(super) struct Runs {
    runs: Vec<Run>,
    made: u32,
}

impl Runs {
    /// The run of a key with at least the evaluations it has; made, or made larger, when needed.
    pub(super) fn find_or_make(
        &mut self,
        key: RunKey,
        model: &InUse,
        asked: Asked,
    ) -> Result<&mut Run, EvaluationsError> {
        let old = self.runs.iter().position(|r| r.key == key).map(|place| self.runs.remove(place));
        let view = ViewParams {
            kernel_width: asked.params.kernel_width,
            ..ViewParams::new(Target { class: asked.class, rival: asked.rival, scale: asked.params.scale })
        };
        let stop = asked.params.stop;
        let run = match old {
            Some(old) if old.evaluations.planned() == asked.params.evaluations => Run { view, stop, ..old },
            old => {
                self.made += 1;
                let references = references(model, &asked);
                let setup = setup(model, &asked, &references, &key);
                let mut evaluations = Evaluations::new(setup, asked.logits)?;
                if let Some(old) = old {
                    // Masks and references of an evaluation do not depend on how many are planned.
                    let shared = old.evaluations.complete_prefix().min(evaluations.planned());
                    for i in 0..shared {
                        evaluations.insert(i..i + 1, old.evaluations.logits_of(i))?;
                    }
                }
                Run { name: format!("run {}", self.made), key, references, evaluations, view, stop }
            }
        };
        if self.runs.len() >= KEPT {
            self.runs.remove(0);
        }
        self.runs.push(run);
        let last = self.runs.len() - 1;
        Ok(&mut self.runs[last])
    }

    /// Takes evaluations that were made elsewhere, as those of a key.
    pub(super) fn adopt(&mut self, key: RunKey, evaluations: Evaluations, model: &InUse, view: ViewParams) {
        self.runs.retain(|r| r.key != key);
        self.made += 1;
        let by_sha = |sha: &str| model.find(sha).map(|(class, picture)| Reference { class, picture });
        let references = evaluations.setup().references.iter().filter_map(|r| by_sha(&r.sha256)).collect();
        let stop = StopRule { top: 0, precision: 0.0 };
        self.runs.push(Run { name: format!("run {}", self.made), key, references, evaluations, view, stop });
    }

    pub(super) fn named(&self, name: &str) -> Result<&Run, WebError> {
        self.runs.iter().find(|r| r.name == name).ok_or_else(|| missing(name))
    }

    pub(super) fn named_mut(&mut self, name: &str) -> Result<&mut Run, WebError> {
        self.runs.iter_mut().find(|r| r.name == name).ok_or_else(|| missing(name))
    }

    /// Drops all runs of a picture.
    pub(super) fn forget(&mut self, picture: u32) {
        self.runs.retain(|r| r.key.picture != picture);
    }
}

fn missing(name: &str) -> WebError {
    WebError::internal(format!("there are no evaluations named {name:?}"))
}

/// The pictures that switched-off superpixels show: the rival's, or one each of other classes.
/// The explained picture itself is never among them.
fn references(model: &InUse, asked: &Asked) -> Vec<Reference> {
    let of = |class: usize| {
        (0..model.classes[class].pictures.len()).map(move |picture| Reference { class, picture })
    };
    let is_other = |r: &Reference| model.classes[r.class].pictures[r.picture].sha256 != asked.picture.sha256;
    let mut all: Vec<Reference> = match asked.params.fill {
        Fill::Contrastive => of(asked.rival).filter(is_other).collect(),
        Fill::Others => {
            let blocks = asked.first_reference + asked.params.evaluations.div_ceil(64).max(1);
            let classes = match &asked.likeness {
                Some(likeness) => shown_for_likeness(model, asked, likeness),
                None => other_classes(asked.params.seed, model.classes.len(), asked.class, blocks),
            };
            classes.into_iter().filter_map(|class| of(class).find(is_other)).collect()
        }
        _ => Vec::new(),
    };
    if !all.is_empty() {
        let first = asked.first_reference % all.len();
        all.rotate_left(first);
    }
    all
}

/// Classes whose pictures are shown when a likeness is asked about: a fixed order of all, without those to
/// avoid, one per block.
fn shown_for_likeness(model: &InUse, asked: &Asked, likeness: &AskedLikeness) -> Vec<usize> {
    if asked.params.fill != Fill::Others {
        return Vec::new();
    }
    let (seed, classes) = (asked.params.seed, model.classes.len());
    let blocks = asked.params.evaluations.div_ceil(64).max(1);
    // Without a class to leave out, the order is of all of them.
    let all = other_classes(seed, classes + 1, classes, classes);
    all.into_iter().filter(|class| !likeness.avoid.contains(class)).take(blocks).collect()
}

fn setup(model: &InUse, asked: &Asked, references: &[Reference], key: &RunKey) -> Setup {
    let meta = |r: &Reference| {
        let class = &model.classes[r.class];
        let picture = &class.pictures[r.picture];
        ReferenceMeta {
            class: class.name.clone(),
            name: picture.name.clone(),
            sha256: picture.sha256.clone(),
        }
    };
    Setup {
        picture: asked.picture.clone(),
        model: ModelMeta {
            name: model.name.clone(),
            sha256: model.sha256.clone(),
            classes: match &asked.likeness {
                Some(likeness) => likeness.names.clone(),
                None => model.classes.iter().map(|c| c.name.clone()).collect(),
            },
        },
        segmentation: asked.segmentation.as_ref().clone(),
        design: Design::new(key.design, key.seed, asked.segmentation.count())
            .expect("settings allow at most 127 superpixels"),
        planned: asked.params.evaluations,
        fill: key.fill,
        rival: (key.fill == Fill::Contrastive).then_some(asked.rival),
        references: references.iter().map(meta).collect(),
    }
}
