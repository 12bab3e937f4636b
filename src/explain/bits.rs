//! A matrix of bits: which superpixels are on in which evaluation.

/// `rows × columns` bits, row-major; a row is padded to whole 64-bit words with zeros.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BitMatrix {
    rows: usize,
    columns: usize,
    words: Vec<u64>,
}

impl BitMatrix {
    /// All bits off.
    pub fn new(rows: usize, columns: usize) -> Self {
        Self { rows, columns, words: vec![0; rows * columns.div_ceil(64)] }
    }

    /// Number of rows (evaluations).
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// Number of columns (superpixels).
    pub fn columns(&self) -> usize {
        self.columns
    }

    fn words_per_row(&self) -> usize {
        self.columns.div_ceil(64)
    }

    /// The words of a row; bit `c % 64` of word `c / 64` is column `c`, bits past the last column are 0.
    pub fn row(&self, row: usize) -> &[u64] {
        let n = self.words_per_row();
        &self.words[row * n..(row + 1) * n]
    }

    /// Whether a bit is on.
    ///
    /// # Panics
    /// When the place lies outside the matrix.
    pub fn get(&self, row: usize, column: usize) -> bool {
        assert!(row < self.rows && column < self.columns, "bit ({row}, {column}) is outside the matrix");
        self.row(row)[column / 64] >> (column % 64) & 1 == 1
    }

    /// Switches a bit.
    ///
    /// # Panics
    /// When the place lies outside the matrix.
    pub fn set(&mut self, row: usize, column: usize, on: bool) {
        assert!(row < self.rows && column < self.columns, "bit ({row}, {column}) is outside the matrix");
        let n = self.words_per_row();
        let word = &mut self.words[row * n + column / 64];
        *word = *word & !(1 << (column % 64)) | u64::from(on) << (column % 64);
    }

    /// Sets columns `64 · index` and on of a row; bits past the last column are dropped.
    pub(super) fn set_word(&mut self, row: usize, index: usize, word: u64) {
        let (n, columns) = (self.words_per_row(), self.columns - 64 * index);
        self.words[row * n + index] = if columns < 64 { word & ((1 << columns) - 1) } else { word };
    }

    /// How many bits of a row are on.
    pub fn count(&self, row: usize) -> usize {
        self.row(row).iter().map(|w| w.count_ones() as usize).sum()
    }

    /// The columns that are on in a row, ascending.
    pub fn ones(&self, row: usize) -> impl Iterator<Item = usize> + '_ {
        self.row(row).iter().enumerate().flat_map(|(i, &word)| {
            let mut rest = word;
            std::iter::from_fn(move || {
                let bit = (rest != 0).then(|| rest.trailing_zeros() as usize)?;
                rest &= rest - 1;
                Some(i * 64 + bit)
            })
        })
    }

    /// A row as text, one `0` or `1` per column.
    pub fn text(&self, row: usize) -> String {
        (0..self.columns).map(|c| if self.get(row, c) { '1' } else { '0' }).collect()
    }

    /// Rows of `0` and `1`; `None` when a row has another length or another character.
    pub fn from_text<S: AsRef<str>>(rows: &[S]) -> Option<Self> {
        let columns = rows.first().map_or(0, |r| r.as_ref().len());
        let mut bits = Self::new(rows.len(), columns);
        for (r, text) in rows.iter().enumerate() {
            let text = text.as_ref().as_bytes();
            if text.len() != columns {
                return None;
            }
            for (c, byte) in text.iter().enumerate() {
                match byte {
                    b'0' => {}
                    b'1' => bits.set(r, c, true),
                    _ => return None,
                }
            }
        }
        Some(bits)
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn text_and_bits_agree(rows in prop::collection::vec(prop::collection::vec(any::<bool>(), 70), 1..9)) {
            let text: Vec<String> =
                rows.iter().map(|r| r.iter().map(|&b| if b { '1' } else { '0' }).collect()).collect();
            let bits = BitMatrix::from_text(&text).unwrap();
            for (r, row) in rows.iter().enumerate() {
                prop_assert_eq!(&bits.text(r), &text[r]);
                prop_assert_eq!(bits.count(r), row.iter().filter(|b| **b).count());
                let ones: Vec<usize> = (0..70).filter(|&c| row[c]).collect();
                prop_assert_eq!(bits.ones(r).collect::<Vec<_>>(), ones);
            }
        }
    }

    #[test]
    fn a_bit_can_be_switched_off_again() {
        let mut bits = BitMatrix::new(2, 65);
        bits.set(1, 64, true);
        bits.set(1, 63, true);
        bits.set(1, 64, false);
        assert_eq!(bits.ones(1).collect::<Vec<_>>(), [63]);
        assert_eq!(bits.count(0), 0);
    }

    #[test]
    fn ragged_or_foreign_text_is_refused() {
        assert_eq!(BitMatrix::from_text(&["01", "0"]), None);
        assert_eq!(BitMatrix::from_text(&["02"]), None);
    }
}
