//! The picture type that every room shares.

/// An sRGB picture: row-major, interleaved `R G B`, 8 bits per channel, orientation applied,
/// alpha already composed over a stated colour.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rgb8Image {
    width: usize,
    height: usize,
    data: Vec<u8>,
}

impl Rgb8Image {
    /// Takes `width * height * 3` bytes; `None` when the length differs or a side is 0.
    pub fn new(width: usize, height: usize, data: Vec<u8>) -> Option<Self> {
        let fits = width > 0 && height > 0 && data.len() == width.checked_mul(height)?.checked_mul(3)?;
        fits.then_some(Self { width, height, data })
    }

    /// A picture of one colour.
    ///
    /// # Panics
    /// When a side is 0.
    pub fn filled(width: usize, height: usize, rgb: [u8; 3]) -> Self {
        assert!(width > 0 && height > 0, "a picture has at least one pixel");
        Self { width, height, data: rgb.repeat(width * height) }
    }

    /// Pixels per row.
    pub fn width(&self) -> usize {
        self.width
    }

    /// Number of rows.
    pub fn height(&self) -> usize {
        self.height
    }

    /// All bytes, `height * width * 3`, row-major, `R G B`.
    pub fn data(&self) -> &[u8] {
        &self.data
    }

    /// All bytes, to change in place.
    pub fn data_mut(&mut self) -> &mut [u8] {
        &mut self.data
    }

    /// The colour at column `x` and row `y`.
    ///
    /// # Panics
    /// When the place lies outside the picture.
    pub fn pixel(&self, x: usize, y: usize) -> [u8; 3] {
        assert!(x < self.width && y < self.height, "({x}, {y}) is outside {}x{}", self.width, self.height);
        let i = (y * self.width + x) * 3;
        [self.data[i], self.data[i + 1], self.data[i + 2]]
    }

    /// The bytes, given away.
    pub fn into_data(self) -> Vec<u8> {
        self.data
    }
}
