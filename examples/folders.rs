//! Draws a folder of pictures for each of many characters, as a person would bring them to *Teach*:
//! `cargo run --release --example folders -- FOLDER`. For measuring with many real files
//! (`scripts/teach-many.mjs`).

#[path = "support/render.rs"]
mod render;

use std::error::Error;
use std::path::PathBuf;

use clap::Parser;
use moelens::gallery::{Variation, cast, draw};
use moelens::picture::encode_png;

#[derive(Parser)]
#[command(about = "Draws a folder of pictures for each of many characters", long_about = None)]
struct Options {
    /// Where to; made when it is not there.
    folder: PathBuf,
    /// Characters, at most as many as the cast has.
    #[arg(long, default_value_t = 100)]
    characters: usize,
    /// Pictures of each.
    #[arg(long, default_value_t = 60)]
    pictures: usize,
    /// Side in pixels.
    #[arg(long, default_value_t = 128, value_parser = clap::value_parser!(u32).range(16..=4096))]
    side: u32,
}

fn main() -> Result<(), Box<dyn Error>> {
    let Options { folder, characters, pictures, side } = Options::parse();
    let mut bytes = 0;
    for (number, member) in cast().iter().enumerate().take(characters) {
        let own = folder.join(member.name.as_str());
        std::fs::create_dir_all(&own)?;
        for i in 0..pictures {
            let variation = Variation::training((number * 1000 + i) as u64);
            let file = encode_png(&render::render(&draw(&member.character, &variation), side));
            bytes += file.len();
            std::fs::write(own.join(format!("{i}.png")), file)?;
        }
    }
    let files = characters.min(cast().len()) * pictures;
    println!(
        "{files} files of {side} x {side} pixels, {:.0} MB, in {}",
        bytes as f64 / 1e6,
        folder.display()
    );
    Ok(())
}
