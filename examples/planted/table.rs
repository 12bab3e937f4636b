//! The table, as printed and as written into the papers.

use crate::causes::Kind;
use crate::study::{Plan, Study, drawn_side};

/// Rows of shares, by kind of cause.
pub struct Table {
    kinds: Vec<Kind>,
    flips: Vec<(Kind, usize, usize)>,
    lines: Vec<String>,
}

const HEADER: &str = "fill           overall    snow  accessory   patch    hair    eyes  pictures";

fn line(name: &str, overall: f64, kinds: &[f64], pictures: usize) -> String {
    let widths = [8, 11, 8, 8, 8];
    let cells: String = kinds.iter().zip(widths).map(|(k, w)| format!("{k:>w$.2}")).collect();
    format!("{name:<15}{overall:>7.2}{cells}{pictures:>10}")
}

fn mean(values: impl Iterator<Item = f64>) -> f64 {
    let values: Vec<f64> = values.collect();
    values.iter().sum::<f64>() / values.len() as f64
}

impl Table {
    /// A table of a study, without rows.
    pub fn new(study: &Study) -> Self {
        let kinds = study.pictures.iter().map(|p| p.kind).collect();
        Self { kinds, flips: study.flips.clone(), lines: Vec::new() }
    }

    /// A row of a number per picture: 1 where the explanation is right, 0 where not, or the chance that it
    /// is. Returns the row.
    pub fn add(&mut self, name: &str, shares: &[f64]) -> &str {
        let of =
            |kind: Kind| mean(shares.iter().zip(&self.kinds).filter(|(_, k)| **k == kind).map(|(s, _)| *s));
        let overall = mean(shares.iter().copied());
        self.lines.push(line(name, overall, &Kind::PLACED.map(of), shares.len()));
        &self.lines[self.lines.len() - 1]
    }

    /// Header and rows.
    pub fn text(&self) -> String {
        format!("{HEADER}\n{}", self.lines.join("\n"))
    }

    /// The section of the papers.
    pub fn section(&self, text: &str, plan: &Plan) -> String {
        let flips: Vec<String> = self
            .flips
            .iter()
            .map(|(kind, tried, flipped)| format!("{} {flipped} of {tried}", kind.name()))
            .collect();
        format!(
            "Pairs of characters are drawn that differ in one known thing (the cause), and heads of four \
             classes are trained on 40 pictures of each. A test picture counts only if swapping the cause \
             flips the decision ({}; {} px drawings; pairs {} to {} of each kind, the defaults were chosen on \
             pairs 0 to 3). The share of pictures whose heaviest superpixel lies \
             on the cause, by what fills switched-off superpixels; `default` is contrastive fill:\n\n\
             ```\n{text}\n```\n\n\
             `blind-head`: heads trained on the same pictures with labels that say nothing of the cause, \
             explained with the default: near `chance`, so the fill does not point by itself. `lime`: the \
             default settings of Python `lime` 0.2.0.1 (own mean colour, 1,000 random tries, probability, \
             kernel width 0.25) on the same superpixels; its own segmentation would be quickshift. Written \
             by `cargo run --release --example planted -- --write`.",
            flips.join(", "),
            drawn_side(),
            plan.first,
            plan.first + plan.pairs - 1,
        )
    }
}
