//! Which few pictures should one look at to know a model? Submodular pick (SP-LIME; Ribeiro, Singh & Guestrin
//! 2016, "Why Should I Trust You?", section 4, algorithm 2).

/// Explanations of several pictures over the same features (parts, or clusters of superpixels): how much each
/// feature counts for each picture.
#[derive(Clone, Debug, PartialEq)]
pub struct Explained {
    pictures: usize,
    features: usize,
    /// Absolute weights, `pictures × features`, row-major.
    weights: Vec<f64>,
}

/// The pictures that were picked.
#[derive(Clone, Debug, PartialEq)]
pub struct Pick {
    /// In the order of picking: each adds the most to those before it; ties go to the lower number.
    pub pictures: Vec<usize>,
    /// After each of them, the share of the importance of all features that is covered, 0 to 1.
    pub coverage: Vec<f64>,
}

impl Explained {
    /// `weights` is `pictures × features`, row-major; signs do not matter. `None` when the length does not
    /// fit or a weight is not finite.
    pub fn new(pictures: usize, features: usize, weights: &[f64]) -> Option<Self> {
        let fits = weights.len() == pictures * features && weights.iter().all(|w| w.is_finite());
        fits.then(|| Self { pictures, features, weights: weights.iter().map(|w| w.abs()).collect() })
    }

    /// The importance of each feature: the root of the sum of its absolute weights.
    pub fn importance(&self) -> Vec<f64> {
        let sum = |f: usize| (0..self.pictures).map(|p| self.weight(p, f)).sum::<f64>();
        (0..self.features).map(|f| libm::sqrt(sum(f))).collect()
    }

    /// The sum of the importance of all features that count for at least one of `chosen`.
    pub fn coverage(&self, chosen: &[usize]) -> f64 {
        let counts = |f: usize| chosen.iter().any(|&p| self.weight(p, f) > 0.0);
        self.importance().iter().enumerate().filter(|(f, _)| counts(*f)).map(|(_, i)| i).sum()
    }

    /// Picks at most `count` pictures, fewer when the rest adds nothing. What they cover is at least
    /// 1 − 1/e of what the best `count` pictures cover (Nemhauser et al. 1978).
    pub fn pick(&self, count: usize) -> Pick {
        let importance = self.importance();
        let total: f64 = importance.iter().sum();
        let mut covered = vec![false; self.features];
        let mut pick = Pick { pictures: Vec::new(), coverage: Vec::new() };
        let mut sum = 0.0;
        while pick.pictures.len() < count {
            let adds = |p: usize| -> f64 {
                let new = (0..self.features).filter(|&f| !covered[f] && self.weight(p, f) > 0.0);
                new.map(|f| importance[f]).sum()
            };
            let best = (0..self.pictures)
                .map(|p| (p, adds(p)))
                .fold((0, 0.0), |best, next| if next.1 > best.1 { next } else { best });
            if best.1 <= 0.0 {
                break;
            }
            (0..self.features).for_each(|f| covered[f] |= self.weight(best.0, f) > 0.0);
            sum += best.1;
            pick.pictures.push(best.0);
            pick.coverage.push((sum / total).min(1.0));
        }
        pick
    }

    fn weight(&self, picture: usize, feature: usize) -> f64 {
        self.weights[picture * self.features + feature]
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_example_of_the_paper() {
        // Figure 5: the second row covers most, the fifth adds the last feature.
        let rows = [[1, 1, 0, 0, 0], [0, 1, 1, 1, 0], [0, 1, 1, 0, 0], [1, 0, 0, 0, 0], [0, 0, 0, 0, 1]];
        let weights: Vec<f64> = rows.iter().flatten().map(|&w| f64::from(w)).collect();
        let explained = Explained::new(5, 5, &weights).unwrap();
        let importance = explained.importance();
        assert!(importance[1] > importance[0] && importance[1] > importance[3]);
        let pick = explained.pick(5);
        assert_eq!(pick.pictures, [1, 0, 4]);
        assert!((pick.coverage[2] - 1.0).abs() < 1e-12);
    }

    #[test]
    fn nothing_to_cover_picks_nobody() {
        assert_eq!(Explained::new(2, 2, &[0.0; 4]).unwrap().pick(2).pictures, [0; 0]);
        assert_eq!(Explained::new(0, 0, &[]).unwrap().pick(2).pictures, [0; 0]);
        assert_eq!(Explained::new(1, 2, &[1.0]), None);
        assert_eq!(Explained::new(1, 1, &[f64::NAN]), None);
    }

    /// The best coverage of any `count` pictures, by trying all.
    fn best(explained: &Explained, count: usize) -> f64 {
        let sets = (0u32..1 << explained.pictures).filter(|s| s.count_ones() as usize <= count);
        let of = |s: u32| (0..explained.pictures).filter(|p| s >> p & 1 == 1).collect::<Vec<_>>();
        sets.map(|s| explained.coverage(&of(s))).fold(0.0, f64::max)
    }

    proptest! {
        #[test]
        fn a_pick_is_near_the_best(
            weights in proptest::collection::vec(prop_oneof![Just(0.0), -2.0f64..2.0], 30),
            count in 1usize..5,
        ) {
            let explained = Explained::new(6, 5, &weights).unwrap();
            let pick = explained.pick(count);
            let covered = explained.coverage(&pick.pictures);
            let bound = 1.0 - std::f64::consts::E.recip();
            prop_assert!(covered >= bound * best(&explained, count) - 1e-9);
            let total: f64 = explained.importance().iter().sum();
            if let Some(last) = pick.coverage.last() {
                prop_assert!((last * total - covered).abs() < 1e-9);
            }
            // Each adds the most to those before it.
            for k in 0..pick.pictures.len() {
                let before = &pick.pictures[..k];
                let with = |p: usize| explained.coverage(&[before, &[p]].concat());
                let most = (0..6).map(with).fold(0.0, f64::max);
                prop_assert!((with(pick.pictures[k]) - most).abs() < 1e-9);
            }
        }
    }
}
