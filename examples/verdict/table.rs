//! How often the verdict is right, as tables, and their place in the rules' documentation.

use moelens::explain::Level;

use crate::Case;

/// Where the rules and their table live.
pub const RULES: &str = "src/explain/trust.rs";
/// The setting of the product.
pub const DEFAULT: &str = "contrastive";

/// Pictures whose cause is everywhere.
const TINT: &str = "tint";

/// A row per way of explaining, their mean, and what the three levels are worth for the product's own.
pub fn text(cases: &[Case]) -> String {
    let mut lines = vec![
        "| explained by | wrong, of these flagged | right, of these flagged | believed, of these right |"
            .to_string(),
        "|---|---|---|---|".to_string(),
    ];
    let mut settings: Vec<&str> = Vec::new();
    for case in cases {
        if !settings.contains(&case.setting.as_str()) {
            settings.push(&case.setting);
        }
    }
    let (mut wrong_shares, mut right_shares) = (Vec::new(), Vec::new());
    for setting in settings {
        let own: Vec<&Case> = cases.iter().filter(|c| c.setting == setting).collect();
        let count = |test: &dyn Fn(&Case) -> bool| own.iter().filter(|c| test(c)).count();
        let believed = |c: &Case| c.level == Level::Believe;
        let (wrong, right) = (count(&|c| !c.right), count(&|c| c.right));
        let wrong_flagged = share(count(&|c| !c.right && !believed(c)), wrong);
        let right_flagged = share(count(&|c| c.right && !believed(c)), right);
        wrong_shares.extend(wrong_flagged);
        right_shares.extend(right_flagged);
        lines.push(format!(
            "| {setting} | {wrong}: {} | {right}: {} | {}: {} |",
            said(wrong_flagged),
            said(right_flagged),
            count(&believed),
            said(share(count(&|c| c.right && believed(c)), count(&believed))),
        ));
    }
    lines.push(format!("| mean | {} | {} | |", said(mean(&wrong_shares)), said(mean(&right_shares))));
    lines.extend(levels(cases));
    lines.join("\n")
}

/// How often each level is given to the product's own explanations, and how many of these are right.
fn levels(cases: &[Case]) -> Vec<String> {
    let own: Vec<&Case> = cases.iter().filter(|c| c.setting == DEFAULT).collect();
    let mut lines = vec![
        String::new(),
        "| level | of the product's explanations | right |".into(),
        "|---|---|---|".into(),
    ];
    for (level, name) in
        [(Level::Believe, "believe"), (Level::NotSettled, "not settled"), (Level::DoNotTrust, "do not trust")]
    {
        let given: Vec<&&Case> = own.iter().filter(|c| c.level == level).collect();
        let right = given.iter().filter(|c| c.right).count();
        lines.push(format!(
            "| {name} | {} | {} |",
            said(share(given.len(), own.len())),
            said(share(right, given.len()))
        ));
    }
    lines
}

fn share(part: usize, all: usize) -> Option<f64> {
    (all > 0).then(|| part as f64 / all as f64)
}

fn mean(values: &[f64]) -> Option<f64> {
    (!values.is_empty()).then(|| values.iter().sum::<f64>() / values.len() as f64)
}

fn said(share: Option<f64>) -> String {
    share.map_or_else(|| "–".into(), |s| format!("{s:.2}"))
}

/// The tables with what they were made of.
pub fn section(text: &str, cases: &[Case], (first, last): (usize, usize)) -> String {
    // Each picture is explained once by the product, or once as a picture of a tint.
    let pictures = cases.iter().filter(|c| [DEFAULT, TINT].contains(&c.setting.as_str())).count();
    format!(
        "{pictures} pictures of the pairs {first} to {last} of each kind, which no threshold was chosen on; an \
         explanation is right when its heaviest superpixel lies on the planted cause, and flagged when it is \
         not believed:\n\n{text}\n\nWritten by `cargo run --release --example verdict -- --write`."
    )
}
