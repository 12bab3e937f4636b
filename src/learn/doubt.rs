//! Labels that may be wrong: pictures that the heads trained without them take for somebody else.

use super::metrics::best;
use crate::model::head::softmax;

/// A picture whose label is doubted.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Doubt {
    /// The picture's row.
    pub row: usize,
    /// The class it is said to show.
    pub label: usize,
    /// The class it is taken for.
    pub decided: usize,
    /// Probability of the label, in 0..=1.
    pub own: f64,
    /// Probability of the decision, in 0..=1.
    pub other: f64,
}

/// Pictures to check, the most doubtful first: those taken for a class with at least that class's usual
/// confidence, which is the mean probability that its own pictures get. This is the rule of confident
/// learning (Northcutt, Jiang and Chuang 2021, "Confident Learning: Estimating Uncertainty in Dataset
/// Labels", section 3.1), ranked by how far the decision's probability exceeds the label's.
///
/// `logits` are calibrated out-of-fold scores, `labels.len() × classes`, row-major.
///
/// # Panics
/// When the lengths do not fit.
pub fn doubtful(logits: &[f32], labels: &[usize], classes: usize) -> Vec<Doubt> {
    assert_eq!(logits.len(), labels.len() * classes, "scores and labels differ in number");
    let chances: Vec<Vec<f32>> = logits.chunks_exact(classes).map(softmax).collect();
    let mut usual = vec![(0.0f64, 0usize); classes];
    for (p, &label) in chances.iter().zip(labels) {
        usual[label].0 += f64::from(p[label]);
        usual[label].1 += 1;
    }
    let mut found = Vec::new();
    for (row, (p, &label)) in chances.iter().zip(labels).enumerate() {
        let decided = best(p);
        let (sum, count) = usual[decided];
        let (own, other) = (f64::from(p[label]), f64::from(p[decided]));
        if decided != label && other * count as f64 >= sum {
            found.push(Doubt { row, label, decided, own, other });
        }
    }
    found.sort_by(|a, b| (b.other - b.own).total_cmp(&(a.other - a.own)).then(a.row.cmp(&b.row)));
    found
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;

    #[test]
    fn a_swapped_label_is_doubted_and_a_hard_picture_is_not() {
        // Three of each class, sure; then one of class 0 that looks like class 1, and one in between.
        let sure = [[4.0, 0.0], [4.0, 0.0], [4.0, 0.0], [0.0, 4.0], [0.0, 4.0], [0.0, 4.0]];
        let odd = [[0.0f32, 5.0], [0.0, 0.1]];
        let logits: Vec<f32> = sure.iter().chain(&odd).flatten().copied().collect();
        let found = doubtful(&logits, &[0, 0, 0, 1, 1, 1, 0, 0], 2);
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].row, found[0].label, found[0].decided), (6, 0, 1));
        assert!(found[0].other > 0.99 && found[0].own < 0.01);
    }

    #[test]
    fn the_most_doubtful_comes_first() {
        let logits = [[3.0f32, 0.0], [0.0, 2.0], [0.0, 6.0], [0.0, 1.0]].concat();
        let rows: Vec<usize> = doubtful(&logits, &[0, 0, 0, 1], 2).iter().map(|d| d.row).collect();
        assert_eq!(rows, [2, 1]);
    }
}
