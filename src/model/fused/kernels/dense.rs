//! Matrix product with bias, clamp and residual: 1×1 convolutions, fully connected layers and, with rows
//! that overlap, dense k×k convolutions.
#![allow(unsafe_code, reason = "the inner loop's bounds are asserted once per call, not once per load")]

#[cfg(target_arch = "x86_64")]
use super::lanes::Avx;
use super::lanes::{Instructions, Lanes, Native, Pair};
use super::{Clamp, TileHeight};

/// Outputs per panel of packed weights: the lanes computed together.
const PANEL: usize = 8;
/// Rows of input taken together, so that they stay in the first-level cache while panel after panel
/// passes; at most [`BLOCK_VALUES`] values.
const BLOCK_ROWS: usize = 96;
const BLOCK_VALUES: usize = 8192;

/// Weights of a layer `y = clamp(W·x + b)`, packed in panels of eight outputs.
#[derive(Clone, Debug)]
pub struct Dense {
    inner: usize,
    outer: usize,
    /// `ceil(outer / 8) × inner × 8`, zeros behind the last output.
    panels: Vec<f32>,
    /// One per output, zeros behind the last.
    bias: Vec<f32>,
    clamp: Clamp,
}

impl Dense {
    /// `weights` is `outer × inner`, row-major; `bias` has one value per output.
    ///
    /// # Panics
    /// When the lengths do not fit each other or `inner` is 0.
    pub fn new(weights: &[f32], bias: &[f32], inner: usize, clamp: Clamp) -> Self {
        let outer = bias.len();
        assert!(inner > 0, "a layer has inputs");
        assert_eq!(weights.len(), outer * inner, "weights are outer x inner");
        let count = outer.div_ceil(PANEL);
        let mut panels = vec![0.0; count * inner * PANEL];
        for (o, row) in weights.chunks_exact(inner).enumerate() {
            let base = o / PANEL * inner * PANEL + o % PANEL;
            for (i, &w) in row.iter().enumerate() {
                panels[base + i * PANEL] = w;
            }
        }
        let mut padded = bias.to_vec();
        padded.resize(count * PANEL, 0.0);
        Self { inner, outer, panels, bias: padded, clamp }
    }

    /// Values that one output reads.
    pub fn inner(&self) -> usize {
        self.inner
    }

    /// Number of outputs.
    pub fn outer(&self) -> usize {
        self.outer
    }
}

/// Where the rows of input lie: row `m` is the values at `start + m·row_stride + s·segment_stride + 0..len`
/// for each segment `s`, `segments · len` being the layer's [`Dense::inner`]. Rows may overlap.
#[derive(Clone, Copy, Debug)]
pub struct Rows<'a> {
    /// The values.
    pub data: &'a [f32],
    /// Where row 0 starts.
    pub start: usize,
    /// From one row to the next.
    pub row_stride: usize,
    /// Pieces that a row consists of.
    pub segments: usize,
    /// From one piece of a row to its next.
    pub segment_stride: usize,
}

impl<'a> Rows<'a> {
    /// Rows of one piece each, `stride` values apart.
    pub fn of(data: &'a [f32], stride: usize) -> Self {
        Self { data, start: 0, row_stride: stride, segments: 1, segment_stride: 0 }
    }
}

/// What is added to a layer's clamped output, and the bounds of the sum.
#[derive(Clone, Copy, Debug)]
pub struct Residual<'a> {
    /// Laid out as the output.
    pub data: &'a [f32],
    /// Bounds of the sum.
    pub clamp: Clamp,
}

/// Computes `rows` rows of output; those of row `m` go to `out[place(m)..]`.
///
/// Every output is `bias + x₀w₀ + x₁w₁ + …` added in this order, so results depend neither on `height` nor
/// on which rows are computed together.
///
/// # Panics
/// When input, output or residual are too short.
pub fn dense(
    layer: &Dense,
    rows: usize,
    input: Rows,
    out: &mut [f32],
    place: impl Fn(usize) -> usize,
    residual: Option<Residual>,
    height: TileHeight,
) {
    run(Instructions::best(), layer, rows, input, out, place, residual, height);
}

#[allow(clippy::too_many_arguments, reason = "the arguments of `dense` and what it is compiled for")]
pub(super) fn run(
    instructions: Instructions,
    layer: &Dense,
    rows: usize,
    input: Rows,
    out: &mut [f32],
    place: impl Fn(usize) -> usize,
    residual: Option<Residual>,
    height: TileHeight,
) {
    if rows == 0 || layer.outer == 0 {
        return;
    }
    let Rows { data, start, row_stride, segments, segment_stride } = input;
    assert!(segments > 0 && layer.inner.is_multiple_of(segments), "segments of equal length");
    let length = layer.inner / segments;
    let end = start + (rows - 1) * row_stride + (segments - 1) * segment_stride + length;
    assert!(end <= data.len(), "input holds {} values, {end} are read", data.len());
    if let Some(residual) = &residual {
        assert!(residual.data.len() >= out.len(), "a residual is laid out as the output");
    }
    let height = height.rows();
    let block = (BLOCK_VALUES / layer.inner / height * height).clamp(height, BLOCK_ROWS);
    let mut places = [0; BLOCK_ROWS];
    let mut first = 0;
    while first < rows {
        let left = rows - first;
        let count = if left > block && left < 2 * block { left.div_ceil(2) } else { left.min(block) };
        for (m, p) in places[..count].iter_mut().enumerate() {
            *p = place(first + m);
            let within = p.checked_add(layer.outer).is_some_and(|end| end <= out.len());
            assert!(within, "row {} leaves the output", first + m);
        }
        // Tiles of `base` or `base + 1` rows rather than full ones and a small rest.
        let tiles = count.div_ceil(height);
        let (base, larger) = (count / tiles, count % tiles);
        for panel in 0..layer.outer.div_ceil(PANEL) {
            let column = panel * PANEL;
            let mut done = 0;
            for (tile, number) in [(base + 1, larger), (base, tiles - larger)] {
                if number == 0 {
                    continue;
                }
                let job = Job {
                    count: number,
                    segments,
                    length,
                    segment_stride,
                    row_stride,
                    input: data[start + (first + done) * row_stride..].as_ptr(),
                    weights: layer.panels[column * layer.inner..][..layer.inner * PANEL].as_ptr(),
                    bias: layer.bias[column..][..PANEL].as_ptr(),
                    clamp: layer.clamp,
                    out: out.as_mut_ptr(),
                    residual: residual.as_ref().map_or(std::ptr::null(), |r| r.data.as_ptr()),
                    residual_clamp: residual.as_ref().map_or(Clamp::NONE, |r| r.clamp),
                    places: places[done..done + number * tile].as_ptr(),
                    column,
                    columns: PANEL.min(layer.outer - column),
                };
                // SAFETY: input rows `first + done ..` end at `end` or before, which is inside `data`;
                // every place leaves room for `outer` values in `out`, and the residual is as long; the
                // slices above cover one panel, its bias and `number · tile` places.
                unsafe { job.dispatch(instructions, tile, residual.is_some()) };
                done += number * tile;
            }
        }
        first += count;
    }
}

/// Calls the method compiled for a height of 1 to 6 rows.
macro_rules! by_height {
    ($job:expr, $method:ident, $lanes:ty, $height:expr, $residual:expr) => {
        match ($height, $residual) {
            (1, false) => $job.$method::<$lanes, 1, false>(),
            (2, false) => $job.$method::<$lanes, 2, false>(),
            (3, false) => $job.$method::<$lanes, 3, false>(),
            (4, false) => $job.$method::<$lanes, 4, false>(),
            (5, false) => $job.$method::<$lanes, 5, false>(),
            (6, false) => $job.$method::<$lanes, 6, false>(),
            (1, true) => $job.$method::<$lanes, 1, true>(),
            (2, true) => $job.$method::<$lanes, 2, true>(),
            (3, true) => $job.$method::<$lanes, 3, true>(),
            (4, true) => $job.$method::<$lanes, 4, true>(),
            (5, true) => $job.$method::<$lanes, 5, true>(),
            (6, true) => $job.$method::<$lanes, 6, true>(),
            _ => unreachable!("tiles are at most six rows high"),
        }
    };
}

/// Tiles of at least so many rows take [`STEPS`] values of a row in one turn of the inner loop. In Firefox a turn is
/// dear, whatever is done in it; in Chromium the plain loop over four rows is faster still.
const HIGH: usize = 5;
const STEPS: usize = 4;

/// `count` tiles of one panel.
struct Job {
    count: usize,
    segments: usize,
    length: usize,
    segment_stride: usize,
    row_stride: usize,
    input: *const f32,
    weights: *const f32,
    bias: *const f32,
    clamp: Clamp,
    out: *mut f32,
    residual: *const f32,
    residual_clamp: Clamp,
    places: *const usize,
    column: usize,
    columns: usize,
}

impl Job {
    /// # Safety
    /// For `count · height` rows: all values that [`Rows`] names from `input` on are readable, `places`
    /// holds that many numbers, `out` is writable (and with a residual that is readable) at each place plus
    /// `column` for `columns` values; `weights` holds `segments · length · 8` values and `bias` 8.
    unsafe fn dispatch(&self, instructions: Instructions, height: usize, residual: bool) {
        // SAFETY: the same contract; AVX is asked for only where the processor has it.
        unsafe {
            match instructions {
                Instructions::Native => by_height!(self, tiles, Pair<Native>, height, residual),
                #[cfg(target_arch = "x86_64")]
                Instructions::Avx => by_height!(self, tiles_avx, Avx, height, residual),
                #[cfg(all(test, not(target_arch = "wasm32")))]
                Instructions::Scalar => {
                    by_height!(self, tiles, Pair<super::lanes::Scalar>, height, residual)
                }
            }
        }
    }

    /// # Safety
    /// See [`Self::dispatch`].
    #[inline(never)]
    unsafe fn tiles<L: Lanes, const H: usize, const RESIDUAL: bool>(&self) {
        // SAFETY: the same contract.
        unsafe { self.compute::<L, H, RESIDUAL>() }
    }

    /// # Safety
    /// See [`Self::dispatch`]; the processor must have AVX.
    #[cfg(target_arch = "x86_64")]
    #[target_feature(enable = "avx")]
    #[inline(never)]
    unsafe fn tiles_avx<L: Lanes, const H: usize, const RESIDUAL: bool>(&self) {
        // SAFETY: the same contract.
        unsafe { self.compute::<L, H, RESIDUAL>() }
    }

    /// # Safety
    /// See [`Self::dispatch`].
    #[inline(always)]
    unsafe fn compute<L: Lanes, const H: usize, const RESIDUAL: bool>(&self) {
        const { assert!(L::WIDTH == PANEL) };
        let Self { count, segments, length, segment_stride, row_stride, column, columns, .. } = *self;
        let (low, high) = (L::splat(self.clamp.low), L::splat(self.clamp.high));
        let (sum_low, sum_high) = (L::splat(self.residual_clamp.low), L::splat(self.residual_clamp.high));
        // SAFETY: bias holds eight values.
        let bias = unsafe { L::load(self.bias) };
        let mut row = self.input;
        let mut places = self.places;
        for _ in 0..count {
            let mut sums = [bias; H];
            let mut weights = self.weights;
            for s in 0..segments {
                // SAFETY: the pointers walk over `length` values of segment `s` of H rows and over the
                // panel's `segments · length · 8` weights; wrapping adds may pass the end unread.
                unsafe {
                    let mut x = [row.wrapping_add(s * segment_stride); H];
                    for r in 1..H {
                        x[r] = x[r - 1].wrapping_add(row_stride);
                    }
                    let mut left = length;
                    // For a constant H the compiler keeps this loop or drops it.
                    while H >= HIGH && left >= STEPS {
                        for step in 0..STEPS {
                            let w = L::load(weights.add(step * PANEL));
                            for r in 0..H {
                                let x = L::load_splat(x[r].add(step));
                                sums[r] = sums[r].multiply_add(x, w);
                            }
                        }
                        for x in &mut x {
                            *x = x.wrapping_add(STEPS);
                        }
                        weights = weights.add(STEPS * PANEL);
                        left -= STEPS;
                    }
                    // Counting down by one keeps LLVM from unrolling; unrolled, it needs more than the 16
                    // vector registers of x86 and runs at two thirds of the speed in wasm.
                    while left > 0 {
                        let w = L::load(weights);
                        for r in 0..H {
                            sums[r] = sums[r].multiply_add(L::load_splat(x[r]), w);
                            x[r] = x[r].wrapping_add(1);
                        }
                        weights = weights.add(PANEL);
                        left -= 1;
                    }
                }
            }
            for (r, sum) in sums.iter().enumerate() {
                // SAFETY: `places` holds one number per row; `columns` values at place + column are inside
                // `out` and the residual, eight of them where `columns` is eight.
                unsafe {
                    let at = *places.add(r) + column;
                    let mut y = sum.clamp(low, high);
                    if columns == PANEL {
                        if RESIDUAL {
                            y = y.add(L::load(self.residual.add(at))).clamp(sum_low, sum_high);
                        }
                        y.store(self.out.add(at));
                    } else {
                        let (mut values, mut more) = ([0.0; PANEL], [0.0; PANEL]);
                        if RESIDUAL {
                            self.residual.add(at).copy_to_nonoverlapping(more.as_mut_ptr(), columns);
                            y = y.add(L::load(more.as_ptr())).clamp(sum_low, sum_high);
                        }
                        y.store(values.as_mut_ptr());
                        self.out.add(at).copy_from_nonoverlapping(values.as_ptr(), columns);
                    }
                }
            }
            row = row.wrapping_add(H * row_stride);
            places = places.wrapping_add(H);
        }
    }
}
