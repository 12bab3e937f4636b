//! How good thresholds on these signals could be at best: fitted to the very explanations they are judged by.

use crate::Case;
use crate::table::DEFAULT;

/// Right explanations that may be flagged at most: as a mean over settings, and of the product's own.
const RIGHT: f64 = 0.20;
const RIGHT_OWN: f64 = 0.15;

/// A rule of the kind that [`moelens::explain::verdict`] uses, and one threshold more: on the share of the leading
/// set's excess that the heaviest superpixel reaches alone.
#[derive(Clone, Copy)]
struct Rule {
    clearness: f64,
    excess: f64,
    share_of_set: f64,
    set_clearness: f64,
    part: f64,
    spread: usize,
}

impl Rule {
    fn believes(&self, case: &Case) -> bool {
        let share = if case.set_size > 1 { case.excess / case.set_excess.max(1e-6) } else { 1.0 };
        let top =
            case.clearness >= self.clearness && case.excess >= self.excess && share >= self.share_of_set;
        let set = case.set_size >= self.spread
            && case.set_clearness >= self.set_clearness
            && case.clearness >= self.part;
        (top || set) && case.z1 >= 3.5
    }
}

fn rules() -> Vec<Rule> {
    let mut rules = Vec::new();
    for clearness in [4.0, 5.0, 6.0, 7.0, 7.5, 8.0, 9.0, 10.0] {
        for excess in [0.05, 0.1, 0.15, 0.2] {
            for share_of_set in [0.0, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7] {
                for set_clearness in [7.0, 9.0, 12.0, 15.0] {
                    for part in [1.0, 3.0, 5.0] {
                        rules.extend([4, 5, 6, 7].map(|spread| Rule {
                            clearness,
                            excess,
                            share_of_set,
                            set_clearness,
                            part,
                            spread,
                        }));
                    }
                }
            }
        }
    }
    rules
}

/// Shares of the wrong and of the right that a rule does not believe; `None` where there are none.
fn flagged(rule: &Rule, cases: &[&Case]) -> [Option<f64>; 2] {
    [false, true].map(|right| {
        let own: Vec<&&Case> = cases.iter().filter(|c| c.right == right).collect();
        let count = own.iter().filter(|c| !rule.believes(c)).count();
        (!own.is_empty()).then(|| count as f64 / own.len() as f64)
    })
}

/// What the best of the rules reach, in two sentences.
pub fn text(cases: &[Case]) -> String {
    let mut settings: Vec<&str> = cases.iter().map(|c| c.setting.as_str()).collect();
    settings.sort_unstable();
    settings.dedup();
    let groups: Vec<Vec<&Case>> =
        settings.iter().map(|s| cases.iter().filter(|c| c.setting == *s).collect()).collect();
    let own: Vec<&Case> = cases.iter().filter(|c| c.setting == DEFAULT).collect();
    let mean = |shares: Vec<f64>| shares.iter().sum::<f64>() / shares.len().max(1) as f64;
    let (mut best, mut best_own) = (0.0f64, 0.0f64);
    let rules = rules();
    for rule in &rules {
        let all: Vec<[Option<f64>; 2]> = groups.iter().map(|group| flagged(rule, group)).collect();
        let of = |which: usize| mean(all.iter().filter_map(|shares| shares[which]).collect());
        if of(1) <= RIGHT {
            best = best.max(of(0));
        }
        let [wrong, right] = flagged(rule, &own);
        if right.unwrap_or(0.0) <= RIGHT_OWN {
            best_own = best_own.max(wrong.unwrap_or(0.0));
        }
    }
    format!(
        "Could other thresholds do better? Fitted to these very explanations, the best of {} rules of this kind \
         flags {best:.2} of the wrong with at most {RIGHT:.2} of the right ones (mean over settings), and of the \
         product's own {best_own:.2} of the wrong with at most {RIGHT_OWN:.2} of the right.",
        rules.len()
    )
}
