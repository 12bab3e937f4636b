//! Does a model go by the background? Figures are put on other backgrounds, and what the model says of them is
//! counted by character.
//!
//! Every figure is judged twice: on the background of another picture of its own character (the same), and on
//! that of a picture of another one (the other). What cutting out and filling in does to a picture happens to
//! both, so their difference is the background's own (the gap between Mixed-Same and Mixed-Rand of Xiao et al.
//! 2021, "Noise or Signal: The Role of Image Backgrounds in Object Recognition"). Two things give a character
//! away: its figures are no longer recognised elsewhere, and its background makes others be taken for it.

use std::cmp::Ordering;

use super::split::Folds;

/// A figure and the two backgrounds it is judged on; all are rows of the measured data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Exchange {
    /// The picture whose figure it is.
    pub figure: usize,
    /// Another picture of the same character.
    pub same: usize,
    /// A picture of another character.
    pub other: usize,
}

/// Up to `each` exchanges of each class. All three pictures of one lie in one fold, so that a head that was
/// trained without that fold has seen none of them. The other characters take turns, and so do their pictures.
/// A figure without another picture of its class, or one of another class, in its fold has no exchange.
///
/// # Panics
/// When a row has no fold.
pub fn exchanges(labels: &[usize], classes: usize, folds: &Folds, each: usize) -> Vec<Exchange> {
    let fold_of = &folds.fold_of()[..labels.len()];
    let mut members = vec![Vec::new(); classes * folds.count()];
    for (row, (&label, &fold)) in labels.iter().zip(fold_of).enumerate() {
        members[label * folds.count() + fold].push(row);
    }
    let of = |label: usize, fold: usize| &members[label * folds.count() + fold];
    let mut found = Vec::new();
    for label in 0..classes {
        // Folds take turns, so that few exchanges still come from all heads.
        let own = |fold: usize| of(label, fold);
        let longest = (0..folds.count()).map(|f| own(f).len()).max().unwrap_or(0);
        let rows =
            (0..longest).flat_map(|i| (0..folds.count()).filter_map(move |f| Some((f, i, *own(f).get(i)?))));
        let mut turn = 0;
        for (fold, at, figure) in rows {
            let kin = own(fold);
            let others: Vec<usize> = (1..classes)
                .map(|step| (label + step) % classes)
                .filter(|&o| !of(o, fold).is_empty())
                .collect();
            if kin.len() < 2 || others.is_empty() {
                continue;
            }
            let whose = of(others[turn % others.len()], fold);
            let other = whose[(turn / others.len() + at) % whose.len()];
            found.push((label, Exchange { figure, same: kin[(at + 1) % kin.len()], other }));
            turn += 1;
            if turn == each {
                break;
            }
        }
    }
    found.into_iter().map(|(_, exchange)| exchange).collect()
}

/// What a model says of one exchange: whose figure and whose other background it was, and whom it was taken
/// for on either.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Answered {
    /// The class of the figure.
    pub figure: usize,
    /// The class of the other background.
    pub ground: usize,
    /// The class it is taken for on the background of its own class.
    pub on_same: usize,
    /// And on the other background.
    pub on_other: usize,
}

/// What the exchanges say of one class.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Suspicion {
    /// The class.
    pub class: usize,
    /// Exchanges of its figures.
    pub figures: usize,
    /// Of these, recognised on another background of the class, and on one of another class.
    pub kept: (usize, usize),
    /// Exchanges of other classes' figures onto its backgrounds.
    pub grounds: usize,
    /// Of these, taken for this class on their own background, and on this class's.
    pub lured: (usize, usize),
    /// How much the background decides: the mean of the share of figures that are lost elsewhere and of the
    /// share of others that its background turns into it, −1 to 1. Around 0 for a fair class.
    pub score: f64,
    /// The chance that as many exchanges or more speak against the class if its background did not matter: a
    /// one-sided sign test over the exchanges whose answer changed (Dixon & Mood 1946).
    pub p: f64,
    /// Whether it is suspected: at most [`FALSE_ALARMS`] of all that are suspected are so by chance (Benjamini &
    /// Hochberg 1995), and the score is at least [`LEAST`].
    pub is_suspect: bool,
}

/// Share of the suspects that may be so by chance.
pub const FALSE_ALARMS: f64 = 0.05;
/// A background that decides less than this is let pass.
pub const LEAST: f64 = 0.1;

/// Every class, the most suspicious first; of equal ones the lower number.
pub fn rank(answers: &[Answered], classes: usize) -> Vec<Suspicion> {
    let mut all: Vec<Suspicion> = (0..classes).map(|class| suspicion(answers, class)).collect();
    let mut by_p: Vec<f64> = all.iter().map(|s| s.p).collect();
    by_p.sort_by(f64::total_cmp);
    let limit = |i: usize| FALSE_ALARMS * (i + 1) as f64 / classes as f64;
    let bound = by_p.iter().enumerate().filter(|&(i, p)| *p <= limit(i)).map(|(_, p)| *p).next_back();
    for one in &mut all {
        one.is_suspect = bound.is_some_and(|bound| one.p <= bound) && one.score >= LEAST;
    }
    all.sort_by(|a, b| {
        let first = b.is_suspect.cmp(&a.is_suspect);
        first.then(b.score.partial_cmp(&a.score).unwrap_or(Ordering::Equal)).then(a.class.cmp(&b.class))
    });
    all
}

fn suspicion(answers: &[Answered], class: usize) -> Suspicion {
    let own = || answers.iter().filter(|a| a.figure == class);
    let strange = || answers.iter().filter(|a| a.ground == class);
    let (figures, grounds) = (own().count(), strange().count());
    let kept = (own().filter(|a| a.on_same == class).count(), own().filter(|a| a.on_other == class).count());
    let lured =
        (strange().filter(|a| a.on_same == class).count(), strange().filter(|a| a.on_other == class).count());
    // For: an answer that the class's own background makes. Against: one that it unmakes.
    let made = own().filter(|a| a.on_same == class && a.on_other != class).count()
        + strange().filter(|a| a.on_same != class && a.on_other == class).count();
    let unmade = own().filter(|a| a.on_same != class && a.on_other == class).count()
        + strange().filter(|a| a.on_same == class && a.on_other != class).count();
    let share =
        |more: usize, fewer: usize, of: usize| (of > 0).then(|| (more as f64 - fewer as f64) / of as f64);
    let parts = [share(kept.0, kept.1, figures), share(lured.1, lured.0, grounds)];
    let known: Vec<f64> = parts.into_iter().flatten().collect();
    let score = if known.is_empty() { 0.0 } else { known.iter().sum::<f64>() / known.len() as f64 };
    Suspicion {
        class,
        figures,
        kept,
        grounds,
        lured,
        score,
        p: sign_test(made, made + unmade),
        is_suspect: false,
    }
}

/// The chance of at least `hits` heads in `count` throws of a fair coin.
fn sign_test(hits: usize, count: usize) -> f64 {
    let mut sum = 0.0;
    // C(count, k) / 2^count, by its logarithm, so that many throws do not underflow on the way.
    let mut log = -(count as f64) * std::f64::consts::LN_2;
    for k in 0..=count {
        if k >= hits {
            sum += libm::exp(log);
        }
        log += libm::log((count - k) as f64 / (k + 1) as f64);
    }
    sum.min(1.0)
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;
    use crate::learn::split::stratified_folds;
    use crate::learn::{Embeddings, Labelled};
    use proptest::prelude::*;

    fn folds(labels: &[usize], classes: usize, wanted: usize) -> Folds {
        let names: Vec<String> = (0..classes).map(|c| c.to_string()).collect();
        let rows: Vec<f32> = (0..labels.len()).map(|i| i as f32).collect();
        let data = Labelled::new(Embeddings::new(&rows, 1).unwrap(), labels, &names).unwrap();
        stratified_folds(&data, &(0..labels.len()).collect::<Vec<_>>(), wanted, 7).unwrap()
    }

    proptest! {
        #[test]
        fn exchanges_stay_in_a_fold_and_take_turns(classes in 2usize..5, each in 4usize..12, most in 1usize..9) {
            let labels: Vec<usize> = (0..classes * each).map(|i| i % classes).collect();
            let folds = folds(&labels, classes, each / 2);
            let found = exchanges(&labels, classes, &folds, most);
            for one in &found {
                let fold = |row: usize| folds.fold_of()[row];
                prop_assert!(one.figure != one.same);
                prop_assert_eq!(labels[one.figure], labels[one.same]);
                prop_assert!(labels[one.figure] != labels[one.other]);
                prop_assert!(fold(one.figure) == fold(one.same) && fold(one.figure) == fold(one.other));
            }
            for class in 0..classes {
                let own: Vec<&Exchange> = found.iter().filter(|e| labels[e.figure] == class).collect();
                prop_assert_eq!(own.len(), most.min(each));
                let used = |o: usize| own.iter().filter(|e| labels[e.other] == o).count();
                let counts: Vec<usize> = (0..classes).filter(|&o| o != class).map(used).collect();
                prop_assert!(counts.iter().max().unwrap() - counts.iter().min().unwrap() <= 1);
            }
        }

        #[test]
        fn the_sign_test_is_the_sum_of_binomials(count in 0usize..20, hits in 0usize..21) {
            prop_assume!(hits <= count);
            let at_least = (0u32..1 << count).filter(|m| m.count_ones() as usize >= hits).count();
            prop_assert!((sign_test(hits, count) - at_least as f64 / f64::from(1u32 << count)).abs() < 1e-9);
        }

        #[test]
        fn ranks_agree_with_counting_by_hand(
            raw in proptest::collection::vec((0usize..3, 1usize..3, 0usize..3, 0usize..3), 0..40)
        ) {
            let answers: Vec<Answered> = raw
                .iter()
                .map(|&(figure, step, on_same, on_other)| {
                    Answered { figure, ground: (figure + step) % 3, on_same, on_other }
                })
                .collect();
            let ranked = rank(&answers, 3);
            prop_assert_eq!(ranked.len(), 3);
            for s in &ranked {
                let c = s.class;
                let (mut n, mut before, mut after, mut m, mut pulled, mut had) = (0, 0, 0, 0, 0, 0);
                for a in &answers {
                    if a.figure == c { n += 1; before += i32::from(a.on_same == c); after += i32::from(a.on_other == c); }
                    if a.ground == c { m += 1; had += i32::from(a.on_same == c); pulled += i32::from(a.on_other == c); }
                }
                let mut parts = vec![];
                if n > 0 { parts.push(f64::from(before - after) / f64::from(n)); }
                if m > 0 { parts.push(f64::from(pulled - had) / f64::from(m)); }
                let mean = if parts.is_empty() { 0.0 } else { parts.iter().sum::<f64>() / parts.len() as f64 };
                prop_assert!((s.score - mean).abs() < 1e-12);
            }
            prop_assert!(ranked.windows(2).all(|w| w[0].is_suspect >= w[1].is_suspect));
            prop_assert!(ranked.windows(2).all(|w| w[0].is_suspect != w[1].is_suspect || w[0].score >= w[1].score));
        }
    }

    /// A model that goes by the background of class 0 alone: any figure on it is taken for 0, and the figure of
    /// 0 elsewhere for whoever's background it is.
    #[test]
    fn a_cheat_is_first_and_the_fair_are_not_suspected() {
        let mut answers = Vec::new();
        for i in 0..12 {
            for figure in 0..4 {
                let ground = (figure + 1 + i % 3) % 4;
                let on_other = if ground == 0 || figure == 0 { ground } else { figure };
                answers.push(Answered { figure, ground, on_same: figure, on_other });
            }
        }
        let ranked = rank(&answers, 4);
        assert_eq!(ranked[0].class, 0);
        assert!((ranked[0].score - 1.0).abs() < 1e-12);
        assert_eq!((ranked[0].kept, ranked[0].lured), ((12, 0), (0, 12)));
        assert!(ranked[0].is_suspect && ranked[0].p < 1e-6);
        assert!(ranked[1].score < 0.5);
        // A model that does not care.
        let fair: Vec<Answered> = answers.iter().map(|a| Answered { on_other: a.figure, ..*a }).collect();
        assert!(rank(&fair, 4).iter().all(|s| !s.is_suspect && s.score == 0.0 && s.p == 1.0));
    }
}
