//! What the members of a group share.

use std::collections::BTreeMap;

/// Groups of fewer members than this share too much by chance to be named after it.
const FEWEST: usize = 2;

/// Per group the feature that marks it best, `None` where nothing is shared. `groups` names one of
/// `count` groups per point, `features` whatever is known of it, as numbers of the caller's.
///
/// A feature marks a group by the share of members that have it minus the share of everybody else that
/// has it (Youden's J), above 0; ties go to the feature that more members have, then to the lower number.
/// No two groups are named after the same feature: the one it marks better gets it.
///
/// # Panics
/// When `features` has another length than `groups`, or a group is past the last.
pub fn shared_features(groups: &[usize], count: usize, features: &[Vec<u32>]) -> Vec<Option<u32>> {
    assert_eq!(groups.len(), features.len(), "features of each point");
    let mut sizes = vec![0usize; count];
    let mut having: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
    for (&group, own) in groups.iter().zip(features) {
        sizes[group] += 1;
        for &feature in own {
            having.entry(feature).or_insert_with(|| vec![0; count])[group] += 1;
        }
    }
    let mut marks = Vec::new();
    for (&feature, counts) in &having {
        let everybody: usize = counts.iter().sum();
        for (group, &inside) in counts.iter().enumerate() {
            let others = groups.len() - sizes[group];
            if sizes[group] < FEWEST || inside < FEWEST {
                continue;
            }
            let outside = if others == 0 { 0.0 } else { (everybody - inside) as f64 / others as f64 };
            let mark = inside as f64 / sizes[group] as f64 - outside;
            if mark > 0.0 {
                marks.push((mark, inside, feature, group));
            }
        }
    }
    marks.sort_by(|a, b| b.0.total_cmp(&a.0).then(b.1.cmp(&a.1)).then(a.2.cmp(&b.2)).then(a.3.cmp(&b.3)));
    let mut names = vec![None; count];
    for (_, _, feature, group) in marks {
        if names[group].is_none() && !names.contains(&Some(feature)) {
            names[group] = Some(feature);
        }
    }
    names
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;

    const HAT: u32 = 0;
    const RED: u32 = 1;
    const SCARF: u32 = 2;

    #[test]
    fn a_group_is_named_after_what_sets_it_apart() {
        // Everybody in group 0 has a hat, as has one of group 1, who otherwise share red hair.
        let groups = [0, 0, 0, 1, 1, 1, 2];
        let features =
            [vec![HAT], vec![HAT, RED], vec![HAT], vec![RED], vec![RED, HAT], vec![RED], vec![SCARF]];
        // A group of one is not named after what one person wears.
        assert_eq!(shared_features(&groups, 3, &features), [Some(HAT), Some(RED), None]);
    }

    #[test]
    fn a_feature_names_one_group_only() {
        let groups = [0, 0, 1, 1, 2, 2];
        let features = [vec![HAT], vec![HAT], vec![HAT, SCARF], vec![HAT, SCARF], vec![], vec![]];
        assert_eq!(shared_features(&groups, 3, &features), [Some(HAT), Some(SCARF), None]);
    }

    #[test]
    fn order_of_points_does_not_matter() {
        let groups = [1, 0, 1, 0, 0];
        let features = [vec![RED], vec![HAT], vec![RED, HAT], vec![HAT], vec![SCARF]];
        let named = shared_features(&groups, 2, &features);
        let back: Vec<usize> = groups.iter().rev().copied().collect();
        let reversed: Vec<Vec<u32>> = features.iter().rev().cloned().collect();
        assert_eq!(shared_features(&back, 2, &reversed), named);
        assert_eq!(named, [Some(HAT), Some(RED)]);
    }
}
