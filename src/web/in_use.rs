//! The model in use as the studio knows it: names and pictures of its classes, never its network.

use serde::Deserialize;

use crate::model::{InputSpec, Manifest};

/// What explanations are about: a model's name, the size of its pictures, and its classes.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub(super) struct InUse {
    /// What explanations call it.
    pub(super) name: String,
    /// SHA-256 of its files. Evaluations of one model do not answer for another.
    pub(super) sha256: String,
    /// Pixels per row.
    pub(super) width: usize,
    /// Rows.
    pub(super) height: usize,
    /// In the order of its scores.
    pub(super) classes: Vec<Class>,
}

/// A class and the pictures that switched-off superpixels may show.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub(super) struct Class {
    pub(super) name: String,
    pub(super) pictures: Vec<Picture>,
}

/// A reference picture.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub(super) struct Picture {
    pub(super) name: String,
    /// Of its file.
    pub(super) sha256: String,
}

impl InUse {
    /// The shipped model.
    pub(super) fn shipped(manifest: &Manifest) -> Self {
        let picture = |p: &crate::model::manifest::PictureEntry| Picture {
            name: p.path.clone(),
            sha256: p.sha256.clone(),
        };
        let class = |c: &crate::model::manifest::ClassEntry| Class {
            name: c.name.clone(),
            pictures: c.pictures.iter().map(picture).collect(),
        };
        let InputSpec { width, height } = manifest.input_spec();
        Self {
            name: manifest.model_name(),
            sha256: manifest.model_sha256(),
            width,
            height,
            classes: manifest.classes.iter().map(class).collect(),
        }
    }

    /// The size of picture it takes.
    pub(super) fn input(&self) -> InputSpec {
        InputSpec { width: self.width, height: self.height }
    }

    /// Class and place of the reference picture with this file.
    pub(super) fn find(&self, sha256: &str) -> Option<(usize, usize)> {
        let classes = self.classes.iter().enumerate();
        classes
            .flat_map(|(class, c)| c.pictures.iter().enumerate().map(move |(i, p)| (class, i, p)))
            .find_map(|(class, i, p)| (p.sha256 == sha256).then_some((class, i)))
    }
}
