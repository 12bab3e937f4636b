//! Embeddings of picture files on several threads; no more pictures are in memory than there are threads.

use std::fs;
use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use moelens::model::{Manifest, Model, ModelError, OnnxModel, OnnxOptions, PixelBatch};
use moelens::picture::{as_opened, decode};

use super::folder::Entry;
use super::source::Failure;

/// What became of a file: its embedding, or why it cannot be used.
pub type Outcome = Result<Vec<f32>, String>;

/// The shipped backbone, by its file's bytes.
pub struct Backbone<'a> {
    /// How pictures enter it.
    pub manifest: &'a Manifest,
    /// Its file.
    pub bytes: &'a [u8],
}

impl Backbone<'_> {
    fn load(&self) -> Result<OnnxModel, ModelError> {
        let normalisation = Some(self.manifest.normalisation());
        let options = OnnxOptions { normalisation, embedding_only: true, ..OnnxOptions::default() };
        OnnxModel::load(self.bytes, &options)
    }

    /// What becomes of each file, in order.
    ///
    /// # Errors
    /// When the backbone cannot be used.
    pub fn embed(&self, entries: &[Entry], threads: usize) -> Result<Vec<Outcome>, Failure> {
        let next = AtomicUsize::new(0);
        let rows: Mutex<Vec<Outcome>> = Mutex::new(vec![Ok(Vec::new()); entries.len()]);
        let work = || -> Result<(), ModelError> {
            let mut model = self.load()?;
            loop {
                let at = next.fetch_add(1, Ordering::Relaxed);
                let Some(entry) = entries.get(at) else { return Ok(()) };
                let outcome = look(&mut model, &entry.path)?;
                rows.lock().expect("no thread panics while it holds the rows")[at] = outcome;
            }
        };
        std::thread::scope(|scope| {
            let workers: Vec<_> = (0..threads.max(1)).map(|_| scope.spawn(work)).collect();
            workers.into_iter().try_for_each(|w| w.join().expect("a worker ends by itself"))
        })?;
        Ok(rows.into_inner()?)
    }
}

/// A file that is no picture is an outcome; a model that stops is an error.
fn look(model: &mut OnnxModel, path: &Path) -> Result<Outcome, ModelError> {
    let decoded =
        fs::read(path).map_err(|e| e.to_string()).and_then(|bytes| decode(&bytes).map_err(|e| e.to_string()));
    let picture = match decoded {
        Ok(decoded) => decoded.picture,
        Err(reason) => return Ok(Err(reason)),
    };
    let input = model.input();
    let outputs = model.run(&PixelBatch::of(&as_opened(&picture, input.width, input.height)))?;
    Ok(Ok(outputs.embedding.unwrap_or_default()))
}
