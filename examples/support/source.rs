//! A model for the examples with its class names and the pictures it has to compare with.

use std::path::{Path, PathBuf};

use moelens::explain::{Fill, ModelMeta, ReferenceMeta, other_classes};
use moelens::model::fused::TileHeight;
use moelens::model::{Classifier, InputSpec, Manifest, Model, OnnxModel, OnnxOptions};
use moelens::picture::{Rgb8Image, decode, resize, sha256_hex};

/// An error as a sentence.
pub type Failure = Box<dyn std::error::Error>;

/// How a command ends: an error is said as a sentence.
pub fn ended(result: Result<(), Failure>) -> std::process::ExitCode {
    match result {
        Ok(()) => std::process::ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("error: {failure}");
            std::process::ExitCode::FAILURE
        }
    }
}

/// Reads a file; the error names it.
pub fn read(path: &Path) -> Result<Vec<u8>, Failure> {
    std::fs::read(path).map_err(|e| format!("{} cannot be read: {e}", path.display()).into())
}

/// Reads and decodes a picture, upright and opaque; the error names it.
pub fn open(path: &Path) -> Result<(Rgb8Image, String), Failure> {
    let bytes = read(path)?;
    let decoded = decode(&bytes).map_err(|e| format!("{}: {e}", path.display()))?;
    Ok((decoded.picture, sha256_hex(&bytes)))
}

/// Where pictures of classes come from.
enum Pictures {
    /// The four of each class that the manifest names.
    Shipped(PathBuf, Box<Manifest>),
    /// A folder of folders named after classes.
    Folder(PathBuf),
    /// The model's classes have none; those of the shipped gallery stand in, when they are there.
    StandIns(PathBuf, Option<Box<Manifest>>),
}

/// A model, its classes, and their pictures.
pub struct Source {
    /// The model.
    pub model: Box<dyn Model>,
    /// What explanations say of it.
    pub meta: ModelMeta,
    pictures: Pictures,
}

/// The folder of the shipped model.
pub fn shipped_folder() -> PathBuf {
    let here = PathBuf::from("models");
    if here.is_dir() { here } else { Path::new(env!("CARGO_MANIFEST_DIR")).join("models") }
}

impl Source {
    /// The shipped model in `folder`, which holds `manifest.json`.
    pub fn shipped(folder: &Path) -> Result<Self, Failure> {
        let manifest = Manifest::parse(&String::from_utf8(read(&folder.join("manifest.json"))?)?)?;
        let backbone = read(&folder.join(&manifest.backbone.path))?;
        let head = read(&folder.join(&manifest.head.path))?;
        let model = Box::new(Classifier::from_manifest(&manifest, &backbone, &head, TileHeight::default())?);
        let classes = manifest.classes.iter().map(|c| c.name.clone()).collect();
        let meta = ModelMeta { name: manifest.model_name(), sha256: manifest.model_sha256(), classes };
        Ok(Self { model, meta, pictures: Pictures::Shipped(folder.into(), Box::new(manifest)) })
    }

    /// Any ONNX classifier; `labels` has a class name per line, without it classes are numbers from 0.
    pub fn foreign(file: &Path, labels: Option<&Path>) -> Result<Self, Failure> {
        let bytes = read(file)?;
        let model = Box::new(OnnxModel::load(&bytes, &OnnxOptions::default())?);
        let count = model.outputs().classes;
        let classes: Vec<String> = match labels {
            Some(path) => String::from_utf8(read(path)?)?.lines().map(|l| l.trim().to_owned()).collect(),
            None => (0..count).map(|c| c.to_string()).collect(),
        };
        if classes.len() != count {
            return Err(format!("the model has {count} classes, the labels name {}", classes.len()).into());
        }
        let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let meta = ModelMeta { name, sha256: sha256_hex(&bytes), classes };
        let folder = shipped_folder();
        let manifest = std::fs::read_to_string(folder.join("manifest.json")).ok();
        let gallery = manifest.and_then(|text| Manifest::parse(&text).ok()).map(Box::new);
        Ok(Self { model, meta, pictures: Pictures::StandIns(folder, gallery) })
    }

    /// Takes pictures of classes from a folder of folders named after them.
    pub fn with_references(mut self, folder: &Path) -> Self {
        self.pictures = Pictures::Folder(folder.into());
        self
    }

    /// The truest fill that there are pictures for: the rival's, else pictures of the gallery, else grey.
    pub fn best_fill(&self) -> Fill {
        match self.pictures {
            Pictures::Shipped(..) | Pictures::Folder(_) => Fill::Contrastive,
            Pictures::StandIns(_, Some(_)) => Fill::Others,
            Pictures::StandIns(_, None) => Fill::Grey,
        }
    }

    /// The place of a class by name.
    pub fn class(&self, name: &str) -> Result<usize, Failure> {
        let found = self.meta.classes.iter().position(|c| c == name);
        found.ok_or_else(|| format!("the model has no class named {name:?}").into())
    }

    /// The pictures that `fill` shows for "why `class` rather than `rival`?", at most `count`, at the
    /// model's input size.
    pub fn references(
        &self,
        fill: Fill,
        (class, rival): (usize, usize),
        count: usize,
        seed: u64,
    ) -> Result<Vec<(ReferenceMeta, Rgb8Image)>, Failure> {
        if let (Fill::Others, Pictures::StandIns(folder, Some(manifest))) = (fill, &self.pictures) {
            return self.stand_ins(folder, manifest, count, seed);
        }
        let chosen: Vec<(usize, PathBuf)> = match fill {
            Fill::Contrastive => self.files(rival)?.into_iter().take(count).map(|f| (rival, f)).collect(),
            Fill::Others => {
                let classes = self.meta.classes.len();
                let order = other_classes(seed, classes, class, count);
                let mut chosen = Vec::new();
                for (i, other) in order.into_iter().enumerate() {
                    let files = self.files(other)?;
                    chosen.push((other, files[i / (classes - 1) % files.len()].clone()));
                }
                chosen
            }
            _ => Vec::new(),
        };
        chosen.into_iter().map(|(class, file)| self.load(&self.meta.classes[class], &file)).collect()
    }

    /// Pictures of so many characters of the gallery, each of another one while there are.
    fn stand_ins(
        &self,
        folder: &Path,
        manifest: &Manifest,
        count: usize,
        seed: u64,
    ) -> Result<Vec<(ReferenceMeta, Rgb8Image)>, Failure> {
        let classes = manifest.classes.len();
        // Of one class more than there are, the last is nobody's: all others take part.
        let order = other_classes(seed, classes + 1, classes, count);
        let load = |(i, class): (usize, usize)| {
            let entry = &manifest.classes[class];
            let picture = &entry.pictures[i / classes % entry.pictures.len()];
            self.load(&entry.name, &folder.join(&picture.path))
        };
        order.into_iter().enumerate().map(load).collect()
    }

    fn load(&self, class: &str, file: &Path) -> Result<(ReferenceMeta, Rgb8Image), Failure> {
        let InputSpec { width, height } = self.model.input();
        let (picture, sha256) = open(file)?;
        let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let meta = ReferenceMeta { class: class.to_owned(), name, sha256 };
        Ok((meta, resize(&picture, width, height)))
    }

    /// Picture files of a class, at least one.
    fn files(&self, class: usize) -> Result<Vec<PathBuf>, Failure> {
        let name = &self.meta.classes[class];
        match &self.pictures {
            Pictures::Shipped(folder, manifest) => {
                Ok(manifest.classes[class].pictures.iter().map(|p| folder.join(&p.path)).collect())
            }
            Pictures::Folder(folder) => {
                let folder = folder.join(name);
                let entries = std::fs::read_dir(&folder)
                    .map_err(|e| format!("pictures of {name} are needed in {}: {e}", folder.display()))?;
                let mut files: Vec<PathBuf> =
                    entries.map(|e| Ok(e?.path())).collect::<Result<_, Failure>>()?;
                files.retain(|f| f.is_file());
                files.sort();
                if files.is_empty() {
                    return Err(format!("{} holds no picture", folder.display()).into());
                }
                Ok(files)
            }
            Pictures::StandIns(..) => {
                Err("pictures of classes are needed: give a folder with --references".into())
            }
        }
    }
}
