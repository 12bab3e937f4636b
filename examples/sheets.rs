//! Contact sheets of the gallery, to look at: `cargo run --release --example sheets -- [kind...]`
//! writes PNG files into `target/sheets` (without arguments: all kinds).

#[path = "support/render.rs"]
mod render;

use std::path::Path;

use moelens::gallery::*;
use moelens::picture::Rgb8Image;

/// Lays pictures of `size` pixels out in `columns` columns and writes them as one PNG.
fn sheet(name: &str, columns: usize, size: u32, drawings: &[String]) {
    let (side, gap) = (size as usize, 4);
    let rows = drawings.len().div_ceil(columns);
    let mut out = Rgb8Image::filled(columns * (side + gap), rows * (side + gap), [255; 3]);
    let row_bytes = out.width() * 3;
    for (i, svg) in drawings.iter().enumerate() {
        let tile = render::render(svg, size);
        let (x, y) = (i % columns * (side + gap) + 2, i / columns * (side + gap) + 2);
        for (j, row) in tile.data().chunks_exact(side * 3).enumerate() {
            let at = (y + j) * row_bytes + x * 3;
            out.data_mut()[at..at + side * 3].copy_from_slice(row);
        }
    }
    let folder = Path::new("target/sheets");
    std::fs::create_dir_all(folder).expect("target/sheets can be made");
    let file = folder.join(name).with_extension("png");
    let (w, h) = (out.width() as u32, out.height() as u32);
    image::save_buffer(&file, out.data(), w, h, image::ColorType::Rgb8).expect("the sheet can be written");
    println!("{}", file.display());
}

/// One trait through all its choices, on everybody's plain self.
fn row<T: Copy>(choices: &[T], set: impl Fn(&mut Character, T), va: &Variation) -> Vec<String> {
    let all = cast();
    let draw_one = |(i, choice): (usize, &T)| {
        let mut c = all[i * 7 % 90].character.clone();
        set(&mut c, *choice);
        draw(&c, va)
    };
    choices.iter().enumerate().map(draw_one).collect()
}

/// A sheet's name, columns, picture size and pictures.
type Sheet = (&'static str, usize, u32, fn() -> Vec<String>);

const SHEETS: &[Sheet] = &[
    ("cast", 15, 90, portraits),
    ("thumbs", 20, 64, portraits),
    ("sisters", 10, 140, sisters),
    ("training", 8, 160, || many(Variation::training)),
    ("held-out", 8, 160, || many(Variation::held_out)),
    ("big", 3, 512, || [3, 14, 26, 36, 58, 66].map(|i| pair(i)[0].clone()).to_vec()),
    ("masks", 6, 256, || (0..9).flat_map(|i| pair(i * 9)).collect()),
    ("hair", 7, 200, hair),
    ("accessory", 5, 256, || row(Accessory::ALL, |c, a| c.accessory = a, &Variation::neutral())),
    ("accessory-near", 5, 256, accessory_near),
    ("outfit", 4, 256, outfit),
    ("backdrop", 6, 220, backdrop),
    ("moods", 9, 150, moods),
    ("drills", 10, 64, || styled(BackHair::Drills)),
    ("drills-big", 3, 400, || styled(BackHair::Drills)[..3].to_vec()),
    ("silver", 4, 256, silver),
    ("turned", 5, 256, turned),
    ("stickers", 4, 256, stickers),
    ("newcomers", 10, 140, newcomers),
];

fn portraits() -> Vec<String> {
    let all = cast().iter().zip(0..);
    all.map(|(m, i)| draw(&m.character, &Variation { backdrop_seed: i, ..Variation::neutral() })).collect()
}

fn sisters() -> Vec<String> {
    let (all, va) = (cast(), Variation::neutral());
    let pairs = (0..SISTERS).flat_map(|i| [i, all.len() - SISTERS + i]);
    pairs.map(|i| draw(&all[i].character, &va)).collect()
}

fn many(how: fn(u64) -> Variation) -> Vec<String> {
    let picture = |i: u64| draw(&cast()[i as usize / 8 * 11 + 1].character, &how(i));
    (0..64).map(picture).collect()
}

fn pair(i: usize) -> [String; 2] {
    let (c, va) = (&cast()[i].character, Variation::from_seed(i as u64 + 40));
    [draw(c, &va), draw_mask(c, &va)]
}

fn bare(i: usize) -> Character {
    Character { accessory: Accessory::None, ..cast()[i].character.clone() }
}

fn hair() -> Vec<String> {
    let va = Variation::neutral();
    let fronts = FrontHair::ALL.iter().map(|&front| Character { front, ..bare(1) });
    let backs = BackHair::ALL.iter().map(|&back| Character { back, ..bare(6) });
    fronts.chain(backs).map(|c| draw(&c, &va)).collect()
}

fn accessory_near() -> Vec<String> {
    let va = Variation { zoom: 1.15, tilt: -10.0, yaw: -0.9, offset: (10.0, -4.0), ..Variation::neutral() };
    row(Accessory::ALL, |c, a| (c.accessory, c.back) = (a, BackHair::Buns), &va)
}

fn outfit() -> Vec<String> {
    let va = Variation { zoom: 0.8, offset: (0.0, -14.0), ..Variation::neutral() };
    row(Outfit::ALL, |c, o| (c.outfit, c.back) = (o, BackHair::Short), &va)
}

fn backdrop() -> Vec<String> {
    let place = |(i, &backdrop): (usize, &Backdrop)| {
        let va = Variation { backdrop, zoom: 0.72, ..Variation::neutral() };
        draw(&cast()[i * 5].character, &va)
    };
    Backdrop::ALL.iter().enumerate().map(place).collect()
}

fn moods() -> Vec<String> {
    let mut out = Vec::new();
    for &eye_shape in EyeShape::ALL {
        for (_, mouth, lids, brows, blush) in Expression::MOODS {
            let expression = Expression { mouth, lids, brows, blush, ..Expression::NEUTRAL };
            let va = Variation { zoom: 1.1, expression, ..Variation::neutral() };
            out.push(draw(&Character { eye_shape, front: FrontHair::Parted, ..bare(4) }, &va));
        }
    }
    out
}

fn styled(back: BackHair) -> Vec<String> {
    let chosen = cast().iter().filter(|m| m.character.back == back);
    chosen.map(|m| draw(&m.character, &Variation::neutral())).collect()
}

fn silver() -> Vec<String> {
    let light = |c: &&CastMember| c.character.hair.luma() > 0.85;
    let chosen = cast().iter().filter(light).zip(0..);
    chosen.map(|(m, i)| draw(&m.character, &Variation::training(i))).take(8).collect()
}

fn turned() -> Vec<String> {
    let mut out = Vec::new();
    for i in [2, 11, 24, 33, 48, 71] {
        for yaw in [-1.0, -0.5, 0.0, 0.5, 1.0] {
            out.push(draw(&cast()[i].character, &Variation { yaw, ..Variation::neutral() }));
        }
    }
    out
}

fn stickers() -> Vec<String> {
    let mut out = Vec::new();
    for (i, &corner) in Corner::ALL.iter().enumerate() {
        let shape = StickerShape::ALL[i % StickerShape::ALL.len()];
        let sticker = Some(Sticker::new(corner, EYE_COLOURS[i * 2].0, shape));
        let va = Variation { sticker, ..Variation::training(i as u64) };
        out.extend([draw(&cast()[i].character, &va), draw_mask(&cast()[i].character, &va)]);
    }
    out
}

fn newcomers() -> Vec<String> {
    let mut taken: Vec<Character> = cast().iter().map(|m| m.character.clone()).collect();
    for seed in 0..10 {
        let c = newcomer(&taken.iter().collect::<Vec<_>>(), seed);
        taken.push(c);
    }
    taken[100..].iter().map(|c| draw(c, &Variation::neutral())).collect()
}

fn main() {
    let wanted: Vec<String> = std::env::args().skip(1).collect();
    for (name, columns, size, drawings) in SHEETS {
        if wanted.is_empty() || wanted.iter().any(|w| w == name) {
            sheet(name, *columns, *size, &drawings());
        }
    }
}
