//! Figures and backgrounds: the figure of one picture on the background of another.

use super::Rgb8Image;

/// Pixels around a figure that its outline may have coloured; they are not taken for background.
const HALO: usize = 2;

/// The picture with every pixel of `holes` (row-major) replaced by what lies around it: colours are averaged
/// into ever coarser pictures, and holes are filled from the finest one that knows anything there, smoothly
/// (push and pull, Gortler et al. 1996, section 3.4). A picture that is all holes becomes grey.
///
/// # Panics
/// When `holes` has another length than the picture has pixels.
pub fn fill_holes(picture: &Rgb8Image, holes: &[bool]) -> Rgb8Image {
    assert_eq!(holes.len(), picture.width() * picture.height(), "a flag per pixel");
    let known = picture.data().as_chunks::<3>().0.iter().zip(holes);
    let mut levels = vec![Level {
        width: picture.width(),
        height: picture.height(),
        pixels: known
            .map(
                |(&[r, g, b], &hole)| {
                    if hole { [0.0; 4] } else { [f32::from(r), f32::from(g), f32::from(b), 1.0] }
                },
            )
            .collect(),
    }];
    while let Some(next) = levels.last().filter(|l| l.width.max(l.height) > 1).map(Level::coarser) {
        levels.push(next);
    }
    let mut filled = levels.pop().expect("at least one level");
    for pixel in filled.pixels.iter_mut().filter(|p| p[3] == 0.0) {
        *pixel = [128.0, 128.0, 128.0, 1.0];
    }
    while let Some(mut finer) = levels.pop() {
        finer.take_from(&filled);
        filled = finer;
    }
    let mut out = picture.clone();
    for ((pixel, found), _) in
        out.data_mut().as_chunks_mut::<3>().0.iter_mut().zip(&filled.pixels).zip(holes).filter(|(_, h)| **h)
    {
        *pixel = [0, 1, 2].map(|k| (found[k] + 0.5) as u8);
    }
    out
}

/// The figure of one picture on the background of another of the same size. Where the other's own figure stood
/// and the new one does not cover, its background is filled from around ([`fill_holes`]). `figure` and
/// `other_figure` are row-major flags, true on the figures.
///
/// # Panics
/// When sizes differ.
pub fn on_ground_of(
    picture: &Rgb8Image,
    figure: &[bool],
    other: &Rgb8Image,
    other_figure: &[bool],
) -> Rgb8Image {
    let size = (picture.width(), picture.height());
    assert_eq!(size, (other.width(), other.height()), "pictures of one size");
    assert_eq!(figure.len(), size.0 * size.1, "a flag per pixel");
    let mut out = fill_holes(other, &grown(other_figure, size.0, HALO));
    let pixels = out.data_mut().as_chunks_mut::<3>().0.iter_mut().zip(picture.data().as_chunks::<3>().0);
    for ((pixel, own), _) in pixels.zip(figure).filter(|(_, is_figure)| **is_figure) {
        *pixel = *own;
    }
    out
}

/// Flags of a picture at another size, by nearest neighbour (pixel centres).
///
/// # Panics
/// When `flags` has another length than `width × height`, or a side is 0.
pub fn flags_at(
    flags: &[bool],
    (width, height): (usize, usize),
    (to_width, to_height): (usize, usize),
) -> Vec<bool> {
    assert_eq!(flags.len(), width * height, "a flag per pixel");
    let source = |i: usize, new: usize, old: usize| ((2 * i + 1) * old / (2 * new)).min(old - 1);
    let row = |y: usize| (0..to_width).map(move |x| (x, y));
    let at =
        |(x, y): (usize, usize)| flags[source(y, to_height, height) * width + source(x, to_width, width)];
    (0..to_height).flat_map(row).map(at).collect()
}

/// Flags that reach `by` pixels further in every direction.
fn grown(flags: &[bool], width: usize, by: usize) -> Vec<bool> {
    let height = flags.len() / width.max(1);
    let mut wide = vec![false; flags.len()];
    for (i, _) in flags.iter().enumerate().filter(|(_, on)| **on) {
        let (x, row) = (i % width, i / width * width);
        wide[row + x.saturating_sub(by)..=row + (x + by).min(width - 1)].fill(true);
    }
    let mut out = vec![false; flags.len()];
    for (i, _) in wide.iter().enumerate().filter(|(_, on)| **on) {
        let (x, y) = (i % width, i / width);
        (y.saturating_sub(by)..=(y + by).min(height - 1)).for_each(|y| out[y * width + x] = true);
    }
    out
}

/// Red, green, blue from 0 to 255, and how much of the pixel is known, 0 to 1.
struct Level {
    width: usize,
    height: usize,
    pixels: Vec<[f32; 4]>,
}

impl Level {
    /// Half the size: each pixel the mean of what is known of up to four.
    fn coarser(&self) -> Self {
        let (width, height) = (self.width.div_ceil(2), self.height.div_ceil(2));
        let mut pixels = vec![[0.0f32; 4]; width * height];
        for (i, from) in self.pixels.iter().enumerate() {
            let to = &mut pixels[i / self.width / 2 * width + i % self.width / 2];
            (0..3).for_each(|k| to[k] += from[k] * from[3]);
            to[3] += from[3];
        }
        for pixel in pixels.iter_mut().filter(|p| p[3] > 0.0) {
            (0..3).for_each(|k| pixel[k] /= pixel[3]);
            pixel[3] = pixel[3].min(1.0);
        }
        Self { width, height, pixels }
    }

    /// Mixes in the coarser level, all of which is known, where a pixel is not known wholly.
    fn take_from(&mut self, coarse: &Level) {
        let along = |i: usize, count: usize| -> (usize, usize, f32) {
            // The middle of pixel i lies a quarter of a coarse pixel to one side of the middle of i / 2.
            let near = i / 2;
            let far = if i.is_multiple_of(2) { near.saturating_sub(1) } else { (near + 1).min(count - 1) };
            (near, far, 0.25)
        };
        for i in 0..self.pixels.len() {
            let known = self.pixels[i][3];
            if known >= 1.0 {
                continue;
            }
            let (x, fx, tx) = along(i % self.width, coarse.width);
            let (y, fy, ty) = along(i / self.width, coarse.height);
            let at = |x: usize, y: usize, k: usize| coarse.pixels[y * coarse.width + x][k];
            for k in 0..3 {
                let near = at(x, y, k) * (1.0 - tx) + at(fx, y, k) * tx;
                let far = at(x, fy, k) * (1.0 - tx) + at(fx, fy, k) * tx;
                let smooth = near * (1.0 - ty) + far * ty;
                self.pixels[i][k] = self.pixels[i][k] * known + smooth * (1.0 - known);
            }
            self.pixels[i][3] = 1.0;
        }
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn holes_are_filled_from_what_is_there(
            width in 1usize..14, height in 1usize..14,
            bytes in proptest::collection::vec(any::<u8>(), 14 * 14 * 3),
            flags in proptest::collection::vec(any::<bool>(), 14 * 14),
        ) {
            let size = width * height;
            let picture = Rgb8Image::new(width, height, bytes[..3 * size].to_vec()).unwrap();
            let holes = &flags[..size];
            let filled = fill_holes(&picture, holes);
            for k in 0..3 {
                let known = (0..size).filter(|&i| !holes[i]).map(|i| picture.data()[3 * i + k]);
                let (low, high) = (known.clone().min().unwrap_or(128), known.max().unwrap_or(128));
                for (i, &hole) in holes.iter().enumerate() {
                    let (was, is) = (picture.data()[3 * i + k], filled.data()[3 * i + k]);
                    let fits = if hole { (low..=high).contains(&is) } else { was == is };
                    prop_assert!(fits);
                }
            }
        }

        #[test]
        fn a_figure_is_kept_and_the_other_one_is_gone(
            own in proptest::collection::vec(any::<bool>(), 81),
            other in proptest::collection::vec(any::<bool>(), 81),
        ) {
            // A red picture's figure on blue ground where a green figure stood.
            let red = Rgb8Image::filled(9, 9, [200, 0, 0]);
            let colour = |i: usize| if other[i] { [0, 200, 0] } else { [0, 0, 200] };
            let mixed = Rgb8Image::new(9, 9, (0..81).flat_map(colour).collect()).unwrap();
            let found = on_ground_of(&red, &own, &mixed, &other);
            for (i, &is_own) in own.iter().enumerate() {
                let pixel = found.pixel(i % 9, i / 9);
                // By hand: a background pixel is blue, unless no blue one is two away from the figure at least.
                let is_ground = pixel[1] == 0 || pixel == [128; 3];
                let fits = if is_own { pixel == [200, 0, 0] } else { is_ground };
                prop_assert!(fits);
            }
        }
    }

    #[test]
    fn flags_follow_their_picture() {
        let flags = [true, false, false, false, true, true];
        assert_eq!(flags_at(&flags, (3, 2), (3, 2)), flags);
        let twice = flags_at(&flags, (3, 2), (6, 4));
        assert!((0..24).all(|i| twice[i] == flags[i / 6 / 2 * 3 + i % 6 / 2]));
        assert_eq!(flags_at(&twice, (6, 4), (3, 2)), flags);
    }

    #[test]
    fn growing_reaches_a_square_around_each() {
        let mut flags = vec![false; 36];
        flags[7] = true; // column 1, row 1 of 6
        let grown = grown(&flags, 6, 2);
        let naive = |i: usize| (i % 6).abs_diff(1) <= 2 && (i / 6).abs_diff(1) <= 2;
        assert!((0..36).all(|i| grown[i] == naive(i)));
    }

    #[test]
    fn a_slope_goes_on_through_a_hole() {
        let data = (0..32 * 32).flat_map(|i| [(i % 32 * 8) as u8; 3]).collect();
        let picture = Rgb8Image::new(32, 32, data).unwrap();
        let hole = |i: usize| (8..24).contains(&(i % 32)) && (8..24).contains(&(i / 32));
        let filled = fill_holes(&picture, &(0..1024).map(hole).collect::<Vec<_>>());
        for x in 8..24 {
            assert!(filled.pixel(x, 16)[0].abs_diff((x * 8) as u8) < 50, "{x}");
        }
    }
}
