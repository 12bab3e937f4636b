//! Embeddings of pictures on several threads, kept in a file so that a second run is quick.

use std::collections::HashMap;
use std::fs;
use std::path::PathBuf;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

use moelens::model::manifest::sha256_hex;
use moelens::model::{Model, OnnxModel, OnnxOptions, PixelBatch};
use sha2::{Digest, Sha256};

use crate::pictures::{Shot, pixels};

/// Changes whenever `pixels` does, so that old embeddings are not taken for new ones.
const PIPELINE: &str = "256, webp ladder 92-20, triangle to the input size";

type Key = [u8; 32];

/// A backbone with a memory.
pub struct Embedder {
    /// The model file.
    pub file: PathBuf,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// Pixels per side of its input.
    pub side: usize,
    /// Length of an embedding.
    pub dimension: usize,
    cache: PathBuf,
    known: HashMap<Key, Vec<f32>>,
}

fn load(bytes: &[u8]) -> Result<OnnxModel, Box<dyn std::error::Error>> {
    Ok(OnnxModel::load(bytes, &OnnxOptions { embedding_only: true, ..OnnxOptions::default() })?)
}

impl Embedder {
    /// Opens a backbone and what `target/train` remembers of it.
    pub fn open(file: PathBuf) -> Result<Self, Box<dyn std::error::Error>> {
        let bytes = fs::read(&file)?;
        let model = load(&bytes)?;
        let dimension = model.outputs().embedding.ok_or("the backbone has no embedding")?;
        let cache =
            PathBuf::from("target/train").join(&sha256_hex(&bytes)[..16]).with_extension("embeddings");
        let record = 32 + 4 * dimension;
        let remembered = fs::read(&cache).unwrap_or_default();
        let read = |r: &[u8]| {
            let numbers = r[32..].as_chunks::<4>().0.iter().map(|b| f32::from_le_bytes(*b)).collect();
            (<Key>::try_from(&r[..32]).expect("32 bytes"), numbers)
        };
        let known = remembered.chunks_exact(record).map(read).collect();
        Ok(Self { file, bytes, side: model.input().width, dimension, cache, known })
    }

    /// Embeddings of all shots, `shots × dimension`, row-major, on `threads` threads.
    pub fn embed(
        &mut self,
        what: &str,
        shots: &[Shot],
        threads: usize,
    ) -> Result<Vec<f32>, Box<dyn std::error::Error>> {
        let key = |s: &Shot| -> Key {
            let text = format!("{PIPELINE}|{}|{}", s.compressed, s.svg);
            Sha256::digest(text.as_bytes()).into()
        };
        let keys: Vec<Key> = shots.iter().map(key).collect();
        let missing: Vec<usize> = (0..shots.len()).filter(|&i| !self.known.contains_key(&keys[i])).collect();
        if !missing.is_empty() {
            let start = Instant::now();
            let new = self.run(shots, &missing, threads)?;
            for (&i, row) in missing.iter().zip(new) {
                self.known.insert(keys[i], row);
            }
            self.remember()?;
            let each = 1000.0 * start.elapsed().as_secs_f64() / missing.len() as f64;
            println!("{what}: {} pictures drawn and embedded, {each:.0} ms each", missing.len());
        }
        Ok(keys.iter().flat_map(|k| self.known[k].iter().copied()).collect())
    }

    fn run(
        &self,
        shots: &[Shot],
        missing: &[usize],
        threads: usize,
    ) -> Result<Vec<Vec<f32>>, Box<dyn std::error::Error>> {
        let next = AtomicUsize::new(0);
        let rows = Mutex::new(vec![Vec::new(); missing.len()]);
        let work = || -> Result<(), String> {
            let mut model = load(&self.bytes).map_err(|e| e.to_string())?;
            loop {
                let at = next.fetch_add(1, Ordering::Relaxed);
                let Some(&i) = missing.get(at) else { return Ok(()) };
                let batch = PixelBatch::of(&pixels(&shots[i], self.side));
                let row = model.run(&batch).map_err(|e| e.to_string())?.embedding.unwrap_or_default();
                rows.lock().expect("no thread panics while it holds the rows")[at] = row;
            }
        };
        std::thread::scope(|scope| {
            let workers: Vec<_> = (0..threads.max(1)).map(|_| scope.spawn(work)).collect();
            workers.into_iter().try_for_each(|w| w.join().expect("a worker ends by itself"))
        })?;
        Ok(rows.into_inner()?)
    }

    fn remember(&self) -> std::io::Result<()> {
        let mut out = Vec::with_capacity(self.known.len() * (32 + 4 * self.dimension));
        for (key, row) in &self.known {
            out.extend(key);
            out.extend(row.iter().flat_map(|x| x.to_le_bytes()));
        }
        fs::create_dir_all("target/train")?;
        fs::write(&self.cache, out)
    }

    /// Milliseconds of one forward pass on one thread, the median of `runs`.
    pub fn milliseconds(&self, shot: &Shot, runs: usize) -> Result<f64, Box<dyn std::error::Error>> {
        let mut model = load(&self.bytes)?;
        let batch = PixelBatch::of(&pixels(shot, self.side));
        let mut times = Vec::with_capacity(runs);
        for _ in 0..runs.max(1) {
            let start = Instant::now();
            model.run(&batch)?;
            times.push(1000.0 * start.elapsed().as_secs_f64());
        }
        times.sort_by(f64::total_cmp);
        Ok(times[times.len() / 2])
    }
}
