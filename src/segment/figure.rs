//! Where is the figure? An estimate for pictures whose parts nobody told.
//!
//! Superpixels are figure or background by three things: where they lie (a figure stands in the middle and may
//! leave the picture below; what touches the other edges is mostly background), whether their colour is met
//! more among what is taken for the figure or among the rest, and what their neighbours of like colour are
//! taken for. The last two depend on the answer itself, so they are asked again and again from the first guess
//! on, as in mean-field inference (Krähenbühl & Koltun 2011, with superpixels for pixels; colour models that
//! are learned anew from the last answer are GrabCut's, Rother et al. 2004). How well it does on drawings whose
//! true masks are known is measured by `examples/figure.rs`.

use super::layout::adjacency;
use super::params::SlicParams;
use super::segmentation::Segmentation;
use super::slic::slic;
use crate::picture::{LabImage, Rgb8Image, ToneRange, at_most};

/// Longest side of what is looked at.
const SIDE: usize = 192;
/// Superpixels.
const SEGMENTS: usize = 300;
/// Rounds.
const ROUNDS: usize = 12;
/// Middle of the figure, and its half widths there and at the lower edge, as shares of the picture's sides.
const MIDDLE: (f64, f64) = (0.5, 0.5);
const HALF: (f64, f64) = (0.36, 0.42);
/// How much each voice counts: the place, the colour, the neighbours.
const PLACE: f64 = 2.0;
const COLOUR: f64 = 1.0;
const NEIGHBOURS: f64 = 2.0;
/// Against the figure for what touches the upper, left and right edge.
const EDGE: f64 = 3.0;
/// Part of the left and right edges, from above, that is background when in doubt.
const SIDES: f64 = 0.6;
/// Distance of colours that are alike, in CIELAB.
const ALIKE: f64 = 9.0;
/// A colour that is nowhere else is no evidence: this much of the picture is added to both sides.
const DOUBT: f64 = 0.01;

/// For each pixel, row-major, whether it is estimated to belong to the figure that the picture is of, rather
/// than to its background.
pub fn estimate_figure(picture: &Rgb8Image) -> Vec<bool> {
    let small = at_most(picture, SIDE);
    let params = SlicParams { segments: SEGMENTS, ..SlicParams::default() };
    let cut = slic(&small, &params.validated().expect("settings in their ranges"));
    let chance = settle(&Pieces::of(&small, &cut));
    let labels = cut.labels_at(picture.width(), picture.height());
    labels.iter().map(|&l| chance[usize::from(l)] > 0.5).collect()
}

/// What is known of the superpixels.
struct Pieces {
    /// Mean CIELAB colours.
    colours: Vec<[f64; 3]>,
    /// Shares of the picture.
    areas: Vec<f64>,
    /// What the place alone says for the figure.
    places: Vec<f64>,
    neighbours: Vec<Vec<u16>>,
}

impl Pieces {
    fn of(picture: &Rgb8Image, cut: &Segmentation) -> Self {
        let lab = LabImage::new(picture, ToneRange::Full);
        let (width, height) = (cut.width(), cut.height());
        let mut sums = vec![[0.0; 3]; cut.count()];
        let (mut places, mut edge) = (vec![0.0; cut.count()], vec![0usize; cut.count()]);
        for (i, &label) in cut.labels().iter().enumerate() {
            let (at, x, y) = (usize::from(label), i % width, i / width);
            sums[at].iter_mut().zip(lab.planes()).for_each(|(sum, plane)| *sum += plane[i]);
            places[at] += place((x as f64 + 0.5) / width as f64, (y as f64 + 0.5) / height as f64);
            let is_side = (x == 0 || x + 1 == width) && (y as f64) < SIDES * height as f64;
            edge[at] += usize::from(y == 0 || is_side);
        }
        let areas = cut.areas();
        for (at, &area) in areas.iter().enumerate() {
            sums[at].iter_mut().for_each(|sum| *sum /= area as f64);
            // As much edge as the side of a square of this size counts whole.
            let touches = (edge[at] as f64 / libm::sqrt(area as f64)).min(1.0);
            places[at] = PLACE * places[at] / area as f64 - EDGE * touches;
        }
        let whole = (width * height) as f64;
        let areas = areas.iter().map(|&a| a as f64 / whole).collect();
        Self { colours: sums, areas, places, neighbours: adjacency(cut) }
    }

    fn alike(&self, a: usize, b: usize) -> f64 {
        let square = |k: usize| (self.colours[a][k] - self.colours[b][k]).powi(2);
        libm::exp(-(square(0) + square(1) + square(2)) / (2.0 * ALIKE * ALIKE))
    }
}

/// What a place says for the figure: above 0 in the middle and below it, under 0 outside.
fn place(x: f64, y: f64) -> f64 {
    let (dx, dy) = ((x - MIDDLE.0) / HALF.0, (y - MIDDLE.1).min(0.0) / HALF.1);
    1.0 - (dx * dx + dy * dy)
}

/// The chance of each superpixel to belong to the figure.
fn settle(pieces: &Pieces) -> Vec<f64> {
    let count = pieces.areas.len();
    let alike: Vec<f64> = (0..count * count).map(|i| pieces.alike(i / count, i % count)).collect();
    let mut chance: Vec<f64> = pieces.places.iter().map(|&p| logistic(p)).collect();
    for _ in 0..ROUNDS {
        let figure: f64 = chance.iter().zip(&pieces.areas).map(|(p, a)| p * a).sum();
        let next = |i: usize| {
            let row = &alike[i * count..(i + 1) * count];
            let (mut of_figure, mut of_rest) = (0.0, 0.0);
            for j in (0..count).filter(|&j| j != i) {
                of_figure += row[j] * pieces.areas[j] * chance[j];
                of_rest += row[j] * pieces.areas[j] * (1.0 - chance[j]);
            }
            let colour = libm::log(
                (of_figure + DOUBT * figure) / (of_rest + DOUBT * (1.0 - figure)) * (1.0 - figure).max(1e-3)
                    / figure.max(1e-3),
            );
            let (mut pull, mut total) = (0.0, 0.0);
            for &j in &pieces.neighbours[i] {
                let j = usize::from(j);
                let weight = 0.2 + row[j];
                pull += weight * (2.0 * chance[j] - 1.0);
                total += weight;
            }
            let pull = if total > 0.0 { pull / total } else { 0.0 };
            logistic(pieces.places[i] + COLOUR * colour + NEIGHBOURS * pull)
        };
        chance = (0..count).map(next).collect();
    }
    chance
}

fn logistic(z: f64) -> f64 {
    1.0 / (1.0 + libm::exp(-z))
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// A disc above a wide base on a ground of two colours.
    fn portrait(
        width: usize,
        height: usize,
        figure: [u8; 3],
        ground: [[u8; 3]; 2],
    ) -> (Rgb8Image, Vec<bool>) {
        let is_in = |i: usize| {
            let (x, y) = ((i % width) as f64 / width as f64 - 0.5, (i / width) as f64 / height as f64);
            x * x + (y - 0.4) * (y - 0.4) < 0.05 || (y > 0.6 && x.abs() < 0.3)
        };
        let truth: Vec<bool> = (0..width * height).map(is_in).collect();
        let colour = |i: usize| if truth[i] { figure } else { ground[usize::from(i / width > height / 2)] };
        let data = (0..width * height).flat_map(colour).collect();
        (Rgb8Image::new(width, height, data).unwrap(), truth)
    }

    fn overlap(truth: &[bool], found: &[bool]) -> f64 {
        let both = truth.iter().zip(found).filter(|(t, f)| **t && **f).count();
        let either = truth.iter().zip(found).filter(|(t, f)| **t || **f).count();
        both as f64 / either as f64
    }

    #[test]
    fn a_figure_that_differs_from_its_ground_is_found() {
        for (figure, ground) in [
            ([220, 60, 60], [[90, 140, 220], [60, 150, 60]]),
            ([30, 30, 40], [[240; 3], [200, 220, 240]]),
            ([250, 230, 210], [[20, 20, 60], [90, 60, 30]]),
        ] {
            for (width, height) in [(120, 120), (300, 200), (96, 160)] {
                let (picture, truth) = portrait(width, height, figure, ground);
                let found = overlap(&truth, &estimate_figure(&picture));
                assert!(found > 0.9, "{found} of {figure:?} at {width} x {height}");
            }
        }
    }

    #[test]
    fn without_anything_to_see_the_middle_is_the_figure() {
        let found = estimate_figure(&Rgb8Image::filled(64, 64, [90, 90, 90]));
        assert!(found[32 * 64 + 32] && !found[0] && !found[63]);
        let share = found.iter().filter(|f| **f).count() as f64 / found.len() as f64;
        assert!((0.2..0.8).contains(&share), "{share}");
    }

    proptest! {
        #[test]
        fn any_size_and_colours_have_an_answer(width in 1usize..40, height in 1usize..40, seed: u8) {
            let data = (0..width * height * 3).map(|i| (i * 89 + usize::from(seed)) as u8).collect();
            let picture = Rgb8Image::new(width, height, data).unwrap();
            prop_assert_eq!(estimate_figure(&picture).len(), width * height);
        }
    }
}
